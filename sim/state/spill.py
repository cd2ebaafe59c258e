"""Spill: columns that nobody needs before a run is over wait in a file, so that memory is the market's."""

from collections.abc import Callable
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

Waiting = Callable[[NDArray[Any]], None]  # writes a column, as it was, into an array of its rows and type


def kept(column: NDArray[np.generic]) -> Waiting:
    """A column that waits in memory."""

    def copied(into: NDArray[Any]) -> None:
        into[:] = column

    return copied


class Spill:
    """Columns in a file. Without one, or on a full disk, they wait in memory.

    file  open for writing and reading without a buffer, and nobody else's
    """

    def __init__(self, file: BinaryIO | None = None) -> None:
        self._file, self._end = file, 0

    def put(self, column: NDArray[np.generic]) -> Waiting:
        """Take a column, which nobody changes from now on, until it is asked for."""
        file, start = self._file, self._end
        if file is None:
            return kept(column)
        try:
            file.seek(start)
            room = file.write(memoryview(column).cast("B")) == column.nbytes
        except OSError:
            room = False
        if not room:  # on the disk
            self._file = None
            return kept(column)
        self._end += column.nbytes

        def read(into: NDArray[Any]) -> None:
            file.seek(start)
            if file.readinto(memoryview(into).cast("B")) != into.nbytes:  # type: ignore[attr-defined]
                raise OSError("the file of the log has been cut off")

        return read
