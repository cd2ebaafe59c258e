"""Descriptions of both sides: what cannot be compared is told before anything is run."""

from types import SimpleNamespace
from typing import Any

import pytest

from experiments.questions.gate.descriptions import BaseRevision, describe_both
from scenarios import BadInput
from tests.architecture.house import ROOT

SIDE = {"name": "production", "days": 120, "start": "2020-08-01", "workers": 20_000, "rules": ["policies.screening"]}


def side(**others: object) -> Any:
    return SimpleNamespace(description=lambda: SIDE | others)


@pytest.mark.parametrize(
    ("head", "message"),
    [
        ({"days": 1_200}, "days: 120 and 1,200"),
        ({"start": "2020-03-01"}, "first day: 2020-08-01 and 2020-03-01"),
        ({"workers": 10_000}, "workers: 20,000 and 10,000"),
    ],
)
def test_sides_of_another_length_day_or_size_are_refused(head: dict[str, object], message: str) -> None:
    with pytest.raises(BadInput, match=f"^base and head differ in their {message}$"):
        describe_both(side(), side(**head), None)


def test_other_rules_are_what_a_gate_is_for() -> None:
    descriptions = describe_both(side(), side(rules=["house.screening"]), BaseRevision(ROOT, ("house",)))
    assert {name: each["rules"] for name, each in descriptions.items()} == {
        "base": ["policies.screening"],
        "head": ["house.screening"],
    }


def test_a_platform_without_a_rule_of_the_packages_is_refused() -> None:
    with pytest.raises(BadInput, match="uses no rule of house or rates: name a scenario whose platform does"):
        describe_both(side(), side(), BaseRevision(ROOT, ("house", "rates")))
