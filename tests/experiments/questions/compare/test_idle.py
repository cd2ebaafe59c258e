"""What was changed and had no effect is told, wherever two platforms are compared."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from experiments.api.compare import Compared
from experiments.api.sweep import Swept
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.idle import Idle, sentences, shut
from experiments.questions.gate.descriptions import idle_of
from experiments.questions.sweep.ask import sweep
from experiments.questions.sweep.document import document as of_sweep
from experiments.questions.sweep.question import question
from experiments.runs.works import Work
from scenarios import load
from tests.experiments.found import comparison, production, rows
from tests.experiments.questions.sweep.works import sloping

SHARE, LISTENERS = "platform.communication.monitored_share", "platform.communication.listeners"
CLOSED = "calls are shut (call = 'never')"
SAID = f"{SHARE} has no effect here: {CLOSED}"


def answer(*changes: str, **moved: Callable[[int], float]) -> Answer:
    """Production, and production with these changes, over eight seeds."""
    compared = comparison(rows(8), rows(8, **moved))
    return Answer(
        (replace(compared, sides=(compared.sides[0], replace(compared.sides[1], scenario=production(*changes)))),)
    )


def words(text: str) -> str:
    return " ".join(text.split())


def test_a_number_that_its_rule_shuts_is_told_with_the_reason() -> None:
    result = answer(f"{SHARE}=0.5")
    assert result.idle == (Idle(SHARE, CLOSED),)
    assert f"all 8 seeds. note: {SAID}" in words(str(Compared(result)))
    assert SAID in Compared(result)._repr_html_().replace("&#x27;", "'")
    assert json.loads(json.dumps(result.as_json()))["idle"] == [{"key": SHARE, "why": CLOSED}]


def test_it_is_told_beside_a_difference_that_something_else_makes() -> None:
    result = answer(f"{SHARE}=0.5", "platform.screening.review_at=0.4", exposed_per_10k=lambda seed: 1 + seed)
    assert result.idle == (Idle(SHARE, CLOSED),)
    assert SAID in words(str(Compared(result)))


def test_changes_are_named_as_idle_only_if_no_metric_differs() -> None:
    changes = ("platform.communication.verified_only=true", "world.ring.patience=50")
    [text] = sentences(answer(*changes).idle)
    assert text == (
        "no metric of any run moves with these changes: world.ring.patience, platform.communication.verified_only"
    )
    assert answer(*changes, fill_rate=lambda seed: 1).idle == ()


def test_only_a_changed_number_without_effect_is_idle() -> None:
    assert answer().idle == ()
    assert shut(load("calling_open"))[LISTENERS] == "no call is watched (monitored_share = 0.0)"
    assert SHARE not in shut(load("calling_open"))
    assert shut(load("production"))[LISTENERS] == CLOSED


@pytest.mark.parametrize(
    ("change", "key", "why"),
    [
        ("message_watch.upheld_weight=0", "message_watch.upheld_cap", "earlier findings count for nothing"),
        ("message_watch.readers=0", "message_watch.night_staff", "nobody reads what is held"),
        ("fee_survey.tells_client=false", "fee_survey.min_answers", "clients are not told"),
        ("fee_survey.open=false", "fee_survey.min_answers", "nobody is asked"),
    ],
)
def test_numbers_of_one_kind_are_shut_alike(change: str, key: str, why: str) -> None:
    assert f"platform.{key}" not in shut(load("production"))
    assert shut(production(f"platform.{change}"))[f"platform.{key}"].startswith(f"{why} (")


def test_policies_of_a_base_that_declares_nothing_of_this_shut_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.questions.compare.idle.known", lambda field: object())
    assert shut(load("production")) == {}


def test_what_opens_on_a_later_day_is_not_shut() -> None:
    after = load("production").rollout[0][1]
    opened = load("calling_open").rollout[0][1]
    assert SHARE in shut(replace(load("production"), rollout=((0, after),)))
    assert SHARE not in shut(replace(load("production"), rollout=((0, after), (50, opened))))


@pytest.mark.parametrize("call", ["never", "before_contract"])
def test_a_sweep_says_at_how_many_points(call: str) -> None:
    variation = question(("production",) * 2, [f"{SHARE}=0,0.5,1"], changes=((f"call={call}",),) * 2, regimes=((),))
    swept, _ = sweep(variation, range(2), work=Work(sloping))
    assert (f"At 2 of 3 points {SAID}." in of_sweep(swept).remarks) == (call == "never")
    assert (SAID in Swept(swept)._repr_html_().replace("&#x27;", "'")) == (call == "never")
    idle = [point["idle"] for point in swept.as_json()["points"]]
    why = CLOSED if call == "never" else None  # of these runs made by hand no metric moves with it
    assert idle == [[], [{"key": SHARE, "why": why}], [{"key": SHARE, "why": why}]]


def test_a_gate_says_it_of_runs_that_are_equal_to_the_bit() -> None:
    def stand(*changes: str) -> dict[str, Any]:
        scenario = load("production", changes)
        made = {key: why.made_of for key, why in shut(scenario).items()}
        return {"resolved": scenario.resolved, "shut": made}

    both = stand(), stand(f"{SHARE}=0.5", "platform.communication.verified_only=true")
    text = idle_of({"base": both[0], "head": both[1]}, equal=True)
    assert text == [SAID, "no metric of any run moves with these changes: platform.communication.verified_only"]
    assert idle_of({"base": both[0], "head": both[1]}, equal=False) == [SAID]
