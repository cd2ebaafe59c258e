"""Whom bad actors reach, and by which path: the headline `exposed_per_10k`, taken apart."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
from numpy.typing import NDArray

from experiments.measures.periods import Floats, Periods, Rows, ratio
from policies.records import Channel, Kind
from sim.kinds import TACTICS
from sim.state.events import Contacted, LedAway, WorkerJoined
from sim.state.log import Events

Axis = Literal["channel", "tactic", "age", "experience"]
AXES: tuple[Axis, ...] = get_args(Axis)
LABELS: Mapping[Axis, tuple[str, ...]] = {
    "channel": tuple(channel.name.lower() for channel in Channel),
    "tactic": tuple(Kind(tactic).name.lower() for tactic in TACTICS),
    "age": ("under 25", "25-34", "35-49", "50 and over"),
    "experience": ("no contract yet", "with a record"),
}


Codes = NDArray[np.integer]


@dataclass(frozen=True, slots=True, eq=False)
class Paths:
    """Workers exposed of 10,000 a month, by channel, tactic, age, and record when they came or on the first day.

    Everybody exposed in a window counts in it once, by the first lure of that window that was addressed to them or that
    they followed. So on each axis the parts sum to `exposed_per_10k`.
    """

    parts: Mapping[Axis, Floats]  # (labels,) as LABELS


def paths(periods: Periods) -> Paths:
    """The paths of a run."""
    joined = periods.whole[WorkerJoined]
    age, record = np.zeros((2, int(joined.worker.max(initial=-1)) + 1), np.int64)
    age[joined.worker], record[joined.worker] = joined.age_band, joined.experienced
    sums: dict[Axis, Floats] = {axis: np.zeros(len(labels)) for axis, labels in LABELS.items()}
    for part, active in zip(periods.windows, periods.active, strict=True):
        worker, channel, tactic = _first(part)
        codes: dict[Axis, Codes] = {
            "channel": channel,
            "tactic": np.searchsorted(TACTICS, tactic),
            "age": age[worker],
            "experience": record[worker],
        }
        for axis, total in sums.items():
            total += 10_000 * ratio(1, active) * np.bincount(codes[axis], minlength=len(total))
    return Paths({axis: total / len(periods.windows) for axis, total in sums.items()})


def _first(part: Events) -> tuple[Rows, Codes, Codes]:
    """Each exposed worker, with the channel and the tactic of the first lure that counts."""
    contacts, led = part[Contacted], part[LedAway]
    own = contacts.channel != Channel.POSTING
    time = np.concatenate([contacts.time[own], led.time])
    worker = np.concatenate([contacts.worker[own], led.worker])
    channel = np.concatenate([contacts.channel[own], led.channel])
    tactic = np.concatenate([contacts.tactic[own], led.tactic])
    order = np.argsort(time, kind="stable")
    workers, first = np.unique(worker[order], return_index=True)
    return workers, channel[order][first], tactic[order][first]
