"""Paired comparison: against scipy, at its edges, and in words."""

import json
import math
from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from experiments.measures.channels import Channels
from experiments.measures.metrics import BY_NAME, METRICS, OBSERVED
from experiments.results.comparison import Comparison
from experiments.results.provenance import plain
from experiments.runs.paired import compare
from experiments.runs.pools import SERIAL, Engine, Processes
from experiments.verdicts.differences import differences, paired
from experiments.views.tables import show
from experiments.views.verdict import adaptation, blindness, brevity, posting_share, sentence
from scenarios import Scenario, load
from tests.experiments import works
from tests.experiments.found import comparison, rows, side

EXPOSED, VALUE = BY_NAME["exposed_per_10k"], BY_NAME["value_per_posting"]


def test_difference_interval_and_pairing_agree_with_scipy() -> None:
    rng = np.random.default_rng(5)
    a = rng.normal(50, 10, 20)
    b = a + rng.normal(1, 2, 20)
    found = paired(EXPOSED, a, b)
    test = stats.ttest_rel(b, a)
    assert found.difference == pytest.approx(b.mean() - a.mean())
    assert (found.low, found.high) == pytest.approx(tuple(test.confidence_interval(0.95)))
    assert found.variance_ratio == pytest.approx((np.var(a, ddof=1) + np.var(b, ddof=1)) / np.var(b - a, ddof=1))
    assert found.share_of_seeds == pytest.approx(np.mean((b > a) == (b.mean() > a.mean())))
    assert (found.pairs, found.differing) == (20, 20)
    assert (found.reading == "worse") == (test.pvalue < 0.05)


def test_the_reading_follows_the_better_direction() -> None:
    low, high = np.array([1.0, 2.0, 3.0]), np.array([11.0, 12.5, 13.0])
    assert paired(EXPOSED, low, high).reading == "worse"
    assert paired(VALUE, low, high).reading == "better"
    assert paired(VALUE, high, low).reading == "worse"
    assert paired(VALUE, [1, 2, 3], [2, 1, 3]).reading == "unclear"


@pytest.mark.parametrize("name", OBSERVED)
def test_what_the_platform_merely_observes_is_higher_or_lower_and_never_better_or_worse(name: str) -> None:
    low, high = np.array([1.0, 2.0, 3.0]), np.array([11.0, 12.5, 13.0])
    assert paired(BY_NAME[name], low, high).reading == "higher"
    assert paired(BY_NAME[name], high, low).reading == "lower"
    assert paired(BY_NAME[name], [1, 2, 3], [2, 1, 3]).reading == "unclear"
    assert paired(BY_NAME[name], low, low).reading == "same"


@pytest.mark.parametrize(
    ("gaps", "share"),
    [([-4, -1, 1, 0], 2 / 3), ([4, 1, -1, 0], 2 / 3), ([-9, 1, 2, 3], 1 / 4), ([-1, 1, 0, 0], 0), ([-1, -2], 1)],
)
def test_seeds_agree_that_move_as_the_mean_does_and_ties_have_no_say(gaps: list[float], share: float) -> None:
    assert paired(VALUE, np.zeros(len(gaps)), gaps).share_of_seeds == share


def test_two_seeds_of_thirty_two_that_move_alike_agree_and_the_others_tie(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "100")
    moved = paired(VALUE, np.zeros(32), [1.0, 2.0, *[0.0] * 30])
    assert (moved.pairs, moved.differing, moved.agreeing, moved.share_of_seeds) == (32, 2, 2, 1)
    still = paired(VALUE, np.ones(32), np.ones(32))
    assert (still.differing, still.agreeing) == (0, 0)
    assert math.isnan(still.share_of_seeds)
    show(comparison(rows(32), rows(32, honest_clients_restricted=lambda seed: (seed == 5) - 3 * (seed == 7))))
    out = capsys.readouterr().out
    [line] = [line for line in out.splitlines() if "honest_clients_restricted" in line]
    assert " 1/2 " in line
    [line] = [line for line in out.splitlines() if "honest_clients_lost" in line]
    assert "–" in line


