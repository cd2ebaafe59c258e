"""Questions that a store was used for: listed once each, the latest first, in stores old and new."""

from pathlib import Path

import pytest

from experiments.store.questions import latest, put
from experiments.store.store import Store


def test_a_question_that_is_asked_again_stands_once_and_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = iter([10.0, 20.0, 30.0])
    monkeypatch.setattr("time.time", lambda: next(clock))
    with Store(tmp_path / "runs.sqlite") as store:
        assert latest(store) == []
        for text in ("a", "b", "a"):
            put(store, text)
        assert latest(store) == [("a", 30.0), ("b", 20.0)]


def test_a_store_that_may_not_be_written_stays_as_it_is(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(tmp_path / "runs.sqlite") as store:
        put(store, "a")
    monkeypatch.setattr("experiments.store.file._writable", lambda path: False)
    with Store(tmp_path / "runs.sqlite") as store:
        put(store, "b")
        assert [text for text, _ in latest(store)] == ["a"]
