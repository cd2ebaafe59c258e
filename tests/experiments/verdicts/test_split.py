"""Luck against worlds: analyses of variance worked out by hand."""

import math
from collections.abc import Sequence
from dataclasses import astuple, replace

import numpy as np
import pytest

from experiments.questions.compare.comparison import Comparison
from experiments.verdicts import luck
from experiments.verdicts.luck import Luck, pooled
from experiments.verdicts.pairs import Pairs
from experiments.verdicts.split import ALL_LUCK, Split
from tests.experiments.found import each, in_worlds, regime


def pairs(gaps: Sequence[float], homes: Sequence[int]) -> Pairs:
    """Pairs with these differences in these worlds."""
    return Pairs(np.full(len(gaps), 100.0), 100 + np.array(gaps), np.array(homes))


def split(gaps: Sequence[float], homes: Sequence[int]) -> tuple[float, float, float]:
    """The share of luck, with its interval."""
    result = Split.of(pairs(gaps, homes))
    assert result is not None
    assert not result.pooled
    return result.luck, result.low, result.high


def test_splits_by_hand() -> None:
    """Twice two lucks: within worlds (1 + 1 + 9 + 9) ÷ 2 = 10, so 5 of a mean; the means 2 and 8 vary by 18.

    The interval is that of an F of 1 and 2 degrees of freedom, a squared t: 2 p² ÷ (1 − p²), and ends at 1.
    Unequal lucks: a mean of 2, 1 and 1 lucks of 2 has 2 × (½ + 1 + 1) ÷ 3 of it; the means 2, 8 and 2 vary by 12.
    Of means that vary by ½, luck would make 41 ÷ 2: it is all there is.
    """
    least = 2 * 0.025**2 / (1 - 0.025**2)
    assert split([1, 5, 3, 11], [0, 1, 0, 1]) == pytest.approx((5 / 18, 5 / 18 * least, 1))
    assert split([1, 3, 8, 2], [0, 0, 1, 2])[0] == pytest.approx(5 / 3 / 12)
    assert split([0, 10, 2, 10], [0, 0, 1, 1]) == pytest.approx((1, 41 * least, 1))


@pytest.mark.parametrize(
    ("gaps", "homes"), [([1, 2, 4], [0, 1, 2]), ([1, 2, 4], [5, 5, 5]), ([3, 3, 3, 3], [0, 0, 1, 1]), ([], [])]
)
def test_single_lucks_one_world_and_equal_differences_have_no_split(gaps: list[float], homes: list[int]) -> None:
    assert Split.of(pairs(gaps, homes)) is None


def test_nineteen_of_twenty_intervals_hold_the_share_of_luck() -> None:
    """Worlds vary by 1, luck by 2 in a pair: half of the variance of a mean of two lucks."""
    rng = np.random.default_rng(2020)
    homes = list(range(16)) * 2
    gaps = np.tile(rng.normal(size=(1000, 16)), 2) + rng.normal(scale=math.sqrt(2), size=(1000, 32))
    result = np.array([split(row, homes) for row in gaps])
    assert np.mean((result[:, 1] <= 0.5) & (result[:, 2] >= 0.5)) == pytest.approx(0.95, abs=0.02)


def test_by_a_pool_the_variance_of_luck_is_known() -> None:
    """Differences of 0, 2, 4 and 6 vary by 20 ÷ 3; χ² of three degrees of freedom, ÷ 3, from 0.0719 to 3.1161."""
    result = Split.by_pool(pairs([0, 2, 4, 6], [0, 1, 2, 3]), 2 / 3)
    assert result is not None
    assert astuple(result) == pytest.approx((0.1, 0.00719318, 0.311613, True), rel=1e-5)
    assert Split.by_pool(pairs([3, 3], [0, 1]), 1.0) is None
    assert Split.by_pool(pairs([3], [0]), 1.0) is None


def test_luck_in_a_larger_market_is_less_by_its_size(monkeypatch: pytest.MonkeyPatch) -> None:
    """3 among 20,000 people is 1.5 among 80,000, and 3 again in a quarter of the days."""
    known = {"exposed_per_10k": {"pair": 3.0, "runs": 8.0}}
    monkeypatch.setattr(luck, "_pool", lambda: {"workers": 20_000, "days": 120, "frozen": known})
    assert pooled("frozen", 20_000, 120) == {"exposed_per_10k": Luck(3.0, 8.0)}
    assert pooled("frozen", 80_000, 120) == {"exposed_per_10k": Luck(1.5, 4.0)}
    assert pooled("frozen", 80_000, 30) == pooled("frozen", 20_000, 365) == pooled("frozen", 20_000, 120)
    assert pooled("adapting", 20_000, 120) == {}


def test_a_comparison_is_split_by_its_lucks_else_by_the_pool() -> None:
    """One world is all luck. By 3 of a pool, luck is 9 of the 60 by which −9, −3, 3 and 9 vary."""
    one_world = regime("frozen", exposed_per_10k=each(-9, -3, 3, 9))
    single = replace(in_worlds(one_world), homes=(0, 1, 2, 3))
    twice = replace(single, homes=(0, 0, 1, 1))

    def of(compared: Comparison) -> Split | None:
        return compared.outlook("exposed_per_10k", 1).split

    assert of(one_world) == ALL_LUCK
    assert of(single) is None
    known = {"exposed_per_10k": Luck(3.0, 8.0)}
    lucks = [(each.luck, each.pooled) for each in (of(replace(one, luck=known)) for one in (single, twice)) if each]
    np.testing.assert_allclose(lucks, [(9 / 60, True), (9 / 72, False)])  # means −6 and 6; within 18, ÷ 2


def test_more_luck_shrinks_the_part_of_luck_alone() -> None:
    """Of 0.6, twice the luck leaves 0.3; the 0.4 of the worlds stays."""
    mixed = Split(0.6, 0.2, 1.0)
    assert mixed.shrunk(2) == pytest.approx(0.7)
    assert mixed.luck_needed(0.7) == pytest.approx(2)
    assert mixed.luck_needed(0.4) == math.inf
    assert ALL_LUCK.luck_needed(0.25) == 4
