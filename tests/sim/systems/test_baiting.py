"""Baiting: who is lured today, over which channel, at which stage and in which words."""

from typing import Any

import numpy as np

from policies.platform import Platform
from policies.records import Channel, Format, Kind, Stage
from sim.state.codes import ThreadState
from sim.state.draws import key
from sim.state.handover import Approaches, Lures, Meetings
from sim.state.trade import Jobs, Threads
from sim.systems.baiting import baiting
from tests.sim import hand
from tests.sim.batches import approaches, meetings
from tests.sim.letters import lure, with_letters
from tests.sim.scene import Scene

PICK_UP = hand.world().luring.pick_up
NEVER = np.inf
MLM, TRIAL, AFFILIATE = Kind.MLM, Kind.UNPAID_TRIAL, Kind.AFFILIATE
BEFORE, DURING = Stage.BEFORE, Stage.DURING
NO_THREADS: dict[str, Any] = {"worker": [], "client": [], "job": [], "key": np.zeros(0, np.uint64)}
FIELDS = ("key", "client", "worker", "job", "time", "channel", "stage", "tactic", "text", "watched")


def calls(**numbers: Any) -> Platform:
    """In-house calls are open from the first contact on, to clients with a verified identity."""
    return hand.platform(communication={"call": "before_contract", **numbers})


def bait(
    threads: Threads | None = None,
    *,
    jobs: Jobs,
    read: Meetings | None = None,
    scouts: Approaches | None = None,
    **given: Any,
) -> Lures:
    s = Scene(jobs=jobs, **given)
    return baiting(
        threads if threads is not None else hand.threads(0, **NO_THREADS),
        read=read or meetings(0),
        approaches=scouts or approaches(0),
        workers=s.workers,
        clients=s.clients,
        jobs=jobs,
        today=with_letters(s.today),
    )


def lines(lures: Lures) -> list[tuple[Any, ...]]:
    return list(zip(*(getattr(lures, name).tolist() for name in FIELDS), strict=True))


def baits(count: int, **columns: Any) -> Jobs:
    """Jobs that lure to MLM by message, in plain words."""
    return hand.jobs(count, **{"true_tactic": MLM, "true_channel": Channel.MESSAGE, **columns})


def lured(count: int, **columns: Any) -> Threads:
    """Conversations in which a lure is due on day 3.5."""
    return hand.threads(count, **{"true_lure_at": 3.5, **columns})


def test_a_lure_goes_out_on_its_day_and_never_again() -> None:
    threads = lured(4, true_lure_at=[3.999, 4.0, 2.0, NEVER], opened=[2.0, 2.0, 1.5, 2.0])
    lures = bait(threads, jobs=baits(4))
    assert list(zip(lures.worker.tolist(), lures.time.tolist(), strict=True)) == [(0, 3.999), (2, 3.0)]
    assert threads.true_lure_at.tolist() == [NEVER, 4.0, NEVER, NEVER]
    assert lines(bait(threads, jobs=baits(4))) == []


def test_nobody_is_lured_before_the_conversation_has_begun() -> None:
    assert bait(lured(1, true_lure_at=3.25, opened=3.75), jobs=baits(1)).time.tolist() == [3.75]


def test_a_lure_states_the_tactic_of_its_job_at_its_disguise() -> None:
    jobs = baits(
        3,
        true_tactic=[AFFILIATE, MLM, TRIAL],
        true_level=[4, 0, 2],
        true_channel=[Channel.NDA, Channel.MESSAGE, Channel.MESSAGE],
    )
    threads = lured(3, worker=[7, 6, 5], client=[4, 3, 2], job=[2, 1, 0], true_lure_at=[3.25, 3.5, 3.75])
    today = hand.day(3, LURE_TEXT=[0.499, 0.5, 0.0])
    draws = hand.asked(today)
    assert lines(bait(threads, jobs=jobs, today=today)) == [
        (threads.key[0], 4, 7, 2, 3.25, Channel.MESSAGE, BEFORE, TRIAL, lure(TRIAL, Channel.MESSAGE, 2, 0), False),
        (threads.key[1], 3, 6, 1, 3.5, Channel.MESSAGE, BEFORE, MLM, lure(MLM, Channel.MESSAGE, 0, 1), False),
        (threads.key[2], 2, 5, 0, 3.75, Channel.NDA, BEFORE, AFFILIATE, lure(AFFILIATE, Channel.NDA, 4, 0), False),
    ]
    assert draws["LURE_TEXT"] == draws["PICK_UP"] == [threads.key.tolist()]


