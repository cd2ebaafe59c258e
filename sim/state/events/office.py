"""Acts of the office, and what nature alone knows."""

from dataclasses import dataclass

from sim.state.events.base import Code, Count, Event, Flag, Real, Row


@dataclass(frozen=True, slots=True, eq=False)
class StaffWorked(Event):
    """People at the office were busy."""

    duty: Code  # Duty
    hours: Real


@dataclass(frozen=True, slots=True, eq=False)
class OnDuty(Event):
    """People were at a desk, busy or not."""

    duty: Code  # Duty
    hours: Real


@dataclass(frozen=True, slots=True, eq=False)
class Certified(Event):
    """A client was given the badge, or lost it."""

    client: Row
    certified: Flag  # from now on


@dataclass(frozen=True, slots=True, eq=False)
class PhrasesLearned(Event):
    """The office learned so many pieces of text to look for."""

    pieces: Count


@dataclass(frozen=True, slots=True, eq=False)
class FitSampled(Event):
    """The true fit of a sampled worker and job."""

    worker: Row
    job: Row
    fit: Real
