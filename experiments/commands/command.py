"""Commands for typer, made of functions whose options are declared once, with default, help and kind.

A parameter of such a function is an option, or a group of them: a typed dictionary, or a dataclass. Values are read and
checked here, all at once, before the function is called.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, is_dataclass
from functools import wraps
from inspect import Parameter, Signature
from typing import Annotated, Any, get_type_hints, is_typeddict

import typer

from experiments.api.kinds import Flag, OrNone, Refused, Whole
from experiments.api.option import Option, declared, options
from experiments.commands.exits import refusing
from experiments.commands.given import called_by, given, option
from experiments.commands.outputs import check_outputs
from experiments.language.arguments import OPTIONS
from experiments.language.messages import VARIABLE, Language, speaking

LANG = declared(
    Annotated[
        Language | None, Option(None, f"Language of what is printed and written; by default {VARIABLE}, else en.")
    ]
)


@dataclass(frozen=True, slots=True)
class Argument(Option):
    """An argument of a command: it has a place and no name."""


def command(function: Callable[..., None], *, speaks: bool = True) -> Callable[..., None]:
    """Return the command of a function. speaks: has it an option of its language? Else it speaks English."""
    groups = _groups(function)
    known = options_of(function) | ({"lang": LANG} if speaks else {})

    @wraps(function)
    def called(*, call: typer.Context, **texts: Any) -> None:
        with called_by(call), refusing():
            values = _values(known, texts)
            with speaking(values["lang"] if speaks else "en"):
                check_outputs(known, values)
                function(**{name: _group(kind, members, values) for name, (kind, members) in groups.items()})

    parameters = [each for name, option in known.items() for each in _parameters(name, option)]
    parameters.append(Parameter("call", Parameter.KEYWORD_ONLY, annotation=typer.Context))
    called.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    called.__annotations__ = {parameter.name: parameter.annotation for parameter in parameters}
    return called


def options_of(function: Callable[..., None]) -> dict[str, Option]:
    """Return the options of a function by name, those of a group in its place."""
    return {name: option for _, members in _groups(function).values() for name, option in members.items()}


def _groups(function: Callable[..., None]) -> dict[str, tuple[Any, dict[str, Option]]]:
    """Return the parameters of a function: the type of each, and its options."""
    hints = get_type_hints(function, include_extras=True)
    return {name: (kind, dict(_options(name, kind))) for name, kind in hints.items() if name != "return"}


def _options(name: str, kind: Any) -> Iterator[tuple[str, Option]]:
    """Yield the options of a parameter that a user may type."""
    if is_typeddict(kind):
        yield from ((each, option) for each, option in options(kind).items() if option.typed)
    elif is_dataclass(kind):
        yield from ((each, declared(hint)) for each, hint in get_type_hints(kind, include_extras=True).items())
    else:
        yield name, declared(kind)


def _group(kind: Any, members: Mapping[str, Option], values: Mapping[str, Any]) -> Any:
    """Return the value of a parameter: that of its option, or those of its group."""
    own = {name: values[name] for name in members}
    return kind(**own) if is_typeddict(kind) or is_dataclass(kind) else next(iter(own.values()))


def _parameters(name: str, option: Option) -> Iterator[Parameter]:
    """Yield what typer knows of an option: its value as a text."""
    kind = option.kind.other if isinstance(option.kind, OrNone) else option.kind
    limits = f" [{kind.limits}]" if isinstance(kind, Whole) else ""
    about: dict[str, Any] = {
        "help": f"{option.help}{limits}",
        "envvar": option.variable,
        "metavar": option.metavar or kind.metavar,
    }
    type_: Any = list[str] | None if kind.several else str | None
    if isinstance(kind, Flag):
        type_ = bool | None if isinstance(option.kind, OrNone) else bool
        del about["metavar"]
    if isinstance(option, Argument):
        made = typer.Argument(**about | {"metavar": option.metavar or None})
    else:
        both = f"/--no-{_named(name)}" if type_ == bool | None else ""
        made = typer.Option(*filter(None, [option.short, f"--{_named(name)}{both}"]), **about)
    default = Parameter.empty if option.default is ... else None if option.default == () else option.default
    yield Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=Annotated[type_, made])
    if option.none:
        none = typer.Option(f"--no-{_named(name)}", help=option.none)
        yield Parameter(f"no_{name}", Parameter.KEYWORD_ONLY, default=False, annotation=Annotated[bool, none])


def _named(name: str) -> str:
    return OPTIONS.get(name, name).strip("_").replace("_", "-")


def _values(known: Mapping[str, Option], texts: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values of texts, and the defaults of all that is not given. Raises BadInput, with all mistakes."""
    values: dict[str, Any] = {}
    mistakes = []
    for name, each in known.items():
        text = texts[name]
        if each.none and texts[f"no_{name}"]:
            values[name] = None
            if given(name):
                mistakes.append((name, text, f"contradicts --no-{_named(name)}: leave one out"))
        elif text is None or text == [] or text == str(each.default):
            values[name] = each.default
        elif isinstance(text, bool):
            values[name] = text
        else:
            read = []
            for one in text if isinstance(text, list) else [text]:
                try:
                    read.append(each.kind.read(one))
                except Refused as mistake:
                    mistakes.append((name, one, str(mistake)))
            values[name] = read if isinstance(text, list) else next(iter(read), None)
        if each.needs and values.get(name) and values[each.needs] is None:
            mistakes.append((name, "", f"contradicts --no-{_named(each.needs)}: leave one out"))
    if mistakes:
        from scenarios import BadInput
        from scenarios.problems import problem

        raise BadInput([problem(f"{option(name)} {text}".rstrip(), mistake) for name, text, mistake in mistakes])
    return values
