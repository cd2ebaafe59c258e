"""The command that ranks several candidates."""

from typing import Annotated

import typer

from experiments.commands.exits import ask, check_figure, finish, load_together, plot
from experiments.commands.options import (
    Baseline,
    Days,
    FirstSeed,
    Json,
    Machine,
    Plot,
    Quick,
    Rings,
    Set,
    Storage,
    Worlds,
    changes_of,
    count,
    first_look,
)
from experiments.commands.outputs import SCENARIO
from experiments.runs.defaults import PAIRS


def rank(
    baseline: Baseline,
    candidates: Annotated[list[str], typer.Argument(help="Two scenarios or more: shipped names or files."), SCENARIO],
    set_: Set = None,
    seeds: Annotated[int, count(2, "Number of pairs of runs; decide before you look.")] = PAIRS,
    first_seed: FirstSeed = 0,
    days: Days = None,
    quick: Quick = False,
    rings: Rings = "both",
    worlds: Worlds = "plausible",
    plot_: Plot = None,
    *,
    storage: Storage,
    machine: Machine,
    as_json: Json = False,
) -> None:
    """Rank several candidates beside one baseline.

    The baseline runs once. Prints each headline for each candidate, the least exposed first; intervals hold for all
    candidates together, and of two whose difference may be either way neither stands before the other. Takes
    two or three minutes for each scenario on two idle cores. Exit codes as of `compare`.
    """
    check_figure(plot_)
    machine.begin()
    set_, seeds, days = first_look(quick, set_, seeds, days)
    first, *others = load_together(*((name, changes_of(set_, days)) for name in (baseline, *candidates)))

    from experiments.api.rank import rank

    result, failures = ask(
        rank,
        first,
        others,
        seeds=seeds,
        first_seed=first_seed,
        rings=rings,
        worlds=worlds,
        **storage.as_python(),
        **machine.as_python(),
    )
    finish(result, failures, as_json, lambda: plot(result, plot_))
