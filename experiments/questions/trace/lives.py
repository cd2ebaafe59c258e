"""One person's two lives, event by event, in words: what happened to them, and what rules did to whom they met.

To a life belongs every event that names the worker; and, of every posting that they met in either world, when it
appeared, was suspended or taken down, and what became of the account behind it. The log has what happens, not what
somebody thinks: trust and caution show in what is done next.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from types import SimpleNamespace

import numpy as np

from experiments.questions.trace.fates import World
from experiments.questions.trace.words import DRAWN_IN, NATURE, OF_CLIENT, OF_JOB, OWN, RULED, Said
from sim.arrays import Ints
from sim.state.events import Event, Recruited
from sim.state.log import Events

NEAR = 1.0  # days within which the same thing on the other side is the same, earlier or later
ORDER = (*OF_JOB, *OF_CLIENT, *OWN)  # of what happens at one moment


@dataclass(frozen=True, slots=True)
class Happening:
    """Something that happened on one side."""

    time: float  # days since the start
    text: str
    nature: bool  # the platform does not see it
    ruled: bool  # a rule did it
    account: str  # whom it is about, as `Names` has it; "?" for nobody
    place: int  # among what happens at one moment


@dataclass(frozen=True, slots=True)
class Moment:
    """Something that happened on one side, or on both."""

    before: Happening | None  # baseline
    after: Happening | None  # candidate

    @property
    def either(self) -> Happening:
        """It, where it happened first."""
        return min((each for each in (self.before, self.after) if each), key=lambda each: each.time)

    @property
    def same(self) -> bool:
        """Did it happen on both sides at the same time?"""
        return self.before is not None and self.after is not None and self.before.time == self.after.time


def side_by_side(worker: int, before: World, after: World) -> tuple[Moment, ...]:
    """Both lives of a worker, in order of time."""
    here, there = met(worker, before.events), met(worker, after.events)
    own = life(worker, before, np.union1d(here, after.names.jobs_in(before.names, there)))
    other = life(worker, after, np.union1d(there, before.names.jobs_in(after.names, here)))
    return matched(own, other)


def matched(before: Iterable[Happening], after: Iterable[Happening]) -> tuple[Moment, ...]:
    """Happenings of two lives, in order of time, each beside the same one of the other life, if there is one.

    That is the one at the same moment, else the next one to happen within a day: it came earlier or later.
    """
    left, right = (_by_text(each) for each in (before, after))
    found = [moment for text in {**left, **right} for moment in _beside(left[text], right[text])]
    return tuple(sorted(found, key=lambda moment: (moment.either.time, moment.either.place)))


def _beside(first: list[Happening], second: list[Happening]) -> Iterator[Moment]:
    """The same thing on two sides, in order of time on each."""
    for apart in (0.0, NEAR):
        for each in list(first):
            like = next((other for other in second if abs(other.time - each.time) <= apart), None)
            if like:
                first.remove(each)
                second.remove(like)
                yield Moment(each, like)
    yield from (Moment(each, None) for each in first)
    yield from (Moment(None, each) for each in second)


def met(worker: int, events: Events) -> Ints:
    """Rows of the postings that a worker had to do with."""
    tables = [table for kind in OWN if "job" in kind.columns() for table in [events[kind]]]
    rows = np.unique(np.concatenate([_column(table, "job")[_column(table, "worker") == worker] for table in tables]))
    return rows[rows >= 0]


def life(worker: int, world: World, jobs: Ints) -> Iterator[Happening]:
    """What happened to a worker, and what rules did to these postings (rows) and their clients, in order of time."""
    jobs = jobs[jobs >= 0]
    clients = np.unique(world.names.client[jobs[jobs < len(world.names.client)]])
    told = [
        *_told(OF_JOB, "job", jobs, world),
        *_told(OF_CLIENT, "client", clients[clients >= 0], world),
        *_told(OWN, "worker", np.array([worker]), world),
        *_told({Recruited: DRAWN_IN}, "recruit", np.array([worker]), world),
    ]
    yield from sorted(told, key=lambda happening: (happening.time, happening.place))


def _told(words: Mapping[type[Event], Said], column: str, rows: Ints, world: World) -> Iterator[Happening]:
    """Events of these kinds whose column holds one of these rows."""
    for kind, said in words.items():
        table = world.events[kind]
        for place in np.flatnonzero(np.isin(_column(table, column), rows)).tolist():
            event = SimpleNamespace(**{name: _column(table, name)[place].item() for name in kind.columns()})
            account = world.names.of_client(event.client) if hasattr(event, "client") else "?"
            nature = NATURE[kind](event) if kind in NATURE else False
            yield Happening(event.time, said(event, world.names), nature, kind in RULED, account, ORDER.index(kind))


def _column(table: Event, name: str) -> Ints:
    column: Ints = getattr(table, name)
    return column


def _by_text(happenings: Iterable[Happening]) -> defaultdict[str, list[Happening]]:
    found = defaultdict(list)
    for each in happenings:
        found[each.text].append(each)
    return found
