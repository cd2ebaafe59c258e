"""Tables of displacement for docs/results/adversary.md."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from docs.studies.displacement import Shift
from docs.studies.pages.cells import levels, moves
from docs.studies.parts import Part
from experiments.measures.channels import NAMES
from experiments.printing.numbers import both, signed
from experiments.printing.table import Table
from experiments.questions.compare.comparison import Comparison
from experiments.questions.measure.words import by_channel
from experiments.verdicts.intervals import mean_interval
from experiments.verdicts.regimes import word
from policies.records import Floats

METRICS = ("screening_recall", "exposed_per_10k", "led_away_per_10k", "harm_index")
BY_MONTH = "timeline_2020"  # the scenario whose channels are shown month by month


def displacement(shifts: Sequence[Shift]) -> Part:
    """Return what each stricter line moves, and the channels of 2020 month by month, as tables."""
    pairs = shifts[0].compared.seeds.ran
    note = (
        f"{len(pairs)} pairs, each in another plausible world: difference with its 95 % interval, and the level before "
        "and after. Channels: share of the lures that rings plan in the last month, in per cent; where calls are "
        "closed, one that is planned for a call goes out as a message."
    )
    head = ("from a laxer line to a stricter one", "", *(f"planned: {name}" for name in NAMES), *METRICS)
    return note, Table.of(head, _rows(shifts)), *(each for compared in _of_2020(shifts) for each in _by_month(compared))


def _channels(*about: Any) -> Table:
    table = by_channel(*about)
    return Table(table.heads, table.rows, table.title)


def _rows(shifts: Sequence[Shift]) -> Iterator[list[str]]:
    previous = ""
    for shift in shifts:
        channels = [_channel(shift.before[:, at], shift.after[:, at]) for at in range(len(NAMES))]
        metrics = [_metric(shift.compared, name) for name in METRICS]
        name = "" if shift.question == previous else shift.question
        yield [name, word(shift.compared.regime), *channels, *metrics]
        previous = shift.question


def _channel(before: Floats, after: Floats) -> str:
    planned = np.isfinite(before) & np.isfinite(after)
    moved = mean_interval((after - before)[planned])
    shares = both("share", float(before[planned].mean()), float(after[planned].mean()))
    return f"{signed('share', moved.mean, moved.low, moved.high)}<br>{' → '.join(shares)}"


def _metric(compared: Comparison, name: str) -> str:
    return f"{moves(compared[name])}<br>{levels(compared[name])}"


def _of_2020(shifts: Sequence[Shift]) -> Iterator[Comparison]:
    for shift in shifts:
        if shift.compared.sides[1].scenario.name == BY_MONTH and shift.compared.regime == "adapting":
            yield shift.compared


def _by_month(compared: Comparison) -> Part:
    planned, contacts = (
        _channels(
            "",
            counted,
            ("line of early March", "as it went"),
            [getattr(side, of) for side in compared.lures],
            compared.start,
        )
        for counted, of in (("jobs", "planned"), ("workers", "contacts"))
    )
    return "Lures that rings plan in 2020, once they adapt:", planned, "Workers reached:", contacts
