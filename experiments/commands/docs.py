"""The command that brings generated documentation up to date."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from experiments.commands.exits import ask
from experiments.commands.options import Machine, Storage

Block = Literal["parameters", "facts", "levers", "costs", "holdouts", "answers", "coverage", "errors", "pictures"]


def docs(
    only: Annotated[Block | None, typer.Option(help="The part to bring up to date; all of them by default.")] = None,
    into: Annotated[Path, typer.Option(metavar="FOLDER", help="The folder that the pages stand in.")] = Path("docs"),
    *,
    storage: Storage,
    machine: Machine,
) -> None:
    """Bring generated parts of the documentation up to date.

    The numbers of worlds and rules (parameters), the facts of the reports that the model meets (facts), what each lever
    does when it is turned off (levers), what gains cost (costs), what is known and was not fitted (holdouts), the
    answers to likely questions (answers), how often an interval holds the truth (coverage), how often a gate errs
    (errors), the pictures. All but the first take minutes of runs, answers and coverage most of an hour.
    """
    from experiments.api.options import RunOptions
    from experiments.studies import documentation

    options = RunOptions(**storage.as_python(), **machine.as_python())
    names = [only] if only else list(documentation.PAGES)

    def update() -> None:
        with options.open() as (kept, means):
            documentation.update(names, into, means, options.watch, kept)

    ask(update)
