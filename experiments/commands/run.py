"""The command that runs one scenario."""

from typing import Annotated

from experiments.commands.exits import ask, check_figure, finish, load, plot
from experiments.commands.options import Days, FirstSeed, Json, Machine, One, Plot, Set, Storage, changes_of, count
from experiments.runs.defaults import RUNS


def run(
    scenario: One,
    set_: Set = None,
    seeds: Annotated[int, count(1, "Number of runs.")] = RUNS,
    first_seed: FirstSeed = 0,
    days: Days = None,
    plot_: Plot = None,
    *,
    storage: Storage,
    machine: Machine,
    as_json: Json = False,
) -> None:
    """Run one scenario and print its metrics.

    Prints means over seeds with 95 % intervals: fraud exposure, matching quality, business, and networks (trees of
    workers who recruited one another, clusters of ring accounts that share a contact or a victim, and their harm).
    Takes a quarter of a minute on two idle cores. Exit codes: 0 done, 2 bad input, 4 runs crashed.
    """
    check_figure(plot_)
    side = load(scenario, changes_of(set_, days))

    from experiments.api.run import run

    result, failures = ask(run, side, seeds=seeds, first_seed=first_seed, **storage.as_python(), **machine.as_python())
    finish(result, failures, as_json, lambda: plot(result, plot_))
