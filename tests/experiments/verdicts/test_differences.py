"""Paired comparison: against scipy, at its edges, and in words."""

import json
import math
from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from experiments.measures.channels import Channels
from experiments.measures.metrics import BY_NAME, METRICS
from experiments.printing.plain import plain
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.ask import compare
from experiments.questions.compare.blindness import blindness
from experiments.questions.compare.comparison import Comparison
from experiments.questions.compare.words import sentences
from experiments.questions.measure.words import brevity, posting_share
from experiments.runs.pools import SERIAL, Engine, Processes
from experiments.runs.works import Work
from experiments.verdicts.differences import differences, paired
from experiments.verdicts.intervals import UNSEEN
from experiments.verdicts.margins import verdict
from scenarios import Scenario, load
from tests.experiments import works
from tests.experiments.found import comparison, rows
from tests.experiments.shown import show

EXPOSED, VALUE = BY_NAME["exposed_per_10k"], BY_NAME["value_per_posting"]


def test_difference_interval_and_pairing_agree_with_scipy() -> None:
    rng = np.random.default_rng(5)
    a = rng.normal(50, 10, 20)
    b = a + rng.normal(1, 2, 20)
    difference = paired(EXPOSED, a, b)
    test = stats.ttest_rel(b, a)
    assert difference.difference == pytest.approx(b.mean() - a.mean())
    assert (difference.low, difference.high) == pytest.approx(tuple(test.confidence_interval(0.95)))
    assert difference.variance_ratio == pytest.approx((np.var(a, ddof=1) + np.var(b, ddof=1)) / np.var(b - a, ddof=1))
    assert difference.share_of_seeds == pytest.approx(np.mean((b > a) == (b.mean() > a.mean())))
    assert (difference.pairs, difference.differing) == (20, 20)
    assert (verdict(difference, 0.0) == "worse") == (test.pvalue < 0.05)


@pytest.mark.parametrize(
    ("gaps", "share"),
    [([-4, -1, 1, 0], 2 / 3), ([4, 1, -1, 0], 2 / 3), ([-9, 1, 2, 3], 1 / 4), ([-1, 1, 0, 0], 0), ([-1, -2], 1)],
)
def test_seeds_agree_if_they_move_like_the_mean_without_ties(gaps: list[float], share: float) -> None:
    assert paired(VALUE, np.full(len(gaps), 9.0), np.add(9.0, gaps)).share_of_seeds == share


