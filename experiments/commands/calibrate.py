"""The command that finds plausible worlds."""

from pathlib import Path
from typing import Annotated

import typer

from experiments.commands.exits import MISSED, ask, finish, load, say
from experiments.commands.options import Days, Json, Machine, Set, Storage, changes_of, count
from experiments.runs.defaults import LAST_SEED


def calibrate(
    scenario: Annotated[str, typer.Argument(help="Whose world is uncertain: a shipped name or a file.")] = "production",
    set_: Set = None,
    days: Days = None,
    worlds: Annotated[int, count(1, "Plausible worlds to find.")] = 256,
    seed: Annotated[int, typer.Option(min=0, max=LAST_SEED, help="Of the worlds tried, and of their runs.")] = 0,
    write: Annotated[Path, typer.Option(metavar="FILE", help="Where the worlds go.")] = Path("plausible.npz"),
    runs: Annotated[int, typer.Option(min=1, help="Runs after which no further wave begins.")] = 20_000,
    *,
    storage: Storage,
    machine: Machine,
    as_json: Json = False,
) -> None:
    """Find worlds in which the facts of the reports hold.

    Draws worlds over the plausible ranges of all their numbers, runs them in waves that learn from one another, and
    keeps those in which the facts hold, rings frozen and adapting, and hold again with fresh luck. Then takes every
    metric of each, in one more run frozen and adapting. Takes hours; the same command goes on where it was stopped.
    Exit codes: 0 done, 1 too few worlds, 2 bad input, 4 runs crashed.
    """
    side = load(scenario, changes_of(set_, days))

    from experiments.api.calibrate import calibrate

    found, failures = ask(
        calibrate, side, worlds=worlds, seed=seed, write=write, runs=runs, **storage.as_python(), **machine.as_python()
    )
    finish(found, failures, as_json)
    if found is not None and not found.complete:
        few = f"{len(found.found)} plausible worlds of {worlds}, so no file"
        say(f"{few}: allow for more --runs, or ask for fewer --worlds")
        raise typer.Exit(MISSED)
