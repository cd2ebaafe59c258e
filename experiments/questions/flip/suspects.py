"""Numbers of the world that somebody named before looking: what the difference is in each third of the worlds.

Among some three hundred numbers luck alone takes one far together with any difference, so that one which acts, and not
strongly, cannot be told from it. Who has a reason to name it need not search, and has less luck to beat.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from experiments.measures.metrics import Metric
from experiments.questions.compare.deciding import deciding
from experiments.questions.flip.result import Part, Suspect
from experiments.verdicts.differences import paired

Floats = NDArray[np.float64]

PARTS = 3


def suspects(
    names: Sequence[str], numbers: Floats, metric: Metric, before: Floats, after: Floats
) -> tuple[Suspect, ...]:
    """What is found of numbers of these names, in (n, names) worlds with these (n,) values of a metric on each side.

    NaN where undefined.
    """
    if not names:
        return ()
    told = deciding(tuple(names), numbers, after - before, len(names))
    pulls = {each.name: each.pull for each in told.strongest}
    return tuple(
        Suspect(name, pulls.get(name, 0.0), told.chance, _parts(column, metric, before, after))
        for name, column in zip(names, numbers.T, strict=True)
    )


def _parts(column: Floats, metric: Metric, before: Floats, after: Floats) -> tuple[Part, ...]:
    """Parts of as many worlds each, or nearly so: worlds with the same number stay together."""
    borders = np.quantile(column, np.arange(1, PARTS) / PARTS, method="inverted_cdf")
    part = np.searchsorted(borders, column)
    return tuple(
        Part(
            float(column[part == at].min()),
            float(column[part == at].max()),
            paired(metric, before[part == at], after[part == at]),
        )
        for at in range(PARTS)
        if (part == at).any()
    )
