"""Metrics with margin, trust and guardrails; facts, groups and units."""

from dataclasses import replace
from typing import Any

import pytest

from experiments.measures.metrics import BY_NAME, METRICS
from experiments.questions.compare.trust import Trust
from experiments.questions.explain import results
from experiments.questions.gate.guardrails import Guardrail, guardrails
from experiments.verdicts.margins import Margin, margins

EXPOSED, UNPAID = BY_NAME["exposed_per_10k"], BY_NAME["unpaid_share"]
TRUST = Trust("not known", "there are no worlds")
RAILS = (
    Guardrail(EXPOSED, "frozen", 0.02, None, "it may not rise"),
    Guardrail(EXPOSED, "adapting", 0.02, None, "it may not rise"),
    Guardrail(EXPOSED, "frozen", None, 3.0, "nor by so many"),
    Guardrail(EXPOSED, "frozen", 0.1, 4.0, "nor by more"),
)


def test_a_metric_has_its_printed_names_its_margin_and_its_guardrails() -> None:
    entry = results.described(EXPOSED, Margin(0.02, "less is luck"), TRUST, RAILS)
    assert (entry.name, entry.kind) == ("exposed_per_10k", "a metric")
    assert entry.about.startswith("Distinct workers addressed in person")
    assert entry.rows == (
        ("printed as", "exposed_per_10k, addressed, workers addressed"),
        ("unit", "workers per 10,000"),
        ("read", "lower is better"),
        ("group", "fraud exposure, a headline"),
        ("margin", "2 % of the baseline: less is luck"),
        ("trust", "not known: there are no worlds"),
        (
            "guardrail",
            "first day and adapted, 2 % of the base: it may not rise\n"
            "first day, 3 workers per 10,000: nor by so many\n"
            "first day, 10 % of the base, at least 4 workers per 10,000: nor by more",
        ),
    )


def test_a_metric_without_margin_and_guardrail_says_so() -> None:
    entry = results.described(UNPAID, None, TRUST, ())
    rows = dict(entry.rows)
    assert (rows["group"], rows["margin"]) == (UNPAID.group, "none")
    assert rows["guardrail"] == "none: a gate does not judge it"
    data = entry.as_json()
    assert (data["headline"], data["margin"], data["guardrails"]) == (False, None, [])


def test_a_metric_as_data_has_the_same() -> None:
    assert results.described(EXPOSED, Margin(0.02, "less is luck"), TRUST, RAILS[1:3]).as_json() == {
        "metric": "exposed_per_10k",
        "formula": EXPOSED.formula,
        "unit": "workers per 10,000",
        "better": "down",
        "group": "fraud exposure",
        "headline": True,
        "margin": {"share": 0.02, "why": "less is luck", "line": 0, "lever": None},
        "trust": {"level": "not known", "why": "there are no worlds"},
        "guardrails": [
            {"regime": "adapting", "share": 0.02, "amount": None, "why": "it may not rise"},
            {"regime": "frozen", "share": None, "amount": 3.0, "why": "nor by so many"},
        ],
    }


def test_a_metric_has_the_margin_and_guardrails_that_ship(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(results, "evidence", lambda: "there are no worlds")
    rails = [rail for rail in guardrails().rails if rail.metric.name == "exposed_per_10k"]
    assert rails
    expected = results.described(EXPOSED, margins()["exposed_per_10k"], TRUST, rails)
    assert results.metric("exposed_per_10k") == results.metric("workers addressed") == [expected]


def test_no_name_of_a_metric_is_printed_for_another() -> None:
    assert [name for name in BY_NAME if results.PRINTED.get(name, name) != name] == []


def measure(run: Any) -> float:
    """Share of what was posted.

    And more.
    """
    return 0.0


def test_a_fact_has_its_range_source_standing_and_metric(monkeypatch: pytest.MonkeyPatch) -> None:
    fact = replace(results.FACT["fill_rate"], low=0.25, high=0.5, unit="share", source="a report", function=measure)
    monkeypatch.setitem(results.FACT, "fill_rate", fact)
    monkeypatch.setitem(results.FACT, "filled_at_night", replace(fact, standing="other reading"))
    [entry] = results.fact("fill_rate")
    assert (entry.kind, entry.about) == ("a fact that runs are compared with", "Share of what was posted.\n\nAnd more.")
    assert entry.rows == (
        ("range", "25–50 % (share)"),
        ("source", "a report"),
        ("standing", "can fail: a scenario that misses it misses the facts"),
        ("see", "policylab validate production"),
        ("also", "the metric fill_rate"),
    )
    [other] = results.fact("filled_at_night")
    standing = "another reading of a source that a fact already uses: nothing fails by it"
    assert other.rows[2:] == (("standing", standing), ("see", "policylab validate production"))


def test_a_group_has_its_metrics_with_their_units() -> None:
    [entry] = results.metrics("networks")
    [(label, text)] = entry.rows
    assert (label, entry.about) == ("metrics", "")
    assert text.split("\n")[:2] == ["recruitment_trees (trees)", "largest_tree (workers)"]
    assert len(text.split("\n")) == sum(metric.group == "networks" for metric in METRICS)


def test_a_unit_has_all_that_is_in_it() -> None:
    [stars] = results.unit("stars")
    rows = dict(stars.rows)
    assert rows["metrics"] == "satisfaction"
    assert "world.population.rating," in rows["numbers"]
    assert {metric.unit for metric in METRICS} <= set(results.units())


def test_of_many_numbers_of_a_unit_a_few_are_named() -> None:
    [share] = results.unit("share")
    assert share.about == "Possible are 0 to 1."
    numbers = dict(share.rows)["numbers"]
    assert numbers.count(",") == results.MOST - 1
    assert int(numbers.split()[-2]) == len(results.units()["share"]["numbers"]) - results.MOST
    assert results.listed(tuple("abcdef")) == "a, b, c, d, e, f"  # "and 1 more" is no shorter
