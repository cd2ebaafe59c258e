"""What the market pays for a job, and what a client offers."""

from math import log, nan

import numpy as np
import pytest

from policies.numbers import LARGEST
from policies.records import Format
from sim.choices.posting import GREATEST_FEE, LEAST_FEE, Posting, fee, market_price, payable, seats, size
from sim.kinds import CATEGORIES
from tests.sim.directions import outcome, rises, stays

WRITING, PHOTO = CATEGORIES.index("writing"), CATEGORIES.index("photo")
MARKET = Posting(market_price=tuple(1000.0 * (1 + place) for place in range(16)), hourly_price=1.5, task_price=0.02)
JOB = {"price": 1000.0, "generosity": 0.8, "noise": 0.0, "quote": nan, "anchor": 0.5, "spread": log(2)}
QUOTED = JOB | {"quote": 3200.0}


def test_a_photo_job_pays_the_ninth_price_half_more_by_the_hour() -> None:
    category = np.full(3, PHOTO)
    format = np.array([Format.FIXED, Format.HOURLY, Format.TASK])
    assert market_price(category, format, MARKET) == pytest.approx([9000, 9000 * 1.5, 9000 * 0.02], abs=1e-9)
    assert market_price(np.array([WRITING]), format[:1], MARKET) == pytest.approx([1000], abs=1e-9)


def test_dearer_hours_and_tasks_move_their_own_format_alone() -> None:
    for number, dearer in (("hourly_price", Format.HOURLY), ("task_price", Format.TASK)):
        for format in Format:
            moves, job = rises if format == dearer else stays, {"category": PHOTO, "format": int(format)}
            assert moves(market_price, f"posting.{number}", 0.1, 0.2, **job, posting=MARKET)


def test_without_a_quote_a_client_offers_what_it_means_to_pay() -> None:
    assert outcome(fee, **JOB) == 1000 * 0.8
    assert outcome(fee, **JOB | {"noise": 1.0}) == 1000 * 0.8 * 2


def test_a_quote_of_four_times_as_much_draws_halfway_there_in_logarithms() -> None:
    """√(800 · 3200) = 1600; by a quarter of the way, 800 · 4^¼ = 1131.4."""
    assert outcome(fee, **QUOTED) == 1600
    assert outcome(fee, **QUOTED | {"anchor": 0.25}) == 1131
    assert outcome(fee, **QUOTED | {"anchor": 0.0}) == 800
    assert outcome(fee, **QUOTED | {"anchor": 1.0}) == 3200


def test_offers_are_whole_yen_and_five_at_least() -> None:
    assert outcome(fee, **JOB | {"price": 1000.9}) == 801  # 800.72
    assert outcome(fee, **JOB | {"price": 4.0}) == LEAST_FEE == 5.0


def test_nobody_offers_more_than_any_number_of_a_world_may_be() -> None:
    assert outcome(fee, **JOB | {"price": 1e12}) == GREATEST_FEE == LARGEST
    assert payable(np.array([0.0, 5.4, 5.6, 2e9])).tolist() == [5.0, 5.0, 6.0, 1e9]


def test_a_few_projects_are_large_and_the_mean_is_one() -> None:
    """Log-normal: the middle one is exp(−½ · 1.2²), those a spread above it exp(1.2) times as large."""
    numbers, z = Posting(size_spread=1.2), np.random.default_rng(1).standard_normal(200_000)
    project = np.zeros(len(z), np.bool_)
    assert size(project, z, numbers).mean() == pytest.approx(1.0, abs=0.02)
    middle, large = size(np.zeros(2, np.bool_), np.array([0.0, 1.0]), numbers)
    assert (middle, large / middle) == pytest.approx((np.exp(-0.72), np.exp(1.2)))


def test_tasks_are_alike_and_so_are_projects_without_a_spread() -> None:
    z = np.array([-2.0, 0.0, 2.0])
    assert size(np.ones(3, np.bool_), z, Posting(size_spread=1.2)).tolist() == [1, 1, 1]
    assert size(np.zeros(3, np.bool_), z, Posting(size_spread=0.0)).tolist() == [1, 1, 1]


def test_a_job_takes_one_and_a_task_three_at_least() -> None:
    """3 and whole parts of 10 · 0.29 = 2.9, of 10 · 0.9 = 9 and of 10 · 5 = 50."""
    numbers = Posting(task_seats=10.0, fewest_seats=3, most_seats=12)
    task = {"task": True, "posting": numbers}
    assert [outcome(seats, luck=luck, **task) for luck in (0.0, 0.29, 0.9, 5.0)] == [3, 5, 12, 12]
    assert outcome(seats, luck=5.0, **task | {"task": False}) == 1
