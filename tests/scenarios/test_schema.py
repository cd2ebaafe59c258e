"""The JSON Schema for editors admits what ships and refuses what the loader refuses."""

import datetime
import tomllib
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from scenarios import json_schema
from scenarios.layers import SHIPPED
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


@pytest.mark.parametrize("text", [
    "dys = 3", "days = 0", "platform.fee_alrt.rule = 'off'", "platform.fee_alert.rule = 'of'", "world.workers = 3",
    "platform.fee_alert = {rule = 'off', floor = 0.3}", "world.population.ring_share = 1.5", "[[rollout]]\ndays = 3",
    "platform.communication.call = 'before'",
])
def test_what_the_loader_refuses_is_invalid(text: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate(tomllib.loads(text))


def test_numbers_carry_unit_source_and_default() -> None:
    shown = json_schema()["$defs"]["Population"]["properties"]["ring_share"]
    assert shown["default"] == World().population.ring_share
    assert shown["description"].startswith("share, plausibly 0.064…0.125. Source: ")
