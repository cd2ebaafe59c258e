# %% [markdown]
# # A tour: should the marketplace launch in-house calling?
#
# Two platforms on the same people, seed by seed: `production`, where the calling feature was dropped, and
# `calling_open`, where it is open before a contract. Everything here is also one command:
# `policylab compare production calling_open`.

# %%
# %matplotlib inline
import os

from experiments.runs.paired import compare
from experiments.views.figures import channels_over_time, headlines
from experiments.views.verdict import sentence
from scenarios import load

SEEDS = int(os.environ.get("TOUR_SEEDS", "16"))
CHANGES = os.environ.get("TOUR_CHANGES", "").split()  # e.g. "world.workers=2000 days=30" for a quick look
JOBS = int(os.environ.get("TOUR_JOBS", os.cpu_count() or 1))

# %% [markdown]
# A scenario is a platform on a world. It is loaded strictly: a misspelt key is an error with the line it stands on.

# %%
production = load("production", CHANGES)
calling = load("calling_open", CHANGES)
print(production.title, "·", calling.title)

# %% [markdown]
# Each seed is run on both platforms. Draws are keyed by what they are about, so the same people meet on both sides and
# the difference is the policy's.

# %%
comparison, failures = compare(production, calling, range(SEEDS), jobs=JOBS)
assert comparison is not None, failures
print(sentence(comparison))

# %% [markdown]
# The two headlines with their 95 % intervals:

# %%
headlines(comparison)

# %% [markdown]
# On which channel bad actors mean to lure when calling is open, and on which they reach workers:

# %%
channels_over_time(comparison.lures[1], comparison.start, title=comparison.candidate)
