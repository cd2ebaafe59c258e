"""Luring: what becomes of a lure on its way to a worker, and what the worker makes of it."""

from typing import Any

import numpy as np
import pytest

from policies.platform import Platform
from policies.records import Action, Channel, Stage
from sim.state.codes import Duty, Report, ThreadState
from sim.state.desk import Listeners
from sim.state.events import Contacted, LedAway, Reported, StaffWorked, Stopped, Warned
from sim.state.handover import Lures
from sim.state.trade import PairSet
from sim.systems.luring import luring
from tests.sim import hand
from tests.sim.batches import acquainted, lines, lures
from tests.sim.letters import Watch, lexicon, weight, with_letters
from tests.sim.scene import Scene

CALM = hand.world(population={"shock": 0.0})  # pressure is as it stands in the table
LURING = CALM.luring
MIDDLING = LURING.led_away_base * (1 - LURING.pressure_weight * 0.5) * 0.5  # chance at a pressure and a caution of 0.5
DEAF: dict[str, Any] = {"LED": 1.0}  # nobody follows
BLIND: dict[str, Any] = {"RECOGNISE": 1.0}  # nobody sees through it
BLOCKED, HELD, WARNED = 10, 20, 30  # texts and what the watch does with them
ACTIONS = {BLOCKED: Action.STOP, HELD: Action.REVIEW, WARNED: Action.WARN}


class Lured(Scene):
    """The tables that luring writes, as they stand after the lures of a day went out."""

    def __init__(
        self,
        sent: Lures,
        *,
        clarity: dict[int, float] | None = None,
        betrays: dict[int, float] | None = None,
        ties: list[tuple[int, int]] | None = None,
        load: float = 0.0,
        **given: Any,
    ) -> None:
        usual = {
            "jobs": hand.jobs(24),
            "threads": hand.threads(8),
            "watch": Watch(ACTIONS),
            "today": hand.day(3, world=CALM, **DEAF, **BLIND),
        }
        super().__init__(**{**usual, **given})
        self.reported, self.job_reports = PairSet(), PairSet()
        self.reached, self.stopped = luring(
            self.workers,
            self.clients,
            self.jobs,
            self.threads,
            self.affairs,
            self.reported,
            self.job_reports,
            self.ledger,
            hand.desk(load),
            Listeners(),
            self.log,
            lures=sent,
            acquaintances=acquainted(len(self.workers), ties or []),
            today=with_letters(self.today, self.watch, clarity=clarity, betrays=betrays),
        )

    @property
    def led(self) -> list[bool]:
        return self.reached.led.tolist()


def unlike(count: int, **columns: Any) -> Lures:
    """Lures that differ in every column."""
    row = np.arange(count)
    return lures(
        count,
        **{
            "worker": 7 - row,
            "client": row + 3,
            "job": row + 10,
            "time": 3.25 + row / 16,
            "tactic": row + 2,
            **columns,
        },
    )


def test_what_reaches_a_worker_is_put_on_file_with_channel_and_stage() -> None:
    sent = unlike(
        3,
        channel=[Channel.NDA, Channel.CALL, Channel.POSTING],
        text=[1, -1, 2],
        stage=[Stage.BEFORE, Stage.DURING, Stage.BEFORE],
    )
    scene = Lured(sent)
    assert scene.rows(Contacted, "time worker client job tactic channel stage") == [
        (3.25, 7, 3, 10, 2, Channel.NDA, Stage.BEFORE),
        (3.3125, 6, 4, 11, 3, Channel.CALL, Stage.DURING),
        (3.375, 5, 5, 12, 4, Channel.POSTING, Stage.BEFORE),
    ]
    assert scene.reached.worker.tolist() == [7, 6, 5]
    assert scene.reached.job.tolist() == [10, 11, 12]
    assert scene.led == scene.reached.recognised.tolist() == [False] * 3
    assert scene.stopped.tolist() == []


def test_restricted_accounts_lure_nobody_and_who_left_is_not_reached() -> None:
    clients = hand.clients(4, restricted=[False, True, False, False])
    workers = hand.workers(4, left=[True, False, False, False])
    scene = Lured(lures(4, worker=[3, 2, 1, 0], client=[0, 1, 2, 3]), clients=clients, workers=workers)
    assert scene.reached.worker.tolist() == [3, 1]
    assert scene.events[Contacted].worker.tolist() == [3, 1]
    assert clients.revealed.tolist() == [True, False, True, True]  # what was written to the one who left is on file too


