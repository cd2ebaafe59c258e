"""The result of a gate: may this change be merged?"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from experiments import VERSION
from experiments.language.messages import message
from experiments.printing.plain import as_plain
from experiments.questions.gate.guardrails import Guardrails
from experiments.questions.gate.judging import Ruling, together, worst_first
from experiments.questions.trace.result import Trace
from experiments.verdicts.coverage import doubtful
from experiments.verdicts.differences import Difference
from experiments.verdicts.regimes import Regime
from sim.world import MARKETPLACE

type Verdict = Literal["pass", "fail", "inconclusive", "could not run"]
type Values = Mapping[Regime, Mapping[str, tuple[float, ...]]]  # of a side: metric → one value per pair

SAME = message("same code and numbers, nothing run")
EQUAL = message("equal to the bit in all runs")

ROW = (
    "verdict", "metric", "regime", "unit", "base", "head", "difference", "low", "high", "margin", "pairs", "differing",
    "agreeing", "settles", "why",
)  # fmt: skip
PAIR = ("regime", "metric", "seed", "base", "head", "difference")
EXIT: Mapping[Verdict, int] = {"pass": 0, "fail": 1, "inconclusive": 3, "could not run": 4}


@dataclass(frozen=True, slots=True)
class ChangedFile:
    """A file that differs between base and head, and the first line that does; 0 where it is gone."""

    path: str  # from the top of the repository
    line: int


@dataclass(frozen=True, slots=True)
class Request:
    """The request: both sides, the scenario, and the guardrails."""

    base: str
    head: str
    scenario: str
    guardrails: Guardrails
    worlds: str  # their name, or "fixed"
    files: tuple[ChangedFile, ...] = ()  # files that differ, where a revision is the base
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Gate:
    """The result. If the gate could not run, there is only the reason."""

    request: Request
    broken: str | None = None  # why it could not run
    traceback: str | None = None  # where that was a crash
    identical: bool = False  # all runs have the keys of the other side's, so none was carried out
    equal: bool = False  # runs were carried out, and all came out as the other side's
    pairs: int = 0  # run in each regime
    looks: int = 0
    days: int = 0
    workers: int = 0
    differing: tuple[str, ...] = ()  # differences between the sides, in words
    rulings: tuple[Ruling, ...] = ()
    costs: Mapping[Regime, tuple[Difference, ...]] = field(default_factory=dict)
    values: Mapping[Literal["base", "head"], Values] = field(default_factory=dict)
    keys: Mapping[Literal["base", "head"], Mapping[Regime, tuple[str, ...]]] = field(default_factory=dict)
    touched: Mapping[Regime, tuple[int, ...]] = field(default_factory=dict)  # pairs not equal to the bit in everything
    luck: Mapping[Regime, Mapping[str, float]] = field(default_factory=dict)  # distance between two runs of one world
    trace: Trace | None = None  # of the pair that is harmed most, where the change does not pass
    worlds: int | None = None  # plausible worlds, each for one pair; None where all pairs share one world
    outside: tuple[str, ...] = ()  # numbers outside the passport: sources and plausible ranges do not allow them
    seconds: Mapping[str, float] = field(default_factory=dict)  # by stage of the work

    @property
    def verdict(self) -> Verdict:
        """The verdict. Outside the passport a pass becomes inconclusive."""
        if self.broken is not None:
            return "could not run"
        if self.identical:
            return "pass"
        verdict = together(self.rulings)
        return "inconclusive" if self.outside and verdict != "fail" else verdict

    @property
    def exit_code(self) -> int:
        """The exit code: 0 pass, 1 fail, 3 inconclusive, 4 could not run."""
        return EXIT[self.verdict]

    @property
    def alike(self) -> str | None:
        """The way in which the sides are the same: by code and numbers, or by results; None if they differ."""
        return SAME if self.identical else EQUAL if self.equal else None

    @property
    def needed(self) -> int | None:
        """Pairs that would settle all inconclusive rulings; None if there are none, or no realistic number does."""
        open_ = [ruling.settles for ruling in self.rulings if ruling.verdict == "inconclusive"]
        return max((pairs for pairs in open_ if pairs is not None), default=None) if None not in open_ else None

    @property
    def people(self) -> int | None:
        """Workers of a market in which these pairs settle all; None if nothing is open, or none is large enough."""
        return people([ruling.larger for ruling in self.rulings if ruling.verdict == "inconclusive"], self.workers)

    @property
    def doubtful(self) -> list[Ruling]:
        """Passes that an interval of known weakness gave, though pairs differ: none of them should be silent."""
        return [
            ruling
            for ruling in worst_first(self.rulings)
            if ruling.verdict == "pass" and ruling.difference.differing and ruling.difference.metric.name in doubtful()
        ]

    @property
    def settles(self) -> int | None:
        """The pairs of `needed` if there are as many worlds, one for each pair; else None."""
        return self.needed if self.worlds is None or (self.needed or 0) <= self.worlds else None

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield one row per guardrail, the worst first; no row where nothing was run."""
        for ruling in worst_first(self.rulings):
            difference, rail = ruling.difference, ruling.rail
            about = ruling.verdict, difference.metric.name, rail.regime, difference.metric.unit
            numbers = (
                difference.baseline,
                difference.candidate,
                difference.difference,
                difference.low,
                difference.high,
                ruling.margin,
            )
            counts = difference.pairs, difference.differing, difference.agreeing, ruling.settles
            yield dict(zip(ROW, (*about, *numbers, *counts, rail.why), strict=True))

    def of_pairs(self) -> Iterator[dict[str, Any]]:
        """Yield one row per regime, metric and pair; NaN where a run has no number. Seeds count from 0."""
        for regime, metrics in self.values.get("base", {}).items():
            for name, before in metrics.items():
                for seed, (base, head) in enumerate(zip(before, self.values["head"][regime][name], strict=True)):
                    yield dict(zip(PAIR, (regime, name, seed, base, head, head - base), strict=True))

    @as_plain
    def as_json(self) -> dict[str, Any]:
        """Return plain data for `json.dumps`; its schema is docs/reference/gate.schema.json."""
        request = self.request
        return {
            "policylab": VERSION,
            "verdict": self.verdict,
            "exit_code": self.exit_code,
            "base": request.base,
            "head": request.head,
            "scenario": request.scenario,
            "guardrails": request.guardrails.shown,
            "worlds": request.worlds,
            "pairs": self.pairs,
            "looks": self.looks,
            "left_out": request.guardrails.left_out,
            "days": self.days,
            "identical": self.identical,
            "alike": self.alike,
            "differing": self.differing,
            "files": request.files,
            "notes": request.notes,
            "outside": self.outside,
            "settles": self.settles,
            "people": self.people,
            "doubtful": [[ruling.rail.metric.name, ruling.rail.regime] for ruling in self.doubtful],
            "reason": self.broken,
            "traceback": self.traceback,
            "rulings": [_ruling(ruling) for ruling in worst_first(self.rulings)],
            "trace": None if self.trace is None else self.trace.as_json(),
            "costs": {regime: [_row(difference) for difference in costs] for regime, costs in self.costs.items()},
            "values": self.values,
            "touched": self.touched,
            "luck": self.luck,
            "keys": self.keys,
            "seconds": {stage: round(seconds, 3) for stage, seconds in self.seconds.items()},
        }


