"""The commands that tell what is in the house, and run nothing. Imports wait as in `cli`."""

from typing import TYPE_CHECKING, Annotated

import typer

from experiments.answering import print_json, refuse, say_broken_rules, suggestion, tell
from experiments.options import Json

if TYPE_CHECKING:
    from experiments.views.contents import Explained
    from experiments.views.explained import Explained as ExplainedMetric

    type Told = Explained | ExplainedMetric


def list_(as_json: Json = False) -> None:
    """List scenarios, worlds, levers, rules of installed packages, and metrics."""
    from experiments.views import contents

    say_broken_rules()
    if as_json:
        print_json(contents.as_json())
        return
    from experiments.views.grids import print_columns

    for title, rows in contents.sections().items():
        print_columns(title, rows)


def explain(
    word: Annotated[
        str, typer.Argument(metavar="LEVER|LEVER.RULE|METRIC", help="One of those that `policylab list` names.")
    ],
    as_json: Json = False,
) -> None:
    """Explain a lever and its parameters, one of its rules, or a metric.

    A lever: its question, its rules with their parameters, those of installed packages too, and the shipped scenarios
    that move it. A metric: its formula, which way is better, which differences matter. And how far each can be trusted:
    fact-bound, ordered by evidence, or assumed throughout, by the facts of the reports and the plausible worlds that
    ship. Of a word that is both, both are told.
    """
    found = _found(word)
    if as_json:
        first, *also = (each.as_json() for each in found)
        print_json(first | ({"also": also[0]} if also else {}))
    else:
        tell(*"\n\nalso a metric\n\n".join(map(str, found)).split("\n"))


def _found(word: str) -> "list[Told]":
    """What there is to tell of a word; bad input ends the command."""
    from experiments.measures.metrics import BY_NAME
    from experiments.views import contents, explained
    from policies.catalogue import BadRule, names
    from scenarios.plausible import evidence

    levers = contents.levers()
    lever, _, rule = word.partition(".")
    if lever in levers and rule:
        if rule not in names(lever):
            close = suggestion(rule, list(names(lever)))
            refuse(f"no rule '{rule}' of {lever}{close}; there are {', '.join(names(lever))}")
        try:
            return [contents.explain(lever, rule)]
        except BadRule as problem:
            refuse(str(problem))
    if word not in levers and word not in BY_NAME:
        close = suggestion(word, [*levers, *BY_NAME])
        refuse(f"no lever or metric '{word}'{close}; levers: {', '.join(levers)}; metrics: see `policylab list`")
    found: list[Told] = [contents.explain(word)] if word in levers else []
    found += [explained.explain(word, evidence())] if word in BY_NAME else []
    say_broken_rules()
    return found


def schema() -> None:
    """Print the JSON Schema of scenario files."""
    from scenarios import json_schema

    say_broken_rules()
    print_json(json_schema())
