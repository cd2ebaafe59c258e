"""Questions of the store on the page: every one is listed, with the command that asks it if there is one."""

import asyncio
from pathlib import Path
from typing import Any

import pytest

import policylab as pl
from experiments.api.options import Looks
from experiments.api.questions import Named, Question
from experiments.dashboard.before import NO_COMMAND, Before
from experiments.dashboard.house import House
from experiments.store.questions import put
from experiments.store.store import Store
from tests.experiments.dashboard.hand import texts


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
