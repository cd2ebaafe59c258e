"""What long work says on standard error where that is no terminal."""

import time

import pytest

from experiments.printing.progress import progress


def told(
    moments: list[float], total: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> list[str]:
    """The lines, where the steps come at these moments of a clock that begins at 100."""
    clock = iter([100.0, *(100.0 + moment for moment in moments), 100.0 + moments[-1]])
    with monkeypatch.context() as patch:
        patch.setattr(time, "monotonic", lambda: next(clock))
        with progress(total, "runs") as step:
            for _ in moments:
                step()
    return capsys.readouterr().err.splitlines()


def test_progress_prints_a_line_every_five_seconds_at_most(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told([2.0, 4.0, 6.0, 8.0], 4, monkeypatch, capsys) == [
        "runs: 3 of 4, about 2 s left",
        "runs: 4 of 4 in 8.0 s",
    ]


def test_a_step_of_ten_milliseconds_was_carried_out(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """By hand: behind the first run one more takes six seconds, and three more eighteen."""
    assert told([0.0105, 6.0105], 5, monkeypatch, capsys)[0] == "runs: 2 of 5, about 18 s left"


def test_the_first_round_of_many_processes_is_no_measure(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """By hand: eight at a time, 12.5 s each after 6.5 s of start-up; 25 s for 16 runs, so 173 s for the other 111."""
    moments = [19 + 12.5 * number + 0.1 * process for number in range(3) for process in range(8)][:17]
    assert told(moments, 128, monkeypatch, capsys)[:-1] == [
        *("runs: 1 of 128", "runs: 9 of 128", "runs: 17 of 128, about 3 minutes left")
    ]


def test_steps_that_were_there_already_do_not_make_the_rest_look_short(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Three kept runs, then one each six seconds: two more take twelve."""
    assert told([0.5, 0.501, 0.502, 6.5, 12.5, 18.5], 8, monkeypatch, capsys)[:-1] == [
        *("runs: 4 of 8", "runs: 5 of 8", "runs: 6 of 8, about 12 s left")
    ]
