"""What a trace found: who is newly reached, spared, or reached either way, by path and by group; and lives.

A person is newly reached whom the metric counts on the candidate's side alone, in whatever month, and spared whom it
counts on the baseline's alone. Everybody else is counted on both sides or on none. Counts are whole numbers of people
and months, as the metric counts. The difference of the metric is theirs ÷ the baseline's workers with a session, and,
where other numbers of workers looked in on the other side, a rest that no person explains; both exactly, as fractions.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Literal

import numpy as np

from experiments.measures.counted import OUTCOMES, ROUTES, Counted
from experiments.measures.fates import BY_RULE, FATES
from experiments.measures.lives import Happening, Moment
from experiments.measures.metrics import Metric
from experiments.measures.paths import LABELS, Codes
from experiments.measures.periods import Bools
from experiments.results.provenance import Seeds, Side, heading, plain
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


@dataclass(frozen=True, slots=True)
class Row:
    """A part of the people: after = before - spared + newly + moved."""

    label: str
    before: int  # people and months, baseline
    spared: int
    newly: int
    moved: int  # of those counted on both sides: came from other parts or count in more months, less those who went
    after: int  # candidate
    effect: Fraction | None  # on the metric; None where in some month nobody looked in


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


@dataclass(frozen=True, slots=True)
class Shifts:
    """People who count on both sides, each as of the first time."""

    people: int
    another_path: int  # of them by another one on the candidate's side
    earlier: int  # of them earlier there, at least by a day
    later: int


@dataclass(frozen=True, slots=True)
class Life:
    """One person on both sides."""

    seed: int
    worker: int
    status: Status
    group: str  # age and experience
    path: str  # by which they count first, on the candidate's side where they do there; empty for who does on none
    outcome: int  # of OUTCOMES, the end of that path
    yen: float  # lost at that
    fate: str  # what became on the other side of what reached them on one alone; empty for all others
    moments: tuple[Moment, ...]
    accounts: frozenset[str]  # by whom they count, on either side

    @property
    def name(self) -> str:
        """As `--worker` takes it."""
        return f"{self.seed}/{self.worker}"

    @property
    def first(self) -> Moment | None:
        """The first event that differs."""
        return next((moment for moment in self.moments if not moment.same), None)

    def as_json(self) -> dict[str, Any]:
        """Plain data for `json.dumps`."""
        return {
            "worker": self.name,
            "status": self.status,
            "group": self.group,
            "path": self.path or None,
            "yen": self.yen,
            "on the other side": self.fate or None,
            "moments": [
                {
                    "what": moment.either.text,
                    "baseline": _time(moment.before),
                    "candidate": _time(moment.after),
                    "only nature knows": moment.either.nature,
                    "act of a rule": moment.either.act,
                    "first that differs": moment is self.first,
                }
                for moment in self.moments
            ],
        }


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """Everything that a trace found."""

    sides: tuple[Side, Side]  # baseline, candidate
    seeds: Seeds
    metric: Metric
    pairs: tuple[Pair, ...]  # by seed
    lives: tuple[Life, ...]

    @property
    def rates(self) -> tuple[float, float]:
        """The metric on both sides, the mean over seeds."""
        before, after = (
            float(np.mean([pair.before.rate for pair in self.pairs])),
            float(np.mean([pair.after.rate for pair in self.pairs])),
        )
        return before, after

    @property
    def difference(self) -> Fraction | None:
        """Candidate minus baseline, exactly."""
        whole = self.together.effect
        return None if whole is None or self.rest is None else whole + self.rest

    @property
    def rest(self) -> Fraction | None:
        """What of the difference comes of other numbers of workers with a session, and of nobody's fate."""
        if not self._measurable:
            return None
        return sum(
            (
                count * (self._weight(pair, pair.after.active[window]) - self._weight(pair, pair.before.active[window]))
                for pair in self.pairs
                for window, count in enumerate(_by_window(pair.after, _all(pair.after)))
            ),
            Fraction(0),
        )

    @property
    def together(self) -> Row:
        """Everybody."""
        everybody = [(_all(pair.before), _all(pair.after)) for pair in self.pairs]
        return self._row("together", everybody)

    def people(self, side: int) -> int:
        """How many are spared (side 0), or newly reached (side 1)."""
        return sum(len(pair.fates[side]) for pair in self.pairs)

    @property
    def either_way(self) -> Shifts:
        """How many count on both sides, and of how many the first time differs."""
        return Shifts(*np.sum([_shifts(pair) for pair in self.pairs], 0).tolist())

    def rows(self, axis: Axis) -> tuple[Row, ...]:
        """The parts of an axis that hold anybody, as its labels stand; paths by how much they matter. All are in one."""
        codes = [(coded(pair.before, axis), coded(pair.after, axis)) for pair in self.pairs]
        there = np.unique(np.concatenate([each for both in codes for each in both])).tolist()
        found = [
            self._row(label(axis, code), [(before == code, after == code) for before, after in codes]) for code in there
        ]
        return tuple(sorted(found, key=_matters, reverse=True) if axis == "path" else found)

    def fates(self) -> tuple[tuple[str, bool, int, int], ...]:
        """Each fate that somebody's lure had on the other side: in words, whether a rule's doing, spared, newly."""
        counts = np.array(
            [sum(np.bincount(pair.fates[side], minlength=len(FATES)) for pair in self.pairs) for side in (0, 1)]
        )
        return tuple(
            (fate, number < BY_RULE, int(spared), int(newly))
            for number, (fate, spared, newly) in enumerate(zip(FATES, *counts, strict=True))
            if spared or newly
        )

    def as_json(self) -> dict[str, Any]:
        """Plain data for `json.dumps`; undefined numbers are null."""
        baseline, candidate = self.sides
        (before, after), either = self.rates, self.either_way
        return {
            **heading({"baseline": baseline.name, "candidate": candidate.name}, self.sides, self.seeds),
            "metric": self.metric.name,
            "rates": {"baseline": plain(before), "candidate": plain(after)},
            "difference": _number(self.difference),
            "rest": _number(self.rest),
            "people": {
                "newly": self.people(1),
                "spared": self.people(0),
                "either way": either.people,
                "by another path": either.another_path,
                "earlier by a day": either.earlier,
                "later by a day": either.later,
            },
            "together": _row_json(self.together),
            "parts": {axis: [_row_json(row) for row in self.rows(axis)] for axis in AXES},
            "fates": [
                {"of the lure, on the other side": fate, "act of a rule": act, "spared": spared, "newly": newly}
                for fate, act, spared, newly in self.fates()
            ],
            "pairs": [_pair_json(pair) for pair in self.pairs],
            "lives": [life.as_json() for life in self.lives],
        }

    @property
    def _measurable(self) -> bool:
        return all(0 not in (*pair.before.active, *pair.after.active) for pair in self.pairs)

    def _weight(self, pair: Pair, active: int) -> Fraction:
        """What one of so many active workers counts in the metric."""
        return Fraction(10_000, len(self.pairs) * len(pair.before.active) * active)

    def _row(self, name: str, masks: list[tuple[Bools, Bools]]) -> Row:
        """Those under these masks of each pair, (baseline, candidate)."""
        parts = list(zip(self.pairs, masks, strict=True))
        before, after = (sum(int(both[side].sum()) for both in masks) for side in (0, 1))
        spared, newly = (sum(int((both[side] & pair.alone(side)).sum()) for pair, both in parts) for side in (0, 1))
        effect = sum((self._effect(pair, *both) for pair, both in parts), Fraction(0)) if self._measurable else None
        return Row(name, before, spared, newly, after - before + spared - newly, after, effect)

    def _effect(self, pair: Pair, first: Bools, second: Bools) -> Fraction:
        """What more and fewer people of a part make in the metric, each as one of the baseline's active workers."""
        gained = np.subtract(_by_window(pair.after, second), _by_window(pair.before, first)).tolist()
        weights = (self._weight(pair, active) for active in pair.before.active)
        return sum((gain * weight for gain, weight in zip(gained, weights, strict=True)), Fraction(0))


