"""Watching: texts on their way to workers pass the message watch, honest and luring ones alike."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from policies.records import Action, Channel, Kind, Stage
from sim.acts.watching import delivered, stop, warn, watched
from sim.arrays import F64
from sim.state.codes import Duty
from sim.state.draws import key
from sim.state.events import StaffWorked, Stopped, Warned
from sim.state.handover import Delivered
from sim.state.log import Events, Log
from sim.state.people import Clients, Workers
from sim.today import Today
from tests.sim import hand
from tests.sim.batches import letters
from tests.sim.letters import CONTACT, GREETING, MISUSED, TERMS, Guide, Watch, weight, with_letters

PASSED, WARNED, HELD, BLOCKED = GREETING, GREETING + 1, TERMS, TERMS + 1  # texts that name no contact
WATCH = {PASSED: Action.PASS, WARNED: Action.WARN, HELD: Action.REVIEW, BLOCKED: Action.STOP}
NUMBERS = hand.world().reviewing
FORTIETH = 1 / 40  # of a day: what a reader takes for a text
NOBODY: dict[str, Any] = {"WAITING": 1.0, "PUT_OFF": 1.0}  # loses patience or heart


def test_the_watch_judges_each_text_by_what_the_guidelines_find() -> None:
    watch = Watch(WATCH)
    today = with_letters(hand.day(3), watch)
    clients = hand.clients(4, verified=[False, True, False, True], upheld=[0, 1, 2, 3])
    sent = letters(
        3,
        client=[3, 0, 2],
        text=[BLOCKED, PASSED, WARNED],
        stage=[0, 1, 1],
        channel=[Channel.NDA, Channel.SCOUT, Channel.MESSAGE],
    )
    action, arrives, stopped = watched(clients, hand.desk(), Log(), letters=sent, today=today)
    assert action.tolist() == [Action.STOP, Action.PASS, Action.WARN]
    assert arrives.tolist() == sent.time.tolist()
    assert stopped.tolist() == [True, False, False]
    (shown,) = watch.shown
    assert shown.text.strings() == [f"text {BLOCKED}", "text 0", "text 1"]
    assert shown.findings.weight.tolist() == weight([BLOCKED, PASSED, WARNED], [0, 1, 1]).tolist()
    assert shown.channel.tolist() == [Channel.NDA, Channel.SCOUT, Channel.MESSAGE]
    assert shown.stage.tolist() == [Stage.BEFORE, Stage.DURING, Stage.DURING]
    assert shown.verified.tolist() == [True, False, False]
    assert shown.upheld.tolist() == [3, 0, 2]
    guide = today.platform.guidelines
    assert isinstance(guide, Guide)
    assert guide.days == [hand.DATE + 3]  # some phrases are dated


def test_the_guidelines_are_told_which_texts_hold_what_the_office_has_learned() -> None:
    today = with_letters(hand.day(3))
    guide, learned = today.platform.guidelines, np.arange(20) == WARNED
    sent = letters(3, text=[BLOCKED, PASSED, WARNED])
    watched(hand.clients(3), hand.desk(), Log(), letters=sent, today=replace(today, learned=learned))
    assert isinstance(guide, Guide)
    assert guide.learned == [[False, False, True]]


def held(
    readers: int, *, betrays: float = 0.0, load: float = 0.0, **luck: Any
) -> tuple[F64, list[bool], Clients, Events]:
    """Three texts of which the first two are held, all at noon → when they arrive, which do not.

    load: of one reader's time, that yesterday asked for.
    """
    clients, log = hand.clients(3), Log()
    today = with_letters(hand.day(3, **luck), Watch(WATCH, readers=readers), betrays={HELD: betrays})
    sent = letters(3, text=[HELD, HELD, WARNED], time=3.5)
    _, arrives, stopped = watched(clients, hand.desk(load), log, letters=sent, today=today)
    return arrives, stopped.tolist(), clients, hand.told(log)


def test_what_is_held_waits_until_somebody_has_read_it() -> None:
    """Yesterday half an hour's work came every hour: a text waits another half an hour before it is read."""
    assert held(1)[0] == pytest.approx([3.5 + FORTIETH, 3.5 + FORTIETH, 3.5])
    arrives, stopped, _, events = held(1, load=0.5)
    assert arrives == pytest.approx([*[3.5 + 1 / 48 + FORTIETH] * 2, 3.5])
    assert stopped == [False] * 3
    assert hand.rows(events, StaffWorked, "time duty hours") == [(3.0, Duty.MESSAGE_WATCH, 1.2)]
    two = held(2, load=0.5)[0]
    assert (two[:2] < arrives[:2]).all()
    assert (two[:2] > 3.5 + FORTIETH).all()


