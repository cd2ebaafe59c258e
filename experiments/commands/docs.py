"""The command that updates generated documentation."""

from pathlib import Path
from typing import Annotated, Literal

import typer

from experiments.commands.exits import ask
from experiments.commands.options import Machine, Storage

Block = Literal[
    "facts",
    "sizes",
    "scale",
    "year",
    "levers",
    "costs",
    "staff",
    "accounts",
    "displacement",
    "bait",
    "flips",
    "holdouts",
    "answers",
    "coverage",
    "errors",
    "pictures",
]


def docs(
    only: Annotated[Block | None, typer.Option(help="Part to update; all of them by default.")] = None,
    into: Annotated[Path, typer.Option(metavar="FOLDER", help="Folder of the pages.")] = Path("docs"),
    *,
    storage: Storage,
    machine: Machine,
) -> None:
    """Update the generated parts of the documentation.

    facts: the facts of the reports that the model meets. sizes: a month and a year beside public figures. scale:
    parts of the marketplace against one another. year: what drifts by itself. levers: the effect of turning each
    lever off. costs: the price of gains. staff: more and fewer people at desks. accounts: the market for accounts
    that workers sell. displacement: where lures go when screening is stricter. bait: a bait that nobody has phrased,
    week by week. flips: where the answer on calling changes its sign. holdouts: known facts that were not fitted.
    answers: answers to likely questions. coverage: how often an interval holds the truth. errors: how often a gate
    errs. pictures. All take minutes of runs; answers and coverage take most of an hour.
    """
    from experiments.api.options import RunOptions
    from experiments.studies import documentation

    options = RunOptions(**storage.as_python(), **machine.as_python())
    names = [only] if only else list(documentation.PAGES)

    def update() -> None:
        with options.open() as (keeping, engine):
            documentation.update(names, into, engine, options.watch, keeping)

    ask(update)
