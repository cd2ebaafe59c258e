"""The command that brings generated documentation up to date."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from experiments.commands.exits import ask
from experiments.commands.options import Machine, Storage

Block = Literal["parameters", "facts", "levers", "costs", "holdouts", "answers", "coverage", "errors", "pictures"]


def docs(
    path: Annotated[str, typer.Argument(help="File whose generated block is brought up to date.")] = "docs/model.md",
    only: Annotated[Block, typer.Option(help="What to bring up to date.")] = "parameters",
    *,
    storage: Storage,
    machine: Machine,
) -> None:
    """Bring a generated part of the documentation up to date.

    In docs/model.md: the world's numbers (parameters), the facts of the reports that it meets (facts), what each lever
    does when it is turned off (levers), what gains cost (costs), what is known and was not fitted (holdouts), the
    answers to what somebody is likely to ask (answers), how often an interval holds the truth (coverage). In
    docs/gate.md: how often a gate errs (errors). Beside it: the pictures. All but the first take minutes of runs,
    answers and coverage most of an hour.
    """
    from experiments.api.options import RunOptions
    from experiments.studies import documentation

    options = RunOptions(**storage.as_python(), **machine.as_python())

    def bring() -> None:
        with options.open() as (kept, means):
            if only == "pictures":
                documentation.draw_pictures(Path(path).parent / "pictures", means, options.watch, kept)
            else:
                documentation.write_table(Path(path), only, means, options.watch, kept)

    ask(bring)
