"""Writing: what honest clients send to workers before a contract."""

import numpy as np

from policies.records import Channel, Kind, Stage
from sim.acts.writing import honest_letters, message_texts, terms_texts
from sim.kinds import TACTICS
from tests.sim import hand
from tests.sim.letters import CONTACT, GREETING, MISUSED, TERMS, lure, with_letters


def test_an_honest_letter_lures_nobody_and_goes_out_before_a_contract() -> None:
    keys = hand.keys(2, 9)
    sent = honest_letters(
        key=keys,
        client=np.array([3, 2]),
        worker=np.array([5, 4]),
        job=np.array([7, 6]),
        time=np.array([3.25, 3.5]),
        channel=Channel.SCOUT,
        text=np.array([1, 0]),
    )
    names = ("key", "client", "worker", "job", "time", "channel", "stage", "tactic", "text")
    assert list(zip(*(getattr(sent, name).tolist() for name in names), strict=True)) == [
        (int(keys[0]), 3, 5, 7, 3.25, Channel.SCOUT, Stage.BEFORE, Kind.NONE, 1),
        (int(keys[1]), 2, 4, 6, 3.5, Channel.SCOUT, Stage.BEFORE, Kind.NONE, 0),
    ]


def test_a_message_proposes_a_tool_or_does_not() -> None:
    keys = hand.keys(4, 9)
    today = with_letters(hand.day(MESSAGE_TEXT=[0.0, 0.5, 0.0, 0.0], ADVERT_TEXT=[0.0, 0.9]))
    luck = hand.asked(today)
    broken = np.array([Kind.NONE, Kind.OFF_PLATFORM, Kind.MLM, Kind.AFFILIATE])
    text = message_texts(keys=keys, proposes=np.array([True, False, True, False]), broken=broken, today=today)
    assert text.tolist() == [
        CONTACT,
        GREETING + 1,
        lure(Kind.MLM, Channel.MESSAGE, 0, 0),
        lure(Kind.AFFILIATE, Channel.MESSAGE, 0, 1),
    ]
    assert luck == {"MESSAGE_TEXT": [keys.tolist()], "ADVERT_TEXT": [keys[2:].tolist()]}


def test_special_terms_hold_something_else_by_the_chance_of_their_client() -> None:
    keys, misuses = hand.keys(4, 9), np.array([0.3, 0.3, 0.0, 1.0])
    today = with_letters(hand.day(NDA_TEXT=[0.0, 0.5, 0.0, 0.5], NDA_MISUSE=[0.29, 0.3, 0.0, 0.99]))
    luck = hand.asked(today)
    text, misuse = terms_texts(keys=keys, misuses=misuses, today=today)
    assert text.tolist() == [MISUSED, TERMS + 1, TERMS, MISUSED + 1]
    assert misuse.tolist() == [True, False, False, True]
    assert luck == {"NDA_TEXT": [keys.tolist()], "NDA_MISUSE": [keys.tolist()]}


def test_a_letter_that_misuses_special_terms_says_so() -> None:
    one = np.zeros(2, np.int64)
    sent = honest_letters(
        key=hand.keys(2, 9),
        client=one,
        worker=one,
        job=one,
        time=np.array([3.25, 3.5]),
        channel=Channel.NDA,
        text=one,
        misuse=np.array([True, False]),
    )
    assert sent.tactic.tolist() == [Kind.OFF_PURPOSE, Kind.NONE]
    assert Kind.OFF_PURPOSE not in TACTICS
