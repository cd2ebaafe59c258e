"""What a trace found: who is newly reached, spared, or reached either way, by path and by group; and lives.

Counts are whole numbers of people and months, as the metric counts. The difference of the metric is theirs ÷ the
baseline's workers with a session, and, where other numbers of workers looked in on the other side, a rest that no
person explains; both exactly, as fractions.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from experiments.measures.counted import Counted
from experiments.measures.metrics import Metric
from experiments.measures.periods import Bools
from experiments.printing.plain import as_plain
from experiments.questions.trace.fates import BY_RULE, FATES
from experiments.questions.trace.life import Life
from experiments.questions.trace.pairing import AXES, Axis, Pair, Shifts, coded, label, shifts
from experiments.runs.provenance import Seeds, Side, heading


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
class Trace:
    """Everything that a trace found."""

    names: tuple[str, str]  # what baseline and candidate were asked for by
    metric: Metric
    pairs: tuple[Pair, ...]  # by seed
    lives: tuple[Life, ...]
    asked: tuple[tuple[Side, Side], Seeds] | None = None  # what was run; None where others ran it

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
        return shifts(self.pairs)

    def rows(self, axis: Axis) -> tuple[Row, ...]:
        """The parts of an axis that hold anybody, as its labels stand; paths by how much they matter."""
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

    @as_plain
    def as_json(self) -> dict[str, Any]:
        """Plain data for `json.dumps`; undefined numbers are null."""
        (before, after), either = self.rates, self.either_way
        names = dict(zip(("baseline", "candidate"), self.names, strict=True))
        return {
            **(names if self.asked is None else heading(names, *self.asked)),
            "metric": self.metric.name,
            "rates": {"baseline": before, "candidate": after},
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
                {"of the lure, on the other side": fate, "a rule's doing": ruled, "spared": spared, "newly": newly}
                for fate, ruled, spared, newly in self.fates()
            ],
            "pairs": [pair.as_json() for pair in self.pairs],
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


def _matters(row: Row) -> tuple[Fraction, int]:
    return abs(row.effect or Fraction(0)), row.newly + row.spared


def _all(found: Counted) -> Bools:
    return np.ones(len(found), np.bool_)


def _by_window(found: Counted, which: Bools) -> list[int]:
    counts: list[int] = np.bincount(found.window[which], minlength=len(found.active)).tolist()
    return counts


def _number(value: Fraction | None) -> float | None:
    return None if value is None else float(value)


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
