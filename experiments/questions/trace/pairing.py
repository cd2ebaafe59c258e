"""Pairs: the people that a metric counts in both runs of a seed, on one side alone or on both, and by axis.

A person is newly reached if the metric counts them on the candidate's side alone, in any month, and spared if it counts
them on the baseline's side alone. Everybody else is counted on both sides or on none.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from experiments.measures.counted import OUTCOMES, ROUTES, Counted, counted
from experiments.measures.paths import LABELS, Codes
from experiments.measures.periods import Periods
from experiments.printing.plain import as_plain
from experiments.questions.trace.fates import FATES, NamedLog, fates
from policies.records import Bools
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
    """The people that the metric counts in both runs of a seed."""

    seed: int
    before: Counted
    after: Counted
    fates: tuple[Codes, Codes]  # of FATES: for each person spared, for each newly reached

    def alone(self, side: int) -> Bools:
        """(n,) is each person counted on this side not counted on the other one?"""
        own, other = (self.before, self.after)[:: -1 if side else 1]
        return ~np.isin(own.cause.worker, other.cause.worker)

    def persons(self, side: int) -> Counted:
        """Return everybody who counts on one side alone, each once: as of the first month."""
        return first_of((self.before, self.after)[side].picked(self.alone(side)))

    def status(self, worker: int) -> Status:
        """Return the sides on which a worker counts."""
        before, after = (worker in side.cause.worker for side in (self.before, self.after))
        return ("either way" if after else "spared") if before else ("newly" if after else "on neither side")

    @as_plain
    def as_json(self) -> dict[str, Any]:
        """Return plain data for `json.dumps`: everybody who counts on one side alone, by name."""
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
    another_path: int  # of them, by another path on the candidate's side
    earlier: int  # of them, earlier on the candidate's side, by a day or more
    later: int


def joined(seed: int, baseline: NamedLog, candidate: NamedLog, metric: str) -> Pair:
    """Return the people that a metric of `counted.METRICS` counts in a baseline and in a candidate."""
    before, after = (counted(Periods(log.events), metric) for log in (baseline, candidate))
    spared, newly = (
        first_of(side.picked(~np.isin(side.cause.worker, other.cause.worker)))
        for side, other in ((before, after), (after, before))
    )
    return Pair(
        seed, before, after, (fates(spared.cause, baseline, candidate), fates(newly.cause, candidate, baseline))
    )


def shifts(pairs: Iterable[Pair]) -> Shifts:
    """Return the shifts of all pairs together."""
    return Shifts(*np.sum([_shifts(pair) for pair in pairs], 0).tolist())


def _shifts(pair: Pair) -> tuple[int, ...]:
    before, after = (
        first_of(side.picked(~pair.alone(number))) for number, side in enumerate((pair.before, pair.after))
    )
    moved = coded(before, "path") != coded(after, "path")
    days = after.cause.time - before.cause.time
    return len(before), *(int(np.count_nonzero(mask)) for mask in (moved, days <= -1, days >= 1))


def coded(people: Counted, axis: Axis) -> Codes:
    """(n,) code of the part of an axis to which each person belongs."""
    channel, tactic = people.cause.channel.astype(np.int64), np.searchsorted(TACTICS, people.cause.tactic)
    codes: dict[Axis, Codes] = {
        "path": (channel * len(TACTICS) + tactic) * len(OUTCOMES) + people.outcome,
        "channel": channel,
        "tactic": tactic,
        "outcome": people.outcome,
        "age": people.age,
        "experience": people.experience,
    }
    return np.asarray(codes[axis], np.int64)


def label(axis: Axis, code: int) -> str:
    """Return the name of a part of an axis."""
    if axis != "path":
        return LABELS_OF[axis][code]
    rest, outcome = divmod(code, len(OUTCOMES))
    channel, tactic = divmod(rest, len(TACTICS))
    return f"{ROUTES[channel]} → {LABELS['tactic'][tactic]} → {OUTCOMES[outcome]}"


def first_of(people: Counted) -> Counted:
    """Return each worker once, as of the first window, in order of workers."""
    return people.picked(np.unique(people.cause.worker, return_index=True)[1])


def _people(pair: Pair, side: int) -> Iterator[dict[str, Any]]:
    """Yield everybody who counts on one side alone, by the first time."""
    people = pair.persons(side)
    path, causes = coded(people, "path").tolist(), people.cause
    for place, fate in enumerate(pair.fates[side].tolist()):
        yield {
            "worker": f"{pair.seed}/{causes.worker[place]}",
            "day": float(causes.time[place]),
            "path": label("path", path[place]),
            "age": LABELS["age"][people.age[place]],
            "experience": LABELS["experience"][people.experience[place]],
            "yen": float(people.yen[place]),
            "on the other side": FATES[fate],
        }
