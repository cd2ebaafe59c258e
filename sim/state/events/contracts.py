"""Events in the course of contracts. The job is -1 for repeat business, which belongs to no posting."""

from dataclasses import dataclass

from sim.state.events.base import Code, Count, Event, Flag, Real, Row


@dataclass(frozen=True, slots=True, eq=False)
class Hired(Event):
    """A pair signed, and the client paid into escrow."""

    worker: Row
    client: Row
    job: Row
    tactic: Code
    format: Code  # Format
    amount: Real  # yen


@dataclass(frozen=True, slots=True, eq=False)
class DealtDirect(Event):
    """An honest pair made a deal off the service."""

    worker: Row
    client: Row
    job: Row
    amount: Real  # yen
    coerced: Flag  # the worker was pressed into it


@dataclass(frozen=True, slots=True, eq=False)
class FellSilent(Event):
    """One side of a contract stopped answering."""

    worker: Row
    client: Row
    job: Row
    by_worker: Flag


@dataclass(frozen=True, slots=True, eq=False)
class Reminded(Event):
    """One side asked the office to urge the other."""

    worker: Row
    client: Row
    job: Row
    denial: Code  # policies.records.Denial, 0 where it was granted


@dataclass(frozen=True, slots=True, eq=False)
class Completed(Event):
    """Work was accepted, escrow went to the worker and the platform, and the worker rated the client."""

    worker: Row
    client: Row
    job: Row
    seats: Count  # of the job
    format: Code  # Format
    fit: Real  # true fit 0…1
    amount: Real  # yen
    received: Real  # yen, by the worker; the platform keeps the rest
    stars: Real


@dataclass(frozen=True, slots=True, eq=False)
class Ended(Event):
    """A contract ended without acceptance, and the money in escrow went back."""

    worker: Row
    client: Row
    job: Row
    reason: Code  # Reason
    refund: Real  # yen
