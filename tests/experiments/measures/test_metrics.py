"""The table of metrics, and the one call that takes them all."""

import math

import pytest

from experiments.measures import business, fraud, linkage, matching
from experiments.measures.metrics import BY_NAME, GROUPS, METRICS, OBSERVED, STEPS, measure
from experiments.verdicts.margins import beside, headlines
from policies.records import Channel
from sim.state.events import Contacted, Session
from tests.experiments.measures.logs import at, periods_of


def test_every_metric_of_an_empty_run_is_silently_zero_or_undefined() -> None:
    result = measure(periods_of(at(Session, 0.5, worker=0)))
    assert list(result) == [metric.name for metric in METRICS]
    assert all(value == 0 or math.isnan(value) for value in result.values())


def test_each_metric_is_told_under_the_name_of_its_function() -> None:
    result = measure(periods_of(at(Session, [30, 60, 90], worker=0), at(Contacted, 40, worker=0, channel=Channel.CALL)))
    assert result["exposed_per_10k"] == pytest.approx(10_000 / 3)
    assert result["led_away_per_10k"] == 0
    assert result["pre_contract_share"] == 1


def test_the_table_leads_with_the_headlines() -> None:
    first = {group: next(metric.name for metric in METRICS if metric.group == group) for group in GROUPS}
    assert headlines() == (*STEPS, "value_per_posting")
    assert headlines({"communication"}) == (*headlines(), "direct_deal_share")
    assert headlines({"screening"}) == headlines()
    assert first["fraud exposure"] == "exposed_per_10k"
    assert first["matching quality"] == "value_per_posting"


@pytest.mark.parametrize(
    ("group", "room"),
    [("fraud exposure", fraud), ("matching quality", matching), ("business", business), ("networks", linkage)],
)
def test_every_measure_of_a_room_is_a_metric_of_its_group(group: str, room: object) -> None:
    written = [
        name
        for name, value in vars(room).items()
        if getattr(value, "__module__", "") == getattr(room, "__name__", None) and not name.startswith("_")
    ]
    assert sorted(metric.name for metric in METRICS if metric.group == group) == sorted(written)
    assert list(GROUPS) == list(dict.fromkeys(metric.group for metric in METRICS))


def test_only_metrics_of_good_outcomes_should_rise() -> None:
    assert {metric.name for metric in METRICS if metric.better == "up"} == {
        "taken_down_unseen",
        "screening_precision",
        "screening_recall",
        "value_per_posting",
        "fill_rate",
        "fit_of_hires",
        "scout_fit",
        "match_efficiency",
        "completion_rate",
        "satisfaction",
        "fee_to_market",
        "newcomer_first_contract_workers",
        "newcomer_first_contract_clients",
        "contract_yen",
        "fee_yen",
        "new_workers_per_day",
    }


def test_formulas_say_what_is_counted_and_units_agree_with_them() -> None:
    assert all("÷" in metric.formula or "Σ" in metric.formula or "of" in metric.formula for metric in METRICS)
    for metric in METRICS:
        for factor, unit in (("10,000", "per 10,000"), ("1,000", "per 1,000")):
            assert (f"× {factor}" in metric.formula) == metric.unit.endswith(unit), metric.name
    assert BY_NAME["harm_index"].formula == (
        "(Σ HARM_WEIGHTS of Harmed + 0.2 × LedAway + 0.05 × Contacted) ÷ workers with a session × 10,000, per 30 days."
    )


def test_what_the_platform_observes_is_told_apart_from_the_truth() -> None:
    assert OBSERVED == ("reports_per_1k", "caught_lures_per_1k", "detected_violation_rate")
    assert [metric.name for metric in METRICS if metric.better == "observed"] == list(OBSERVED)
    assert all(metric.better in ("up", "down") for metric in METRICS if metric.name in (*headlines(), *beside()))
    assert STEPS == ("read_lure_per_10k", "exposed_per_10k", "led_away_per_10k", "victims_per_10k")
    assert all(BY_NAME[name].group == "fraud exposure" for name in OBSERVED + STEPS)
