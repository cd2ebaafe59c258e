"""A question in a thread of its own: its progress, its answer, its stop, and what is wrong with it."""

import signal
from collections.abc import Callable
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

import policylab as pl
from experiments.api.compare import lacking
from experiments.api.questions import Named, Question
from experiments.api.resources import note, noting
from experiments.dashboard.asking import Asking
from experiments.dashboard.house import BUSY, Busy, House
from experiments.host.stopping import Stopped
from experiments.questions.compare.comparison import OTHER_WORLD
from experiments.runs.failures import Failure
from experiments.store.questions import put
from experiments.store.store import Store
from scenarios import BadInput

SMALL = ("world.workers=100", "world.clients=20", "days=2")
QUESTION = Question(Named("production", SMALL), Named("calling_open", SMALL), seeds=2, rings="frozen", worlds="fixed")


def ended(question: Question = QUESTION, store: Path = Path(":memory:"), **how: Any) -> Asking:
    """Ask, and wait for the end."""
    asking = Asking(question, store=store, jobs=1, **how)
    asking.begin(question.load())
    asking.wait(120)
    return asking


def serial(*sides: pl.Scenario, **how: Any) -> pl.Compared:
    """Ask in this process."""
    return pl.compare(*sides, **how, engine="serial")


def test_the_answer_has_the_words_and_the_bytes_of_the_commands(tmp_path: Path) -> None:
    store = tmp_path / "runs.sqlite"
    asking = ended(store=store, compare=serial)
    answer = pl.compare(*QUESTION.load(), **QUESTION.options(), store=store, engine="serial", progress=False)
    assert asking.state == "answered"
    assert (asking.done, asking.total) == (4, 4)
    assert asking.page == answer.report().encode()
    assert asking.text == str(answer)
    assert asking.sentences in asking.text.replace("\n  ", " ")
    assert asking.title == "production → calling_open"
    assert asking.message == []


@pytest.mark.parametrize(
    ("store", "message"),
    [
        ("runs.sqlite", "Stopped: 3 of 8 runs are kept; asked again, it goes on from there."),
        (":memory:", "Stopped after 3 of 8 runs; there is no store, so none of them is kept."),
    ],
)
def test_a_stop_works_at_the_next_progress_and_counts_stored_runs(store: str, message: str) -> None:
    def slow(*sides: pl.Scenario, progress: Callable[[int, int], object], **how: Any) -> pl.Compared:
        progress(3, 8)
        asking.stop()
        try:
            progress(3, 8)
        except KeyboardInterrupt:
            raise Stopped(signal.SIGINT, "interrupted") from None
        raise AssertionError

    asking = Asking(QUESTION, store=Path(store), jobs=1, compare=slow)
    asking.begin(QUESTION.load())
    asking.wait(30)
    assert asking.state == "stopped"
    assert asking.message == [message]


def raising(error: BaseException) -> Callable[..., pl.Compared]:
    def compare(*_: Any, **__: Any) -> pl.Compared:
        raise error

    return compare


def test_what_is_refused_says_why_in_the_words_of_the_command() -> None:
    refused = ended(compare=raising(BadInput(["a\n    must be at most 1"])))
    assert (refused.state, refused.message) == ("refused", ["a", "    must be at most 1"])
    gone = ended(compare=raising(pl.Unusable("runs.sqlite: no room\x1b")))
    assert gone.message == ["runs.sqlite: no room\\x1b"]
    crashed = ended(compare=raising(ZeroDivisionError("<script>")))
    assert crashed.message[0] == "policylab has crashed, so nothing is known:"
    assert "ZeroDivisionError" in crashed.message[-1]


def test_crashed_runs_are_named_beside_the_answer_of_the_others(tmp_path: Path) -> None:
    answer = pl.compare(*QUESTION.load(), **QUESTION.options(), store=None, engine="serial", progress=False)
    failures = (Failure("production", 7, "Traceback\nboom"),)
    asking = ended(compare=raising(pl.Crashed("1 run crashed", failures, answer)))
    assert asking.state == "answered"
    assert asking.message[0] == "production, seed 7 crashed:"
    assert asking.message[-1] == "1 run crashed, left out with its pair: production/7"
    assert asking.page == answer.report().encode()
    nothing = ended(compare=raising(pl.Crashed("2 runs crashed", failures)))
    assert (nothing.state, nothing.page) == ("refused", b"")


def test_notes_of_a_question_are_shown_with_it() -> None:
    other = Question(Named("production", SMALL), Named("calm", SMALL), seeds=2, rings="frozen", worlds="fixed")
    assert any("world" in note for note in ended(other, compare=serial).notes)


def test_notes_of_other_questions_are_not_shown_with_it(tmp_path: Path) -> None:
    house = House(tmp_path, tmp_path / "runs.sqlite", 1)
    other = Question(Named("production", SMALL), Named("calm", SMALL), seeds=2, rings="frozen", worlds="fixed")
    with Store(house.store) as store:
        put(store, other.text())
    titles: list[str] = []

    def meanwhile() -> None:
        titles.extend(each.title for each in house.earlier())
        with noting(titles.append):
            lacking(other, house.store)

    def compare(*sides: pl.Scenario, **how: Any) -> pl.Compared:
        reading = Thread(target=meanwhile)
        reading.start()
        reading.join()
        return serial(*sides, **how)

    asking = ended(compare=compare)
    assert titles == ["production → calm", OTHER_WORLD]
    assert OTHER_WORLD not in asking.notes


def test_a_note_goes_to_the_innermost_listener_or_becomes_a_warning() -> None:
    near: list[str] = []
    far: list[str] = []
    with noting(far.append), noting(near.append):
        note("a")
    assert (near, far) == (["a"], [])
    with pytest.warns(pl.Note, match="b"):
        note("b")


def test_one_question_runs_at_a_time_and_the_page_ends_with_it(tmp_path: Path) -> None:
    house = House(tmp_path, tmp_path / "runs.sqlite", 1)
    long = Question(
        Named("production", ("days=3650",), "production"),
        Named("calling_open", ("days=3650",), "calling_open"),
        seeds=2,
    )
    house.ask(long)
    with pytest.raises(Busy, match=BUSY):
        house.ask(QUESTION)
    house.close()
    assert house.asking is not None
    assert house.asking.state == "stopped"


def test_the_page_lists_what_the_store_has_and_what_it_lacks(tmp_path: Path) -> None:
    house = House(tmp_path, tmp_path / "runs.sqlite", 1)
    assert house.earlier() == []
    ended(store=house.store, compare=serial)
    [earlier] = house.earlier()
    assert (earlier.title, earlier.lacks, earlier.runs, earlier.problem) == ("production → calling_open", 0, 4, "")
    with Store(house.store) as store:
        store.forget([entry.run.key for entry in store.entries()][:1])
    [earlier] = house.earlier()
    assert (earlier.lacks, earlier.runs) == (1, 4)


def test_a_question_about_a_file_outside_the_folder_is_never_opened(tmp_path: Path) -> None:
    (tmp_path / "mine.toml").write_text('extends = "production"\n')
    (tmp_path / "work").mkdir()
    house = House(tmp_path / "work", tmp_path / "runs.sqlite", 1)
    beyond = Question(Named("../mine.toml"), Named("production"))
    with Store(house.store) as store:
        put(store, beyond.text())
    [earlier] = house.earlier()
    assert "no scenario here '../mine.toml'" in earlier.problem
    with pytest.raises(BadInput, match="no scenario here"):
        house.ask(beyond)
