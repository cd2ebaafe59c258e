"""What a sweep found: the difference between two platforms at every point of what was varied."""

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
from experiments.questions.compare.comparison import Comparison
from experiments.runs.failures import Failure
from experiments.verdicts.margins import headlines

BLOCK = 1_000  # fresh seeds begin with the next multiple of it


@dataclass(frozen=True, slots=True)
class Varied:
    """A key, and its values as they were asked for."""

    key: str
    told: str
    both: bool  # laid on both sides


@dataclass(frozen=True, slots=True, eq=False)
class Point:
    """Two platforms compared at one point, as `compare` compares them.

    runs      metrics by name of each seed that ran, of each side: baseline and candidate, regime by regime
    failures  runs that crashed; their seeds count on no side and in no regime of this point
    """

    number: int  # from 1
    values: Mapping[str, Any]  # by key
    changes: tuple[tuple[str, ...], tuple[str, ...]]  # laid on baseline and candidate
    answer: Answer | None  # None where fewer than two seeds ran through
    runs: tuple[tuple[Mapping[str, float], ...], ...]
    failures: tuple[Failure, ...]

    @property
    def comparisons(self) -> tuple[Comparison, ...]:
        """One a regime; none where too much crashed."""
        return self.answer.comparisons if self.answer else ()

    @property
    def of_platforms(self) -> bool:
        """Do both sides live in the same world, so that a difference is the policy's?"""
        return all(compared.of_platforms for compared in self.comparisons)


