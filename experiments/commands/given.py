"""The command line behind the arguments of a command: which options were given, and how they are called."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import typer

_CALL: ContextVar[typer.Context | None] = ContextVar("_CALL", default=None)


@contextmanager
def called_by(call: typer.Context) -> Iterator[None]:
    """Meanwhile the command is the one of this call."""
    before = _CALL.set(call)
    try:
        yield
    finally:
        _CALL.reset(before)


def given(name: str) -> bool:
    """Was the option of this parameter given on the command line, be it with its default?"""
    call = _CALL.get()
    source = None if call is None else call.get_parameter_source(name)
    return source is not None and source.name == "COMMANDLINE"


def option(name: str) -> str:
    """Return an option or argument as its user knows it, by the name of its parameter."""
    call = _CALL.get()
    for each in call.command.params if call else ():
        if each.name == name:
            return max(each.opts, key=len) if each.param_type_name == "option" else each.metavar or name
    return name
