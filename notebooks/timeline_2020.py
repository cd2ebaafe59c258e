# %% [markdown]
# # 2020, month by month: what each measure did
#
# From March to August 2020 the marketplace put one measure after another in force. `timeline_2020` has them on
# their dates, and bad actors who learn. This report looks at the year as it went, holds it against what the monthly
# reports say, and then leaves out one measure at a time.
#
# Outputs were written in a market of 20,000 workers, a quarter of the default of today, one interval at a time, and
# with the verdicts of then; run it anew for those of today.

# %% tags=["parameters"]
SEEDS, RUNS, DAYS, SCALE = 32, 16, 184, 1.0  # pairs of a question, runs of a year; SCALE and DAYS make them smaller

# %%
import policylab as pl

year = pl.load("timeline_2020", days=DAYS, scale=SCALE, name="as it went")
pl.run(year, seeds=RUNS, progress=False).plot()

# %% [markdown]
# ## Against the reports
#
# Each fact is measured in the weeks that its source speaks of, and should lie in the range that the source leaves.

# %%
print(pl.validate(year, seeds=RUNS, progress=False))

# %% [markdown]
# ## Without one of them
#
# The same people and the same luck, and one measure less than there was. More exposure than *as it went* says that
# the measure held fraud down.

# %%
less = [
    year.with_(
        "screening.review_at=0.9", "screening.suspend_at=0.99", "screening.checkers=0", name="screening as in March"
    ),
    year.with_("contact_reminder.rule=off", name="no reminder of contacts"),
    year.with_("order_rules.rule=off", name="no check of order rules"),
    year.with_("fee_alert.rule=off", name="no alert of low fees"),
    year.with_("completion_rate.rule=off", name="no completion rates"),
    year.with_(
        'message_watch.channels=["message"]',
        "message_watch.warn_at=0.85",
        "message_watch.standing_warning=false",
        "message_watch.client_warning=false",
        name="watch as in March",
    ),
]
ranked = pl.rank(year, less, seeds=SEEDS, rings="adapting", progress=False)
ranked.plot()

# %%
print(ranked)

# %% [markdown]
# ## Week by week
#
# Warnings and a watch on scouts and special terms came in July: with them, and with the watch as it was in March.

# %%
ranked.answer("watch as in March").plot.weeks()

# %% [markdown]
# ## Who pays
#
# A month of the whole marketplace: the mean difference from the year as it went.

# %%
payers = ranked.payers()
by_payer = payers.pivot_table(index="payer", columns="platform", values="difference", sort=False)
by_payer.map("{:z,.2f}".format)
