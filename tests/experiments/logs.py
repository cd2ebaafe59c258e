"""Hand-made logs: a few events with a known answer."""

from typing import Any

from sim.state.log import Event, Events, Log

Row = tuple[Event, float, dict[str, Any]]  # kind, day, columns


def log_of(*events: Row, days: int = 120) -> Events:
    """A log of these events, in any order."""
    log = Log()
    for kind, time, columns in events:
        log.add(kind, time, **columns)
    return log.finish(days)


def at(kind: Event, time: float, **columns: Any) -> Row:
    """One event."""
    return kind, time, columns
