"""Suspects: numbers of the world that the user named before the run, with the difference in each third of the worlds.

Among some three hundred numbers, luck alone gives one a high correlation with any difference. So a number with a weak
effect cannot be told from luck. A number that is named in advance is one of few, and has less luck to beat.
"""

from collections.abc import Sequence

import numpy as np

from experiments.measures.metrics import Metric
from experiments.questions.compare.deciding import deciding
from experiments.questions.flip.result import Part, Suspect
from experiments.verdicts.differences import paired
from policies.records import Floats

PARTS = 3


def suspects(
    names: Sequence[str], numbers: Floats, metric: Metric, before: Floats, after: Floats
) -> tuple[Suspect, ...]:
    """Return a suspect for each name, from (n, names) numbers of worlds and (n,) values of a metric on each side.

    Values are NaN where undefined.
    """
    if not names:
        return ()
    result = deciding(tuple(names), numbers, after - before, len(names))
    pulls = {decider.name: decider.pull for decider in result.strongest}
    return tuple(
        Suspect(name, pulls.get(name, 0.0), result.chance, _parts(column, metric, before, after))
        for name, column in zip(names, numbers.T, strict=True)
    )


def _parts(column: Floats, metric: Metric, before: Floats, after: Floats) -> tuple[Part, ...]:
    """Return parts of about as many worlds each; worlds with the same number stay together."""
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
