"""What is kept of a run: one number under each name, from which every command reads what it asks for.

`metric/…` and `fact/…` as their functions have them, `path/axis/part` as `Paths`, `planned/since-until/channel` and
`contacts/…` as `Channels`, `log` as its `fingerprint`. Numbers come back to the bit.
"""

from collections.abc import Iterator, Mapping

import numpy as np

from experiments.measures.channels import NAMES, Channels, Lures
from experiments.measures.fingerprint import fingerprint
from experiments.measures.paths import LABELS, Paths
from experiments.measures.periods import Periods
from experiments.measures.validity import FACTS
from experiments.runs.plan import Run
from experiments.runs.work import Measurements, simulated, taken

Record = Mapping[str, float]  # NaN where a run has no number for something


def recorded(run: Run) -> dict[str, float]:
    """Everything that is kept of a run."""
    periods = Periods(simulated(run))
    facts = {fact.name: fact.function(periods) for fact in FACTS}
    return {**flat(taken(periods)), **_under("fact", facts), "log": fingerprint(periods.whole)}


def flat(found: Measurements) -> dict[str, float]:
    """Measurements as a record."""
    parts = {axis: dict(zip(LABELS[axis], values.tolist(), strict=True)) for axis, values in found.paths.parts.items()}
    lures = {"planned": found.lures.planned, "contacts": found.lures.contacts}
    return {
        **_under("metric", found.metrics),
        **{name: value for axis, of in parts.items() for name, value in _under(f"path/{axis}", of).items()},
        **{name: value for what, channels in lures.items() for name, value in _blocks(what, channels)},
    }


def measurements(record: Record) -> Measurements:
    """The measurements in a record."""
    return Measurements(
        metrics(record),
        Lures(_channels(record, "planned"), _channels(record, "contacts")),
        Paths(
            {axis: np.array([record[f"path/{axis}/{label}"] for label in labels]) for axis, labels in LABELS.items()}
        ),
    )


def metrics(record: Record) -> dict[str, float]:
    """Every metric in a record, by name."""
    return _of(record, "metric")


def facts(record: Record) -> dict[str, float]:
    """Every fact in a record, by name."""
    return _of(record, "fact")


def _of(record: Record, what: str) -> dict[str, float]:
    return {name.removeprefix(f"{what}/"): value for name, value in record.items() if name.startswith(f"{what}/")}


def _under(what: str, values: Mapping[str, float]) -> dict[str, float]:
    return {f"{what}/{name}": float(value) for name, value in values.items()}


def _blocks(what: str, channels: Channels) -> Iterator[tuple[str, float]]:
    for since, until, counts in zip(channels.edges, channels.edges[1:], channels.counts.tolist(), strict=False):
        for name, count in zip(NAMES, counts, strict=True):
            yield f"{what}/{since}-{until}/{name}", float(count)


def _channels(record: Record, what: str) -> Channels:
    blocks = sorted({(int(since), int(until)) for since, until in _days(record, what)})
    counts = [[record[f"{what}/{since}-{until}/{name}"] for name in NAMES] for since, until in blocks]
    return Channels((blocks[0][0], *(until for _, until in blocks)), np.array(counts, np.int64))


def _days(record: Record, what: str) -> Iterator[list[str]]:
    """The first day of each block and the day after its last, as often as there are channels."""
    return (name.split("/")[1].split("-") for name in record if name.startswith(f"{what}/"))
