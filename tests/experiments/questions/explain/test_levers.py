"""Levers, their rules with numbers, and the scenarios that move them."""

import json
from dataclasses import dataclass

import pytest

from experiments.questions.explain import levers
from experiments.questions.explain.entry import Entry
from policies.numbers import number
from tests.packages import Install

HOUSE = '''
from dataclasses import dataclass, field
import numpy as np
from policies.numbers import number

@dataclass(frozen=True, slots=True)
class Below:
    """Flag every job
    under a fixed sum.

    It looks at nothing else.
    """

    yen: float = number(1_000.0, "yen", "the sum", 500.0, 2_000.0)
    wait: float = number(2.0, "days", "until it counts", low=1.0, confidence="quoted")
    kinds: frozenset[str] = field(default_factory=lambda: frozenset({"b", "a"}))  # that are looked at
    strict: bool = True
    name: str = "low"

    def alerts(self, fee, quote):
        return np.less(fee, self.yen)
'''
ABOUT = "Flag every job\nunder a fixed sum.\n\nIt looks at nothing else."


def moves(lever: str) -> tuple[tuple[str, str], ...]:
    """Scenario and change, as the last part of a lever has them."""
    [entry] = levers.explain(lever)
    return entry.parts[-1].rows


def test_a_lever_is_its_question_its_trust_and_its_rules() -> None:
    [entry] = levers.explain("fee_schedule")
    assert (entry.name, entry.kind, entry.about) == ("fee_schedule", "a lever", levers.question("fee_schedule"))
    assert entry.rows[0][1].startswith("fact-bound: of its numbers 3 quoted")
    assert [part.name for part in entry.parts][:2] == ['rule = "standard"', 'rule = "off"']


def test_levers_are_those_with_rules_each_with_its_question() -> None:
    assert levers.levers()[:2] == ["guidelines", "screening"]
    assert "display" not in levers.levers()
    assert levers.question("screening") == "Publish, review or suspend a posting, and with how many people?"


def test_a_rule_of_a_package_has_its_declared_numbers_and_comments(install: Install) -> None:
    install(HOUSE, {"fee_alert.below": "Below"})
    [entry] = levers.explain("fee_alert", "below")
    rule = entry.parts[0]
    assert (rule.name, rule.kind, rule.about) == ('rule = "below"', "package house, house:Below", ABOUT)
    assert rule.rows == (
        ("yen = 1000.0", "yen: the sum (assumed, plausibly 500 to 2000)"),
        ("wait = 2.0", "days: until it counts (quoted)"),
        ("kinds = ['a', 'b']", "that are looked at"),
        ("strict = true", levers.BLANK),
        ('name = "low"', levers.BLANK),
    )
    assert [part.data["package"] for part in levers.rules("fee_alert")] == [None, None, "house"]


def test_a_lever_as_data_has_question_trust_rules_and_moves(install: Install) -> None:
    install(HOUSE, {"fee_alert.below": "Below"})
    data = levers.explain("fee_alert", "below")[0].as_json()
    assert json.loads(json.dumps(data)) == data
    [rule] = data.pop("rules")
    numbers = rule.pop("parameters")
    assert rule == {"name": "below", "about": ABOUT, "package": "house"}
    assert numbers[0] == {"name": "yen", "default": 1_000.0, "about": "yen: the sum (assumed, plausibly 500 to 2000)"}
    assert [each["default"] for each in numbers] == [1_000.0, 2.0, ["a", "b"], True, "low"]
    assert list(data) == ["lever", "question", "trust", "moved_by"]
    assert (data["lever"], data["trust"]["level"]) == ("fee_alert", "ordered by evidence")
    assert {"scenario": "no_fee_alert", "change": 'rule = "off"'} in data["moved_by"]


@dataclass(frozen=True)
class Stern:
    """Flag more."""

    mode: str  # or some
    floor: float = number(0.5, "share", "of the quote, N-01", high=0.7)


def test_a_field_without_a_default_is_required(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scenarios.schema.rules", lambda lever: {"standard": Stern})
    [entry] = levers.explain("fee_alert")
    assert entry.parts[0].rows == (
        ("mode = (required)", "or some"),
        ("floor = 0.5", "share: of the quote, N-01 (assumed)"),
    )
    assert entry.as_json()["rules"][0]["parameters"][0]["default"] is None


def test_a_rule_without_fields_or_source_has_no_numbers() -> None:
    assert levers.explain("screening", "off")[0].parts[0].rows == ()
    assert levers.source(type("Bare", (), {"__module__": "__main__"})) == ""


@pytest.mark.parametrize(
    ("lever", "moved"),
    [
        ("fee_alert", ("no_fee_alert", 'rule = "off"')),
        ("fee_alert", ("timeline_2020", 'rule = "off"')),
        ("fee_alert", ("timeline_2020", "from day 95: as production")),
        ("certification", ("production", 'from day 12: rule = "standard"')),  # it is launched on that day
        ("certification", ("certified_clients", 'rule = "standard"')),  # from the first day on
    ],
)
def test_a_scenario_moves_a_lever_by_its_difference_from_production(lever: str, moved: tuple[str, str]) -> None:
    assert moves(lever).count(moved) == 1


def test_scenarios_like_production_move_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert [name for name, _ in moves("fee_alert")] == ["no_fee_alert", "timeline_2020", "timeline_2020"]
    monkeypatch.setattr(levers, "names", list)
    [entry] = levers.explain("fee_alert")
    assert entry.rows[-1] == ("moved by", "no shipped scenario")
    assert Entry("moved by the shipped scenarios", "") not in entry.parts
