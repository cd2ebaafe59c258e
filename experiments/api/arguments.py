"""Arguments of questions asked from Python: types and limits, checked before anything else is done.

The annotation of a parameter says what it may be, and `checked` reads it. Limits are those of the command line.
"""

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cache, wraps
from inspect import Parameter, signature
from numbers import Integral
from typing import Annotated, Any, Literal, TypeAliasType, get_args

import numpy as np
from pydantic import BeforeValidator, ConfigDict, Field, PlainValidator, TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from experiments.measures.metrics import BY_NAME
from experiments.runs import engines
from experiments.runs.defaults import LAST_SEED, MOST_JOBS, MOST_SEEDS
from scenarios import BadInput
from scenarios.problems import mistake, not_among, not_one_of, problem

LONGEST = 60  # characters of a value that a complaint repeats


def checked[**P, T](question: Callable[P, T]) -> Callable[P, T]:
    """The same, but arguments that are not what their annotations say are refused, all at once: raises BadInput."""
    told = signature(question)

    @cache
    def kinds() -> dict[str, TypeAdapter[Any]]:
        strict = ConfigDict(strict=True)
        return {
            each.name: TypeAdapter(each.annotation, config=strict) for each in told.parameters.values() if _own(each)
        }

    @wraps(question)
    def ask(*args: P.args, **kwargs: P.kwargs) -> T:
        __tracebackhide__ = True
        try:
            given = told.bind(*args, **kwargs)
        except TypeError:
            return question(*args, **kwargs)  # Python says best what is missing or too much
        wrong = []
        for name, kind in kinds().items():
            if name in given.arguments:
                value = given.arguments[name]
                try:
                    given.arguments[name] = kind.validate_python(value)
                except ValidationError as error:
                    wrong.append(problem(f"{name}={shown(value)}", _words(error, value, told.parameters[name])))
        if wrong:
            raise BadInput(wrong)
        return question(*given.args, **given.kwargs)

    return ask


def shown(value: object) -> str:
    """A value as Python writes it, cut when long."""
    try:
        text = repr(value)
    except Exception:  # noqa: BLE001 - of a class of somebody's, or a number of thousands of digits
        text = f"<{type(value).__name__}>"
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def needs(words: str, fits: Callable[[Any], bool]) -> PlainValidator:
    """Takes what fits as it is. words: what it takes to fit."""
    return refusing(lambda value: None if fits(value) else f"needs {words}")


def refusing(wrong: Callable[[Any], str | None]) -> PlainValidator:
    """Takes a value as it is where nothing is said against it."""

    def taken(value: Any) -> Any:
        told = wrong(value)
        if told is not None:
            raise PydanticCustomError("refused", "{told}", {"told": told})
        return value

    return PlainValidator(taken)


def several(words: str, *others: type) -> PlainValidator:
    """Takes texts as a list, a single one too, and paths as texts. words: what it takes; others: left as they are."""

    def listed(value: Any) -> Any:
        if isinstance(value, others):
            return value
        if is_path(value):
            return [os.fspath(value)]
        found = list(value) if isinstance(value, Iterable) else [value]
        if not all(map(is_path, found)):
            raise PydanticCustomError("refused", "{told}", {"told": f"needs {words}"})
        return [os.fspath(each) for each in found]

    return PlainValidator(listed)


def is_text(value: object) -> bool:
    """Is it a text?"""
    return isinstance(value, str)


def is_path(value: object) -> bool:
    """Is it a text, or a path that is one, which the system could have as a name?"""
    text = os.fspath(value) if isinstance(value, os.PathLike) else value
    with suppress(UnicodeEncodeError):
        return isinstance(text, str) and b"\0" not in os.fsencode(text)
    return False


def _own(parameter: Parameter) -> bool:
    """Is it to be checked here? Only a scenario knows what `*changes` and `**fields` may be."""
    return parameter.annotation is not Parameter.empty and parameter.kind not in (
        Parameter.VAR_POSITIONAL,
        Parameter.VAR_KEYWORD,
    )


def _words(error: ValidationError, value: object, parameter: Parameter) -> str:
    [first, *_] = error.errors(include_url=False, include_input=False)
    kind: Any = parameter.annotation
    while isinstance(kind, TypeAliasType):
        kind = kind.__value__
    return mistake(first["type"], value, first.get("ctx", {}), first["msg"], get_args(kind))


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
type Pairs = Annotated[int, Field(ge=2, le=MOST_SEEDS), WHOLE]
type FirstSeed = Annotated[int, Field(ge=0, le=LAST_SEED), WHOLE]
type Jobs = Annotated[int, Field(ge=1, le=MOST_JOBS), WHOLE]
type ManyPairs = Annotated[int, Field(ge=16, le=MOST_SEEDS), WHOLE]
type Positive = Annotated[int, Field(ge=1), WHOLE]
type Natural = Annotated[int, Field(ge=0), WHOLE]
type Flag = Annotated[bool, FLAG]
type Text = Annotated[str, needs("a text", is_text)]
type Name = Annotated[str, needs("a text that is not empty", lambda value: is_text(value) and bool(value.strip()))]
type File = Annotated[str | os.PathLike[str], needs("the path of a file", is_path)]
type Place = Annotated[
    str | os.PathLike[str] | None,
    needs("the path of a file, or None to keep nothing", lambda value: value is None or is_path(value)),
]
type WorldsName = Annotated[str | os.PathLike[str], needs("'plausible', 'fixed' or the path of a file", is_path)]
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