@dataclass(frozen=True, slots=True, eq=False)
class Sweep:
    """Every point, on the same seeds.

    Intervals hold for a point at a time. Of many points the best one has luck on its side (`again` asks it anew).
    """

    bases: tuple[str, str]  # baseline, candidate: scenarios
    names: tuple[str, str]  # with what was laid upon them besides
    varied: tuple[Varied, ...]
    design: str  # "grid", "lhs" or "sobol"
    asked: int  # points of it; equal ones are one
    design_seed: int
    seeds: tuple[int, ...]
    worlds: str  # "plausible", "fixed" or a file, as commands take it
    rings: str | None  # the only regime that was asked for
    homes: tuple[int, ...] | None  # by seed: the number of its plausible world
    points: tuple[Point, ...]

    @property
    def headlines(self) -> tuple[str, ...]:
        """Metrics that are told first, at any point."""
        told = (name for point in self.points if point.answer for name in point.answer.headlines)
        return tuple(dict.fromkeys([*headlines(), *told]))

    @property
    def regimes(self) -> tuple[str, ...]:
        """The rings of each regime; where they are varied, of the points together."""
        told = [tuple(compared.regime for compared in point.comparisons) for point in self.points if point.answer]
        return tuple("/".join(dict.fromkeys(each)) for each in zip(*told, strict=True))

    @property
    def of_platforms(self) -> bool:
        """Is every difference a policy's?"""
        return all(point.of_platforms for point in self.points)

    @property
    def of_this_model(self) -> bool:
        """As an answer has it."""
        return all(point.answer.of_this_model for point in self.points if point.answer)

    def ends(self, name: str, regime: int) -> tuple[float, float] | None:
        """The best and the worst mean difference of a metric; None where all are equal, or neither way is better."""
        found = [point.comparisons[regime][name].difference for point in self.points if point.answer]
        values = {value for value in found if not math.isnan(value)}
        if len(values) < 2 or BY_NAME[name].better not in ("up", "down"):
            return None
        ends = min(values), max(values)
        return ends[::-1] if BY_NAME[name].better == "up" else ends

    def again(self) -> dict[str, list[str]]:
        """Commands that ask the best points anew on fresh seeds, and the headlines in which each is the best one.

        In the last regime: what lasts. Of points that are alike the first one is taken, and none where one of them
        differs from its baseline in nothing.
        """
        told: dict[str, list[str]] = {}
        for name in self.headlines if self.regimes and self.of_platforms else ():
            ends = self.ends(name, -1)
            found = [(point.comparisons[-1][name], point) for point in self.points if point.answer]
            best = [(one, point) for one, point in found if ends and one.difference == ends[0]]
            if best and not any(one.exact for one, _ in best):
                told.setdefault(self.command(best[0][1]), []).append(name)
        return told

    def command(self, point: Point) -> str:
        """What asks a point anew, with other seeds than those that were looked at."""
        first, second = self.bases
        before, after = point.changes
        own = [text for text in after if text not in before]
        words = ["policylab", "compare", first, *([second] if second != first or not own else [])]
        words += [word for text in before for word in ("-S", text)] + [
            word for text in own for word in ("--change", text)
        ]
        words += ["--seeds", f"{len(self.seeds)}", "--first-seed", f"{(max(self.seeds) // BLOCK + 1) * BLOCK}"]
        words += ["--rings", self.rings] if self.rings else []
        words += ["--worlds", self.worlds] if self.worlds != "plausible" else []
        return shlex.join(words)

    def rows(self) -> Iterator[dict[str, Any]]:
        """Tidy: a row a point, regime, seed and metric, with every varied value; NaN where a run has no number.

        `world` is the number of the plausible world, None where all pairs live in one.
        """
        homes = dict(zip(self.seeds, self.homes or [None] * len(self.seeds), strict=True))
        for point in self.points:
            for regime, compared in enumerate(point.comparisons):
                sides = zip(compared.seeds.ran, *point.runs[2 * regime : 2 * regime + 2], strict=True)
                for seed, before, after in sides:
                    head = {"point": point.number, **point.values, "regime": compared.regime}
                    head |= {"seed": seed, "world": homes[seed]}
                    for metric in METRICS:
                        one, other = before[metric.name], after[metric.name]
                        yield head | {"metric": metric.name, "baseline": one, "value": other, "difference": other - one}

    def as_csv(self) -> bytes:
        """The tidy rows as the content of a .csv file; empty where a run has no number."""
        content = io.StringIO(newline="")
        keys = [each.key for each in self.varied]
        names = ["point", *keys, "regime", "seed", "world", "metric", "baseline", "value", "difference"]
        writer = csv.DictWriter(content, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows({name: "" if value != value else value for name, value in row.items()} for row in self.rows())
        return content.getvalue().encode()

    @as_plain
    def as_json(self) -> dict[str, Any]:
        """Plain data for `json.dumps`: points, and a row a point, regime and metric with the values of every pair."""
        return {
            "policylab": VERSION,
            "baseline": self.names[0],
            "candidate": self.names[1],
            "varied": [{"key": each.key, "values": each.told, "both": each.both} for each in self.varied],
            "design": {"kind": self.design, "points": self.asked, "seed": self.design_seed},
            "seeds": self.seeds,
            "worlds": self.worlds,
            "plausible worlds": self.homes,
            "of_this_model": self.of_this_model,
            "differences of": "platforms" if self.of_platforms else "worlds",
            "intervals": f"of a point at a time; {len(self.points)} points were looked at",
            "ask anew": [{"command": command, "best in": names} for command, names in self.again().items()],
            "points": [_point(point) for point in self.points],
            "rows": [
                row | _pairs(point, regime, row["metric"])
                for point in self.points
                for regime in range(len(point.comparisons))
                for row in self._told(point, regime)
            ],
        }

    def told(self) -> Iterator[dict[str, Any]]:
        """Tidy: a row a point, regime and metric, with every varied value."""
        for point in self.points:
            for regime in range(len(point.comparisons)):
                yield from self._told(point, regime)

    def _told(self, point: Point, regime: int) -> Iterator[dict[str, Any]]:
        compared = point.comparisons[regime]
        for found in compared.differences:
            yield {"point": point.number, **point.values, "regime": compared.regime} | compared.told(found)


def _point(point: Point) -> dict[str, Any]:
    """What a point is, and which runs it has."""
    return {
        "point": point.number,
        "values": point.values,
        "changes": dict(zip(("baseline", "candidate"), point.changes, strict=True)),
        "seeds": point.comparisons[0].seeds.ran if point.answer else [],
        "outside": point.answer.outside if point.answer else None,
        "idle": point.answer.idle if point.answer else [],
        "keys": {
            compared.regime: dict(zip(("baseline", "candidate"), (side.keys for side in compared.sides), strict=True))
            for compared in point.comparisons
        },
        "crashed": point.failures,
    }


def _pairs(point: Point, regime: int, name: str) -> dict[str, Any]:
    """The values of every pair that ran, in the order of its seeds."""
    before, after = ([run[name] for run in side] for side in point.runs[2 * regime : 2 * regime + 2])
    return {"baseline of pairs": before, "candidate of pairs": after}
