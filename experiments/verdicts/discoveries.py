"""Selection of differences to report from many, of which one in twenty would differ by chance alone."""

from collections.abc import Sequence

import numpy as np

from experiments.verdicts.differences import Difference
from policies.records import Floats

FALSE = 0.05  # expected share of chance findings among the reported differences


def discoveries(differences: Sequence[Difference]) -> tuple[Difference, ...]:
    """Return the differences that differ at a false-discovery rate (Benjamini & Hochberg 1995), the surest first.

    Metrics of one market are correlated, most of them positively; then the procedure is valid (Benjamini & Yekutieli
    2001). Differences without a test are left out.
    """
    tested = [each for each in differences if not each.exact and each.chance == each.chance]
    if not tested:
        return ()
    adjusted = adjust(np.array([each.chance for each in tested]))
    selected = [(chance, each) for chance, each in zip(adjusted, tested, strict=True) if chance <= FALSE]
    return tuple(each for _, each in sorted(selected, key=lambda row: (row[0], -_surety(row[1]))))


def adjust(chances: Floats) -> Floats:
    """Return the (n,) false-discovery rates at which these chances are findings.

    `scipy.stats.false_discovery_control` gives the same, but its import takes longer than a small comparison.
    """
    order, n = np.argsort(chances), len(chances)
    rates = np.empty(n)
    rates[order] = np.minimum.accumulate((chances[order] * (n / np.arange(1, n + 1)))[::-1])[::-1]
    return np.minimum(rates, 1.0)


def _surety(difference: Difference) -> float:
    """Return the distance of a difference from 0 in widths of its interval."""
    width = difference.high - difference.low
    return abs(difference.difference) / width if width > 0 else 0.0