def test_the_office_keeps_contacts_in_texts_and_hears_no_calls() -> None:
    scene = Lured(lures(3, client=[2, 1, 0], channel=[Channel.MESSAGE, Channel.CALL, Channel.POSTING], text=[5, -1, 0]))
    assert scene.clients.revealed[:4].tolist() == [True, False, True, False]


def deterring(on: bool) -> Platform:
    return hand.platform(message_watch=Watch(client_warning=on))


@pytest.mark.parametrize("notice", [True, False])
def test_the_clients_notice_deters_a_few_from_writing(notice: bool) -> None:
    few = LURING.deterred_by_notice
    unwritten = [Channel.POSTING, Channel.SCOUT, Channel.CALL]
    sent = lures(7, job=9, channel=[Channel.MESSAGE] * 2 + [Channel.NDA] * 2 + unwritten, text=[1, 1, 1, 1, 1, 1, -1])
    today = hand.day(world=CALM, DETERRED=[few - 0.001, few, few - 0.001, few, 0.0, 0.0, 0.0], **DEAF, **BLIND)
    draws = hand.asked(today)
    scene = Lured(sent, today=today, watch=Watch(client_warning=notice))
    assert scene.reached.worker.tolist() == ([1, 3, 4, 5, 6] if notice else list(range(7)))
    assert scene.clients.revealed[[0, 2]].tolist() == [not notice] * 2
    assert draws.get("DETERRED") == ([sent.key.tolist()] if notice else None)


def test_the_watch_reads_messages_terms_and_scouts_not_postings_or_calls() -> None:
    sent = unlike(
        5,
        channel=[Channel.POSTING, Channel.MESSAGE, Channel.NDA, Channel.SCOUT, Channel.CALL],
        text=[40, 41, 42, 43, -1],
        stage=[Stage.BEFORE, Stage.DURING, Stage.BEFORE, Stage.BEFORE, Stage.BEFORE],
    )
    clients = hand.clients(8, verified=[False, False, False, False, True, False, True, False], upheld=np.arange(8))
    scene = Lured(sent, clients=clients)
    (shown,) = scene.watch.shown
    assert shown.text.codes.tolist() == [41, 42, 43]
    assert shown.channel.tolist() == [Channel.MESSAGE, Channel.NDA, Channel.SCOUT]
    assert shown.stage.tolist() == [Stage.DURING, Stage.BEFORE, Stage.BEFORE]
    assert shown.verified.tolist() == [True, False, True]
    assert shown.upheld.tolist() == [4, 5, 6]
    assert shown.findings.weight.tolist() == weight([41, 42, 43], [Stage.DURING, Stage.BEFORE, Stage.BEFORE]).tolist()


def test_a_blocked_text_does_not_arrive_and_counts_against_the_account() -> None:
    clients = hand.clients(8, stopped=1)
    scene = Lured(unlike(4, client=[6, 5, 6, 4], text=[BLOCKED, 1, BLOCKED, 2], channel=Channel.NDA), clients=clients)
    assert scene.reached.worker.tolist() == [6, 4]
    assert scene.stopped.tolist() == [10, 12]
    assert scene.rows(Stopped, "time worker client job tactic channel") == [
        (3.25, 7, 6, 10, 2, Channel.NDA),
        (3.375, 5, 6, 12, 4, Channel.NDA),
    ]
    assert clients.stopped.tolist() == [1, 1, 1, 1, 1, 1, 3, 1]
    assert clients.upheld.tolist() == [0] * 8  # nobody has judged it
    assert scene.events[Contacted].worker.tolist() == [6, 4]


