"""The words of the command that asks a comparison again."""

import pytest

from experiments.questions.compare.command import amounts, both_and_own, latest, sides
from experiments.questions.compare.method import runs
from tests.policylab.hand import answer


@pytest.mark.parametrize(
    ("both", "changes", "words"),
    [
        ("ab", ([], []), ["a", "b"]),
        ("aa", ([], []), ["a", "a"]),
        ("ab", ([], ["y=2"]), ["a", "b", "--change", "y=2"]),
        ("aa", (["x=1"], ["x=1", "y=2"]), ["a", "-S", "x=1", "--change", "y=2"]),
        ("aa", (["x=1"], ["y=2"]), []),  # x=1 of the baseline alone
        ("aa", (["x=1"], ["x=1", "x=2"]), ["a", "-S", "x=1", "--change", "x=2"]),
    ],
)
def test_changes_of_both_come_first_and_those_of_the_candidate_last(
    both: str, changes: tuple[list[str], list[str]], words: list[str]
) -> None:
    assert sides(both[0], both[1], *changes) == words


def test_of_changes_of_one_key_the_last_remains() -> None:
    assert latest(["x=1", "y = 3", "x =2"]) == ["x =2", "y = 3"]


def test_a_rule_that_another_replaced_has_no_command() -> None:
    off, house = "screening.rule=off", "screening.rule = house"
    assert both_and_own([off], [off, house]) == ([off], [house])
    assert both_and_own([off, off], [off]) == ([off], [])  # the same rule twice replaces none
    assert both_and_own([house, off], [house, off]) is None
    assert both_and_own([], [off, house]) is None
    assert both_and_own(["x.level=1", "x.level=2"], ["x.level=2"]) == (["x.level=2"], [])  # a number is no rule


def test_usual_amounts_are_left_out() -> None:
    assert amounts(32, 0, "both", "plausible") == ["--seeds", "32"]
    unusual = ["--seeds", "4", "--first-seed", "7", "--more", "--rings", "frozen", "--worlds", "fixed"]
    assert amounts(4, 7, "frozen", "fixed", more=True) == unusual


def test_the_runs_asked_for_are_named_also_those_that_crashed() -> None:
    """Seed 4 of 4 to 7 crashed."""
    both, one = answer("frozen", "adapting"), answer("adapting")
    assert runs(both) == ["--seeds", "4", "--first-seed", "4", "--worlds", "fixed"]
    assert runs(one) == ["--seeds", "4", "--first-seed", "4", "--rings", "adapting", "--worlds", "fixed"]
