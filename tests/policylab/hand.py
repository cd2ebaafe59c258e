"""A result of each kind, made by hand."""

from dataclasses import replace

import policylab as pl
from experiments.questions.compare.answer import Answer
from experiments.questions.run.ask import run_scenario
from experiments.questions.sweep.ask import sweep
from experiments.questions.sweep.question import question
from experiments.questions.trace.ask import traced as carried_out
from experiments.runs.provenance import Seeds
from scenarios import load
from tests.experiments import works
from tests.experiments.found import comparison, production, rows
from tests.experiments.questions.gate import hand as gates
from tests.experiments.questions.trace.hand import hand

RISE = (5.0, 6.0, 5.0)


def answer(*regimes: str) -> Answer:
    """Exposure rises by 5, 6 and 5 with seeds 5, 6 and 7; exposure alone."""
    found = [
        comparison(rows(3), rows(3, exposed_per_10k=lambda seed: 5 + seed % 2), f"world.rings={regime}")
        for regime in regimes
    ]
    return Answer(tuple(replace(each, seeds=Seeds((4, 5, 6, 7), (5, 6, 7)), homes=(8, 9, 0)) for each in found))


COMPARED = pl.Compared(answer("frozen", "adapting"))


def ran() -> pl.Ran:
    """Production with seeds 8 and 9, where runs are numbers."""
    found, _ = run_scenario(production("days=30"), (8, 9), work=works.numbered)
    assert found is not None
    return pl.Ran(found)


def swept() -> pl.Swept:
    """Two points; at each, exposure rises by the share of jobs that lure by a call."""
    asked = question(
        ("production", "calling_open"), ["world.ring.by_call=0.1,0.3"], changes=(["days=30"], ["days=30"]),
        regimes=(("world.rings=frozen",),),
    )  # fmt: skip
    found, _ = sweep(asked, range(3), work=works.by_calls)
    return pl.Swept(found)


def traced() -> pl.Traced:
    """One worker is newly reached, one is spared."""
    found, _ = carried_out((load("production"), load("calling_open")), (5,), work=hand)
    assert found is not None
    return pl.Traced(found)


def every() -> dict[str, pl.Ran | pl.Compared | pl.Swept | pl.Traced | pl.Gated]:
    """By the function that gives it."""
    return {"run": ran(), "compare": COMPARED, "sweep": swept(), "trace": traced(), "gate": pl.Gated(gates.FAILS)}
