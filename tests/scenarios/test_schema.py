"""The JSON Schema for editors admits what ships and refuses what the loader refuses."""

import datetime
import math
import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import jsonschema
import pydantic
import pytest

from policies import catalogue
from policies.numbers import number
from scenarios import json_schema
from scenarios.layers import SHIPPED
from scenarios.schema import adapter, plain, rule, settable, table_type
from sim.world import World

VALIDATOR = jsonschema.Draft202012Validator(json_schema())


def as_json(value: Any) -> Any:
    """Parsed TOML as an editor hands it to a JSON Schema: dates as texts."""
    if isinstance(value, dict):
        return {key: as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


def test_the_schema_is_one() -> None:
    jsonschema.Draft202012Validator.check_schema(json_schema())


@pytest.mark.parametrize("path", sorted(SHIPPED.glob("*.toml")), ids=lambda path: path.stem)
def test_shipped_files_are_valid(path: Path) -> None:
    VALIDATOR.validate(as_json(tomllib.loads(path.read_text(encoding="utf-8"))))


@pytest.mark.parametrize(
    "text",
    [
        "dys = 3",
        "days = 0",
        "platform.fee_alrt.rule = 'off'",
        "platform.fee_alert.rule = 'of'",
        "world.workers = 3",
        "platform.fee_alert = {rule = 'off', floor = 0.3}",
        "world.population.ring_share = 1.5",
        "[[rollout]]\ndays = 3",
        "platform.communication.call = 'before'",
        "platform.display.quote = ['list']",
    ],
)
def test_what_the_loader_refuses_is_invalid(text: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate(tomllib.loads(text))


def test_numbers_carry_unit_source_and_default() -> None:
    shown = json_schema()["$defs"]["Population"]["properties"]["ring_share"]
    assert shown["default"] == World().population.ring_share
    assert shown["description"].startswith("share, plausibly 0.005…0.02. Source: ")


def test_a_set_is_written_in_order_whatever_order_its_hashes_give_it() -> None:
    assert list(frozenset([1, 8])) == [8, 1]
    assert plain(frozenset([1, 8])) == [1, 8]


@dataclass(frozen=True)
class Cafe:
    tables: int = number(4, "tables", "counted (X-01)", 2, 8, "quoted", least=0.5)
    prices: tuple[float, ...] = number((0.3, 0.4), "share", "of a note", total=1)
    seats: tuple[int, ...] = number((2, 4), "seats", "at each table")


def test_what_a_number_declares_is_what_editors_are_told() -> None:
    shown = adapter(table_type(Cafe)).json_schema()["properties"]
    assert shown["tables"] == {
        "default": 4,
        "description": "tables, plausibly 2…8. Source: counted (X-01) (quoted)",
        "maximum": 10**9,
        "minimum": 1,
        "title": "Tables",
        "type": "integer",
    }
    assert shown["prices"]["items"] == {"maximum": 1.0, "minimum": 0.0, "type": "number"}
    assert shown["prices"]["default"] == [0.3, 0.4]
    assert shown["seats"]["description"] == "seats. Source: at each table (assumed)"


def test_a_list_is_held_to_its_sum_where_one_is_declared() -> None:
    cafe = adapter(table_type(Cafe))
    assert cafe.validate_python({"prices": [0.6, 0.4], "seats": [10**8, 10**8]})
    with pytest.raises(pydantic.ValidationError, match=r"sums to 1\.2, must be at most 1 "):
        cafe.validate_python({"prices": [0.6, 0.6]})


@dataclass(frozen=True)
class Odd:
    """What a file can set, and what it cannot."""

    sum: float | None
    cafe: Cafe = Cafe()
    words: tuple[str, ...] = field(default_factory=tuple)
    made: Cafe = field(default_factory=Cafe)
    either: int | str = 1
    maps: tuple[dict[str, int], ...] = ()
    late: int = field(default=0, init=False)


def test_a_file_sets_what_can_be_written_in_one_way() -> None:
    assert [each.name for each in settable(Odd)] == ["sum", "cafe", "words"]
    odd = adapter(table_type(Odd))
    assert odd.validate_python({"sum": 1.0, "words": ["料金"]}) == {"sum": 1.0, "words": ("料金",)}
    assert odd.validate_python({"sum": 1.0}) == {"sum": 1.0}
    with pytest.raises(pydantic.ValidationError, match="sum"):
        odd.validate_python({})
    assert "default" not in odd.json_schema()["properties"]["cafe"]


@dataclass(frozen=True)
class Endless:
    """A rule that JSON cannot describe."""

    sum: float = math.inf


def test_a_defect_of_our_own_rule_is_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(catalogue, "RULES", {**catalogue.RULES, "fee_alert": {"endless": Endless}})
    with pytest.raises(ValueError, match="JSON"):
        rule("fee_alert", "endless")
