"""How sure a mean over seeds is: worked out by hand, and tried on many samples whose true mean is known."""

import math
from collections.abc import Callable

import numpy as np
import pytest
from scipy import optimize, stats

from experiments.verdicts.intervals import UNSEEN, apart, few, mean_interval, paired_bounds, paired_interval
from policies.records import Floats

SAMPLES = 2000
Draw = Callable[[np.random.Generator, tuple[int, int]], Floats]


def rare(share: float, rising: float = 1.0, spread: float = 0.0) -> Draw:
    """A difference in this share of pairs, about 1 in size, upward in so many of them."""

    def draw(rng: np.random.Generator, shape: tuple[int, int]) -> Floats:
        size = np.where(rng.random(shape) < rising, 1.0, -1.0) * rng.uniform(1 - spread, 1 + spread, shape)
        return np.where(rng.random(shape) < share, size, 0.0)

    return draw


def hidden(rng: np.random.Generator, shape: tuple[int, int]) -> Floats:
    """One event in 32 pairs among tiny differences in a fifth of them, as of a share whose denominators move."""
    return rare(1 / 32)(rng, shape) + rare(0.2, 0.5)(rng, shape) / 100


def counted(mean: float) -> Draw:
    """So many events more in a pair, on average."""
    return lambda rng, shape: rng.poisson(mean, shape).astype(np.float64)


def bell(mean: float) -> Draw:
    """Differences that vary as most metrics do."""
    return lambda rng, shape: rng.normal(mean, 1.0, shape)


def losses(rng: np.random.Generator, shape: tuple[int, int]) -> Floats:
    """A sum of 1 less on average is lost in a pair: lopsided as sums of money are."""
    return -np.exp(rng.normal(-0.5, 1.0, shape))


def covered(draw: Draw, mean: float, pairs: int) -> float:
    """The share of samples of so many pairs whose interval holds the true mean difference.

    The level is that of a count itself, an event in two runs, so that ties in all pairs still say what one weighs.
    """
    rng = np.random.default_rng(2020)
    before = rng.poisson(0.5, (SAMPLES, pairs)).astype(np.float64)
    low, high = paired_bounds(before, before + draw(rng, before.shape))
    return float(np.mean((low <= mean) & (mean <= high)))


RARE = [(rare(share), share) for share in (0.01, 1 / 32, 2 / 32, 0.1, 0.2, 0.3)]
RARE += [(rare(share, 0.75), share / 2) for share in (1 / 32, 0.1, 0.3)]
RARE += [(rare(share, 0.5), 0.0) for share in (1 / 32, 0.1, 0.3)]
RARE += [(rare(share, spread=0.5), share) for share in (1 / 32, 0.1, 0.3)]
RARE += [(counted(mean), mean) for mean in (0.03, 0.1, 0.5)]
RARE += [(hidden, 1 / 32)]
ORDINARY = [(bell(mean), mean) for mean in (0.0, 0.3, 5.0)]
COUNTS = [(counted(events / 32), events / 32) for events in (5, 7, 10)]
COUNTS += [(rare(events / 32, 0.5), 0.0) for events in (8, 10, 12)]
COUNTS += [(rare(events / 32, 0.75), events / 64) for events in (3, 5, 10)]
LOPSIDED: list[tuple[Draw, float]] = [
    (lambda rng, shape: rng.exponential(1.0, shape), 1.0),
    (lambda rng, shape: -rng.exponential(1.0, shape), -1.0),
    (lambda rng, shape: np.exp(rng.normal(0.0, 0.5, shape)), math.exp(0.125)),
    (losses, -1.0),
]


@pytest.mark.parametrize("pairs", [8, 16, 32])
def test_intervals_cover_the_truth_for_rare_and_ordinary_events(pairs: int) -> None:
    assert [place for place, (draw, mean) in enumerate(RARE + ORDINARY) if covered(draw, mean, pairs) < 0.93] == []


def test_coverage_of_32_pairs_is_93_to_97_per_cent() -> None:
    result = [covered(draw, mean, 32) for draw, mean in [*COUNTS, ORDINARY[1], *LOPSIDED]]
    assert [place for place, share in enumerate(result) if not 0.93 <= share <= 0.97] == []


