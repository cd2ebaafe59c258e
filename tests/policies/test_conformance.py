"""Every rule in the catalogue, whatever its numbers, keeps the promises that production and simulation rely on."""

import inspect
from typing import Any, get_origin, get_type_hints

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from policies import platform
from policies.catalogue import RULES
from tests.policies.samples import QUESTIONS, Question, columns, rows, rules, same

ROWS = 60
LEVERS = {lever: get_type_hints(platform.Platform)[lever] for lever in RULES}

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
    asked = [
        (lever, name)
        for lever, protocol in LEVERS.items()
        for name, member in vars(protocol).items()
        if inspect.isfunction(member) and not name.startswith("_")
    ]
    assert sorted(asked) == sorted((question.lever, question.method) for question in QUESTIONS)


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: f"{question.lever}.{question.method}")
def test_a_standard_rule_tells_the_rows_of_its_sample_apart(question: Question) -> None:
    answer = ask(RULES[question.lever]["standard"](**question.lively), question, sample(question, 400))
    for name, column in columns(answer).items():
        assert len(np.unique(column, axis=0)) > 1, name


@row_by_row
@a_few
@given(st.data())
def test_an_answer_has_one_row_for_each_question(kind: type, question: Question, data: st.DataObject) -> None:
    rule = data.draw(rules(kind))
    for n in (0, 1, ROWS):
        answer = columns(ask(rule, question, sample(question, n)))
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
        alone = ask(rule, question, tuple(rows(column, slice(row, row + 1)) for column in given))
        assert same(alone, rows(answer, slice(row, row + 1)))


@every_rule
@a_few
@given(st.data())
def test_the_order_of_questions_changes_no_answer(kind: type, question: Question, data: st.DataObject) -> None:
    rule, given, order = data.draw(rules(kind)), sample(question), np.random.default_rng(3).permutation(ROWS)
    answer = ask(rule, question, given)
    shuffled = ask(rule, question, tuple(rows(column, order) for column in given))
    assert same(shuffled, rows(answer, order) if question.row_by_row else answer)


@every_rule
@a_few
@given(st.data())
def test_a_rule_remembers_nothing_and_nothing_done_to_its_answer_changes_the_next(
    kind: type, question: Question, data: st.DataObject
) -> None:
    rule, given = data.draw(rules(kind)), sample(question)
    first, expected = ask(rule, question, given), ask(rule, question, sample(question))
    assert same(first, expected)
    for column in columns(first).values():
        if column.flags.writeable:
            column[...] = 0
    assert same(ask(rule, question, given), expected)


@every_rule
@a_few
@given(st.data())
def test_no_answer_is_nan_unless_nan_means_that_nothing_is_shown(
    kind: type, question: Question, data: st.DataObject
) -> None:
    answer = columns(ask(data.draw(rules(kind)), question, sample(question)))
    if not question.nan_means_nothing_shown:
        assert not any(np.isnan(column).any() for column in answer.values())
    assert not any(np.isinf(column).any() for column in answer.values())


@catalogued
def test_a_rule_answers_the_questions_of_its_lever_with_the_same_names(lever: str, rule: type) -> None:
    for name, member in vars(LEVERS[lever]).items():
        if name.startswith("_"):
            continue
        if isinstance(member, property):
            wanted = get_type_hints(member.fget)["return"]
            kinds = (int, float) if wanted is float else get_origin(wanted) or wanted
            assert isinstance(getattr(rule(), name), kinds)
        else:
            answers, asked = inspect.signature(getattr(rule, name)), inspect.signature(member)
            assert answers.parameters.keys() == asked.parameters.keys()


@pytest.mark.parametrize("rule", RULES["rate_guide"].values(), ids=RULES["rate_guide"])
def test_a_rate_guide_has_a_row_for_each_category_and_a_column_for_each_format(rule: type) -> None:
    question = next(question for question in QUESTIONS if question.lever == "rate_guide")
    for n in (0, 1, ROWS):
        assert ask(rule(), question, sample(question, n)).shape == (7, 3)
