# %% [markdown]
# # A tour: should the marketplace launch in-house calling?
#
# Two platforms on the same people, pair by pair: `production`, where the calling feature was dropped, and
# `calling_open`, where it is open before a contract. All that is asked of `policylab` here stands in
# `docs/reference/api.md`, and is also one command: `policylab compare production calling_open`.

# %% tags=["parameters"]
SEEDS, DAYS, SCALE = 32, 120, 1.0  # pairs of runs; SCALE and DAYS make them smaller and shorter

# %% [markdown]
# A scenario is a platform on a world. It is loaded strictly: a misspelt key is an error with the line it stands on.

# %%
import policylab as pl

production = pl.load("production", days=DAYS, scale=SCALE, name="production")
calling = pl.load("calling_open", days=DAYS, scale=SCALE, name="calling_open")
print(production.loaded.title, "·", calling.loaded.title)

# %% [markdown]
# Draws are keyed by what they are about, so the same people meet on both sides and the difference is the policy's.
# Each pair lives in another plausible world, and bad actors keep their habits (*first day*) or have learned
# (*adapted*).

# %%
answer = pl.compare(production, calling, seeds=SEEDS, progress=False)
print(answer)

# %% [markdown]
# The same as a picture: a dot is a pair, the cross the mean with its intervals, and within the bands nothing
# matters.

# %%
answer.plot()

# %% [markdown]
# Every metric is in its `frame()`, and the values of each pair of runs, which the intervals are of, in its
# `pairs()`:

# %%
answer.pairs("exposed_per_10k").groupby("regime")["difference"].describe()

# %% [markdown]
# Who pays, and by which channel bad actors reach people:

# %%
answer.plot.payers()

# %%
answer.plot.parts("channel")

# %% [markdown]
# A market can also be lived by hand. It is a Mesa model: a `step` is a day, `run_model` lives all of them, and its
# `DataCollector` has what there is every evening. It begins without jobs and contracts, so the first quarter of a
# run is not measured.

# %%
market = calling.market(seed=0)
market.run_model()
evenings = market.datacollector.get_model_vars_dataframe().rename_axis("day")
_ = evenings[["exposed_per_10k", "rings in business", "contracts running"]].plot(subplots=True, figsize=(9, 5))

# %% [markdown]
# Rings are its agents. A ring runs many accounts, which share contacts and traces; the office restricts some.

# %%
market.datacollector.get_agent_vars_dataframe().groupby("Step")[["accounts", "accounts_opened"]].sum().tail(3)

# %%
answer.plot.rings()
