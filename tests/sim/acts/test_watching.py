"""Watching: texts on their way to workers pass the message watch, honest and luring ones alike."""

import numpy as np
import pytest

from policies.records import Action, Channel, Kind, Stage
from sim.acts.watching import delivered, judged, stop
from sim.arrays import I64
from sim.state.codes import Duty
from sim.state.events import StaffWorked, Stopped
from sim.state.log import Log
from tests.sim import hand
from tests.sim.letters import Guide, Watch, weight, with_letters

PASSED, WARNED, HELD, BLOCKED = range(4)  # texts, and what the watch does with them
WATCH = {PASSED: Action.PASS, WARNED: Action.WARN, HELD: Action.REVIEW, BLOCKED: Action.STOP}
MINUTES = hand.world().overseeing.message_minutes


def rows(*numbers: int) -> I64:
    return np.array(numbers, np.int64)


def test_the_watch_judges_each_text_by_what_the_guidelines_find_and_by_its_sender() -> None:
    watch, log = Watch(WATCH), Log()
    today = with_letters(hand.day(3), watch)
    clients = hand.clients(4, verified=[False, True, False, True], upheld=[0, 1, 2, 3])
    action = judged(
        log,
        sender=rows(3, 0, 2),
        text=rows(BLOCKED, PASSED, WARNED),
        stage=rows(0, 1, 1),
        channel=rows(Channel.NDA, Channel.SCOUT, Channel.MESSAGE),
        clients=clients,
        today=today,
    )
    assert action.tolist() == [Action.STOP, Action.PASS, Action.WARN]
    (shown,) = watch.shown
    assert shown.text.strings() == ["text 3", "text 0", "text 1"]
    assert shown.findings.weight.tolist() == weight([BLOCKED, PASSED, WARNED], [0, 1, 1]).tolist()
    assert shown.channel.tolist() == [Channel.NDA, Channel.SCOUT, Channel.MESSAGE]
    assert shown.stage.tolist() == [Stage.BEFORE, Stage.DURING, Stage.DURING]
    assert shown.verified.tolist() == [True, False, False]
    assert shown.upheld.tolist() == [3, 0, 2]
    guide = today.platform.guidelines
    assert isinstance(guide, Guide)
    assert guide.days == [hand.DATE + 3]  # some phrases are dated


def test_people_read_what_is_held_and_nothing_else() -> None:
    log, none = Log(), np.zeros(5, np.int64)
    judged(
        log,
        sender=none,
        text=rows(HELD, BLOCKED, HELD, WARNED, HELD),
        channel=none + 1,
        stage=none,
        clients=hand.clients(),
        today=with_letters(hand.day(3), Watch(WATCH)),
    )
    assert hand.rows(hand.told(log), StaffWorked) == [(3.0, Duty.MESSAGE_WATCH, round(3 * MINUTES / 60, 9))]


def test_a_stopped_text_is_put_on_file_and_counts_against_the_account_as_often_as_it_happens() -> None:
    clients, log = hand.clients(4, stopped=1), Log()
    stop(
        clients,
        log,
        worker=rows(7, 6, 5),
        client=rows(2, 3, 2),
        job=rows(10, 11, 12),
        time=np.array([3.25, 3.5, 3.75]),
        channel=rows(Channel.NDA, Channel.CALL, Channel.SCOUT),
        tactic=rows(Kind.MLM, Kind.AFFILIATE, Kind.NONE),
    )
    assert clients.stopped.tolist() == [1, 1, 3, 2]
    assert hand.rows(hand.told(log), Stopped) == [
        (3.25, 7, 2, 10, Kind.MLM, Channel.NDA),
        (3.5, 6, 3, 11, Kind.AFFILIATE, Channel.CALL),
        (3.75, 5, 2, 12, Kind.NONE, Channel.SCOUT),
    ]


@pytest.mark.parametrize("channel", [Channel.MESSAGE, Channel.NDA])
def test_honest_texts_get_through_unless_they_are_blocked_and_then_it_is_put_on_file(channel: Channel) -> None:
    clients, log, watch = hand.clients(4, upheld=[0, 1, 2, 3]), Log(), Watch(WATCH)
    arrived = delivered(
        clients,
        log,
        worker=rows(7, 6, 5, 4, 3),
        client=rows(3, 2, 1, 0, 2),
        job=rows(1, 2, 3, 4, 5),
        time=np.array([3.0, 3.125, 3.25, 3.375, 3.5]),
        text=rows(PASSED, WARNED, HELD, BLOCKED, BLOCKED),
        channel=channel,
        today=with_letters(hand.day(3), watch),
    )
    assert arrived.tolist() == [True, True, True, False, False]
    events = hand.told(log)
    assert hand.rows(events, Stopped) == [(3.375, 4, 0, 4, Kind.NONE, channel), (3.5, 3, 2, 5, Kind.NONE, channel)]
    assert clients.stopped.tolist() == [1, 0, 1, 0]
    (shown,) = watch.shown
    assert shown.channel.tolist() == [channel] * 5
    assert shown.stage.tolist() == [Stage.BEFORE] * 5
    assert shown.upheld.tolist() == [3, 2, 1, 0, 2]
    assert hand.rows(events, StaffWorked) == [(3.0, Duty.MESSAGE_WATCH, round(MINUTES / 60, 9))]
