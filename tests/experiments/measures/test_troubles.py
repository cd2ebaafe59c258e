"""What goes wrong with contracts as surveys count it, of logs that can be worked out by hand."""

import math

import pytest

from experiments.measures import troubles
from policies.records import Format
from sim.state.codes import Reason
from sim.state.events import Completed, Ended, FellSilent, Hired, Session
from tests.experiments.measures.logs import at, periods_of, post

# project workers of days 30 to 90 are 0 to 3, of the whole run 0 to 5; 8 workers came in those days, 10 in all
TROUBLE = (
    post(0, 20),
    post(1, 20, form=Format.TASK),
    at(Session, [10, 11], worker=[8, 9]),
    at(Session, [30, 40, 50, 60, 70, 80, 85, 89, 89.9], worker=[0, 1, 2, 3, 4, 5, 6, 7, 7]),
    at(Hired, [35, 35, 36, 37, 29, 90, 40], worker=[0, 0, 1, 2, 4, 5, 6], job=[0, 0, 0, -1, 0, 0, 1]),
    at(FellSilent, [40, 88], worker=[0, 0], job=[0, -1], by_worker=False),
    at(FellSilent, [40, 29.9, 90, 41], worker=[1, 4, 5, 6], job=[0, 0, 0, 1], by_worker=[True, False, False, False]),
    at(Ended, [45, 89.9], worker=[1, 2], job=0, reason=[Reason.REFUSED, Reason.CLIENT_SILENT]),
    at(Ended, [50, 51], worker=[3, 6], job=[0, 1], reason=[Reason.WORKER_SILENT, Reason.REFUSED]),
    at(Ended, [10, 95], worker=[4, 5], job=0, reason=[Reason.RESTRICTED, Reason.REFUSED]),
)


def test_a_worker_counts_once_in_sixty_days_and_tasks_never() -> None:
    log = periods_of(*TROUBLE)
    assert troubles.unreachable_in_60_days(log) == pytest.approx(1 / 4)  # 0, twice
    assert troubles.unreachable_of_active(log) == pytest.approx(1 / 8)
    assert troubles.unpaid_in_60_days(log) == pytest.approx(1 / 4)  # 1; 2 was left in silence
    assert troubles.unpaid_or_left_in_60_days(log) == pytest.approx(2 / 4)
    assert troubles.unpaid_of_active(log) == pytest.approx(1 / 8)


def test_unpaid_ever_is_a_share_of_workers_with_three_ended_projects() -> None:
    ends = (
        at(Completed, [41, 42, 43, 44], worker=[2, 2, 0, 0], job=0),  # 2 was unpaid once besides
        at(Completed, [45, 46, 47, 48], worker=[0, 1, 6, 6], job=[-1, 0, 0, 1]),  # 0 never; 1 and 6 have two
    )
    log = periods_of(*TROUBLE, *ends)
    assert troubles.unpaid_ever(log) == pytest.approx(1 / 2)


def test_ever_is_otherwise_read_of_all_who_had_a_project() -> None:
    log = periods_of(*TROUBLE)
    assert troubles.unpaid_ever_of_all(log) == pytest.approx(4 / 6)  # 4 and 5 besides
    assert troubles.unpaid_ever_of_active(log) == pytest.approx(4 / 10)


def test_sixty_days_stay_sixty_in_a_longer_run() -> None:
    late = at(Ended, [109.9, 110], worker=[0, 1], job=0, reason=Reason.REFUSED)
    hired = at(Hired, [50, 50, 110], worker=[0, 2, 1], job=0)
    assert troubles.unpaid_in_60_days(periods_of(post(0), hired, late, days=200)) == pytest.approx(1 / 2)


def test_without_workers_the_shares_are_undefined() -> None:
    for share in (troubles.unreachable_in_60_days, troubles.unpaid_in_60_days, troubles.unpaid_ever):
        assert math.isnan(share(periods_of(post(0))))
