"""Paths of exposure: the headline `exposed_per_10k`, divided by channel, format, tactic, age and experience."""

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any, Literal, get_args

import numpy as np
from numpy.typing import NDArray

from experiments.measures.periods import Periods, Rows, ratio
from policies.records import Channel, Floats, Format, Kind
from sim.kinds import TACTICS
from sim.state.events import Contacted, LedAway, Posted, WorkerJoined
from sim.state.log import Events

Axis = Literal["channel", "format", "tactic", "age", "experience"]
AXES: tuple[Axis, ...] = get_args(Axis)
LABELS: Mapping[Axis, tuple[str, ...]] = {
    "channel": tuple(channel.name.lower() for channel in Channel),
    "format": tuple(format.name.lower() for format in Format),
    "tactic": tuple(Kind(tactic).name.lower() for tactic in TACTICS),
    "age": ("under 25", "25-34", "35-49", "50 and over"),
    "experience": ("no contract yet", "with a record"),
}


Codes = NDArray[np.integer]


@dataclass(frozen=True, slots=True, eq=False)
class Causes:
    """Events that make a worker count, (n,) columns: time, worker, client, job and path."""

    time: Floats
    worker: Rows
    client: Rows
    job: Rows
    channel: Codes
    tactic: Codes  # Kind

    def __len__(self) -> int:
        return len(self.time)

    def picked(self, which: Any) -> "Causes":
        """Return the rows at these places, or under this mask."""
        return Causes(*(getattr(self, field.name)[which] for field in fields(self)))


@dataclass(frozen=True, slots=True, eq=False)
class Paths:
    """Workers exposed of 10,000 a month, by channel, format, tactic, age, and record at arrival or on the first day.

    A worker who is exposed in a window counts in it once, by the first lure of that window that was addressed to it or
    that it followed. So the parts of each axis sum to `exposed_per_10k`.
    """

    parts: Mapping[Axis, Floats]  # (labels,) as LABELS


def paths(periods: Periods) -> Paths:
    """Return the paths of a run."""
    age, record = traits(periods.whole)
    posted, format = periods.whole[Posted], np.zeros(periods.jobs + 1, np.int64)
    format[posted.job] = posted.format
    sums: dict[Axis, Floats] = {axis: np.zeros(len(labels)) for axis, labels in LABELS.items()}
    for part, active in zip(periods.windows, periods.active, strict=True):
        causes = first(exposures(part))
        codes: dict[Axis, Codes] = {
            "channel": causes.channel,
            "format": format[causes.job],
            "tactic": np.searchsorted(TACTICS, causes.tactic),
            "age": age[causes.worker],
            "experience": record[causes.worker],
        }
        for axis, total in sums.items():
            total += 10_000 * ratio(1, active) * np.bincount(codes[axis], minlength=len(total))
    return Paths({axis: total / len(periods.windows) for axis, total in sums.items()})


def traits(events: Events) -> tuple[Codes, Codes]:
    """Return by worker: age band, and 1 for a record at arrival or on the first day."""
    joined = events[WorkerJoined]
    age, record = np.zeros((2, int(joined.worker.max(initial=-1)) + 1), np.int64)
    age[joined.worker], record[joined.worker] = joined.age_band, joined.experienced
    return age, record


def exposures(part: Events) -> Causes:
    """Return every lure that was addressed to a worker, or that a worker followed."""
    contacts = lured(part[Contacted])
    return concatenated(contacts.picked(contacts.channel != Channel.POSTING), lured(part[LedAway]))


def lured(events: Contacted | LedAway) -> Causes:
    """Return lures as causes."""
    return Causes(events.time, events.worker, events.client, events.job, events.channel, events.tactic)


def concatenated(*parts: Causes) -> Causes:
    """Return all parts, one after the other."""
    return Causes(*(np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(Causes)))


def first(causes: Causes) -> Causes:
    """Return the first cause of each worker, by worker; of several at one moment the first in the table."""
    ordered = causes.picked(np.argsort(causes.time, kind="stable"))
    return ordered.picked(np.unique(ordered.worker, return_index=True)[1])