def test_a_reader_sees_a_held_lure_the_better_the_plainer() -> None:
    """Yesterday asked for a tenth of the reader's time."""
    recall = CALM.reviewing.recall * 2 ** (-0.1 / CALM.reviewing.tiring_load)
    sent = unlike(5, text=[HELD, HELD, 0, 0, 1], client=[5, 4, 5, 2, 1])
    luck = [recall * 0.5 - 0.001, recall * 0.5, recall - 0.001, recall]
    today = hand.day(world=CALM, MESSAGE_REVIEW=luck, **DEAF, **BLIND)
    draws = hand.asked(today)
    scene = Lured(
        sent,
        today=today,
        load=0.1,
        watch=Watch({HELD: Action.REVIEW, 0: Action.REVIEW}),
        betrays={HELD: 0.5, 0: 1.0, 1: 1.0},
    )
    assert scene.stopped.tolist() == [10, 12]
    assert scene.reached.worker.tolist() == [6, 4, 3]
    assert scene.rows(Stopped, "time worker client job tactic channel") == [
        (3.25, 7, 5, 10, 2, Channel.MESSAGE),
        (3.375, 5, 5, 12, 4, Channel.MESSAGE),
    ]
    assert scene.clients.upheld.tolist() == [0, 0, 0, 0, 0, 2, 0, 0]
    assert scene.clients.stopped.tolist() == [0, 0, 0, 0, 0, 2, 0, 0]
    assert scene.rows(StaffWorked, "time duty hours") == [(3.0, Duty.MESSAGE_WATCH, 4 * 36 / 60)]
    assert draws["MESSAGE_REVIEW"] == [sent.key[:4].tolist(), sent.channel[:4].tolist()]


def test_a_held_lure_let_through_arrives_once_read() -> None:
    """It is read for a fortieth of a day. Where half an hour's work came every hour, it waits half an hour first."""
    sent = unlike(3, text=[HELD, HELD, 1], time=[3.25, 3.26, 3.5])
    for load, wait in ((0.0, 0.0), (0.5, 1 / 48)):
        arrives = Lured(sent, load=load).events[Contacted].time
        assert arrives.tolist() == pytest.approx([3.275 + wait, 3.285 + wait, 3.5])


def test_somebody_hears_the_lure_on_a_watched_call_more_often_than_not() -> None:
    hears = LURING.listener_recall
    sent = unlike(4, channel=Channel.CALL, text=-1, watched=[True, True, False, True])
    today = hand.day(world=CALM, HEARD=[hears - 0.001, hears, 0.0, hears - 0.001], MESSAGE_REVIEW=0.0, **DEAF, **BLIND)
    draws = hand.asked(today)
    scene = Lured(sent, today=today)
    assert scene.stopped.tolist() == [10, 13]
    assert scene.rows(Stopped, "time worker client job tactic channel") == [
        (3.25, 7, 3, 10, 2, Channel.CALL),
        (3.4375, 4, 6, 13, 5, Channel.CALL),
    ]
    assert scene.clients.upheld.tolist() == [0, 0, 0, 1, 0, 0, 1, 0]
    assert draws["HEARD"] == [sent.key.tolist()]


def test_a_warning_beside_the_text_is_put_on_file_and_remembered() -> None:
    sent = unlike(
        4,
        text=[WARNED, 1, WARNED, WARNED],
        worker=[7, 6, 7, 5],
        channel=[Channel.MESSAGE, Channel.MESSAGE, Channel.SCOUT, Channel.NDA],
    )
    scene = Lured(sent, workers=hand.workers(8, left=[False] * 5 + [True, False, False], warned=1))
    assert scene.rows(Warned, "time worker client job tactic channel") == [
        (3.25, 7, 3, 10, 2, Channel.MESSAGE),
        (3.375, 7, 5, 12, 4, Channel.SCOUT),
    ]
    assert scene.workers.warned.tolist() == [1, 1, 1, 1, 1, 1, 1, 3]
    assert scene.events[Contacted].worker.tolist() == [7, 6, 7]


def chances(chance: list[float], **lured: Any) -> list[bool]:
    """Who follows with luck a little below and a little above the chance of each, in turns."""
    luck = [value + step for value in chance for step in (-1e-6, 1e-6)]
    scene = Lured(today=hand.day(world=CALM, LED=luck, **BLIND), **lured)
    return scene.led


def test_who_is_under_pressure_follows_and_who_is_careful_does_not() -> None:
    workers = hand.workers(
        4, true_pressure=[0.5, 0.5, 1.0, 1.0], relief=[0.0, 0.0, 0.5, 0.0], true_caution=[0.5, 0.75, 0.5, 0.5]
    )
    chance = [MIDDLING, MIDDLING / 2, MIDDLING, LURING.led_away_base * 0.5]
    order = [3, 1, 2, 0]
    sent = lures(8, worker=np.repeat(order, 2))
    assert chances([chance[row] for row in order], sent=sent, workers=workers) == [True, False] * 4


def test_a_permit_of_the_office_takes_off_caution() -> None:
    assured = (
        LURING.led_away_base * (1 - LURING.pressure_weight / 2) * (1 - 0.5 * (1 - hand.world().talking.approval_calms))
    )
    sent = lures(4, worker=[0, 0, 1, 1], permitted=[True, True, False, False])
    assert chances([assured, MIDDLING], sent=sent, workers=hand.workers(2)) == [True, False] * 2


