"""Controls come from the declarations of numbers: what a scenario can change, and all that is known of it."""

from dataclasses import replace

import pytest

import policylab as pl
from experiments.dashboard.controls import Control, controls, sections
from policies.catalogue import RULES
from policies.numbers import LARGEST
from scenarios.keys import of_world

PRODUCTION = pl.load("production")


def control(key: str, scenario: pl.Scenario = PRODUCTION) -> Control:
    [result] = [each for name in sections(scenario) for each in controls(scenario, name) if each.key == key]
    return result


def test_a_number_has_its_unit_its_ranges_and_its_source() -> None:
    share = control("platform.communication.monitored_share")
    assert (share.kind, share.value, share.unit) == ("number", "0", "share")
    assert (share.low, share.high, share.least, share.most) == (0.0, 1.0, 0.0, 1.0)
    assert share.about == "of pairs; whether anybody would watch is not said"
    assert share.certainty == "assumed"
    assert share.bounds == "plausible: 0 to 1; possible: 0 to 1"
    assert control("world.workers").bounds == "possible: 100 to 5,000,000"
    assert control("platform.screening.checkers").kind == "whole"


def test_a_setting_offers_its_choices_and_shows_a_list_as_toml() -> None:
    assert control("platform.communication.call").choices == ("never", "before_contract", "after_contract")
    assert control("platform.communication.verified_only").choices == ("true", "false")
    assert control("platform.fee_schedule.band_shares").value == "[0.2, 0.1, 0.05]"
    for key, kind in (("communication.call", "choice"), ("fee_schedule.band_shares", "text")):
        assert (control(f"platform.{key}").kind, control(f"platform.{key}").bounds) == (kind, "")
    assert control("platform.display.certified").value == '["job", "list", "profile"]'
    assert set(control("platform.screening.rule").choices) >= set(RULES["screening"])


def test_a_rule_that_comes_later_shows_its_numbers_and_its_day() -> None:
    rule = control("platform.certification.rule")
    assert (rule.value, rule.later) == ("off", ("from day 12 on: standard",))
    assert control("platform.certification.min_orders").value == "5"


def test_another_rule_has_its_own_numbers() -> None:
    assert [each.name for each in controls(PRODUCTION, "order_rules")] == ["rule", "items", "adopters"]
    off = PRODUCTION.with_("platform.order_rules.rule=off")
    assert [each.name for each in controls(off, "order_rules")] == ["rule"]


def test_every_number_of_the_world_and_every_lever_has_a_control() -> None:
    keys = [each.key for name in sections(PRODUCTION) for each in controls(PRODUCTION, name)]
    assert len(keys) == len(set(keys))
    assert set(of_world()) <= set(keys)
    assert {f"platform.{lever}.rule" for lever in RULES} <= set(keys)


@pytest.mark.parametrize("section", sections(PRODUCTION))
def test_the_value_of_every_control_is_a_change_that_changes_nothing(section: str) -> None:
    same = [f"{each.key}={each.value}" for each in controls(PRODUCTION, section) if each.value and not each.later]
    assert PRODUCTION.with_(*same).loaded.resolved == PRODUCTION.loaded.resolved


@pytest.mark.parametrize(
    ("low", "high", "step"), [(0.0, 1.0, 0.02), (0.2, 0.8, 0.01), (5.0, 40.0, 0.5), (10_000.0, 1e6, 10_000.0)]
)
def test_a_slider_moves_in_round_steps(low: float, high: float, step: float) -> None:
    each = Control("world.a.b", "number", "1", (), "", "", "", low, high, -LARGEST, LARGEST)
    assert each.step == step


def test_bounds_say_what_is_plausible_and_what_is_possible() -> None:
    def bounds(low: float | None, high: float | None, most: float) -> str:
        return Control("world.a.b", "whole", "1", (), "", "", "", low, high, 1, most).bounds

    assert bounds(2, 3_000, LARGEST) == "plausible: 2 to 3,000; possible: at least 1"
    assert bounds(2, None, 9) == bounds(None, 3, 9) == "possible: 1 to 9"
    flat = Control("world.a.b", "number", "1", (), "", "", "", 2.0, 2.0, 1, 9)
    assert (flat.step, flat.name) == (1.0, "b")
    assert replace(flat, high=None).step == replace(flat, low=None).step == replace(flat, kind="whole").step == 1.0


def test_a_value_is_written_as_a_change_writes_it() -> None:
    whole = control("platform.screening.checkers")
    assert [whole.text(5.0), whole.text(5.5), whole.text(None)] == ["5", "5.5", ""]
    assert control("platform.communication.monitored_share").text(0.30000000000000004) == "0.3"
