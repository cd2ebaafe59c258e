"""Headlines that hold at once: the share left out at each end, and the intervals of an answer."""

from dataclasses import replace

import numpy as np
import pytest

from experiments.questions.compare.together import answered
from experiments.verdicts import luck as lucks
from experiments.verdicts.intervals import chance_above, paired_interval
from experiments.verdicts.looks import Look
from experiments.verdicts.together import shared_tail
from policies.records import Floats
from scenarios.plausible import NONE_SHIP, Ensemble
from scenarios.space import space
from sim.world import World
from tests.experiments.found import each, in_worlds, regime

ERROR = 0.04
POOL = {"exposed_per_10k": {"pair": 2.0, "runs": 10.0}}


def normal(count: int, worlds: int = 100) -> list[Floats]:
    """So many independent intervals over the same worlds."""
    return list(np.random.default_rng(11).normal(size=(count, worlds)))


def test_one_interval_leaves_out_half_of_the_error_at_each_end() -> None:
    nothing, alone = np.full(100, np.nan), np.where(np.arange(100) == 7, 1.0, np.nan)
    assert shared_tail(normal(1), ERROR) == ERROR / 2
    assert shared_tail([np.zeros(100), *normal(1), np.ones(100), nothing, alone], ERROR) == ERROR / 2


@pytest.mark.parametrize("times", [1.0, -1.0, 1000.0])
def test_intervals_that_miss_together_count_as_one(times: float) -> None:
    [one] = normal(1)
    assert shared_tail([one, times * one], ERROR) == pytest.approx(ERROR / 2, rel=0.05)


def test_six_independent_intervals_share_the_error_as_sidak_has_it() -> None:
    """(1 − 0.04)^(1/6) leaves out 0.0068 of each; a sixth of the error, by Bonferroni, would be 0.0067."""
    assert shared_tail(normal(6), ERROR) == pytest.approx((1 - 0.96 ** (1 / 6)) / 2, rel=0.1)


def test_a_world_without_a_number_in_one_interval_says_nothing_of_it() -> None:
    """Half of the worlds have both, so the two are correlated by √½: between one interval and two."""
    one = normal(1)[0]
    half = np.where(np.arange(100) < 50, one, np.nan)
    assert shared_tail(normal(2), ERROR) * 1.05 < shared_tail([one, half], ERROR) < ERROR / 2 * 0.95


@pytest.mark.parametrize("worlds", [2, 3, 4, 32])
def test_no_second_headline_makes_an_interval_shorter(worlds: int) -> None:
    """Alone it leaves out half of the error, be the worlds few, or the difference a single event in one of them."""
    event, other = np.eye(worlds)[:2]
    tails = [shared_tail(means, ERROR) for means in (normal(2, worlds), [event, other], [event, event])]
    assert [tail for tail in tails if tail > ERROR / 2] == []


@pytest.mark.parametrize(("look", "error", "quantile"), [(1, 0.04, 3.48191), (2, 0.015, 5.04729)])
def test_a_headline_of_a_look_reaches_as_far_as_its_error_leaves(look: Look, error: float, quantile: float) -> None:
    """5 ± Student's t of three degrees of freedom × √⅓; what is in no row keeps its 95 %."""
    moved = each(4, 6, 4, 6)
    metrics = ("exposed_per_10k", "staff_yen", "hours_to_fill")
    answer = answered([regime("frozen", 4, **dict.fromkeys(metrics, moved))], NONE_SHIP, look)
    assert (answer.look, answer.tail) == (look, error / 2)
    for name, t in zip(metrics, (quantile, quantile, 3.18245), strict=True):
        row = answer.comparisons[0][name]
        assert (row.low, row.high) == pytest.approx((5 - t / 3**0.5, 5 + t / 3**0.5), abs=1e-4)


def test_rows_beside_the_headlines_share_an_error_of_their_own() -> None:
    """Four pairs, so Bonferroni's rule: fees and staff leave out a quarter of the error each, exposure half of it."""
    moved = dict.fromkeys(("exposed_per_10k", "fee_yen", "staff_yen"), each(4, 6, 4, 6))
    result = answered([regime("frozen", 4, **moved)], NONE_SHIP).comparisons[0]
    for name, t in (("exposed_per_10k", 3.48191), ("fee_yen", 4.54070), ("staff_yen", 4.54070)):
        assert result[name].high == pytest.approx(5 + t / 3**0.5, abs=1e-4)


def test_headlines_of_all_regimes_share_one_error() -> None:
    """Exposure and matching move independently in 32 worlds: two intervals in one regime, four in both."""
    means = normal(4, 32)
    first, second, third, fourth = (each(*values) for values in means)
    regimes = [
        regime("frozen", 32, exposed_per_10k=first, value_per_posting=second),
        regime("adapting", 32, exposed_per_10k=third, value_per_posting=fourth),
    ]
    two, four = (answered(some, NONE_SHIP).tail for some in (regimes[:1], regimes))
    assert (two, four) == pytest.approx((shared_tail(means[:2], ERROR), shared_tail(means, ERROR)))
    assert (two, four) == pytest.approx(((1 - 0.96 ** (1 / 2)) / 2, (1 - 0.96 ** (1 / 4)) / 2), rel=0.1)


def test_a_headline_with_few_differing_pairs_reaches_to_pooled_luck(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of 32 worlds one rises by 3, and two runs of one world lie 10 apart; nothing is known of that without the pool.

    A second luck in each world halves the rise, and takes means of two runs √½ as far apart.
    """
    once = regime("frozen", 32, exposed_per_10k=each(3.0, *[0.0] * 31))
    once = replace(in_worlds(once), homes=tuple(range(32)))
    twice = regime("frozen", 64, exposed_per_10k=each(3.0, *[0.0] * 63))
    twice = replace(in_worlds(twice), homes=tuple(range(32)) * 2)
    monkeypatch.setattr(lucks, "_pool", lambda: {"workers": 80_000, "days": 120, "frozen": POOL})
    for result, rise, apart in ((once, 3.0, 10.0), (twice, 1.5, 10 / 2**0.5)):
        answer = answered([result], NONE_SHIP)
        exposed, values = answer.comparisons[0]["exposed_per_10k"], np.where(np.arange(32) == 0, rise, 0.0)
        expected = paired_interval(np.zeros(32), values, answer.tail, usual=apart)
        assert (exposed.low, exposed.high) == (expected.low, expected.high)
        assert answer.outlook(0, "exposed_per_10k").rises == chance_above(np.zeros(32), values, 0.0, apart)
    old = Ensemble(space(World()), np.zeros((1, 1)), np.zeros(1), np.zeros((1, 2, 1)), {"model": "another"})
    assert answered([once], old).comparisons[0].luck == {}
