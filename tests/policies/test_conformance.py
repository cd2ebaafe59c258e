"""Every rule in the catalogue keeps the promises that production and simulation rely on."""

import copy
import inspect
import pickle
import time
from typing import Any, get_type_hints

import numpy as np
import pytest

from policies import platform
from policies.catalogue import RULES
from tests.policies.samples import CATEGORIES, QUESTIONS, Question, alike, columns, contracts, rows, same

ROWS = 200

ruled = [
    pytest.param(RULES[question.lever][name], question, id=f"{question.lever}.{name}.{question.method}")
    for question in QUESTIONS for name in RULES[question.lever]]
every_rule = pytest.mark.parametrize(("rule", "question"), ruled)
guides = pytest.mark.parametrize("rule", RULES["rate_guide"].values(), ids=RULES["rate_guide"])
catalogued = pytest.mark.parametrize(
    ("lever", "rule"),
    [pytest.param(lever, rule, id=f"{lever}.{name}") for lever, named in RULES.items() for name, rule in named.items()])


def ask(rule: Any, question: Question, given: tuple[Any, ...]) -> Any:
    return getattr(rule, question.method)(*given)


def sample(question: Question, n: int = ROWS) -> tuple[Any, ...]:
    return question.sample(np.random.default_rng(7), n)


@every_rule
def test_an_answer_has_one_row_for_each_question(rule: type, question: Question) -> None:
    for n in (0, 1, ROWS):
        answer = ask(rule(), question, sample(question, n))
        assert columns(answer)
        assert all(len(column) == n for column in columns(answer).values())


@every_rule
def test_a_single_record_is_answered_like_the_same_record_in_a_batch(rule: type, question: Question) -> None:
    given = sample(question)
    answer = ask(rule(), question, given)
    for row in range(0, ROWS, 17):
        alone = ask(rule(), question, tuple(rows(column, slice(row, row + 1)) for column in given))
        assert same(alone, rows(answer, slice(row, row + 1)))


@every_rule
def test_the_order_of_questions_changes_no_answer(rule: type, question: Question) -> None:
    given, order = sample(question), np.random.default_rng(3).permutation(ROWS)
    answer = ask(rule(), question, given)
    assert same(ask(rule(), question, tuple(rows(column, order) for column in given)), rows(answer, order))


@every_rule
def test_a_rule_changes_nothing_and_remembers_nothing(rule: type, question: Question) -> None:
    given = sample(question)
    before, asked_twice = [copy.deepcopy(columns(column)) for column in given], rule()
    first, second = ask(asked_twice, question, given), ask(asked_twice, question, given)
    assert same(first, second)
    assert same(first, ask(rule(), question, given))
    for column, was in zip(given, before, strict=True):
        assert all(alike(now, was[name]) for name, now in columns(column).items())


@every_rule
def test_changing_an_answer_changes_no_later_answer(rule: type, question: Question) -> None:
    given, asked_twice = sample(question), rule()
    answer = ask(asked_twice, question, given)
    expected = copy.deepcopy(columns(answer))
    for column in columns(answer).values():
        column[...] = 0
    later = columns(ask(asked_twice, question, given))
    assert all(alike(later[name], was) for name, was in expected.items())


@every_rule
def test_no_answer_is_nan_unless_nan_means_that_nothing_is_shown(rule: type, question: Question) -> None:
    answer = columns(ask(rule(), question, sample(question)))
    if not question.nan_means_nothing_shown:
        assert not any(np.isnan(column).any() for column in answer.values())
    assert not any(np.isinf(column).any() for column in answer.values())


@every_rule
def test_a_hundred_thousand_questions_take_less_than_a_second(rule: type, question: Question) -> None:
    given = sample(question, 100_000)
    began = time.perf_counter()
    ask(rule(), question, given)
    assert time.perf_counter() - began < 1.0


@catalogued
def test_a_rule_answers_the_questions_of_its_lever_with_the_same_names(lever: str, rule: type) -> None:
    protocol = get_type_hints(platform.Platform)[lever]
    for name, member in vars(protocol).items():
        if name.startswith("_"):
            continue
        if isinstance(member, property):
            wanted = get_type_hints(member.fget)["return"]
            assert isinstance(getattr(rule(), name), (int, float) if wanted is float else wanted)
        else:
            answers, asked = inspect.signature(getattr(rule, name)), inspect.signature(member)
            assert answers.parameters.keys() == asked.parameters.keys()


@catalogued
def test_two_rules_with_equal_parameters_are_equal_and_survive_pickling(lever: str, rule: type) -> None:
    assert rule() == rule()
    assert hash(rule()) == hash(rule())
    assert pickle.loads(pickle.dumps(rule())) == rule()


@catalogued
def test_a_rule_cannot_be_changed_once_made(lever: str, rule: type) -> None:
    with pytest.raises((AttributeError, TypeError)):
        rule().anything = 1


@guides
def test_a_rate_guide_has_a_row_for_each_category_and_a_column_for_each_format(rule: type) -> None:
    for n in (0, 1, ROWS):
        quotes = rule().quotes(contracts(np.random.default_rng(7), n), CATEGORIES)
        assert quotes.shape == (CATEGORIES, 3)
        assert not np.isinf(quotes).any()


@guides
def test_the_order_of_contracts_changes_no_quote(rule: type) -> None:
    given, order = contracts(np.random.default_rng(7), ROWS), np.random.default_rng(3).permutation(ROWS)
    assert same(rule().quotes(given, CATEGORIES), rule().quotes(rows(given, order), CATEGORIES))
