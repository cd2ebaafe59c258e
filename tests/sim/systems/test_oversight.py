"""Oversight: reports and findings become cases, read within capacity; accounts are restricted, for good."""

from math import exp
from typing import Any

import numpy as np
import pytest

from policies.platform import Platform
from policies.records import Kind
from sim.rings.rings import Rings
from sim.state.codes import ClientType, Duty, JobState, Reason, Report, ThreadState
from sim.state.desk import Desk
from sim.state.events import Restricted, StaffWorked, TakenDown, WorkerLeft
from sim.state.ledger import Ledger, pieces
from sim.state.people import Clients, Shown
from sim.systems.oversight import oversight
from sim.today import Today
from sim.words.lexicon import lexicon
from tests.sim import hand
from tests.sim.batches import lines
from tests.sim.scene import Scene

WORLD = hand.world()
SEEING = WORLD.overseeing
CONFIRMED, FINDINGS, LINKED = 1, 2, 3  # grounds
NEVER = np.inf
GUILTY: dict[str, Any] = {"CASE": 0.0}
CLEARED: dict[str, Any] = {"CASE": 1.0}
OPEN, WAITING = JobState.OPEN, JobState.WAITING


def rule(**numbers: Any) -> Platform:
    """A report, or two stopped texts, make a case; six texts, or three links, restrict; one reader."""
    return hand.platform(enforcement=numbers)


class Overseen(Scene):
    """The tables that oversight writes, as they stand after a day at the office."""

    def __init__(
        self,
        clients: Clients,
        *,
        rings: Rings | None = None,
        shown: Shown | None = None,
        case_readers: Desk | None = None,
        **given: Any,
    ) -> None:
        count = len(clients)
        usual = {"jobs": hand.jobs(count), "threads": hand.threads(count), "today": hand.day(3, **GUILTY)}
        super().__init__(**{"clients": clients, **usual, **given})
        self.rings = rings if rings is not None else hand.rings(2)
        self.restricted = oversight(
            self.rings,
            self.workers,
            clients,
            self.jobs,
            self.threads,
            self.ledger,
            case_readers or hand.desk(),
            self.log,
            shown=Shown(4) if shown is None else shown,
            today=self.today,
        ).tolist()

    @property
    def hours(self) -> list[float]:
        return self.events[StaffWorked].hours.tolist()


def bad(count: int = 4, **columns: Any) -> Clients:
    """Accounts of ring 0, one report against each."""
    return hand.clients(count, **{"true_type": ClientType.RING, "true_ring": 0, "reporters": 1, **columns})


def test_a_reported_account_is_read_the_same_day_and_may_be_restricted() -> None:
    clients = bad(4)
    chance = 1 / (1 + exp(-(SEEING.condemns_base + SEEING.report_weight + SEEING.insight_weight)))
    today = hand.day(3, CASE=[chance - 0.001, chance + 0.001, chance - 0.001, chance + 0.001])
    draws = hand.asked(today)
    scene = Overseen(clients, today=today)
    assert scene.restricted == [0, 2]
    assert scene.rows(Restricted, "time client type ground") == [
        (4.0, 0, ClientType.RING, CONFIRMED),
        (4.0, 2, ClientType.RING, CONFIRMED),
    ]
    assert clients.restricted.tolist() == [True, False, True, False]
    assert clients.upheld.tolist() == [1, 0, 1, 0]
    assert clients.read_at.tolist() == [NEVER] * 4
    assert draws["CASE"] == [3, clients.key.tolist()]
    assert scene.rows(StaffWorked, "time duty hours") == [
        (3.0, Duty.ENFORCEMENT, round(4 * SEEING.case_minutes / 60, 9))
    ]


def test_a_reader_condemns_few_honest_accounts() -> None:
    alarm = 1 / (1 + exp(-(SEEING.condemns_base + SEEING.report_weight - SEEING.insight_weight)))
    clients = hand.clients(3, true_type=[ClientType.CARELESS, 0, ClientType.RING], true_ring=[-1, -1, 0], reporters=1)
    scene = Overseen(clients, today=hand.day(CASE=[alarm - 0.001, alarm + 0.001, alarm + 0.001]))
    assert scene.rows(Restricted, "time client type ground") == [
        (4.0, 0, ClientType.CARELESS, CONFIRMED),
        (4.0, 2, ClientType.RING, CONFIRMED),
    ]


