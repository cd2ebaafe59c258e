"""Validation of a scenario: a fact's mean over runs is taken on the fact's scale."""

import math

import pytest

from experiments.measures.validity import FACTS, Fact
from experiments.questions.measure.ask import facts
from experiments.questions.measure.document import of_facts
from experiments.questions.measure.facts import MeasuredFact, Validation, over_runs
from experiments.runs.provenance import Side
from experiments.runs.works import Work
from experiments.verdicts.intervals import Interval
from tests.experiments.found import production
from tests.experiments.shown import shown

BY_NAME = {fact.name: fact for fact in FACTS}
RATIO, SHARE = BY_NAME["detected_ratio_unverified"], BY_NAME["fill_rate"]


def test_ratios_have_their_geometric_mean() -> None:
    """Half as often as alike and twice as often are, on average, alike: 1, and not 1.25."""
    assert over_runs(RATIO, [0.5, 2.0]).mean == pytest.approx(1.0)
    assert over_runs(RATIO, [1.0, 4.0, 16.0]).mean == pytest.approx(4.0)


def test_an_interval_of_ratios_is_as_wide_upwards_as_downwards_in_factors() -> None:
    mean = over_runs(RATIO, [1.0, 2.0, 4.0, 8.0])
    assert mean.high / mean.mean == pytest.approx(mean.mean / mean.low)
    assert 0 < mean.low < mean.mean < mean.high


def test_shares_have_the_mean_of_the_arcsine_of_their_roots() -> None:
    """The arcsine of the root is π/6 of 25 %, π/3 of 75 %, 0 of none and π/4 of a half."""
    assert over_runs(SHARE, [0.25, 0.75]).mean == pytest.approx(0.5)
    assert over_runs(SHARE, [0.0, 0.5]).mean == pytest.approx(math.sin(math.pi / 8) ** 2)


def test_two_runs_far_apart_have_an_interval_that_can_still_be_read() -> None:
    """0.001 and 10 have a mean of 0.1, and a logarithm's interval of two runs would reach beyond 10²⁴."""
    mean = over_runs(RATIO, [0.001, 10.0])
    assert (mean.mean, mean.high) == pytest.approx((0.1, 3_600_000))


def test_an_interval_of_shares_lies_between_none_and_all() -> None:
    for values in ([0.0, 0.9], [0.02, 1.0], [0.0, 1.0]):
        mean = over_runs(SHARE, values)
        assert 0 <= mean.low < mean.mean < mean.high <= 1


def test_runs_that_agree_on_an_end_of_a_range_hold_the_fact() -> None:
    for fact in FACTS:
        for end in (fact.low, fact.high):
            assert over_runs(fact, [end] * 3) == Interval(end, end, end)
            assert MeasuredFact.of(fact, [end] * 3).verdict == "holds"


def test_a_fact_that_is_always_zero_misses_a_range_above_zero() -> None:
    """Nobody whom workers cannot reach, in any run: not one world without a number, and at least 4.25 % are asked."""
    assert MeasuredFact.of(BY_NAME["unreachable_in_60_days"], [0.0] * 3).verdict == "misses"


def test_one_run_has_no_interval_and_cannot_tell() -> None:
    assert {MeasuredFact.of(SHARE, [value]).verdict for value in (0.4, 0.9)} == {"cannot tell"}


def test_seeds_that_would_tell_are_those_whose_interval_leaves_the_end_out() -> None:
    """Runs e^±0.1 about 2.5 have a deviation of 0.107; 2.4 is 0.041 away: t × 0.107 / √29 is less, for t of 28."""
    measured = MeasuredFact.of(RATIO, [2.5 * math.exp(0.1), 2.5 * math.exp(-0.1)] * 4)
    assert (measured.verdict, measured.enough) == ("cannot tell", 29)


def test_a_fact_that_200_seeds_would_leave_open_is_at_the_edge() -> None:
    pair = [2.41 * math.exp(0.1), 2.41 * math.exp(-0.1)]
    assert (MeasuredFact.of(RATIO, pair * 4).verdict, MeasuredFact.of(RATIO, pair * 3).verdict) == (
        "at the edge",
        "cannot tell",
    )
    assert MeasuredFact.of(RATIO, pair * 4).enough is None
    assert MeasuredFact.of(RATIO, [*pair * 3, 2.41]).verdict == "cannot tell"  # of seven runs


def test_a_fact_with_a_mean_in_range_needs_a_narrow_interval() -> None:
    """Runs of 30, 40 and 65 % have a mean of 45 %, within 30 to 50, and an interval far beyond 50."""
    few = MeasuredFact.of(SHARE, [0.30, 0.40, 0.65])
    assert 0.3 < few.mean.mean < 0.5 < few.mean.high
    assert few.verdict == "cannot tell"
    assert MeasuredFact.of(SHARE, [0.30, 0.40, 0.65] * 20).verdict == "holds"


def _validated(values: dict[str, list[float]]) -> Validation:
    """Return the validation of two runs with these values of facts; every other fact lies in the middle."""
    middle = {fact.name: [(fact.low + fact.high) / 2] * 2 for fact in FACTS}
    runs = [dict(zip(middle, run, strict=True)) for run in zip(*(middle | values).values(), strict=True)]
    result, _ = facts(Side("production", production()), (0, 1), work=Work(lambda run: runs[run.seed]))
    assert isinstance(result, Validation)
    return result


def test_a_scenario_misses_a_fact_only_with_its_whole_interval() -> None:
    """Fill rates of 52 and 56 % have a mean beyond 50 %, and so few runs an interval far to both sides of it."""
    open_ = _validated({"fill_rate": [0.52, 0.56]})
    row = next(row for row in open_.rows() if row["name"] == "fill_rate")
    assert (row["mean"] > 0.5, row["verdict"], row["holds"]) == (True, "cannot tell", None)
    assert (open_.missed, open_.open) == (False, True)
    text = shown(of_facts(open_))
    binding = sum(fact.standing == "can fail" for fact in FACTS)
    assert f"facts that can fail: {binding - 1} of {binding} hold, 1 cannot be told\n" in text
    [line] = [line for line in text.splitlines() if line.split()[:1] == ["fill_rate"] and "%" in line]
    assert line.split()[-2:] == [str(row["enough_seeds"]), "seeds"]
    assert "about so many --seeds would tell" in " ".join(text.split())

    assert _validated({"fill_rate": [0.56, 0.56]}).missed
    assert not _validated({"violating_share_verified": [0.5, 0.5]}).missed  # another reading
    sound = _validated({})
    assert (sound.open, "crosses an end" in shown(of_facts(sound))) == (False, False)
    assert not _validated({"violating_share_verified": [0.04, 0.06]}).open  # another reading


def test_a_run_without_the_fact_does_not_count() -> None:
    assert over_runs(RATIO, [0.5, math.nan, 2.0]) == over_runs(RATIO, [0.5, 2.0])
    assert math.isnan(over_runs(RATIO, [math.nan]).mean)
    assert math.isnan(over_runs(RATIO, [3.0]).low)


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.name)
def test_every_range_comes_back_from_the_scale_of_its_fact(fact: Fact) -> None:
    ends = [max(fact.low, 1e-4 * fact.high), fact.high]
    assert fact.unscaled(fact.scaled(ends)) == pytest.approx(ends)
