"""Profiting: rings book what their leads will bring, and learn from leads, stopped texts and lost accounts."""

import datetime
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from policies.records import Format, Kind
from sim.arrays import I64
from sim.rings.bandit import Exp3S, Gains
from sim.rings.rings import Rings
from sim.rings.tactics import Permit
from sim.rings.tempers import Frozen
from sim.state.handover import Reached
from sim.state.people import Clients
from sim.state.trade import Jobs
from sim.systems.profiting import profiting
from sim.today import Today
from tests.sim import hand
from tests.sim.batches import reached

NOBODY: list[int] = []
MLM, TRIAL, AFFILIATE = int(Kind.MLM), int(Kind.UNPAID_TRIAL), int(Kind.AFFILIATE)
USUAL = hand.world()
A_LEAD_TO_MLM = 0.25 * (21_000 + 0.2 * 660_000)  # yen: a first payment, and a plan that a fifth of these buy
A_LEAD_TO_TRIAL = 0.25 * 10_000  # yen: unpaid work, which leads to nothing more


class Diary(Frozen):
    """A temper that only keeps what it would learn from."""

    def __init__(self) -> None:
        self.gains: list[tuple[Exp3S, list[int], list[int], list[float]]] = []
        self.heard: list[list[float]] = []

    def learn(self, choice: Exp3S, gains: Gains, active: I64) -> None:
        self.gains.append((choice, gains.learner.tolist(), gains.arm.tolist(), gains.own.tolist()))
        self.heard.append(gains.heard.tolist())


def profits(
    rings: Rings,
    clients: Clients,
    jobs: Jobs,
    *,
    drafted: list[int] = NOBODY,
    leads: Reached | None = None,
    stopped: list[int] = NOBODY,
    suspended: list[int] = NOBODY,
    removed: list[int] = NOBODY,
    restricted: list[int] = NOBODY,
    today: Today | None = None,
) -> Diary:
    diary = Diary()
    rings.temper = diary
    profiting(
        rings,
        drafted=rows(drafted),
        reached=leads or reached(0),
        stopped=rows(stopped),
        suspended=rows(suspended),
        removed=rows(removed),
        restricted=rows(restricted),
        jobs=jobs,
        clients=clients,
        today=today or hand.day(3),
    )
    return diary


def rows(numbers: list[int]) -> Any:
    return np.array(numbers, np.int64)


def accounts() -> Clients:
    """Accounts 0 and 1 of ring 1, account 2 of ring 0, an honest client; each account has its scheme."""
    return hand.clients(
        4,
        true_ring=[1, 1, 0, -1],
        true_papers=[3, 2, 1, 0],
        verified=[False, True, False, True],
        true_scheme=[0, 1, 2, -1],
    )


def schemes(**columns: Any) -> Jobs:
    """A scheming job of each account, an honest job of the honest client."""
    usual: dict[str, Any] = {
        "true_tactic": [MLM, TRIAL, AFFILIATE, -1],
        "true_channel": [1, 2, 3, 0],
        "true_level": [4, 3, 2, 0],
        "true_pace": [2, 1, 0, 0],
        "true_pay": [1, 2, 0, 0],
        "true_permit": [Permit.FIRST, Permit.WITHOUT, Permit.UNDECIDED, Permit.UNDECIDED],
        "true_volume": [2, 0, 1, 0],
    }
    return hand.jobs(4, **usual | columns)


def test_rings_book_leads_and_no_lure_that_was_not_followed() -> None:
    rings = hand.rings(2, profit=[100.0, 0.0])
    leads = reached(
        6,
        worker=[4, 3, 2, 1, 0, 5],
        job=[0, 0, 1, 2, 1, 2],
        led=[True, True, True, False, False, True],
        recognised=[False, False, False, True, False, False],
    )
    profits(rings, accounts(), schemes(), leads=leads)
    assert rings.profit.tolist() == [100.0 + A_LEAD_TO_TRIAL, 2 * A_LEAD_TO_MLM + A_LEAD_TO_TRIAL]  # affiliates alike