def test_who_was_hired_is_lured_during_the_contract_others_before() -> None:
    threads = lured(
        4, job=[3, 0, 1, 2], state=[ThreadState.HIRED, ThreadState.OPEN, ThreadState.DECLINED, ThreadState.DROPPED]
    )
    assert bait(threads, jobs=baits(4)).stage.tolist() == [DURING, BEFORE, BEFORE, BEFORE]


def test_who_did_a_task_is_lured_after_the_contract() -> None:
    """Who reads the lure in the task's own text does so before it."""
    jobs = baits(3, format=[Format.TASK, Format.TASK, Format.FIXED], true_channel=[Channel.MESSAGE, Channel.POSTING, 1])
    assert bait(lured(3), jobs=jobs).stage.tolist() == [Stage.AFTER, BEFORE, BEFORE]


def test_an_account_has_time_for_so_many_a_day_the_earliest_first() -> None:
    """Account 1 has time for two of three, at the hour at which they were due; the third is lured on the next day."""
    world = hand.world(ring={"talks_a_day": 2})
    threads = lured(4, client=[1, 1, 0, 1], true_lure_at=[3.75, 2.5, 3.5, 3.25])
    lures = bait(threads, jobs=baits(4), today=hand.day(3, world=world))
    assert list(zip(lures.worker.tolist(), lures.time.tolist(), strict=True)) == [(1, 3.5), (2, 3.5), (3, 3.25)]
    assert threads.true_lure_at.tolist() == [3.75, NEVER, NEVER, NEVER]
    assert bait(threads, jobs=baits(4), today=hand.day(4, world=world)).time.tolist() == [4.75]


def test_who_answers_a_scouting_job_gets_a_message() -> None:
    lures = bait(lured(1), jobs=baits(1, true_channel=Channel.SCOUT))
    assert lures.channel.tolist() == [Channel.MESSAGE]
    assert lures.text.tolist() == [lure(MLM, Channel.MESSAGE, 0)]


def test_who_answers_a_posting_that_lures_has_read_the_lure_itself() -> None:
    lures = bait(lured(2, job=[1, 0], client=[1, 0]), jobs=baits(2, true_channel=Channel.POSTING, text=[77, 99]))
    assert lures.channel.tolist() == [Channel.POSTING] * 2
    assert lures.text.tolist() == [99, 77]


def test_a_call_is_made_where_open_and_taken_else_a_message() -> None:
    clients = hand.clients(4, verified=[True, True, False, True])
    threads = lured(4)
    today = hand.day(3, platform=calls(verified_only=True), PICK_UP=[PICK_UP - 0.001, PICK_UP, 0.0, 0.0])
    lures = bait(threads, clients=clients, jobs=baits(4, true_channel=[Channel.CALL] * 3 + [Channel.NDA]), today=today)
    assert lures.channel.tolist() == [Channel.CALL, Channel.MESSAGE, Channel.MESSAGE, Channel.NDA]
    written = lure(MLM, Channel.MESSAGE, 0)
    assert lures.text.tolist() == [-1, written, written, lure(MLM, Channel.NDA, 0)]


