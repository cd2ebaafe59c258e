"""Rows: records and arrays taken apart and compared, whatever they are about."""

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from policies.columns import Record

# Sums in another order may differ in their last digits (matrix products do, with the number of rows).
NEARLY = (1e-6, 1e-9)  # of the number, and besides

type Values = NDArray[Any]


def picked(value: Any, index: Any) -> Any:
    """The rows at `index` of an array or a record; what has no rows stays as it is."""
    if isinstance(value, Record):
        return type(value)(**{each.name: picked(getattr(value, each.name), index) for each in fields(value)})  # type: ignore[arg-type]
    return value[index] if isinstance(value, np.ndarray) else value


def arrays(value: Any, name: str = "") -> Iterator[tuple[str, Values]]:
    """Every array of a question or an answer, by its name in it (`findings.kind`)."""
    if isinstance(value, np.ndarray):
        yield name, value
    elif isinstance(value, Record):
        for each in fields(value):  # type: ignore[arg-type]
            yield from arrays(getattr(value, each.name), f"{name}.{each.name}".removeprefix("."))


def copies(value: Any, name: str = "") -> dict[str, Values]:
    """The arrays as they are now."""
    return {of: values.copy() for of, values in arrays(value, name)}


def difference(was: Mapping[str, Values], now: Mapping[str, Values], *, nearly: bool = False) -> str:
    """The first difference of arrays, in words: `action[17]: 0, then 2`. Empty where they are alike, NaN beside NaN.

    nearly: as sums of the same numbers may, in another order.
    """
    for name, one in was.items():
        other = now[name]
        if one.shape != other.shape:
            return f"{name}: shape {one.shape}, then {other.shape}"
        alike = one == other
        if alike.all():
            continue
        alike |= (one != one) & (other != other)
        if nearly and one.dtype.kind == "f":
            alike = np.isclose(one, other, *NEARLY, equal_nan=True)
        if not alike.all():
            place = tuple(np.argwhere(~alike)[0].tolist())
            return f"{name}[{', '.join(map(str, place))}]: {one[place]}, then {other[place]}"
    return ""