def test_reports_and_stopped_texts_weigh_together_with_the_file() -> None:
    clients = bad(4, reporters=[1, 1, 2, 1], stopped=[0, 1, 0, 0], filed=[0.0, 0.0, 0.0, SEEING.report_weight])
    weighed = SEEING.report_weight * np.array([1, 1, 2, 2]) + SEEING.stopped_text_weight * np.array([0, 1, 0, 0])
    chance = 1 / (1 + np.exp(-(SEEING.condemns_base + weighed + SEEING.insight_weight)))
    assert chance[0] < chance[2] == chance[3] < chance[1]
    today = hand.day(3, CASE=chance - 0.001)
    assert Overseen(
        bad(4, reporters=[1, 1, 2, 1], stopped=[0, 1, 0, 0], filed=clients.filed), today=today
    ).restricted == [0, 1, 2, 3]
    assert Overseen(clients, today=hand.day(3, CASE=chance + 0.001)).restricted == []
    assert clients.filed == pytest.approx(weighed)


def test_who_is_cleared_starts_anew_but_for_what_is_on_file() -> None:
    clients = bad(3, reporters=[3, 0, 1], stopped=[0, 4, 3], upheld=2)
    scene = Overseen(clients, today=hand.day(CASE=[1.0, 1.0, 0.0]))
    assert scene.restricted == [2]
    assert lines(clients, "reporters stopped filed upheld read_at") == [
        (0, 0, 3 * SEEING.report_weight, 2, NEVER),
        (0, 0, 4 * SEEING.stopped_text_weight, 2, NEVER),
        (1, 3, 0.0, 3, NEVER),
    ]


def test_an_account_with_too_little_against_it_is_not_read() -> None:
    clients = bad(4, reporters=[2, 1, 0, 0], stopped=[0, 1, 2, 1])
    scene = Overseen(clients, today=hand.day(platform=rule(reports_to_review=2), **CLEARED))
    assert lines(clients, "reporters stopped read_at") == [(0, 0, NEVER), (1, 1, NEVER), (0, 0, NEVER), (0, 1, NEVER)]
    assert scene.hours == pytest.approx([2 * SEEING.case_minutes / 60])


def test_a_case_is_read_on_its_day_and_others_wait() -> None:
    clients = bad(4, read_at=[3.999, 4.0, 2.5, 9.0])
    draws = hand.asked(today := hand.day(3, **GUILTY))
    scene = Overseen(clients, today=today)
    assert scene.restricted == [0, 2]
    assert draws["CASE"] == [3, clients.key[[0, 2]].tolist()]
    assert clients.read_at.tolist() == [NEVER, 4.0, NEVER, 9.0]
    assert clients.reporters.tolist() == [1] * 4
    assert scene.hours == pytest.approx([2 * SEEING.case_minutes / 60])


def test_a_case_opens_at_some_hour_and_waits_its_turn() -> None:
    """Half of the reader's time was asked for yesterday, by cases of half an hour: another one waits half an hour,
    in the afternoon, when what came at night is done.
    """
    minutes = SEEING.case_minutes / 60 / 24
    for load, wait in ((0.0, 0.0), (0.5, 0.5 / 24)):
        clients = bad(4, key=hand.keys(4, 2))
        draws = hand.asked(today := hand.day(3, CASE_OPENED=[0.6, 0.65, 0.7, 0.8], **GUILTY))
        desk = hand.SpiedDesk(hand.desk(load))
        Overseen(clients, today=today, case_readers=desk)
        assert draws["CASE_OPENED"] == [3, clients.key.tolist()]
        assert desk.done == pytest.approx(np.array([3.6, 3.65, 3.7, 3.8]) + wait + minutes)


def test_what_comes_up_at_night_is_read_in_the_morning() -> None:
    clients = bad(2)
    assert Overseen(clients, today=hand.day(3, CASE_OPENED=[0.95, 0.5], **GUILTY)).restricted == [1]
    assert clients.read_at.tolist() == [pytest.approx(4.25 + SEEING.case_minutes / 60 / 24), NEVER]


