"""A lever that is off answers everybody alike, with as little as its question allows, and shows nothing to the market.

No number of `Off` stands here: each answer is read off the question, and where it is another one, that has a reason.
"""

from collections.abc import Iterator
from dataclasses import fields
from math import isnan, nan
from typing import Any

import numpy as np
import pytest

from policies.catalogue import RULES
from policies.columns import Bounds, Held, columns
from policies.conformance.samples import sample
from policies.questions import Number, Question, levers, numbers, questions
from policies.records import Denial, Verdicts

PEOPLE = 50
ASKED = {f"{lever}.{question.method}": (lever, question) for lever in levers() for question in questions(lever)}
READ = {f"{lever}.{number.name}": (lever, number) for lever in levers() for number in numbers(lever)}
INSTEAD: dict[str, Any] = {  # of nothing
    "identity.may_post": True,  # whoever asks for no papers lets everybody
    "identity.may_write_first": True,
    "screening.verdicts.score": 0.0,  # NaN would say that nobody can tell
    "message_watch.verdicts.score": 0.0,
    "contact_reminder.grants.reason": Denial.FORMAT,  # what is not granted has a reason: no format is covered
    "screening.review_at": columns(Verdicts)["score"].most,  # a person reads from this score on: from the last there is
}
UNCHANGED = {"fee_schedule.take_home", "fee_schedule.amount_for"}  # without a fee the two amounts are one
AS_EVER = {  # nothing comes of it, so it is as the standard rule has it
    "certification.review_days",
    "rate_guide.update_days",
}


def nothing(kind: type, of: Bounds) -> Any:
    """No; no names; NaN where that may stand, else the least that may: nobody, 0 yen, no time, the code of none."""
    if kind is bool:
        return False
    return frozenset() if kind is frozenset else nan if of.nan else of.least


def told(lever: str, question: Question, given: tuple[Any, ...]) -> Iterator[tuple[str, Any, Any]]:
    """(name, what Off says, what says nothing) of each column of an answer."""
    name, answer = f"{lever}.{question.method}", getattr(RULES[lever]["off"](), question.method)(*given)
    if isinstance(question.answer, Held):
        parts = {name: (answer, question.answer.column)}
    else:
        record: type = question.answer
        held = columns(record)
        parts = {f"{name}.{each.name}": (getattr(answer, each.name), held[each.name]) for each in fields(answer)}
    for part, (values, column) in parts.items():
        yield part, values, nothing(bool if values.dtype == np.bool_ else float, column)


@pytest.mark.parametrize(("lever", "question"), ASKED.values(), ids=ASKED)
def test_off_has_the_same_answer_for_everybody_and_it_is_nothing(lever: str, question: Question) -> None:
    given = sample(lever, question.method, PEOPLE)
    for name, values, little in told(lever, question, given):
        wanted = given[0] if name in UNCHANGED else INSTEAD.get(name, little)
        assert values.size
        assert np.array_equal(
            values, np.broadcast_to(wanted, values.shape), equal_nan=bool(values.dtype.kind == "f")
        ), name


@pytest.mark.parametrize(("lever", "number"), READ.values(), ids=READ)
def test_off_shows_the_market_that_nobody_is_there(lever: str, number: Number) -> None:
    name, shown = f"{lever}.{number.name}", getattr(RULES[lever]["off"](), number.name)
    wanted = INSTEAD.get(name, nothing(number.kind, number.bounds))
    if name in AS_EVER:
        wanted = getattr(RULES[lever]["standard"](), number.name)
    assert shown == wanted or (isnan(shown) and isnan(wanted))


def test_whatever_is_no_nothing_is_an_answer_of_some_lever() -> None:
    parts = {
        name
        for lever, question in ASKED.values()
        for name, *_ in told(lever, question, sample(lever, question.method, 1))
    }
    assert INSTEAD.keys() | UNCHANGED | AS_EVER <= parts | READ.keys()
