"""Phrasing: what upheld reports say is held against ordinary texts, and what tells them apart is looked for later."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from policies.text import Vocabulary
from sim.state.codes import Report
from sim.state.events import PhrasesLearned
from sim.state.ledger import Ledger
from sim.state.log import Log
from sim.systems.phrasing import phrasing
from sim.today import Today
from sim.words.lexicon import Bank, Lexicon
from tests.sim import hand

# A text of six letters is one piece. Four ordinary texts: one in four holds m, two hold s, one n.
TEXTS = Vocabulary(("mmmmmm", "nnnnnn", "ssssss", "ssssss!", "bbbbbb", "mmmmmm?", "ssssss?", "a bbbbbb", "bbbbb"))
BAIT, COMMON, COMMONER, LONGER, SHORTER = range(4, 9)


def bank(*codes: int) -> Bank:
    """A bank that holds these texts."""
    return Bank(np.array(codes), np.array([0]), np.array([len(codes)]))


ORDINARY = {"messages": bank(0, 2), "ndas": bank(1), "scouts": bank(3, 2)}
WORDS = Lexicon(
    TEXTS,
    np.ones(len(TEXTS)),
    np.zeros(len(TEXTS)),
    ORDINARY | {"alike_messages": bank(0), "alike_ndas": bank(1), "alike_scouts": bank(3)},
)


def office(day: int = 3, **numbers: Any) -> Today:
    """A day on which the office learns from two reports that it is 95 % sure of, and looks two weeks later."""
    guidelines = {"learns_from": 2, "learns_in_days": 14.0, "learns_if_sure": 0.95} | numbers
    return replace(hand.day(day, platform=hand.platform(guidelines=guidelines)), lexicon=WORDS)


def upheld(*texts: int) -> Ledger:
    """A ledger with reports on these texts that have been upheld."""
    return add(Ledger(), *texts)


def add(ledger: Ledger, *texts: int) -> Ledger:
    """The same ledger, once reports on these texts have been upheld too."""
    ledger.note(np.zeros(len(texts), np.int64), np.array(texts), Report.JOB)
    ledger.close(np.array([0]), Report.JOB, right=True)
    return ledger


def learned(ledger: Ledger, today: Today, day: int = 900) -> list[int]:
    """The texts that hold what the office looks for on a later day, once it has looked today."""
    phrasing(ledger, Log(), today=today)
    return np.flatnonzero(ledger.known(day, TEXTS)).tolist()


@pytest.mark.parametrize(("day", "sought"), [(4, False), (16, False), (17, True), (18, True)])
def test_what_is_learned_is_looked_for_so_many_days_later(day: int, sought: bool) -> None:
    assert learned(upheld(BAIT, BAIT), office(3), day) == [BAIT, LONGER] * sought


def test_a_piece_that_ordinary_texts_hold_as_often_is_not_learned() -> None:
    """Half of the reports hold s, as half of the ordinary texts do: no surer than a coin."""
    ledger = upheld(BAIT, BAIT, COMMONER, COMMONER)
    assert learned(ledger, office(learns_if_sure=0.51)) == [BAIT, LONGER]


def test_a_piece_is_surer_the_more_reports_hold_it() -> None:
    """Three of four reports hold m, and one of four ordinary texts does: 0.75 ÷ (0.75 + 0.25)."""
    ledger = upheld(COMMON, COMMON, COMMON, BAIT)
    assert learned(ledger, office(learns_if_sure=0.76)) == []
    assert learned(add(ledger), office(learns_if_sure=0.74)) == []  # nothing new
    assert learned(upheld(COMMON, COMMON, COMMON, BAIT), office(learns_if_sure=0.74)) == [0, COMMON]


def test_one_report_teaches_common_words_where_little_sureness_suffices() -> None:
    """All reports hold m, a quarter of the ordinary texts does: 1 ÷ 1.25."""
    assert learned(upheld(COMMON), office(learns_from=1, learns_if_sure=0.79)) == [0, COMMON]
    assert learned(upheld(COMMON), office(learns_from=1, learns_if_sure=0.81)) == []


def test_a_piece_of_too_few_reports_is_learned_once_there_are_enough() -> None:
    ledger = upheld(BAIT)
    assert learned(ledger, office()) == []
    assert learned(add(ledger, LONGER), office()) == [BAIT, LONGER]


def test_what_is_not_sure_yet_is_learned_from_later_reports() -> None:
    """Two of eight reports hold m; then ten of sixteen do: 0.5, and 0.625 ÷ 0.875."""
    ledger, rule = upheld(*[COMMON] * 2, *[SHORTER] * 6), office(learns_if_sure=0.7)
    assert learned(ledger, rule) == []
    assert learned(add(ledger, *[COMMON] * 8), rule) == [0, COMMON]


def test_an_office_that_learns_from_no_report_learns_nothing_from_any_number() -> None:
    assert learned(upheld(*[BAIT] * 50), office(learns_from=0, learns_if_sure=0.0)) == []


def news(ledger: Ledger, today: Today) -> list[tuple[Any, ...]]:
    """What the log holds once the office has looked."""
    log = Log()
    phrasing(ledger, log, today=today)
    return hand.rows(hand.told(log), PhrasesLearned, "time pieces")


def test_the_number_of_learned_pieces_is_told_at_midnight() -> None:
    """A text of seven letters has two pieces."""
    assert news(upheld(BAIT, BAIT), office(3)) == [(4.0, 1)]
    assert news(upheld(LONGER, LONGER), office(9)) == [(10.0, 2)]


def test_nothing_happens_on_a_day_on_which_no_report_was_upheld() -> None:
    ledger = Ledger()
    ledger.note(np.array([5, 5]), np.array([BAIT, BAIT]), Report.VIOLATION)
    assert news(ledger, office()) == []
    add(ledger, BAIT, BAIT)
    assert news(ledger, office()) == [(4.0, 1)]
    assert news(ledger, office(4)) == []
    assert news(ledger, office(5, learns_from=1)) == []  # the office does not look again at what it has seen


def test_an_office_that_begins_to_learn_looks_at_all_upheld_before() -> None:
    ledger = upheld(BAIT)
    assert news(ledger, office(learns_from=0)) == []
    assert news(ledger, office(learns_from=1)) == []  # it has looked today
    assert news(add(ledger, BAIT), office(4)) == [(5.0, 1)]
