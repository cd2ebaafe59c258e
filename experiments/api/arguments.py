"""Arguments of the Python API: types and limits, checked before anything else is done.

The annotation of a parameter states its type and limits; `checked` reads it. Limits are those of the command line.
"""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cache, wraps
from inspect import Parameter, signature
from numbers import Integral
from types import UnionType
from typing import Annotated, Any, Literal, TypeAliasType, get_args

import numpy as np
from pydantic import BeforeValidator, ConfigDict, Field, PlainValidator, TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from experiments.language.arguments import argument, shown
from experiments.measures.metrics import BY_NAME
from experiments.runs import engines
from experiments.runs.defaults import LAST_SEED, MOST_JOBS, MOST_SEEDS
from scenarios import BadInput
from scenarios.problems import mistake, not_among, not_one_of, problem


def checked[**P, T](question: Callable[P, T]) -> Callable[P, T]:
    """Return the function with checked arguments: it raises BadInput with all that do not fit their annotations."""
    own = signature(question)

    @cache
    def kinds() -> dict[str, TypeAdapter[Any]]:
        strict = ConfigDict(strict=True)
        return {
            parameter.name: TypeAdapter(parameter.annotation, config=strict)
            for parameter in own.parameters.values()
            if _own(parameter)
        }

    @wraps(question)
    def ask(*args: P.args, **kwargs: P.kwargs) -> T:
        __tracebackhide__ = True
        try:
            arguments = own.bind(*args, **kwargs)
        except TypeError:
            return question(*args, **kwargs)  # Python says best what is missing or too much
        problems = []
        for name, kind in kinds().items():
            if name in arguments.arguments:
                value = arguments.arguments[name]
                try:
                    arguments.arguments[name] = kind.validate_python(value)
                except ValidationError as error:
                    problems.append(problem(argument(name, value), _words(error, value, own.parameters[name])))
        if problems:
            raise BadInput(problems)
        return question(*arguments.args, **arguments.kwargs)

    return ask


def needs(words: str, fits: Callable[[Any], bool]) -> PlainValidator:
    """Return a validator that accepts values that fit, unchanged. words: a description of them."""
    return refusing(lambda value: None if fits(value) else f"needs {words}")


def refusing(complaint_about: Callable[[Any], str | None]) -> PlainValidator:
    """Return a validator that accepts values without a complaint, unchanged."""

    def taken(value: Any) -> Any:
        complaint = complaint_about(value)
        if complaint is not None:
            raise PydanticCustomError("refused", "{complaint}", {"complaint": complaint})
        return value

    return PlainValidator(taken)


def names_file(words: str, *others: object) -> PlainValidator:
    """Return a validator of texts and paths that name a file. words: a description; others: values taken as well."""

    def complaint(value: Any) -> str | None:
        if isinstance(value, str) and not value:
            return "the name is empty"
        return None if is_path(value) or any(value is other for other in others) else f"needs {words}"

    return refusing(complaint)


def several(words: str, *others: type) -> PlainValidator:
    """Return a validator of lists of texts, or one text or path. words: a description; others: types left as is."""

    def listed(value: Any) -> Any:
        if isinstance(value, others):
            return value
        if is_path(value):
            return [os.fspath(value)]
        items = list(value) if isinstance(value, Iterable) else [value]
        if not all(map(is_path, items)):
            raise PydanticCustomError("refused", "{complaint}", {"complaint": f"needs {words}"})
        return [os.fspath(item) for item in items]

    return PlainValidator(listed)


def is_text(value: object) -> bool:
    """Is the value a text?"""
    return isinstance(value, str)


def is_path(value: object) -> bool:
    """Is the value a text, or a path, that can be the name of a file?"""
    text = os.fspath(value) if isinstance(value, os.PathLike) else value
    with suppress(UnicodeEncodeError):
        return isinstance(text, str) and b"\0" not in os.fsencode(text)
    return False


def _own(parameter: Parameter) -> bool:
    """Is the parameter checked here? Only a scenario knows the limits of `*changes` and `**fields`."""
    return parameter.annotation is not Parameter.empty and parameter.kind not in (
        Parameter.VAR_POSITIONAL,
        Parameter.VAR_KEYWORD,
    )


def _words(error: ValidationError, value: object, parameter: Parameter) -> str:
    [first, *_] = error.errors(include_url=False, include_input=False)
    return mistake(first["type"], value, first.get("ctx", {}), first["msg"], _choices(parameter.annotation))


def _choices(kind: Any) -> tuple[Any, ...]:
    """Return what an annotation lists: the values of a Literal, also beside None."""
    while isinstance(kind, TypeAliasType):
        kind = kind.__value__
    if isinstance(kind, UnionType):
        return tuple(choice for part in get_args(kind) for choice in _choices(part))
    return get_args(kind)


def _against_engine(value: object) -> str | None:
    known = isinstance(value, str) and engines.known(value)
    return None if known else not_one_of(value, engines.CHOICES)


def _against_metric(value: object) -> str | None:
    known = isinstance(value, str) and value in BY_NAME
    return None if known else not_among("metric", value if isinstance(value, str) else shown(value), BY_NAME)


WHOLE = BeforeValidator(
    lambda value: int(value) if isinstance(value, Integral) and not isinstance(value, bool) else value
)
FLAG = BeforeValidator(lambda value: bool(value) if isinstance(value, np.bool_) else value)

type Runs = Annotated[int, Field(ge=1, le=MOST_SEEDS), WHOLE]
type Pairs = Annotated[int, Field(ge=2, le=MOST_SEEDS), WHOLE]  # of runs, or runs of one scenario that need an interval
type FirstSeed = Annotated[int, Field(ge=0, le=LAST_SEED), WHOLE]
type Jobs = Annotated[int, Field(ge=1, le=MOST_JOBS), WHOLE]
type ManyPairs = Annotated[int, Field(ge=16, le=MOST_SEEDS), WHOLE]
type Positive = Annotated[int, Field(ge=1), WHOLE]
type Natural = Annotated[int, Field(ge=0), WHOLE]
type Flag = Annotated[bool, FLAG]
type Progress = Annotated[
    bool | Callable[[int, int], object],
    needs(
        "true, false, or a function of the number of finished runs and that of all runs",
        lambda value: isinstance(value, bool | np.bool_) or (callable(value) and not isinstance(value, type)),
    ),
]
type Text = Annotated[str, needs("a text", is_text)]
type Name = Annotated[str, needs("a text that is not empty", lambda value: is_text(value) and bool(value.strip()))]
type File = Annotated[str | os.PathLike[str], names_file("the path of a file")]
type Place = Annotated[str | os.PathLike[str] | None, names_file("the path of a file, or None to keep nothing", None)]
type WorldsName = Annotated[str | os.PathLike[str], names_file("'plausible', 'fixed' or the path of a file")]
type Engine = Annotated[str, refusing(_against_engine)]
type Metric = Annotated[str, refusing(_against_metric)]
type Workers = Annotated[Sequence[str], several('texts such as "0/17", SEED/NUMBER of a worker')]
type Names = Annotated[Sequence[str], several('names, such as "ring.lures_by_call"')]
type Changes = Annotated[Sequence[str], several('texts such as "days=30"')]
type Files = Annotated[Sequence[str | os.PathLike[str]], several("a list of paths")]
type Vary = Annotated[
    Sequence[str] | Mapping[str, Any],
    several('texts such as "KEY=LOW:HIGH:COUNT", or a mapping of key to values', Mapping),
]
type Rings = Literal["both", "frozen", "adapting"]
