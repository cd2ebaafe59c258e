# %% [markdown]
# # Certified clients: what the badge does, and what its criteria cost
#
# The marketplace marks clients who have ordered enough, paid enough and are rated well. Workers go where the mark
# is, and bad actors who want it have to order and pay honestly first. This report compares the badge with none, and
# moves two of its criteria.
#
# Outputs were written in a market of 20,000 workers, a quarter of the default of today, one interval at a time, and
# with the verdicts of then; run it anew for those of today.

# %% tags=["parameters"]
SEEDS, DAYS, SCALE = 32, 120, 1.0  # pairs of runs a question; SCALE and DAYS make them smaller and shorter
ORDERS, YEN = [3, 5, 15, 30], [20_000, 50_000, 200_000]

# %%
import policylab as pl

badge = pl.load("certified_clients", days=DAYS, scale=SCALE, name="the badge")
none = badge.with_("certification.rule=off", name="no badge")
answer = pl.compare(none, badge, seeds=SEEDS, progress=False)
print(answer)

# %%
answer.plot()

# %% [markdown]
# ## What moves with it
#
# Of all metrics those whose verdict says so, in both regimes, with what the platform merely observes.

# %%
moved = answer.frame().query("verdict in ['better', 'worse', 'higher', 'lower']")
moved[["regime", "metric", "baseline", "difference", "low", "high", "verdict"]].round(3)

# %% [markdown]
# ## How many orders
#
# A lower number marks more clients, and is cheaper to fake; a higher one marks few. A point is the badge with so
# many orders, against no badge.

# %%
orders = pl.sweep(none, badge, vary={"platform.certification.min_orders": ORDERS}, seeds=SEEDS, progress=False)
orders.plot()

# %%
marked = orders.frame().query("metric == 'share_certified'")
marked.pivot_table(index="platform.certification.min_orders", columns="regime", values="candidate").round(3)

# %% [markdown]
# ## How many yen

# %%
yen = pl.sweep(none, badge, vary={"platform.certification.min_yen": YEN}, seeds=SEEDS, progress=False)
yen.plot()

# %% [markdown]
# ## Who pays
#
# A month of the whole marketplace, with intervals.

# %%
answer.plot.payers()
