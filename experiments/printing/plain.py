"""Plain data: one way from a frozen result to what JSON can hold."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any

from pydantic_core import to_jsonable_python

from experiments.language.messages import speaking


def plain(data: Any) -> Any:
    """Return data of texts, numbers, lists and dictionaries, with None for a number that JSON does not have.

    Dataclasses become their fields, tuples and arrays lists, dates texts. Zero has no sign.
    """
    return _unsigned(to_jsonable_python(data, inf_nan_mode="null", fallback=_simpler))


def as_plain[**P](method: Callable[P, Any]) -> Callable[P, Any]:
    """Return the method with its result as plain data, whose words are English in every language."""

    @wraps(method)
    def plainly(*args: P.args, **kwargs: P.kwargs) -> Any:
        with speaking("en"):
            return plain(method(*args, **kwargs))

    return plainly


def _unsigned(data: Any) -> Any:
    match data:
        case float():
            return data + 0.0
        case dict():
            return {name: _unsigned(value) for name, value in data.items()}
        case list():
            return [_unsigned(value) for value in data]
    return data


def _simpler(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    return value.tolist() if hasattr(value, "tolist") else float(value)
