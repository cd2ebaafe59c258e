"""What a comparison found: two platforms on the same people."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from experiments.measures.channels import Lures
from experiments.measures.metrics import BY_NAME, METRICS
from experiments.measures.paths import LABELS, Axis
from experiments.printing.plain import as_plain
from experiments.questions.compare.deciding import Deciding
from experiments.runs.provenance import Seeds, Side, heading, joined
from experiments.verdicts.differences import Difference
from experiments.verdicts.margins import Verdict, margin, verdict
from scenarios.space import outside

OTHER_WORLD = "the worlds differ too, so the difference is not the policy's alone"

type Runs = tuple[Mapping[str, float], ...]  # metrics by name of each seed that ran


@dataclass(frozen=True, slots=True, eq=False)
class Comparison:
    """Everything that a comparison found."""

    sides: tuple[Side, Side]  # baseline, candidate
    seeds: Seeds  # those count that ran through on both sides
    differences: tuple[Difference, ...]  # as METRICS
    lures: tuple[Lures, Lures]  # baseline, candidate
    paths: Mapping[Axis, tuple[Difference, ...]]  # `exposed_per_10k` taken apart
    seconds_per_run: float
    deciding: Mapping[str, Deciding] = field(default_factory=dict)  # of headlines, where pairs live in plausible worlds
    runs: tuple[Runs, Runs] = ((), ())  # baseline, candidate: what `differences` are of
    homes: tuple[int, ...] | None = None  # of each seed that ran: its plausible world; None where all live in one world

    def __getitem__(self, name: str) -> Difference:
        return self.differences[METRICS.index(BY_NAME[name])]

    @property
    def baseline(self) -> str:
        """What the baseline was asked for by."""
        return self.sides[0].name

    @property
    def candidate(self) -> str:
        """What the candidate was asked for by."""
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
    def world(self) -> str:
        """The world, or both of them."""
        return joined([side.scenario.world_name for side in self.sides])

    @property
    def plausible(self) -> bool:
        """Did every pair live in a plausible world of its own?"""
        return self.sides[0].worlds != "fixed"

    @property
    def rings(self) -> tuple[str, str]:
        """Whether rings are "frozen" or "adapting": baseline, candidate."""
        baseline, candidate = (side.scenario.world.rings for side in self.sides)
        return baseline, candidate

    @property
    def regime(self) -> str:
        """The rings of both sides in a word: "frozen", "adapting", or "frozen/adapting"."""
        return "/".join(dict.fromkeys(self.rings))

    @property
    def equal(self) -> bool:
        """No metric differs in any seed. The runs may differ all the same, in what no metric counts."""
        return all(found.exact for found in self.differences)

    @property
    def identical(self) -> bool:
        """Every run is known to be the same on both sides: the same scenario, to the last number, gave the same."""
        return self.equal and self.sides[0].keys == self.sides[1].keys

    @property
    def of_platforms(self) -> bool:
        """Do both sides live in the same world, so that a difference is the policy's?"""
        before, after = (side.scenario.world for side in self.sides)
        return before == after

    @property
    def outside(self) -> tuple[str, ...]:
        """In what the worlds leave what sources and plausible ranges allow, so that no verdict holds in them.

        In nothing where both sides are the same scenario: that it differs from itself in nothing is so in every world.
        """
        worlds = () if self.identical else dict.fromkeys(side.scenario.world for side in self.sides)
        return tuple(dict.fromkeys(each for world in worlds for each in outside(world)))

    def verdict(self, found: Difference, within: float | None = None) -> Verdict:
        """The word for a difference between these sides, whoever says it. within: as `verdict` of margins has it."""
        return "cannot tell" if self.outside else verdict(found, within, judged=self.of_platforms)

    @property
    def parts_within(self) -> float | None:
        """The margin of every part of `exposed_per_10k`: that of the whole, to which parts sum."""
        return margin(self["exposed_per_10k"])

    def told(self, found: Difference, within: float | None = None) -> dict[str, Any]:
        """Tidy: a difference with its margin, None where its metric has none, and its verdict."""
        metric = found.metric
        return {
            "metric": metric.name,
            "group": metric.group,
            "unit": metric.unit,
            "better": metric.better,
            "baseline": found.baseline,
            "candidate": found.candidate,
            "difference": found.difference,
            "low": found.low,
            "high": found.high,
            "pairs": found.pairs,
            "differing": found.differing,
            "agreeing": found.agreeing,
            "margin": margin(found) if within is None else within,
            "verdict": self.verdict(found, within),
        }

    def pairs(self) -> Iterator[dict[str, Any]]:
        """Tidy: a row a metric and seed that ran; NaN where a run has no number."""
        homes = self.homes or [None] * len(self.seeds)
        for metric in METRICS:
            for seed, world, *both in zip(self.seeds.ran, homes, *self.runs, strict=True):
                one, other = (run[metric.name] for run in both)
                row = {"regime": self.regime, "metric": metric.name, "seed": seed, "world": world}
                yield row | {"baseline": one, "candidate": other, "difference": other - one}

    @as_plain
    def as_json(self) -> dict[str, Any]:
        """Plain data for `json.dumps`: undefined and infinite numbers are null."""
        return {
            **heading({"baseline": self.baseline, "candidate": self.candidate}, self.sides, self.seeds),
            "plausible worlds": self.homes,
            "metrics": [self._row(found) | self._of_pairs(found.metric.name) for found in self.differences],
            "paths": {
                axis: [
                    {"part": part} | self._row(found, self.parts_within)
                    for part, found in zip(LABELS[axis], parts, strict=True)
                ]
                for axis, parts in self.paths.items()
            },
            "decided by": {name: found.as_json() for name, found in self.deciding.items()},
            "seconds_per_run": self.seconds_per_run,
        }

    def _row(self, found: Difference, within: float | None = None) -> dict[str, Any]:
        told = {"name": found.metric.name} | self.told(found, within)
        del told["metric"]
        more = {"share_of_seeds": found.share_of_seeds, "variance_ratio": found.variance_ratio}
        return told | more

    def _of_pairs(self, name: str) -> dict[str, Any]:
        """The values of every pair that ran, in the order of its seeds."""
        before, after = ([run[name] for run in side] for side in self.runs)
        return {"baseline of pairs": before, "candidate of pairs": after}
