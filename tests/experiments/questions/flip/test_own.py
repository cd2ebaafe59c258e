"""The policy's own numbers: which they are, and where along one the answer turns."""

import math
from dataclasses import replace
from itertools import pairwise

import pytest

from experiments.questions.flip.ask import ScenarioSpec
from experiments.questions.flip.own import own_numbers, turn
from experiments.verdicts.differences import Difference
from scenarios import load
from scenarios.dimensions import Dimension
from tests.experiments.questions.flip.hand import told


def own(candidate: str, *changes: str) -> tuple[Dimension, ...]:
    """The own numbers of a candidate beside production."""
    spec = ScenarioSpec(candidate, candidate, changes)
    return own_numbers(load("production"), spec.loaded(), spec.takes)


OPEN = own("calling_open")
SHARE = next(each for each in OPEN if each.name.endswith("monitored_share"))
LISTENERS = next(each for each in OPEN if each.name.endswith("listeners"))


def test_own_numbers_are_those_of_the_rules_that_differ() -> None:
    assert [each.name for each in OPEN][:3] == [
        "platform.communication.monitored_share",
        "platform.communication.listeners",
        "platform.communication.listen_minutes",
    ]
    assert {each.name.split(".")[1] for each in OPEN} == {"communication"}
    assert (SHARE.low, SHARE.central, SHARE.high, SHARE.whole) == (0.0, 0.0, 1.0, False)
    assert LISTENERS.whole
    minutes = next(each for each in OPEN if each.name.endswith("listen_minutes"))
    assert (minutes.low, minutes.central, minutes.high) == (5.0, 15.0, 30.0)
    assert own("production") == ()


def test_a_number_is_as_the_candidate_has_it_in_the_end() -> None:
    [share, *_] = own("calling_open", "platform.communication.monitored_share=0.3")
    assert share.central == 0.3


def test_a_number_moves_only_where_its_rule_takes_it() -> None:
    ranges = {each.name.split(".")[-1]: (each.low, each.high) for each in own("strict_screening")}
    assert ranges["review_at"] == (0.06, 0.6)  # of 0.06 to 0.9, below suspend_at
    assert ranges["suspend_at"] == (0.6, 1.1)


def test_where_the_mean_turns_is_narrowed_down_between_neighbours() -> None:
    questions: list[float] = []

    def ask(number: Dimension, value: float) -> Difference:
        questions.append(value)
        return told(3.1 - 10 * value)

    result = turn(SHARE, told(3.1), ask)
    assert questions == [1.0, 0.5, 0.25, 0.375]
    assert result.breaks_even == (0.25, 0.375)
    assert [value for value, _ in result.probes] == [0.0, 0.25, 0.375, 0.5, 1.0]
    assert all(one.difference > other.difference for (_, one), (_, other) in pairwise(result.probes))


def test_where_nothing_turns_both_ends_are_told() -> None:
    result = turn(SHARE, told(3.1), lambda number, value: told(3.1 + value))
    assert result.breaks_even is None
    assert [value for value, _ in result.probes] == [0.0, 1.0]


def test_a_difference_of_nothing_at_an_end_is_no_turn() -> None:
    result = turn(SHARE, told(3.1), lambda number, value: told(0.0))
    assert result.breaks_even is None


def test_between_neighbouring_whole_numbers_there_is_nothing_to_ask() -> None:
    few = replace(LISTENERS, central=1.0, low=1.0, high=4.0)
    result = turn(few, told(2.0), lambda number, value: told(2.0 if value < 2 else -2.0))
    assert result.breaks_even == (1.0, 2.0)
    assert all(value == int(value) for value, _ in result.probes)


@pytest.mark.parametrize("nothing", [0.0, math.nan])
def test_a_value_at_which_the_mean_is_nothing_is_passed_over(nothing: float) -> None:
    """The middle of the ends is the baseline's own value: all pairs are ties there, or have no number."""

    def ask(number: Dimension, value: float) -> Difference:
        return told(nothing if value == 0.5 else 5.0 - 10 * value)

    result = turn(SHARE, told(5.0), ask)
    assert result.breaks_even == (0.0, 1.0)
    assert [value for value, _ in result.probes] == [0.0, 0.5, 1.0]
