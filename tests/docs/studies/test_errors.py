import re
from dataclasses import replace

import numpy as np
import pytest

from docs.studies import errors as study
from docs.studies.cascades import SHARES, Rare, cascades
from docs.studies.page import Part, as_markdown
from experiments.measures.metrics import METRICS
from experiments.runs.plan import Run
from experiments.runs.work import Measurements
from tests.docs.studies.by_hand import ByHand, cells, tables
from tests.experiments import works
from tests.experiments.questions.gate.hand import RAILS

pytestmark = pytest.mark.nightly(
    reason="thousands of drawn gates; rulings, intervals and luck by hand: gate/test_judging.py, test_luck.py"
)


def noisy(run: Run) -> Measurements:
    """Around 100; without screening a little more, which differs from seed to seed."""
    rules = run.scenario.resolved["rollout"][0]["platform"]
    changed = rules["screening"]["rule"] == "off" or rules["communication"]["call"] != "never"
    luck, more = np.random.default_rng(run.seed).normal(size=2)
    values = {metric.name: 100 + 3 * luck + changed * (1 + 3.6 * more) for metric in METRICS}
    return replace(works.numbered(run), metrics=values)


@pytest.fixture(scope="module")
def part() -> Part:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {"GATES": 400, "INERT_GATES": 5, "FOLLOWED": 40, "SEEDS": 60}.items():
            patch.setattr(study, name, value)
        return study.part(ByHand(made=noisy), replace(RAILS, rails=RAILS.rails[:1]))


def test_an_edit_that_does_nothing_always_passes_with_no_difference(part: Part) -> None:
    inert, *_ = tables(part)
    assert [row[1:] for row in cells(inert)] == [["5", "5", "0"]] * 2


def test_a_margin_of_harm_seldom_passes_and_three_margins_nearly_always_fail(part: Part) -> None:
    rows = cells(tables(part)[1])
    assert [row[:3] for row in rows] == [
        ["`exposed_per_10k`, frozen", "2 % of the base", change] for change in study.CHANGES
    ]
    for *_, arm, passed, failed in rows:
        assert 0 < float(passed.strip("*%")) < 6
        assert float(failed.strip("*%")) > 90
        assert 0.4 < float(arm.split()[0]) < 1


def test_what_is_told_to_settle_it_is_about_what_settles_it(part: Part) -> None:
    gates, _, median, low, high = map(float, re.findall(r"\d[\d.]*", str(part[4]).replace(" 2 margins", "")))
    assert gates > 10
    assert 0.75 < median < 1.25
    assert low < median < high


@pytest.fixture(scope="module")
def rare() -> Rare:
    """Worlds differ by half, and luck by as much as three margins make."""
    rng = np.random.default_rng(4)
    worlds = rng.uniform(50.0, 150.0, 200)
    before, other = worlds + rng.normal(0, 5.3, (2, 200))
    rails = replace(RAILS, rails=RAILS.rails[:1])
    [result] = cascades(rails, "frozen", ["exposed_per_10k"], before[None], other[None], 400)
    return result


def test_rare_cascades_within_the_limit_of_the_rule_seldom_pass(rare: Rare) -> None:
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


def test_the_table_of_rare_cascades_marks_errors_against_the_rule(rare: Rare) -> None:
    one = replace(
        rare,
        luck=2.0,
        shares=(0.1, 0.2, 0.15),
        at_margin=(0.5, 0.02, 0.02),
        passed=(0.4, 0.01, 0.02),
        unequal=(0.6, 0.02, 0.025),
        everywhere=(0.7, 0.015, 0.01),
    )
    text = as_markdown(study.part_of_rare([one]))
    assert "| 10% | 10.5 margins | 50.0% | 40.0% | 40.0% | 60.0% | 70.0% |" in text
    assert "| 20% | 5.2 margins | 2.0% | 1.0% | 1.0% | 2.0% | 1.5% |" in text
    margin = f"{one.margin:.3g} workers per 10,000"
    assert f"| `exposed_per_10k`, frozen | {margin} | 2 | {2 / one.margin:.1f} | 15% | 2.0% | 2.5% | 1.5% |" in text
    assert "**" not in text
    worse = as_markdown(study.part_of_rare([replace(one, passed=(0.4, 0.03, 0.02))]))
    assert "15% | **3.0%** | 2.5% | 1.5% |" in worse
    assert "| 20% | 5.2 margins | 2.0% | 3.0% | 3.0% | 2.0% | 1.5% |" in worse


def test_the_table_marks_what_errs_too_often() -> None:
    rail = RAILS.rails[0]
    assert study.rated(rail, "no screening", 0.5, 0.025, 0.9)[3:] == ("0.50 margins", "2.5%", "90.0%")
    assert study.rated(rail, "no screening", np.nan, 0.06, 0.5)[3:] == ("–", "**6.0%**", "**50.0%**")


def test_the_width_of_gates_is_the_median_over_positive_margins() -> None:
    low, reach, margin = (
        np.array([0.0, 0.0, -1.0, 0.0]),
        np.array([0.0, 8.0, 5.0, 20.0]),
        np.array([0.0, 2.0, 1.0, 1.0]),
    )
    assert study.half_width(low, reach, margin) == 3.0  # of 2, 3 and 10
    assert np.isnan(study.half_width(low[:1], reach[:1], margin[:1]))
