"""The log: one append-only table a kind of event. Everything measured about a run is read from here, nothing else."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.state.events import Event


class Log:
    """Takes events in batches while the run goes on; `finish` gives the tables."""

    def __init__(self) -> None:
        self._chunks: dict[type[Event], list[list[NDArray[Any]]]] = {}  # kind → column → batches

    def add(self, batch: Event) -> None:
        """Append n events of one kind. Each column is a scalar or (n,), and is copied into its dtype."""
        kind = type(batch)
        given = [np.asarray(getattr(batch, name)) for name in kind.columns()]
        sizes = {len(values) for values in given if values.ndim}
        if len(sizes) > 1:
            raise ValueError(f"{kind.__name__}: columns of {sorted(sizes)} rows, must be of one length")
        n = sizes.pop() if sizes else 1
        if n == 0:
            return
        chunks = self._chunks.setdefault(kind, [[] for _ in given])
        for chunk, values, dtype in zip(chunks, given, kind.columns().values(), strict=True):
            chunk.append(values.astype(dtype) if values.ndim else np.full(n, values, dtype))

    def finish(self, days: int) -> "Events":
        """The tables of a run of so many days. The log is empty after that: batches are freed as they are joined."""
        tables = {}
        while self._chunks:
            kind, chunks = self._chunks.popitem()
            time = np.concatenate(chunks[0])
            order = np.argsort(time, kind="stable")  # same moments keep the order of writing
            joined = []
            while chunks:
                joined.append(np.concatenate(chunks.pop(0))[order])
            tables[kind] = kind(*joined)
        return Events(tables, days)


class Events:
    """A finished log: for every kind of event its table, in order of time; and how long the run was."""

    def __init__(self, tables: dict[type[Event], Event], days: int) -> None:
        self._tables, self.days = tables, days

    def __getitem__[E: Event](self, kind: type[E]) -> E:
        """All events of a kind, none where it never happened: `events[Completed].fit`."""
        table = self._tables.get(kind)
        return table if isinstance(table, kind) else kind(*(np.zeros(0, dtype) for dtype in kind.columns().values()))

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
