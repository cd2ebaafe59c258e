"""The form of a question asks what the command line asks with the same options."""

from dataclasses import replace

import pytest

from experiments.api.options import Pairs
from experiments.api.questions import Named, Question
from experiments.commands.options import Changes
from experiments.dashboard.form import Form
from experiments.runs.defaults import PAIRS


def test_the_first_look_is_that_of_quick() -> None:
    form = Form()
    how = Pairs(seeds=PAIRS)
    changes = tuple(Changes((), None).first_look(True, how).texts())
    assert form.question() == Question(
        Named("production", changes, "production"), Named("calling_open", changes, "calling_open"), how["seeds"]
    )
    form.full()
    assert form.question().words() == ["policylab", "compare", "production", "calling_open", "--seeds", f"{PAIRS}"]


def test_platform_changes_belong_to_the_candidate_and_world_changes_to_both() -> None:
    form = Form(candidate="production", scale=None, days=20, pairs=2, first_seed=3, rings="frozen", worlds="fixed")
    form.change("platform.communication.call", "before_contract")
    form.change("world.talking.wants_to_talk", "0.5")
    assert form.changes == [
        ("-S", "world.talking.wants_to_talk=0.5"), ("--change", "platform.communication.call=before_contract")
    ]  # fmt: skip
    words = " ".join(form.question().words())
    assert words == (
        "policylab compare production -S world.talking.wants_to_talk=0.5 "
        "--change platform.communication.call=before_contract --days 20 "
        "--seeds 2 --first-seed 3 --rings frozen --worlds fixed"
    )
    form.undo("platform.communication.call")
    form.undo("world.talking.wants_to_talk")
    assert form.changes == []


@pytest.mark.parametrize("scale", [None, 0.25])
def test_a_question_fills_in_the_form_that_asks_it(scale: float | None) -> None:
    form = Form("production", "calling_open", {"world.workers": "900"}, {"platform.screening.checkers": "9"}, scale, 12)
    again = Form.of(form.question())
    assert again == form


def test_what_only_python_can_ask_fills_in_no_form() -> None:
    assert (
        Form.of(Question(Named("production", ("days=3", "world.workers=900")), Named("production", ("days=3",))))
        is None
    )
    assert Form.of(Question(Named("production", ("days=3",)), Named("calling_open", ("days=3",)))) is not None


def test_a_second_look_fills_in_no_form() -> None:
    question = Form().question()
    assert Form.of(question) == Form()
    assert Form.of(replace(question, more=True)) is None


@pytest.mark.parametrize("change", ["days=0x1e", "days=1e400", "scale=0x1", "scale=true", "days="])
def test_a_number_in_an_unreadable_notation_fills_in_no_form(change: str) -> None:
    side = Named("production", (change,))
    assert Form.of(Question(side, side)) is None


AT = "platform.screening.review_at"


def test_changes_laid_over_one_another_fill_in_the_last_one() -> None:
    form = Form.of(
        Question(
            Named("production", ("days=9", f"{AT}=0.4")),
            Named("production", ("days=9", f"{AT}=0.4", f"{AT}=0.5", f"{AT}=0.4")),
        )
    )
    assert form is not None
    assert (form.both, form.own, form.days) == ({AT: "0.4"}, {}, 9)


def test_the_candidate_may_change_anew_what_both_sides_change() -> None:
    form = Form.of(Question(Named("production", (f"{AT}=0.4",)), Named("production", (f"{AT}=0.4", f"{AT}=0.5"))))
    assert form is not None
    assert (form.both, form.own) == ({AT: "0.4"}, {AT: "0.5"})
    assert form.question().load()[1].loaded.rollout[0][1].screening.review_at == 0.5


def test_a_change_of_the_baseline_alone_fills_in_no_form() -> None:
    assert Form.of(Question(Named("production", (f"{AT}=0.4",)), Named("production"))) is None
