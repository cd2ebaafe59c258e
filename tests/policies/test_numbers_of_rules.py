"""The numbers of the standard rules, pinned: whoever changes one changes it here too, on purpose."""

from dataclasses import fields
from math import inf
from typing import Any

import pytest

from policies.catalogue import RULES
from policies.numbers import Number, known

MOST = 1e9
NUMBERS: dict[str, dict[str, tuple[Any, float, float]]] = {  # default, smallest, largest
    "guidelines": {
        "contact_before_contract": (0.35, 0, 1),
        "contact_after_contract": (0.1, 0, 1),
        "emphasis": (1.0, 0, 100),
    },
    "screening": {
        "review_at": (0.5, 0, MOST),
        "suspend_at": (0.9, 0, MOST),
        "checkers": (1, 0, 10_000),
        "check_minutes": (16.0, 0, 10_080),
        "reviewers": (1, 0, 10_000),
        "review_minutes": (20.0, 0, 10_080),
        "night_staff": (1.0, 0, 1),
        "base": (-4.0, -50, 50),
        "finding_weight": (7.0, 0, 50),
        "contact_weight": (0.5, 0, 50),
        "unverified_weight": (0.7, 0, 50),
        "new_account_weight": (0.5, 0, 50),
        "new_account_days": (30.0, 1e-9, MOST),
        "unproven_weight": (0.4, 0, 50),
        "high_fee_weight": (0.4, 0, 50),
        "high_fee_from": (2.0, 1, MOST),
        "high_fee_cap": (3.0, 0, 40),
        "upheld_weight": (1.0, 0, 50),
        "upheld_cap": (3, 0, MOST),
    },
    "message_watch": {
        "warn_at": (0.5, 0, MOST),
        "hold_at": (0.85, 0, MOST),
        "block_at": (0.97, 0, MOST),
        "contract_slack": (0.1, 0, MOST),
        "upheld_weight": (0.15, 0, 1),
        "upheld_cap": (3, 0, MOST),
        "readers": (1, 0, 10_000),
        "read_minutes": (4.0, 0, 10_080),
        "night_staff": (1.0, 0, 1),
    },
    "identity": {},
    "completion_rate": {"advised": (0.9, 0, 1), "min_contracts": (3, 1, MOST)},
    "certification": {
        "min_orders": (5, 0, MOST),
        "min_yen": (50_000.0, 0, MOST),
        "min_rating": (4.7, 1, 5),
        "min_ratings": (3, 0, MOST),
        "min_completion_rate": (0.9, 0, 1),
        "review_days": (30, 1, MOST),
    },
    "order_rules": {"items": (10, 1, 1_000)},
    "fee_schedule": {
        "band_floors": ((0.0, 100_000.0, 200_000.0), 0, MOST),
        "band_shares": ((0.2, 0.1, 0.05), 0, 1),
        "task_share": (0.2, 0, 1),
    },
    "rate_guide": {"min_sample": (10, 1, MOST), "update_days": (30, 1, MOST)},
    "fee_alert": {"floor": (0.5, 0, MOST)},
    "fee_survey": {"min_answers": (3, 1, MOST)},
    "contact_reminder": {"min_silent_days": (3.0, 0, MOST), "max_requests": (2, 0, MOST)},
    "scouting": {
        "scouts_a_week_verified": (20, 0, 10_000),
        "scouts_a_week_unverified": (10, 0, 10_000),
        "scouts_a_week_unproven": (5, 0, 10_000),
    },
    "communication": {
        "monitored_share": (0.0, 0, 1),
        "listeners": (1, 0, 10_000),
        "listen_minutes": (15.0, 1, 1_440),
        "clerks": (1, 0, 10_000),
        "approval_minutes": (10.0, 0, 10_080),
        "answer_days": (1.0, 0, 365),
    },
    "enforcement": {
        "reports_to_review": (1, 1, MOST),
        "findings_to_review": (2, 1, MOST),
        "findings_to_restrict": (6, 1, MOST),
        "linked_to_review": (1, 1, MOST),
        "linked_to_restrict": (3, 1, MOST),
        "cases_a_day": (10, 0, 1_000_000),
    },
    "support": {
        "digest_reach": (0.3, 0, 1),
        "room_reach": (0.1, 0, 1),
        "guardian_relief": (0.3, 0, 1),
        "sustaining_relief": (0.3, 0, 1),
        "rent_relief": (0.15, 0, 1),
    },
}
SWITCHES: dict[str, dict[str, Any]] = {  # what is set and is no number
    "guidelines": {"ignored": frozenset(), "added": ()},
    "message_watch": {
        "channels": frozenset({"message", "nda", "scout"}),
        "standing_warning": True,
        "client_warning": True,
    },
    "identity": {"required": "none", "mark": True, "checks_holder": False},
    "certification": {"needs_identity": True},
    "fee_schedule": {"net_entry": True},
    "rate_guide": {"covered_formats": frozenset({"fixed", "hourly"}), "uncovered_categories": frozenset()},
    "fee_survey": {"open": True},
    "scouting": {"by_completed_category": True, "by_age_band": True},
    "communication": {
        "call": "never",
        "authenticated": True,
        "blocked": frozenset(),
        "outside_contact_approval": False,
    },
    "enforcement": {"links_accounts": False},
}
every_number = pytest.mark.parametrize(
    ("lever", "name"), [(lever, name) for lever in NUMBERS for name in NUMBERS[lever]]
)


