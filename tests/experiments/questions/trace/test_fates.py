"""What became in the other world of the lure that reached somebody in this one."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest

from experiments.measures.paths import Causes
from experiments.questions.trace.fates import BY_RULE, FATES, NamedLog, fates
from policies.records import Channel, Kind
from sim.state.codes import ClientType, Talk
from sim.state.events import (
    Applied,
    Contacted,
    Event,
    Posted,
    Published,
    Restricted,
    Stopped,
    Suspended,
    TakenDown,
    Talked,
    Warned,
    WorkerJoined,
    WorkerLeft,
)
from tests.experiments.measures.logs import at, log_of
from tests.experiments.questions.trace.hand import clients, world

WORKER, TIME = 7, 50.0


def reached(channel: Channel = Channel.MESSAGE, job: int = 0) -> Causes:
    """Worker 7 by r0.0/0 on day 50."""
    return Causes(*(np.array([each]) for each in (TIME, WORKER, 0, job, channel, Kind.MLM)))


def here() -> NamedLog:
    return world(log_of(*clients(ClientType.RING), at(Posted, 10, job=0, client=0)))


def there(*events: Event, posted: bool = True, joined: float = -1) -> NamedLog:
    """The same posting, if it is posted there, behind one of another client; so its row is 1, and its client's too."""
    own: Sequence[Event] = [at(Posted, [9, 10], job=[0, 1], client=[0, 1])] if posted else []
    return world(
        log_of(*clients(ClientType.HONEST, ClientType.RING), at(WorkerJoined, joined, worker=range(8)), *own, *events)
    )


SHOWN = at(Published, 11, job=1, client=1)
LURED = at(Contacted, 50, worker=7, job=1)


@pytest.mark.parametrize(
    ("world_there", "fate"),
    [
        (there(SHOWN), "they did not answer it"),
        (there(at(Suspended, 11, job=1, client=1)), "its posting was suspended"),
        (there(SHOWN, at(Suspended, 11, job=0, client=0)), "they did not answer it"),
        (there(SHOWN, at(Suspended, 11, job=0, client=1)), "they did not answer it"),
        (there(SHOWN, at(Restricted, 50, client=1)), "its account was restricted"),
        (there(SHOWN, at(Restricted, 50.1, client=1)), "they did not answer it"),
        (there(SHOWN, at(Restricted, 20, client=0)), "they did not answer it"),
        (there(SHOWN, at(TakenDown, 40, job=1, client=1)), "its posting was taken down"),
        (there(SHOWN, at(Stopped, 50, worker=7, job=1, client=1)), "its text was stopped"),
        (there(SHOWN, at(Stopped, 50, worker=6, job=1, client=1)), "they did not answer it"),
        (there(SHOWN, at(TakenDown, 50, job=1, client=1)), "its posting was taken down"),
        (there(SHOWN, at(TakenDown, 50.1, job=1, client=1)), "they did not answer it"),
        (there(SHOWN, at(TakenDown, 40, job=0, client=1)), "they did not answer it"),
        (there(), "its posting appeared later or never"),
        (there(at(Published, 11, job=0, client=1)), "its posting appeared later or never"),
        (there(at(Published, 50, job=1, client=1)), "they did not answer it"),
        (there(at(Published, 51, job=1, client=1)), "its posting appeared later or never"),
        (
            there(SHOWN, at(Warned, 50, worker=7, job=1), at(Contacted, 50, worker=7, job=1)),
            "a warning stood beside it",
        ),
        (there(SHOWN, at(Contacted, 50, worker=7, job=1)), "it reached them, and came to less"),
        (there(SHOWN, at(Applied, 49, worker=7, job=1)), "they answered it, and were not lured"),
        (there(posted=False), "it was never posted"),
        (there(at(Stopped, 50, worker=7), posted=False), "it was never posted"),
        (there(at(Stopped, 50, worker=[*[7] * 64, 8, 6], job=[*range(64), 0, 0]), posted=False), "it was never posted"),
        (there(at(TakenDown, 40, job=[0, 1]), at(Restricted, 40, client=0), posted=False), "it was never posted"),
        (there(SHOWN, at(WorkerLeft, 50, worker=7)), "they were not here yet, or no more"),
        (there(SHOWN, at(WorkerLeft, 50.1, worker=7)), "they did not answer it"),
        (there(SHOWN, at(WorkerLeft, 30, worker=6)), "they did not answer it"),
        (there(SHOWN, joined=50), "they did not answer it"),
        (there(SHOWN, at(WorkerLeft, 30, worker=7)), "they were not here yet, or no more"),
        (there(SHOWN, joined=60), "they were not here yet, or no more"),
    ],
)
def test_the_first_that_holds_is_told(world_there: NamedLog, fate: str) -> None:
    assert [FATES[each] for each in fates(reached(), here(), world_there)] == [fate]