def test_the_sentence_counts_ties_apart() -> None:
    moved = comparison(rows(), rows(exposed_per_10k=lambda seed: 40 + seed if seed else 0))
    assert "7 of 7 seeds agree, 1 tie)" in sentence(moved)


def test_a_pair_is_worth_as_many_independent_seeds_as_its_variance_is_smaller() -> None:
    found = paired(VALUE, [1, 2, 6], [2, 3, 10])  # variances 7 and 19, of the difference 3
    assert found.variance_ratio == pytest.approx((7 + 19) / 3)
    assert paired(VALUE, [1, 2, 6], [3, 4, 8]).variance_ratio == math.inf  # two more in every seed
    assert paired(VALUE, [1, 2], [2, 5]).variance_ratio == pytest.approx((0.5 + 4.5) / 2)
    assert math.isnan(paired(VALUE, [1, 1], [3, 3]).variance_ratio)
    assert math.isnan(paired(VALUE, [1], [3]).variance_ratio)


def test_an_interval_that_touches_nothing_tells_nothing() -> None:
    found = replace(paired(VALUE, [1, 2, 3], [2, 4, 4]), difference=0.5)
    assert replace(found, low=0.0, high=2.0).reading == "unclear"
    assert replace(found, low=0.1, high=2.0).reading == "better"
    assert replace(found, difference=-0.5, low=-2.0, high=0.0).reading == "unclear"
    assert replace(found, difference=-0.5, low=-2.0, high=-0.1).reading == "worse"
    assert replace(found, metric=EXPOSED, difference=-0.5, low=-2.0, high=-0.1).reading == "better"


def test_equal_runs_are_exact_and_their_infinite_pairing_is_null_in_json() -> None:
    found = paired(EXPOSED, [1, 2, 3], [1, 2, 3])
    assert found.exact
    assert found.reading == "same"
    assert found.difference == 0
    assert found.variance_ratio == math.inf
    data = json.loads(json.dumps(comparison(rows(), rows()).as_json(), allow_nan=False))
    assert all(metric["variance_ratio"] is None and metric["difference"] == 0 for metric in data["metrics"])
    assert all((metric["low"], metric["high"], metric["share_of_seeds"]) == (0, 0, None) for metric in data["metrics"])


def test_a_metric_that_ties_in_every_seed_is_sure_only_where_nothing_else_moves() -> None:
    before = rows(32, honest_clients_restricted=lambda seed: seed % 2)
    [tied] = [each for each in differences(before, before) if each.metric.name == "honest_clients_restricted"]
    assert (tied.reading, tied.low, tied.high) == ("same", 0, 0)
    after = [row | {"fill_rate": row["fill_rate"] + 1} for row in before]
    [tied] = [each for each in differences(before, after) if each.metric.name == "honest_clients_restricted"]
    assert tied.reading == "same"
    assert (tied.low, tied.high) == pytest.approx((0.5 * math.log(0.05) / 32, -0.5 * math.log(0.05) / 32))


def test_only_pairs_defined_on_both_sides_count() -> None:
    nan = math.nan
    found = paired(VALUE, [1.0, 2.0, nan, 4.0], [2.0, 4.0, 1.0, nan])
    assert (found.pairs, found.baseline, found.candidate, found.difference) == (2, 1.5, 3.0, 1.5)
    assert not found.exact
    undefined = paired(VALUE, [nan, nan], [nan, 1.0])
    assert undefined.pairs == 0
    assert math.isnan(undefined.difference)
    assert undefined.reading == "unclear"
    single = paired(VALUE, [nan, 1.0], [nan, 2.0])
    assert (single.pairs, single.difference) == (1, 1.0)
    assert single.reading == "unclear"  # one pair has no interval


