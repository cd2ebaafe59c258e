from dataclasses import replace

import numpy as np
import pytest

from docs.studies import error_rates as study
from docs.studies.cascades import SHARES, cascades
from docs.studies.error_rates_result import ErrorRates, Rare
from docs.studies.pages import error_tables
from docs.studies.parts import as_markdown
from experiments.measures.metrics import METRICS
from experiments.runs.plan import Run
from experiments.runs.works import Work
from experiments.runs.worlds import FIXED
from tests.experiments.questions.gate.hand import RAILS

pytestmark = pytest.mark.nightly(
    reason="thousands of drawn gates; rulings, intervals and luck by hand: gate/test_judging.py, test_luck.py"
)


def noisy(run: Run) -> dict[str, float]:
    """Around 100; without screening a little more, which differs from seed to seed."""
    rules = run.scenario.resolved["rollout"][0]["platform"]
    changed = rules["screening"]["rule"] == "off" or rules["communication"]["call"] != "never"
    luck, more = np.random.default_rng(run.seed).normal(size=2)
    return {metric.name: 100 + 3 * luck + changed * (1 + 3.6 * more) for metric in METRICS}


@pytest.fixture(scope="module")
def found() -> ErrorRates:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {"GATES": 400, "INERT_GATES": 5, "FOLLOWED": 40}.items():
            patch.setattr(study, name, value)
        rails = replace(RAILS, rails=RAILS.rails[:1])
        return study.error_rates(rails=rails, seeds=range(60), work=Work(noisy), worlds=FIXED)


def test_an_edit_that_does_nothing_always_passes_with_no_difference(found: ErrorRates) -> None:
    assert [(each.gates, each.passed, each.largest) for each in found.inert] == [(5, 5, 0.0)] * 2


def test_a_margin_of_harm_seldom_passes_and_three_margins_nearly_always_fail(found: ErrorRates) -> None:
    assert [rate.change for rate in found.rates] == list(study.CHANGES)
    for rate in found.rates:
        assert 0 < rate.passed < 0.06
        assert rate.failed > 0.9
        assert 0.4 < rate.arm < 1


def test_what_is_told_to_settle_it_is_about_what_settles_it(found: ErrorRates) -> None:
    assert found.settled.gates > 10
    assert 0.75 < found.settled.median < 1.25
    assert found.settled.low < found.settled.median < found.settled.high


@pytest.fixture(scope="module")
def rare() -> Rare:
    """Worlds differ by half, and luck by as much as three margins make."""
    rng = np.random.default_rng(4)
    worlds = rng.uniform(50.0, 150.0, 200)
    before, other = worlds + rng.normal(0, 5.3, (2, 200))
    rails = replace(RAILS, rails=RAILS.rails[:1])
    [found] = cascades(rails, "frozen", ["exposed_per_10k"], before[None], other[None], 400)
    return found


def test_rare_cascades_seldom_pass_where_they_are_no_larger_than_the_rule_allows_for(rare: Rare) -> None:
    assert rare.luck == pytest.approx(5.3 * 2 / np.pi**0.5, rel=0.15)
    assert rare.margin == pytest.approx(2.0, rel=0.1)
    *shares, rarest = rare.shares
    assert shares == list(SHARES)
    assert rarest == pytest.approx(1.05 * rare.margin / rare.luck)
    assert 0.3 < rarest < 0.4
    assert rare.errors(rare.passed) < 0.04  # 2.5 % of 400 gates, give or take, and the worst of many
    assert rare.errors(rare.unequal) < 0.06
    assert rare.errors(rare.everywhere) < 0.04
    assert not rare.covers(0.3)
    assert rare.covers(0.4)


def test_what_luck_cannot_do_and_thirty_pairs_do_not_see_passes(rare: Rare) -> None:
    assert min(rare.at_margin[0], rare.passed[0], rare.unequal[0]) > 0.25  # 100 margins in one pair of a hundred


def test_the_table_of_rare_cascades_marks_errors_that_the_rule_should_have_prevented(found: ErrorRates) -> None:
    one = replace(
        found.rare[0],
        luck=2.0,
        shares=(0.1, 0.2, 0.15),
        at_margin=(0.5, 0.02, 0.02),
        passed=(0.4, 0.01, 0.02),
        unequal=(0.6, 0.02, 0.025),
        everywhere=(0.7, 0.015, 0.01),
    )
    text = table(replace(found, rare=(one,)))
    assert "| 10% | 10.5 margins | 50.0% | 40.0% | 40.0% | 60.0% | 70.0% |" in text
    assert "| 20% | 5.2 margins | 2.0% | 1.0% | 1.0% | 2.0% | 1.5% |" in text
    margin = f"{one.margin:.3g} workers per 10,000"
    assert f"| `exposed_per_10k`, frozen | {margin} | 2 | {2 / one.margin:.1f} | 15% | 2.0% | 2.5% | 1.5% |" in text
    assert "**" not in text
    worse = table(replace(found, rare=(replace(one, passed=(0.4, 0.03, 0.02)),)))
    assert "15% | **3.0%** | 2.5% | 1.5% |" in worse
    assert "| 20% | 5.2 margins | 2.0% | 3.0% | 3.0% | 2.0% | 1.5% |" in worse


def test_the_table_marks_what_errs_too_often(found: ErrorRates) -> None:
    text = table(found)
    assert "| `exposed_per_10k`, frozen | 2 % of the base | no screening |" in text
    assert "**" not in text.partition("Rare cascades")[0]
    assert "Gates of 30 pairs." in text
    bad = replace(found, rates=(replace(found.rates[0], passed=0.06, failed=0.5),))
    assert "| **6.0%** | **50.0%** |" in table(bad)


def table(result: ErrorRates) -> str:
    """The part of the page, as it is printed."""
    return as_markdown(error_tables.error_rates(result))
