"""The contents of the house: levers, rules and their numbers, as their sources tell them."""

import json

import pytest

from experiments.measures.metrics import BY_NAME
from experiments.questions.compare.trust import Trust
from experiments.questions.explain import contents
from experiments.questions.explain.contents import Explained, Parameter, Rule
from scenarios import load
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
    patience: float = number(3.0, "days", "until it is over", high=4.0)
    kinds: frozenset[str] = field(default_factory=frozenset)  # that are looked at
    strict: bool = True

    def alerts(self, fee, quote):
        return np.less(fee, self.yen)
'''

OF_THE_HOUSE = Rule(
    "below",
    "Flag every job\nunder a fixed sum.\n\nIt looks at nothing else.",
    (
        Parameter("yen", 1_000.0, "yen: the sum (assumed, plausibly 500 to 2000)"),
        Parameter("wait", 2.0, "days: until it counts (quoted)"),
        Parameter("patience", 3.0, "days: until it is over (assumed)"),
        Parameter("kinds", frozenset(), "that are looked at"),
        Parameter("strict", True, ""),
    ),
    "house",
    "house:Below",
)

LEVER = Explained(
    "fee_alert",
    "Which fees are too low?",
    Trust("assumed throughout", "of its numbers 1 assumed"),
    (
        Rule(
            "below",
            "Flag every job under a fixed sum.\n\nIt looks at nothing else.",
            (
                Parameter("yen", 1_000.0, "yen: the sum"),
                Parameter("strict", True, ""),
                Parameter("name", "low", "how it is called"),
                Parameter("kinds", frozenset({"b", "a"}), ""),
                Parameter("span", (1, 2), ""),
                Parameter("of", None, ""),
            ),
            "house",
            "house:Below",
        ),
        Rule("off", "Nothing is flagged.", (), None, "policies.off:Off"),
    ),
    (("cheap", "yen = 500.0"), ("cheap", "from day 9: as production, which takes the other half of this line")),
)


def test_a_lever_is_told_with_its_rules_their_numbers_and_who_moves_it() -> None:
    assert LEVER.kind == "a lever"
    assert LEVER.text(60).split("\n") == [
        "fee_alert: Which fees are too low?",
        "trust: assumed throughout: of its numbers 1 assumed",
        "",
        'rule = "below"  # package house, house:Below',
        "  Flag every job under a fixed sum.",
        "",
        "  It looks at nothing else.",
        "",
        "  yen = 1000.0  # yen: the sum",
        "  strict = true",
        '  name = "low"  # how it is called',
        "  kinds = ['a', 'b']",
        "  span = (1, 2)",
        "  of = (required)",
        "",
        'rule = "off"',
        "  Nothing is flagged.",
        "",
        "moved by the shipped scenarios:",
        "  cheap: yen = 500.0",
        "  cheap: from day 9: as production, which takes the other",
        "      half of this line",
    ]


def test_a_lever_that_nothing_moves_says_so() -> None:
    still = Explained("support", "Who helps?", Trust("has no numbers", "there is none"), (), ())
    assert still.text(60).split("\n") == [
        "support: Who helps?",
        "trust: has no numbers: there is none",
        "",
        "no shipped scenario moves it",
    ]


def test_a_lever_as_data_has_the_same() -> None:
    data = LEVER.as_json()
    assert json.loads(json.dumps(data)) == data
    below, off = data.pop("rules")
    assert data == {
        "lever": "fee_alert",
        "question": "Which fees are too low?",
        "trust": {"level": "assumed throughout", "why": "of its numbers 1 assumed"},
        "moved_by": [
            {"scenario": "cheap", "change": "yen = 500.0"},
            {"scenario": "cheap", "change": "from day 9: as production, which takes the other half of this line"},
        ],
    }
    assert off == {"name": "off", "about": "Nothing is flagged.", "package": None, "parameters": []}
    numbers = below.pop("parameters")
    about = "Flag every job under a fixed sum.\n\nIt looks at nothing else."
    assert below == {"name": "below", "about": about, "package": "house"}
    assert numbers[0] == {"name": "yen", "default": 1_000.0, "about": "yen: the sum"}
    assert [each["default"] for each in numbers] == [1_000.0, True, "low", ["a", "b"], "(1, 2)", None]


def test_levers_are_those_that_have_rules_each_with_its_question() -> None:
    assert contents.levers()[:2] == ["guidelines", "screening"]
    assert "display" not in contents.levers()
    assert contents.question("screening") == "Publish, review or suspend a posting, and with how many people?"


def test_numbers_of_a_rule_of_a_package_are_told_by_their_declarations_or_by_the_comments(install: Install) -> None:
    install(HOUSE, {"fee_alert.below": "Below"})
    alone = contents.explain("fee_alert", "below")
    assert (alone.lever, alone.rules) == ("fee_alert", (OF_THE_HOUSE,))
    assert [rule.name for rule in contents.explain("fee_alert").rules] == ["standard", "off", "below"]
    assert [rule.package for rule in contents.rules("fee_alert")] == [None, None, "house"]
    assert OF_THE_HOUSE.headline == "Flag every job under a fixed sum."


def test_rules_of_packages_are_listed_where_there_are_any(install: Install) -> None:
    assert "rules of other packages" not in contents.sections()
    install(HOUSE, {"fee_alert.below": "Below"})
    assert contents.sections()["rules of other packages"] == [
        ("fee_alert.below", "Flag every job under a fixed sum. [package house, house:Below]")
    ]
    below = {"name": "fee_alert.below", "about": "Flag every job under a fixed sum.", "package": "house"}
    assert [rule for rule in contents.as_json()["rules"] if rule["package"]] == [below]


def test_a_rule_without_fields_has_no_numbers() -> None:
    [off] = contents.explain("screening", "off").rules
    assert off.parameters == ()


def test_a_class_without_a_source_has_no_remarks() -> None:
    assert contents.source(type("Bare", (), {"__module__": "__main__"})) == ""


@pytest.mark.parametrize(
    ("lever", "moved"),
    [
        ("fee_alert", ("no_fee_alert", 'rule = "off"')),
        ("fee_alert", ("timeline_2020", 'rule = "off"')),
        ("fee_alert", ("timeline_2020", "from day 95: as production")),
        ("screening", ("strict_screening", "review_at = 0.06, suspend_at = 0.6")),
        ("certification", ("production", 'from day 12: rule = "standard"')),  # it is launched on that day
        ("certification", ("certified_clients", 'rule = "standard"')),  # from the first day on
    ],
)
def test_a_scenario_moves_a_lever_where_it_differs_from_the_first_day_of_production(
    lever: str, moved: tuple[str, str]
) -> None:
    assert contents.explain(lever).moved_by.count(moved) == 1


def test_who_keeps_to_production_moves_nothing() -> None:
    assert {name for name, _ in contents.explain("fee_alert").moved_by} == {"no_fee_alert", "timeline_2020"}
    assert len(contents.explain("fee_alert").moved_by) == 3


def test_sections_are_scenarios_worlds_levers_parts_and_metrics_by_group() -> None:
    found = contents.sections()
    assert list(found) == [
        *contents.KINDS,
        "numbers of the world, by part",
        "metrics: fraud exposure",
        "metrics: matching quality",
        "metrics: business",
        "metrics: networks",
    ]
    assert ("calling_open", load("calling_open").title) in found["scenarios"]
    assert found["worlds"] == [
        ("crowdworks_2020", "CrowdWorks, summer 2020, 1 : 46"),
        ("crowdworks_2020_full", "CrowdWorks, summer 2020, full size"),
    ]
    assert found["numbers of the world, by part"][0] == (
        "population",
        "The people of the first day, and those who come.",
    )
    trees = BY_NAME["recruitment_trees"]
    told = f"{trees.formula} [trees, {contents.WAYS[trees.better]}]"
    assert found["metrics: networks"][0] == ("recruitment_trees", told)
    assert len([row for name, rows in found.items() if name.startswith("metrics") for row in rows]) == len(BY_NAME)


def test_contents_as_data_have_the_same() -> None:
    data = contents.as_json()
    assert list(data) == ["scenarios", "worlds", "levers", "rules", "metrics"]
    assert data["levers"][1] == {"name": "screening", "about": contents.question("screening")}
    assert data["rules"][1] == {
        "name": "guidelines.off",
        "about": "Nothing is looked for, and nothing learned.",
        "package": None,
    }
    told = {metric["name"]: metric for metric in data["metrics"]}
    exposed, addressed = told["exposed_per_10k"], told["addressed_per_10k"]
    assert (exposed["headline"], addressed["headline"]) == (True, False)
    assert (exposed["group"], exposed["unit"], exposed["better"]) == ("fraud exposure", "workers per 10,000", "down")
    assert exposed["about"] == BY_NAME["exposed_per_10k"].formula