def test_every_habit_behind_a_job_shares_its_gain_up_to_one() -> None:
    rings, bad = hand.rings(2), USUAL.ring
    today = hand.day(world=hand.world(ring={"yen_per_gain": 20_000.0}))
    diary = profits(
        rings,
        accounts(),
        schemes(),
        drafted=[2, 3, 0],
        leads=reached(3, job=[0, 1, 2], chance=[0.1, 0.5, 0.2], led=[True, True, False]),
        stopped=[2, 2],
        suspended=[1, 3],
        restricted=[0, 1],
        today=today,
    )
    ring = [1, 1, 0, 0, 1, 0, 0, 1, 1, 1]
    lead = A_LEAD_TO_TRIAL / 20_000
    gain = [
        1.0,
        lead,
        0.0,
        -bad.job_cost / 20_000,
        -bad.job_cost / 20_000,
        -bad.stopped_loss,
        -bad.stopped_loss,
        -bad.stopped_loss,
        -bad.banned_loss,
        -bad.banned_loss - bad.legal_loss,
    ]
    habits = rings.habits
    assert [learned[0] for learned in diary.gains] == [
        habits.tactic,
        habits.channel,
        habits.level,
        habits.pace,
        habits.pay,
        habits.papers,
        habits.volume,
        habits.permit,
    ]
    *usual, permit = diary.gains
    assert [learned[1] for learned in usual] == [ring] * 7
    assert [learned[2] for learned in usual] == [
        [MLM, TRIAL, AFFILIATE, AFFILIATE, MLM, AFFILIATE, AFFILIATE, TRIAL, MLM, TRIAL],
        [1, 2, 3, 3, 1, 3, 3, 2, 1, 2],
        [4, 3, 2, 2, 4, 2, 2, 3, 4, 3],
        [2, 1, 0, 0, 2, 0, 0, 1, 2, 1],
        [1, 2, 0, 0, 1, 0, 0, 2, 1, 2],
        [3, 2, 1, 1, 3, 1, 1, 2, 3, 2],
        [2, 0, 1, 1, 2, 1, 1, 0, 2, 0],
    ]
    assert [learned[3] for learned in usual] == [pytest.approx(gain)] * 7
    expected = [0.1 * 1.0, 0.5 * lead, 0.2 * lead, *gain[3:]]  # others hear of leads by their chance
    *heard, of_permits = diary.heard
    assert heard == [pytest.approx(expected)] * 7
    chose = [0, 1, 4, 7, 8, 9]  # of the jobs of accounts 0 and 1; account 2 could not ask anybody
    assert permit[1:3] == ([1] * 6, [Permit.FIRST, Permit.WITHOUT] * 3)
    assert permit[3] == pytest.approx([gain[place] for place in chose])
    assert of_permits == pytest.approx([expected[place] for place in chose])


def test_a_luring_job_costs_its_ring_a_little() -> None:
    """500 yen a job, with 40,000 yen a gain of 1; honest work that a ring orders for its record is paid for already."""
    rings = hand.rings(2, profit=[100.0, 0.0])
    groomed = schemes(true_tactic=[MLM, -1, AFFILIATE, -1])
    diary = profits(rings, accounts(), groomed, drafted=[0, 1, 2, 3, 0])
    assert rings.profit.tolist() == [100.0 - 500.0, -1_000.0]
    assert [learned[1:] for learned in diary.gains][-2] == ([1, 0, 1], [2, 1, 2], [-0.0125] * 3)


def test_a_task_is_paid_in_and_back_if_it_is_suspended() -> None:
    """Ring 1 pays in ten seats of 40 yen and of 50, and has the latter back: its task is suspended."""
    rings = hand.rings(2)
    jobs = schemes(format=[Format.TASK, Format.TASK, 0, Format.TASK], fee=[40.0, 50.0, 9.0, 7.0], seats=10)
    diary = profits(rings, accounts(), jobs, drafted=[0, 1, 2, 3], suspended=[1, 2, 3])
    assert rings.profit.tolist() == [-500.0, -1_000.0 - 400.0]
    costs = [-900 / 40_000, -1_000 / 40_000, -500 / 40_000, 500 / 40_000]
    assert diary.gains[0][1:] == (
        [1, 1, 0, 1, 1, 0],
        [MLM, TRIAL, AFFILIATE, TRIAL, TRIAL, AFFILIATE],
        [*costs, -0.1, -0.1],
    )


def test_stopped_texts_and_suspended_bait_are_losses() -> None:
    rings = hand.rings(2)
    groomed = schemes(true_tactic=[-1, TRIAL, AFFILIATE, -1])  # job 0: honest work that a ring orders for its record
    diary = profits(rings, accounts(), groomed, stopped=[1], suspended=[0, 2, 3])
    assert diary.gains[0][1:] == ([1, 0], [TRIAL, AFFILIATE], [-0.1, -0.1])
    assert rings.profit.tolist() == [0.0, 0.0]  # what is lost is a gain, not money


def test_a_posting_taken_down_costs_its_ring_as_a_suspended_one() -> None:
    diary = profits(hand.rings(2), accounts(), schemes(), suspended=[1], removed=[3, 2])
    learner, arm, own = diary.gains[1][1:]
    assert (learner, arm) == ([1, 0], [2, 3])
    assert own == [-USUAL.ring.stopped_loss] * 2


def test_a_restricted_account_costs_its_ring_once_and_more_if_verified() -> None:
    jobs = hand.jobs(
        6, client=[0, 2, 2, 0, 0, 3], true_tactic=[MLM, TRIAL, AFFILIATE, MLM, -1, -1], true_channel=[0, 1, 2, 3, 4, 0]
    )
    clients = accounts()
    clients.verified[:], clients.true_scheme[:] = [True, False, False, True], [3, -1, 2, -1]
    diary = profits(hand.rings(2), clients, jobs, restricted=[3, 2, 1, 0])  # account 1 has no scheme
    assert diary.gains[1][1] == [0, 1]
    assert diary.gains[1][2] == [2, 3]
    assert diary.gains[1][3] == pytest.approx([-0.3, -0.3 - 0.1])


def test_legal_action_weighs_from_the_july_report_on() -> None:
    clients = accounts()
    clients.verified[:], clients.true_scheme[:] = True, [0, -1, -1, -1]
    july = datetime.date(2020, 7, 1).toordinal() - datetime.date(1970, 1, 1).toordinal()
    losses = [
        profits(hand.rings(2), clients, schemes(), restricted=[0], today=replace(hand.day(), date=date)).gains[1][3]
        for date in (july - 1, july)
    ]
    assert losses == [pytest.approx([-0.3]), pytest.approx([-0.3 - 0.1])]
