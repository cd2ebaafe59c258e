"""Record of a run, as the store holds it: one number under each name.

`metric/…`, `fact/…` and `size/…` hold the values of their functions, `path/axis/part` those of `Paths`, `contacts/…`
and `planned/since-until/channel` those of `Channels`, `week/number/name` those of `Weeks`, `filled/hours` those of
`filled_within`, `log` the `fingerprint`, `days` the length of the run. Numbers are stored to the bit.
"""

from collections.abc import Iterator, Mapping
from itertools import pairwise

import numpy as np

from experiments.measures.channels import NAMES, Channels, Lures, blocks
from experiments.measures.filling import HOURS
from experiments.measures.fingerprint import fingerprint
from experiments.measures.paths import LABELS, Paths
from experiments.measures.periods import Periods
from experiments.measures.validity import passport
from experiments.measures.volumes import volumes
from experiments.measures.weeks import WEEKLY, Weeks
from experiments.runs.plan import Run
from experiments.runs.work import Measurements, simulated, taken

Record = Mapping[str, float]  # NaN where a run has no number for something


def recorded(run: Run) -> dict[str, float]:
    """Simulate a run and return its record."""
    events = simulated(run)
    periods, facts = Periods(events), passport(events, run.scenario.start)
    return {
        **flat(taken(periods)),
        **_prefixed("fact", facts),
        **_prefixed("size", volumes(periods)),
        "log": fingerprint(periods.whole),
    }


def flat(measurements: Measurements) -> dict[str, float]:
    """Return measurements as a record."""
    parts = {
        axis: dict(zip(LABELS[axis], values.tolist(), strict=True)) for axis, values in measurements.paths.parts.items()
    }
    lures = {"planned": measurements.lures.planned, "contacts": measurements.lures.contacts}
    return {
        "days": float(measurements.lures.planned.edges[-1]),
        **_prefixed("metric", measurements.metrics),
        **{name: value for axis, shares in parts.items() for name, value in _prefixed(f"path/{axis}", shares).items()},
        **{name: value for section, channels in lures.items() for name, value in _flat_channels(section, channels)},
        **{
            f"week/{week}/{name}": value
            for name, values in measurements.weeks.values.items()
            for week, value in enumerate(values.tolist())
        },
        **_prefixed("filled", dict(zip(map(str, HOURS), measurements.filled.tolist(), strict=True))),
    }


def measurements(record: Record) -> Measurements:
    """Return the measurements in a record."""
    return Measurements(
        metrics(record),
        Lures(_channels(record, "planned"), _channels(record, "contacts")),
        Paths(
            {axis: np.array([record[f"path/{axis}/{label}"] for label in labels]) for axis, labels in LABELS.items()}
        ),
        _weeks(record),
        np.array([record[f"filled/{hours}"] for hours in HOURS]),
    )


def metrics(record: Record) -> dict[str, float]:
    """Return the metrics in a record, by name."""
    return _section(record, "metric")


def facts(record: Record) -> dict[str, float]:
    """Return the facts in a record, by name."""
    return _section(record, "fact")


def sizes(record: Record) -> dict[str, float]:
    """Return the sizes in a record, by name."""
    return _section(record, "size")


def _section(record: Record, section: str) -> dict[str, float]:
    return {name.removeprefix(f"{section}/"): value for name, value in record.items() if name.startswith(f"{section}/")}


def _prefixed(section: str, values: Mapping[str, float]) -> dict[str, float]:
    return {f"{section}/{name}": float(value) for name, value in values.items()}


def _flat_channels(section: str, channels: Channels) -> Iterator[tuple[str, float]]:
    for (since, until), counts in zip(pairwise(channels.edges), channels.counts.tolist(), strict=True):
        for name, count in zip(NAMES, counts, strict=True):
            yield f"{section}/{since}-{until}/{name}", float(count)


def _channels(record: Record, section: str) -> Channels:
    edges = blocks(int(record["days"]))
    counts = [[record[f"{section}/{since}-{until}/{name}"] for name in NAMES] for since, until in pairwise(edges)]
    return Channels(edges, np.array(counts, np.int64))


def _weeks(record: Record) -> Weeks:
    count = sum(name.startswith("week/") for name in record) // len(WEEKLY)
    return Weeks({name: np.array([record[f"week/{week}/{name}"] for week in range(count)]) for name in WEEKLY})
