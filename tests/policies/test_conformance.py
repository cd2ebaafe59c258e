"""Every rule in the catalogue, whatever its numbers, keeps the promises that production and simulation rely on."""

from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policies.boundary import Guest
from policies.catalogue import RULES
from policies.conformance.checks import CHECKS, Case, failed
from policies.conformance.samples import extremes
from policies.questions import questions
from policies.rows import arrays, copies, picked
from tests.policies.samples import QUESTIONS, Question, rules, same

ROWS = 60
ELSEWHERE = "lets its process go on", "answers the same in another process"

every_rule = pytest.mark.parametrize(
    ("kind", "question"),
    [
        pytest.param(RULES[question.lever][name], question, id=f"{question.lever}.{name}.{question.method}")
        for question in QUESTIONS
        for name in RULES[question.lever]
    ],
)
row_by_row = pytest.mark.parametrize(
    ("kind", "question"),
    [
        pytest.param(RULES[question.lever][name], question, id=f"{question.lever}.{name}.{question.method}")
        for question in QUESTIONS
        for name in RULES[question.lever]
        if question.row_by_row
    ],
)
catalogued = pytest.mark.parametrize(
    ("lever", "rule"),
    [pytest.param(lever, rule, id=f"{lever}.{name}") for lever, named in RULES.items() for name, rule in named.items()],
)
a_few = settings(max_examples=20, derandomize=True, suppress_health_check=[HealthCheck.filter_too_much])


def ask(rule: Any, question: Question, given: tuple[Any, ...]) -> Any:
    return getattr(rule, question.method)(*given)


def sample(question: Question, n: int = ROWS) -> tuple[Any, ...]:
    return question.sample(np.random.default_rng(7), n)


def test_every_question_of_every_lever_has_a_sample() -> None:
    pairs = [(lever, question.method) for lever in RULES for question in questions(lever)]
    assert sorted(pairs) == sorted((question.lever, question.method) for question in QUESTIONS)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: f"{question.lever}.{question.method}")
def test_a_standard_rule_tells_the_rows_of_its_sample_apart(question: Question) -> None:
    answer = ask(RULES[question.lever]["standard"](**question.lively), question, sample(question, 400))
    for name, column in copies(answer).items():
        assert len(np.unique(column, axis=0)) > 1, name


@row_by_row
@a_few
@given(st.data())
def test_an_answer_has_one_row_for_each_question(kind: type, question: Question, data: st.DataObject) -> None:
    rule = data.draw(rules(kind))
    for n in (0, 1, ROWS):
        answer = copies(ask(rule, question, sample(question, n)))
        assert answer
        assert all(len(column) == n for column in answer.values())


@row_by_row
@a_few
@given(st.data())
def test_a_single_record_is_answered_like_the_same_record_in_a_batch(
    kind: type, question: Question, data: st.DataObject
) -> None:
    rule, given = data.draw(rules(kind)), sample(question)
    answer = ask(rule, question, given)
    for row in range(0, ROWS, 17):
        alone = ask(rule, question, tuple(picked(column, slice(row, row + 1)) for column in given))
        assert same(alone, picked(answer, slice(row, row + 1)))


@every_rule
@a_few
@given(st.data())
def test_the_order_of_questions_changes_no_answer(kind: type, question: Question, data: st.DataObject) -> None:
    rule, given, order = data.draw(rules(kind)), sample(question), np.random.default_rng(3).permutation(ROWS)
    answer = ask(rule, question, given)
    shuffled = ask(rule, question, tuple(picked(column, order) for column in given))
    assert same(shuffled, picked(answer, order) if question.row_by_row else answer)


@every_rule
@a_few
@given(st.data())
def test_a_rule_has_no_memory_and_survives_changes_to_its_answer(
    kind: type, question: Question, data: st.DataObject
) -> None:
    rule, given = data.draw(rules(kind)), sample(question)
    first, expected = ask(rule, question, given), ask(rule, question, sample(question))
    assert same(first, expected)
    for _, column in arrays(first):
        if column.flags.writeable:
            column[...] = 0
    assert same(ask(rule, question, given), expected)


@every_rule
@a_few
@given(st.data())
def test_no_answer_is_nan_unless_nan_means_that_nothing_is_shown(
    kind: type, question: Question, data: st.DataObject
) -> None:
    answer = copies(ask(data.draw(rules(kind)), question, sample(question)))
    if not question.nan_means_nothing_shown:
        assert not any(np.isnan(column).any() for column in answer.values())
    assert not any(np.isinf(column).any() for column in answer.values())


@every_rule
@a_few
@given(st.data())
def test_extremes_have_answers_too_whatever_the_numbers_of_the_rule(
    kind: type, question: Question, data: st.DataObject
) -> None:
    guest = Guest(question.lever, data.draw(rules(kind)))
    with np.errstate(all="ignore"):
        getattr(guest, question.method)(*extremes(question.lever, question.method, ROWS))


@catalogued
def test_a_rule_passes_every_check_of_the_kit(lever: str, rule: type) -> None:
    mistakes = {name: failed(check, Case(lever, rule())) for name, check in CHECKS.items() if name not in ELSEWHERE}
    assert {name: mistake for name, mistake in mistakes.items() if mistake} == {}


@pytest.mark.parametrize("lever", ["guidelines", "communication"])  # a process each: those with sets of names
def test_a_rule_answers_the_same_in_another_process(lever: str) -> None:
    question = next(question for question in QUESTIONS if question.lever == lever)
    case = Case(lever, RULES[lever]["standard"](**question.lively))
    assert [failed(CHECKS[name], case) for name in ELSEWHERE] == [None, None]
