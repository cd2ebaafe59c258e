"""Whom a metric counts in both runs of a seed: on one side alone or on both, and in which part of which axis.

A person is newly reached whom the metric counts on the candidate's side alone, in whatever month, and spared whom it
counts on the baseline's alone. Everybody else is counted on both sides or on none.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from experiments.measures.counted import OUTCOMES, ROUTES, Counted, counted
from experiments.measures.paths import LABELS, Codes
from experiments.measures.periods import Bools, Periods
from experiments.printing.plain import as_plain
from experiments.questions.trace.fates import FATES, World, fates
from sim.kinds import TACTICS

Axis = Literal["path", "channel", "tactic", "outcome", "age", "experience"]
Status = Literal["newly", "spared", "either way", "on neither side"]
AXES: tuple[Axis, ...] = ("path", "channel", "tactic", "outcome", "age", "experience")
LABELS_OF: Mapping[str, tuple[str, ...]] = {
    "channel": ROUTES,
    "tactic": LABELS["tactic"],
    "outcome": OUTCOMES,
    "age": LABELS["age"],
    "experience": LABELS["experience"],
}


@dataclass(frozen=True, slots=True, eq=False)
class Pair:
    """Whom the metric counts in both runs of a seed."""

    seed: int
    before: Counted
    after: Counted
    fates: tuple[Codes, Codes]  # of FATES: of each who is spared on the other side, of each who is newly reached

    def alone(self, side: int) -> Bools:
        """(n,) which of those counted on a side are not counted on the other one."""
        own, other = (self.before, self.after)[:: -1 if side else 1]
        return ~np.isin(own.cause.worker, other.cause.worker)

    def persons(self, side: int) -> Counted:
        """Everybody who counts on one side alone, each once: as of the first month."""
        return first_of((self.before, self.after)[side].picked(self.alone(side)))

    def status(self, worker: int) -> Status:
        """On which sides somebody counts."""
        before, after = (worker in side.cause.worker for side in (self.before, self.after))
        return ("either way" if after else "spared") if before else ("newly" if after else "on neither side")

    @as_plain
    def as_json(self) -> dict[str, Any]:
        """Plain data for `json.dumps`: who counts on one side alone, by name."""
        return {
            "seed": self.seed,
            "active": {"baseline": self.before.active, "candidate": self.after.active},
            "spared": list(_people(self, 0)),
            "newly": list(_people(self, 1)),
        }


@dataclass(frozen=True, slots=True)
class Shifts:
    """People who count on both sides, each as of the first time."""

    people: int
    another_path: int  # of them by another one on the candidate's side
    earlier: int  # of them earlier there, at least by a day
    later: int


def joined(seed: int, here: World, there: World, metric: str) -> Pair:
    """Whom a metric of `counted.METRICS` counts in a baseline and in a candidate."""
    before, after = (counted(Periods(world.events), metric) for world in (here, there))
    spared, newly = (
        first_of(own.picked(~np.isin(own.cause.worker, other.cause.worker)))
        for own, other in ((before, after), (after, before))
    )
    return Pair(seed, before, after, (fates(spared.cause, here, there), fates(newly.cause, there, here)))


def shifts(pairs: Iterable[Pair]) -> Shifts:
    """Those of all pairs."""
    return Shifts(*np.sum([_shifts(pair) for pair in pairs], 0).tolist())


def _shifts(pair: Pair) -> tuple[int, ...]:
    before, after = (
        first_of(side.picked(~pair.alone(number))) for number, side in enumerate((pair.before, pair.after))
    )
    moved = coded(before, "path") != coded(after, "path")
    days = after.cause.time - before.cause.time
    return len(before), *(int(np.count_nonzero(which)) for which in (moved, days <= -1, days >= 1))


def coded(found: Counted, axis: Axis) -> Codes:
    """(n,) the part of an axis in which each stands."""
    channel, tactic = found.cause.channel.astype(np.int64), np.searchsorted(TACTICS, found.cause.tactic)
    codes: dict[Axis, Codes] = {
        "path": (channel * len(TACTICS) + tactic) * len(OUTCOMES) + found.outcome,
        "channel": channel,
        "tactic": tactic,
        "outcome": found.outcome,
        "age": found.age,
        "experience": found.experience,
    }
    return np.asarray(codes[axis], np.int64)


def label(axis: Axis, code: int) -> str:
    """What a part of an axis is called."""
    if axis != "path":
        return LABELS_OF[axis][code]
    rest, outcome = divmod(code, len(OUTCOMES))
    channel, tactic = divmod(rest, len(TACTICS))
    return f"{ROUTES[channel]} → {LABELS['tactic'][tactic]} → {OUTCOMES[outcome]}"


def first_of(found: Counted) -> Counted:
    """Each worker once, as of the first window, in order of workers."""
    return found.picked(np.unique(found.cause.worker, return_index=True)[1])


def _people(pair: Pair, side: int) -> Iterator[dict[str, Any]]:
    """Everybody who counts on one side alone, by the first time."""
    found = pair.persons(side)
    path, causes = coded(found, "path").tolist(), found.cause
    for place, fate in enumerate(pair.fates[side].tolist()):
        yield {
            "worker": f"{pair.seed}/{causes.worker[place]}",
            "day": float(causes.time[place]),
            "path": label("path", path[place]),
            "age": LABELS["age"][found.age[place]],
            "experience": LABELS["experience"][found.experience[place]],
            "yen": float(found.yen[place]),
            "on the other side": FATES[fate],
        }
