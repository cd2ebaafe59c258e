"""The command that says who is behind a difference, by name. Imports wait as in `cli`."""

from typing import Annotated, Literal

import typer

from experiments.commands.exits import carrying, print_json, refusing, report, worlds_of
from experiments.commands.options import CORES, ENGINE, MOST_SEEDS, Days, Engine, FirstSeed, Jobs, Json, Set, Worlds
from experiments.commands.two_sides import Baseline, Candidate, Change, ask
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
    seeds: Annotated[int, typer.Option(min=1, max=MOST_SEEDS, help="Pairs of runs.")] = TRACED,
    first_seed: FirstSeed = 0,
    days: Days = None,
    rings: Regime = "frozen",
    worlds: Worlds = "plausible",
    by: By = None,
    worst: Worst = None,
    worker: Workers = None,
    engine: Engine = ENGINE,
    jobs: Jobs = CORES,
    as_json: Json = False,
) -> None:
    """Name the people behind a difference, and tell their two lives.

    Who is newly exposed, spared, or exposed either way. People are the same on both sides of a pair, which is one of
    those of `compare`. Prints by which path (channel, tactic, what came of it) and in which group, what became of the
    lure on the other side, and lives side by side with the first event that differs. The parts sum to the difference
    exactly. Exit codes: 0 done, 2 bad input, 4 runs crashed.
    """
    question = ask("trace", baseline, candidate, change, set_, days, rings, engine, jobs)

    from experiments.printing.progress import progress
    from experiments.questions.trace.ask import look, traced
    from experiments.questions.trace.text import show

    with refusing():
        looked = look(metric, worst, worker or (), first_seed)
    with refusing(), carrying(engine, jobs, kept=False) as means, progress(seeds, "pairs") as step:
        found, failures = traced(
            question.sides(question.regimes[0]),
            range(first_seed, first_seed + seeds),
            look=looked,
            worlds=worlds_of(worlds),
            engine=means,
            names=question.names,
            changes=question.changes,
            on_done=step,
        )
    if found is not None and as_json:
        print_json(found.as_json())
    elif found is not None:
        show(found, by, {f"{seed}/{number}" for seed, number in looked.workers})
    report(failures)
