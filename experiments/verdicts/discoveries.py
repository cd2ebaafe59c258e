"""Selection of differences to report from many, of which one in twenty would differ by chance alone."""

from collections.abc import Sequence

from experiments.verdicts.differences import Difference

FALSE = 0.05  # expected share of chance findings among the reported differences


def discoveries(differences: Sequence[Difference]) -> tuple[Difference, ...]:
    """Return the differences that differ at a false-discovery rate (Benjamini & Hochberg 1995), the surest first.

    Metrics of one market are correlated, most of them positively; then the procedure is valid (Benjamini & Yekutieli
    2001). Differences without a test are left out.
    """
    from scipy.stats import false_discovery_control

    tested = [each for each in differences if not each.exact and each.chance == each.chance]
    if not tested:
        return ()
    adjusted = false_discovery_control([each.chance for each in tested])
    selected = [(chance, each) for chance, each in zip(adjusted, tested, strict=True) if chance <= FALSE]
    return tuple(each for _, each in sorted(selected, key=lambda row: (row[0], -_surety(row[1]))))


def _surety(difference: Difference) -> float:
    """Return the distance of a difference from 0 in widths of its interval."""
    width = difference.high - difference.low
    return abs(difference.difference) / width if width > 0 else 0.0
