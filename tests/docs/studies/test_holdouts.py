"""What is known and was not fitted: two platforms, a pair of runs each, and a percentage."""

import math
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from docs.studies import holdouts as study
from docs.studies import known
from docs.studies.pages import model_tables
from docs.studies.parts import as_markdown
from experiments.measures.conduct import Conduct
from experiments.runs.plan import Run
from experiments.runs.works import Work
from experiments.runs.worlds import FIXED, Worlds
from experiments.verdicts.intervals import Interval
from scenarios import load
from scenarios.plausible import Ensemble, packed
from scenarios.space import space
from sim.world import World
from tests.experiments.found import conducted


def conduct(asked: Run) -> Conduct:
    """More for who carries a mark in sight, and more by the seed; a good and a bad name; deals outside on approval.

    Without a filter a tenth fewer are hired, without scouts a fifth; without a rate in sight half as many more choose
    badly. Fees rise with clients, and who is heard agrees less.
    """
    platform: Any = asked.scenario.rollout[-1][1]
    shown = bool(platform.display.certified) + ("list" in platform.display.verified)
    found = bool(platform.display.filters) or not platform.display.completion_rate
    scouted = hasattr(platform.scouting, "scouts_a_week_verified")
    fee = platform.fee_schedule.band_shares[0]
    crowd = asked.scenario.world.clients > 13_000
    return conducted(
        applications=np.array([100 + 50 * shown + asked.seed, 100, 100]),
        certified=np.array([True, False, False]),
        verified=np.array([False, True, True]),
        pages=np.array([200, 400, 0]),
        applications_in_all=1000 - 20 * shown,
        contracts=100 - 10 * (not found) - 20 * (not scouted) - ("mail" in platform.communication.blocked),
        to_careless=0.1 if platform.display.completion_rate else 0.15,
        received=1000.0 if platform.display.completion_rate else 700.0,
        hired=(0.1, 0.15),
        filled=0.36 if crowd else 0.4,
        fee_to_market=1.04 if crowd else 1.0,
        agreed=0.48 + fee / 10 - 0.2 * platform.communication.monitored_share,
        direct_share=0.01
        + 0.01 * (fee > 0)
        + 0.01 * platform.communication.outside_contact_approval
        - 0.005 * ("line" in platform.communication.blocked),
    )


def found() -> dict[str, Any]:
    answers = study.holdouts(worlds=FIXED, seeds=(0, 1), work=Work(conduct))
    assert [each.question for each in answers] == [question.text for question in known.QUESTIONS]
    return {
        each.question: each for each in answers if each.question not in ("all applications then", "all contracts then")
    }


def test_answers_are_per_cent_of_the_platform_that_they_are_held_against() -> None:
    answers = found()
    assert answers["of clients who post, those who carry the badge"].estimate.mean == 50
    steered = answers["applications to them, once it is in sight"].estimate.mean
    assert steered == pytest.approx(100 * (50 / 100 + 50 / 101) / 2)
    assert answers["applications to verified clients, their mark everywhere"].estimate.mean == 0
    assert answers["deals outside, contact on approval"].estimate.mean == pytest.approx(50)
    assert answers["deals outside, one outlet blocked (LINE)"].estimate.mean == pytest.approx(-25)
    growth = [
        each.estimate.mean
        for each in study.holdouts(worlds=FIXED, seeds=(0, 1), work=Work(conduct))
        if each.question in ("all applications then", "all contracts then")
    ]
    assert growth == pytest.approx([-100 * 20 / 1000, 0.0, -100 * 20 / 980, 0.0])


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("contracts an application of workers with a record, against those without", 50),
        ("share of applications to careless clients, no rate, mark or filter in sight", 50),
        ("what workers are paid for an application then", -30),
        ("all contracts, no filter in the list", -10),
        ("all contracts, clients may scout", 25),
        ("fees to market, twice as many clients", 4),
        ("contracts a posting then", -10),
        ("all contracts, every outlet blocked", -1),
        ("deals outside, a fee where there was none", 100),
        ("of workers asked to deal outside, those who agree", 50),
        ("points more who agree, where every call is heard", -20),
        ("points more who agree, the fee twice as high", 2),
    ],
)
def test_what_is_asked_of_work_and_talk_is_the_change_between_its_platforms(question: str, answer: float) -> None:
    told = found()[question]
    assert told.estimate.mean == pytest.approx(answer)
    assert told.verdict == "hit"


