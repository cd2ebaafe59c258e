"""Catalogue: every lever has its rules, and installed packages may add theirs."""

import sys
from dataclasses import fields
from pathlib import Path

import pytest

from policies import catalogue
from policies.catalogue import RULES, BadRule
from policies.platform import Platform
from tests import packages
from tests.packages import SOUND, Install

BELOW = "package 'house', entry point 'fee_alert.below' = 'house:Below': "


def test_every_lever_has_a_standard_rule_and_can_be_off() -> None:
    assert RULES.keys() == {field.name for field in fields(Platform)} - {"display"}
    assert all(named.keys() >= {"standard", "off"} for named in RULES.values())


def test_a_package_offers_what_its_first_place_on_the_path_does(install: Install) -> None:
    install(SOUND, {"fee_alert.below": "Old", "fee_alert.gone": "Old"}, name="house-rules", within="installed")
    install(SOUND, {"fee_alert.below": "Below"}, name="House_rules", within="tree")
    assert [(each.package, each.entry.name, each.entry.value) for each in catalogue.offers()] == [
        ("House_rules", "fee_alert.below", "House_rules:Below")
    ]


def test_a_package_adds_a_rule_under_lever_dot_name(install: Install) -> None:
    install(SOUND, {"fee_alert.below": "Below"})
    assert catalogue.names("fee_alert") == ("standard", "off", "below")
    assert catalogue.names("screening") == ("standard", "off")
    assert catalogue.rule("fee_alert", "below")(yen=5.0).alerts([4.0, 5.0], None).tolist() == [True, False]
    assert catalogue.rule("fee_alert", "off") is RULES["fee_alert"]["off"]
    assert "below" not in RULES["fee_alert"]


def test_a_package_is_loaded_only_when_its_rule_is_needed(install: Install, capsys: pytest.CaptureFixture[str]) -> None:
    install("print('loaded')" + SOUND, {"fee_alert.below": "Below"})
    catalogue.names("fee_alert")
    catalogue.rule("fee_alert", "standard")
    assert capsys.readouterr() == ("", "")
    catalogue.rule("fee_alert", "below")
    assert capsys.readouterr() == ("", "loaded\n")  # standard output is for results


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("import nowhere", "cannot be loaded: ModuleNotFoundError: No module named 'nowhere' (house.py, line 1)"),
        ("def", "cannot be loaded: SyntaxError: invalid syntax (house.py, line 1)"),
        ("compile('def', 'other.py', 'exec')", "cannot be loaded: SyntaxError: invalid syntax (other.py, line 1)"),
        ("import sys; sys.exit(0)", "cannot be loaded: SystemExit: 0 (house.py, line 1)"),
        ("raise RuntimeError('a\\nb')", "cannot be loaded: RuntimeError: a b (house.py, line 1)"),
        ("class Panic(BaseException): pass\nraise Panic", "cannot be loaded: Panic (house.py, line 2)"),
        ("raise RuntimeError", "cannot be loaded: RuntimeError (house.py, line 1)"),
        ("", "cannot be loaded: AttributeError: module 'house' has no attribute 'Below'"),
        ("Below = 3", "must be a frozen dataclass"),
        ("def Below(): pass", "must be a frozen dataclass"),
        ("class Below: pass", "must be a frozen dataclass"),
        (SOUND.replace("frozen=True, ", ""), "must be a frozen dataclass"),
        (SOUND.replace("class Below", "class Under") + "class Below(Under): pass", "must be a frozen dataclass"),
        (
            SOUND.replace(": float", ": 'Sum'"),
            "has a type hint that means nothing: NameError: name 'Sum' is not defined",
        ),
        (SOUND.replace("yen: float", "rule: float"), "a field cannot be called 'rule'"),
        (SOUND.replace("def alerts", "def warns"), "does not answer the lever's question: has no 'alerts'"),
    ],
)
def test_a_rule_that_cannot_be_used_is_told_in_one_line(install: Install, text: str, mistake: str) -> None:
    install(text, {"fee_alert.below": "Below"})
    with pytest.raises(BadRule) as caught:
        catalogue.rule("fee_alert", "below")
    assert str(caught.value) == BELOW + mistake


def test_a_question_may_be_answered_by_a_number(install: Install) -> None:
    text = (
        SOUND.replace(", slots=True", "")
        .replace("yen: float = 1_000.0", "items: int\n    adopters: float = 0.5")
        .replace("alerts", "marks")
    )
    install(text, {"order_rules.below": "Below"})
    assert catalogue.rule("order_rules", "below")(items=3).items == 3


@pytest.mark.parametrize(
    ("entry", "mistake"),
    [
        ("fee_alrt.below", "names no rule of a lever, must be lever.rule_name with one of guidelines, screening, "),
        ("display.below", "names no rule of a lever, must be "),
        ("fee_alert", "names no rule of a lever, must be "),
        ("fee_alert.off", "that rule exists, must have a name of its own"),
    ],
)
def test_a_package_cannot_add_a_lever_or_replace_a_rule(install: Install, entry: str, mistake: str) -> None:
    install(SOUND, {entry: "Below"})
    [offer] = catalogue.offers()
    with pytest.raises(BadRule) as caught:
        offer.load()
    assert str(caught.value).startswith(f"package 'house', entry point '{entry}' = 'house:Below': {mistake}")
    assert catalogue.names("fee_alert") == ("standard", "off")
    assert catalogue.rule("fee_alert", "off") is RULES["fee_alert"]["off"]


def test_two_packages_cannot_offer_one_name(install: Install) -> None:
    install(SOUND, {"fee_alert.below": "Below"})
    install(SOUND, {"fee_alert.below": "Below"}, name="street")
    assert catalogue.names("fee_alert") == ("standard", "off", "below")
    with pytest.raises(BadRule, match=r"also offered by '(house|street)', must have a name of its own$"):
        catalogue.rule("fee_alert", "below")


def test_a_package_that_stands_twice_on_the_path_offers_once(install: Install) -> None:
    install(SOUND, {"fee_alert.below": "Below"}, within="one")
    install(SOUND, {"fee_alert.below": "Below"}, within="two")
    assert catalogue.rule("fee_alert", "below")


def test_a_list_of_entry_points_that_nobody_can_read_offers_nothing(install: Install, tmp_path: Path) -> None:
    install("", {})
    install(SOUND, {"fee_alert.below": "Below"}, name="street")
    (tmp_path / "site" / "house-1.0.dist-info" / "entry_points.txt").write_text(f"[{catalogue.GROUP}]\nbroken\n")
    assert [offer.package for offer in catalogue.offers()] == ["street"]


def test_what_was_installed_is_gone_when_its_test_is_over(tmp_path: Path) -> None:
    with packages.installing(tmp_path) as install:
        install(SOUND, {"fee_alert.below": "Below"})
        assert catalogue.rule("fee_alert", "below").__module__ == "house"
        catalogue.names("fee_alert")
    assert catalogue.names("fee_alert") == ("standard", "off")
    assert "house" not in sys.modules
    assert str(tmp_path) not in sys.path