def test_what_is_held_at_night_waits_until_six() -> None:
    today = with_letters(hand.day(3), Watch(WATCH, night_staff=0.0))
    sent = letters(3, text=[HELD, WARNED, HELD], time=[3.95, 3.95, 3.5])
    _, arrives, _ = watched(hand.clients(3), hand.desk(), Log(), letters=sent, today=today)
    assert arrives == pytest.approx([4.25 + FORTIETH, 3.95, 3.5 + FORTIETH])


def test_where_nobody_reads_what_is_held_passes_at_once() -> None:
    arrives, stopped, _, events = held(0, betrays=1.0, MESSAGE_REVIEW=0.0)
    assert arrives.tolist() == [3.5] * 3
    assert stopped == [False] * 3
    assert len(events[StaffWorked]) == 0


def test_readers_stop_what_is_plain_and_at_times_what_is_honest() -> None:
    plain = 0.5 * NUMBERS.recall * 2 ** (-0.5 / NUMBERS.tiring_load)  # after a day that asked for half of the time
    for betrays, chance in ((0.5, plain), (0.0, NUMBERS.false_alarm)):
        _, stopped, clients, events = held(1, betrays=betrays, load=0.5, MESSAGE_REVIEW=[chance - 1e-6, chance + 1e-6])
        assert stopped == [True, False, False]
        assert (clients.upheld.tolist(), clients.stopped.tolist()) == ([1, 0, 0], [1, 0, 0])
        assert events[Stopped].client.tolist() == [0]


def test_the_luck_of_a_text_is_its_own_on_each_channel() -> None:
    today = with_letters(hand.day(3), Watch(WATCH))
    luck = hand.asked(today)
    sent = letters(2, text=HELD, channel=[Channel.MESSAGE, Channel.NDA])
    delivered(hand.workers(), hand.clients(), hand.desk(), Log(), letters=sent, today=today)
    assert luck["MESSAGE_REVIEW"] == [sent.key.tolist(), sent.channel.tolist()]
    assert luck["WAITING"] == luck["PUT_OFF"] == [key(sent.key, sent.channel).tolist()]


def test_a_stopped_text_is_put_on_file() -> None:
    clients, log = hand.clients(4, stopped=1), Log()
    sent = letters(
        3,
        worker=[7, 6, 5],
        client=[2, 3, 2],
        job=[10, 11, 12],
        time=[3.25, 3.5, 3.75],
        channel=[Channel.NDA, Channel.CALL, Channel.SCOUT],
        tactic=[Kind.MLM, Kind.AFFILIATE, Kind.NONE],
    )
    stop(clients, log, letters=sent)
    assert clients.stopped.tolist() == [1, 1, 3, 2]
    assert hand.rows(hand.told(log), Stopped, "time worker client job tactic channel") == [
        (3.25, 7, 2, 10, Kind.MLM, Channel.NDA),
        (3.5, 6, 3, 11, Kind.AFFILIATE, Channel.CALL),
        (3.75, 5, 2, 12, Kind.NONE, Channel.SCOUT),
    ]


