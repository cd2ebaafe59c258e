import math
from dataclasses import replace

import numpy as np
import pytest

from experiments.measures.metrics import BY_NAME
from experiments.questions.gate.guardrails import LEFT_OUT, Guardrail, guardrails
from experiments.questions.gate.judging import beyond, harm, ruled, settling, together, worst_first
from experiments.verdicts.differences import Difference, differences, paired

EXPOSED, VALUE = BY_NAME["exposed_per_10k"], BY_NAME["value_per_posting"]
RAIL = Guardrail(EXPOSED, "frozen", 0.1, None, "")


def seen(
    low: float, high: float, *, metric: str = "exposed_per_10k", base: float = 100.0, pairs: int = 30
) -> Difference:
    """A difference with this interval, around its middle."""
    some = paired(BY_NAME[metric], np.arange(pairs), np.arange(pairs) + 1.0)
    centre = (low + high) / 2
    return replace(some, baseline=base, candidate=base + centre, difference=centre, low=low, high=high, pairs=pairs)


@pytest.mark.parametrize(
    ("low", "high", "verdict"),
    [
        (-20, -5, "pass"),  # less of what is bad
        (-5, 10, "pass"),  # the margin itself is allowed
        (1, 9, "pass"),  # real, and within the margin
        (-5, 10.1, "inconclusive"),
        (0, 12, "inconclusive"),  # it may be nothing
        (0.1, 10.1, "fail"),
        (11, 30, "fail"),
        (math.nan, math.nan, "inconclusive"),
    ],
)
def test_a_guardrail_weighs_both_bounds_of_the_harm(low: float, high: float, verdict: str) -> None:
    assert ruled(RAIL, seen(low, high), 30).verdict == verdict


def test_of_what_is_better_higher_a_fall_is_the_harm() -> None:
    rail = Guardrail(VALUE, "frozen", 0.1, None, "")
    fall = seen(-30, -11, metric="value_per_posting")
    assert harm(fall) == (20.5, 11, 30)
    assert ruled(rail, fall, 30).verdict == "fail"
    assert ruled(rail, seen(11, 30, metric="value_per_posting"), 30).verdict == "pass"


def test_a_margin_is_only_as_certain_as_the_base() -> None:
    base = np.linspace(50.0, 150.0, 30)
    head = base + 10.0 + np.sin(np.arange(30.0))  # worse by the margin, give or take 1
    difference = paired(EXPOSED, base, head)
    over = float(beyond(RAIL, base, head))
    assert difference.high - difference.low < 1
    assert over > 1  # a tenth of the base is not known to within 1
    assert ruled(RAIL, replace(difference, baseline=107.0), 30).verdict == "pass"  # with luck in its bases
    assert ruled(RAIL, replace(difference, baseline=107.0), 30, over).verdict == "fail"
    assert (
        ruled(replace(RAIL, share=0.2), difference, 30, float(beyond(replace(RAIL, share=0.2), base, head))).verdict
        == "pass"
    )


def test_the_excess_of_a_pair_is_negated_for_a_rising_metric() -> None:
    rail = Guardrail(VALUE, "frozen", 0.1, None, "")
    base = np.linspace(50.0, 150.0, 30)
    assert float(beyond(rail, base, base - 10.0)) == pytest.approx(float(beyond(RAIL, base, base + 10.0)))
    amount = replace(RAIL, share=None, amount=4.0)
    assert float(beyond(amount, base, base + 10.0 + np.sin(base))) == pytest.approx(
        paired(EXPOSED, base, base + 6.0 + np.sin(base), tail=LEFT_OUT).high
    )


def test_a_margin_is_the_larger_of_share_and_amount() -> None:
    assert RAIL.margin(50) == 5
    assert replace(RAIL, share=None, amount=3.0).margin(50) == 3
    assert Guardrail(VALUE, "frozen", 0.1, None, "").margin(-50) == 5
    both = replace(RAIL, share=0.1, amount=3.0)
    assert both.margin([0.0, 20.0, 50.0]).tolist() == [3.0, 3.0, 5.0]


def test_where_the_amount_is_the_margin_no_pair_allows_more() -> None:
    both = replace(RAIL, share=0.1, amount=3.0)
    few = np.array([0.0, 0.0, 60.0])  # a tenth of their mean is 2
    many = few + 20.0
    assert both.allowed(np.array([few, many])).tolist() == [[3.0, 3.0, 3.0], [2.0, 2.0, 8.0]]