def test_the_young_follow_more_often_and_an_obscure_text_works_less() -> None:
    workers = hand.workers(4, age_band=[0, 1, 2, 3])
    chance = [MIDDLING * LURING.young_factor, MIDDLING, MIDDLING * 0.25, MIDDLING * 0.25]
    sent = lures(8, worker=np.repeat([0, 1, 2, 3], 2), text=np.repeat([1, 1, 0, 2], 2))
    assert chances(chance, sent=sent, workers=workers, clarity={0: 0.25, 2: 0.25}) == [True, False] * 4


@pytest.mark.parametrize(("swaps", "routine"), [(2, 2 / 3), (4, 1.0)])
def test_to_whom_outside_contact_is_routine_follows_more_often(swaps: int, routine: float) -> None:
    workers = hand.workers(3, swaps=[0, swaps, 0], warned=0)
    chance = MIDDLING * (1 + LURING.routine_contact_boost * routine)
    assert chances([chance, MIDDLING], sent=lures(4, worker=[1, 1, 2, 2]), workers=workers) == [True, False] * 2


def test_who_did_a_task_is_written_to_unasked_as_by_a_scout() -> None:
    sent = lures(4, worker=[1, 1, 2, 2], stage=[Stage.AFTER, Stage.AFTER, Stage.DURING, Stage.DURING])
    chance = [MIDDLING * LURING.scout_factor, MIDDLING]
    assert chances(chance, sent=sent, workers=hand.workers(3)) == [True, False] * 2


@pytest.mark.parametrize("stands", [True, False])
def test_the_standing_notice_weakens_what_is_written_only(stands: bool) -> None:
    workers = hand.workers(6, warned=[0, 0, 0, 0, 0, 4])
    channels = [Channel.MESSAGE, Channel.NDA, Channel.SCOUT, Channel.POSTING, Channel.CALL, Channel.MESSAGE]
    factor = [1.0, LURING.nda_factor, LURING.scout_factor, LURING.posting_factor, LURING.call_factor, 1.0]
    notice = LURING.notice_effect * stands
    off = [notice, notice, notice, 0.0, 0.0, notice / 2]
    sent = lures(
        12,
        worker=np.repeat(np.arange(6), 2),
        client=0,
        channel=np.repeat(channels, 2),
        text=np.repeat([1, 1, 1, 1, -1, 1], 2),
    )
    chance = [MIDDLING * part * (1 - share) for part, share in zip(factor, off, strict=True)]
    assert chances(chance, sent=sent, workers=workers, watch=Watch(standing_warning=stands)) == [True, False] * 6


def test_warning_and_notice_add_up_and_never_take_all_of_it_off() -> None:
    both = MIDDLING * (1 - LURING.warning_effect - LURING.notice_effect)
    watch = Watch(ACTIONS, standing_warning=True)
    assert chances([both], sent=lures(2, text=WARNED), watch=watch) == [True, False]
    strong = hand.world(population={"shock": 0.0}, luring={"warning_effect": 0.9, "notice_effect": 0.2})
    left = MIDDLING * (1 - 0.95)
    scene = Lured(
        lures(2, text=WARNED), watch=watch, today=hand.day(world=strong, LED=[left - 1e-6, left + 1e-6], **BLIND)
    )
    assert scene.led == [True, False]


def test_an_affair_begins_out_of_sight_with_each_who_followed() -> None:
    sent = unlike(
        3, channel=[Channel.NDA, Channel.MESSAGE, Channel.SCOUT], stage=[Stage.DURING, Stage.BEFORE, Stage.BEFORE]
    )
    today = hand.day(3, world=CALM, LED=[0.0, 1.0, 0.0], AFFAIR_WAIT=[2.0, 0.5], **BLIND)
    draws = hand.asked(today)
    scene = Lured(sent, today=today)
    assert scene.led == [True, False, True]
    assert scene.rows(LedAway, "time worker client job tactic channel stage") == [
        (3.25, 7, 3, 10, 2, Channel.NDA, Stage.DURING),
        (3.375, 5, 5, 12, 4, Channel.SCOUT, Stage.BEFORE),
    ]
    keys, days = sent.key.tolist(), LURING.loss_step_days
    assert lines(scene.affairs, "key worker client job true_tactic step next_at") == [
        (keys[0], 7, 3, 10, 2, 0, 3.25 + 2.0 * days),
        (keys[2], 5, 5, 12, 4, 0, 3.375 + 0.5 * days),
    ]
    assert draws["LED"] == [keys]
    assert draws["AFFAIR_WAIT"] == [[keys[0], keys[2]]]


