"""Options with a closed list of values: another value is told in our words, with the one that may be meant."""

from collections.abc import Callable
from copy import copy
from typing import Annotated, Any, Literal, get_args, get_origin

import typer


def closed(annotation: Any) -> Any:
    """Return the annotation of a parameter; of an option with a closed list, one whose values are checked here."""
    if get_origin(annotation) is not Annotated:
        return annotation
    kind, option, *marks = get_args(annotation)
    kinds = [each for each in (kind, *get_args(kind)) if get_origin(each) is Literal]
    if not kinds or option.parser:
        return annotation
    choices = tuple(map(str, get_args(kinds[0])))
    option = copy(option)
    option.parser, option.metavar = _one_of(choices), f"<{'|'.join(choices)}>"
    return Annotated[kind, option, *marks]


def _one_of(choices: tuple[str, ...]) -> Callable[[str], str]:
    def chosen(text: str) -> str:
        from scenarios.problems import not_one_of

        if text not in choices:
            raise typer.BadParameter(not_one_of(text, choices))
        return text

    return chosen
