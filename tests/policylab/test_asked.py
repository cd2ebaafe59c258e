"""Comparisons as they were asked: listed from the store, asked again, written as a command."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

import policylab as pl
from experiments.api.compare import lacking
from experiments.api.options import Looks
from experiments.api.questions import Named, Question, answered
from experiments.commands.app import app
from experiments.runs.defaults import PAIRS
from experiments.store.questions import put
from experiments.store.store import Store

SMALL = ("world.workers=100", "world.clients=20", "days=2")
HOW: dict[str, Any] = {"engine": "serial", "progress": False}
QUESTION = Question(
    Named("production", SMALL), Named("production", (*SMALL, "platform.communication.call=before_contract")),
    seeds=2, rings="frozen", worlds="fixed",
)  # fmt: skip


def test_an_answered_question_is_listed_and_lacks_no_run(tmp_path: Path) -> None:
    store = tmp_path / "runs.sqlite"
    assert lacking(QUESTION, store) == (4, 4)
    first, second = QUESTION.load()
    answer = pl.compare(first, second, **QUESTION.options(), store=store, **HOW)
    assert lacking(QUESTION, store) == (0, 4)
    with Store(store) as opened:
        [(question, at)] = answered(opened)
    assert at > 1e9
    assert (
        question.title() == QUESTION.title() == "production → production + platform.communication.call=before_contract"
    )
    first, second = question.load()
    again = pl.compare(first, second, **question.options(), store=store, **HOW)
    assert again.report() == answer.report()


def test_the_command_line_stores_its_question_unless_without_a_store(tmp_path: Path) -> None:
    store = tmp_path / "runs.sqlite"
    words = [*QUESTION.words()[1:], "--engine", "serial"]
    assert CliRunner().invoke(app, [*words, "--no-store"]).exit_code == 0
    assert not store.exists()
    assert CliRunner().invoke(app, [*words, "--store", str(store)]).exit_code == 0
    with Store(store) as opened:
        [(question, _)] = answered(opened)
    assert question.words() == QUESTION.words()
    assert lacking(question, store) == (0, 4)


def test_a_second_look_is_stored_and_named_again_as_one(tmp_path: Path) -> None:
    store, second = tmp_path / "runs.sqlite", replace(QUESTION, more=True)
    assert Question.read(second.text()) == second
    assert [word for word in second.words() if word not in QUESTION.words()] == ["--more"]
    words = ["--engine", "serial", "--store", str(store)]
    assert CliRunner().invoke(app, [*QUESTION.words()[1:], *words]).exit_code == 0
    assert lacking(second, store) == (4, 8)  # those of the first look are there
    done = CliRunner().invoke(app, [*second.words()[1:], *words, "--json"])
    assert done.exit_code == 0, done.output
    data = json.loads(done.stdout)
    assert (data["look"], data["seeds"]) == (2, [0, 1, 2, 3])
    assert lacking(second, store) == (0, 8)
    with Store(store) as opened:
        stored = [(question.more, question.words()) for question, _ in answered(opened)]
    assert stored == [(True, second.words()), (False, QUESTION.words())]
    baseline, candidate = second.load()
    again = pl.compare(baseline, candidate, **second.options(), store=store, **HOW)
    assert (again.found.look, again.found.comparisons[0].seeds.ran) == (2, (0, 1, 2, 3))


def test_a_name_given_in_python_stays_when_asked_again() -> None:
    base = pl.load("production", *SMALL)
    how = Looks(seeds=4, first_seed=7, rings="both", worlds=Path("my.npz"), more=False)
    question = Question.of(base, base.with_(name="open", call="before_contract"), how)
    assert Question.read(question.text()) == question
    assert question.title() == "production → open"
    assert question.words()[-4:] == ["--first-seed", "7", "--worlds", "my.npz"]


def question_of(baseline: pl.Scenario, candidate: pl.Scenario) -> Question:
    how = Looks(seeds=2, first_seed=0, rings="both", worlds="plausible", more=False)
    return Question.of(baseline, candidate, how)


def test_a_question_with_a_change_of_its_baseline_alone_has_no_command() -> None:
    production = pl.load("production")
    assert question_of(production.with_(review_at=0.4), production).words() == []
    assert question_of(production.with_(days=9), production.with_(days=8)).words() == []


def test_the_command_of_changes_laid_over_one_another_asks_the_same() -> None:
    base = pl.load("production", review_at=0.4, days=60).with_(days=9)
    question = question_of(base, base.with_(review_at=0.5).with_(review_at=0.4, days=9))
    words = question.words()[1:]
    changes = ["-S", "platform.screening.review_at=0.4", "--days", "9"]
    assert words == ["compare", "production", "production", *changes, "--seeds", "2"]


def test_days_in_another_notation_stand_where_the_command_takes_them() -> None:
    side = Named("production", ("days=0x1e",))
    assert Question(side, side, 2).words()[2:] == ["production", "production", "-S", "days=0x1e", "--seeds", "2"]


def test_a_question_has_usual_options_and_checks_all_of_them() -> None:
    usual = Question(Named("production"), Named("calling_open"))
    usual.check()
    assert usual.words("report") == ["policylab", "report", "production", "calling_open", "--seeds", f"{PAIRS}"]
    assert (usual.first_seed, usual.more) == (0, False)
    with pytest.raises(pl.BadInput) as raised:
        replace(usual, seeds=1, first_seed=-1, rings="later").check()  # type: ignore[arg-type]
    assert len(raised.value.problems) == 3
    shorter = Named("production", ("days=9",))
    assert shorter.load().name == "production + days=9"
    assert replace(shorter, called="ours", unsaid=1).load().name == "ours"


@pytest.mark.parametrize("text", ["", "[]", "{}", json.dumps({**json.loads(QUESTION.text()), "rings": "later"})])
def test_what_is_no_question_of_ours_is_passed_over(text: str, tmp_path: Path) -> None:
    with Store(tmp_path / "runs.sqlite") as store:
        put(store, text)
        put(store, QUESTION.text())
        assert [question for question, _ in answered(store)] == [QUESTION]
