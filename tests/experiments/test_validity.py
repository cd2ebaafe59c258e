"""The facts of the reports, of logs that can be worked out by hand."""

import math

import pytest

from experiments.measures import validity
from experiments.measures.validity import FACTS, passport
from policies.records import Format, Kind, Stage
from sim.state.codes import ClientType, Reason
from sim.state.events import ClientJoined, Completed, Contacted, Ended, Published, Recorded
from tests.experiments.logs import at, log_of, periods_of, post

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
    at(Published, [30, 31, 32, 33], client=[0, 0, 1, 2]),
    at(Published, 119, client=2, tactic=MLM),
    at(Published, [30, 31, 32, 33], client=[3, 4, 5, 7]),
    at(Published, 40, client=[5, 5, 6], tactic=[MLM, Kind.AFFILIATE, MLM]),
    at(Published, 29.9, client=[0, 8], tactic=MLM),
    at(Published, 29.9, client=3),
)


def test_the_violating_share_is_of_jobs_published_by_the_verified() -> None:
    assert validity.violating_share_verified(periods_of(*PUBLISHED)) == pytest.approx(1 / 5)


def test_the_ratio_holds_the_unverified_against_the_verified() -> None:
    assert validity.violating_ratio_unverified(periods_of(*PUBLISHED)) == pytest.approx((3 / 7) / (1 / 5))


def test_who_violates_twice_is_one_violator() -> None:
    assert validity.unverified_among_violators(periods_of(*PUBLISHED)) == pytest.approx(2 / 3)  # 5 and 6, but not 2


def test_without_publications_the_shares_are_undefined() -> None:
    for fact in (
        validity.violating_share_verified,
        validity.violating_ratio_unverified,
        validity.unverified_among_violators,
        validity.violating_share_advised,
    ):
        assert fact(periods_of()) == NAN
        assert fact(periods_of(joined(0), joined(3, ring=True, verified=True))) == NAN


def advised(
    *,
    ring: bool = True,
    before: tuple[int, int] = (0, 0),
    accepted: int = 0,
    broken: int = 0,
    job: int = -1,
    form: Format = Format.FIXED,
    published: float = 30,
) -> float:
    """The share among three: two advised honest clients, and a third with such a record, accepted and ended before."""
    return validity.violating_share_advised(
        periods_of(
            joined(0),
            joined(1),
            joined(2, ring=ring),
            post(0, 5, client=2, form=form),
            post(1, client=0, form=Format.TASK),
            at(Recorded, -1, client=[0, 1, 2], accepted=[9, 3, before[0]], ended=[10, 3, before[1]]),
            at(Completed, [10 + 45 * n for n in range(accepted)], worker=1, client=2, job=job, seats=1, format=form),
            at(Ended, [10 + 45 * n for n in range(broken)], worker=1, client=2, job=job, reason=Reason.REFUSED),
            at(Published, [published, 40, 41, 119], client=[2, 0, 0, 1]),
        )
    )


def test_advice_is_to_take_clients_with_three_contracts_of_which_nine_in_ten_went_well() -> None:
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
    assert advised(before=(3, 3), ring=False) == 0


def test_the_ranges_are_those_of_the_reports() -> None:
    assert {fact.name: (fact.low, fact.high) for fact in FACTS} == {
        "publication_lag_p50": (2 / 60, 6),
        "publication_lag_p90": (2 / 60, 6),
        "fill_rate": (0.3, 0.6),
        "pre_contract_share": (0.8, 1),
        "violating_share_verified": (0, 0.05),
        "violating_ratio_unverified": (2.4, 3.6),
        "unverified_among_violators": (0.8, 1),
        "violating_share_advised": (0, 0.05),
    }


def test_a_fact_holds_from_one_end_of_its_range_to_the_other() -> None:
    fact = next(fact for fact in FACTS if fact.name == "fill_rate")
    assert [fact.holds(value) for value in (0.29, 0.3, 0.45, 0.6, 0.61, math.nan)] == [
        False,
        True,
        True,
        True,
        False,
        False,
    ]


def test_the_passport_takes_every_fact_under_its_name() -> None:
    found = passport(log_of(*PUBLISHED, at(Contacted, 40, worker=0, stage=[Stage.BEFORE, Stage.AFTER])))
    assert list(found) == [fact.name for fact in FACTS]
    assert found["pre_contract_share"] == pytest.approx(1 / 2)
    assert found["violating_share_verified"] == pytest.approx(1 / 5)
    assert math.isnan(found["fill_rate"])
