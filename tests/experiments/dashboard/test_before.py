"""Questions of the store on the page: every one is listed, with the command that asks it if there is one."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

import policylab as pl
from experiments.api.options import Looks
from experiments.api.questions import Named, Question
from experiments.dashboard.before import NO_COMMAND, Before
from experiments.dashboard.form import Form
from experiments.dashboard.house import BUSY, Busy, Earlier, House
from experiments.host.files import Unusable
from experiments.store.questions import put
from experiments.store.store import Store
from tests.experiments.dashboard.hand import press, texts


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(tmp_path, tmp_path / "runs.sqlite", 1)


def listed(house: House, client: Any, *questions: Question) -> set[str]:
    """The texts of the tab, once the store has these questions."""
    with Store(house.store) as store:
        for question in questions:
            put(store, question.text())
    asyncio.run(Before(house, lambda _: None).refresh())
    return texts(client)


def test_a_question_that_no_form_reads_hides_none_of_the_others(house: House, client: Any) -> None:
    other = Named("production", ("days=0x1e",)), Named("calling_open", ("days=0x1e",))
    lines = listed(house, client, Question(Named("production"), Named("calm"), 2), Question(*other, 2))
    assert {"production → calm", "production → calling_open"} <= lines
    assert f"policylab compare production calling_open -S days=0x1e --seeds 2 --store {house.store}" in lines


def test_a_question_that_only_python_can_ask_has_no_command(house: House, client: Any) -> None:
    production = pl.load("production")
    how = Looks(seeds=2, first_seed=0, rings="both", worlds="plausible", more=False)
    first = Question.of(production.with_(review_at=0.4), production, how)
    lines = listed(house, client, first)
    assert NO_COMMAND in lines
    assert not any("policylab compare" in text for text in lines)


def test_an_earlier_question_is_opened_or_filled_in(house: House, client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    opened, begun, busy = list[Form | None](), list[Question](), [False]
    question = Form().question()

    def ask(_: House, question: Question) -> None:
        if busy[0]:
            raise Busy(BUSY)
        begun.append(question)

    monkeypatch.setattr(House, "ask", ask)
    entry = Earlier(question, "title", 0.0, 0, 8)
    before = Before(house, opened.append)
    shown = [each for each in client.elements.values() if "problem" in each.classes]
    monkeypatch.setattr(House, "earlier", lambda _: [entry])
    asyncio.run(before.refresh())
    assert "All its 8 runs are stored." in texts(client)
    assert any(text.startswith("Answered on 1970-01-01 ") for text in texts(client))
    press(client, "Fill in the form")
    assert (begun, opened, shown[0].visible) == ([], [Form()], False)
    press(client, "Open")
    assert (begun, opened) == ([question], [Form(), Form()])
    busy[0] = True
    press(client, "Open")
    assert (len(opened), shown[0].visible, shown[0].text) == (2, True, BUSY)
    press(client, "Fill in the form")
    assert (shown[0].visible, shown[0].text) == (False, "")


def test_what_lacks_runs_or_a_scenario_is_not_opened(
    house: House, client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: House) -> list[Earlier]:
        raise Unusable("no\x1b store")

    question = Form().question()
    entries = [Earlier(question, "title", 0.0, 3, 1_008), Earlier(question, "title", 0.0, 0, 0, "gone")]
    monkeypatch.setattr(House, "earlier", lambda _: entries)
    before = Before(house, lambda _: None)
    asyncio.run(before.refresh())
    lines = texts(client)
    assert "3 of its 1,008 runs are not stored, or are of another model: they would run again." in lines
    assert "It cannot be asked any more: gone" in lines
    assert "Open" not in lines
    monkeypatch.setattr(House, "earlier", broken)
    asyncio.run(before.refresh())
    assert "no\\x1b store" in texts(client)


def test_the_opened_tab_reads_the_store_and_fills_in_the_form(
    house: House, client: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from experiments.dashboard.ask import Ask
    from experiments.dashboard.page import BEFORE, WATCH, _show, page

    read: list[str] = []
    monkeypatch.setattr(Before, "refresh", lambda _: read.append("store"))
    page(house)
    [tabs, *_] = [each for each in client.elements.values() if type(each).__name__ == "Tabs"]
    [panels] = [each for each in client.elements.values() if type(each).__name__ == "TabPanels"]
    assert panels.value == "Ask"
    tabs.value = WATCH
    assert read == []
    tabs.value = BEFORE
    assert read == ["store"]
    ask = Ask(house, Form())
    _show(ask, tabs, None)
    assert (tabs.value, ask._form) == ("Ask", Form())
    _show(ask, tabs, Form(pairs=3))
    assert ask._form == Form(pairs=3)
