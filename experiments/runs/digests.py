"""A log in digests: every column of every kind of event, by name. Equal digests, equal runs."""

import hashlib
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.state.events import Event
from sim.state.log import Events

Columns = dict[str, NDArray[Any]]

WHO = ("worker", "client", "job")


def digests(events: Events, *, exact: bool = False) -> dict[str, str]:
    """Table → hash of its columns. exact: to the last bit, which another processor may have otherwise."""
    return {table: digest(columns, exact=exact) for table, columns in sorted(quantities(events).items())}


def quantities(events: Events) -> dict[str, Columns]:
    """Every kind of event of a log → its columns, (n,) each, in order of time."""
    return {
        kind.__name__: {name: getattr(events[kind], name) for name in kind.columns()} for kind in Event.__subclasses__()
    }


def digest(columns: Columns, *, exact: bool = False) -> str:
    """A hash of a table; fractions to six digits, so that the last bit of another processor moves nothing."""
    hashed = hashlib.sha256()
    for name in sorted(columns):
        values = columns[name]
        if name in WHO and not (values >= 0).any():
            continue  # an event that is about nobody of that sort
        if values.dtype.kind == "f" and (values != np.round(values)).any():
            kept = values.astype(np.float64)
            text = kept.tobytes() if exact else "\n".join(np.char.mod("%.6g", kept + 0.0)).encode()
        else:
            text = values.astype(np.int64).tobytes()
        hashed.update(f"{name}\0{len(values)}\0".encode() + text)
    return hashed.hexdigest()[:16]
