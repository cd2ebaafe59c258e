"""The command that checks whether a rule conforms. Imports are inside, as in `app`."""

import os
import sys
from typing import Annotated

import typer

from experiments.commands.exits import MISSED, print_json, print_lines, refuse, refusing, suggestion
from experiments.commands.options import Json


def conform(
    rule: Annotated[
        str, typer.Argument(help="Class of a rule, `module:Class`, or rule of a lever, `screening.standard`.")
    ],
    lever: Annotated[str | None, typer.Argument(help="Lever of the rule, if the class fits two levers.")] = None,
    set_: Annotated[
        list[str] | None,
        typer.Option("-S", "--set", metavar="NAME=VALUE", help="Set a number of the rule; repeatable."),
    ] = None,
    as_json: Json = False,
) -> None:
    """Check whether a rule can be relied on.

    Production and simulation rely on these checks, and all shipped rules pass them: right types, shapes and ranges;
    empty batches and extreme values; the same answer alone and in a batch, in any order, again, and in another process;
    no change of its input. The module may be in the current folder, or in `src` below it. In a test of your own
    package:

    from policies.conformance import assert_conforms

    Exit codes: 0 all checks pass, 1 one fails, 2 bad input.
    """
    from experiments.commands.conform_text import Conformed
    from policies.aside import aside
    from policies.conformance import results
    from policies.questions import levers

    if lever is not None and lever not in levers():
        refuse(f"no lever '{lever}'{suggestion(lever, list(levers()))}; levers: {', '.join(levers())}")
    its_lever, kind = _lever_and_class(rule, lever)
    with refusing(), aside():  # rules may print
        from scenarios.alone import alone

        conformed = Conformed.of(its_lever, kind, tuple(results(alone(its_lever, kind, set_ or []), its_lever)))
    if as_json:
        print_json(conformed.as_json())
    else:
        print_lines(*str(conformed).split("\n"))
    if not conformed.conforms:
        raise typer.Exit(MISSED)


def _lever_and_class(rule: str, lever: str | None) -> tuple[str, type]:
    """Return lever and class of a rule."""
    from policies.catalogue import RULES, BadRule, names
    from policies.catalogue import rule as catalogued
    from policies.conformance import NotFound, lever_of, located

    here = [os.getcwd(), os.path.join(os.getcwd(), "src")]
    sys.path += [folder for folder in here if folder not in sys.path]  # last: what is installed stands before it
    try:
        if ":" in rule:
            kind = located(rule)
            return lever or lever_of(kind), kind
        place, _, name = rule.partition(".")
        if place not in RULES:
            refuse(f"no lever '{place}'{suggestion(place, list(RULES))}; a rule is `lever.name`, or `module:Class`")
        rules = list(names(place))
        if name not in rules:
            refuse(f"no rule '{name}' of {place}{suggestion(name, rules)}; rules: {', '.join(rules)}")
        if lever not in {None, place}:
            refuse(f"'{rule}' is a rule of {place}, not of {lever}")
        return place, catalogued(place, name)
    except (NotFound, BadRule) as problem:
        refuse(str(problem))
