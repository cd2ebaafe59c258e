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
    """By hand: two runs in 6.0105 s, and three more take nine."""
    assert told([0.0105, 6.0105], 5, monkeypatch, capsys)[0] == "runs: 2 of 5, about 9 s left"


def test_steps_that_were_there_already_do_not_make_the_rest_look_short(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Two kept runs at once, then one in six seconds: three more take eighteen."""
    assert told([0.001, 0.002, 6.002], 6, monkeypatch, capsys) == [
        "runs: 3 of 6, about 18 s left",
        "runs: 3 of 6 in 6.0 s",
    ]
