"""Processes that are told to stop, or killed: real ones, watched from outside."""

import io
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from experiments.host.stopping import (
    STOPS,
    Interrupted,
    Terminated,
    advice,
    exit_code,
    heed_termination,
    heeding_later,
    stop_without_reader,
)

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 60  # seconds until something that should come is given up
COMMAND = """
import signal, sys, time
from experiments.commands import app as cli
from experiments.runs import record

signal.signal(signal.SIGINT, signal.default_int_handler)  # as in a terminal: what begins in the background ignores it

def sleep(*arguments, **keywords):
    print("asleep", flush=True)
    time.sleep(600)

record.simulated = sleep
sys.argv = ["policylab", "run", "production", "--seeds", "3", "--engine", "serial"]
cli.main()
"""
SIDE = """
import sys
from dataclasses import replace
from scenarios import load
from experiments.api import runs as answers
from experiments.commands import app
from experiments.runs import processes
from experiments.runs.engine import execute
from experiments.runs.plan import Run
from experiments.runs.pools import Processes
from tests.experiments import works

processes.READY.clear()  # nothing is simulated
at = replace(load("production"), name=sys.argv[1])

def answer(scenario, ids, send, options, **more):
    with options.open():
        execute([Run(at, seed) for seed in range(4)], works.sleep, engine=Processes(2))

answers.runs = answer
sys.argv = ["policylab", "runs", "production", "--run", "frozen:0"]
app.main()
"""


def eventually(happens: Callable[[], bool]) -> bool:
    until = time.monotonic() + PATIENCE
    while not happens() and time.monotonic() < until:
        time.sleep(0.05)
    return happens()


def alive(process: str) -> bool:
    """Is there still such a process, other than one that has ended and that nobody has asked about?"""
    try:
        return Path("/proc", process, "stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.mark.parametrize(
    ("sent", "code", "message"),
    [(signal.SIGINT, 130, "interrupted after 0 of 3 runs"), (signal.SIGTERM, 143, "terminated after 0 of 3 runs")],
)
def test_a_command_that_is_told_to_stop_says_how_far_it_came(sent: signal.Signals, code: int, message: str) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", COMMAND], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as command:
        try:
            assert command.stderr is not None
            assert command.stderr.readline() == "asleep\n"
            command.send_signal(sent)
            out, err = command.communicate(timeout=PATIENCE)
        finally:
            command.kill()  # who does not stop holds up no other test
    assert command.returncode == code
    assert message in err
    assert "Traceback" not in err
    assert not out


@pytest.mark.nightly(reason="sides with workers that are stopped; a stopped command says how far it came: here")
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks at /proc")
@pytest.mark.parametrize("stop", ["nobody reads any more", "it is told to stop"])
def test_a_stopped_side_of_a_gate_ends_silently_with_its_workers(stop: str, tmp_path: Path) -> None:
    folder = tmp_path / "workers"
    folder.mkdir()
    with subprocess.Popen(
        [sys.executable, "-c", SIDE, str(folder)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"POLICYLAB_STORE": str(tmp_path / "runs.sqlite")},
    ) as side:
        try:
            assert side.stdout is not None
            assert side.stderr is not None
            assert eventually(lambda: len(list(folder.iterdir())) == 2)
            workers = [path.name for path in folder.iterdir()]
            if stop == "it is told to stop":
                side.send_signal(signal.SIGTERM)
            else:
                side.stdout.close()
            side.wait(PATIENCE)
            err = side.stderr.read()
        finally:
            side.kill()
    assert (side.returncode, err) == (143, b"")
    assert not any(map(alive, workers))


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Ctrl-C raises, also where a shell began the tests in the background and has it ignored."""
    was = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, was)


@pytest.mark.usefixtures("interruptible")
def test_a_stop_waits_until_a_starting_process_has_begun() -> None:
    begun = []

    def begin() -> None:
        with heeding_later():
            signal.raise_signal(signal.SIGINT)
            begun.append("whole")

    with pytest.raises(KeyboardInterrupt):
        begin()
    assert begun == ["whole"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler


def test_a_stop_in_another_thread_disturbs_no_handler() -> None:
    before, during = [signal.getsignal(each) for each in STOPS], list[object]()

    def begin() -> None:
        with heeding_later():
            during.extend(signal.getsignal(each) for each in STOPS)

    thread = threading.Thread(target=begin)
    thread.start()
    thread.join()
    assert during == before


@pytest.mark.parametrize(
    ("by", "how", "code"), [(signal.SIGINT, "interrupted", 130), (signal.SIGTERM, "terminated", 143)]
)
def test_a_batch_that_is_stopped_says_by_what_and_how_far(by: signal.Signals, how: str, code: int) -> None:
    stop = Interrupted(by, 3, 8)
    assert (str(stop), stop.by, stop.done, stop.total) == (f"{how} after 3 of 8 runs", by, 3, 8)
    assert exit_code(by) == code


def test_a_stopped_question_says_whether_anything_is_kept() -> None:
    assert advice(lasting=True) == "what is done is kept: asked again, it goes on from there"
    assert advice(lasting=False) == "nothing is kept: asked again, it begins anew"


def test_termination_raises_what_no_rule_has_raised() -> None:
    was = signal.getsignal(signal.SIGTERM)
    try:
        heed_termination()
        with pytest.raises(Terminated) as stop:
            signal.raise_signal(signal.SIGTERM)
    finally:
        signal.signal(signal.SIGTERM, was)
    assert stop.value.from_outside


def test_a_process_whose_reader_goes_is_stopped_and_then_killed(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[object] = []
    monkeypatch.setattr(signal, "pthread_kill", lambda *whom: done.append(whom))
    monkeypatch.setattr(os, "_exit", done.append)
    before = set(threading.enumerate())
    stop_without_reader(io.StringIO())
    assert set(threading.enumerate()) == before
    reader, writer = os.pipe()
    with os.fdopen(writer, "w") as stream:
        stop_without_reader(stream)
        [watch] = set(threading.enumerate()) - before
        watch.join(0.2)
        assert (watch.is_alive(), watch.daemon, done) == (True, True, [])
        with monkeypatch.context() as clock:
            clock.setattr(time, "sleep", done.append)
            os.close(reader)
            watch.join(PATIENCE)
    assert done == [(threading.main_thread().ident, signal.SIGTERM), 4.0, 143]
