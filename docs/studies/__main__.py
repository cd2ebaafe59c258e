"""`python -m docs.studies [NAME …]`: carry studies out, and write their tables and pictures into the documentation.

Runs are kept in the store (`POLICYLAB_STORE`), so what was stopped goes on.
"""

from pathlib import Path
from typing import Annotated

import typer

from docs.studies.documentation import PAGES, update
from experiments.api.resources import Resources
from experiments.commands.exits import ask
from experiments.runs.defaults import CORES


def there(names: list[str] | None) -> list[str]:
    """Return the names of studies, all where none is given. Raise BadParameter for one that is none."""
    for name in names or ():
        if name not in PAGES:
            raise typer.BadParameter(f"{name!r} is no study, must be one of {', '.join(PAGES)}")
    return names or list(PAGES)


def main(
    names: Annotated[list[str] | None, typer.Argument(callback=there, help="Studies; all by default.")] = None,
    into: Annotated[Path, typer.Option(metavar="FOLDER", help="Folder of the pages.")] = Path("docs"),
    jobs: Annotated[int, typer.Option(min=1, help="Number of runs at the same time, one process each.")] = CORES,
) -> None:
    """Carry studies out. Each takes minutes of runs; answers and coverage take most of an hour."""
    options = Resources(jobs=jobs)

    def write() -> None:
        with options.open() as (keeping, engine):
            update(names or (), into, engine, options.watch, keeping)

    ask(write)


if __name__ == "__main__":
    typer.run(main)
