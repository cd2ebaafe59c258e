# %% [markdown]
# # A new policy: a person reads every posting of a newcomer
#
# Most bad actors post from young accounts that have paid nobody yet. So let a person read every posting of such an
# account first. This notebook writes that rule, checks it, compares it with production, looks at who is behind the
# difference, and asks whether it may be merged.
#
# Outputs were written in a market of 20,000 workers, a quarter of the default of today, one interval at a time, and
# with the verdicts of then; run it anew for those of today.

# %% tags=["parameters"]
SEEDS, TRACED = 32, 2  # of a pair of runs each
MARKET = {"days": 120}  # "scale" makes it smaller
YOUNG = 14.0  # days for which an account is young
GUARDRAILS = None  # a file of them, or those that ship

# %% [markdown]
# ## Write it
#
# A rule is a frozen dataclass that answers a question of `policies/platform.py`, arrays in and arrays out. Its
# numbers say their unit and their range. This one is `production`'s screening with one line more; it stands in a
# file, for runs happen in processes of their own, and their key has the file in it.

# %%
# %%writefile newcomers.py
from dataclasses import dataclass

import numpy as np

from policies.numbers import number
from policies.records import Action, Postings, Verdicts
from policies.screening import Screening


@dataclass(frozen=True, slots=True)
class NewcomersFirst(Screening):
    """Screening by which a person reads every posting of a young account that has paid nobody yet."""

    young_days: float = number(14.0, "days", "for which an account is young; an idea, no source", 1, 60, least=0)

    def verdicts(self, postings: Postings) -> Verdicts:
        """(n,) postings → as usual, but at least REVIEW for newcomers."""
        usual = Screening.verdicts(self, postings)
        young = (postings.accepted == 0) & (postings.account_age_days < self.young_days)
        action = np.where(young, np.maximum(usual.action, Action.REVIEW), usual.action)
        return Verdicts(action, usual.score, usual.reason)


# %% [markdown]
# ## Check it
#
# Production and simulation rely on these checks, and all shipped rules pass them.

# %%
import policylab as pl

pl.conform("newcomers:NewcomersFirst", young_days=YOUNG)

# %% [markdown]
# ## Compare it

# %%
production = pl.load("production", **MARKET)
screening = {"platform.screening": {"rule": "newcomers:NewcomersFirst", "young_days": YOUNG}}
newcomers = production.with_(screening, name="newcomers first")
answer = pl.compare(production, newcomers, seeds=SEEDS, progress=False)
print(answer)

# %%
answer.plot()

# %% [markdown]
# ## What it costs
#
# Nobody was hired, so the same people read more. Of all metrics those that moved by more than luck may.

# %%
moved = answer.frame().query("verdict in ['better', 'worse', 'higher', 'lower']")
moved[["regime", "metric", "baseline", "difference", "low", "high", "verdict"]].round(3)

# %%
answer.plot.payers()

# %% [markdown]
# ## Who is behind it
#
# The same people in both worlds, run by run.

# %%
pl.trace(production, newcomers, seeds=TRACED, progress=False).plot.who()

# %% [markdown]
# ## May it be merged?
#
# The gate that the production code's CI asks: may the change harm by more than a guardrail allows?

# %%
pl.gate(production, newcomers, guardrails=GUARDRAILS, progress=False)

# %% [markdown]
# ## From here
#
# To production: the class moves into the package that holds its rules, with an entry point of policylab
# ([how](../docs/how-to/plug-in-a-rule.md)), and CI asks the gate about each change of it
# ([how](../docs/how-to/gate-a-repository.md)).