def coded(found: Counted, axis: Axis) -> Codes:
    """(n,) the part of an axis in which each stands."""
    tactic = np.searchsorted(TACTICS, found.cause.tactic)
    codes: dict[Axis, Codes] = {
        "path": (found.cause.channel * len(TACTICS) + tactic) * len(OUTCOMES) + found.outcome,
        "channel": found.cause.channel,
        "tactic": tactic,
        "outcome": found.outcome,
        "age": found.age,
        "experience": found.experience,
    }
    return np.asarray(codes[axis], np.int64)


def _shifts(pair: Pair) -> tuple[int, ...]:
    """As `Shifts` has them."""
    before, after = (
        first_of(side.picked(~pair.alone(number))) for number, side in enumerate((pair.before, pair.after))
    )
    moved = coded(before, "path") != coded(after, "path")
    days = after.cause.time - before.cause.time
    return len(before), *(int(np.count_nonzero(which)) for which in (moved, days <= -1, days >= 1))


def status(pair: Pair, worker: int) -> Status:
    """On which sides somebody counts."""
    before, after = (worker in side.cause.worker for side in (pair.before, pair.after))
    return ("either way" if after else "spared") if before else ("newly" if after else "on neither side")


def label(axis: Axis, code: int) -> str:
    """What a part of an axis is called."""
    if axis != "path":
        return LABELS_OF[axis][code]
    rest, outcome = divmod(code, len(OUTCOMES))
    channel, tactic = divmod(rest, len(TACTICS))
    return f"{ROUTES[channel]} → {LABELS['tactic'][tactic]} → {OUTCOMES[outcome]}"


def _matters(row: Row) -> tuple[Fraction, int]:
    return abs(row.effect or Fraction(0)), row.newly + row.spared


def _all(found: Counted) -> Bools:
    return np.ones(len(found), np.bool_)


def _by_window(found: Counted, which: Bools) -> list[int]:
    counts: list[int] = np.bincount(found.window[which], minlength=len(found.active)).tolist()
    return counts


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


def _time(happening: Happening | None) -> float | None:
    """Days since the start."""
    return happening.time if happening else None


def _row_json(row: Row) -> dict[str, Any]:
    return {
        "part": row.label,
        "baseline": row.before,
        "spared": row.spared,
        "newly": row.newly,
        "moved": row.moved,
        "candidate": row.after,
        "effect": _number(row.effect),
    }


def _pair_json(pair: Pair) -> dict[str, Any]:
    return {
        "seed": pair.seed,
        "active": {"baseline": list(pair.before.active), "candidate": list(pair.after.active)},
        "spared": list(_people(pair, 0)),
        "newly": list(_people(pair, 1)),
    }


def _people(pair: Pair, side: int) -> Iterator[dict[str, Any]]:
    """Everybody who counts on one side alone, by the first time."""
    found = persons(pair, side)
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


def persons(pair: Pair, side: int) -> Counted:
    """Everybody who counts on one side alone, each once: as of the first month."""
    return first_of((pair.before, pair.after)[side].picked(pair.alone(side)))


def first_of(found: Counted) -> Counted:
    """Each worker once, as of the first window, in order of workers."""
    return found.picked(np.unique(found.cause.worker, return_index=True)[1])