def honest(
    today: Today, clients: Clients, *text: int, minutes: float = 36.0, workers: Workers | None = None
) -> tuple[Delivered, Events]:
    """What becomes of honest messages of each client to the worker of its number on day 3.25."""
    log, workers = Log(), workers or hand.workers(len(text))
    today = with_letters(today, Watch(WATCH, read_minutes=minutes))
    sent = delivered(workers, clients, hand.desk(), log, letters=letters(len(text), text=text), today=today)
    return sent, hand.told(log)


def test_honest_texts_get_through_unless_they_are_stopped() -> None:
    clients = hand.clients(4)
    sent, events = honest(hand.day(3, **NOBODY), clients, PASSED, WARNED, HELD, BLOCKED)
    assert sent.arrived.tolist() == [True, True, True, False]
    assert sent.gone.tolist() == [False] * 4
    assert sent.time == pytest.approx([3.25, 3.25, 3.25 + FORTIETH, 3.25])
    assert hand.rows(events, Stopped, "time worker client job tactic channel") == [
        (3.25, 3, 3, 3, Kind.NONE, Channel.MESSAGE)
    ]


def test_a_hurried_client_gives_up_a_worker_its_text_reaches_late() -> None:
    chance = 1 - np.exp(-NUMBERS.impatience * 2 * 0.75 * 24)
    for hurry, luck, gone in ((0.75, chance - 1e-6, True), (0.75, chance + 1e-6, False), (0.74, chance - 1e-6, False)):
        today = hand.day(3, WAITING=luck)
        sent, _ = honest(today, hand.clients(1, true_hurry=hurry), HELD, minutes=1440.0)
        assert (sent.arrived.tolist(), sent.gone.tolist()) == ([True], [gone])


@pytest.mark.parametrize("text", [BLOCKED, HELD])
def test_clients_whose_honest_text_is_stopped_trust_the_platform_less(text: int) -> None:
    clients = hand.clients(3, true_trust=0.5)
    sent, _ = honest(hand.day(3, MESSAGE_REVIEW=0.0), clients, text, PASSED, text)
    assert sent.arrived.tolist() == [False, True, False]
    assert sent.gone.tolist() == [False] * 3
    less = 0.5 * (1 - hand.world().learning.trust_lost_stopped)
    assert clients.true_trust.tolist() == pytest.approx([less, 0.5, less])


def test_who_writes_what_breaks_a_rule_is_told_of_it() -> None:
    clients = hand.clients(4, true_lapses=0.8, true_heeds=[True, False, True, True], true_trust=0.5)
    today = with_letters(hand.day(3), Watch({8: Action.STOP, BLOCKED: Action.STOP}), betrays={8: 0.1})
    sent = delivered(
        hand.workers(4), clients, hand.desk(), Log(), letters=letters(4, text=[8, 8, PASSED, BLOCKED]), today=today
    )
    assert sent.arrived.tolist() == [False, False, True, False]
    less = 0.5 * (1 - hand.world().learning.trust_lost_stopped)
    assert clients.true_trust.tolist() == pytest.approx([0.5, 0.5, 0.5, less])
    assert clients.true_lapses.tolist() == [0.0, 0.8, 0.8, 0.0]


def test_a_warning_beside_special_terms_that_hold_something_else_tells_their_client() -> None:
    """Client 0 misuses its terms and is warned, 1 heeds nothing, 2 misuses and passes, 3 is warned by mistake."""
    clients = hand.clients(4, true_lapses=0.8, true_misuses=0.6, true_heeds=[True, False, True, True], true_trust=0.5)
    misused = [Kind.OFF_PURPOSE, Kind.OFF_PURPOSE, Kind.OFF_PURPOSE, Kind.NONE]
    sent = letters(4, text=[MISUSED, MISUSED, MISUSED + 1, WARNED], channel=Channel.NDA, tactic=misused)
    watch, plain = Watch(WATCH | {MISUSED: Action.WARN}), {MISUSED: 0.5, MISUSED + 1: 0.5}
    log, today = Log(), with_letters(hand.day(3, **NOBODY), watch, betrays=plain)
    result = delivered(hand.workers(4), clients, hand.desk(), log, letters=sent, today=today)
    assert result.arrived.tolist() == [True] * 4
    assert clients.true_misuses.tolist() == [0.0, 0.6, 0.6, 0.6]
    assert clients.true_lapses.tolist() == [0.0, 0.8, 0.8, 0.8]
    assert clients.true_trust.tolist() == [0.5] * 4
    assert hand.told(log)[Warned].tactic.tolist() == [Kind.OFF_PURPOSE, Kind.OFF_PURPOSE, Kind.NONE]