def test_the_table_names_two_platforms_once() -> None:
    lines = as_markdown(
        model_tables.holdouts(study.holdouts(worlds=FIXED, seeds=(0, 1), work=Work(conduct)))
    ).splitlines()
    assert lines[0].startswith("120 days, seeds 0 to 1, first day: per cent")
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[4:]]
    assert [bool(row[5]) for row in rows[:11]] == [True, *[False] * 3, True, False, False, True, True, False, True]
    assert all(row[5] for row in rows[10:13])
    assert not rows[13][5]
    assert rows[-1][5:] == ["`off_service_approval`", "`production`"]
    assert rows[4][6] == "`production`<br>`platform.display.verified=[]`"
    assert rows[4][2] == "0"


def test_what_is_known_is_hit_or_missed_and_pairs_spread_around_it() -> None:
    answers = found()
    assert answers["applications to them, once it is in sight"].verdict == "hit"
    assert answers["deals outside, one outlet blocked (LINE)"].verdict == "hit"
    assert answers["deals outside, contact on approval"].verdict == "open"
    steered = answers["applications to them, once it is in sight"]
    assert steered.spread == pytest.approx((100 * (50 / 101 + 0.05 * (50 / 100 - 50 / 101)), 50), abs=0.05)
    rows = [line.split(" | ") for line in as_markdown(model_tables.holdouts([*answers.values()])).splitlines()[4:]]
    assert [row[4] for row in rows[:4]] == ["open", "hit", "cannot tell", "hit"]
    assert [row[4] for row in rows[4:]] == [*["hit"] * (len(rows) - 5), "open"]
    assert rows[1][3] == "50 to 50"


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [
        (1.0, 9.0, "hit"),
        (0.9, 9.0, "cannot tell"),
        (1.0, 99.0, "cannot tell"),
        (-5.0, 0.9, "missed"),
        (9.1, 12.0, "missed"),
        (math.nan, math.nan, "cannot tell"),
    ],
)
def test_an_interval_that_leaves_the_range_cannot_tell_and_one_outside_is_missed(
    low: float, high: float, verdict: str
) -> None:
    told = replace(next(iter(found().values())), estimate=Interval((low + high) / 2, low, high), between=(1.0, 9.0))
    assert told.verdict == verdict
    assert replace(told, between=None).verdict == "open"


def test_predictions_are_those_of_plausible_worlds(tmp_path: Path) -> None:
    around = space(load("production").world)
    values = np.array([around.values(point) for point in np.random.default_rng(1).random((2, len(around)))])
    file = tmp_path / "two.npz"
    file.write_bytes(packed(Ensemble(around, values, around.read(around.central), np.zeros((2, 2, 1)), {})))
    told: set[World] = set()

    def conduct_there(asked: Run) -> Conduct:
        told.add(replace(asked.scenario.world, clients=3_250))
        return conduct(asked)

    answers = study.holdouts(worlds=Worlds(file), seeds=(0, 1), work=Work(conduct_there))
    assert len(told) == 2
    assert "seeds 0 to 1, each in another plausible world, first day" in as_markdown(model_tables.holdouts(answers))


def test_an_increase_is_that_of_all_pairs_together_and_a_pair_may_have_none_before() -> None:
    """Of 0, 10 and 30 before 2, 12 and 26: no more in all. Each pair has the part that it adds to it."""
    runs = [[conducted(direct_share=share) for share in side] for side in ((0.0, 0.1, 0.3), (0.02, 0.12, 0.26))]
    parts = known.direct(*runs)
    assert parts == pytest.approx([100 * gap / (0.4 / 3) for gap in (0.02, 0.02, -0.04)])
    assert known.direct(runs[0], runs[0]) == pytest.approx([0.0, 0.0, 0.0])
    halved = [conducted(direct_share=share) for share in (0.0, 0.05, 0.15)]
    assert known.direct(runs[0], halved) == pytest.approx([-50.0, -50.0, -50.0])


def test_where_nobody_without_a_record_is_hired_or_applies_a_pair_still_counts_or_is_left_out() -> None:
    """Of 0, 0.1 and 0.2 before 0.1, 0.1 and 0.25: half as many more in all."""
    runs = [conducted(hired=both) for both in ((0.0, 0.1), (0.1, 0.1), (0.2, 0.25))]
    assert known.to_known(runs, runs) == pytest.approx([50 + 100 * gap / 0.1 for gap in (0.1, -0.05, -0.05)])
    nobody = conducted(hired=(math.nan, 0.3))
    told = known.to_known([*runs, nobody], [*runs, nobody])
    assert told[:3] == pytest.approx(known.to_known(runs, runs))
    assert math.isnan(told[3])