@pytest.mark.parametrize(("draw", "mean", "least"), [(rare(1 / 32), 1 / 32, 0.70), (losses, -1.0, 0.90)])
def test_student_alone_would_miss_rare_harms_and_large_losses(draw: Draw, mean: float, least: float) -> None:
    gaps = draw(np.random.default_rng(2020), (SAMPLES, 32))
    half = stats.t.ppf(0.975, 31) * gaps.std(1, ddof=1) / math.sqrt(32)
    assert np.mean(np.abs(gaps.mean(1) - mean) <= half) < least


def test_an_interval_is_students_or_for_rare_events_twice_as_wide() -> None:
    gaps = np.random.default_rng(5).normal(0.2, 1.0, 32)
    assert 0 < abs(stats.skew(gaps, bias=False)) < math.sqrt(6 / 32)
    interval, student = paired_interval(np.zeros(32), gaps), stats.ttest_1samp(gaps, 0).confidence_interval(0.95)
    assert (interval.low, interval.high) == pytest.approx((student.low, student.high))
    few = np.zeros(32)
    few[:3] = [1.0, 2.0, 1.0]
    interval, student = paired_interval(np.zeros(32), few), stats.ttest_1samp(few, 0).confidence_interval(0.95)
    assert 1 < (interval.high - interval.low) / (student.high - student.low) < 2


def test_only_the_arm_along_a_long_tail_is_longer_than_students() -> None:
    interval = mean_interval([1.0] * 7 + [9.0])
    # mean 2, standard error 1, skewness 2√2, of which √(6/8) is luck; Student's t of 7 degrees of freedom 2.364624
    longer = 2 * (2 * math.sqrt(2) - math.sqrt(0.75)) / (6 * math.sqrt(8)) * (1 + 2 * 2.364624**2)
    assert longer == pytest.approx(2.8175, abs=1e-4)
    assert (interval.mean, interval.low, interval.high) == pytest.approx((2, 2 - 2.364624, 2 + 2.364624 + longer))
    turned = mean_interval([-1.0] * 7 + [-9.0])
    assert (turned.low, turned.high) == pytest.approx((-interval.high, -interval.low))
    paired = paired_interval(np.zeros(8), [1.0] * 7 + [9.0])
    assert (paired.low, paired.high) == pytest.approx((interval.low, interval.high))


def test_seven_values_tell_nothing_of_a_tail() -> None:
    values = [1.0] * 6 + [9.0]
    interval, student = mean_interval(values), stats.ttest_1samp(values, 0).confidence_interval(0.95)
    assert (interval.low, interval.high) == pytest.approx((student.low, student.high))


def test_the_interval_of_four_values_is_worked_out_by_hand() -> None:
    interval = mean_interval([1, 2, 3, 6])
    half = 3.182446 * math.sqrt(14 / 3) / 2  # Student's t of 3 degrees of freedom, 2.5 % beyond it on either side
    assert (interval.mean, interval.low, interval.high) == pytest.approx((3, 3 - half, 3 + half))
    two = mean_interval([1, 3])
    assert (two.mean, two.low, two.high) == pytest.approx((2, 2 - 12.706205, 2 + 12.706205))


def test_the_interval_of_one_value_or_none_is_undefined() -> None:
    one, none = mean_interval([3.0]), mean_interval([])
    assert one.mean == 3
    assert all(math.isnan(bound) for bound in (one.low, one.high, none.mean, none.low, none.high))
    assert math.isnan(paired_interval([], []).low)
    assert math.isnan(paired_interval([1.0], [1.0]).high)


def test_rare_events_of_one_size_count_half_an_event_more() -> None:
    interval = mean_interval([0.5] * 3 + [0.0] * 7)
    low, high = stats.gamma.ppf(0.025, 3.5), stats.gamma.ppf(0.975, 3.5)  # of three events: 0.845 and 8.006
    assert (interval.mean, interval.low, interval.high) == pytest.approx((0.15, 0.05 * low, 0.05 * high))
    assert (
        stats.chi2.ppf(0.025, 6) / 2 < low < high < stats.chi2.ppf(0.975, 8) / 2
    )  # within the exact one: 0.619, 8.767
    down = mean_interval([-0.5] * 3 + [0.0] * 7)
    assert (down.low, down.high) == pytest.approx((-interval.high, -interval.low))