def test_without_readers_no_case_is_opened_or_read() -> None:
    clients = bad(3, read_at=[NEVER, 2.5, 9.0])
    scene = Overseen(clients, today=hand.day(3, platform=rule(case_readers=0), **GUILTY))
    assert scene.restricted == []
    assert clients.read_at.tolist() == [NEVER, 2.5, 9.0]
    assert sum(scene.hours) == 0


def test_who_is_restricted_is_never_read_nor_restricted_again() -> None:
    clients = bad(3, restricted=[True, False, True], read_at=[2.5, 2.5, NEVER], stopped=9)
    scene = Overseen(clients)
    assert scene.restricted == [1]
    assert scene.events[Restricted].client.tolist() == [1]
    assert clients.upheld.tolist() == [0, 1, 0]
    assert scene.hours == pytest.approx([SEEING.case_minutes / 60])


def test_so_many_stopped_texts_restrict_without_a_reader() -> None:
    clients = bad(3, reporters=0, stopped=[6, 5, 6], true_ring=[0, 0, -1], true_type=[3, 3, 0])
    scene = Overseen(clients, today=hand.day(3, **CLEARED))
    assert scene.rows(Restricted, "time client type ground") == [
        (4.0, 0, ClientType.RING, FINDINGS),
        (4.0, 2, ClientType.HONEST, FINDINGS),
    ]
    assert clients.upheld.tolist() == [0, 0, 0]
    assert clients.stopped.tolist() == [6, 0, 6]
    assert scene.hours == pytest.approx([SEEING.case_minutes / 60])


def linked(*, luck: dict[str, Any] | None = None, **numbers: Any) -> Today:
    """A day on which the office looks for links, finds every trace and links nobody wrongly, and readers clear."""
    platform = rule(links_accounts=True, **numbers)
    return hand.day(3, platform=platform, **CLEARED | {"FALSE_LINKS": 0.0} | (luck or {}))


def test_accounts_are_linked_by_a_contact_the_office_saw_in_both() -> None:
    #                        restricted, contact 7 ×3, 8 ×1, unseen  | 7, 7 unseen, 8, 9, 5
    handles = np.array([7, 7, 7, 8, 9, 7, 7, 8, 9, 5], np.uint64)
    clients = bad(
        10,
        reporters=0,
        handle=handles,
        restricted=[True] * 5 + [False] * 5,
        revealed=[True, True, True, True, False, True, False, True, True, True],
    )
    scene = Overseen(clients, today=linked())
    assert scene.rows(Restricted, "time client type ground") == [(4.0, 5, ClientType.RING, LINKED)]
    assert scene.hours == pytest.approx([SEEING.case_minutes / 60])  # one link makes a case: account 7


def test_two_ways_of_linking_an_account_make_one_link() -> None:
    """Account 0 shares contact and trace with 1 and 2, and neither with 3, which is restricted too."""
    handles = np.array([7, 7, 7, 5], np.uint64)
    gone = [False, True, True, True]
    clients = bad(
        4,
        reporters=0,
        handle=handles,
        restricted=gone,
        revealed=True,
        true_traced=[True, True, True, False],
        true_ring=0,
    )
    assert Overseen(clients, today=linked(luck={"LINK_FOUND": 0.0})).restricted == []
    assert clients.weighed.tolist() == [2, 0, 0, 0]


def test_links_count_for_nothing_where_the_office_does_not_look_for_them() -> None:
    clients = bad(5, reporters=0, handle=np.full(5, 7, np.uint64), restricted=[True] * 4 + [False], revealed=True)
    scene = Overseen(clients)
    assert scene.restricted == []
    assert len(scene.events) == 0
    assert Overseen(clients, today=linked()).restricted == [4]


def test_a_link_to_an_account_found_guilty_today_counts_from_tomorrow() -> None:
    clients = bad(3, handle=np.array([7, 7, 9], np.uint64), reporters=[1, 0, 0], revealed=True)
    today = hand.day(3, platform=rule(links_accounts=True, linked_to_restrict=1), **GUILTY)
    assert Overseen(clients, today=today).restricted == [0]
    assert Overseen(clients, today=today).restricted == [1]


