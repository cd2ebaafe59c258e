"""The form on the page: each page has one of its own, and a new page begins with what was last filled in."""

from pathlib import Path
from typing import Any

import nicegui.page
import pytest
from nicegui import Client

from experiments.api.questions import Named, Question
from experiments.dashboard.form import Form
from experiments.dashboard.house import House
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