def test_a_share_of_zero_lets_nothing_pass_but_an_amount_may() -> None:
    base = np.zeros(30)
    difference = paired(
        EXPOSED, base, base, luck=1.0
    )  # none in thirty pairs: UNSEEN times luck may stand in another one
    assert 0 < difference.high < 0.5
    assert ruled(RAIL, difference, 30).verdict == "inconclusive"
    floored = replace(RAIL, amount=0.5)
    assert ruled(floored, difference, 30, float(beyond(floored, base, base, luck=1.0))).verdict == "pass"
    assert ruled(replace(RAIL, amount=0.1), difference, 30).settles is not None


def test_what_has_no_number_in_some_pairs_cannot_pass_on_the_others() -> None:
    assert ruled(RAIL, seen(-20, -5, pairs=29), 30).verdict == "inconclusive"


def test_equal_runs_pass_even_with_undefined_pairs() -> None:
    few = paired(EXPOSED, [5.0, *[math.nan] * 29], [5.0, *[math.nan] * 29])
    for nowhere in (seen(0, 0, pairs=29), few, paired(EXPOSED, [math.nan] * 30, [math.nan] * 30)):
        assert ruled(RAIL, nowhere, 30, concerns=False).verdict == "pass"
        assert ruled(RAIL, nowhere, 30, concerns=False).excess == 0


def test_a_metric_that_becomes_undefined_cannot_pass() -> None:
    lost = paired(EXPOSED, np.zeros(30), [0.0, 0.0, *[math.nan] * 28], luck=0.0)
    assert (lost.low, lost.high) == (0, 0)
    assert ruled(replace(RAIL, amount=1.0), lost, 30).verdict == "inconclusive"


def test_a_share_of_zero_is_no_margin_even_without_luck() -> None:
    dead = paired(VALUE, np.zeros(30), np.zeros(30), luck=0.0)
    assert (dead.low, dead.high) == (0, 0)
    rail = Guardrail(VALUE, "frozen", 0.1, None, "")
    assert ruled(rail, dead, 30).verdict == "inconclusive"
    assert ruled(replace(rail, amount=0.1), dead, 30).verdict == "pass"
    assert ruled(RAIL, paired(EXPOSED, np.zeros(30), np.full(30, 2.0)), 30).verdict == "fail"


def test_how_far_a_harm_may_go_is_told_in_margins() -> None:
    assert ruled(RAIL, seen(-5, 15), 30).excess == 1.5
    assert ruled(RAIL, seen(-20, -5), 30).excess == -0.5
    nothing_allowed = replace(RAIL, share=0.0)
    assert ruled(nothing_allowed, seen(-5, 15), 30).excess == math.inf
    assert ruled(nothing_allowed, seen(0, 0), 30).excess == 0
    assert ruled(nothing_allowed, seen(-20, -5), 30).excess == 0


def test_one_metric_that_ties_in_every_pair_is_not_the_same_policy() -> None:
    base = [{name: float(seed) for name in BY_NAME} for seed in range(30)]
    other = [row | {"value_per_posting": row["value_per_posting"] + 1} for row in base]
    tied = next(each for each in differences(base, other) if each.metric is EXPOSED)
    assert tied.exact
    assert tied.high > 0  # 30 pairs without one do not say that there is none in a hundred
    assert ruled(replace(RAIL, share=0.01), tied, 30).verdict == "inconclusive"
    same = next(each for each in differences(base, base) if each.metric is EXPOSED)
    assert ruled(replace(RAIL, share=0.01), same, 30, concerns=False).verdict == "pass"


@pytest.mark.parametrize(
    ("centre", "arm", "needed"),
    [
        (0.0, 20.0, 120),  # half the arm comes within the margin of 10
        (8.0, 16.0, 120),  # half the arm leaves 0 behind
        (4.0, 12.0, 120),  # 6 of 12 are left to the margin, before 4 of 12 leave 0 behind
        (-10.0, 40.0, 120),
        (5.0, 500.0, None),  # 300,000 pairs
        (5.0, 50.0, 3_000),
    ],
)
def test_how_many_pairs_would_settle_it(centre: float, arm: float, needed: int | None) -> None:
    assert settling(centre, centre - arm, centre + arm, 10.0, 30) == needed


def test_the_possible_unseen_difference_shrinks_with_the_number_of_pairs() -> None:
    assert settling(0.0, -20.0, 20.0, 10.0, 30, root=1) == 60
    tied = paired(EXPOSED, np.full(30, 100.0), np.full(30, 100.0), luck=80.0)
    assert tied.high == pytest.approx(19.674, rel=1e-3)  # 3.689 ÷ 30 of twice 80
    assert ruled(RAIL, tied, 30).settles == 60  # 10 are a margin
    assert ruled(RAIL, tied, 30).larger == 4  # so many people halve luck
    hair = paired(EXPOSED, np.full(30, 100.0), np.array([100.01, *np.full(29, 100.0)]), luck=80.0)
    assert ruled(RAIL, hair, 30).settles == 60
    large = paired(EXPOSED, np.full(30, 100.0), np.array([280.0, *np.full(29, 100.0)]), luck=80.0)
    arm = large.difference - large.low
    assert ruled(RAIL, large, 30).settles == math.ceil(30 * (arm / 6.0) ** 2)  # 6 are seen: it leaves 0 behind first
    assert ruled(RAIL, large, 30).larger is None  # worlds may have taken them apart


