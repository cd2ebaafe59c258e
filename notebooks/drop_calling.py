# %% [markdown]
# # Should the marketplace launch in-house calling?
#
# In July 2020 the marketplace dropped a planned call and chat feature, for fear that bad actors would use it. This
# report asks again: no calls, calls after the contract, calls before it, before it with half of them listened to,
# and with all. It is computed from top to bottom: another model, or other numbers, and the recommendation may be
# another.

# %% tags=["parameters"]
SEEDS, DAYS, SCALE, TRACED = 32, 120, 1.0, 2  # of a pair of runs each; SCALE and DAYS make them smaller and shorter

# %%
import policylab as pl

production = pl.load("production", days=DAYS, scale=SCALE, name="no calls")
options = [
    production.with_(call="after_contract", name="after the contract"),
    production.with_(call="before_contract", name="before it"),
    production.with_(call="before_contract", monitored_share=0.5, name="before it, half watched"),
    production.with_(call="before_contract", monitored_share=1.0, name="before it, all watched"),
]
ranked = pl.rank(production, options, seeds=SEEDS, progress=False)

# %% [markdown]
# ## Recommendation
#
# By a rule that was written before any of these runs: it needs a gain, and no harm that may be more than the
# margin, once bad actors have adapted.

# %%
print(ranked.advice())

# %%
ranked.plot()

# %% [markdown]
# ## By which channel, and when
#
# How many of 10,000 active workers are exposed by each channel, against no calls; and the lures that reach somebody
# in a month, in the whole marketplace.

# %%
parts = ranked.parts("channel")
parts.pivot_table(index=["regime", "channel"], columns="platform", values="difference", observed=True).round(1)

# %%
calls = ranked.contacts().query("channel == 'call'")
calls.pivot_table(index=["regime", "from"], columns="platform", values="a month").round()

# %% [markdown]
# ## Who
#
# Calls before the contract, listened to by nobody: exposure by age, and the same people in both worlds.

# %%
open_calls = ranked.answer("before it")
open_calls.plot.parts("age")

# %%
pl.trace(production, options[1], seeds=TRACED, progress=False).plot.who()

# %% [markdown]
# ## Yen, hours and honest people
#
# A month of the whole marketplace, the mean difference from no calls; `ranked.payers()` has the intervals.

# %%
payers = ranked.payers()
by_payer = payers.pivot_table(index=["payer", "regime"], columns="platform", values="difference", sort=False)
by_payer.map("{:z,.2f}".format)

# %%
hours = ranked.metrics("review_hours")
hours.pivot_table(index="regime", columns="platform", values=["difference", "scale"]).round(1)

# %% [markdown]
# ## What would turn it
#
# Dots are pairs of runs, each in another plausible world: where they disagree, the answer rests on something that
# nobody knows. The lines below each headline name it, where these worlds show it by more than luck.

# %%
open_calls.plot()

# %%
open_calls
