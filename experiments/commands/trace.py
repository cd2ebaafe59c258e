"""The command that says who is behind a difference, by name."""

from typing import Annotated, Literal

import typer

from experiments.commands.exits import ask, finish
from experiments.commands.options import Baseline, Candidate, Change, Days, FirstSeed, Json, Machine, Set, Worlds, count
from experiments.commands.two_sides import two_sides
from experiments.runs.defaults import TRACED

Axis = Literal["channel", "tactic", "outcome", "age", "experience"]
Regime = Annotated[
    Literal["frozen", "adapting"], typer.Option("--rings", help="Bad actors that keep their habits, or that learn.")
]
By = Annotated[Axis | None, typer.Option(help="One table instead of those by channel, path and group.")]
Worst = Annotated[
    int | None, typer.Option(min=0, help="Lives of those newly reached, the worst harm first.  [default: 1]")
]
Workers = Annotated[
    list[str] | None,
    typer.Option(
        "--worker", metavar="SEED/NUMBER", help="The two lives of a worker; repeatable. 17 is one of the first seed."
    ),
]


def trace(
    baseline: Baseline,
    candidate: Candidate = None,
    change: Change = None,
    set_: Set = None,
    metric: Annotated[str, typer.Option(help="Whose people are told.")] = "exposed_per_10k",
    seeds: Annotated[int, count(1, "Pairs of runs.")] = TRACED,
    first_seed: FirstSeed = 0,
    days: Days = None,
    rings: Regime = "frozen",
    worlds: Worlds = "plausible",
    by: By = None,
    worst: Worst = None,
    worker: Workers = None,
    *,
    machine: Machine,
    as_json: Json = False,
) -> None:
    """Name the people behind a difference, and tell their two lives.

    Who is newly exposed, spared, or exposed either way. People are the same on both sides of a pair, which is one of
    those of `compare`. Prints by which path (channel, tactic, what came of it) and in which group, what became of the
    lure on the other side, and lives side by side with the first event that differs. The parts sum to the difference
    exactly. Exit codes: 0 done, 2 bad input, 4 runs crashed.
    """
    machine.begin()
    first, second = two_sides("trace", baseline, candidate, change, set_, days)

    from experiments.api.trace import trace

    found, failures = ask(
        trace,
        first,
        second,
        metric=metric,
        seeds=seeds,
        first_seed=first_seed,
        rings=rings,
        worlds=worlds,
        worst=worst,
        workers=worker or (),
        **machine.as_python(),
    )
    finish(found, failures, as_json, by=by, whole=worker or ())
