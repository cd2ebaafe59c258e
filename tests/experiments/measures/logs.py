"""Hand-made logs: a few events with a known answer.

Of a run of 120 days the measured part begins with day 30, the cohort is posted on days 30 to 90, and windows begin with
days 30, 60 and 90.
"""

from dataclasses import fields
from typing import Any

from experiments.measures.periods import Periods
from policies.records import Format, Kind
from sim.state.events import Event, Posted, Session
from sim.state.log import Events, Log

NOBODY = (
    "worker",
    "client",
    "job",
    "ring",
    "recruit",
    "tactic",
    "violation",
)  # -1 where a test does not say; all else is 0


def at[E: Event](kind: type[E], time: Any, **columns: Any) -> E:
    """Events of a kind, with the columns that matter."""
    unsaid = {field.name: -1 if field.name in NOBODY else 0 for field in fields(kind)}
    return kind(**unsaid | columns | {"time": time})


def post(
    job: int,
    day: float = 40,
    *,
    tactic: Kind = Kind.NONE,
    violation: Kind | None = None,
    form: Format = Format.FIXED,
    client: int = 0,
) -> Posted:
    """A posting, of a lawful fixed-price project unless something else is said; a scheme breaks its tactic's rule."""
    broken = tactic if violation is None else violation
    return at(Posted, day, client=client, job=job, tactic=tactic, violation=broken, format=form)


def log_of(*batches: Event, days: int = 120) -> Events:
    """A log of these events, handed over in any order."""
    log = Log()
    for batch in batches:
        log.add(batch)
    return log.finish(days)


def periods_of(*batches: Event, days: int = 120) -> Periods:
    """The measured parts of such a log."""
    return Periods(log_of(*batches, days=days))


# 4 workers look in the first window, 2 in the second, 5 in the third; 8 and 9 come too early and too late to count
SESSIONS = (
    at(Session, 30, worker=[0, 0, 1]),
    at(Session, 59.9, worker=[2, 3]),
    at(Session, 60, worker=[5, 7]),
    at(Session, 119.9, worker=[0, 1, 2, 3, 4]),
    at(Session, [29.9, 120], worker=[8, 9]),
)
