"""The comparison of two platforms on the same people."""

import math
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, Self

import numpy as np

from experiments.language.messages import message
from experiments.measures.channels import Lures
from experiments.measures.metrics import BY_NAME, METRICS
from experiments.measures.paths import LABELS, Axis
from experiments.measures.weeks import WEEK_DAYS
from experiments.printing.plain import as_plain
from experiments.questions.compare.deciding import Deciding
from experiments.questions.compare.outlook import Outlook, outlook
from experiments.runs.provenance import Seeds, Side, heading, joined
from experiments.verdicts.differences import Difference, closed, paired
from experiments.verdicts.discoveries import discoveries
from experiments.verdicts.looks import Look
from experiments.verdicts.luck import Luck
from experiments.verdicts.margins import DIRECTIONS, Verdict, beside, margin, verdict
from experiments.verdicts.marketplace import scale
from experiments.verdicts.pairs import Pairs, defined
from experiments.verdicts.split import ALL_LUCK, Split
from policies.records import Floats
from scenarios.space import Stray, outside

OTHER_WORLD = message("the worlds differ too, so the difference is not the policy's alone")

WEEK = ("regime", "week", "metric", "baseline", "candidate", "difference", "low", "high")  # of a row

type Runs = tuple[Mapping[str, float], ...]  # metrics by name of each seed that ran


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """The result of a comparison."""

    sides: tuple[Side, Side]  # baseline, candidate
    seeds: Seeds  # only those that ran through on both sides count
    differences: tuple[Difference, ...]  # in the order of METRICS
    lures: tuple[Lures, Lures]  # baseline, candidate
    paths: Mapping[Axis, tuple[Difference, ...]]  # parts of `exposed_per_10k`
    seconds_per_run: float
    deciding: Mapping[str, Deciding] = field(default_factory=dict)  # by headline; empty if there is one world
    runs: tuple[Runs, Runs] = ((), ())  # baseline, candidate: the values of `differences`
    weeks: Mapping[str, tuple[Floats, Floats]] = field(default_factory=dict)  # (pairs, weeks) of both sides, by name
    filled: tuple[Floats, Floats] = (np.empty((0, 0)), np.empty((0, 0)))  # (pairs, HOURS) `filled_within` of both sides
    homes: tuple[int, ...] | None = None  # the plausible world of each seed that ran; None if all have one world
    luck: Mapping[str, Luck] = field(default_factory=dict)  # by metric, from the pool that ships; may be empty

    def __getitem__(self, name: str) -> Difference:
        return self.differences[METRICS.index(BY_NAME[name])]

    @property
    def baseline(self) -> str:
        """Name of the baseline, as the user gave it."""
        return self.sides[0].name

    @property
    def candidate(self) -> str:
        """Name of the candidate, as the user gave it."""
        return self.sides[1].name

    @property
    def start(self) -> date:
        """The first day of the baseline."""
        return self.sides[0].scenario.start

    @property
    def days(self) -> int:
        """The length of every run."""
        return self.sides[0].scenario.days

    @property
    def scale(self) -> float:
        """The factor from sums of a run to those of the marketplace; both sides have one size."""
        return scale(self.sides[0].scenario.world.workers)

    def factor(self, name: str) -> float:
        """Return the factor from a metric to what is told of it: sums of yen are those of the marketplace."""
        return self.scale if BY_NAME[name].unit == "yen" and name != "loss_yen_per_worker" else 1.0

    @property
    def worlds(self) -> int:
        """The number of plausible worlds that its pairs live in; several pairs may share one."""
        return len(self.seeds) if self.homes is None else len(set(self.homes))

    @property
    def world(self) -> str:
        """Name of the world, or of both worlds."""
        return joined([side.scenario.world_name for side in self.sides])

    @property
    def plausible(self) -> bool:
        """Does every pair have a plausible world of its own?"""
        return self.sides[0].worlds != "fixed"

    @property
    def rings(self) -> tuple[str, str]:
        """The rings of baseline and candidate, "frozen" or "adapting"."""
        baseline, candidate = (side.scenario.world.rings for side in self.sides)
        return baseline, candidate

    @property
    def regime(self) -> str:
        """The rings of both sides in a word: "frozen", "adapting", or "frozen/adapting"."""
        return "/".join(dict.fromkeys(self.rings))

    @property
    def equal(self) -> bool:
        """Is every metric equal in every seed? The runs may still differ in something that no metric counts."""
        return all(difference.exact for difference in self.differences)

    @property
    def identical(self) -> bool:
        """Is every run known to be equal on both sides: the same scenario, to the last number, with equal metrics?"""
        return self.equal and self.sides[0].keys == self.sides[1].keys

    @property
    def of_platforms(self) -> bool:
        """Do both sides have the same world, so that a difference is due to the policy?

        In plausible worlds also the same numbers that hold: what one side alone sets varies on the other.
        """
        before, after = (side.scenario for side in self.sides)
        return before.world == after.world and (not self.plausible or before.held == after.held)

    @property
    def outside(self) -> tuple[Stray, ...]:
        """Numbers of the worlds outside of what sources and plausible ranges allow: nothing is better or worse there.

        Empty if both sides are the same scenario: it differs from itself in nothing, in every world.
        """
        return () if self.identical else outside(*(side.scenario.world for side in self.sides))

    @property
    def judged(self) -> bool:
        """Is a difference the effect of a policy, in worlds that allow a verdict, so that it is better or worse?"""
        return self.of_platforms and not self.outside

    def verdict(self, difference: Difference, within: float | None = None) -> Verdict:
        """Return the word for a difference between these sides, in every view. within: see `margins.verdict`."""
        return verdict(difference, within, judged=self.judged)

    def values(self, name: str) -> tuple[list[float], list[float]]:
        """Return a metric in every pair that ran, in the order of the seeds: baseline and candidate."""
        before, after = ([run[name] for run in side] for side in self.runs)
        return before, after

    def reaching(self, names: Collection[str], tail: float) -> Self:
        """Return the comparison with other intervals of these metrics, which leave out this share at each end."""
        wide = {
            name: paired(BY_NAME[name], *self.values(name), homes=self.homes, tail=tail, usual=self.apart(name))
            for name in names
        }
        wider = tuple(wide.get(each.metric.name, each) for each in self.differences)
        return replace(self, differences=closed(wider) if self.equal else wider)

    def moved(self, headlines: Collection[str]) -> tuple[Difference, ...]:
        """Return the metrics of neither line that moved, the surest first; few of them by chance (see `discoveries`).

        Metrics whose own verdict says that they may not have moved are left out.
        """
        first = {*headlines, *beside()}
        others = [difference for difference in self.differences if difference.metric.name not in first]
        return tuple(difference for difference in discoveries(others) if self.verdict(difference) in DIRECTIONS)

    def outlook(self, name: str, look: Look) -> Outlook:
        """Return the outlook on a metric at a look."""
        difference, pairs = self[name], defined(*self.values(name), self.homes)
        return outlook(
            pairs,
            difference,
            margin(difference) or 0.0,
            workers=self.sides[0].scenario.world.workers,
            split=self._split(name, pairs),
            look=look,
            usual=self.apart(name),
        )

    def _split(self, name: str, pairs: Pairs) -> Split | None:
        """Return how much of the variance is luck: all of it in one world, else by several lucks, or by the pool."""
        if self.homes is None:
            return ALL_LUCK
        return Split.of(pairs) or (Split.by_pool(pairs, self.luck[name].pair ** 2) if name in self.luck else None)

    def apart(self, name: str) -> float | None:
        """Return the distance between two runs of one world, or between two means of its lucks, if known."""
        return self.luck[name].runs / math.sqrt(len(self.seeds) / self.worlds) if name in self.luck else None

    @property
    def parts_within(self) -> float | None:
        """Margin of every part of `exposed_per_10k`: that of the whole, to which the parts sum."""
        return margin(self["exposed_per_10k"])

    def row(self, difference: Difference, within: float | None = None) -> dict[str, Any]:
        """Tidy row of a difference: with its margin (None if its metric has none) and its verdict."""
        metric = difference.metric
        return {
            "metric": metric.name,
            "group": metric.group,
            "unit": metric.unit,
            "better": metric.better,
            "baseline": difference.baseline,
            "candidate": difference.candidate,
            "difference": difference.difference,
            "low": difference.low,
            "high": difference.high,
            "pairs": difference.pairs,
            "worlds": difference.worlds,
            "differing": difference.differing,
            "agreeing": difference.agreeing,
            "margin": margin(difference) if within is None else within,
            "verdict": self.verdict(difference, within),
        }

    def pairs(self) -> Iterator[dict[str, Any]]:
        """Tidy rows: one for each metric and seed that ran; NaN where a run has no number."""
        homes = self.homes or [None] * len(self.seeds)
        for metric in METRICS:
            for seed, world, *both in zip(self.seeds.ran, homes, *self.runs, strict=True):
                one, other = (run[metric.name] for run in both)
                row = {"regime": self.regime, "metric": metric.name, "seed": seed, "world": world}
                yield row | {"baseline": one, "candidate": other, "difference": other - one}

    def weekly(self, name: str) -> tuple[Difference, ...]:
        """Return the difference of a measure of WEEKLY in each whole week."""
        before, after = self.weeks[name]
        return self._of_columns(name, before, after)

    def by_week(self) -> Iterator[dict[str, Any]]:
        """Tidy rows: one for each measure and whole week, on the market of a run; interval of the difference, 95 %."""
        for name in self.weeks:
            for week, each in enumerate(self.weekly(name)):
                day = self.start + timedelta(WEEK_DAYS * week)
                values = self.regime, day, name, each.baseline, each.candidate, each.difference, each.low, each.high
                yield dict(zip(WEEK, values, strict=True))

    def filling(self) -> tuple[Difference, ...]:
        """Return the difference of the share of projects with a first hire within each of HOURS."""
        before, after = self.filled
        return self._of_columns("fill_rate", before, after)

    def _of_columns(self, name: str, before: Floats, after: Floats) -> tuple[Difference, ...]:
        """Return the difference of each column; where no metric differs, that of the same is 0 without a doubt."""
        sides = zip(before.T, after.T, strict=True)
        each = tuple(paired(BY_NAME[name], *columns, homes=self.homes) for columns in sides)
        return closed(each) if self.equal else each

    @as_plain
    def as_json(self) -> dict[str, Any]:
        """Plain data for `json.dumps`: undefined and infinite numbers are null."""
        return {
            **heading({"baseline": self.baseline, "candidate": self.candidate}, self.sides, self.seeds),
            "plausible worlds": self.homes,
            "metrics": [
                self._json_row(difference) | self._of_pairs(difference.metric.name) for difference in self.differences
            ],
            "paths": {
                axis: [
                    {"part": part} | self._json_row(difference, self.parts_within)
                    for part, difference in zip(LABELS[axis], parts, strict=True)
                ]
                for axis, parts in self.paths.items()
            },
            "decided by": {name: deciding.as_json() for name, deciding in self.deciding.items()},
            "seconds_per_run": self.seconds_per_run,
        }

    def _json_row(self, difference: Difference, within: float | None = None) -> dict[str, Any]:
        row = {"name": difference.metric.name} | self.row(difference, within)
        del row["metric"]
        more = {"share_of_seeds": difference.share_of_seeds, "variance_ratio": difference.variance_ratio}
        return row | more

    def _of_pairs(self, name: str) -> dict[str, Any]:
        """Return the values of every pair that ran, in the order of its seeds."""
        return dict(zip(("baseline of pairs", "candidate of pairs"), self.values(name), strict=True))
