"""Ledger: reports wait for their case; pieces of those that were right are counted, and what is learned is found."""

import numpy as np
import pytest

from policies.text import Vocabulary
from sim.state.codes import Report
from sim.state.ledger import Ledger, pieces
from tests.sim.hand import counted

TEXTS = Vocabulary(("abcdefg", "bcdefgh", "abcabcabcabc", "xyzxyz", "abc"))


def noted(*reports: tuple[int, int]) -> Ledger:
    """A ledger with these reports: an account, a text."""
    ledger = Ledger()
    for client, text in reports:
        ledger.note(np.array([client]), np.array([text]), Report.VIOLATION)
    return ledger


def closed(ledger: Ledger, *clients: int, right: bool = True) -> Ledger:
    """The ledger, once the cases of these accounts are over."""
    ledger.close(np.array(clients, np.int64), Report.VIOLATION, right=right)
    return ledger


def test_a_text_is_held_as_pieces_of_six_letters() -> None:
    held = pieces(Vocabulary(("abcdefgh", "ＡＢＣ-d e f", "abcde")))
    assert [sorted(each) for each in held] == [["abcdef", "bcdefg", "cdefgh"], ["abcdef"], []]


def test_a_report_waits_for_the_case_of_its_account() -> None:
    ledger = closed(noted((3, 0)), 4)
    assert (ledger.upheld, ledger.moved, counted(ledger, TEXTS)) == (0, False, {})
    closed(ledger, 2, 3)
    assert (ledger.upheld, ledger.moved, counted(ledger, TEXTS)) == (1, True, {"abcdef": 1, "bcdefg": 1})


def test_every_upheld_report_counts_whoever_it_is_about() -> None:
    ledger = closed(noted((3, 0), (4, 1), (3, 0), (5, 3)), 3, 4)
    assert ledger.upheld == 3
    assert counted(ledger, TEXTS) == {"abcdef": 2, "bcdefg": 3, "cdefgh": 1}


def test_a_piece_counts_once_a_text_however_often_it_stands_there() -> None:
    assert counted(closed(noted((3, 2)), 3), TEXTS) == {"abcabc": 1, "bcabca": 1, "cabcab": 1}


def test_a_text_of_less_than_a_piece_counts_all_the_same() -> None:
    ledger = closed(noted((3, 4)), 3)
    assert (ledger.upheld, ledger.moved, counted(ledger, TEXTS)) == (1, True, {})


def test_a_report_that_was_wrong_is_forgotten() -> None:
    ledger = closed(noted((3, 0), (4, 3)), 3, right=False)
    assert (ledger.upheld, ledger.moved) == (0, False)
    assert counted(closed(ledger, 3, 4), TEXTS) == {"xyzxyz": 1}
    assert ledger.upheld == 1


@pytest.mark.parametrize(("form", "other"), [(Report.JOB, Report.VIOLATION), (Report.VIOLATION, Report.JOB)])
def test_a_posting_and_an_account_in_the_same_row_are_two(form: Report, other: Report) -> None:
    ledger = Ledger()
    ledger.note(np.array([3]), np.array([0]), form)
    ledger.note(np.array([3, 4]), np.array([3, 1]), other)
    ledger.close(np.array([3]), other, right=True)
    assert (ledger.upheld, counted(ledger, TEXTS)) == (1, {"xyzxyz": 1})
    ledger.close(np.array([3]), form, right=True)
    assert (ledger.upheld, counted(ledger, TEXTS)) == (2, {"abcdef": 1, "bcdefg": 1, "xyzxyz": 1})


def test_reports_that_are_upheld_after_a_count_are_counted_with_those_before() -> None:
    ledger = closed(noted((3, 0), (4, 3)), 3)
    assert counted(ledger, TEXTS) == {"abcdef": 1, "bcdefg": 1}
    closed(ledger, 3, 4)
    assert counted(ledger, TEXTS) == {"abcdef": 1, "bcdefg": 1, "xyzxyz": 1}


def test_what_is_learned_is_no_candidate_any_more() -> None:
    ledger = closed(noted((3, 0), (4, 0)), 3)
    ledger.learn(["abcdef"], 9.0)
    assert counted(ledger, TEXTS) == {"bcdefg": 1}
    assert counted(closed(ledger, 4), TEXTS) == {"bcdefg": 2}


@pytest.mark.parametrize(("day", "known"), [(8, False), (9, False), (10, True), (11, True)])
def test_what_is_learned_is_looked_for_from_its_day_on(day: int, known: bool) -> None:
    ledger = noted()
    ledger.learn(["bcdefg"], 9.5)
    assert ledger.known(day, TEXTS).tolist() == [known, known, False, False, False]


def test_what_was_learned_before_is_looked_for_still() -> None:
    ledger = noted()
    ledger.learn(["cdefgh"], 4.0)
    ledger.learn(["xyzxyz", "cabcab"], 6.0)
    assert [ledger.known(day, TEXTS).tolist() for day in (3, 5, 6)] == [
        [False, False, False, False, False],
        [False, True, False, False, False],
        [False, True, True, True, False],
    ]


def test_what_texts_held_on_a_day_stays_so_later() -> None:
    """What systems were handed on a day does not change under them."""
    ledger = noted()
    ledger.learn(["cdefgh"], 4.0)
    first = ledger.known(4, TEXTS)
    ledger.learn(["xyzxyz"], 5.0)
    ledger.known(5, TEXTS)
    assert first.tolist() == [False, True, False, False, False]
