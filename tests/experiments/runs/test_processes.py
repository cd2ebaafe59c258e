"""How worker processes begin: what they know of the program, the server that they are forked off, threads, forks."""

import os
import pickle
import subprocess
import sys
import threading
from multiprocessing import forkserver, spawn

import pytest

from experiments.runs import processes
from experiments.runs.processes import _unnamed

forks = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs a system that forks")


class Own:
    """Stands for a class of the program."""


def test_a_new_process_gets_no_program_and_the_program_stays_intact(monkeypatch: pytest.MonkeyPatch) -> None:
    program = sys.modules["__main__"]
    monkeypatch.setattr(program, "Own", Own, raising=False)
    monkeypatch.setattr(Own, "__module__", "__main__")
    monkeypatch.setattr(program, "__file__", "mine.py", raising=False)
    monkeypatch.setattr(program, "__spec__", None)
    assert "init_main_from_path" in spawn.get_preparation_data("it")
    with _unnamed():
        assert not [key for key in spawn.get_preparation_data("it") if "main" in key]
        assert pickle.loads(pickle.dumps(Own)) is Own
    assert sys.modules["__main__"] is program


def test_processes_that_begin_in_two_threads_leave_the_program_as_it_was() -> None:
    program, within, others = sys.modules["__main__"], threading.Event(), threading.Event()

    def begin() -> None:
        within.set()
        with _unnamed():
            others.set()

    thread = threading.Thread(target=begin)
    with _unnamed():
        thread.start()
        assert within.wait(10)
        assert not others.wait(
            0.05
        )  # one at a time: the second one would take the first one's stand-in for the program
    thread.join(10)
    assert others.is_set()
    assert sys.modules["__main__"] is program


@forks
def test_a_server_that_is_ended_is_gone_and_another_one_can_begin() -> None:
    def server() -> int:
        processes.begin(2)
        pid: int = processes._forkserver._forkserver._forkserver_pid
        return pid

    first = server()
    assert server() == first
    processes.end()
    with pytest.raises(ProcessLookupError):
        os.kill(first, 0)
    processes.end()
    assert server() != first


@forks
def test_a_server_of_another_library_has_another_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "ABC-13:45")
    forkserver.ensure_running()
    with processes.context().Pool(1) as ours:
        assert ours.apply(os.getenv, ["TZ"]) == "UTC"


@forks
def test_a_server_begins_from_python_with_any_flags() -> None:
    script = "from experiments.runs import processes; print(processes.context().Pool(1).apply(abs, [-3]))"
    words = [sys.executable, "-X", "dev", "-bb", "-W", "error::UserWarning", "-c", script]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    assert done.stdout == "3\n"
