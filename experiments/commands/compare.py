"""The command that compares two platforms."""

from typing import Annotated, Literal

import typer

from experiments.commands.exits import ask, check_figure, finish, plot
from experiments.commands.options import (
    Baseline,
    Candidate,
    Change,
    Days,
    FirstSeed,
    Json,
    Machine,
    More,
    Plot,
    Quick,
    Rings,
    Set,
    Storage,
    Worlds,
    count,
    first_look,
)
from experiments.commands.two_sides import two_sides
from experiments.runs.defaults import PAIRS

Axis = Literal["channel", "tactic", "age", "experience"]
Figure = Literal["plane", "intervals", "dots", "payers", "funnel", "parts", "weeks", "fill", "rings"]


def compare(
    baseline: Baseline,
    candidate: Candidate = None,
    change: Change = None,
    set_: Set = None,
    seeds: Annotated[int, count(2, "Number of pairs of runs; decide before you look.")] = PAIRS,
    first_seed: FirstSeed = 0,
    more: More = False,
    days: Days = None,
    quick: Quick = False,
    rings: Rings = "both",
    worlds: Worlds = "plausible",
    everything: Annotated[
        bool, typer.Option("--all", help="Show every metric, and lures and contacts by channel.")
    ] = False,
    by: Annotated[Axis | None, typer.Option(help="Show exposure by path or by group of workers.")] = None,
    plot_: Plot = None,
    figure: Annotated[Figure, typer.Option(help="Figure that --plot writes.")] = "plane",
    *,
    storage: Storage,
    machine: Machine,
    as_json: Json = False,
) -> None:
    """Compare two platforms on the same people, seed by seed.

    Prints the change of fraud exposure and of matching, on the first day and once bad actors have adapted; how sure the
    change is, whether it matters in practice, and who pays for it. Takes five to eight minutes on two idle cores, with
    --quick half a minute. Exit codes: 0 done, 2 bad input, 4 runs crashed.
    """
    check_figure(plot_)
    machine.begin()
    set_, seeds, days = first_look(quick, set_, seeds, days)
    first, second = two_sides("compare", baseline, candidate, change, set_, days)

    from experiments.api.compare import compare

    result, failures = ask(
        compare,
        first,
        second,
        seeds=seeds,
        first_seed=first_seed,
        more=more,
        rings=rings,
        worlds=worlds,
        **storage.as_python(),
        **machine.as_python(),
    )
    finish(result, failures, as_json, lambda: plot(result, plot_, figure), everything=everything, by=by)