def test_events_of_several_sizes_have_a_gamma_interval_of_their_moments() -> None:
    interval = mean_interval([1.0, 3.0] + [0.0] * 6)
    low, high = stats.gamma.ppf([0.025, 0.975], 5.5**2 / 14.5, scale=14.5 / 5.5)  # sum 4, squares 10, half a 3 more
    assert (interval.mean, interval.low, interval.high) == pytest.approx((0.5, low / 8, high / 8))


def test_what_raises_and_what_lowers_a_difference_are_joined_by_their_distances() -> None:
    interval = paired_interval(np.zeros(10), [1.0, 1.0, -1.0, *[0.0] * 7])
    up = (2, stats.gamma.ppf(0.025, 2.5), stats.gamma.ppf(0.975, 2.5))
    down = (1, stats.gamma.ppf(0.025, 1.5), stats.gamma.ppf(0.975, 1.5))
    low = 1 - math.hypot(up[0] - up[1], down[2] - down[0])
    high = 1 + math.hypot(up[2] - up[0], down[0] - down[1])
    assert (interval.mean, interval.low, interval.high) == pytest.approx((0.1, low / 10, high / 10))
    one = paired_interval(np.zeros(32), [1.0, *[0.0] * 31])  # what never fell may fall yet
    assert one.low == pytest.approx((1 - math.hypot(1 - 0.1079, 2.5119)) / 32, rel=1e-3)


def test_three_plain_differences_set_the_largest_and_fewer_need_the_run_distance() -> None:
    before = np.array([0.0] * 24 + [10.0] * 8)  # the usual distance between runs is 10, whatever moves by little
    tied = paired_interval(before, before)
    assert tied.high == pytest.approx(10 * 2.995732 / 32)
    three, two = np.zeros(32), np.zeros(32)
    three[-3:], two[-2:] = 1.9, 1.9  # a tenth of it or more: plain
    interval = paired_interval(before, before + three)
    assert interval.high == pytest.approx(1.9 * stats.gamma.ppf(0.975, 3.5) / 32)
    most = math.sqrt((14 * 10**2 + 2 * 11.9**2) / 16) / 3  # what one more plain difference would say is missing
    total, square = 3.8 + most / 2, 2 * 1.9**2 + most**2 / 2
    interval = paired_interval(before, before + two)
    assert 1.9 < most < 3.8
    assert interval.high == pytest.approx(stats.gamma.ppf(0.975, total**2 / square, scale=square / total) / 32)
    assert paired_interval(before, before + two / 1000).high == pytest.approx(tied.high, rel=0.01)


def test_three_half_plain_differences_set_half_of_the_largest() -> None:
    before = np.array([10.0] * 6 + [0.0] * 18 + [-10.0] * 8)
    after = before.copy()
    after[6:9] = 0.5  # a twentieth of the usual distance, where that is near 10; three of them move from the median
    usual = math.sqrt((28 * 10**2 + 3 * 0.5**2) / 31)
    most = usual * (1 - 3 * 0.5 / (0.1 * usual) / 3)
    none = optimize.brentq(lambda events: stats.gamma.ppf(0.975, events) + math.log(0.05), 0.5, 1.0)
    more = none - (none - 0.5) * 1.5 / most
    up, down = (1.5 + more * most, 3 * 0.5**2 + more * most**2), (more * most, more * most**2)
    high, low = (stats.gamma.ppf(0.975, a**2 / b, scale=b / a) for a, b in (up, down))
    least = (1.5 + most / 2, 3 * 0.5**2 + most**2 / 2)
    rising = stats.gamma.ppf(0.025, least[0] ** 2 / least[1], scale=least[1] / least[0])
    interval = paired_interval(before, after)
    assert interval.high == pytest.approx(high / 32)
    assert interval.low == pytest.approx((1.5 - math.hypot(1.5 - rising, low)) / 32)