def test_a_reader_who_clears_an_account_overrides_its_links_and_its_findings() -> None:
    handles = np.full(5, 7, np.uint64)
    clients = bad(
        5,
        handle=handles,
        restricted=[True] * 3 + [False] * 2,
        revealed=True,
        read_at=[NEVER] * 4 + [2.5],
        stopped=[0, 0, 0, 0, 9],
    )
    scene = Overseen(clients, today=linked())
    assert scene.restricted == [3]  # account 4 was on the desk, was read, and is cleared
    assert clients.reporters.tolist() == [1, 1, 1, 1, 0]


def test_links_weighed_in_a_cleared_case_stay_on_file() -> None:
    clients = bad(3, reporters=0, handle=np.full(3, 7, np.uint64), restricted=[True, True, False], revealed=True)
    assert Overseen(clients, today=linked()).restricted == []
    assert lines(clients, "filed weighed read_at")[2] == (2 * SEEING.stopped_text_weight, 2, NEVER)
    again = Overseen(clients, today=linked(luck=GUILTY))
    assert (again.restricted, len(again.events)) == ([], 0)
    clients.add(handle=7, restricted=True, revealed=True, true_ring=-1, read_at=np.inf)
    chance = 1 / (1 + exp(-(SEEING.condemns_base + 3 * SEEING.stopped_text_weight + SEEING.insight_weight)))
    assert Overseen(clients, today=linked(luck={"CASE": chance - 0.001})).restricted == [2]


def test_a_case_of_links_alone_closes_when_nobody_looks_for_links() -> None:
    clients = bad(4, reporters=[0, 0, 0, 1], handle=7, restricted=[True, True, False, False], revealed=True)
    clients.read_at[2] = 2.5
    scene = Overseen(clients, today=hand.day(3, **GUILTY))
    assert scene.restricted == [3]
    assert clients.read_at.tolist() == [NEVER] * 4
    assert clients.upheld.tolist() == [0, 0, 0, 1]
    assert scene.hours == pytest.approx([SEEING.case_minutes / 60])


def test_a_contact_that_was_given_up_still_links() -> None:
    shown = Shown(4)
    shown.add(client=[0, 2, 3], contact=np.full(3, 7, np.uint64))
    clients = bad(4, reporters=0, restricted=[True, True, False, False], revealed=[False, True, True, False])
    clients.handle[:] = [8, 7, 9, 7]  # 1 is seen with the old contact, 3 was once and has it no more on show
    chance = 1 / (1 + exp(-(SEEING.condemns_base + 2 * SEEING.stopped_text_weight + SEEING.insight_weight)))
    for luck, restricted in ((chance - 0.001, [2, 3]), (chance + 0.001, [])):
        today = linked(linked_to_restrict=9, luck={"CASE": luck})
        assert Overseen(replace_rows(clients), shown=shown, today=today).restricted == restricted


def replace_rows(clients: Clients) -> Clients:
    """The same accounts once more, for another day at the office."""
    again = Clients(16)
    again.add(**{name: getattr(clients, name).copy() for name in Clients.columns()})
    return again


def test_accounts_are_linked_by_the_trace_of_their_ring() -> None:
    #                              restricted of ring 0, of ring 1, untraced of ring 0 | ring 0, untraced, ring 1, 2
    clients = bad(
        7,
        reporters=0,
        true_ring=[0, 1, 0, 0, 0, 1, 2],
        true_traced=[True, True, False, True, False, True, True],
        restricted=[True] * 3 + [False] * 4,
    )
    today = linked(luck={"LINK_FOUND": [SEEING.link_recall - 0.001, SEEING.link_recall]})
    draws = hand.asked(today)
    Overseen(clients, today=today)
    assert clients.weighed.tolist() == [0, 0, 0, 1, 0, 0, 0]
    assert draws["LINK_FOUND"] == [clients.key[[3, 5]].tolist(), clients.key[[0, 1]].tolist()]


def test_an_innocent_trait_shared_with_a_restricted_account_links_too() -> None:
    turn = 2**64 // 5
    clients = hand.clients(
        4, restricted=[False, True, False, True], key=np.arange(4, dtype=np.uint64) * np.uint64(turn)
    )
    clients.key[0] = 1  # a key for everybody
    today = linked(luck={"FALSE_LINKS": [2, 1], "LINKED_WHOM": [0.3, 0.7, 0.5]}, linked_to_restrict=9)
    draws = hand.asked(today)
    Overseen(clients, today=today)
    # 0.3 and 0.5 of the way round come before account 2 at 0.4 and account 3 at 0.6, 0.7 before account 0
    assert clients.weighed.tolist() == [1, 0, 1, 0]
    assert draws["FALSE_LINKS"] == [clients.key[[1, 3]].tolist()]
    assert draws["LINKED_WHOM"] == [clients.key[[1, 1, 3]].tolist(), [0, 1, 0]]