def test_what_is_settled_needs_no_more_pairs() -> None:
    assert ruled(RAIL, seen(-5, 5), 30).settles is None
    assert ruled(RAIL, seen(-20, 20), 30).settles == 120


def test_one_fail_fails_all_and_the_worst_is_told_first() -> None:
    rulings = [ruled(RAIL, seen(*bounds), 30) for bounds in ((-5, 5), (1, 30), (-5, 20), (1, 40))]
    assert [each.difference.high for each in worst_first(rulings)] == [40, 30, 20, 5]
    assert together(rulings) == "fail"
    assert together([rulings[0], rulings[2]]) == "inconclusive"
    assert together([rulings[0]]) == "pass"


def test_what_has_no_number_is_told_before_what_has_one() -> None:
    base, head = np.full(30, 5.0), np.full(30, math.nan)
    without = [ruled(RAIL, paired(EXPOSED, base, head), 30)]
    rulings = [ruled(RAIL, seen(*bounds), 30) for bounds in ((-5, 11), (-5, 20))]
    ordered = worst_first([rulings[0], *without, rulings[1]])
    assert [each.excess for each in ordered[1:]] == [2.0, 1.1]
    assert math.isnan(ordered[0].excess)


def test_two_looks_share_the_error() -> None:
    rails = guardrails()
    twice = replace(rails, second_look=60)
    assert (rails.looks, rails.left_out, rails.confidence) == ((32,), 0.015, "97 %")
    assert (twice.looks, twice.left_out, twice.confidence) == ((32, 60), 0.0075, "98.5 %")
    before, after = np.arange(30.0), np.arange(30.0) + np.sin(np.arange(30.0))
    one, two = (paired(EXPOSED, before, after, tail=each.left_out) for each in (rails, twice))
    assert two.low < one.low < one.high < two.high


def touching(*harms: float, luck: float | None = 4.0, margin: float = 1.0, pairs: int = 30) -> str:
    """The verdict where so many pairs are worse by so many margins, the others equal, and bases as worlds differ."""
    base = np.linspace(60.0, 140.0, pairs)  # the margin is a hundredth
    head = base.copy()
    head[: len(harms)] += harms
    rail = replace(RAIL, share=margin / 100)
    difference = paired(EXPOSED, base, head, luck=luck)
    return ruled(rail, difference, pairs, float(beyond(rail, base, head, luck=luck))).verdict


def test_an_edit_that_touches_next_to_nobody_passes() -> None:
    assert touching() == touching(0.01) == touching(-0.01) == touching(*[0.01] * 14) == "pass"
    assert touching(luck=None) == touching(0.01, luck=None) == "inconclusive"  # by the distance between worlds


def test_luck_above_four_margins_lets_nothing_pass_in_thirty_pairs() -> None:
    assert touching(luck=4.0) == "pass"  # 3.689 × 2 × 4.0 ÷ 30 = 0.984
    assert touching(luck=4.1) == "inconclusive"
    assert touching(luck=4.1, pairs=31) == "pass"


def test_a_rare_cascade_that_was_seen_does_not_pass() -> None:
    assert touching(10.0, 10.0, 10.0) == "inconclusive"  # one margin on average
    assert touching(*[10.0] * 8) == "fail"
    assert touching(10.0) == touching(9.0, 9.0) == "inconclusive"
    assert touching(-10.0, 10.0, 10.0, 10.0) == "inconclusive"


def test_where_all_pairs_differ_luck_decides_nothing() -> None:
    base = np.linspace(60.0, 140.0, 30)
    head = base + np.sin(base)
    one, other = paired(EXPOSED, base, head, luck=5.0), paired(EXPOSED, base, head)
    assert (one.low, one.high, one.unseen) == (other.low, other.high, None)
    assert paired(EXPOSED, base, base, luck=50.0).unseen == 100.0


def test_runs_that_differ_where_no_metric_shows_it_leave_something_open() -> None:
    base = [{name: float(seed) for name in BY_NAME} for seed in range(30)]
    same = next(each for each in differences(base, base) if each.metric is EXPOSED)
    touched = next(each for each in differences(base, base, luck=dict.fromkeys(BY_NAME, 2.0)) if each.metric is EXPOSED)
    assert (same.low, same.high) == (0, 0)
    assert touched.high == -touched.low == pytest.approx(4 * -math.log(0.025) / 30)