def test_half_of_the_values_are_not_few() -> None:
    half, fewer = [1.0, 1.0, 2.0, 0.0, 0.0, 0.0], [1.0, 2.0, 0.0, 0.0, 0.0, 0.0]
    student = stats.ttest_1samp(half, 0).confidence_interval(0.95)
    assert mean_interval(half).low == pytest.approx(student.low)
    assert mean_interval(fewer).low > 0 > stats.ttest_1samp(fewer, 0).confidence_interval(0.95).low


def test_ties_only_have_the_rule_of_three_with_the_usual_distance() -> None:
    values = [3.0, 1.0, 1.0, 5.0]  # 1, 1, 1 and 3 from their median
    interval, most = paired_interval(values, values), math.sqrt(12 / 4) * -math.log(0.05) / 4
    assert (interval.mean, interval.low, interval.high) == pytest.approx((0, -most, most), rel=1e-9)
    usual = [7.0, 7.0, 7.0, 7.0, 7.0, 9.0]  # those at the median say nothing of how far it is to the others
    interval, most = paired_interval(usual, usual), 2 * 2.995732 / 6
    assert (interval.low, interval.high) == pytest.approx((-most, most))


def test_a_tiny_difference_does_not_say_that_none_is_larger() -> None:
    values = [3.0, 1.0, 1.0, 5.0]
    interval, tied = paired_interval(values, [3.0 + 1e-9, 1.0, 1.0, 5.0]), paired_interval(values, values)
    assert (interval.low, interval.high) == pytest.approx((tied.low, tied.high))


def test_what_never_happened_in_any_run_has_no_interval() -> None:
    for interval in (
        paired_interval([0.0] * 9, [0.0] * 9),
        paired_interval([2.0, 2.0], [2.0, 2.0]),
        mean_interval([0.0] * 9),
    ):
        assert math.isnan(interval.low)
        assert math.isnan(interval.high)


def test_many_samples_of_one_value_have_no_interval_each() -> None:
    low, high = paired_bounds(np.zeros((2, 3, 1)), np.ones((2, 3, 1)))
    assert low.shape == high.shape == (2, 3)
    assert np.isnan([low, high]).all()


def test_many_samples_are_told_at_once_as_each_alone() -> None:
    rng = np.random.default_rng(3)
    before = rng.poisson(2.0, (5, 12)).astype(np.float64)
    after = before + rare(0.3)(rng, before.shape)
    alone = [paired_interval(*pair) for pair in zip(before, after, strict=True)]
    low, high = paired_bounds(before, after)
    assert low.tolist() == pytest.approx([result.low for result in alone])
    assert high.tolist() == pytest.approx([result.high for result in alone])


def test_with_known_luck_ties_leave_only_luck_open_not_worlds() -> None:
    worlds = np.linspace(0.0, 1000.0, 30)
    interval = paired_interval(worlds, worlds, luck=4.0)
    most = UNSEEN * 4.0 * stats.gamma.ppf(0.975, 1) / 30  # none seen: 3.689 events at the most
    assert stats.gamma.ppf(0.975, 1) == pytest.approx(-math.log(0.025))
    assert (interval.mean, interval.low, interval.high) == pytest.approx((0.0, -most, most))
    assert paired_interval(worlds, worlds).high > 10 * most


def test_with_known_luck_one_difference_has_the_exact_count_interval() -> None:
    one = np.zeros(30)
    one[4] = 6.0  # as much as an unseen one is taken to be, where luck is 3
    interval = paired_interval(np.zeros(30), one, luck=3.0)
    low, high, none = stats.gamma.ppf(0.025, 1), stats.gamma.ppf(0.975, 2), stats.gamma.ppf(0.975, 1)
    assert (low, high) == pytest.approx((0.0253, 5.5716), rel=1e-3)
    assert interval.low == pytest.approx(6 * (1 - math.hypot(1 - low, none)) / 30)
    assert interval.high == pytest.approx(6 * (1 + math.hypot(high - 1, 0.0)) / 30)
    larger = paired_interval(np.zeros(30), 2 * one, luck=3.0)  # what was seen is heavier than luck
    assert (larger.low, larger.high) == pytest.approx((2 * interval.low, 2 * interval.high))
    small = paired_interval(np.zeros(30), one / 1000, luck=3.0)
    assert small.high == pytest.approx(6 * none / 30, rel=0.01)