def test_a_false_link_is_evidence_and_condemns_honest_accounts_at_times() -> None:
    clients = hand.clients(2, restricted=[True, False], key=np.array([2**60, 2**63], np.uint64))
    chance = 1 / (1 + exp(-(SEEING.condemns_base + SEEING.stopped_text_weight - SEEING.insight_weight)))
    for luck, restricted in ((chance - 0.001, [1]), (chance + 0.001, [])):
        today = linked(luck={"FALSE_LINKS": 1, "LINKED_WHOM": 0.2, "CASE": luck})
        scene = Overseen(replace_rows(clients), today=today)
        assert scene.rows(Restricted, "time client type ground") == [
            (4.0, row, ClientType.HONEST, CONFIRMED) for row in restricted
        ]


def test_each_restricted_account_makes_so_many_false_links_on_average() -> None:
    for links, made in ((0.0, []), (2.0, [0, 1, 0, 1])):
        today = hand.day(platform=rule(links_accounts=True), world=hand.world(overseeing={"false_links": links}))
        draws = hand.asked(today)
        Overseen(hand.clients(4, restricted=[True, True, False, False]), today=today)
        assert draws.get("LINKED_WHOM", [[], []])[1] == made


def test_jobs_of_a_restricted_account_are_taken_down_at_midnight() -> None:
    clients = bad(4, reporters=[0, 1, 1, 0])
    jobs = hand.jobs(
        7,
        client=[1, 2, 0, 2, 1, 2, 3],
        state=[OPEN, WAITING, OPEN, OPEN, JobState.FILLED, JobState.CLOSED, OPEN],
        views=[3, 0, 0, 0, 0, 0, 0],
        published=[2.5, NEVER, 2.0, 3.75, 2.0, 2.0, 2.0],
        true_tactic=[Kind.MLM, Kind.MLM, -1, Kind.UNPAID_TRIAL, Kind.MLM, Kind.MLM, -1],
    )
    scene = Overseen(clients, jobs=jobs)
    assert jobs.state.tolist() == [
        JobState.REMOVED,
        JobState.SUSPENDED,
        OPEN,
        JobState.REMOVED,
        JobState.FILLED,
        JobState.CLOSED,
        OPEN,
    ]
    assert scene.rows(TakenDown, "time client job tactic unseen hours") == [
        (4.0, 1, 0, Kind.MLM, False, 36.0),
        (4.0, 2, 3, Kind.UNPAID_TRIAL, True, 6.0),
    ]


def test_conversations_with_a_restricted_account_are_dropped_and_no_lure_follows() -> None:
    clients = bad(4, reporters=[0, 1, 1, 0])
    threads = hand.threads(
        5,
        client=[2, 1, 1, 3, 0],
        job=0,
        true_lure_at=9.0,
        state=[ThreadState.OPEN, ThreadState.HIRED, ThreadState.OPEN, ThreadState.OPEN, ThreadState.OPEN],
    )
    Overseen(clients, threads=threads)
    assert lines(threads, "state true_lure_at") == [
        (ThreadState.DROPPED, NEVER),
        (ThreadState.HIRED, 9.0),
        (ThreadState.DROPPED, NEVER),
        (ThreadState.OPEN, 9.0),
        (ThreadState.OPEN, 9.0),
    ]


def test_rings_replace_accounts_that_they_lost_today() -> None:
    rings = hand.rings(2)
    clients = bad(
        7,
        true_ring=[1, 1, 0, -1, 1, 1, 1],
        reporters=[1, 0, 1, 1, 0, 1, 1],
        stopped=[0, 6, 0, 0, 0, 0, 0],
        read_at=[1.5, NEVER, 1.5, 1.5, NEVER, 1.5, 9.0],
    )
    today = hand.day(3, CASE=[0.0, 0.0, 0.0, 1.0])  # account 1 is restricted unread, 5 is cleared, 6 waits
    assert Overseen(clients, rings=rings, today=today).restricted == [0, 1, 2, 3]
    days = WORLD.ring.reentry_days * 2 * 0.5
    assert days == 5.0
    assert rings.replacements(8).tolist() == [0, 0]
    assert rings.replacements(9).tolist() == [1, 2]


