"""How violations spread over clients, detected and true, of logs that can be worked out by hand."""

import math

import pytest

from experiments.measures import violations
from policies.records import Format, Kind, Stage
from sim.state.codes import ClientType, Reason
from sim.state.events import ClientJoined, Completed, Contacted, Ended, Published, Recorded, Suspended, TakenDown
from tests.experiments.measures.logs import at, periods_of, post

NAN = pytest.approx(math.nan, nan_ok=True)
HONEST, MLM = Kind.NONE, Kind.MLM


def joined(client: int, *, ring: bool = False, verified: bool = False) -> ClientJoined:
    return at(ClientJoined, -1, client=client, type=ClientType.RING if ring else ClientType.HONEST, verified=verified)


# 0 to 2 are verified and publish 4 honest jobs and 1 that violates; 3 to 7 are not and publish 4 and 3
PUBLISHED = (
    joined(0, verified=True),
    joined(1, verified=True),
    joined(2, ring=True, verified=True),
    joined(3),
    joined(4),
    joined(5, ring=True),
    joined(6, ring=True),
    joined(7),
    joined(8, ring=True),
    *(post(job, 10) for job in range(8)),
    *(post(job, 10, tactic=MLM) for job in (8, 9, 10)),
    *(post(job, 10, violation=Kind.AFFILIATE) for job in (11, 12)),
    at(Published, [30, 31, 32, 33], client=[0, 0, 1, 2], job=[0, 1, 2, 3]),
    at(Published, 119, client=2, job=8, tactic=MLM),
    at(Published, [30, 31, 32, 33], client=[3, 4, 5, 7], job=[4, 5, 6, 7]),
    at(Published, 40, client=[5, 5, 6], job=[9, 11, 10], tactic=[MLM, HONEST, MLM]),
    at(Published, 29.9, client=[0, 8], job=12),
    at(Published, 29.9, client=3, job=4),
)


def test_the_violating_share_is_of_jobs_published_by_the_verified() -> None:
    assert violations.violating_share_verified(periods_of(*PUBLISHED)) == pytest.approx(1 / 5)


def test_the_ratio_holds_the_unverified_against_the_verified() -> None:
    assert violations.violating_ratio_unverified(periods_of(*PUBLISHED)) == pytest.approx((3 / 7) / (1 / 5))


def test_of_clients_the_share_counts_each_once_whatever_it_published() -> None:
    log = periods_of(*PUBLISHED)  # 2 of the verified 0, 1, 2, and 5 and 6 of the others, 3, 4, 5, 6, 7
    assert violations.violating_clients_verified(log) == pytest.approx(1 / 3)
    assert violations.violating_clients_ratio(log) == pytest.approx((2 / 5) / (1 / 3))


def test_who_violates_twice_is_one_violator() -> None:
    assert violations.unverified_among_violators(periods_of(*PUBLISHED)) == pytest.approx(2 / 3)  # 5 and 6, but not 2


def test_who_breaks_a_rule_violates_though_it_is_no_ring() -> None:
    log = periods_of(
        joined(0),
        joined(1),
        post(0, 40, violation=Kind.OFF_PLATFORM),
        post(1, 40, client=1),
        at(Published, 41, client=[0, 1], job=[0, 1]),
    )
    assert violations.unverified_among_violators(log) == 1
    assert violations.violating_share_verified(log) == NAN
    lawful = periods_of(joined(0), post(0, 40), at(Published, 41, client=0, job=0))
    assert violations.unverified_among_violators(lawful) == NAN


# 0 and 1 are verified and post 5 jobs, of which 1 is caught; 2, 3 and 4 are not and post 4, of which 3 are caught
CAUGHT = (
    joined(0, verified=True),
    joined(1, ring=True, verified=True),
    joined(2),
    joined(3, ring=True),
    joined(4, ring=True),
    *(post(job, 40, client=client) for job, client in enumerate([0, 0, 0, 1, 1, 2, 3, 3, 4])),
    post(9, 29.9, client=0),
    post(10, 90, client=0),
    at(Suspended, 41, client=3, job=[6, 6]),
    at(Suspended, 41, client=2, job=5),  # honest, and caught all the same
    at(TakenDown, 119, client=[1, 3, 0, 0], job=[4, 7, 9, 10]),
)


def test_detected_is_what_the_platform_stopped_or_took_down_rightly_or_wrongly() -> None:
    log = periods_of(*CAUGHT)
    assert violations.detected_share_verified(log) == pytest.approx(1 / 5)
    assert violations.detected_ratio_unverified(log) == pytest.approx((3 / 4) / (1 / 5))


def test_a_client_is_detected_by_one_of_its_jobs() -> None:
    log = periods_of(*CAUGHT)
    assert violations.detected_clients_verified(log) == pytest.approx(1 / 2)
    assert violations.detected_clients_ratio(log) == pytest.approx((2 / 3) / (1 / 2))
    assert violations.unverified_among_detected(log) == pytest.approx(2 / 3)  # 2 and 3, but not 1


