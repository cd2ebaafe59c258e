"""The command that holds one rule to what production and simulation rely on. Imports wait as in `cli`."""

import os
import sys
from typing import Annotated

import typer

from experiments.commands.exits import MISSED, print_json, refuse, refusing, suggestion, tell
from experiments.commands.options import Json


def conform(
    rule: Annotated[str, typer.Argument(help="A class, `module:Class`, or a rule of a lever, `screening.standard`.")],
    lever: Annotated[str | None, typer.Argument(help="The lever that it answers, where the class answers two.")] = None,
    set_: Annotated[
        list[str] | None, typer.Option("-S", "--set", metavar="NAME=VALUE", help="A number of the rule; repeatable.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Check whether a rule can be relied on.

    By production, by the simulation, by anybody who runs it twice. The checks that every rule of ours passes: right
    types, shapes and ranges, empty batches and extremes, the same answer alone and in a batch, in any order, again,
    and in another process; nothing that it is asked about changes. A module in the current folder, or in `src`
    below it, is found too. In a test of your own package:

    from policies.conformance import assert_conforms

    Exit codes: 0 all checks pass, 1 one fails, 2 bad input.
    """
    from experiments.commands.conform_text import Conformed
    from policies.aside import aside
    from policies.conformance import results
    from policies.questions import levers

    if lever is not None and lever not in levers():
        refuse(f"no lever '{lever}'{suggestion(lever, list(levers()))}; levers: {', '.join(levers())}")
    answers, kind = _found(rule, lever)
    with refusing(), aside():  # rules may print
        from scenarios.alone import alone

        found = Conformed.of(answers, kind, tuple(results(alone(answers, kind, set_ or []), answers)))
    if as_json:
        print_json(found.as_json())
    else:
        tell(*str(found).split("\n"))
    if not found.conforms:
        raise typer.Exit(MISSED)


def _found(rule: str, lever: str | None) -> tuple[str, type]:
    """The lever, and the class."""
    from policies.catalogue import RULES, BadRule, names
    from policies.catalogue import rule as catalogued
    from policies.conformance import NotFound, lever_of, located

    here = [os.getcwd(), os.path.join(os.getcwd(), "src")]
    sys.path += [folder for folder in here if folder not in sys.path]  # last: what is installed stands before it
    try:
        if ":" in rule:
            kind = located(rule)
            return lever or lever_of(kind), kind
        of, _, name = rule.partition(".")
        if of not in RULES:
            refuse(f"no lever '{of}'{suggestion(of, list(RULES))}; a rule is `lever.name`, or `module:Class`")
        if name not in names(of):
            refuse(f"no rule '{name}' of {of}{suggestion(name, list(names(of)))}; there are {', '.join(names(of))}")
        if lever not in {None, of}:
            refuse(f"'{rule}' is a rule of {of}, not of {lever}")
        return of, catalogued(of, name)
    except (NotFound, BadRule) as problem:
        refuse(str(problem))
