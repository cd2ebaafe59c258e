"""What the platform sees: the records hold what the office has on file and nothing that only nature knows."""

import inspect
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from typing import Any, get_type_hints

import numpy as np
import pytest

from policies.columns import Held, wanted_by
from policies.questions import questions
from policies.text import Texts
from sim import observe
from sim.tables import Tables
from tests.sim.small import PRODUCTION, Life, always, live, small
from tests.sim.views import LEVERS, RECORDS, VIEWS, Call, Recorder, arrays, moved_by_another_truth

Calls = dict[str, list[Call]]


def test_every_view_of_the_platform_is_looked_at_here() -> None:
    assert set(VIEWS) == {
        name
        for name, value in vars(observe).items()
        if inspect.isfunction(value) and value.__module__ == observe.__name__
    }


@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS.keys())
def test_a_view_is_the_same_when_all_that_is_hidden_is_another(life: Life, view: Callable[[Tables], Any]) -> None:
    moved, another = moved_by_another_truth(view, life.tables)
    assert {"Workers.true_trust", "Clients.true_ring", "Jobs.true_tactic", "habits.tactic"} <= moved
    assert len(moved) > 20
    assert not another


def test_a_view_of_what_is_hidden_would_be_found_out(life: Life) -> None:
    assert moved_by_another_truth(lambda t: t.clients.true_ring, life.tables)[1]


@pytest.fixture(scope="module")
def calls() -> Calls:
    recorders = {lever: Recorder(getattr(PRODUCTION, lever)) for lever in LEVERS}
    watched: dict[str, Any] = dict(recorders)
    live(small(ring_share=0.25, careless=0.5), always(replace(PRODUCTION, **watched)), days=30, seed=1)
    return {lever: recorder.calls for lever, recorder in recorders.items()}


@pytest.mark.parametrize("lever", LEVERS)
def test_a_lever_is_asked_in_plain_arrays_texts_and_records(calls: Calls, lever: str) -> None:
    assert any(array.size for call in calls[lever] for argument in call.arguments for array in arrays(argument))
    kinds = {type(argument) for call in calls[lever] for argument in call.arguments}
    assert kinds <= {np.ndarray, int, Texts, *RECORDS}


@pytest.mark.parametrize("lever", LEVERS)
def test_all_columns_of_a_question_have_the_same_rows(calls: Calls, lever: str) -> None:
    for call in calls[lever]:
        assert len({len(array) for argument in call.arguments for array in arrays(argument)}) == 1


def columns_of(calls: Calls, lever: str) -> Iterator[tuple[str, np.ndarray, Held]]:
    """(name, values, what they may be) of every column that a lever was asked about, records taken apart."""
    wanted = {question.method: question for question in questions(lever)}
    for call in calls[lever]:
        question = wanted[call.method]
        for name, value, held in zip(question.arguments, call.arguments, question.wanted, strict=True):
            if isinstance(held, Held):
                yield name, value, held
            elif held is not None:
                yield from taken_apart(value)


def taken_apart(record: Any) -> Iterator[tuple[str, np.ndarray, Held]]:
    hints = get_type_hints(type(record), include_extras=True)
    for column in fields(record):
        value, held = getattr(record, column.name), wanted_by(hints[column.name])
        if isinstance(held, Held):
            yield column.name, value, held
        elif isinstance(value, RECORDS):
            yield from taken_apart(value)


@pytest.mark.parametrize("lever", LEVERS)
def test_a_lever_is_asked_what_its_question_allows(calls: Calls, lever: str) -> None:
    columns = list(columns_of(calls, lever))
    assert any(values.size for _, values, _ in columns)
    for name, values, held in columns:
        least, most, width = held.column.least, held.column.most, held.column.width
        assert values.dtype == held.kind, name
        assert values.shape[1:] == ((width,) if width else ()), name
        assert ((values >= least) & (values <= most) | np.isnan(values)).all(), name


def test_only_a_quote_and_a_mean_rating_may_be_missing(calls: Calls) -> None:
    missing = {name for lever in LEVERS for name, values, _ in columns_of(calls, lever) if np.isnan(values).any()}
    assert missing == {"quote", "rating_mean"}
