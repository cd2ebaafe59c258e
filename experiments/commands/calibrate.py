"""Plausible worlds on the command line: finding them, and reading how the facts stand. Imports wait as in `cli`."""

from pathlib import Path
from typing import Annotated

import typer

from experiments.commands.exits import (
    MISSED,
    carrying,
    keeping,
    leaving,
    load,
    print_json,
    refuse,
    refusing,
    say,
    whole,
)
from experiments.commands.options import (
    CORES,
    ENGINE,
    LAST_SEED,
    MOST_SEEDS,
    STORE,
    Again,
    Days,
    Engine,
    Jobs,
    Json,
    Kept,
    Set,
    Unkept,
    changes_of,
)


def calibrate(
    scenario: Annotated[str, typer.Argument(help="Whose world is uncertain: a shipped name or a file.")] = "production",
    set_: Set = None,
    days: Days = None,
    worlds: Annotated[int, typer.Option(min=1, max=MOST_SEEDS, help="Plausible worlds to find.")] = 256,
    seed: Annotated[int, typer.Option(min=0, max=LAST_SEED, help="Of the worlds tried, and of their runs.")] = 0,
    write: Annotated[Path, typer.Option(metavar="FILE", help="Where the worlds go.")] = Path("plausible.npz"),
    runs: Annotated[int, typer.Option(min=1, help="Runs after which no further wave begins.")] = 20_000,
    store: Kept = STORE,
    no_store: Unkept = False,
    rerun_failed: Again = False,
    engine: Engine = ENGINE,
    jobs: Jobs = CORES,
    as_json: Json = False,
) -> None:
    """Find worlds in which the facts of the reports hold.

    Draws worlds over the plausible ranges of all their numbers, runs them in waves that learn from one another, and
    keeps those in which the facts hold, rings frozen and adapting, and hold again with fresh luck. Then takes every
    metric of each, in one more run frozen and adapting. Takes hours; the same command goes on where it was stopped.
    Exit codes: 0 done, 1 too few worlds, 2 bad input, 4 runs crashed.
    """
    changes = whole(scenario, changes_of(set_, days))
    loaded = load(scenario, changes)

    from experiments.host import files
    from experiments.printing.progress import progress
    from experiments.questions.calibrate.ask import calibrate as find
    from experiments.questions.calibrate.emulator import Missing
    from experiments.questions.calibrate.text import show
    from scenarios.plausible import packed

    with leaving(Missing, files.Unusable), keeping(store, no_store, rerun_failed) as kept:
        files.check_writable(write)
        with carrying(engine, jobs, kept.lasts) as means:
            found = find(loaded, worlds, seed, kept, most=runs, changes=changes, engine=means, watch=progress)
        if len(found) == worlds:
            files.write(write, packed(found))
    if as_json:
        print_json(found.origin)
    else:
        show(found)
    if len(found) < worlds:
        say(f"{len(found)} plausible worlds of {worlds}, so no file: allow for more --runs, or ask for fewer --worlds")
        raise typer.Exit(MISSED)


def read(file: Path | None, as_json: bool) -> None:
    """Print how the plausible worlds of a file, or those that ship, stand to the facts, and leave with 1 if any miss.

    Says where the model has moved since they were found.
    """
    from experiments.questions.calibrate.passport import passport
    from experiments.questions.calibrate.passport_text import show
    from scenarios import plausible

    there = plausible.evidence(file)
    if isinstance(there, str):
        refuse(there)
    with refusing():
        found = passport(there, (file or plausible.SHIPPED).name)
    if not found.of_this_model:
        say(f"note: {plausible.MOVED}")
    if as_json:
        print_json(found.as_json())
    else:
        show(found)
    if found.missed:
        raise typer.Exit(MISSED)
