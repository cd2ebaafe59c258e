"""The outlook on a difference: its odds, and what would settle it, worked out by hand."""

import math
from dataclasses import replace

import numpy as np
import pytest

from experiments.measures.metrics import BY_NAME
from experiments.questions.compare.outlook import outlook, shrinking
from experiments.verdicts.differences import Difference, paired
from experiments.verdicts.pairs import Pairs, defined
from experiments.verdicts.split import Split

EXPOSED = BY_NAME["exposed_per_10k"]
RISING = defined([100, 100, 100], [101, 102, 103])  # by 2, standard error √⅓


def difference(centre: float, low: float, high: float) -> Difference:
    return replace(paired(EXPOSED, [100, 100], [101, 102]), difference=centre, low=low, high=high)


def settling(share: float, luck: float, workers: int = 20_000) -> tuple[str, float, float]:
    """What settles a difference whose arms have to shrink to this share until 0 lies outside; how often; effort."""
    result = outlook(
        RISING, difference(share, share - 1, share + 1), 0.0, workers=workers, split=Split(luck, 0.0, 1.0), look=1
    ).settling
    return ("nothing", 0, 0) if result is None else (result.more, round(result.times, 4), round(result.effort, 4))


def test_odds_are_students_above_zero_and_beyond_the_margin_on_either_side() -> None:
    """With two degrees of freedom the share below t is ½ + t ÷ 2√(2 + t²); t is 2√3, √3 and 3√3."""
    result = outlook(RISING, difference(2, -1, 5), 1.0, workers=20_000, split=None, look=1)
    rises, above, not_below = (0.5 + t / (2 * math.sqrt(2 + t * t)) for t in np.sqrt([12, 3, 27]))
    assert (result.rises, result.above, result.below) == pytest.approx((rises, above, 1 - not_below), abs=1e-4)


def test_odds_are_those_of_means_of_worlds() -> None:
    lucks = Pairs(np.full(6, 100.0), 100 + np.array([0.0, 2.0, 1.0, 3.0, 2.0, 4.0]), np.array([0, 0, 1, 1, 2, 2]))
    one, other = (
        outlook(pairs, difference(2, -1, 5), 1.0, workers=20_000, split=None, look=1).rises for pairs in (lucks, RISING)
    )
    assert one == other


def test_without_a_split_nothing_is_known_to_settle_it() -> None:
    assert (
        outlook(RISING, difference(2, -1, 5), 1.0, workers=20_000, split=None, look=1).as_json()["would settle it"]
        is None
    )


def test_arms_shrink_until_the_sign_or_the_margin_is_sure() -> None:
    """Arms of 4 around 1.5 and a margin of 2: 0 asks for 1.5 ÷ 4 of them, the margin for 0.5 ÷ 4; around 0.5 not so."""
    arms_of_4 = [shrinking(difference(centre, centre - 4, centre + 4), 2.0) for centre in (1.5, -1.5, 0.5, -0.5)]
    assert arms_of_4 == [1.5 / 4] * 4
    assert shrinking(difference(1, -1, 5), 2.0) == 1 / 2  # arms of 2 below, and of 4 above, which would need a quarter
    assert shrinking(difference(5, -1, 6), 2.0) == 5 / 6  # beyond the margin it never fits into it


@pytest.mark.parametrize(
    ("ends", "within"),
    [
        ((3, 1, 5), 2),  # 0 lies outside
        ((-3, -5, -1), 2),
        ((0.5, -1, 2), 2),  # both ends lie within the margin
        ((0, -1, 1), 0),  # a mean of 0 never leaves 0 outside
        ((1, math.nan, math.nan), 2),
    ],
)
def test_nothing_has_to_shrink_where_it_is_settled_or_never_would_be(ends: tuple[float, ...], within: float) -> None:
    assert shrinking(difference(*ends), within) is None


def test_an_end_of_the_scale_beyond_the_margin_is_not_within() -> None:
    """All deals of the candidate leave: 0.4 more, margin 0.03, and no arm above; so it is the sign that settles it."""
    gap = paired(BY_NAME["direct_deal_share"], [1.0, 1.0, 0.2, 0.2], [1.0] * 4)
    assert shrinking(gap, 0.03) == pytest.approx(0.4 / (0.4 - gap.low))


def test_a_second_luck_comes_first_where_it_suffices() -> None:
    """Twice the luck shrinks arms to √½; the second look has arms of 2.4324 instead of 2.0537: 0.8375 in all."""
    assert settling(0.838, 1.0) == ("second look", 2, 1)
    assert settling(0.837, 1.0)[0] == "people"


def test_people_are_cheaper_than_luck_up_to_the_whole_marketplace() -> None:
    """Four times the people: (2.55 + 1.96e-5 × 80,000) ÷ (2.55 + 1.96e-5 × 20,000) = 4.118 ÷ 2.942 s."""
    assert settling(0.5, 1.0) == ("people", 4, round(4.118 / 2.942, 4))
    assert settling(0.5, 1.0, 922_500)[0] == "people"  # a quarter of 3.69 M
    assert settling(0.5, 1.0, 922_501) == ("luck", 4, 4)


def test_worlds_do_it_where_luck_is_not_enough_or_dearer() -> None:
    """A quarter of the variance is left neither by luck that is a fifth of it, nor as cheaply by six times of 0.9."""
    assert settling(0.5, 0.2) == ("worlds", 4, 4)
    assert settling(0.5, 0.9, 1_000_000) == ("worlds", 4, 4)
    assert settling(0.5, 0.9)[:2] == ("people", 6)


def test_nobody_waits_for_more_than_twelve_times_the_runs() -> None:
    assert settling(0.3, 0.0) == ("worlds", 11.1111, 11.1111)
    assert settling(0.25, 0.0)[0] == "nothing"
