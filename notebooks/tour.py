# %% [markdown]
# # A tour: should the marketplace launch in-house calling?
#
# Two platforms on the same people, seed by seed: `production`, where the calling feature was dropped, and
# `calling_open`, where it is open before a contract. All that is asked of `policylab` here stands in
# `docs/reference/api.md`, and is also one command: `policylab compare production calling_open`.

# %%
# %matplotlib inline
import os

import policylab as pl
from experiments.figures.channels import channels_over_time

SEEDS = int(os.environ.get("TOUR_SEEDS", "16"))
CHANGES = os.environ.get("TOUR_CHANGES", "").split()  # e.g. "world.workers=2000 days=30" for a quick look
JOBS = int(os.environ.get("TOUR_JOBS", os.cpu_count() or 1))

# %% [markdown]
# A scenario is a platform on a world. It is loaded strictly: a misspelt key is an error with the line it stands on.

# %%
production = pl.load("production", *CHANGES)
calling = pl.load("calling_open", *CHANGES)
print(production.loaded.title, "·", calling.loaded.title)

# %% [markdown]
# Each seed is run on both platforms. Draws are keyed by what they are about, so the same people meet on both sides and
# the difference is the policy's. Bad actors keep their habits here, as they do on the first day.

# %%
answer = pl.compare(production, calling, seeds=SEEDS, rings="frozen", worlds="fixed", jobs=JOBS, progress=False)
answer

# %% [markdown]
# Every metric is in its `frame()`, and the values of each pair of runs, which the intervals are of, in its `pairs()`:

# %%
answer.pairs("exposed_per_10k").describe().loc[["mean", "min", "max"], ["baseline", "candidate", "difference"]]

# %% [markdown]
# The headlines as the text tells them, each interval beside its margin:

# %%
comparison = answer.found.comparisons[0]
answer.plot.intervals()

# %% [markdown]
# On which channel bad actors mean to lure when calling is open, and on which they reach workers:

# %%
channels_over_time(comparison.lures[1], comparison.start, title=comparison.candidate)

# %% [markdown]
# A market can also be lived by hand. It is a Mesa model: a `step` is a day, `run_model` lives all of them, and its
# `DataCollector` counts what there is. It begins without jobs and contracts, so the first quarter of a run is not
# measured.

# %%
from sim.market import Market

scenario = calling.loaded
market = Market(scenario.world, scenario.rollout, start=scenario.start, days=scenario.days, seed=0)
market.run_model()
counts = market.datacollector.get_model_vars_dataframe().rename_axis("day")
_ = counts.plot(subplots=True, layout=(1, 5), figsize=(14, 2.6), title=list(counts), legend=False, ylim=(0, None))

# %% [markdown]
# All that happened is in its log. A ring runs many accounts, which share contacts and traces: here are the largest
# rings of this run, with the accounts that the office has restricted in red. Production looks no such links up
# (`platform.enforcement.links_accounts`).

# %%
import networkx as nx
from matplotlib import pyplot as plt

from experiments.measures.networks import clusters, linked_accounts
from sim.state.events import Restricted

events = market.tables.log.finish(market.day)
held, found, gone = linked_accounts(events), clusters(events), set(events[Restricted].client.tolist())
figure, panels = plt.subplots(1, min(5, max(1, len(found.ring))), figsize=(14, 3), squeeze=False)
for axes in panels.flat:
    axes.axis("off")
for axes, ring, accounts, lost in zip(panels.flat, found.ring.tolist(), found.accounts, found.restricted, strict=False):
    part = held.subgraph(nx.node_connected_component(held, ("ring", ring)))
    colours = ["black" if kind == "ring" else "tab:red" if row in gone else "tab:blue" for kind, row in part]
    nx.draw(part, nx.spring_layout(part, seed=0), ax=axes, node_color=colours, node_size=20, edge_color="lightgrey")
    axes.set_title(f"ring {ring}: {lost} of {accounts} lost", fontsize=10)
