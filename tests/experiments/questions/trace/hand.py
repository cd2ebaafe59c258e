"""Two worlds made by hand: ten people, one ring, and a posting that one of the platforms suspends.

Rows differ between the worlds, for in the second one another client posts before the ring does. There are three windows
of 30 days, in the last of which two fewer look in on the second side.
"""

from collections.abc import Sequence

import numpy as np

from experiments.measures.counted import Counted
from experiments.measures.metrics import BY_NAME
from experiments.measures.paths import Causes
from experiments.questions.trace.ask import EXPOSURE, Selection, traced
from experiments.questions.trace.fates import NamedLog
from experiments.questions.trace.life import Life
from experiments.questions.trace.names import names
from experiments.questions.trace.pairing import Pair
from experiments.questions.trace.result import Trace
from experiments.runs.plan import Run
from policies.records import Channel, Kind
from scenarios import Scenario, load
from sim.state.codes import ClientType, Harm
from sim.state.events import (
    AccountOpened,
    Applied,
    ClientJoined,
    Contacted,
    Event,
    Harmed,
    LedAway,
    Posted,
    Published,
    Session,
    Suspended,
    WorkerJoined,
)
from sim.state.log import Events
from tests.experiments.measures.logs import at, log_of

SIDES = load("production"), load("calling_open")
TACTICS = (Kind.MLM, Kind.ACCOUNT_PURCHASE)

type People = Sequence[tuple[int, int] | tuple[int, int, float]]

FIRST, SECOND = (0, 1, 2), (0, 2, 3)  # rows of c0/0, r0.0/0 and r0.0/1 on each side


def people(last: int) -> list[Event]:
    """Ten workers, of whom so many look in in the last window."""
    return [
        at(WorkerJoined, -1, worker=range(10), age_band=[0, 3, *[1] * 8], experienced=[True, *[False] * 9]),
        at(Session, 35, worker=range(10)),
        at(Session, 65, worker=range(10)),
        at(Session, 95, worker=range(last)),
    ]


def clients(*types: ClientType) -> list[Event]:
    """These; those of type RING are accounts of one ring."""
    owned = [row for row, each in enumerate(types) if each == ClientType.RING]
    return [at(ClientJoined, -1, client=range(len(types)), type=types), at(AccountOpened, -1, client=owned, ring=0)]


def lure(worker: int, time: float, job: int, client: int, channel: Channel = Channel.MESSAGE) -> Contacted:
    return at(Contacted, time, worker=worker, job=job, client=client, channel=channel, tactic=Kind.MLM)


def baseline() -> Events:
    """Worker 1 is lured by r0.0/0, workers 2 and 3 by r0.0/1."""
    honest, early, late = FIRST
    return log_of(
        *people(10),
        *clients(ClientType.HONEST, ClientType.RING),
        at(Posted, [10, 38, 39], job=FIRST, client=[0, 1, 1]),
        at(Published, [10, 38.5, 39.5], job=FIRST, client=[0, 1, 1]),
        at(Applied, [11, 40], worker=1, job=[honest, early], client=[0, 1]),
        lure(1, 41, early, 1),
        lure(2, 70, late, 1, Channel.SCOUT),
        lure(3, 45, late, 1),
    )


def candidate() -> Events:
    """r0.0/0 is suspended, which spares worker 1; worker 3 is called instead; worker 4 looks once more, is
    newly lured, and harmed.
    """
    honest, early, late = SECOND
    return log_of(
        *people(8),
        *clients(ClientType.HONEST, ClientType.HONEST, ClientType.RING),
        at(Posted, [10, 20, 38, 39], job=[0, 1, 2, 3], client=[0, 1, 2, 2]),
        at(Published, [10, 20, 39.5], job=[0, 1, 3], client=[0, 1, 2]),
        at(Suspended, 38.4, job=early, client=2),
        at(Applied, 11, worker=1, job=honest, client=0),
        at(Session, 50, worker=4),
        lure(2, 70, late, 2, Channel.SCOUT),
        lure(3, 50, late, 2, Channel.CALL),
        lure(4, 100, late, 2),
        at(LedAway, 100, worker=4, job=late, client=2, channel=Channel.MESSAGE, tactic=Kind.MLM),
        at(Harmed, 105, worker=4, job=late, client=2, tactic=Kind.MLM, harm=Harm.MONEY, yen=12_000.0),
    )


def hand(run: Run) -> Events:
    """The log of a run: production is the baseline, any other platform the candidate."""
    return baseline() if run.scenario.name == "production" else candidate()


def world(events: Events) -> NamedLog:
    return NamedLog(events, names(events))


def asked(look: Selection = EXPOSURE, *, sides: tuple[Scenario, Scenario] = SIDES) -> Trace:
    """The trace of both worlds, with seed 5."""
    trace, failures = traced(sides, [5], selection=look, work=hand)
    assert not failures
    assert trace is not None
    return trace


def counted_by(people: People, active: tuple[int, ...]) -> Counted:
    """Workers in one window, each by a number, a path, and perhaps a day.

    Path 0 is a lure of the first tactic in the text of a posting, 1 one in a message, and so on by channel and tactic.
    """
    n = len(people)
    numbers = np.array([worker for worker, *_ in people], np.int32)
    paths = np.array([path for _, path, *_ in people], np.int64)
    cause = Causes(
        np.array([day for _, _, *days in people for day in [*days, 40.0][:1]]),
        numbers,
        np.zeros(n, np.int32),
        np.zeros(n, np.int32),
        paths % len(Channel),
        np.array([TACTICS[path // len(Channel)] for path in paths.tolist()], np.int64),
    )
    same = np.ones(n, np.int64)
    return Counted(np.zeros(n, np.int64), cause, same, np.zeros(n), same, 0 * same, active)


def trace_of(before: People, after: People, *, lives: tuple[Life, ...] = (), active: tuple[int, ...] = (10,)) -> Trace:
    """One pair, of ten workers who look in."""
    first, second = ({worker for worker, *_ in side} for side in (before, after))
    fates = np.zeros(len(first - second), np.int64), np.zeros(len(second - first), np.int64)
    pair = Pair(5, counted_by(before, active), counted_by(after, active), fates)
    return Trace(("old", "new"), BY_NAME["exposed_per_10k"], (pair,), lives)
