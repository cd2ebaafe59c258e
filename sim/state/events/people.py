"""Events of people: who came, and who is gone."""

from dataclasses import dataclass

from sim.state.events.base import Code, Count, Event, Flag, Real, Row


@dataclass(frozen=True, slots=True, eq=False)
class Session(Event):
    """A worker looked at the list."""

    worker: Row


@dataclass(frozen=True, slots=True, eq=False)
class WorkerJoined(Event):
    """A worker registered; those who were here on the first day, the day before it."""

    worker: Row
    age_band: Code  # 0 under 25, 1 25–34, 2 35–49, 3 50 and over
    experienced: Flag  # has completed a contract before


@dataclass(frozen=True, slots=True, eq=False)
class WorkerReturned(Event):
    """A dormant account is used again: its worker joined today, and is no newcomer."""

    worker: Row


@dataclass(frozen=True, slots=True, eq=False)
class WorkerLeft(Event):
    """A worker is gone for good."""

    worker: Row
    reason: Code  # Reason


@dataclass(frozen=True, slots=True, eq=False)
class AccountSold(Event):
    """A ring bought a worker's account."""

    worker: Row
    yen: Real


@dataclass(frozen=True, slots=True, eq=False)
class ClientJoined(Event):
    """An account that can post was opened."""

    client: Row
    type: Code  # ClientType
    verified: Flag


@dataclass(frozen=True, slots=True, eq=False)
class ClientReturned(Event):
    """A dormant account orders again: its client joined today, and is no newcomer."""

    client: Row


@dataclass(frozen=True, slots=True, eq=False)
class DormantCounted(Event):
    """Registered accounts that nobody uses."""

    workers: Count
    clients: Count


@dataclass(frozen=True, slots=True, eq=False)
class ClientLeft(Event):
    """A client is gone for good, by its own choice."""

    client: Row
    type: Code  # ClientType
    reason: Code  # Reason


@dataclass(frozen=True, slots=True, eq=False)
class Recorded(Event):
    """A client's project contracts of before it came, or of before a ring came by its account."""

    client: Row
    accepted: Count
    ended: Count  # accepted ones included


@dataclass(frozen=True, slots=True, eq=False)
class Restricted(Event):
    """The office restricted an account, for good."""

    client: Row
    type: Code  # ClientType
    ground: Code  # policies.records.Ground


@dataclass(frozen=True, slots=True, eq=False)
class RingEntered(Event):
    """A ring began its business."""

    ring: Row


@dataclass(frozen=True, slots=True, eq=False)
class RingLeft(Event):
    """A ring gave up."""

    ring: Row


@dataclass(frozen=True, slots=True, eq=False)
class AccountOpened(Event):
    """A ring came by an account."""

    client: Row
    ring: Row
    how: Code  # Opening