def test_the_seller_of_a_restricted_account_loses_its_own_at_midnight() -> None:
    clients = bad(4, reporters=[1, 1, 0, 1], true_seller=[5, -1, 6, 0])
    scene = Overseen(clients, today=hand.day(3, CASE=[0.0, 0.0, 1.0]))
    assert scene.restricted == [0, 1]
    assert np.flatnonzero(scene.workers.left).tolist() == [5]
    assert scene.rows(WorkerLeft, "time worker reason") == [(4.0, 5, Reason.RESTRICTED)]


def test_who_is_read_and_cleared_is_told_of_the_rule() -> None:
    clients = hand.clients(3, reporters=[1, 1, 0], true_lapses=0.5, true_heeds=[True, False, True])
    Overseen(clients, today=hand.day(3, **CLEARED))
    assert clients.true_lapses.tolist() == [0.0, 0.5, 0.5]


def test_nothing_speaks_for_an_account_that_has_broken_a_rule() -> None:
    middle = 1 / (1 + exp(-(SEEING.condemns_base + SEEING.report_weight)))
    jobs = hand.jobs(3, true_violation=[Kind.OFF_PLATFORM, Kind.NONE, Kind.NONE])
    for luck, restricted in ((middle - 0.001, [0, 2]), (middle + 0.001, [])):
        clients = hand.clients(3, reporters=1, true_pressed=[False, False, True])
        assert Overseen(clients, jobs=jobs, today=hand.day(3, CASE=luck)).restricted == restricted


def noted(*clients: int) -> Ledger:
    """Reports on these accounts, each of which points at the text whose code is ten times the number of the account."""
    ledger = Ledger()
    ledger.note(np.array(clients), 10 * np.array(clients), Report.VIOLATION)
    return ledger


def once(*texts: int) -> dict[str, int]:
    """The pieces of these texts, of which no two hold the same."""
    return {piece: 1 for text in texts for piece in pieces(lexicon().vocabulary)[text]}


def test_reports_on_the_guilty_were_right_and_on_the_cleared_wrong() -> None:
    scene = Overseen(bad(3), ledger=noted(1, 2), today=hand.day(CASE=[0.0, 0.0, 1.0]))
    assert scene.restricted == [0, 1]
    assert scene.ledger.upheld == 1
    assert hand.counted(scene.ledger, lexicon().vocabulary) == once(10)
    scene.ledger.close(np.array([2]), Report.VIOLATION, right=True)
    assert scene.ledger.upheld == 1


def test_reports_of_jobs_taken_down_by_a_reader_were_right() -> None:
    """Account 0 is condemned, account 1 restricted by a count, account 2 cleared; of account 0 one job is over."""
    clients, ledger = bad(3, reporters=[1, 0, 1], stopped=[0, 6, 0]), Ledger()
    jobs = hand.jobs(4, client=[0, 0, 1, 2], state=[OPEN, JobState.CLOSED, OPEN, OPEN])
    ledger.note(np.arange(4), np.array([10, 20, 30, 40]), Report.JOB)
    scene = Overseen(clients, jobs=jobs, ledger=ledger, today=hand.day(3, CASE=[0.0, 1.0]))
    assert scene.restricted == [0, 1]
    assert hand.counted(ledger, lexicon().vocabulary) == once(10)
    ledger.close(np.arange(4), Report.JOB, right=True)
    assert ledger.upheld == 4


def test_a_report_on_an_account_that_nobody_has_read_waits() -> None:
    """Account 0 is on the desk until tomorrow, account 1 is restricted by a count, account 2 is read."""
    clients = bad(3, read_at=[4.5, NEVER, NEVER], reporters=[1, 0, 1], stopped=[0, 6, 0])
    scene = Overseen(clients, ledger=noted(0, 1, 2), today=hand.day(3, **GUILTY))
    assert scene.restricted == [1, 2]
    assert hand.counted(scene.ledger, lexicon().vocabulary) == once(20)
    scene.ledger.close(np.array([0, 1]), Report.VIOLATION, right=True)
    assert scene.ledger.upheld == 3
