"""Gates by hand, as nothing but numbers."""

from dataclasses import replace

import numpy as np

from experiments.measures.metrics import BY_NAME, METRICS
from experiments.questions.gate.guardrails import Guardrail, Guardrails
from experiments.questions.gate.judging import Ruling, ruled
from experiments.questions.gate.process import Outcome, SideName
from experiments.questions.gate.result import ChangedFile, Gate, Request, Values
from experiments.questions.gate.sampling import Sample
from experiments.verdicts.differences import Difference, paired
from experiments.verdicts.regimes import REGIMES

RAILS = Guardrails(
    "guardrails.toml",
    30,
    None,
    (
        Guardrail(BY_NAME["exposed_per_10k"], "frozen", 0.02, None, "so little"),
        Guardrail(BY_NAME["value_per_posting"], "adapting", 0.01, None, "so few"),
    ),
)
ASKED = Request(
    "main (1a2b3c4)", "the working tree", "production", RAILS, "plausible", (ChangedFile("policies/screening.py", 41),)
)
WORSE, BETTER = (8.0, 12.0), (-12.0, -8.0)


def difference(name: str, low: float, high: float, base: float = 100.0) -> Difference:
    gap = paired(BY_NAME[name], np.arange(30.0), np.arange(30.0) + np.where(np.arange(30) < 3, -1.0, 1.0))
    centre = (low + high) / 2
    return replace(gap, baseline=base, candidate=base + centre, difference=centre, low=low, high=high)


def ruling(place: int, low: float, high: float) -> Ruling:
    rail = RAILS.rails[place]
    return ruled(rail, difference(rail.metric.name, low, high), 30)


def both(place: int, *bounds: tuple[float, float]) -> list[Ruling]:
    """Rulings on a metric in both regimes, frozen first."""
    rulings = zip(REGIMES, (ruling(place, *each) for each in bounds), strict=True)
    return [replace(each, rail=replace(each.rail, regime=regime)) for regime, each in rulings]


def sample(base: Values, head: Values) -> Sample:
    """What came of both sides, by these values. Runs are equal to the bit where all metrics are."""
    by_side: dict[SideName, list[Outcome]] = {"base": outcomes(base), "head": outcomes(head)}
    return Sample(tuple(base), len(by_side["base"]) // len(base), by_side)


def outcomes(of: Values) -> list[Outcome]:
    """One regime behind the other."""
    rows = [
        dict(zip(metrics, row, strict=True)) for metrics in of.values() for row in zip(*metrics.values(), strict=True)
    ]
    return [Outcome(f"{number}", row, repr(row), 1.0) for number, row in enumerate(rows)]


def gate(*rulings: Ruling, request: Request = ASKED) -> Gate:
    from experiments.questions.gate.ask import COSTS

    values = {metric.name: (1.0, float("nan")) for metric in METRICS}
    return Gate(
        request,
        pairs=30,
        looks=1,
        days=120,
        workers=20_000,
        differing=("the code behind the rule of screening",),
        rulings=rulings,
        costs={regime: tuple(difference(name, -1.0, 3.0) for name in COSTS) for regime in ("frozen", "adapting")},
        values={"base": {"frozen": values}, "head": {"frozen": values}},
        keys={"base": {"frozen": ("ab", "cd")}, "head": {"frozen": ("ab", "ef")}},
        seconds={"runs of the head": 80.04},
    )


PASSES = gate(ruling(0, -1.0, 1.0), ruling(1, 0.1, 0.9))
FAILS = gate(ruling(1, -1.0, 0.5), ruling(0, *WORSE))
OPEN = gate(ruling(0, -1.0, 4.0), ruling(1, 0.1, 0.9))
CRASHED = Gate(ASKED, "a run of the head crashed:\nTraceback\nValueError: no | such `thing`\x1b[31m")
SAME = Gate(ASKED, identical=True, pairs=30, days=120, workers=20_000)
EVERY = {"pass": PASSES, "fail": FAILS, "inconclusive": OPEN, "could not run": CRASHED, "same": SAME}
