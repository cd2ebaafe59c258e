"""What several commands take, told once."""

from pathlib import Path
from typing import Annotated

import typer

from experiments.commands.exits import refuse, suggestion
from experiments.runs import engines
from experiments.runs.defaults import CORES as CORES
from experiments.runs.defaults import ENGINE as ENGINE
from experiments.runs.defaults import LAST_SEED as LAST_SEED
from experiments.runs.defaults import MOST_JOBS, STORE_VARIABLE
from experiments.runs.defaults import MOST_SEEDS as MOST_SEEDS
from experiments.runs.defaults import STORE as STORE


def _known(word: str) -> str:
    if not engines.known(word):
        choices = ", ".join(f"'{each}'" for each in engines.CHOICES)
        refuse(f"--engine {word}: not one of {choices}{suggestion(word, list(engines.CHOICES[:-1]))}")
    return word


Json = Annotated[bool, typer.Option("--json", help="Print JSON and nothing else on standard output.")]
Set = Annotated[
    list[str] | None,
    typer.Option(
        "-S",
        "--set",
        metavar="KEY=VALUE",
        help="Change a number of the scenario (of both, when comparing); repeatable. A key may be short.",
    ),
]
Days = Annotated[int | None, typer.Option(min=1, help="Simulated days; the scenario's own by default.")]
FirstSeed = Annotated[int, typer.Option(min=0, max=LAST_SEED, help="Seeds count up from here.")]
Jobs = Annotated[int, typer.Option(min=1, max=MOST_JOBS, help="Runs carried out side by side, one process each.")]
Engine = Annotated[
    str,
    typer.Option(
        metavar="|".join(engines.CHOICES),
        callback=_known,
        help="What carries runs out: this process, processes, a Dask cluster made for it, or one that is there.",
    ),
]
Kept = Annotated[
    Path, typer.Option("--store", metavar="FILE", envvar=STORE_VARIABLE, help="Where runs are kept, to be had again.")
]
Unkept = Annotated[bool, typer.Option("--no-store", help="Keep no run, and read none that is kept.")]
Again = Annotated[bool, typer.Option("--rerun-failed", help="Carry runs that crashed out again.")]
Worlds = Annotated[
    str,
    typer.Option(
        metavar="plausible|fixed|FILE",
        help="A plausible world for each pair, one world for all, or a file of `calibrate`.",
    ),
]


def changes_of(*groups: list[str] | int | None) -> list[str]:
    """Changes for the loader; a whole number is the days."""
    changes: list[str] = []
    for group in groups:
        changes += [f"days={group}"] if isinstance(group, int) else group or []
    return changes
