"""A result of each kind, made by hand."""

from dataclasses import replace
from typing import Any

import policylab as pl
from experiments.measures.validity import FACTS
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.deciding import Decider, Deciding
from experiments.questions.conform.result import Conformity
from experiments.questions.flip.result import Flip, Hinges, Regime
from experiments.questions.measure import ask
from experiments.questions.measure.figures import SIZES
from experiments.questions.rank.ask import ranking
from experiments.questions.sweep.ask import sweep
from experiments.questions.sweep.question import question
from experiments.questions.trace.ask import traced as carried_out
from experiments.runs.provenance import Seeds, Side
from experiments.runs.works import Work
from policies.conformance import Result
from scenarios import load
from scenarios.plausible import worlds
from sim.world import World
from tests.experiments import works
from tests.experiments.found import comparison, production, rows, side
from tests.experiments.questions.gate import hand as gates
from tests.experiments.questions.trace.hand import hand

RISE = (5.0, 6.0, 5.0)


def answer(*regimes: str) -> Answer:
    """Exposure rises by 5, 6 and 5 with seeds 5, 6 and 7; exposure alone."""
    compared = [
        comparison(rows(3), rows(3, exposed_per_10k=lambda seed: 5 + seed % 2), f"world.rings={regime}")
        for regime in regimes
    ]
    return Answer(tuple(replace(each, seeds=Seeds((4, 5, 6, 7), (5, 6, 7)), homes=(8, 9, 0)) for each in compared))


COMPARED = pl.Compared(answer("frozen", "adapting"))


def ran() -> pl.Ran:
    """Production with seeds 8 and 9, where runs are numbers."""
    result, _ = ask.metrics(Side("production", production("days=30")), (8, 9), work=Work(works.numbered))
    assert result is not None
    return pl.Ran(result)


def swept() -> pl.Swept:
    """Two points; at each, exposure rises by the share of jobs that lure by a call."""
    variation = question(
        ("production", "calling_open"), ["world.ring.lures_by_call=0.1,0.3"], changes=(["days=30"], ["days=30"]),
        regimes=(("world.rings=frozen",),),
    )  # fmt: skip
    result, _ = sweep(variation, range(3), work=Work(works.by_calls))
    return pl.Swept(result)


def traced() -> pl.Traced:
    """One worker is newly reached, one is spared."""
    result, _ = carried_out((load("production"), load("calling_open")), (5,), work=hand)
    assert result is not None
    return pl.Traced(result)


def ranked() -> pl.Ranked:
    """Two candidates, on the same platform as their baseline, where runs are numbers."""
    sides = [Side(name, production("days=30")) for name in ("old", "one", "other")]
    result, _ = ranking([sides], (5, 6), work=Work(works.numbered))
    assert result is not None
    return pl.Ranked(result)


def validated() -> pl.Validated:
    """Every fact at the low end of its range."""
    result, _ = ask.facts(
        Side("production", production()), (1, 2), work=Work(lambda run: {fact.name: fact.low for fact in FACTS})
    )
    assert result is not None
    return pl.Validated(result)


def measured() -> pl.Measured:
    """Every size at the low end of its public figure in the market, so that those that grow with it are off."""
    result, _ = ask.sizes(
        Side("production", production()), work=Work(lambda run: {size.name: size.low for size in SIZES})
    )
    assert result is not None
    return pl.Measured(result)


def flipped() -> pl.Flipped:
    """Exposure rises with the share of jobs that lure by a call."""
    deciding = Deciding(64, (Decider("ring.lures_by_call", 0.5), Decider("ring.lures_by_scout", -0.25)), 0.3)
    [rise] = [each for each in answer("frozen").comparisons[0].differences if each.metric.name == "exposed_per_10k"]
    regime = Regime("frozen", (Hinges(rise, deciding, (), ()),), rise, (), (), ())
    return pl.Flipped(Flip((side("old"), side("new")), Seeds((0,), (0,)), rise.metric, (regime,)))


def every() -> dict[str, Any]:
    """By the function that gives it."""
    return {
        "run": ran(),
        "compare": COMPARED,
        "validate": validated(),
        "read_worlds": pl.read_worlds(),
        "sizes": measured(),
        "rank": ranked(),
        "sweep": swept(),
        "flip": flipped(),
        "trace": traced(),
        "gate": pl.Gated(gates.FAILS),
        "conform": pl.Conformed(
            Conformity("fee_alert", "house:Rule", (Result("answers quickly", None), Result("is pure", "alerts(): no")))
        ),
        "calibrate": pl.Calibrated(worlds(World())),
    }