def test_the_conversation_of_who_was_led_away_ends_if_open() -> None:
    threads = hand.threads(
        4,
        state=[ThreadState.OPEN, ThreadState.OPEN, ThreadState.HIRED, ThreadState.OPEN],
        client=[1, 1, 0, 0],
        job=[1, 1, 0, 0],
    )
    sent = lures(3, key=threads.key[[2, 0, 1]], worker=[2, 0, 1])
    scene = Lured(sent, threads=threads, today=hand.day(world=CALM, LED=[0.0, 0.0, 1.0], **BLIND))
    assert scene.led == [True, True, False]
    assert threads.state.tolist() == [ThreadState.LED_AWAY, ThreadState.OPEN, ThreadState.HIRED, ThreadState.OPEN]


def test_who_does_not_follow_may_see_through_a_plain_lure() -> None:
    workers = hand.workers(6, true_caution=[0.5, 0.5, 1.0, 0.5, 0.5, 0.5])
    chance = [0.3 + 0.7 * 0.5 * 0.8, 0.3 + 0.7 * 0.5 * 0.4, 0.3 + 0.7 * 0.8, 0.3 + 0.7 * 0.5 * 0.6, 0.0, 0.0]
    sent = lures(
        12,
        worker=np.repeat([0, 1, 2, 3, 4, 5], 2),
        client=np.repeat(np.arange(6), 2),
        text=np.repeat([1, 0, 1, -1, 1, 1], 2),
        channel=np.repeat([1, 1, 1, Channel.CALL, 1, 1], 2),
    )
    luck = [*(value + step for value in chance[:4] for step in (-1e-6, 1e-6)), 0.0, 0.0, 0.0, 0.0]
    today = hand.day(world=CALM, LED=[1.0] * 8 + [0.0] * 4, RECOGNISE=luck, REPORT=1.0)
    draws = hand.asked(today)
    scene = Lured(sent, workers=workers, today=today, betrays={1: 0.8, 0: 0.4})
    assert scene.reached.recognised.tolist() == [True, False] * 4 + [False] * 4
    assert draws["RECOGNISE"] == [sent.key.tolist()]


def test_some_who_saw_through_a_lure_report_the_account() -> None:
    workers = hand.workers(8, true_reports=[0.5] * 5 + [0.5, 0.25, 0.5])
    sent = unlike(4)
    tells = LURING.reports * 2 * 0.5
    today = hand.day(
        3, world=CALM, RECOGNISE=[0.0, 0.0, 1.0, 0.0], **DEAF, REPORT=[tells - 1e-6, tells / 2 + 1e-6, tells - 1e-6]
    )
    draws = hand.asked(today)
    scene = Lured(sent, workers=workers, today=today)
    assert scene.reached.recognised.tolist() == [True, True, False, True]
    assert scene.rows(Reported, "time worker client job tactic form") == [
        (3.25, 7, 3, 10, 2, Report.VIOLATION),
        (3.4375, 4, 6, 13, 5, Report.VIOLATION),
    ]
    assert scene.clients.reporters.tolist() == [0, 0, 0, 1, 0, 0, 1, 0]
    assert draws["REPORT"] == [sent.key[[0, 1, 3]].tolist()]


def test_a_luring_posting_is_reported_as_a_job_others_as_accounts() -> None:
    """On each channel one; the worker of the posting reports it a second time in vain, and another posting as well."""
    channel = [*Channel, Channel.POSTING, Channel.POSTING]
    text = [-1 if one == Channel.CALL else 1 for one in channel]
    sent = lures(
        7,
        worker=[0, 1, 2, 3, 4, 0, 0],
        client=2,
        job=[10, 11, 12, 13, 14, 10, 15],
        channel=channel,
        text=text,
        time=3.25 + np.arange(7) / 16,
    )
    scene = Lured(sent, today=hand.day(world=CALM, RECOGNISE=0.0, REPORT=0.0, **DEAF))
    assert scene.rows(Reported, "worker job form") == [
        (0, 10, Report.JOB),
        *[(worker, 10 + worker, Report.VIOLATION) for worker in (1, 2, 3, 4)],
        (0, 15, Report.JOB),
    ]
    assert scene.clients.reporters.tolist() == [0, 0, 4, 0, 0, 0, 0, 0]
    assert np.flatnonzero(scene.jobs.reporters).tolist() == [10, 15]
    assert scene.jobs.reported_at[[10, 15]].tolist() == [3.25, 3.625]
    assert scene.job_reports.unmet(np.array([0, 0, 1]), np.array([10, 15, 10])).tolist() == [False, False, True]
    scene.ledger.close(np.array([10]), Report.JOB, right=True)
    assert scene.ledger.upheld == 1


