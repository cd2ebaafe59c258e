"""Columns: what an array that goes into a rule, or comes out of one, may hold. What is held can only be read.

An annotation says it once, `Annotated[NDArray[np.float64], Column(0.0, 1.0)]`: a `Record` holds its fields to it,
`guarded` the arguments of a method, and `policies.boundary` its answer.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from enum import IntEnum
from functools import cache, wraps
from inspect import signature
from operator import attrgetter
from sys import float_info
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import numpy as np
from numpy.typing import NDArray

_LARGEST = {np.dtype(np.int64): int(np.iinfo(np.int64).max), np.dtype(np.float64): float_info.max}


@dataclass(frozen=True, slots=True)
class Bounds:
    """The numbers that may stand in a place."""

    least: float = -float_info.max
    most: float = float_info.max
    nan: bool = False  # NaN may stand where there is no number

    def said(self, whole: bool) -> str:
        """The bounds in words. whole: of numbers that are finite anyway."""
        least, most = self.least, self.most
        limits = [f"at least {least:,g}"] * (least > -float_info.max) + [f"at most {most:,g}"] * (most < float_info.max)
        return " and ".join(["finite", *limits] if most == float_info.max and not whole else limits)


People = Annotated[int, Bounds(0, 10_000)]  # on duty at any time; more is a slip of the pen
Minutes = Annotated[float, Bounds(0.0, 10_080)]  # of a week at most
Wait = Annotated[float, Bounds(0.0, 36_500)]  # days; a century at most
Score = Annotated[float, Bounds(0.0)]


@dataclass(frozen=True, slots=True)
class Column(Bounds):
    """The numbers that an array may hold, and its shape. The type of the array stands in the annotation."""

    width: int = 0  # 0: (n,); else (n, width)
    rows: str = ""  # of an answer: the argument that says how many rows it has; none: as many as it was asked about

    @classmethod
    def of(cls, codes: type[IntEnum]) -> "Column":
        """The codes of an enumeration without gaps."""
        return cls(int(min(codes)), int(max(codes)))


@dataclass(frozen=True, slots=True)
class Held:
    """A column with the type of its array."""

    kind: np.dtype[Any]
    column: Column
    top: int  # the largest number, its bits read as an unsigned one

    @classmethod
    def of(cls, kind: type[np.generic], column: Column) -> "Held":
        """A column of arrays of this type. Raises KeyError where it is neither bool, int64 nor float64."""
        dtype = np.dtype(kind)
        if dtype == np.bool_:
            return cls(dtype, column, 1)
        return cls(dtype, column, np.array(min(column.most, _LARGEST[dtype]), dtype).view(np.uint64).item())

    def view(self, values: Any, of: str, name: str) -> NDArray[Any]:
        """The array as a view that cannot be written into. Raises ValueError: `name: … must be …`, `of` before it.

        A message names a number that may not be there with its place, as in `name[17]`.
        """
        column = self.column
        if not isinstance(values, np.ndarray) or values.dtype != self.kind or _masked(values):
            raise ValueError(f"{of}{name}: {type_of(values)} given, must be an array of {self.kind}")
        if values.ndim != (2 if column.width else 1) or (column.width and values.shape[1] != column.width):
            wanted = f"(n, {column.width})" if column.width else "(n,)"
            raise ValueError(f"{of}{name}: shape {values.shape} given, must be {wanted}")
        if values.size and self.kind.kind != "b" and not self._fits(values):
            self._judge(values, of + name)
        return unwritable(values)

    def _fits(self, values: NDArray[Any]) -> bool:
        """Do all lie within the bounds, as far as a quick look can tell?"""
        if self.column.least == 0:  # as unsigned numbers, negative ones and NaN come after all others
            return bool(np.maximum.reduce(values.view(np.uint64), None) <= self.top)
        return bool(
            self.column.least <= np.minimum.reduce(values, None) and np.maximum.reduce(values, None) <= self.column.most
        )

    def _judge(self, values: NDArray[Any], name: str) -> None:
        """The slow way, which tells a NaN that may be there from a number that may not."""
        fits = (values >= self.column.least) & (values <= self.column.most) | (np.isnan(values) & self.column.nan)
        if not fits.all():
            place = tuple(np.argwhere(~fits)[0].tolist())
            item, allowed = f"{name}[{', '.join(map(str, place))}]", self.column.said(self.kind.kind == "i")
            raise ValueError(f"{item}: {values[place]:g} is out of range, must be {allowed}")


class Record:
    """A frozen dataclass of columns over the same n rows, and of other records of n rows.

    Every column is held to its annotation when the record is made, and is a view that cannot be written into: the
    array that was given stays as it is, and writable for its owner.
    """

    __slots__ = ()

    def __post_init__(self) -> None:
        """Raises ValueError: `Record.field: … must be …`."""
        kind: type = type(self)
        names, wanted, values = _fields(kind)
        for name, value in zip(names, _admitted(f"{kind.__name__}.", names, wanted, values(self)), strict=True):
            object.__setattr__(self, name, value)

    def __len__(self) -> int:
        kind: type = type(self)
        return len(getattr(self, _fields(kind)[0][0]))


def guarded[**P, R](method: Callable[P, R]) -> Callable[P, R]:
    """A method whose arguments that are columns are held to their annotations; it sees views of them.

    The method raises ValueError, `argument: … must be …`, also where columns and records differ in their rows.
    """
    form, hints = signature(method), get_type_hints(method, include_extras=True)
    parameters = list(form.parameters)
    held = {name: want for name in parameters if (want := wanted_by(hints.get(name)))}
    names, wanted = tuple(held), tuple(held.values())
    places = [parameters.index(name) for name in names]

    @wraps(method)
    def answer(*args: P.args, **kwargs: P.kwargs) -> R:
        if not kwargs and len(args) == len(parameters):  # as nearly always, and much quicker
            arguments = list(args)
            for place, value in zip(places, _admitted("", names, wanted, [args[at] for at in places]), strict=True):
                arguments[place] = value
            return method(*arguments)  # type: ignore[arg-type, call-arg]
        given = form.bind(*args, **kwargs)
        values = [given.arguments[name] for name in names]
        given.arguments.update(zip(names, _admitted("", names, wanted, values), strict=True))
        return method(*given.args, **given.kwargs)

    return answer


def _admitted(of: str, names: Sequence[str], wanted: Sequence[Any], values: Sequence[Any]) -> list[Any]:
    """Hold these values to what is wanted, and return them. Raises ValueError for the first that may not be."""
    views: list[Any] = []
    for name, want, value in zip(names, wanted, values, strict=True):
        view = value
        if isinstance(want, Held):
            view = want.view(value, of, name)
        elif not isinstance(value, want):
            raise ValueError(f"{of}{name}: {type_of(value)} given, must be {want.__name__}")
        if views and len(view) != len(views[0]):
            raise ValueError(f"{of}{name}: {len(view)} rows, must be {len(views[0])} as in {names[0]}")
        views.append(view)
    return views


@cache
def columns(record: type) -> Mapping[str, Column]:
    """Bounds of the columns of a record, by field; records in a record are not among them."""
    names, wanted, _ = _fields(record)
    return {name: want.column for name, want in zip(names, wanted, strict=True) if isinstance(want, Held)}


@cache
def _fields(record: type) -> tuple[tuple[str, ...], tuple[Any, ...], Callable[[Any], Sequence[Any]]]:
    """The fields of a record that have rows: their names, their types, and what takes their values off it."""
    hints = get_type_hints(record, include_extras=True)
    wanted = {field.name: want for field in fields(record) if (want := wanted_by(hints[field.name]))}
    names = tuple(wanted)
    values = attrgetter(*names) if len(names) > 1 else lambda record: (getattr(record, names[0]),)
    return names, tuple(wanted.values()), values


def wanted_by(hint: Any) -> Any:
    """Type that an annotation asks for: a Held for a column, the class itself for a record; None for all else."""
    if isinstance(hint, type) and issubclass(hint, Record):
        return hint
    if get_origin(hint) is not Annotated:
        return None
    kind, column = get_args(hint)
    while get_args(kind):  # NDArray[...], in however many aliases a NumPy version wraps it
        kind = get_args(kind)[-1]
    return Held.of(kind, column)


def unwritable(values: NDArray[Any]) -> NDArray[Any]:
    """A view that cannot be written into, or the array itself where it is one."""
    if not values.flags.writeable:
        return values
    view = values.view()
    view.setflags(write=False)
    return view


def type_of(value: Any) -> str:
    """Type of a value, in words."""
    if not isinstance(value, np.ndarray):
        return type(value).__name__
    return f"a masked array of {value.dtype}" if _masked(value) else f"an array of {value.dtype}"


def _masked(values: NDArray[Any]) -> bool:
    """Can rows be left out of it? What would count for these is what happens to lie below the mask."""
    return type(values) is not np.ndarray and isinstance(values, np.ma.MaskedArray)  # imported where it is needed
