"""`python -m docs.studies [NAME …]`: carry studies out, and write their tables and pictures into the documentation.

Runs are kept in the store (`POLICYLAB_STORE`), so what was stopped goes on.
"""

import sys
from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from docs.studies.lab import Lab
from docs.studies.page import Study
from experiments.commands.exits import ask
from experiments.runs.defaults import CORES

NAMES = (  # modules of docs/studies, in the order in which they are carried out
    *("facts", "sizes", "scale", "year", "levers", "costs", "staff", "accounts", "displacement", "bait", "flips"),
    *("holdouts", "answers", "coverage", "errors", "pictures"),
)


def study(name: str) -> Study:
    """Return the study of a module."""
    found: Study = import_module(f"docs.studies.{name}").STUDY
    return found


def update(names: Iterable[str], into: Path, lab: Lab) -> None:
    """Carry studies out, and write their parts below a folder, into pages that are made if they are missing.

    All pages are checked before the first run. Each is read again after its runs, so that edits in the meantime stay.
    Raise files.Unusable; Crashed if a run crashed: parts that were written before stay.
    """
    studies = {name: study(name) for name in names}
    for each in studies.values():
        each.check(into)
    for name, each in studies.items():
        print(name, file=sys.stderr)
        each.write(each.ask(lab), name, into)


def there(names: list[str] | None) -> list[str]:
    """Return the names of studies, all where none is given. Raise BadParameter for one that is none."""
    for name in names or ():
        if name not in NAMES:
            raise typer.BadParameter(f"{name!r} is no study, must be one of {', '.join(NAMES)}")
    return names or list(NAMES)


def main(
    names: Annotated[list[str] | None, typer.Argument(callback=there, help="Studies; all by default.")] = None,
    into: Annotated[Path, typer.Option(metavar="FOLDER", help="Folder of the pages.")] = Path("docs"),
    jobs: Annotated[int, typer.Option(min=1, help="Number of runs at the same time, one process each.")] = CORES,
) -> None:
    """Carry studies out. Each takes minutes of runs; answers and coverage take most of an hour."""
    ask(lambda: update(names or (), into, Lab(jobs)))


if __name__ == "__main__":
    typer.run(main)
