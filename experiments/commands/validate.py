"""The command that compares a scenario, or plausible worlds, with the facts."""

from pathlib import Path
from typing import Annotated

import typer

from experiments.api.kinds import FILE, OrNone
from experiments.api.option import Option
from experiments.api.options import SCENARIO, WORLDS, ValidateOptions
from experiments.commands.command import Argument
from experiments.commands.exits import MISSED, OPEN, ask, check_figure, finish, plot, refuse
from experiments.commands.given import given, option
from experiments.commands.options import NAME, Changes, Json, Plot

# fmt: off
Scenario = Annotated[str | None, Argument(
    None, "Scenario: a shipped name or a file. Without one, plausible worlds are checked.", OrNone(NAME),
    reads=SCENARIO)]
Worlds = Annotated[Path | None, Option(
    None, "File of plausible worlds to check, instead of those that ship.", OrNone(FILE), reads=WORLDS)]
# fmt: on


def validate(
    scenario: Scenario, worlds: Worlds, changes: Changes, how: ValidateOptions, plot_: Plot, as_json: Json
) -> None:
    """Compare a scenario, or the plausible worlds, with the facts.

    With a SCENARIO, prints for each fact of the reports its mean over seeds (of shares that of the arcsine of their
    roots, of all else the geometric one) with a 95 % interval, the range of the report, and the source. A fact holds
    where its interval lies within the range and misses where it lies outside. Across an end these runs cannot tell;
    about so many seeds as are printed would. Where more than 200 were needed the fact lies at the edge. Other readings
    of a source are printed too, but nothing fails by them.

    Without a SCENARIO, runs nothing: checks the plausible worlds that ship, or those of --worlds FILE. Prints for each
    fact its range, the spread of the worlds, on the first day and adapted, how many lie inside, and whether a world
    misses it by more than the noise of its runs.

    Takes two minutes with a SCENARIO on two idle cores, a second without. Exit codes: 0 no fact misses, 1 one
    does, 2 bad input, 3 these runs cannot tell a fact, 4 runs crashed.
    """
    check_figure(plot_)
    _check(scenario, worlds, changes.texts())

    from experiments.api.validate import read_worlds, validate

    if scenario is None:
        passport, _ = ask(read_worlds, worlds)
        finish(passport, (), as_json, lambda: plot(passport, plot_))
        missed, unsettled = passport is not None and passport.found.missed, False
    else:
        result, failures = ask(validate, changes.load(scenario), **how)
        finish(result, failures, as_json, lambda: plot(result, plot_))
        missed, unsettled = (False, False) if result is None else (result.found.missed, result.found.open)
    if missed or unsettled:
        raise typer.Exit(MISSED if missed else OPEN)


def _check(scenario: str | None, worlds: Path | None, changes: list[str]) -> None:
    """End the command if options need a scenario and there is none, or plausible worlds and there is one."""
    if scenario is not None and worlds is not None:
        refuse("validate takes a SCENARIO or --worlds FILE, not both")
    if scenario is None and changes:
        refuse("-S and --days need a SCENARIO: plausible worlds are checked as they are")
    for name in ("seeds", "first_seed"):
        if scenario is None and given(name):
            refuse(f"{option(name)} needs a SCENARIO: without one plausible worlds are checked, and nothing is run")