def test_of_advised_clients_those_are_detected_who_were_caught() -> None:
    record = at(Recorded, -1, client=[0, 1, 2, 3], accepted=[3, 9, 10, 8], ended=[3, 10, 10, 10])
    assert violations.detected_share_advised(periods_of(*CAUGHT, record)) == pytest.approx(2 / 3)  # 1, 2, but not 0


def test_a_detected_job_is_before_the_contract_by_its_first_lure() -> None:
    lures = (
        at(Contacted, [42, 43], worker=[0, 1], job=4, stage=[Stage.BEFORE, Stage.DURING]),
        at(Contacted, [42, 43], worker=[0, 1], job=7, stage=[Stage.AFTER, Stage.BEFORE]),
        at(Contacted, 42, worker=0, job=6, stage=Stage.BEFORE),
        at(Contacted, 42, worker=0, job=[8, 9], stage=Stage.AFTER),  # never caught, and posted too early
    )
    log = periods_of(*CAUGHT, *lures)
    assert violations.detected_pre_contract_share(log) == pytest.approx(2 / 3)  # not 7
    assert violations.detected_pre_project_share(log) == pytest.approx(2 / 3)
    task = (
        post(11, 40, client=4, form=Format.TASK),
        at(Contacted, 42, worker=0, job=11, stage=Stage.AFTER),
        at(TakenDown, 50, client=4, job=11),
    )
    caught = periods_of(*CAUGHT, *lures, *task)
    assert violations.detected_pre_contract_share(caught) == pytest.approx(2 / 4)
    assert violations.detected_pre_project_share(caught) == pytest.approx(3 / 4)


def test_without_publications_the_shares_are_undefined() -> None:
    for fact in (
        violations.violating_share_verified,
        violations.violating_ratio_unverified,
        violations.unverified_among_violators,
        violations.violating_share_advised,
        violations.violating_clients_verified,
        violations.violating_clients_ratio,
        violations.detected_share_verified,
        violations.detected_ratio_unverified,
        violations.detected_clients_verified,
        violations.detected_clients_ratio,
        violations.unverified_among_detected,
        violations.detected_share_advised,
        violations.detected_pre_contract_share,
        violations.detected_pre_project_share,
    ):
        assert fact(periods_of()) == NAN
        assert fact(periods_of(joined(0), joined(3, ring=True, verified=True))) == NAN


def advised(
    *,
    violates: bool = True,
    before: tuple[int, int] = (0, 0),
    accepted: int = 0,
    broken: int = 0,
    job: int = -1,
    form: Format = Format.FIXED,
    published: float = 30,
) -> float:
    """The share among three: two advised honest clients, and a third with such a record, accepted and ended before."""
    return violations.violating_share_advised(
        periods_of(
            joined(0),
            joined(1),
            joined(2),
            post(0, 5, client=2, form=form),
            post(1, client=0, form=Format.TASK),
            at(Recorded, -1, client=[0, 1, 2], accepted=[9, 3, before[0]], ended=[10, 3, before[1]]),
            at(Completed, [10 + 45 * n for n in range(accepted)], worker=1, client=2, job=job, seats=1, format=form),
            at(Ended, [10 + 45 * n for n in range(broken)], worker=1, client=2, job=job, reason=Reason.REFUSED),
            post(2, 5, client=2, violation=Kind.OFF_PLATFORM if violates else HONEST),
            at(Published, [published, 40, 41, 119], client=[2, 0, 0, 1], job=[2, 1, 1, 1]),
        )
    )


def test_advised_clients_have_three_contracts_and_nine_of_ten_good_ones() -> None:
    assert advised(before=(3, 3)) == pytest.approx(1 / 3)
    assert advised(before=(2, 2)) == 0
    assert advised(before=(9, 10)) == pytest.approx(1 / 3)
    assert advised(before=(8, 9)) == 0
    assert advised(before=(17, 19)) == 0


def test_contracts_of_the_run_add_to_the_record_from_before_it() -> None:
    assert advised(accepted=3) == pytest.approx(1 / 3)  # repeat business is a project
    assert advised(accepted=3, job=0) == pytest.approx(1 / 3)
    assert advised(accepted=2) == 0
    assert advised(before=(1, 1), accepted=2) == pytest.approx(1 / 3)
    assert advised(before=(1, 2), accepted=8, job=0) == pytest.approx(1 / 3)
    assert advised(before=(9, 9), broken=1) == pytest.approx(1 / 3)
    assert advised(before=(8, 8), broken=1) == 0
    assert advised(broken=3) == 0


def test_tasks_are_not_in_the_record() -> None:
    assert advised(accepted=3, job=0, form=Format.TASK) == 0
    assert advised(before=(3, 3), broken=3, job=0, form=Format.TASK) == pytest.approx(1 / 3)
    assert advised(before=(3, 3), broken=3, job=0, form=Format.HOURLY) == 0


def test_only_those_are_advised_who_published_since_the_first_quarter() -> None:
    assert advised(before=(3, 3), published=29.9) == 0
    assert advised(before=(3, 3), violates=False) == 0