def test_some_calls_are_watched_and_nothing_else_is() -> None:
    threads = lured(3, worker=[5, 6, 7], client=[2, 1, 0])
    workers, clients = hand.workers(8), hand.clients(3, verified=True)
    today = hand.day(3, platform=calls(monitored_share=0.25), PICK_UP=0.0, TICKET=[0.249, 0.25, 0.0])
    draws = hand.asked(today)
    jobs = baits(3, true_channel=[Channel.CALL, Channel.CALL, Channel.MESSAGE])
    lures = bait(threads, workers=workers, clients=clients, jobs=jobs, today=today)
    assert lures.watched.tolist() == [True, False, False]
    assert draws["TICKET"] == [clients.key[::-1].tolist(), workers.key[5:].tolist()]


def test_some_do_not_pick_up_where_somebody_may_listen() -> None:
    chance = hand.world().luring.pick_up * (1 - hand.world().talking.shuns_monitored_call)
    clients, jobs = hand.clients(2, verified=True), baits(2, true_channel=Channel.CALL)
    today = hand.day(3, platform=calls(monitored_share=1.0), PICK_UP=[chance - 1e-6, chance + 1e-6])
    assert bait(lured(2), clients=clients, jobs=jobs, today=today).channel.tolist() == [Channel.CALL, Channel.MESSAGE]


def test_whoever_read_a_posting_that_lures_has_met_the_lure() -> None:
    jobs = baits(
        4,
        client=[7, 6, 5, 4],
        true_tactic=[MLM, TRIAL, AFFILIATE, MLM],
        text=[10, 11, 12, 13],
        true_channel=Channel.POSTING,
    )
    workers = hand.workers(8)
    read = meetings(2, worker=[6, 3], job=[2, 1], time=[3.25, 3.75])
    keys = key(workers.key[[6, 3]], jobs.key[[2, 1]]).tolist()
    assert lines(bait(read=read, workers=workers, jobs=jobs)) == [
        (keys[0], 5, 6, 2, 3.25, Channel.POSTING, BEFORE, AFFILIATE, 12, False),
        (keys[1], 6, 3, 1, 3.75, Channel.POSTING, BEFORE, TRIAL, 11, False),
    ]


def test_a_reader_of_an_ordinary_violation_has_met_no_lure() -> None:
    jobs = hand.jobs(2, true_tactic=[Kind.NONE, MLM], true_violation=MLM, true_channel=Channel.POSTING)
    assert bait(read=meetings(2, worker=[6, 3], job=[0, 1]), jobs=jobs).worker.tolist() == [3]


def test_scouts_of_rings_lure_in_the_scout() -> None:
    jobs = baits(
        3, client=[7, 6, 5], true_tactic=[MLM, TRIAL, AFFILIATE], true_level=[1, 2, 3], true_channel=Channel.SCOUT
    )
    scouts = approaches(2, worker=[6, 3], job=[2, 1], time=[3.25, 3.75])
    today = hand.day(3, SCOUT_LURE=[0.0, 0.5])
    draws = hand.asked(today)
    assert lines(bait(scouts=scouts, jobs=jobs, today=today)) == [
        (scouts.key[0], 5, 6, 2, 3.25, Channel.SCOUT, BEFORE, AFFILIATE, lure(AFFILIATE, Channel.SCOUT, 3, 0), False),
        (scouts.key[1], 6, 3, 1, 3.75, Channel.SCOUT, BEFORE, TRIAL, lure(TRIAL, Channel.SCOUT, 2, 1), False),
    ]
    assert draws["SCOUT_LURE"] == [scouts.key.tolist()]


def test_lures_of_a_day_come_from_conversations_then_postings_then_scouts() -> None:
    jobs = baits(3, true_channel=[Channel.MESSAGE, Channel.POSTING, Channel.SCOUT])
    lures = bait(lured(1), read=meetings(1, worker=1, job=1), scouts=approaches(1, worker=2, job=2), jobs=jobs)
    assert lures.worker.tolist() == [0, 1, 2]
    assert lures.channel.tolist() == [Channel.MESSAGE, Channel.POSTING, Channel.SCOUT]
    assert lures.text.tolist() == [lure(MLM, Channel.MESSAGE, 0), 0, lure(MLM, Channel.SCOUT, 0)]
