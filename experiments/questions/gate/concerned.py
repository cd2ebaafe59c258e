"""Zero against zero: a metric that counts nothing on either side may mean that nobody is concerned.

A share of 0 is no margin, so no number of pairs would settle it. But if no run of either side counts anything, and no
metric of the same people differs in any pair, the change has touched none of them: that passes. So does nothing against
nothing where an amount stands beside the share: it was put there for a base of nothing. Neither is a proof for rare
cases: an event of one world in nine is missing in thirty pairs on both sides one time in forty.

A metric that should rise and is 0 means a dead market, and never passes.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from experiments.questions.gate.guardrails import Guardrail
from experiments.verdicts.kin import kin


def nobody(rail: Guardrail, before: Mapping[str, Sequence[float]], after: Mapping[str, Sequence[float]]) -> bool:
    """Return whether nobody is concerned, by the (pairs,) values of every metric on both sides."""
    metric = rail.metric
    if metric.better != "down" or np.any([before[metric.name], after[metric.name]]):  # NaN is not nothing
        return False
    if rail.share and rail.amount:
        return True
    return all(np.array_equal(before[name], after[name], equal_nan=True) for name in kin(metric.name))