def test_a_report_points_at_the_luring_text_and_a_call_at_none() -> None:
    sent = lures(3, client=[2, 2, 3], text=[111, -1, 222], channel=[Channel.MESSAGE, Channel.CALL, Channel.SCOUT])
    ledger = Lured(sent, today=hand.day(world=CALM, RECOGNISE=0.0, REPORT=0.0, **DEAF)).ledger
    for clients, upheld in (([2], {"text11": 1, "ext111": 1}), ([3], {"text22": 1, "ext222": 1})):
        ledger.close(np.array(clients), Report.VIOLATION, right=True)
        assert hand.counted(ledger, lexicon().vocabulary) == upheld
        ledger.learn([*upheld], 0.0)
    assert ledger.upheld == 2


def test_who_never_follows_or_reports_does_not_even_by_lowest_luck() -> None:
    workers = hand.workers(2, true_caution=[1.0, 0.5], true_reports=[0.5, 0.0])
    scene = Lured(
        lures(2),
        workers=workers,
        betrays={0: 1.0},
        today=hand.day(world=CALM, LED=[0.0, 1.0], RECOGNISE=[1.0, 0.0], REPORT=0.0),
    )
    assert scene.led == [False, False]
    assert scene.reached.recognised.tolist() == [False, True]
    assert len(scene.events[Reported]) == 0


def test_who_asks_a_friend_that_sees_what_it_is_does_not_follow() -> None:
    """Friends at a caution of 0.5 see through half-open lures with 0.3 + 0.7 · 0.5 · 0.5 = 0.475."""
    chance = CALM.grapevine.asks_friends * (LURING.recognise_base + LURING.recognise_cue * 0.5 * 0.5)
    today = hand.day(world=CALM, LED=0.0, RECOGNISE=0.0, ASKS_ADVICE=[chance, chance - 0.001, chance])
    draws = hand.asked(today)
    sent = lures(3, worker=[0, 1, 2], text=5)
    scene = Lured(sent, today=today, betrays={5: 0.5}, ties=[(0, 3), (1, 4), (1, 5)])
    assert scene.led == [True, False, True]
    assert scene.reached.recognised.tolist() == [False, True, False]
    assert scene.events[LedAway].worker.tolist() == [0, 2]
    lure, friend = draws["ASKS_ADVICE"]
    assert lure == sent.key[[0, 1, 1]].tolist()
    assert friend == scene.workers.key[[3, 4, 5]].tolist()


def test_careful_friends_are_the_better_advice_and_friends_who_left_give_none() -> None:
    workers = hand.workers(6, true_caution=[0.5, 0.5, 0.5, 0.9, 0.1, 0.9], left=[0, 0, 0, 0, 0, 1])
    careful = CALM.grapevine.asks_friends * (LURING.recognise_base + LURING.recognise_cue * 0.9)
    today = hand.day(world=CALM, LED=0.0, ASKS_ADVICE=careful - 0.001)
    scene = Lured(lures(3, text=5), today=today, workers=workers, betrays={5: 1.0}, ties=[(0, 3), (1, 4), (2, 5)])
    assert scene.led == [False, True, True]


def test_nobody_asks_about_what_it_does_not_mean_to_follow() -> None:
    today = hand.day(world=CALM, ASKS_ADVICE=0.0, **DEAF, **BLIND)
    scene = Lured(lures(2), today=today, ties=[(0, 2), (1, 3)])
    assert scene.led == scene.reached.recognised.tolist() == [False, False]


def test_who_was_told_by_a_friend_may_report_the_account() -> None:
    today = hand.day(world=CALM, LED=0.0, ASKS_ADVICE=0.0, REPORT=0.0)
    scene = Lured(lures(2), today=today, ties=[(0, 2)])
    assert scene.events[Reported].worker.tolist() == [0]
