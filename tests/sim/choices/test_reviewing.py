"""How long people at the desks look, what they find, and which clients give up a posting that does not appear."""

from dataclasses import replace
from math import exp, log, nan

import numpy as np
import pytest

from sim.choices.reviewing import Reviewing, attention, finds, gives_up, lingers, plain, pointed_out, suspended_recall
from tests.sim.directions import LUCK, outcome, rises

DESK = Reviewing(impatience=0.05)
CLIENT = {"lag_hours": 10.0, "hurry": 0.5, "u": LUCK, "reviewing": DESK}


def test_after_ten_hours_39_percent_of_middling_clients_have_given_up() -> None:
    """1 − exp(−0.05 · 2 · 0.5 · 10) = 1 − exp(−0.5) = 0.3935."""
    chance = 1 - exp(-0.5)
    assert outcome(gives_up, **CLIENT | {"u": chance - 1e-9}) == 1
    assert outcome(gives_up, **CLIENT | {"u": chance + 1e-9}) == 0
    assert outcome(gives_up, **CLIENT) == pytest.approx(chance, abs=1e-3)


def test_nobody_gives_up_what_appears_at_once() -> None:
    assert outcome(gives_up, **CLIENT | {"lag_hours": 0.0, "u": 0.0}) == 0


LOOK = {"score": 0.2, "line": np.float64(0.5), "reviewing": Reviewing(doubt_width=2.0)}


def test_a_posting_well_under_the_line_gets_a_shorter_look() -> None:
    """ln 4 = 1.386 log-odds under the line, 0.693 of doubt: tanh(ln 2) / ln 2 = 0.6 / 0.6931 = 0.8656."""
    assert outcome(lingers, **LOOK) == pytest.approx(0.6 / np.log(2))


def test_what_reaches_the_line_or_has_no_score_is_looked_at_longest() -> None:
    assert lingers(np.array([0.5, 0.9, 1.0, np.nan]), 0.5, Reviewing()) == pytest.approx(1.0)
    assert lingers(np.array([0.0, 0.5]), 0.0, Reviewing()) == pytest.approx(1.0)


def test_where_the_machine_asks_nobody_a_look_is_short() -> None:
    assert 0 < lingers(np.array([0.1]), 1.1, Reviewing())[0] < 0.2


def test_a_desk_finds_half_as_much_for_each_tiring_load() -> None:
    tires = Reviewing(tiring_load=0.8)
    assert [attention(load, tires) for load in (0.0, 0.8, 1.6)] == pytest.approx([1.0, 0.5, 0.25])


def test_who_is_shown_what_the_machine_found_sees_at_least_as_much() -> None:
    plain, score, broken = (
        np.array([0.2, 0.7, 0.2, 0.2, 0.0]),
        np.array([0.5, 0.5, np.nan, 0.5, 0.9]),
        np.ones(5, np.bool_),
    )
    broken[3:] = False
    assert pointed_out(plain, score, broken).tolist() == [0.5, 0.7, 0.2, 0.2, 0.0]


def test_a_readier_eye_finds_more_of_what_was_suspended() -> None:
    """With false alarms of 2 % and 16 %: z = −2.054 and −0.994; found 85 %, z = 1.036, and so 2.096, 98.2 %."""
    numbers = Reviewing(recall=0.85, false_alarm=0.02, suspended_false_alarm=0.16)
    assert suspended_recall(numbers) == pytest.approx(0.982, abs=5e-4)
    assert suspended_recall(replace(numbers, suspended_false_alarm=0.02)) == pytest.approx(0.85)
    assert suspended_recall(replace(numbers, recall=0.6)) < suspended_recall(numbers)
    assert suspended_recall(replace(numbers, recall=1.0)) == pytest.approx(1.0)
    assert suspended_recall(replace(numbers, recall=0.0)) == pytest.approx(0.0, abs=1e-6)


READ = {"betrays": 0.5, "recall": np.float64(0.8), "alarm": 0.1, "u": LUCK, "attention": np.float64(0.9)}


def test_a_reader_finds_what_is_plain_to_an_attentive_eye() -> None:
    """0.8 · 0.9 · 0.5 = 0.36."""
    assert outcome(finds, **READ) == pytest.approx(0.36, abs=1e-3)
    for name, low, high in (("betrays", 0.5, 0.6), ("recall", np.float64(0.8), np.float64(0.9))):
        assert rises(finds, name, low, high, **READ)


def test_a_false_alarm_comes_however_tired_one_is() -> None:
    assert outcome(finds, **READ | {"betrays": 0.0}) == pytest.approx(0.1, abs=1e-3)


def test_pay_at_twice_what_is_fine_betrays_by_the_log_of_two() -> None:
    """0.5 · ln(3000 / (1.5 · 1000)) = 0.347."""
    posting = {"betrays": 0.1, "fee": 3000.0, "quote": 1000.0, "fine": 1.5, "reviewing": Reviewing(fee_cue=0.5)}
    assert outcome(plain, **posting) == pytest.approx(0.5 * log(2))
    assert outcome(plain, **posting | {"betrays": 0.4}) == pytest.approx(0.4)
    assert outcome(plain, **posting | {"fee": 1500.0}) == outcome(plain, **posting | {"fee": 100.0}) == 0.1
    assert outcome(plain, **posting | {"quote": nan}) == 0.1
    assert outcome(plain, **posting | {"fee": 1e9}) == 1.0
