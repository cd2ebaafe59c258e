"""Catalogue: every lever has its rules, and installed packages may add theirs."""

from dataclasses import fields
from importlib.metadata import EntryPoint

import pytest

from policies import catalogue
from policies.catalogue import GROUP, RULES
from policies.platform import Display, Platform


def offer(monkeypatch: pytest.MonkeyPatch, name: str, value: str = "policies.fee_alert:Off") -> None:
    monkeypatch.setattr(catalogue, "entry_points", lambda group: [EntryPoint(name, value, group)])


def test_every_lever_has_a_standard_rule_and_can_be_off() -> None:
    assert RULES.keys() == {field.name for field in fields(Platform)} - {"display"}
    assert all(named.keys() == {"standard", "off"} for named in RULES.values())


def test_a_package_adds_a_rule_under_lever_dot_name(monkeypatch: pytest.MonkeyPatch) -> None:
    offer(monkeypatch, "fee_alert.silent")
    assert catalogue.rules()["fee_alert"]["silent"] is RULES["fee_alert"]["off"]
    assert "silent" not in RULES["fee_alert"]


@pytest.mark.parametrize("name", ["fee_alrt.silent", "fee_alert", "fee_alert.off"])
def test_a_package_cannot_add_a_lever_or_replace_a_rule(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    offer(monkeypatch, name)
    with pytest.raises(ValueError, match=rf"^entry point '{name}' of {GROUP}: .* must "):
        catalogue.rules()


def test_production_of_1_august_2020_has_neither_calling_nor_certification() -> None:
    platform = catalogue.production()
    assert platform.communication == RULES["communication"]["standard"](call="never")
    assert platform.certification == RULES["certification"]["off"]()
    assert platform.display == Display()


def test_off_is_off_for_every_lever() -> None:
    platform = catalogue.off()
    assert all(type(getattr(platform, lever)) is named["off"] for lever, named in RULES.items())
    assert not any(getattr(platform.display, place.name) for place in fields(Display))
