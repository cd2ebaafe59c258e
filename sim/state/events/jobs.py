"""Events in the course of postings."""

from dataclasses import dataclass

from sim.state.events.base import Code, Count, Event, Flag, Real, Row


@dataclass(frozen=True, slots=True, eq=False)
class Posted(Event):
    """A client handed in a posting."""

    client: Row
    job: Row
    tactic: Code
    violation: Code  # Kind whose rule it breaks: a ring's tactic, or what another client does unwittingly or regardless
    format: Code  # Format
    category: Code
    fee: Real  # yen, contract amount
    to_market: Real  # fee ÷ true market price


@dataclass(frozen=True, slots=True, eq=False)
class Schemed(Event):
    """A ring drafted a job that is to lure, and chose where."""

    client: Row
    job: Row
    tactic: Code
    channel: Code  # Channel


@dataclass(frozen=True, slots=True, eq=False)
class Screened(Event):
    """Screening judged a posting."""

    client: Row
    job: Row
    tactic: Code
    action: Code  # Action of the machine
    score: Real


@dataclass(frozen=True, slots=True, eq=False)
class Suspended(Event):
    """A posting was stopped before it appeared; time is the verdict's."""

    client: Row
    job: Row
    tactic: Code


@dataclass(frozen=True, slots=True, eq=False)
class Published(Event):
    """A posting appeared."""

    client: Row
    job: Row
    tactic: Code
    lag: Real  # hours since it was handed in


@dataclass(frozen=True, slots=True, eq=False)
class TakenDown(Event):
    """A posting was removed after it had appeared."""

    client: Row
    job: Row
    tactic: Code
    unseen: Flag  # nobody had met it in the list
    hours: Real  # since publication


@dataclass(frozen=True, slots=True, eq=False)
class Viewed(Event):
    """Times that the search list showed a job this day."""

    client: Row
    job: Row
    tactic: Code
    rows: Count


@dataclass(frozen=True, slots=True, eq=False)
class Opened(Event):
    """Times that a job's page was opened this day."""

    client: Row
    job: Row
    tactic: Code
    pages: Count


@dataclass(frozen=True, slots=True, eq=False)
class Surveyed(Event):
    """A reader said whether a fee is fair."""

    worker: Row
    client: Row
    job: Row
    unfair: Flag
