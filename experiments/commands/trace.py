"""The command that names the people behind a difference."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

import typer

from experiments.commands.exits import ask, check_figure, finish, plot, refuse
from experiments.commands.options import (
    Baseline,
    Candidate,
    Change,
    Days,
    FirstSeed,
    Json,
    Machine,
    Plot,
    Set,
    Worlds,
    count,
)
from experiments.commands.two_sides import two_sides
from experiments.runs.defaults import TRACED

if TYPE_CHECKING:
    from experiments.api.trace import Traced

Axis = Literal["channel", "tactic", "outcome", "age", "experience"]
Regime = Annotated[
    Literal["frozen", "adapting"] | None,
    typer.Option("--rings", help="Bad actors keep their habits, or learn.  [default: frozen]"),
]
By = Annotated[Axis | None, typer.Option(help="Print one table instead of those by channel, path and group.")]
Worst = Annotated[
    int | None,
    typer.Option(min=0, help="Number of lives of newly reached workers, the worst harm first.  [default: 1]"),
]
Workers = Annotated[
    list[str] | None,
    typer.Option(
        "--worker",
        metavar="SEED/NUMBER",
        help="Print both lives of a worker; repeatable. 17 alone is a worker of the first seed.",
    ),
]


def trace(
    baseline: Baseline,
    candidate: Candidate = None,
    change: Change = None,
    set_: Set = None,
    metric: Annotated[str, typer.Option(help="Metric whose people are named.")] = "exposed_per_10k",
    seeds: Annotated[int, count(1, "Number of pairs of runs.")] = TRACED,
    first_seed: FirstSeed = 0,
    days: Days = None,
    rings: Regime = None,
    worlds: Worlds = "plausible",
    by: By = None,
    worst: Worst = None,
    worker: Workers = None,
    plot_: Plot = None,
    figure: Annotated[Literal["who", "lives"], typer.Option(help="Figure that --plot writes.")] = "who",
    *,
    machine: Machine,
    as_json: Json = False,
) -> None:
    """Name the people behind a difference, and print their two lives.

    People are newly exposed, spared, or exposed either way. They are the same on both sides of a pair; the pairs are
    those of `compare`. Prints people by path (channel, tactic, outcome) and by group, the outcome of the same lure on
    the other side, and lives side by side with the first event that differs. The parts sum to the difference exactly.
    Takes half a minute on two idle cores. Exit codes: 0 done, 2 bad input, 4 runs crashed.
    """
    check_figure(plot_)
    if figure == "lives" and worst == 0 and not worker:
        refuse("--figure lives draws a life, and --worst 0 tells none: name one with --worker SEED/NUMBER")
    machine.begin()
    first, second = two_sides("trace", baseline, candidate, change, set_, days)

    from experiments.api.trace import trace

    result, failures = ask(
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
    finish(result, failures, as_json, lambda: _draw(result, plot_, figure), by=by, whole=worker or ())


def _draw(result: "Traced | None", path: Path | None, figure: str) -> None:
    """Write the figure of a trace. Ends the command, without a file, if it is a life and nobody has one."""
    if result is not None and path is not None and figure == "lives" and not result.found.lives:
        nobody = "nobody is newly reached, so there is no life to draw"
        refuse(f"{path}: not written: {nobody}; --worker SEED/NUMBER names one")
    plot(result, path, figure)
