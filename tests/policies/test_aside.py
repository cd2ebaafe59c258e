"""Prints of guests, from several threads at once."""

import contextlib
import io
import sys
import threading
from contextlib import ExitStack

import pytest

from policies.aside import aside


class Elsewhere:
    """A thread that stands aside, step by step."""

    def __init__(self) -> None:
        self._steps, self._done = threading.Semaphore(0), threading.Semaphore(0)
        self._thread = threading.Thread(target=self._live, daemon=True)
        self._thread.start()

    def step(self) -> None:
        """Enters, prints, leaves."""
        self._steps.release()
        assert self._done.acquire(timeout=10)

    def _live(self) -> None:
        self._steps.acquire()
        with aside():
            self._done.release()
            self._steps.acquire()
            print("a guest elsewhere")
            self._done.release()
            self._steps.acquire()
        self._done.release()


def test_what_a_guest_prints_goes_to_standard_error(capsys: pytest.CaptureFixture[str]) -> None:
    usual = sys.stdout
    with aside():
        print("a guest")
        with aside():
            print("and its guest")
        print("once more")
    print("the program")
    assert capsys.readouterr() == ("the program\n", "a guest\nand its guest\nonce more\n")
    assert sys.stdout is usual


def test_what_overlaps_in_two_threads_leaves_standard_output_as_it_was(capsys: pytest.CaptureFixture[str]) -> None:
    usual, first, second = sys.stdout, Elsewhere(), Elsewhere()
    for thread in (first, second, first, first, second, second):  # the second one is still there when the first leaves
        thread.step()
    assert sys.stdout is usual
    assert capsys.readouterr() == ("", "a guest elsewhere\n" * 2)


def test_what_the_program_prints_meanwhile_stays_where_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    thread = Elsewhere()
    thread.step()
    print("the program")
    thread.step()
    with aside():
        print("a guest here")
    thread.step()
    assert capsys.readouterr() == ("the program\n", "a guest elsewhere\na guest here\n")


def test_a_stream_that_somebody_puts_in_its_place_meanwhile_is_left_alone(capsys: pytest.CaptureFixture[str]) -> None:
    usual, thread, mine = sys.stdout, Elsewhere(), io.StringIO()
    thread.step()
    with contextlib.redirect_stdout(mine):
        thread.step()
        thread.step()
        print("mine")
        assert sys.stdout is mine
    print("the program")
    with aside():
        print("a guest")
    assert sys.stdout is usual
    assert mine.getvalue() == "a guest elsewhere\nmine\n"
    assert capsys.readouterr() == ("the program\n", "a guest\n")


def test_a_guest_that_fails_leaves_standard_output_as_it_was() -> None:
    usual = sys.stdout
    with ExitStack() as stack:
        stack.enter_context(pytest.raises(ZeroDivisionError))
        stack.enter_context(aside())
        raise ZeroDivisionError
    assert sys.stdout is usual
