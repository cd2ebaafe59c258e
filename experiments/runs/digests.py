"""Digests of a log: every column of every kind of event, by name. Equal digests, equal runs."""

import hashlib
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.state.events import Event
from sim.state.log import Events

Columns = dict[str, NDArray[Any]]

WHO = ("worker", "client", "job")


def digests(events: Events, *, exact: bool = False) -> dict[str, str]:
    """Return table → digest of its columns. exact: to the last bit, in which processors may differ."""
    return {table: digest(columns, exact=exact) for table, columns in sorted(quantities(events).items())}


def quantities(events: Events) -> dict[str, Columns]:
    """Return kind of event → its columns, (n,) each, in order of time; kinds that happened."""
    return {
        kind.__name__: {name: getattr(events[kind], name) for name in kind.columns()}
        for kind in Event.__subclasses__()
        if len(events[kind])
    }


def digest(columns: Columns, *, exact: bool = False) -> str:
    """Return the digest of a table; fractions to six digits, for processors may differ in the last bit."""
    hashed = hashlib.sha256()
    for name in sorted(columns):
        values = columns[name]
        if name in WHO and not (values >= 0).any():
            continue  # an event without a subject of that kind
        if values.dtype.kind == "f" and (values != np.round(values)).any():
            numbers = values.astype(np.float64)
            text = numbers.tobytes() if exact else "\n".join(np.char.mod("%.6g", numbers + 0.0)).encode()
        else:
            text = values.astype(np.int64).tobytes()
        hashed.update(f"{name}\0{len(values)}\0".encode() + text)
    return hashed.hexdigest()[:16]
