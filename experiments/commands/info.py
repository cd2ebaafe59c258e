"""The commands that tell what is in the house, and run nothing. Imports wait as in `cli`."""

from typing import Annotated

import typer

from experiments.commands.exits import print_json, refuse, say_broken_rules, tell
from experiments.commands.options import Json


def list_(as_json: Json = False) -> None:
    """List scenarios, worlds, levers, metrics, and rules of packages."""
    from experiments.questions.explain import contents

    say_broken_rules()
    if as_json:
        print_json(contents.as_json())
        return
    from experiments.printing.table import print_columns

    for title, rows in contents.sections().items():
        print_columns(title, rows)


def explain(
    word: Annotated[list[str], typer.Argument(metavar="WORD", help="Any word that policylab prints.")],
    as_json: Json = False,
) -> None:
    """Explain any word that policylab prints.

    A lever: its question, its rules with their numbers, those of installed packages too, and the shipped scenarios that
    move it. A metric: its formula, which way is better, its margin, its guardrails, how far it can be trusted. A number
    of the world or of a rule: unit, value, plausible range, source, where it acts. A scenario: what it changes. A
    channel, a tactic, an outcome, a fact, a verdict, a word of the glossary. Of a word that is several things, all are
    told.
    """
    from experiments.printing.pages import width
    from experiments.questions.explain import words
    from experiments.questions.explain.contents import levers
    from policies.catalogue import BadRule

    asked = " ".join(word)
    try:
        found = words.explain(asked)
    except (LookupError, BadRule) as problem:
        refuse(*str(problem.args[0]).split("\n"))
    if as_json:
        first, *also = (each.as_json() for each in found)
        print_json(first | ({"also": also} if also else {}))
    else:
        columns = width()
        told = [found[0].text(columns), *(f"also {each.kind}\n\n{each.text(columns)}" for each in found[1:])]
        tell(*"\n\n".join(told).split("\n"))
    if asked in levers():
        say_broken_rules(asked)


def schema() -> None:
    """Print the JSON Schema of scenario files."""
    from scenarios import json_schema

    say_broken_rules()
    print_json(json_schema())
