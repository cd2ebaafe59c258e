"""Values of options: outside a closed list a value is told in our words, with what may be meant; no name is empty."""

from collections.abc import Callable, Iterator
from copy import copy
from pathlib import Path
from typing import Annotated, Any, Literal, get_args, get_origin

import typer

from experiments.commands.outputs import Input


def closed(annotation: Any) -> Any:
    """Return the annotation of a parameter; of a closed list, or of what names a file, one that is checked here."""
    if get_origin(annotation) is not Annotated:
        return annotation
    kind, option, *marks = get_args(annotation)
    if option.parser:
        return annotation
    if Path in (inner := list(_inner(kind))):
        option = copy(option)
        option.parser = named
        return Annotated[kind, option, *marks]
    if any(isinstance(mark, Input) for mark in marks):
        option = copy(option)
        option.callback = _not_empty
        return Annotated[kind, option, *marks]
    kinds = [each for each in inner if get_origin(each) is Literal]
    if not kinds:
        return annotation
    choices = tuple(map(str, get_args(kinds[0])))
    option = copy(option)
    option.parser, option.metavar = _one_of(choices), f"<{'|'.join(choices)}>"
    return Annotated[kind, option, *marks]


def named(name: str | Path) -> Path:
    """Return the path of a name. An empty one would be taken for the current folder."""
    if name == "":
        raise typer.BadParameter("the name is empty")
    return Path(name)


def _not_empty(names: str | list[str] | None) -> str | list[str] | None:
    """Return names of scenarios or worlds. An empty candidate would be taken for none."""
    if "" in ([names] if isinstance(names, str) else names or []):
        raise typer.BadParameter("the name is empty")
    return names


def _inner(kind: Any) -> Iterator[Any]:
    """Yield a type, and all within it: `list[Path] | None` is a list, too, and of paths."""
    yield kind
    for each in get_args(kind) if get_origin(kind) is not Literal else ():
        yield from _inner(each)


def _one_of(choices: tuple[str, ...]) -> Callable[[str], str]:
    def chosen(text: str) -> str:
        from scenarios.problems import not_one_of

        if text not in choices:
            raise typer.BadParameter(not_one_of(text, choices))
        return text

    return chosen