def test_the_first_posting_of_the_other_world_has_a_fate_too() -> None:
    """On this side it is the second one."""
    seen = (at(WorkerJoined, -1, worker=range(8)),)
    for events, fate in (
        ((), "its posting appeared later or never"),
        ((at(Published, 11, job=0, client=0),), "they did not answer it"),
        ((at(Published, 11, job=0, client=0), at(Warned, 50, worker=7, job=0)), "a warning stood beside it"),
        ((at(Published, 11, job=0, client=0), at(Warned, 50, worker=7, job=1)), "they did not answer it"),
    ):
        other = world(log_of(*clients(ClientType.RING), at(Posted, 10, job=0, client=0), *seen, *events))
        cause = replace(reached(job=1), client=np.array([1], np.int32))
        assert [FATES[each] for each in fates(cause, there(), other)] == [fate]


def test_a_lure_by_a_call_shows_that_there_are_calls() -> None:
    answered, called = at(Applied, 49, worker=7, job=1), reached(Channel.CALL)
    lured = at(Contacted, 40, worker=[1, 2], job=0, channel=[Channel.CALL, Channel.MESSAGE], tactic=Kind.MLM)
    written = at(Contacted, 40, worker=[1, 2], job=0, channel=[Channel.NDA, Channel.MESSAGE], tactic=Channel.CALL)
    both = at(Talked, 40, worker=[1, 2], client=0, job=0, how=[Talk.IN_HOUSE, Talk.ELSEWHERE])
    for events, fate in (
        (lured, "they answered it, and were not lured"),
        (written, "there were no calls"),
        (both, "they answered it, and were not lured"),
    ):
        assert [FATES[each] for each in fates(called, here(), there(SHOWN, answered, events))] == [fate]
    stopped = at(Stopped, 50, worker=7, job=1, client=1)
    assert [FATES[each] for each in fates(reached(Channel.NDA), here(), there(SHOWN, answered))] == [
        "they answered it, and were not lured"
    ]
    assert [FATES[each] for each in fates(called, here(), there(SHOWN, stopped))] == ["its text was stopped"]


def test_where_nobody_speaks_in_house_there_are_no_calls() -> None:
    answered = at(Applied, 49, worker=7, job=1)
    called = reached(Channel.CALL)
    talk = at(Talked, 40, worker=1, client=0, job=0, how=Talk.IN_HOUSE)
    elsewhere = at(Talked, 40, worker=1, client=0, job=0, how=Talk.ELSEWHERE)
    for events, fate in (
        ((answered, elsewhere), "there were no calls"),
        ((answered, talk), "they answered it, and were not lured"),
    ):
        assert [FATES[each] for each in fates(called, here(), there(SHOWN, *events))] == [fate]
    assert [FATES[each] for each in fates(reached(), here(), there(SHOWN, answered))] == [
        "they answered it, and were not lured"
    ]


def test_what_came_with_no_posting_has_no_fate_there() -> None:
    assert [FATES[each] for each in fates(reached(job=-1), here(), there(SHOWN))] == [FATES[-1]]


def test_rules_come_before_people() -> None:
    assert FATES[:BY_RULE][-1] == "a warning stood beside it"
    assert FATES[BY_RULE] == "it reached them, and came to less"
