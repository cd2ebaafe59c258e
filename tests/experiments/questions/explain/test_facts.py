"""Facts of the reports, and groups of metrics, as entries."""

from dataclasses import replace
from typing import Any

import pytest

from experiments.measures.metrics import METRICS
from experiments.questions.explain import facts

FILLED = facts.BY_FACT["fill_rate"]


def measure(run: Any) -> float:
    """Share of what was posted.

    And more.
    """
    return 0.0


def test_a_fact_is_told_with_its_range_source_and_standing_and_the_metric_of_its_name(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = replace(FILLED, low=0.25, high=0.5, unit="share", source="a report", function=measure)
    monkeypatch.setitem(facts.BY_FACT, "fill_rate", made)
    monkeypatch.setitem(facts.BY_FACT, "filled_at_night", replace(made, standing="other reading"))
    [entry] = facts.explain("fill_rate")
    assert (entry.name, entry.kind) == ("fill_rate", "a fact that runs are compared with")
    assert entry.about == "Share of what was posted.\n\nAnd more."
    rows = (
        ("range", "25–50 % (share)"),
        ("source", "a report"),
        ("standing", "can fail: a scenario that misses it misses the facts"),
        ("see", "policylab validate production"),
    )
    assert entry.rows == (*rows, ("also", "the metric fill_rate"))
    [other] = facts.explain("filled_at_night")
    assert other.rows[:2] == rows[:2]
    assert other.rows[2:] == (
        ("standing", "another reading of a source that a fact already uses: nothing fails by it"),
        ("see", "policylab validate production"),
    )


def test_a_group_of_metrics_is_told_by_its_metrics_with_their_units() -> None:
    [entry] = facts.group("networks")
    assert (entry.name, entry.kind, entry.about) == ("networks", "a group of metrics", "")
    [(label, text)] = entry.rows
    assert label == "metrics"
    assert text.split("\n")[:2] == ["recruitment_trees (trees)", "largest_tree (workers)"]
    assert len(text.split("\n")) == sum(metric.group == "networks" for metric in METRICS)
