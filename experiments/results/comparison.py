"""What a comparison found: two platforms on the same people."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from experiments.measures.channels import Lures
from experiments.measures.metrics import BY_NAME, METRICS
from experiments.measures.paths import LABELS, Axis
from experiments.results.deciding import Deciding
from experiments.results.provenance import Seeds, Side, heading, joined, plain
from experiments.verdicts.differences import Difference

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

    def pairs(self) -> Iterator[dict[str, Any]]:
        """Tidy: a row a metric and seed that ran; NaN where a run has no number."""
        homes = self.homes or [None] * len(self.seeds)
        for metric in METRICS:
            for seed, world, *both in zip(self.seeds.ran, homes, *self.runs, strict=True):
                one, other = (run[metric.name] for run in both)
                row = {"regime": self.regime, "metric": metric.name, "seed": seed, "world": world}
                yield row | {"baseline": one, "candidate": other, "difference": other - one}

    def as_json(self) -> dict[str, Any]:
        """Plain data for `json.dumps`: undefined and infinite numbers are null."""
        return {
            **heading({"baseline": self.baseline, "candidate": self.candidate}, self.sides, self.seeds),
            "plausible worlds": None if self.homes is None else list(self.homes),
            "metrics": [_row(found) | self._of_pairs(found.metric.name) for found in self.differences],
            "paths": {
                axis: [{"part": part} | _row(found) for part, found in zip(LABELS[axis], parts, strict=True)]
                for axis, parts in self.paths.items()
            },
            "decided by": {name: found.as_json() for name, found in self.deciding.items()},
            "seconds_per_run": plain(self.seconds_per_run),
        }

    def _of_pairs(self, name: str) -> dict[str, Any]:
        """The values of every pair that ran, in the order of its seeds."""
        before, after = ([plain(run[name]) for run in side] for side in self.runs)
        return {"baseline of pairs": before, "candidate of pairs": after}


def _row(found: Difference) -> dict[str, Any]:
    return {
        "name": found.metric.name,
        "group": found.metric.group,
        "unit": found.metric.unit,
        "better": found.metric.better,
        "baseline": plain(found.baseline),
        "candidate": plain(found.candidate),
        "difference": plain(found.difference),
        "low": plain(found.low),
        "high": plain(found.high),
        "reading": found.reading,
        "pairs": found.pairs,
        "differing": found.differing,
        "share_of_seeds": plain(found.share_of_seeds),
        "variance_ratio": plain(found.variance_ratio),
    }
