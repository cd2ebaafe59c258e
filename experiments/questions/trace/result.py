"""The result of a trace: people newly reached, spared, or reached either way, by path and by group; and lives.

Counts are whole numbers of people and months, as the metric counts. The difference of the metric is the difference of
the counts ÷ the baseline's workers with a session, plus a rest if the number of workers with a session differs between
the sides; no person explains the rest. Both are exact fractions.
"""

from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np

from experiments.measures.counted import Counted
from experiments.measures.metrics import Metric
from experiments.printing.plain import as_plain
from experiments.questions.trace.fates import BY_RULE, FATES
from experiments.questions.trace.life import Life
from experiments.questions.trace.pairing import AXES, Axis, Pair, Shifts, coded, label, shifts
from experiments.runs.provenance import Seeds, Side, heading
from policies.records import Bools


@dataclass(frozen=True, slots=True)
class Row:
    """A part of the people: after = before - spared + newly + moved."""

    label: str
    before: int  # people and months, baseline
    spared: int
    newly: int
    moved: int  # of those counted on both sides: came from other parts or count in more months, minus those who left
    after: int  # candidate
    effect: Fraction | None  # on the metric; None if some month has no session


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """The result of a trace."""

    names: tuple[str, str]  # of baseline and candidate, as requested
    metric: Metric
    pairs: tuple[Pair, ...]  # by seed
    lives: tuple[Life, ...]
    provenance: tuple[tuple[Side, Side], Seeds] | None = None  # sides and seeds that were run; None in a gate

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
        """The part of the difference that comes from other numbers of workers with a session, not from people."""
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
        """The row of everybody."""
        everybody = [(_all(pair.before), _all(pair.after)) for pair in self.pairs]
        return self._row("together", everybody)

    def people(self, side: int) -> int:
        """Return the number of people spared (side 0), or newly reached (side 1)."""
        return sum(len(pair.fates[side]) for pair in self.pairs)

    @property
    def either_way(self) -> Shifts:
        """The number of people who count on both sides, and of those whose first time differs."""
        return shifts(self.pairs)

    def rows(self, axis: Axis) -> tuple[Row, ...]:
        """Return the parts of an axis that have people, in order of its labels; paths by the size of their effect."""
        codes = [(coded(pair.before, axis), coded(pair.after, axis)) for pair in self.pairs]
        present = np.unique(np.concatenate([side for both in codes for side in both])).tolist()
        rows = [
            self._row(label(axis, code), [(before == code, after == code) for before, after in codes])
            for code in present
        ]
        return tuple(sorted(rows, key=_size, reverse=True) if axis == "path" else rows)

    def fates(self) -> tuple[tuple[str, bool, int, int], ...]:
        """Return the fates of lures on the other side: words, an act of a rule or not, people spared, newly reached."""
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
        """Return plain data for `json.dumps`; undefined numbers are null."""
        (before, after), either = self.rates, self.either_way
        names = dict(zip(("baseline", "candidate"), self.names, strict=True))
        return {
            **(names if self.provenance is None else heading(names, *self.provenance)),
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
        """Return the weight of one of so many active workers in the metric."""
        return Fraction(10_000, len(self.pairs) * len(pair.before.active) * active)

    def _row(self, name: str, masks: list[tuple[Bools, Bools]]) -> Row:
        """Return the row of the people under these masks, (baseline, candidate) for each pair."""
        parts = list(zip(self.pairs, masks, strict=True))
        before, after = (sum(int(both[side].sum()) for both in masks) for side in (0, 1))
        spared, newly = (sum(int((both[side] & pair.alone(side)).sum()) for pair, both in parts) for side in (0, 1))
        effect = sum((self._effect(pair, *both) for pair, both in parts), Fraction(0)) if self._measurable else None
        return Row(name, before, spared, newly, after - before + spared - newly, after, effect)

    def _effect(self, pair: Pair, first: Bools, second: Bools) -> Fraction:
        """Return the effect of a part on the metric, each person weighed as one of the baseline's active workers."""
        gained = np.subtract(_by_window(pair.after, second), _by_window(pair.before, first)).tolist()
        weights = (self._weight(pair, active) for active in pair.before.active)
        return sum((gain * weight for gain, weight in zip(gained, weights, strict=True)), Fraction(0))


def _size(row: Row) -> tuple[Fraction, int]:
    return abs(row.effect or Fraction(0)), row.newly + row.spared


def _all(people: Counted) -> Bools:
    return np.ones(len(people), np.bool_)


def _by_window(people: Counted, mask: Bools) -> list[int]:
    counts: list[int] = np.bincount(people.window[mask], minlength=len(people.active)).tolist()
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
