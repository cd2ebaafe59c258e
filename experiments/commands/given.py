"""The command line behind the arguments of a command: which options were given, and how they are called."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

import typer

from experiments.language.arguments import as_options
from experiments.runs.defaults import QUICK_DAYS, QUICK_SCALE

CHANGES = {"set_": "-S", "change": "--change", "vary": "--vary", "vary_both": "--vary-both"}  # parameter → option
_CALL: ContextVar[typer.Context | None] = ContextVar("_CALL", default=None)


@contextmanager
def called_by(call: typer.Context) -> Iterator[None]:
    """Meanwhile the command is the one of this call, and messages name its options."""
    before = _CALL.set(call)
    try:
        with as_options():
            yield
    finally:
        _CALL.reset(before)


def given(name: str) -> bool:
    """Was the option of this parameter given on the command line, be it with its default?"""
    call = _CALL.get()
    source = None if call is None else call.get_parameter_source(name)
    return source is not None and source.name == "COMMANDLINE"


def command_name() -> str:
    """Return the name of the command."""
    call = _CALL.get()
    return (call.info_name if call else None) or ""


def option(name: str) -> str:
    """Return an option or argument as its user knows it, by the name of its parameter."""
    call = _CALL.get()
    for each in call.command.params if call else ():
        if each.name == name:
            return max(each.opts, key=len) if each.param_type_name == "option" else each.metavar or name
    return name


def typed(where: str) -> str:
    """Return the place of a complaint with the option that holds it, if it is a change; else as it is.

    A short key is whole in the place. Of several options the one that says most of it is meant.
    """
    from scenarios.layers import place

    call = _CALL.get()
    arguments = call.params if call else {}
    texts = [(option, place(text)) for name, option in CHANGES.items() for text in arguments.get(name) or ()]
    holding = [(option, text) for option, text in texts if where == text or where.endswith(f".{text}")]
    if holding:
        return f"{max(holding, key=lambda each: len(each[1]))[0]} {where}"
    if where == f"days={arguments.get('days')}":
        return f"--days {arguments['days']}"
    if arguments.get("quick") and where in (f"scale={QUICK_SCALE:g}", f"days={QUICK_DAYS}"):
        return f"--quick: {where}"
    return where
