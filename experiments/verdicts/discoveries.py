"""Which of many differences are told, when one in twenty would move by chance alone."""

from collections.abc import Sequence

from experiments.verdicts.differences import Difference

FALSE = 0.05  # of the differences told, those that are chance, on average


def discoveries(found: Sequence[Difference]) -> tuple[Difference, ...]:
    """Those that move with a false-discovery rate held (Benjamini & Hochberg 1995), the surest first.

    Metrics of one market hang together, most of them the same way; for such the procedure holds (Benjamini & Yekutieli
    2001). Differences of which nothing can be said are left out.
    """
    from scipy.stats import false_discovery_control

    tested = [each for each in found if not each.exact and each.chance == each.chance]
    if not tested:
        return ()
    held = false_discovery_control([each.chance for each in tested])
    told = [(chance, each) for chance, each in zip(held, tested, strict=True) if chance <= FALSE]
    return tuple(each for _, each in sorted(told, key=lambda row: (row[0], -_surety(row[1]))))


def _surety(found: Difference) -> float:
    """How many half widths of its interval a difference is away from 0."""
    width = found.high - found.low
    return abs(found.difference) / width if width > 0 else 0.0
