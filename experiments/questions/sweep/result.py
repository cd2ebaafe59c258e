"""The result of a sweep: the difference between two platforms at every point."""

import csv
import io
import math
import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from experiments import VERSION
from experiments.measures.metrics import BY_NAME, METRICS
from experiments.printing.plain import as_plain
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.command import sides
from experiments.questions.compare.comparison import Comparison
from experiments.questions.compare.conclusion import FIRST
from experiments.runs.failures import Failure
from experiments.verdicts.margins import headlines
from experiments.verdicts.regimes import STROKE

BLOCK = 1_000  # fresh seeds begin with the next multiple of it


@dataclass(frozen=True, slots=True)
class Varied:
    """A key that was varied, and its values."""

    key: str
    text: str  # its values, as the user gave them
    both: bool  # varied on both sides


@dataclass(frozen=True, slots=True, eq=False)
class Point:
    """Two platforms compared at one point, as `compare` compares them.

    runs      metrics by name of each seed that ran, of each side: baseline and candidate, regime by regime
    failures  runs that crashed; their seeds count on no side and in no regime of this point
    """

    number: int  # from 1
    values: Mapping[str, Any]  # by key
    changes: tuple[tuple[str, ...], tuple[str, ...]]  # of baseline and candidate
    answer: Answer | None  # None if fewer than two seeds ran through
    runs: tuple[tuple[Mapping[str, float], ...], ...]
    failures: tuple[Failure, ...]

    @property
    def comparisons(self) -> tuple[Comparison, ...]:
        """One comparison for each regime; none if too many runs crashed."""
        return self.answer.comparisons if self.answer else ()

    @property
    def of_platforms(self) -> bool:
        """Do both sides have the same world, so that a difference is due to the policy?"""
        return all(compared.of_platforms for compared in self.comparisons)

    def sides(self, regime: int) -> tuple[tuple[Mapping[str, float], ...], tuple[Mapping[str, float], ...]]:
        """Return the metrics of each seed that ran in a regime, of baseline and candidate."""
        return self.runs[2 * regime], self.runs[2 * regime + 1]