def facts(lever: str, name: str) -> Number:
    found = known(next(field for field in fields(RULES[lever]["standard"]) if field.name == name))
    assert found is not None
    return found


def complaint(rule: type, numbers: dict[str, Any]) -> str:
    try:
        rule(**numbers)
    except ValueError as refused:
        return str(refused)
    return ""


def items(value: Any) -> tuple[float, ...]:
    return value if isinstance(value, tuple) else (value,)


def with_one(value: Any, default: Any) -> list[Any]:
    """The value in place of a number; of a tuple, in place of each of its numbers in turn."""
    if not isinstance(default, tuple):
        return [value]
    return [(*default[:place], value, *default[place + 1 :]) for place in range(len(default))]


@pytest.mark.parametrize("lever", RULES)
def test_the_standard_rules_have_these_numbers_within_these_bounds(lever: str) -> None:
    rule = RULES[lever]["standard"]()
    found = {
        field.name: (getattr(rule, field.name), facts.least, facts.most)
        for field in fields(rule)
        if (facts := known(field))
    }
    assert found == NUMBERS[lever]


@pytest.mark.parametrize("lever", RULES)
def test_the_standard_rules_have_these_switches(lever: str) -> None:
    rule = RULES[lever]["standard"]()
    plain = {field.name: getattr(rule, field.name) for field in fields(rule) if not known(field)}
    plain.pop("book", None)
    assert plain == SWITCHES.get(lever, {})


@every_number
def test_a_number_has_a_unit_and_a_source_and_lies_in_a_plausible_range_that_is_possible(lever: str, name: str) -> None:
    number = facts(lever, name)
    assert number.unit
    assert number.source
    low = number.least if number.low is None else number.low
    high = number.most if number.high is None else number.high
    for value in items(NUMBERS[lever][name][0]):
        assert number.least <= low <= value <= high <= number.most


@every_number
def test_a_number_outside_its_bounds_is_refused_by_the_name_of_its_field(lever: str, name: str) -> None:
    default, least, most = NUMBERS[lever][name]
    for wrong in (least - 1, most + 1, float("nan"), inf, -inf):
        for given in with_one(wrong, default):
            with pytest.raises(ValueError, match=rf"^{name}: .* is out of range, must be "):
                RULES[lever]["standard"](**{name: given})


@every_number
def test_a_number_at_its_bounds_is_possible_as_far_as_it_fits_the_others(lever: str, name: str) -> None:
    default, least, most = NUMBERS[lever][name]
    for bound in (least, most):
        for given in with_one(bound, default):
            assert "out of range" not in complaint(RULES[lever]["standard"], {name: given})
