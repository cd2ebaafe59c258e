"""Words of the log: an event is told by its class, a reason by the comment beside it."""

from types import SimpleNamespace

import pytest

from experiments.questions.explain import events
from policies.records import Denial, Ground
from sim.state.codes import Reason
from sim.state.events import Event


def test_every_event_is_told_by_its_docstring_its_columns_and_the_metrics_that_count_it() -> None:
    [entry] = events.event("AccountSold")
    rows = dict(entry.rows)
    assert entry.about == "A ring bought a worker's account."
    assert rows["columns"].startswith("time, worker")
    assert rows["metrics"] == "accounts_sold_per_10k"
    assert set(events.EVENTS) == {kind.__name__ for kind in Event.__subclasses__()}


def test_an_event_whose_name_is_a_part_of_another_is_not_taken_for_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def burnt() -> None:
        """AccountOpened ÷ Hired."""

    monkeypatch.setattr(events, "METRICS", [SimpleNamespace(name="burnt", function=burnt)])
    assert [dict(events.event(word)[0].rows)["metrics"] for word in ("AccountOpened", "Opened")] == ["burnt", ""]


def test_a_reason_is_told_for_each_question_that_it_answers() -> None:
    every = [*Reason, *Ground, *Denial]
    assert set(events.reasons()) == {each.name.lower() for each in every} - {"none"}
    [linked] = events.reason("linked")
    assert (linked.kind, linked.about) == ("a reason: why an account is restricted", "To restricted accounts.")
    [stage] = events.reason("stage")
    assert stage.kind == "a reason: why a reminder is not granted"
