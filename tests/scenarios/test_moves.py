"""The keys in which two scenarios differ."""

from scenarios import load
from scenarios.moves import Move, moves

CALL, SHARE = "platform.communication.call", "platform.communication.monitored_share"


def moved(*changes: str, base: str = "production") -> tuple[Move, ...]:
    return moves(load("production").resolved, load(base, changes).resolved)


def test_a_scenario_differs_from_itself_in_nothing() -> None:
    assert moved() == ()
    assert moved(f"{CALL}=never") == ()


def test_every_key_that_differs_is_named_with_both_values() -> None:
    assert moved(f"{SHARE}=0.5", "world.ring.patience=30", "days=9") == (
        Move("days", 120, 9),
        Move("world.ring.patience", 84, 30),
        Move(SHARE, 0.0, 0.5),
    )


def test_a_key_that_differs_later_is_told_with_its_day() -> None:
    assert moved("platform.certification.min_orders=2") == (Move("platform.certification.min_orders", 5, 2, 11),)


def test_a_replaced_rule_is_shown_by_name_without_its_numbers() -> None:
    assert moved("platform.scouting.rule=off") == (Move("platform.scouting.rule", "standard", "off"),)
