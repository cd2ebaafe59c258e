"""Message watch: what is delivered, with a warning, after a person read it, or not at all."""

from dataclasses import fields
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from policies.message_watch import MessageWatch, Off
from policies.records import ADDRESSED, Action, Channel, Findings, Kind, Messages, Stage
from policies.text import Texts


def message(
    weight: float, channel: Channel = Channel.MESSAGE, stage: Stage = Stage.BEFORE, upheld: int = 0
) -> Messages:
    kind = Kind.OFF_PLATFORM if weight > 0 else Kind.NONE
    return Messages(
        text=Texts.of("ご連絡"),
        findings=Findings(np.array([kind]), np.array([weight]), np.array([False])),
        channel=np.array([channel]),
        stage=np.array([stage]),
        verified=np.array([False]),
        upheld=np.array([upheld]),
    )


def action(one: Messages, rule: MessageWatch | None = None) -> int:
    return int((rule or MessageWatch()).verdicts(one).action[0])


@pytest.mark.parametrize(
    ("weight", "wanted"),
    [(0.0, Action.PASS), (0.35, Action.PASS), (0.6, Action.WARN), (0.9, Action.REVIEW), (0.98, Action.STOP)],
)
def test_the_stronger_the_finding_the_firmer_the_watch(weight: float, wanted: Action) -> None:
    assert action(message(weight)) == wanted


def test_the_watch_is_milder_once_there_is_a_contract() -> None:
    assert action(message(0.55)) == Action.WARN
    assert action(message(0.55, stage=Stage.DURING)) == action(message(0.55, stage=Stage.AFTER)) == Action.PASS


def test_upheld_findings_raise_a_score_but_not_of_clean_texts() -> None:
    assert action(message(0.45)) == Action.PASS
    assert action(message(0.45, upheld=1)) == Action.WARN
    assert action(message(0.0, upheld=3), MessageWatch(warn_at=0.0)) == Action.PASS


def test_the_watch_reads_every_text_to_one_worker_unless_it_names_channels() -> None:
    only_terms = MessageWatch(channels=frozenset({"nda"}))
    assert [action(message(0.98, channel)) for channel in ADDRESSED] == [Action.STOP] * 3
    assert {channel for channel in ADDRESSED if action(message(0.98, channel), only_terms)} == {Channel.NDA}


def test_a_call_is_no_text_and_cannot_be_watched() -> None:
    assert action(message(0.98, Channel.CALL)) == Action.PASS


def test_off_delivers_everything_without_any_notice() -> None:
    assert Off().verdicts(message(1.0)).action[0] == Action.PASS
    assert (Off().standing_warning, Off().client_warning) == (False, False)


def test_thresholds_out_of_order_and_unknown_channels_are_refused() -> None:
    with pytest.raises(ValueError, match=r"^hold_at: .* must be at most 0.8"):
        MessageWatch(hold_at=0.9, block_at=0.8)
    with pytest.raises(ValueError, match=r"^channels: 'mail' is unknown, must be one of 'message', 'nda', 'scout'"):
        MessageWatch(channels=frozenset({"mail"}))


def score(one: Messages, rule: MessageWatch) -> float:
    return float(rule.verdicts(one).score[0])


EVEN = MessageWatch(warn_at=0.25, hold_at=0.5, block_at=0.75, contract_slack=0.125)


@pytest.mark.parametrize(
    ("weight", "before", "during"),
    [
        (0.125, Action.PASS, Action.PASS),
        (0.25, Action.WARN, Action.PASS),
        (0.375, Action.WARN, Action.WARN),
        (0.5, Action.REVIEW, Action.WARN),
        (0.625, Action.REVIEW, Action.REVIEW),
        (0.75, Action.STOP, Action.REVIEW),
        (0.875, Action.STOP, Action.STOP),
    ],
)
def test_a_threshold_is_met_by_a_score_that_equals_it(weight: float, before: Action, during: Action) -> None:
    assert action(message(weight), EVEN) == before
    for stage in (Stage.DURING, Stage.AFTER):
        assert action(message(weight, stage=stage), EVEN) == during


def test_each_upheld_finding_up_to_the_cap_raises_the_score() -> None:
    rule = MessageWatch(upheld_weight=0.5, upheld_cap=2)
    scores = [score(message(0.5, upheld=upheld), rule) for upheld in range(4)]
    assert scores == [0.5, 0.75, 0.875, 0.875]


def test_a_verdict_names_the_kind_of_a_watched_message_only() -> None:
    watched, unwatched = MessageWatch().verdicts(message(0.6)), MessageWatch().verdicts(message(0.6, Channel.CALL))
    assert (watched.reason[0], watched.score[0]) == (Kind.OFF_PLATFORM, 0.6)
    assert (unwatched.reason[0], unwatched.score[0]) == (Kind.NONE, 0.0)


def test_a_text_whose_score_nobody_can_tell_is_held() -> None:
    good = message(0.6)
    unclear: Any = SimpleNamespace(**{field.name: getattr(good, field.name) for field in fields(good)})
    unclear.findings = SimpleNamespace(kind=np.array([Kind.MLM]), weight=np.array([np.nan]))
    assert MessageWatch().verdicts(unclear).action.tolist() == [Action.REVIEW]