def test_a_seed_undefined_on_both_sides_is_no_difference_but_on_one_it_is() -> None:
    nan = math.nan
    assert paired(VALUE, [1.0, nan], [1.0, nan]).exact
    assert paired(VALUE, [1.0, nan], [1.0, nan]).reading == "same"
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
    found = differences(rows(3, fill_rate=lambda seed: seed), rows(3, fill_rate=lambda seed: 2 * seed))
    assert [difference.metric for difference in found] == list(METRICS)
    [fill] = [difference for difference in found if not difference.exact]
    assert (fill.metric.name, fill.baseline, fill.candidate, fill.difference) == ("fill_rate", 101, 102, 1)


def test_a_number_that_json_cannot_hold_is_null() -> None:
    assert plain(1.5) == 1.5
    assert [plain(value) for value in (math.nan, math.inf, -math.inf)] == [None] * 3


def test_it_is_said_whether_rings_adapt() -> None:
    found = comparison(rows(), rows())
    assert adaptation(found).startswith("rings frozen: the effect of the first day")
    assert adaptation(comparison(rows(), rows(), "world.rings=adapting")).startswith("rings adapting")
    assert "frozen in the baseline and adapting in the candidate" in adaptation(
        replace(found, sides=(found.sides[0], side("new", "world.rings=adapting")))
    )


def test_runs_below_a_month_are_called_short() -> None:
    assert brevity(30) is None
    assert "runs of 29 days are short" in str(brevity(29))


def test_the_share_planned_in_posting_text_is_told_of_the_first_and_the_last_block() -> None:
    planned = Channels((0, 30, 60, 100), np.array([[1, 3, 0, 0, 0], [9, 0, 0, 0, 0], [1, 1, 5, 1, 2]]))
    assert posting_share(planned) == ("25.0 % of planned lures in posting text on days 1–30, 10.0 % on days 61–100")


def test_runs_are_called_identical_only_when_the_scenario_was_the_same() -> None:
    found = comparison(rows(), rows())
    assert sentence(found) == "No difference at all: all metrics are equal under old and new (8 seeds)."
    same = replace(found, sides=(found.sides[0], replace(found.sides[1], keys=found.sides[0].keys)))
    assert sentence(same) == "No difference at all: every run is identical under old and new (8 seeds)."
    restless = comparison(rows(), rows(fill_rate=lambda seed: seed))  # a rule that answers as it likes
    assert not replace(restless, sides=same.sides).identical


def test_the_sentence_says_what_changes_and_what_cannot_be_told() -> None:
    said = sentence(
        comparison(rows(), rows(exposed_per_10k=lambda seed: 5 + seed % 2, value_per_posting=lambda seed: (-1) ** seed))
    )
    assert "With new instead of old, bad actors address or lead away 5.50 more workers" in said
    assert "which is worse (+5.5 %, 95 % interval 5.05 to 5.95, 8 of 8 seeds agree)" in said
    assert "whether an honest posting yields more or less true fit cannot be told" in said
    assert "includes 0" in said


def test_one_headline_may_be_untouched() -> None:
    said = sentence(comparison(rows(), rows(exposed_per_10k=lambda seed: -5 - seed % 2)))
    assert "bad actors address or lead away 5.50 fewer workers" in said
    assert "which is better" in said
    assert "an honest posting yields neither more nor less true fit in any seed" in said


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
    found, failures = compare(*pair, range(3, 11), engine=engine, work=works.numbered)
    once, _ = compare(*pair, range(3, 11), work=works.numbered)
    assert found is not None
    assert once is not None
    assert not failures
    assert found.seeds.ran == tuple(range(3, 11))
    assert found.differences == once.differences
    assert found["exposed_per_10k"].share_of_seeds == 1


def test_a_crashed_run_leaves_with_its_pair(pair: tuple[Scenario, Scenario]) -> None:
    found, failures = compare(*pair, range(4), work=works.numbered_or_failing)
    assert found is not None
    assert found.seeds.asked == (0, 1, 2, 3)
    assert found.seeds.ran == (0, 1, 3)
    assert [len(side.keys) for side in found.sides] == [3, 3]
    [failure] = failures
    assert (failure.scenario, failure.seed) == ("more", 2)
    assert "cursed" in failure.error
    assert compare(*pair, (1, 2), work=works.numbered_or_failing)[0] is None
