"""The commands that tell what is in the house, and run nothing. Imports wait as in `cli`."""

from typing import Annotated

import typer

from experiments.answering import print_json, refuse, say_broken_rules, suggestion
from experiments.options import Json


def list_(as_json: Json = False) -> None:
    """List scenarios, worlds, levers and metrics."""
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
        str, typer.Argument(metavar="LEVER|METRIC", help="One of the levers or metrics that `policylab list` names.")
    ],
    as_json: Json = False,
) -> None:
    """Explain a lever and its parameters, or a metric.

    A lever: its question, its rules with their parameters, and the shipped scenarios that move it. A metric: its
    formula, which way is better, which differences matter. And how far each can be trusted: fact-bound, ordered by
    evidence, or assumed throughout, by the facts of the reports and the plausible worlds that ship. Of a word that is
    both, both are told.
    """
    from experiments.measures.metrics import BY_NAME
    from experiments.views import contents, explained
    from scenarios.plausible import evidence

    levers = contents.levers()
    if word not in levers and word not in BY_NAME:
        close = suggestion(word, [*levers, *BY_NAME])
        refuse(f"no lever or metric '{word}'{close}; levers: {', '.join(levers)}; metrics: see `policylab list`")
    found: list[contents.Explained | explained.Explained] = [contents.explain(word)] if word in levers else []
    found += [explained.explain(word, evidence())] if word in BY_NAME else []
    say_broken_rules()
    if as_json:
        first, *also = (each.as_json() for each in found)
        print_json(first | ({"also": also[0]} if also else {}))
    else:
        print("\n\nalso a metric\n\n".join(map(str, found)))


def schema() -> None:
    """Print the JSON Schema of scenario files."""
    from scenarios import json_schema

    say_broken_rules()
    print_json(json_schema())
