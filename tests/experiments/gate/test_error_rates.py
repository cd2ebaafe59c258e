from dataclasses import replace

import numpy as np
import pytest

from experiments.measures.metrics import METRICS
from experiments.results.error_rates import ErrorRates
from experiments.runs.plan import Run
from experiments.runs.worlds import FIXED
from experiments.studies import error_rates as study
from experiments.views.error_tables import error_rates as table
from tests.experiments.gate.hand import RAILS


def noisy(run: Run) -> dict[str, float]:
    """Around 100; without screening a little more, which differs from seed to seed."""
    rules = run.scenario.resolved["rollout"][0]["platform"]
    changed = rules["screening"]["rule"] == "off" or rules["communication"]["call"] != "never"
    luck, more = np.random.default_rng(run.seed).normal(size=2)
    return {metric.name: 100 + 3 * luck + changed * (1 + 14 * more) for metric in METRICS}


@pytest.fixture(scope="module")
def found() -> ErrorRates:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {"GATES": 400, "INERT_GATES": 5, "FOLLOWED": 40}.items():
            patch.setattr(study, name, value)
        rails = replace(RAILS, rails=RAILS.rails[:1])
        return study.error_rates(rails=rails, seeds=range(60), work=noisy, worlds=FIXED)


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


def test_the_table_marks_what_errs_too_often(found: ErrorRates) -> None:
    text = table(found)
    assert "| `exposed_per_10k`, frozen | 2 % | no screening |" in text
    assert "**" not in text
    bad = replace(found, rates=(replace(found.rates[0], passed=0.06, failed=0.5),))
    assert "| **6.0%** | **50.0%** |" in table(bad)
