"""The command that holds a scenario, or plausible worlds, against the facts."""

from pathlib import Path
from typing import Annotated

import typer

from experiments.commands.exits import MISSED, ask, finish, load, refuse
from experiments.commands.options import Days, FirstSeed, Json, Machine, Set, Storage, changes_of, count


def validate(
    scenario: Annotated[
        str | None, typer.Argument(help="Scenario: a shipped name or a file. Without one, plausible worlds are read.")
    ] = None,
    worlds: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Plausible worlds to read, instead of those that ship.")
    ] = None,
    set_: Set = None,
    seeds: Annotated[int, count(1, "Number of runs.")] = 16,
    first_seed: FirstSeed = 0,
    days: Days = None,
    *,
    storage: Storage,
    machine: Machine,
    as_json: Json = False,
) -> None:
    """Hold a scenario, or the plausible worlds, against the facts.

    Of a SCENARIO, each fact of the reports: its mean over seeds with a 95 % interval, the range that the report leaves,
    whether the mean lies in it, and where it is said. Other readings of a source stand beside it and are never missed,
    nor is what has no data.

    Without one nothing is run: the plausible worlds that ship, or those of --worlds FILE, are read. Each fact: its
    range, how the worlds spread over it, on the first day and adapted, how many lie inside, and whether one misses it
    by more than the noise of its runs. Exit codes: 0 all facts hold, 1 a fact misses, 2 bad input, 4 runs crashed.
    """
    changes = changes_of(set_, days)
    if scenario is None and changes:
        refuse("plausible worlds are read as they are: -S and --days need a SCENARIO, which is then run")
    if scenario is not None and worlds is not None:
        refuse("validate runs a SCENARIO, or reads --worlds FILE: name one of them")

    from experiments.api.validate import read_worlds, validate

    if scenario is None:
        read, _ = ask(read_worlds, worlds)
        finish(read, (), as_json)
        missed = read is not None and read.found.missed
    else:
        side = load(scenario, changes)
        held, failures = ask(
            validate, side, seeds=seeds, first_seed=first_seed, **storage.as_python(), **machine.as_python()
        )
        finish(held, failures, as_json)
        missed = held is not None and held.found.missed
    if missed:
        raise typer.Exit(MISSED)
