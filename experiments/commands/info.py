"""The commands that list and explain the contents of the house, and run nothing. Imports are inside, as in `app`."""

from typing import Annotated

import typer

from experiments.commands.exits import print_broken_rules, print_json, print_lines, refuse
from experiments.commands.options import Json


def list_(as_json: Json = False) -> None:
    """List scenarios, worlds, levers, metrics, and rules of packages."""
    from experiments.questions.explain import contents

    print_broken_rules()
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

    A lever: its question, its rules with their numbers, also those of installed packages, and the shipped scenarios
    that change it. A metric: its formula, the better direction, its margin, its guardrails, and the trust in it. A
    number of the world or of a rule: unit, value, plausible range, source, and where it acts. A scenario: its changes.
    Also channels, tactics, outcomes, facts, verdicts, and words of the glossary. If a word has several meanings, all
    are printed.
    """
    from experiments.printing.pages import width
    from experiments.questions.explain import words
    from experiments.questions.explain.contents import levers
    from policies.catalogue import BadRule

    text = " ".join(word)
    try:
        explanations = words.explain(text)
    except (LookupError, BadRule) as problem:
        refuse(*str(problem.args[0]).split("\n"))
    if as_json:
        first, *also = (explanation.as_json() for explanation in explanations)
        print_json(first | ({"also": also} if also else {}))
    else:
        columns = width()
        parts = [
            explanations[0].text(columns),
            *(f"also {explanation.kind}\n\n{explanation.text(columns)}" for explanation in explanations[1:]),
        ]
        print_lines(*"\n\n".join(parts).split("\n"))
    if text in levers():
        print_broken_rules(text)


def schema() -> None:
    """Print the JSON Schema of scenario files."""
    from scenarios import json_schema

    print_broken_rules()
    print_json(json_schema())
