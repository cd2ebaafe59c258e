"""Both lives of one person, event by event, in words, with the acts of rules on postings and clients they met.

A life has every event that names the worker. For every posting that they met on either side, it has when the posting
appeared, was suspended or taken down, and the restrictions of its account. The log has events, not thoughts: trust and
caution show in later acts.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import SimpleNamespace

import numpy as np

from experiments.questions.trace.fates import NamedLog
from experiments.questions.trace.words import DRAWN_IN, NATURE, OF_CLIENT, OF_JOB, OWN, RULED, Sentence
from sim.arrays import Ints
from sim.state.events import Event, Recruited
from sim.state.log import Events

NEAR = 1.0  # days: an event on the other side within this time is the same one, earlier or later
ORDER = (*OF_JOB, *OF_CLIENT, *OWN)  # of events at one moment


@dataclass(frozen=True, slots=True)
class Happening:
    """An event on one side."""

    time: float  # days since the start
    text: str
    nature: bool  # hidden from the platform
    ruled: bool  # an act of a rule
    account: str  # name of the client, see `Names`; "?" for none
    place: int  # in the order of events at one moment


@dataclass(frozen=True, slots=True)
class Moment:
    """An event on one side, or on both."""

    before: Happening | None  # baseline
    after: Happening | None  # candidate

    @property
    def either(self) -> Happening:
        """The event on the side where it happened first."""
        return min((event for event in (self.before, self.after) if event), key=lambda event: event.time)

    @property
    def same(self) -> bool:
        """True if it happened on both sides at the same time."""
        return self.before is not None and self.after is not None and self.before.time == self.after.time


def clock(time: float) -> tuple[int, str]:
    """Return the day, of which the first is 1, and the time of day, to the nearest minute.

    A moment that is as good as midnight belongs to the day that begins.
    """
    day, minutes = divmod(round(time * 24 * 60), 24 * 60)
    return day + 1, f"{minutes // 60:02}:{minutes % 60:02}"


def side_by_side(worker: int, before: NamedLog, after: NamedLog) -> tuple[Moment, ...]:
    """Return both lives of a worker, in order of time."""
    first, second = postings_of(worker, before.events), postings_of(worker, after.events)
    own = life(worker, before, np.union1d(first, after.names.jobs_in(before.names, second)))
    other = life(worker, after, np.union1d(second, before.names.jobs_in(after.names, first)))
    return matched(own, other)


def matched(before: Iterable[Happening], after: Iterable[Happening]) -> tuple[Moment, ...]:
    """Pair the happenings of two lives, in order of time, each with the same one of the other life, if there is one.

    The same one is that at the same moment, else the next one within a day.
    """
    left, right = (_by_text(side) for side in (before, after))
    moments = [moment for text in {**left, **right} for moment in _beside(left[text], right[text])]
    return tuple(sorted(moments, key=lambda moment: (moment.either.time, moment.either.place)))


def _beside(first: list[Happening], second: list[Happening]) -> Iterator[Moment]:
    """Yield moments from happenings with the same text, in order of time on each side."""
    for distance in (0.0, NEAR):
        for happening in list(first):
            same = next((other for other in second if abs(other.time - happening.time) <= distance), None)
            if same:
                first.remove(happening)
                second.remove(same)
                yield Moment(happening, same)
    yield from (Moment(happening, None) for happening in first)
    yield from (Moment(None, happening) for happening in second)


def postings_of(worker: int, events: Events) -> Ints:
    """(n,) rows of the postings in events of a worker."""
    tables = [table for kind in OWN if "job" in kind.columns() for table in [events[kind]]]
    rows = np.unique(np.concatenate([_column(table, "job")[_column(table, "worker") == worker] for table in tables]))
    return rows[rows >= 0]


def life(worker: int, log: NamedLog, jobs: Ints) -> Iterator[Happening]:
    """Yield the happenings of a worker, and the acts of rules on these postings (rows) and their clients, by time."""
    jobs = jobs[jobs >= 0]
    clients = np.unique(log.names.client[jobs[jobs < len(log.names.client)]])
    happenings = [
        *_happenings(OF_JOB, "job", jobs, log),
        *_happenings(OF_CLIENT, "client", clients[clients >= 0], log),
        *_happenings(OWN, "worker", np.array([worker]), log),
        *_happenings({Recruited: DRAWN_IN}, "recruit", np.array([worker]), log),
    ]
    yield from sorted(happenings, key=lambda happening: (happening.time, happening.place))


def _happenings(words: Mapping[type[Event], Sentence], column: str, rows: Ints, log: NamedLog) -> Iterator[Happening]:
    """Yield the events of these kinds whose column has one of these rows."""
    for kind, sentence in words.items():
        table = log.events[kind]
        for place in np.flatnonzero(np.isin(_column(table, column), rows)).tolist():
            event = SimpleNamespace(**{name: _column(table, name)[place].item() for name in kind.columns()})
            account = log.names.of_client(event.client) if hasattr(event, "client") else "?"
            nature = NATURE[kind](event) if kind in NATURE else False
            yield Happening(event.time, sentence(event, log.names), nature, kind in RULED, account, ORDER.index(kind))


def _column(table: Event, name: str) -> Ints:
    column: Ints = getattr(table, name)
    return column


def _by_text(happenings: Iterable[Happening]) -> defaultdict[str, list[Happening]]:
    groups = defaultdict(list)
    for happening in happenings:
        groups[happening.text].append(happening)
    return groups