def test_many_small_differences_leave_one_as_large_as_luck_possible() -> None:
    some = np.zeros(30)
    some[:14] = 1.0
    assert few(some)
    total, square = 14 + 6, 14 + 36
    interval = paired_interval(np.zeros(30), some, luck=3.0)
    assert interval.high == pytest.approx(stats.gamma.ppf(0.975, total**2 / square, scale=square / total) / 30)
    some[14] = 1.0
    assert not few(some)
    assert paired_interval(np.zeros(30), some, luck=4.0) == paired_interval(np.zeros(30), some)  # half are not few


def test_with_known_luck_tiny_differences_count_as_ties() -> None:
    hair = np.where(np.arange(30) % 2, 0.399, -0.399)
    assert not few(hair)
    assert few(hair, 4.0)
    assert not few(hair, 3.9)
    assert not few(hair, math.nan)
    assert few(np.stack([hair, hair]), [4.0, 3.9]).tolist() == [True, False]
    wide, narrow = paired_interval(np.zeros(30), hair, luck=4.0), paired_interval(np.zeros(30), hair)
    assert wide.high > 0.9 * 8 * stats.gamma.ppf(0.975, 1) / 30 > 4 * narrow.high
    assert paired_interval(np.zeros(30), hair, luck=3.9) == narrow


def test_with_known_luck_intervals_are_symmetric_and_zero_luck_gives_zero() -> None:
    before, after = np.zeros(30), np.zeros(30)
    after[:5] = [3.0, -1.0, 9.0, -0.5, 2.0]
    one, other = paired_interval(before, after, luck=2.0), paired_interval(after, before, luck=2.0)
    assert (one.low, one.high) == pytest.approx((-other.high, -other.low))
    nowhere = paired_interval(before, before, luck=0.0)
    assert (nowhere.low, nowhere.high) == (0, 0)
    assert math.isnan(paired_interval(before, before, luck=math.nan).high)
    wider = paired_interval(before, after, 0.0125, luck=2.0)
    assert wider.low < one.low < one.high < wider.high


def test_the_distance_of_runs_is_a_mean_robust_to_one_world() -> None:
    calm, wild = np.zeros(32), np.array([*np.ones(31), 97.0])
    assert apart(calm, wild) == 4.0  # its root mean square is 17
    assert apart([1.0, 5.0, math.nan, 2.0], [4.0, 1.0, 7.0, 2.0]) == pytest.approx(7 / 3)
    assert math.isnan(apart([math.nan], [1.0]))
    assert apart([[0.0, 0.0], [1.0, 1.0]], [[3.0, 3.0], [1.0, 1.0]]).tolist() == [3.0, 0.0]


def test_a_given_usual_distance_replaces_the_distance_between_worlds() -> None:
    """Ties of all leave the rule of three: 2.996 events of the distance. A difference of 3 is one plain event of three.

    So two thirds of a distance of 4.5 are still open, which are those 3. If half differ, it is Student's t.
    """
    worlds, one = np.linspace(0.0, 1000.0, 30), np.where(np.arange(30) == 4, 3.0, 0.0)
    assert paired_interval(worlds, worlds, usual=4.0).high == pytest.approx(4.0 * -math.log(0.05) / 30)
    interval = paired_interval(worlds, worlds + one, usual=4.5)
    assert interval.high == pytest.approx(paired_interval(np.zeros(30), one, usual=0.3).high)
    assert (
        interval.high
        < paired_interval(worlds, worlds + one, usual=9.0).high
        < paired_interval(worlds, worlds + one).high
    )
    half = np.where(np.arange(30) % 2, 0.399, 0.0)
    assert paired_interval(worlds, worlds + half, usual=400.0) == paired_interval(worlds, worlds + half)
