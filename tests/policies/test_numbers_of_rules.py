"""The numbers of the standard rules: each has a source and a plausible range, and none leaves its bounds.

Values and bounds themselves stand in the reference, and a test holds its pages to the code.
"""

from collections.abc import Iterator
from dataclasses import fields
from math import inf
from typing import Any, get_args

import pytest

from policies.catalogue import RULES
from policies.numbers import Confidence, Number, known

STANDARD = {lever: rules["standard"] for lever, rules in RULES.items()}
NUMBERS = [
    (lever, field.name, facts) for lever, rule in STANDARD.items() for field in fields(rule) if (facts := known(field))
]
every_number = pytest.mark.parametrize(
    ("lever", "name", "facts"), NUMBERS, ids=[f"{lever}.{name}" for lever, name, _ in NUMBERS]
)


def rules_with(lever: str, name: str, value: float) -> Iterator[dict[str, Any]]:
    """The value in place of a number; of a tuple, in place of each of its numbers in turn."""
    usual = getattr(STANDARD[lever](), name)
    if not isinstance(usual, tuple):
        yield {name: value}
        return
    for place in range(len(usual)):
        yield {name: (*usual[:place], value, *usual[place + 1 :])}


def complaint(lever: str, numbers: dict[str, Any]) -> str:
    """Why the standard rule refuses these numbers, nothing where it takes them."""
    try:
        STANDARD[lever](**numbers)
    except ValueError as refused:
        return str(refused)
    return ""


@pytest.mark.parametrize("lever", STANDARD)
def test_a_field_that_holds_a_number_says_what_is_known_of_it(lever: str) -> None:
    rule = STANDARD[lever]()
    silent = {field.name: getattr(rule, field.name) for field in fields(rule) if not known(field)}
    assert [name for name, value in silent.items() if isinstance(value, float) or type(value) is int] == []


@every_number
def test_a_number_has_unit_source_and_a_default_within_its_ranges(lever: str, name: str, facts: Number) -> None:
    assert facts.unit
    assert facts.source
    assert facts.confidence in get_args(Confidence)
    low = facts.least if facts.low is None else facts.low
    high = facts.most if facts.high is None else facts.high
    usual = getattr(STANDARD[lever](), name)
    for value in usual if isinstance(usual, tuple) else (usual,):
        assert facts.least <= low <= value <= high <= facts.most


@every_number
def test_a_number_outside_its_bounds_is_refused_by_name(lever: str, name: str, facts: Number) -> None:
    for wrong in (facts.least - 1, facts.most + 1, float("nan"), inf, -inf):
        for numbers in rules_with(lever, name, wrong):
            with pytest.raises(ValueError, match=rf"^{name}: .* is out of range, must be "):
                STANDARD[lever](**numbers)


@every_number
def test_a_number_at_a_bound_is_in_range(lever: str, name: str, facts: Number) -> None:
    for bound in (facts.least, facts.most):
        for numbers in rules_with(lever, name, bound):
            assert "out of range" not in complaint(lever, numbers)


def test_numbers_of_learning_have_no_effect_where_nothing_is_learned() -> None:
    rule = STANDARD["guidelines"]
    idle = {
        field.name
        for field in fields(rule)
        if (facts := known(field)) and any(each.holds(rule()) for each in facts.shut)
    }
    learning = {field.name for field in fields(rule) if (facts := known(field)) and facts.shut}
    assert rule().learns_from == 0
    assert idle == learning != set()
