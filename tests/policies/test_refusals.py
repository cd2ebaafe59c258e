"""A policy fails closed: no record of the platform, and no question to a rule, holds what nobody can judge."""

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Annotated, Any, get_args, get_origin, get_type_hints

import numpy as np
import pytest

from policies import records
from policies.catalogue import RULES
from policies.columns import Column, Record, columns
from policies.conformance.samples import clients
from policies.records import ClientRecords, Verdicts
from tests.policies.samples import QUESTIONS, Question

N = 3
RECORDS = [
    kind
    for kind in vars(records).values()
    if isinstance(kind, type) and issubclass(kind, Record) and kind is not Record
]
OF_ARRAYS = [  # no records, which are held to their columns wherever they are made
    question
    for question in QUESTIONS
    if any(isinstance(given, np.ndarray) for given in question.sample(np.random.default_rng(7), N))
]


def held(kind: type) -> Any:
    """Some record of this kind: part of a question, or of an answer to one."""
    rng = np.random.default_rng(7)
    for question in QUESTIONS:
        given = question.sample(rng, N)
        answer = getattr(RULES[question.lever]["standard"](), question.method)(*given)
        inner = (getattr(one, name, None) for one in given for name in ("text", "findings"))
        for part in (*given, answer, *inner):
            if type(part) is kind:
                return part
    raise AssertionError(f"no question holds {kind.__name__}")


def wrong(values: Any, column: Column) -> Iterator[Any]:
    """The same array of another type or shape, or with one number in it that may not be there."""
    yield values.astype(np.float32 if values.dtype == np.float64 else np.float64)
    yield values[None]
    numbers = [] if values.dtype == np.bool_ else [column.least - 1, column.most + 1]
    if values.dtype == np.float64:
        numbers += [np.inf, -np.inf] + [np.nan] * (not column.nan)
    for number in numbers:
        if not 2**53 < abs(number) < np.inf:  # a bound that stands for "none"
            bad = values.copy()
            bad[-1] = number
            yield bad


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_every_column_of_a_record_is_held_to_what_it_may_hold(kind: type) -> None:
    good: Any = held(kind)
    for name, column in columns(kind).items():
        for bad in wrong(getattr(good, name), column):
            with pytest.raises(ValueError, match=rf"^{kind.__name__}\.\w+(\[[\d, ]+\])?: .* must be "):
                replace(good, **{name: bad})


@pytest.mark.parametrize("kind", RECORDS, ids=lambda kind: kind.__name__)
def test_every_array_of_a_record_is_a_column(kind: type) -> None:
    arrays = {field.name for field in fields(kind) if isinstance(getattr(held(kind), field.name), np.ndarray)}
    assert arrays == set(columns(kind))


@pytest.mark.parametrize("rule", ["standard", "off"])
@pytest.mark.parametrize("question", OF_ARRAYS, ids=lambda question: f"{question.lever}.{question.method}")
def test_every_array_that_a_rule_is_asked_about_is_held_too(rule: str, question: Question) -> None:
    one = RULES[question.lever][rule]()
    given = question.sample(np.random.default_rng(7), N)
    hints = get_type_hints(getattr(type(one), question.method), include_extras=True)
    arrays = [place for place, values in enumerate(given) if isinstance(values, np.ndarray)]
    assert arrays
    for place in arrays:
        name, values = list(hints)[place], given[place]
        assert get_origin(hints[name]) is Annotated, name
        for bad in wrong(values, get_args(hints[name])[1]):
            arguments = [*given[:place], bad, *given[place + 1 :]]
            with pytest.raises(ValueError, match=r"^\w+(\[[\d, ]+\])?: .* must be "):
                getattr(one, question.method)(*arguments)


def test_nobody_has_accepted_more_contracts_than_ended() -> None:
    good = clients(np.random.default_rng(7), N)
    replace(good, accepted=good.ended)
    with pytest.raises(ValueError, match=r"^accepted: 7 of 6 ended contracts, must be at most all of them$"):
        replace(good, accepted=np.full((N, 3), 7), ended=np.full((N, 3), 6))
    accepted, ended = np.full((N, 3), 6), np.full((N, 3), 6)
    accepted[2, 1], ended[2, 1] = 5, 4
    with pytest.raises(ValueError, match=r"^accepted: 5 of 4 ended contracts, must be at most all of them$"):
        replace(good, accepted=accepted, ended=ended)


def test_a_score_may_be_missing_and_no_action() -> None:
    Verdicts(np.array([2]), np.array([np.nan]), np.array([-1]))
    assert [name for name, column in columns(Verdicts).items() if column.nan] == ["score"]
    assert [name for name, column in columns(ClientRecords).items() if column.nan] == ["rating_mean"]