def test_two_seeds_that_move_alike_agree_and_thirty_tie(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    moved = paired(VALUE, np.zeros(32), [1.0, 2.0, *[0.0] * 30])
    assert (moved.pairs, moved.differing, moved.agreeing, moved.share_of_seeds) == (32, 2, 2, 1)
    still = paired(VALUE, np.ones(32), np.ones(32))
    assert (still.differing, still.agreeing) == (0, 0)
    assert math.isnan(still.share_of_seeds)
    moved_alone = comparison(rows(32), rows(32, honest_clients_restricted=lambda seed: (seed == 5) - 3 * (seed == 7)))
    show(Answer((moved_alone,)), everything=True)
    out = capsys.readouterr().out
    [line] = [line for line in out.splitlines() if "honest_clients_restricted" in line]
    assert " 1/2 " in line
    [line] = [line for line in out.splitlines() if "honest_clients_lost" in line]
    assert "–" in line


def test_the_worth_of_a_pair_is_its_ratio_of_variances() -> None:
    difference = paired(VALUE, [1, 2, 6], [2, 3, 10])  # variances 7 and 19, of the difference 3
    assert difference.variance_ratio == pytest.approx((7 + 19) / 3)
    assert paired(VALUE, [1, 2, 6], [3, 4, 8]).variance_ratio == math.inf  # two more in every seed
    assert paired(VALUE, [1, 2], [2, 5]).variance_ratio == pytest.approx((0.5 + 4.5) / 2)
    assert math.isnan(paired(VALUE, [1, 1], [3, 3]).variance_ratio)
    assert math.isnan(paired(VALUE, [1], [3]).variance_ratio)


def test_equal_runs_are_exact_and_their_infinite_pairing_is_null_in_json() -> None:
    difference = paired(EXPOSED, [1, 2, 3], [1, 2, 3])
    assert difference.exact
    assert difference.difference == 0
    assert difference.variance_ratio == math.inf
    data = json.loads(json.dumps(comparison(rows(), rows()).as_json(), allow_nan=False))
    assert all(metric["variance_ratio"] is None and metric["difference"] == 0 for metric in data["metrics"])
    assert all((metric["low"], metric["high"], metric["share_of_seeds"]) == (0, 0, None) for metric in data["metrics"])


def test_a_metric_with_ties_only_is_sure_if_nothing_else_moves() -> None:
    before = rows(32, honest_clients_restricted=lambda seed: seed % 2)
    [tied] = [each for each in differences(before, before) if each.metric.name == "honest_clients_restricted"]
    assert (verdict(tied), tied.low, tied.high) == ("no difference", 0, 0)
    after = [row | {"fill_rate": row["fill_rate"] + 0.1} for row in before]
    [tied] = [each for each in differences(before, after) if each.metric.name == "honest_clients_restricted"]
    assert verdict(tied, within=0.0) == "open"
    assert (tied.low, tied.high) == pytest.approx((0.5 * math.log(0.05) / 32, -0.5 * math.log(0.05) / 32))


def test_only_pairs_defined_on_both_sides_count() -> None:
    nan = math.nan
    difference = paired(VALUE, [1.0, 2.0, nan, 4.0], [2.0, 4.0, 1.0, nan])
    assert (difference.pairs, difference.baseline, difference.candidate, difference.difference) == (2, 1.5, 3.0, 1.5)
    assert not difference.exact
    undefined = paired(VALUE, [nan, nan], [nan, 1.0])
    assert undefined.pairs == 0
    assert math.isnan(undefined.difference)
    assert verdict(undefined) == "open"
    single = paired(VALUE, [nan, 1.0], [nan, 2.0])
    assert (single.pairs, single.difference) == (1, 1.0)
    assert verdict(single) == "open"  # one pair has no interval


def test_a_seed_undefined_on_one_side_is_a_difference() -> None:
    nan = math.nan
    assert paired(VALUE, [1.0, nan], [1.0, nan]).exact
    assert not paired(VALUE, [1.0, nan], [1.0, 2.0]).exact
    assert math.isnan(paired(VALUE, [nan], [1.0]).baseline)
    assert math.isnan(paired(VALUE, [nan], [1.0]).candidate)
    assert math.isnan(paired(VALUE, [nan], [1.0]).share_of_seeds)


def test_a_comparison_is_identical_when_no_metric_differs() -> None:
    moved = comparison(rows(), rows(fee_yen=lambda seed: seed))
    assert comparison(rows(), rows()).equal
    assert not moved.equal
    assert moved["fee_yen"].difference == 3.5
    assert moved["fill_rate"].exact


def test_sides_are_paired_metric_by_metric_in_the_order_of_seeds() -> None:
    result = differences(rows(3, satisfaction=lambda seed: seed), rows(3, satisfaction=lambda seed: 2 * seed))
    assert [difference.metric for difference in result] == list(METRICS)
    [stars] = [difference for difference in result if not difference.exact]
    assert (stars.metric.name, stars.baseline, stars.candidate, stars.difference) == ("satisfaction", 101, 102, 1)


def test_a_number_that_json_cannot_hold_is_null() -> None:
    assert plain(1.5) == 1.5
    assert [plain(value) for value in (math.nan, math.inf, -math.inf)] == [None] * 3


def test_runs_below_a_month_are_called_short() -> None:
    assert brevity(39) is None
    assert str(brevity(38)).startswith(
        "runs of 38 days are short: much comes later, and figures a month are of 29 days,"
    )
    assert str(brevity(20)).endswith("are of 15 days, as they are; from 39 days on they are of a month.")
    assert "runs of 1 day are short: much comes later, and figures a month are of 1 day," in str(brevity(1))


def test_the_posting_share_is_shown_for_the_first_and_last_block() -> None:
    planned = Channels((0, 30, 60, 100), np.array([[1, 3, 0, 0, 0], [9, 0, 0, 0, 0], [1, 1, 5, 1, 2]]))
    assert posting_share(planned) == ("25.0 % of planned lures in posting text on days 1–30, 10.0 % on days 61–100")
    assert posting_share(Channels((0, 40), np.array([[1, 3, 0, 0, 0]]))) == "25.0 % of planned lures in posting text"


def test_runs_are_called_identical_only_when_the_scenario_was_the_same() -> None:
    compared = comparison(rows(), rows())
    assert sentences(Answer((compared,))) == "No difference at all: all metrics are equal in all 8 seeds."
    same = replace(compared, sides=(compared.sides[0], replace(compared.sides[1], keys=compared.sides[0].keys)))
    assert sentences(Answer((same,))) == "No difference at all: every run is identical in all 8 seeds."
    restless = comparison(rows(), rows(fill_rate=lambda seed: 0.01 * seed))  # a rule that answers as it likes
    assert not replace(restless, sides=same.sides).identical


def test_a_warning_appears_when_the_observed_falls_while_the_truth_gets_worse() -> None:
    def moved(reports: float, exposed: float) -> Comparison:
        return comparison(
            rows(),
            rows(
                reports_per_1k=lambda seed: reports * (5 + seed % 2),
                exposed_per_10k=lambda seed: exposed * (5 + seed % 2),
            ),
        )

    assert [str(warning) for warning in blindness(moved(-1, 1))] == [
        "what the platform sees falls, reports_per_1k 100 → 94, while the truth gets worse, "
        "exposed_per_10k 100 → 106. Judged by that figure, the platform would be misled."
    ]
    assert not blindness(moved(1, 1))
    assert not blindness(moved(-1, -1))


@pytest.fixture(scope="module")
def pair() -> tuple[Scenario, Scenario]:
    production = load("production")
    return production, replace(production, name="more")


@pytest.mark.parametrize("engine", [SERIAL, Processes(2)])
def test_a_comparison_is_the_same_on_any_number_of_processes(pair: tuple[Scenario, Scenario], engine: Engine) -> None:
    compared, failures = compare(*pair, range(3, 11), engine=engine, work=Work(works.numbered))
    once, _ = compare(*pair, range(3, 11), work=Work(works.numbered))
    assert compared is not None
    assert once is not None
    assert not failures
    assert compared.seeds.ran == tuple(range(3, 11))
    assert compared.differences == once.differences
    assert compared["exposed_per_10k"].share_of_seeds == 1


def test_a_crashed_run_leaves_with_its_pair(pair: tuple[Scenario, Scenario]) -> None:
    compared, failures = compare(*pair, range(4), work=Work(works.numbered_or_failing))
    assert compared is not None
    assert compared.seeds.requested == (0, 1, 2, 3)
    assert compared.seeds.ran == (0, 1, 3)
    assert [len(side.keys) for side in compared.sides] == [3, 3]
    [failure] = failures
    assert (failure.scenario, failure.seed) == ("more", 2)
    assert "cursed" in failure.error
    assert compare(*pair, (1, 2), work=Work(works.numbered_or_failing))[0] is None


def test_an_unseen_difference_is_assumed_only_if_few_pairs_differ() -> None:
    before, one, all_ = [100.0] * 30, [150.0, *[100.0] * 29], [100.0 + 5 * seed for seed in range(1, 31)]
    assert paired(EXPOSED, before, one, luck=10.0).unseen == UNSEEN * 10
    assert paired(EXPOSED, before, all_, luck=10.0).unseen is None
    assert paired(EXPOSED, before, one).unseen is None
