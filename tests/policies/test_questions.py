"""Questions: the Protocols say what is asked, what may be answered, and what a number may be."""

from typing import Any

import pytest

from policies.catalogue import RULES
from policies.columns import Bounds, Held
from policies.numbers import known
from policies.platform import Platform
from policies.questions import asked, levers, numbers, questions
from policies.records import Findings

NUMBERS = [(lever, number) for lever in levers() for number in numbers(lever)]


def test_a_lever_is_asked_through_its_methods_and_shows_its_numbers() -> None:
    question, another = questions("guidelines")
    assert (question.method, question.answer) == ("findings", Findings)
    assert question.arguments == ("text", "stage", "date", "learned")
    assert (question.rows, question.answered_rows, question.row_by_row) == (0, 0, True)
    assert (another.method, another.arguments, another.rows) == ("learns", ("reports", "sure"), 0)
    assert [number.name for number in numbers("guidelines")] == ["learns_in_days"]
    assert [number.name for number in numbers("identity")] == ["checks_holder"]
    assert asked("fee_survey") == ("open", "shown")
    assert "display" not in levers()
    assert "display" in Platform.__dataclass_fields__


def test_the_rows_of_a_guide_are_the_categories() -> None:
    [question] = questions("rate_guide")
    assert (question.rows, question.answered_rows, question.row_by_row) == (0, 1, False)


def test_every_bare_array_that_is_answered_has_bounds() -> None:
    for lever in levers():
        for question in questions(lever):
            if isinstance(question.answer, Held) and question.answer.kind.kind == "f":
                assert question.answer.column.least == 0.0, question.method


@pytest.mark.parametrize(("lever", "number"), NUMBERS, ids=[f"{lever}.{number.name}" for lever, number in NUMBERS])
def test_every_allowed_setting_of_our_rules_can_be_displayed(lever: str, number: Any) -> None:
    kind: Any = RULES[lever]["standard"]
    facts = known(kind.__dataclass_fields__[number.name]) if number.name in kind.__dataclass_fields__ else None
    for bound in (facts.least, facts.most) if facts else ():
        assert number.held(number.kind(bound)) == bound
    assert facts is None or number.bounds != Bounds(nan=True)
    for rule in RULES[lever].values():
        number.held(getattr(rule(), number.name))
