"""Arguments of the Python API, checked before anything else is done: all that do not fit are named at once.

The annotation of a parameter says its kind; `**how: Unpack[Options]` stands for the options of a typed dictionary.
"""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import wraps
from inspect import Parameter, Signature, cleandoc, signature
from textwrap import fill
from typing import Annotated, Any, get_args, is_typeddict

from experiments.api import kinds
from experiments.api.kinds import Further, Kind, Refused
from experiments.api.option import Option, kind_of, options, plain
from experiments.language.arguments import argument
from scenarios import BadInput
from scenarios.problems import problem

type Text = Annotated[str, kinds.TEXT]
type Name = Annotated[str, kinds.FULL_TEXT]
type File = Annotated[str | os.PathLike[str], kinds.FILE]
type Seed = Annotated[int, kinds.SEED]
type Metric = Annotated[str, kinds.METRIC]
type Workers = Annotated[Sequence[str], kinds.WORKERS]
type Natural = Annotated[int, kinds.Whole()]


def checked[**P, T](question: Callable[P, T]) -> Callable[P, T]:
    """Return the function with checked arguments, and defaults of its options. It raises BadInput, with all mistakes.

    Its signature and docstring list the options one by one.
    """
    own = signature(question)
    group = next((each for each in map(_group, own.parameters.values()) if each), None)
    declared: Mapping[str, Option] = options(group) if group else {}
    whole = own.replace(parameters=[*_parameters(own, declared)])
    checks = {
        name: kind_of(each.annotation) for name, each in own.parameters.items() if each.kind != each.VAR_POSITIONAL
    }
    checks |= {name: option.kind for name, option in declared.items()}

    @wraps(question)
    def ask(*args: P.args, **kwargs: P.kwargs) -> T:
        __tracebackhide__ = True
        try:
            bound = whole.bind(*args, **kwargs)
        except TypeError:
            if group and (unknown := [name for name in kwargs if name not in whole.parameters]):
                raise TypeError(f"{question.__name__}() got an unexpected keyword argument '{unknown[0]}'") from None
            return question(*args, **kwargs)  # Python says best what is missing or too much
        values = bound.arguments
        check(values, checks)
        if not group:
            return question(*bound.args, **bound.kwargs)
        how: Any = {name: values.pop(name, option.default) for name, option in declared.items()}
        return question(*bound.args, **bound.kwargs, **how)

    ask.__signature__ = whole  # type: ignore[attr-defined]
    if declared:
        ask.__doc__ = "\n\n".join([cleandoc(question.__doc__ or ""), *_lines(declared)])
    return ask


def check(values: dict[str, Any], checks: Mapping[str, Kind | None]) -> None:
    """Put in place of each value what a question gets. Raises BadInput, with all that do not fit."""
    problems = []
    for name, kind in checks.items():
        if kind and name in values:
            try:
                values[name] = kind.take(values[name])
            except Refused as mistake:
                problems.append(problem(argument(name, values[name]), str(mistake)))
    if problems:
        raise BadInput(problems)


def _group(parameter: Parameter) -> type | None:
    """Return the typed dictionary that a parameter unpacks."""
    args = get_args(parameter.annotation)
    return args[0] if parameter.kind == Parameter.VAR_KEYWORD and args and is_typeddict(args[0]) else None


def _parameters(own: Signature, declared: Mapping[str, Option]) -> Iterator[Parameter]:
    """Yield the parameters of a function, each option in the place of the typed dictionary."""
    further = Parameter.VAR_KEYWORD
    for parameter in own.parameters.values():
        if not _group(parameter):
            yield parameter
            continue
        for name, option in sorted(declared.items(), key=lambda each: isinstance(each[1].kind, Further)):
            if isinstance(option.kind, Further):
                yield Parameter(name, further, annotation=Any)
            else:
                yield Parameter(
                    name, Parameter.KEYWORD_ONLY, default=option.default, annotation=plain(option.annotation)
                )


def _lines(declared: Mapping[str, Option]) -> Iterator[str]:
    """Yield a paragraph with each option and its help."""
    width = max(map(len, declared))
    helps = {name: f"{each.help} None: {each.none}" if each.none else each.help for name, each in declared.items()}
    yield "\n".join(
        fill(f"{name:<{width}}  {text}", 110, subsequent_indent=" " * (width + 2)) for name, text in helps.items()
    )