@dataclass(frozen=True, slots=True, eq=False)
class Sweep:
    """The comparisons at every point, on the same seeds.

    Intervals hold for one point at a time. The best of many points is partly lucky: `fresh_commands` repeat it on fresh
    seeds.
    """

    bases: tuple[str, str]  # baseline, candidate: scenarios
    names: tuple[str, str]  # with their changes
    varied: tuple[Varied, ...]
    design: str  # "grid", "lhs" or "sobol"
    design_points: int  # before equal points become one
    design_seed: int
    seeds: tuple[int, ...]
    worlds: str  # "plausible", "fixed" or a file, as for commands
    rings: str | None  # the regime, if there is only one
    homes: tuple[int, ...] | None  # the number of the plausible world of each seed
    points: tuple[Point, ...]

    @property
    def headlines(self) -> tuple[str, ...]:
        """Metrics that are shown first, at any point, harm before them all."""
        names = [*headlines(), *(name for point in self.points if point.answer for name in point.answer.headlines)]
        return tuple(dict.fromkeys([*(name for name in FIRST if name in names), *names]))

    @property
    def regimes(self) -> tuple[str, ...]:
        """The rings of each regime; those of all points, if rings are varied."""
        regimes_of_points = [
            tuple(compared.rings for compared in point.comparisons) for point in self.points if point.answer
        ]
        return tuple(
            STROKE.join(dict.fromkeys(rings for sides in regime for rings in sides))
            for regime in zip(*regimes_of_points, strict=True)
        )

    @property
    def of_platforms(self) -> bool:
        """Is every difference due to the policy?"""
        return all(point.of_platforms for point in self.points)

    @property
    def of_this_model(self) -> bool:
        """Were the plausible worlds found with the current model?"""
        return all(point.answer.of_this_model for point in self.points if point.answer)

    def ends(self, name: str, regime: int) -> tuple[float, float] | None:
        """Return the best and the worst mean difference of a metric; None if all are equal, or neither way is better.

        No way is where the worlds differ.
        """
        differences = [point.comparisons[regime][name].difference for point in self.points if point.answer]
        values = {value for value in differences if not math.isnan(value)}
        if len(values) < 2 or BY_NAME[name].better not in ("up", "down") or not self.of_platforms:
            return None
        ends = min(values), max(values)
        return ends[::-1] if BY_NAME[name].better == "up" else ends

    def fresh_commands(self) -> dict[str, list[str]]:
        """Return commands that repeat the best points on fresh seeds, and the headlines in which each is the best.

        The last regime counts: it lasts. Of equal points the first one is taken; none, if one of them does not differ
        from its baseline, or only Python can ask it.
        """
        commands: dict[str, list[str]] = {}
        for name in self.headlines if self.regimes and self.of_platforms else ():
            ends = self.ends(name, -1)
            comparisons = [(point.comparisons[-1][name], point) for point in self.points if point.answer]
            best = [
                (difference, point) for difference, point in comparisons if ends and difference.difference == ends[0]
            ]
            if best and not any(difference.exact for difference, _ in best):
                commands.setdefault(self.command(best[0][1]), []).append(name)
        commands.pop("", None)
        return commands

    def command(self, point: Point) -> str:
        """Return the command that repeats a point on fresh seeds; empty if only Python can ask for its sides."""
        words = sides(*self.bases, *point.changes)
        if not words:
            return ""
        words = ["policylab", "compare", *words]
        words += ["--seeds", f"{len(self.seeds)}", "--first-seed", f"{(max(self.seeds) // BLOCK + 1) * BLOCK}"]
        words += ["--rings", self.rings] if self.rings else []
        words += ["--worlds", self.worlds] if self.worlds != "plausible" else []
        return shlex.join(words)

    @property
    def columns(self) -> list[str]:
        """The names of what each of `rows` has."""
        keys = [axis.key for axis in self.varied]
        return ["point", *keys, "regime", "seed", "world", "metric", "baseline", "value", "difference"]

    def rows(self) -> Iterator[dict[str, Any]]:
        """Tidy rows: one for each point, regime, seed and metric, with varied values; NaN where a run has no number.

        `world` is the number of the plausible world; None if all pairs have one world.
        """
        homes = dict(zip(self.seeds, self.homes or [None] * len(self.seeds), strict=True))
        for point in self.points:
            for regime, compared in enumerate(point.comparisons):
                for seed, before, after in zip(compared.seeds.ran, *point.sides(regime), strict=True):
                    head = {"point": point.number, **point.values, "regime": compared.regime}
                    head |= {"seed": seed, "world": homes[seed]}
                    for metric in METRICS:
                        one, other = before[metric.name], after[metric.name]
                        yield head | {"metric": metric.name, "baseline": one, "value": other, "difference": other - one}

    def as_csv(self) -> bytes:
        """Return the tidy rows as the content of a .csv file; a cell is empty where a run has no number."""
        content = io.StringIO(newline="")
        writer = csv.DictWriter(content, self.columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows({name: "" if value != value else value for name, value in row.items()} for row in self.rows())
        return content.getvalue().encode()

    @as_plain
    def as_json(self) -> dict[str, Any]:
        """Plain data for `json.dumps`: points, and rows by point, regime and metric with the values of every pair."""
        return {
            "policylab": VERSION,
            "baseline": self.names[0],
            "candidate": self.names[1],
            "varied": [{"key": axis.key, "values": axis.text, "both": axis.both} for axis in self.varied],
            "design": {"kind": self.design, "points": self.design_points, "seed": self.design_seed},
            "seeds": self.seeds,
            "worlds": self.worlds,
            "plausible worlds": self.homes,
            "of_this_model": self.of_this_model,
            "differences of": "platforms" if self.of_platforms else "worlds",
            "intervals": f"of a point at a time; {len(self.points)} points were looked at",
            "ask anew": [{"command": command, "best in": names} for command, names in self.fresh_commands().items()],
            "points": [_point(point) for point in self.points],
            "rows": [
                row | _pairs(point, regime, row["metric"])
                for point in self.points
                for regime in range(len(point.comparisons))
                for row in self._rows_of_point(point, regime)
            ],
        }

    def rows_of_points(self) -> Iterator[dict[str, Any]]:
        """Tidy rows: one for each point, regime and metric, with every varied value."""
        for point in self.points:
            for regime in range(len(point.comparisons)):
                yield from self._rows_of_point(point, regime)

    def _rows_of_point(self, point: Point, regime: int) -> Iterator[dict[str, Any]]:
        compared = point.comparisons[regime]
        for difference in compared.differences:
            yield {"point": point.number, **point.values, "regime": compared.regime} | compared.row(difference)


def _point(point: Point) -> dict[str, Any]:
    """Return a point as plain data: its values, changes, runs and problems."""
    return {
        "point": point.number,
        "values": point.values,
        "changes": dict(zip(("baseline", "candidate"), point.changes, strict=True)),
        "seeds": point.comparisons[0].seeds.ran if point.answer else [],
        "outside": point.answer.reason if point.answer else None,
        "idle": point.answer.idle if point.answer else [],
        "keys": {
            compared.regime: dict(zip(("baseline", "candidate"), (side.keys for side in compared.sides), strict=True))
            for compared in point.comparisons
        },
        "crashed": point.failures,
    }


def _pairs(point: Point, regime: int, name: str) -> dict[str, Any]:
    """Return the values of every pair that ran, in the order of its seeds."""
    before, after = ([run[name] for run in side] for side in point.sides(regime))
    return {"baseline of pairs": before, "candidate of pairs": after}
