"""The log: one append-only table a kind of event. Everything measured about a run is read from here, nothing else."""

from bisect import bisect_right
from collections.abc import Iterator
from itertools import pairwise
from operator import attrgetter
from typing import Any, BinaryIO

import numpy as np
from numpy.typing import NDArray

from sim.state.events import Event
from sim.state.spill import Spill, Waiting, kept

Mark = dict[type[Event], int]  # rows of each kind at a moment

LEAST, MOST = 1 << 8, 1 << 16  # rows of a sheet: the first one of a kind, and any


class Log:
    """Takes events in batches while the run goes on; `finish` gives the tables.

    aside  a file for sheets that are full, nobody else's; None keeps them in memory
    """

    def __init__(self, aside: BinaryIO | None = None) -> None:
        self._sheets: dict[type[Event], _Sheets] = {}
        self._spill = Spill(aside)

    def add(self, batch: Event) -> None:
        """Append n events of one kind. Each column is a scalar or (n,), and is written in its dtype."""
        kind = type(batch)
        if kind not in self._sheets:
            self._sheets[kind] = _Sheets(kind, self._spill)
        self._sheets[kind].write(batch)

    def mark(self) -> Mark:
        """Rows of each kind so far."""
        return {kind: len(sheets) for kind, sheets in self._sheets.items()}

    def after(self, mark: Mark, days: int) -> "Events":
        """The tables of what was logged since a mark, in a run of so many days so far. They stay in the log, too."""
        tables = {}
        for kind, sheets in self._sheets.items():
            time, *rest = sheets.after(mark.get(kind, 0))
            if len(time):
                order = np.argsort(time, kind="stable")
                tables[kind] = kind(time[order], *(column[order] for column in rest))
        return Events(tables, days)

    def finish(self, days: int) -> "Events":
        """The tables of a run of so many days. The log is empty after that: sheets are freed as they are joined."""
        tables = {}
        while self._sheets:
            kind, sheets = self._sheets.popitem()
            if len(sheets):
                time, *rest = sheets.taken()
                tables[kind] = kind(time, *rest)
        return Events(tables, days)


class _Sheets:
    """The events of one kind, as columns on sheets: the last one has room for more rows."""

    def __init__(self, kind: type[Event], spill: Spill) -> None:
        self._kind, self._spill, self._values = kind, spill, attrgetter(*kind.columns())
        self._full: list[list[Waiting]] = [[] for _ in kind.columns()]
        self._starts: list[int] = []  # first row of each full sheet
        self._open: list[NDArray[Any]] = [np.empty(LEAST, dtype) for dtype in kind.columns().values()]
        self._before, self._used = 0, 0  # rows on full sheets, and on the open one

    def __len__(self) -> int:
        return self._before + self._used

    def write(self, batch: Event) -> None:
        """Raises ValueError where columns differ in their rows."""
        columns = list(map(np.asarray, self._values(batch)))
        sizes = {len(values) for values in columns if values.ndim} or {1}
        if len(sizes) > 1:
            raise ValueError(f"{self._kind.__name__}: columns of {sorted(sizes)} rows, must be of one length")
        rows = sizes.pop()
        if rows == 0:
            return
        if self._used + rows > len(self._open[0]):
            self._turn(rows)
        for sheet, values in zip(self._open, columns, strict=True):
            sheet[self._used : self._used + rows] = values
        self._used += rows

    def _turn(self, rows: int) -> None:
        """Put a new sheet on top that has room for so many rows."""
        full = len(self._open[0])
        for waiting, sheet in zip(self._full, self._open, strict=True):
            column = sheet[: self._used]
            waiting.append(self._spill.put(column) if full >= MOST else kept(column))
        self._starts.append(self._before)
        self._before += self._used
        size = max(rows, min(2 * full, MOST))
        self._open, self._used = [np.empty(size, sheet.dtype) for sheet in self._open], 0

    def after(self, first: int) -> list[NDArray[Any]]:
        """Each column from a row on, as it was written."""
        sheet = bisect_right(self._starts, first) - 1 if first < self._before else len(self._starts)
        skipped = first - (self._starts[sheet] if sheet < len(self._starts) else self._before)
        return [
            self._joined(full[sheet:], last, sheet)[skipped:] for full, last in zip(self._full, self._open, strict=True)
        ]

    def taken(self) -> Iterator[NDArray[Any]]:
        """Each column in order of time; the same moments keep the order of writing. Nothing is left here."""
        time = self._joined(self._full.pop(0), self._open.pop(0))
        order = slice(None) if (time[1:] >= time[:-1]).all() else np.argsort(time, kind="stable")
        yield time[order]
        del time
        while self._full:
            yield self._joined(self._full.pop(0), self._open.pop(0))[order]

    def _joined(self, waiting: list[Waiting], last: NDArray[Any], sheet: int = 0) -> NDArray[Any]:
        """A column from a full sheet on, of which these wait, to the end."""
        starts = [*self._starts[sheet:], self._before]
        column = np.empty(self._before + self._used - starts[0], last.dtype)
        for write, (first, end) in zip(waiting, pairwise(starts), strict=True):
            write(column[first - starts[0] : end - starts[0]])
        column[self._before - starts[0] :] = last[: self._used]
        return column


class Events:
    """A finished log: for every kind of event its table, in order of time; and how long the run was."""

    def __init__(self, tables: dict[type[Event], Event], days: int) -> None:
        self._tables, self.days = tables, days

    def __getitem__[E: Event](self, kind: type[E]) -> E:
        """All events of a kind, none where it never happened: `events[Completed].fit`."""
        table = self._tables.get(kind)
        return table if isinstance(table, kind) else kind(*(np.zeros(0, dtype) for dtype in kind.columns().values()))

    def __repr__(self) -> str:
        """The tables by name, each with its rows; kinds that never happened are left out."""
        rows = sorted(f"{kind.__name__} {len(table):,}" for kind, table in self._tables.items() if len(table))
        return f"Events of {self.days} days: {', '.join(rows) or 'none'}"

    def __len__(self) -> int:
        """Number of events of all kinds."""
        return sum(map(len, self._tables.values()))

    def between(self, since: float, until: float) -> "Events":
        """Events of since ≤ time < until, without copying. `days` stays that of the run."""
        return Events(
            {
                kind: part(table, *np.searchsorted(table.time, (since, until)).tolist())
                for kind, table in self._tables.items()
            },
            self.days,
        )


def part[E: Event](table: E, first: int, last: int) -> E:
    """Rows first…last-1 of a table, as views."""
    return type(table)(*(getattr(table, name)[first:last] for name in table.columns()))
