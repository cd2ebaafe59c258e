"""The form on the page: each page has one of its own, and a new page begins with what was last filled in."""

from pathlib import Path
from typing import Any

import nicegui.page
import pytest
from nicegui import Client

from experiments.api.questions import Named, Question
from experiments.dashboard.asking import Asking
from experiments.dashboard.form import Form
from experiments.dashboard.house import BUSY, Busy, House
from experiments.runs.defaults import LAST_SEED, MOST_SEEDS
from tests.experiments.dashboard.hand import command, labelled, press, texts

SHARE = "platform.communication.monitored_share"


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path, tmp_path / "runs.sqlite", 1)


def opened(house: House) -> Any:
    """Another page of the house."""
    from experiments.dashboard.page import page

    with Client(nicegui.page.page("")) as client:
        page(house)
    return client


def test_each_page_asks_what_it_shows(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    questions: list[Question] = []
    monkeypatch.setattr(House, "ask", lambda _, question: questions.append(question))
    one, other = opened(house), opened(house)
    labelled(one, SHARE)[0].value = 0.5
    labelled(one, "Pairs of runs")[0].value = 3
    labelled(other, "First seed")[0].value = 7
    assert f"--change {SHARE}=0.5 --days 60 --seeds 3 --store" in command(one)
    assert "calling_open -S scale=0.25 --days 60 --seeds 8 --first-seed 7 --store" in command(other)
    press(one, "Run")
    press(other, "Run")
    assert [(each.seeds, each.first_seed) for each in questions] == [(3, 0), (8, 7)]
    assert [each.candidate.changes for each in questions] == [
        ("scale=0.25", f"{SHARE}=0.5", "days=60"), ("scale=0.25", "days=60")
    ]  # fmt: skip


def test_a_new_page_begins_with_what_was_last_filled_in(house: House) -> None:
    first = opened(house)
    labelled(first, SHARE)[0].value = 0.25
    labelled(first, "Pairs of runs")[0].value = 3
    assert command(opened(house)) == command(first)
    assert "--seeds 3" in command(first)


def test_a_number_has_the_limits_of_its_option(house: House) -> None:
    pairs, seed = (labelled(opened(house), label)[0] for label in ("Pairs of runs", "First seed"))
    assert (pairs.min, pairs.max) == (2, MOST_SEEDS)
    assert (seed.min, seed.max) == (0, LAST_SEED)


def test_a_form_names_each_option_that_does_not_fit(house: House) -> None:
    house.form.pairs, house.form.first_seed = 1, -1
    lines = texts(opened(house))
    assert "seeds=1\n    must be at least 2\nfirst_seed=-1\n    must be at least 0" in lines


def test_a_form_takes_all_of_another_one_and_stays_apart_from_it() -> None:
    form, other = Form(), Form("calm", "production", {"world.workers": "900"}, {SHARE: "0.5"}, None, 9, 2, 3, "frozen")
    form.take(other)
    assert form == other == other.copy()
    other.change(SHARE, "0.75")
    other.copy().undo("world.workers")
    assert (form.own, other.both) == ({SHARE: "0.5"}, {"world.workers": "900"})


def test_a_question_of_the_store_fills_in_the_form_of_its_page(house: House) -> None:
    from experiments.dashboard.ask import Ask

    with Client(nicegui.page.page("")) as client:
        ask = Ask(house, house.form.copy())
        form = Form.of(Question(Named("production", ("days=9",)), Named("calm", ("days=9", f"{SHARE}=0.5")), 2))
        assert form is not None
        ask.take(form)
        assert f"policylab compare production calm --change {SHARE}=0.5 --days 9 --seeds 2" in command(client)
    assert house.form == form


def problems(client: Any) -> list[str]:
    """The problems that a page shows."""
    return [each.text for each in client.elements.values() if "problem" in each.classes and each.visible and each.text]


def test_a_first_look_and_full_size_fill_in_how_much_to_run(house: House) -> None:
    page = opened(house)
    [look] = [
        each for each in page.elements.values() if getattr(each, "text", "").startswith("A first look: ask again")
    ]
    press(page, "Full size")
    assert "production calling_open --seeds 32 --store" in command(page)
    assert not look.visible
    press(page, "First look")
    assert "-S scale=0.25 --days 60 --seeds 8 --store" in command(page)
    assert look.visible
    labelled(page, "Size of the market (empty: as the scenario)")[0].value = 1
    assert not look.visible
    labelled(page, "Bad actors")[0].value = "frozen"
    labelled(page, "Worlds")[0].value = "fixed"
    labelled(page, "Days (empty: as the scenario)")[0].value = 7
    assert "-S scale=1 --days 7 --seeds 8 --rings frozen --worlds fixed" in command(page)


def test_what_cannot_be_asked_is_not_asked_and_says_why(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    def busy(_: House, question: Question) -> None:
        questions.append(question)
        raise Busy(BUSY)

    questions: list[Question] = []
    monkeypatch.setattr(House, "ask", busy)
    page = opened(house)
    assert problems(page) == []
    labelled(page, "Baseline")[0].value = "calling_open"
    equal = "Baseline and candidate are the same: choose another candidate, or change a lever."
    assert problems(page) == [equal]
    press(page, "Run")
    assert (problems(page), questions) == ([equal], [])
    labelled(page, "Baseline")[0].value = "production"
    press(page, "Run")
    assert (problems(page), len(questions)) == ([BUSY], 1)
    assert {"Run", "Stop"} <= texts(page)


def test_another_candidate_shows_its_own_levers(house: House) -> None:
    page = opened(house)
    assert "In calling_open: 0." in texts(page)
    labelled(page, "Candidate")[0].value = "production"
    assert "In production: 0." in texts(page)
    assert "In calling_open: 0." not in texts(page)


def test_a_question_shows_how_far_it_is_its_stop_and_its_answer(house: House, client: Any) -> None:
    from experiments.dashboard.answer import AnswerView

    view, question = AnswerView(house), Form().question()
    [bar], [stop] = labelled(client, "Finished runs"), [each for each in client.elements.values() if _is_stop(each)]
    view.show()
    assert not bar.parent_slot.parent.visible
    house.asking, house.number = Asking(question, store=house.store, jobs=1), 7
    view.show()
    assert (bar.parent_slot.parent.visible, bar.value, stop.enabled) == (True, 0.0, True)
    house.asking.done, house.asking.total = 3, 8
    view.show()
    assert bar.value == 0.375
    assert "3 of 8 runs are done." in texts(client)
    press(client, "Stop")
    assert (house.asking._enough.is_set(), stop.enabled) == (True, False)
    house.asking.state, house.asking.message, house.asking.notes = "stopped", ["Stopped"], ["a note"]
    view.show()
    assert (bar.parent_slot.parent.visible, stop.enabled, house.answers) == (False, True, {})
    assert {"Stopped", "a note"} <= texts(client)
    house.number, house.asking.message, house.asking.page = 8, [], b"<p>"
    house.asking.title, house.asking.where, house.asking.sentences, house.asking.text = "title", "where", "so", "a\nb"
    view.show()
    assert {"title", "where", "so", "a\nb", "a note", "Download the report", "The report"} <= texts(client)
    assert "Stopped" not in texts(client)
    links = [each.props.get("href", each.props.get("src")) for each in client.elements.values()]
    assert [link for link in links if link] == ["/answers/8"] * 2
    assert house.answers == {8: b"<p>"}


def _is_stop(element: Any) -> bool:
    return getattr(element, "text", "") == "Stop" and hasattr(element, "enabled")
