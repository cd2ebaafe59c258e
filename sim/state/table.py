"""Table: growable columns. A subclass annotates its columns; their dtypes are read from the annotations, once."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, get_args, get_type_hints

import numpy as np
from numpy.typing import ArrayLike

from sim.arrays import I64, Bool

_columns: dict[type, Mapping[str, np.dtype[np.generic]]] = {}  # by table: annotations are read once


class Table:
    """Columns of one length that grow together.

    `table.column` is a view of the rows in use, made when it is first asked for. It is renewed by `add`: a view kept
    across an `add` may write into the old buffer, so compute, write, then add, and read columns anew.
    """

    def __init__(self, capacity: int = 1024) -> None:
        self._buffers = {name: np.zeros(capacity, dtype) for name, dtype in self.columns().items()}
        self._size = 0

    def __getattr__(self, name: str) -> Any:
        try:
            view = self.__dict__["_buffers"][name][: self._size]
        except KeyError:
            raise AttributeError(f"{type(self).__name__} has no column {name!r}") from None
        self.__dict__[name] = view
        return view

    def __getstate__(self) -> dict[str, Any]:
        """State that copies are made from: views would not be of their own buffers."""
        return {name: value for name, value in self.__dict__.items() if name not in self._buffers}

    @classmethod
    def columns(cls) -> Mapping[str, np.dtype[np.generic]]:
        """Column names and dtypes, in order."""
        if cls not in _columns:
            hints = get_type_hints(cls)
            dtypes = {name: np.dtype(_scalar(hint)) for name, hint in hints.items() if not name.startswith("_")}
            _columns[cls] = MappingProxyType(dtypes)
        return _columns[cls]

    def __len__(self) -> int:
        return self._size

    def add(self, **columns: ArrayLike) -> I64:
        """Append n rows and return their numbers, (n,). Columns not named are 0; scalars fill all n rows.

        Raises KeyError for a column the table does not have.
        """
        sizes = {len(values) if values.ndim else 1 for values in map(np.asarray, columns.values())}
        count = 0 if 0 in sizes else max(sizes)
        first, last = self._size, self._size + count
        self._reserve(last)
        for name, values in columns.items():
            self._buffers[name][first:last] = values
        if count:
            self._resized(last)
        return np.arange(first, last)

    def keep(self, rows: Bool) -> None:
        """Forget all rows but those under a (rows,) mask. Those that stay keep their order and get new numbers."""
        if rows.all():
            return
        stay = np.flatnonzero(rows)
        size = len(stay)
        for buffer in self._buffers.values():
            buffer[:size] = buffer[stay]
            buffer[size : self._size] = 0
        self._resized(size)

    def _reserve(self, size: int) -> None:
        capacity = len(next(iter(self._buffers.values())))
        if size <= capacity:
            return
        self._resized(self._size)  # a view would hold its old buffer
        for name, dtype in self.columns().items():
            grown = np.zeros(max(size, capacity + capacity // 2), dtype)
            grown[: self._size] = self._buffers[name][: self._size]
            self._buffers[name] = grown

    def _resized(self, size: int) -> None:
        self._size = size
        for name in self._buffers.keys() & self.__dict__.keys():
            del self.__dict__[name]


def _scalar(hint: object) -> type[np.generic]:
    """The scalar type in NDArray[...], however many layers of alias a NumPy version wraps it in."""
    while get_args(hint):
        hint = get_args(hint)[-1]
    assert isinstance(hint, type)
    assert issubclass(hint, np.generic)
    return hint
