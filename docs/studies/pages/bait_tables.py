"""Tables of a new bait for docs/results/adversary.md."""

from collections.abc import Iterator

import numpy as np

from docs.studies.bait import DAYS, INVENTED_ON, MARKET
from docs.studies.bait_result import LATE, NOBODY, RATES, UNITS, Bait, difference
from docs.studies.parts import Part
from experiments.measures.weeks import WEEK_DAYS
from experiments.printing.numbers import both, interval, shown, signed
from experiments.printing.table import Table
from experiments.verdicts.intervals import Interval
from experiments.verdicts.marketplace import scale
from experiments.verdicts.regimes import REGIMES, Regime, word
from scenarios import load

WEEKS = DAYS // WEEK_DAYS
SHOWN = range(7, WEEKS + 1, 2)  # weeks, counted from 1
COLUMNS = {  # of the last weeks: name, head
    "exposed_per_10k": "exposed workers per 10,000, a week",
    "honest_texts_stopped": "honest texts stopped",
    "lawful_postings_suspended": "lawful postings suspended",
    "reading_hours": "hours of reading",
    "contracts": "contracts of honest projects",
    "fee_yen": "fees, yen",
    "value": "value of matches",
}


def bait(result: Bait) -> Part:
    """Return exposure and the share of invented words by week, and the last weeks together, as tables."""
    times = scale(load(MARKET).world.workers)
    pairs = len(result.values(REGIMES[0], NOBODY, "exposed_per_10k"))
    note = (
        f"`{MARKET}`, {pairs} pairs, each in another plausible world, {DAYS} days; the bait appears on day "
        f"{INVENTED_ON}, in week {INVENTED_ON // WEEK_DAYS + 1}. Differences from the market in which nobody invents, "
        "with their 95 % intervals over luck and worlds."
    )
    late = (
        f"Weeks {WEEKS - LATE + 1} to {WEEKS} together: sums of the whole marketplace ({times:.0f} ×), "
        "exposure as the mean of the weeks; below the difference the level without the bait and with it."
    )
    weeks = ("", "", *(f"week {week}" for week in SHOWN))
    return (
        note,
        "Workers exposed of 10,000 with a session in that week; of the market in which nobody invents, the level:",
        Table.of(weeks, _exposed(result)),
        "Share of the written lures that arrive in the words of the bait, in per cent:",
        Table.of(weeks, _invented(result)),
        late,
        Table.of(("", "", *COLUMNS.values()), _late(result, times)),
    )


def _rows(result: Bait) -> Iterator[tuple[Regime, str, list[str]]]:
    """Yield every market with its regime, and the first two cells of its row."""
    for office in result.runs[REGIMES[0]]:
        for rings in REGIMES:
            yield rings, office, [office if rings == REGIMES[0] else "", word(rings)]


def _exposed(result: Bait) -> Iterator[list[str]]:
    name = "exposed_per_10k"
    for rings, office, first in _rows(result):
        if office == NOBODY:
            cells = list(map(shown, result.values(rings, office, name).mean(axis=0).tolist()))
        else:
            cells = [_signed(name, each) for each in result.by_week(rings, office, name)]
        yield [*first, *(cells[week - 1] for week in SHOWN)]


def _invented(result: Bait) -> Iterator[list[str]]:
    """Yield rows of levels: where nobody invents, the share is 0."""
    name = "invented_share"
    for rings, office, first in _rows(result):
        if office != NOBODY:
            weeks = result.by_week(rings, office, name)
            yield [*first, *(interval(UNITS[name], *_ends(weeks[week - 1])) for week in SHOWN)]


def _late(result: Bait, times: float) -> Iterator[list[str]]:
    for rings, office, first in _rows(result):
        if office != NOBODY:
            yield [*first, *(_cell(result, rings, office, name, 1.0 if name in RATES else times) for name in COLUMNS)]


def _cell(result: Bait, rings: Regime, office: str, name: str, times: float) -> str:
    before, after = (times * result.late(rings, each, name) for each in (NOBODY, office))
    levels = both(UNITS[name], float(np.mean(before)), float(np.mean(after)))
    return f"{_signed(name, difference(name, before, after))}<br>{' → '.join(levels)}"


def _signed(name: str, gap: Interval) -> str:
    return signed(UNITS[name], *_ends(gap))


def _ends(gap: Interval) -> tuple[float, float, float]:
    return gap.mean, gap.low, gap.high
