"""What a gate found: may this change be merged?"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from experiments import VERSION
from experiments.printing.plain import as_plain
from experiments.questions.gate.guardrails import Guardrails
from experiments.questions.gate.judging import Ruling, together, worst_first
from experiments.questions.trace.result import Trace
from experiments.verdicts.differences import Difference
from experiments.verdicts.regimes import Regime

type Verdict = Literal["pass", "fail", "inconclusive", "could not run"]
type Values = Mapping[Regime, Mapping[str, tuple[float, ...]]]  # of a side: metric → a value a pair

SAME = "same code and numbers, nothing run"
EQUAL = "equal to the bit in all runs"

ROW = (
    "verdict", "metric", "regime", "unit", "base", "head", "difference", "low", "high", "margin", "pairs", "differing",
    "agreeing", "settles", "why",
)  # fmt: skip
PAIR = ("regime", "metric", "seed", "base", "head", "difference")
EXIT: Mapping[Verdict, int] = {"pass": 0, "fail": 1, "inconclusive": 3, "could not run": 4}


@dataclass(frozen=True, slots=True)
class Changed:
    """A file that differs between base and head, and the first line that does; 0 where it is gone."""

    path: str  # from the top of the repository
    line: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What was asked."""

    base: str
    head: str
    scenario: str
    guardrails: Guardrails
    worlds: str  # their name, or "fixed"
    files: tuple[Changed, ...] = ()  # that differ, where revisions are compared
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Gate:
    """What came of it. Of a gate that could not run there is only why."""

    asked: Asked
    broken: str | None = None  # why it could not run
    traceback: str | None = None  # where that was a crash
    identical: bool = False  # all runs have the keys of the other side's, so none was carried out
    equal: bool = False  # runs were carried out, and all came out as the other side's
    pairs: int = 0  # that were looked at, in each regime
    looks: int = 0
    days: int = 0
    workers: int = 0
    differing: tuple[str, ...] = ()  # what differs between the sides, in words
    rulings: tuple[Ruling, ...] = ()
    costs: Mapping[Regime, tuple[Difference, ...]] = field(default_factory=dict)
    values: Mapping[Literal["base", "head"], Values] = field(default_factory=dict)
    keys: Mapping[Literal["base", "head"], Mapping[Regime, tuple[str, ...]]] = field(default_factory=dict)
    touched: Mapping[Regime, tuple[int, ...]] = field(default_factory=dict)  # pairs not equal to the bit in everything
    luck: Mapping[Regime, Mapping[str, float]] = field(default_factory=dict)  # how far two runs of one world lie apart
    trace: Trace | None = None  # of the pair that is harmed most, where the change does not pass: what to look at
    worlds: int | None = None  # that there are, each for one pair; None where one world does for all
    outside: tuple[str, ...] = ()  # in what the worlds leave what sources and plausible ranges allow
    seconds: Mapping[str, float] = field(default_factory=dict)  # where the time went

    @property
    def verdict(self) -> Verdict:
        """May it be merged? Outside the passport nobody can tell."""
        if self.broken is not None:
            return "could not run"
        if self.identical:
            return "pass"
        said = together(self.rulings)
        return "inconclusive" if self.outside and said != "fail" else said

    @property
    def exit_code(self) -> int:
        """0 pass, 1 fail, 3 inconclusive, 4 could not run."""
        return EXIT[self.verdict]

    @property
    def alike(self) -> str | None:
        """In what way the sides are one: by their code and numbers, or by what came of it; None where they are not."""
        return SAME if self.identical else EQUAL if self.equal else None

    @property
    def needed(self) -> int | None:
        """Pairs that would settle all that is inconclusive; None where nothing is, or no realistic number would."""
        open_ = [ruling.settles for ruling in self.rulings if ruling.verdict == "inconclusive"]
        return max((each for each in open_ if each is not None), default=None) if None not in open_ else None

    @property
    def settles(self) -> int | None:
        """The same, where so many pairs can be had: each takes a world of its own."""
        return self.needed if self.worlds is None or (self.needed or 0) <= self.worlds else None

    def rows(self) -> Iterator[dict[str, Any]]:
        """Tidy: a row a guardrail, the worst first; no row where nothing was run."""
        for ruling in worst_first(self.rulings):
            found, rail = ruling.found, ruling.rail
            about = ruling.verdict, found.metric.name, rail.regime, found.metric.unit
            numbers = found.baseline, found.candidate, found.difference, found.low, found.high, ruling.margin
            counts = found.pairs, found.differing, found.agreeing, ruling.settles
            yield dict(zip(ROW, (*about, *numbers, *counts, rail.why), strict=True))

    def of_pairs(self) -> Iterator[dict[str, Any]]:
        """Tidy: a row a regime, metric and pair; NaN where a run has no number. Seeds count from 0."""
        for regime, metrics in self.values.get("base", {}).items():
            for name, before in metrics.items():
                for seed, (one, other) in enumerate(zip(before, self.values["head"][regime][name], strict=True)):
                    yield dict(zip(PAIR, (regime, name, seed, one, other, other - one), strict=True))

    @as_plain
    def as_json(self) -> dict[str, Any]:
        """Plain data for `json.dumps`, as docs/reference/gate.schema.json has it."""
        asked = self.asked
        return {
            "policylab": VERSION,
            "verdict": self.verdict,
            "exit_code": self.exit_code,
            "base": asked.base,
            "head": asked.head,
            "scenario": asked.scenario,
            "guardrails": asked.guardrails.shown,
            "worlds": asked.worlds,
            "pairs": self.pairs,
            "looks": self.looks,
            "days": self.days,
            "identical": self.identical,
            "alike": self.alike,
            "differing": self.differing,
            "files": asked.files,
            "notes": asked.notes,
            "outside": self.outside,
            "settles": self.settles,
            "reason": self.broken,
            "traceback": self.traceback,
            "rulings": [_ruling(each) for each in worst_first(self.rulings)],
            "trace": None if self.trace is None else self.trace.as_json(),
            "costs": {regime: [_row(found) for found in costs] for regime, costs in self.costs.items()},
            "values": self.values,
            "touched": self.touched,
            "luck": self.luck,
            "keys": self.keys,
            "seconds": {stage: round(seconds, 3) for stage, seconds in self.seconds.items()},
        }


def _ruling(ruling: Ruling) -> dict[str, Any]:
    harm = dict(zip(("centre", "low", "high"), ruling.harm, strict=True))
    return {
        **_row(ruling.found),
        "regime": ruling.rail.regime,
        "verdict": ruling.verdict,
        "harm": harm,
        "margin": ruling.margin,
        "why": ruling.rail.why,
        "settles": ruling.settles,
    }


def _row(found: Difference) -> dict[str, Any]:
    return {
        "metric": found.metric.name,
        "unit": found.metric.unit,
        "base": found.baseline,
        "head": found.candidate,
        "difference": found.difference,
        "low": found.low,
        "high": found.high,
        "pairs": found.pairs,
        "differing": found.differing,
        "agreeing": found.agreeing,
        "unseen": found.unseen,
    }
