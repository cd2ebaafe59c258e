"""Events between two: who met, who talked, whom bad actors reached."""

from dataclasses import dataclass

from sim.state.events.base import Code, Event, Flag, Real, Row


@dataclass(frozen=True, slots=True, eq=False)
class Applied(Event):
    """A worker answered a job."""

    worker: Row
    client: Row
    job: Row
    tactic: Code


@dataclass(frozen=True, slots=True, eq=False)
class Scouted(Event):
    """An honest client wrote to a worker about a job."""

    worker: Row
    client: Row
    job: Row
    fit: Real  # true fit 0…1


@dataclass(frozen=True, slots=True, eq=False)
class Talked(Event):
    """An honest pair spoke before a contract."""

    worker: Row
    client: Row
    job: Row
    how: Code  # Talk
    outlet: Code  # Outlet that was named in a text, -1 for none


@dataclass(frozen=True, slots=True, eq=False)
class ContactSwapped(Event):
    """An honest pair exchanged outside contacts; once about a job. The job is -1 for repeat business."""

    worker: Row
    client: Row
    job: Row
    how: Code  # Swap


@dataclass(frozen=True, slots=True, eq=False)
class Contacted(Event):
    """A bad actor's lure reached a worker."""

    worker: Row
    client: Row
    job: Row
    tactic: Code
    channel: Code  # Channel
    stage: Code  # Stage


@dataclass(frozen=True, slots=True, eq=False)
class Warned(Event):
    """A warning stood beside a text, honest or not."""

    worker: Row
    client: Row
    job: Row
    tactic: Code
    channel: Code  # Channel


@dataclass(frozen=True, slots=True, eq=False)
class Stopped(Event):
    """A text was blocked and did not reach its reader, or a listener stopped a lure on a call."""

    worker: Row
    client: Row
    job: Row
    tactic: Code
    channel: Code  # Channel


@dataclass(frozen=True, slots=True, eq=False)
class PermitAsked(Event):
    """Somebody applied for contact outside the service with the other one."""

    worker: Row
    client: Row
    job: Row
    tactic: Code
    granted: Flag
    days: Real  # until the answer


@dataclass(frozen=True, slots=True, eq=False)
class Asked(Event):
    """An honest client asked a worker to deal outside; the job is -1 for more work of the pair."""

    worker: Row
    client: Row
    job: Row
    watched: Flag  # the office may read it, as both know
    agreed: Flag


@dataclass(frozen=True, slots=True, eq=False)
class Pressed(Event):
    """An honest client pressed a worker who had declined to deal outside (L-12)."""

    worker: Row
    client: Row
    job: Row
    yielded: Flag


@dataclass(frozen=True, slots=True, eq=False)
class LedAway(Event):
    """A worker followed a lure."""

    worker: Row
    client: Row
    job: Row
    tactic: Code
    channel: Code  # Channel
    stage: Code  # Stage


@dataclass(frozen=True, slots=True, eq=False)
class Harmed(Event):
    """A bad actor did harm, or work outside the service was not paid."""

    worker: Row
    client: Row
    job: Row
    tactic: Code
    harm: Code  # Harm
    yen: Real  # lost by the worker


@dataclass(frozen=True, slots=True, eq=False)
class Recruited(Event):
    """An MLM victim drew in an acquaintance."""

    worker: Row
    recruit: Row  # the acquaintance, a worker too


@dataclass(frozen=True, slots=True, eq=False)
class Reported(Event):
    """A worker pointed the office at a posting, or at an account."""

    worker: Row
    client: Row
    job: Row
    tactic: Code
    form: Code  # Report