def test_a_contact_named_before_a_contract_breaks_a_rule() -> None:
    """Client 0 is warned, 1 stopped by a reader, 2 warned once there is a contract; 3 names none and is warned."""
    clients = hand.clients(4, true_heeds=True, true_trust=0.5)
    watch = Watch({CONTACT: Action.WARN, CONTACT + 1: Action.REVIEW, GREETING: Action.WARN})
    sent = letters(4, text=[CONTACT, CONTACT + 1, CONTACT, GREETING], stage=[0, 0, Stage.DURING, 0])
    today = with_letters(hand.day(3, MESSAGE_REVIEW=NUMBERS.recall - 1e-6, **NOBODY), watch)
    result = delivered(hand.workers(4), clients, hand.desk(), Log(), letters=sent, today=today)
    assert result.arrived.tolist() == [True, False, True, True]
    assert clients.true_discreet.tolist() == [True, True, False, False]
    assert clients.stopped.tolist() == clients.upheld.tolist() == [0, 1, 0, 0]
    assert clients.true_trust.tolist() == [0.5] * 4  # the office is in the right


def test_a_warning_beside_an_honest_text_puts_fewer_off_each_time() -> None:
    off, numbers = hand.world().luring.put_off_by_warning, hand.world().luring
    workers = hand.workers(4, warned=[0, 0, int(numbers.habituation), int(numbers.habituation)])
    luck = [off - 1e-6, off, off / 2 - 1e-6, off / 2]
    sent, events = honest(hand.day(3, PUT_OFF=luck), hand.clients(4), *[WARNED] * 4, workers=workers)
    assert sent.arrived.tolist() == [True] * 4
    assert sent.gone.tolist() == [True, False, True, False]
    assert workers.warned.tolist() == [1, 1, 5, 5]
    assert hand.rows(events, Warned, "time worker client job tactic channel")[0] == (
        3.25,
        0,
        0,
        0,
        Kind.NONE,
        Channel.MESSAGE,
    )


def test_no_warning_puts_nobody_off_and_who_has_left_sees_none() -> None:
    workers = hand.workers(3, left=[False, False, True])
    sent, events = honest(hand.day(3, PUT_OFF=0.0), hand.clients(3), PASSED, HELD, WARNED, workers=workers)
    assert sent.gone.tolist() == [False] * 3
    assert workers.warned.tolist() == [0] * 3
    assert len(events[Warned]) == 0


def test_a_warning_makes_careful_and_costs_trust_each_time() -> None:
    numbers, learning = hand.world().luring, hand.world().learning
    workers, log = hand.workers(3, true_trust=0.5, warned=[0, int(numbers.habituation), 0]), Log()
    workers.true_first_caution[:] = 0.1  # long ago
    warn(workers, log, letters=letters(3, worker=[0, 1, 0]), today=hand.day(3))
    second = 2 ** (-1 / numbers.habituation)  # of the first's effect; a half after so many as `habituation`
    more, less = learning.caution_after_warning, learning.trust_lost_lure
    assert workers.true_caution.tolist() == pytest.approx(
        [1 - 0.5 * (1 - more) * (1 - more * second), 1 - 0.5 * (1 - more / 2), 0.5]
    )
    assert workers.true_trust.tolist() == pytest.approx(
        [0.5 * (1 - less) * (1 - less * second), 0.5 * (1 - less / 2), 0.5]
    )
    assert workers.warned.tolist() == [2, 5, 0]
    assert len(hand.told(log)[Warned]) == 3
