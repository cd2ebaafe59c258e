"""The command that finds plausible worlds."""

from pathlib import Path
from typing import Annotated

import typer

from experiments.commands.exits import MISSED, ask, finish, load, print_error
from experiments.commands.options import Days, Json, Machine, Set, Storage, changes_of, count
from experiments.commands.outputs import OUTPUT, SCENARIO
from experiments.runs.defaults import LAST_SEED


def calibrate(
    scenario: Annotated[
        str, typer.Argument(help="Scenario whose world is calibrated: a shipped name or a file."), SCENARIO
    ] = "production",
    set_: Set = None,
    days: Days = None,
    also: Annotated[
        str | None,
        typer.Option(metavar="SCENARIO", help="Scenario in which they must hold too, in the weeks of their sources."),
        SCENARIO,
    ] = None,
    worlds: Annotated[int, count(1, "Number of plausible worlds to find.")] = 256,
    seed: Annotated[
        int, typer.Option(min=0, max=LAST_SEED, help="Seed of the worlds that are tried, and of their runs.")
    ] = 0,
    write: Annotated[Path, typer.Option(metavar="FILE", help="File for the worlds."), OUTPUT] = Path("plausible.npz"),
    runs: Annotated[int, typer.Option(min=1, help="Number of runs after which no further wave begins.")] = 40_000,
    anew: Annotated[bool, typer.Option("--anew", help="Run every wave, also those that a file holds.")] = False,
    *,
    storage: Storage,
    machine: Machine,
    as_json: Json = False,
) -> None:
    """Find worlds in which the facts of the reports hold.

    Draws worlds over the plausible ranges of all their numbers, and runs them in waves that learn from one another. A
    world is plausible if the facts hold in it with frozen rings, with adapting rings and in the scenario of --also, and
    in all of these again with fresh luck. Then measures every metric of each plausible world. Takes hours; the same
    command goes on where it was stopped. Waves of the same question that FILE or the file that ships holds are not run
    again.
    Exit codes: 0 done, 1 too few worlds, 2 bad input, 4 runs crashed.
    """
    side, other = load(scenario, changes_of(set_, days)), None if also is None else load(also, [])

    from experiments.api.calibrate import calibrate

    result, failures = ask(
        calibrate,
        side,
        also=other,
        worlds=worlds,
        seed=seed,
        write=write,
        runs=runs,
        anew=anew,
        **storage.as_python(),
        **machine.as_python(),
    )
    finish(result, failures, as_json)
    if result is not None and not result.complete:
        problem = f"found only {len(result.found)} of {worlds} plausible worlds, so no file is written"
        print_error(f"{problem}: allow more --runs, or ask for fewer --worlds")
        raise typer.Exit(MISSED)