def people(times: Sequence[float | None], workers: int) -> int | None:
    """Return the workers of a market that is so many times as large, the largest of these, to two digits.

    None without any, and where the marketplace itself has fewer.
    """
    known = [each for each in times if each is not None]
    if not known or len(known) < len(times) or (largest := max(known) * workers) > MARKETPLACE:
        return None
    step = 10 ** (math.floor(math.log10(largest)) - 1)
    return min(math.ceil(largest / step) * step, MARKETPLACE)


def _ruling(ruling: Ruling) -> dict[str, Any]:
    harm = dict(zip(("centre", "low", "high"), ruling.harm, strict=True))
    return {
        **_row(ruling.difference),
        "regime": ruling.rail.regime,
        "verdict": ruling.verdict,
        "harm": harm,
        "margin": ruling.margin,
        "why": ruling.rail.why,
        "settles": ruling.settles,
        "larger": ruling.larger,
    }


def _row(difference: Difference) -> dict[str, Any]:
    return {
        "metric": difference.metric.name,
        "unit": difference.metric.unit,
        "base": difference.baseline,
        "head": difference.candidate,
        "difference": difference.difference,
        "low": difference.low,
        "high": difference.high,
        "pairs": difference.pairs,
        "differing": difference.differing,
        "agreeing": difference.agreeing,
        "unseen": difference.unseen,
    }
