"""Runs carried out on every engine, failing and dying, with the same results."""

import multiprocessing
import os
import re
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from functools import cache
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import cast

import pytest

from experiments.host.stopping import Interrupted
from experiments.runs import engines, processes
from experiments.runs.engine import DIED, _Batch, _unpacked, execute
from experiments.runs.imported import Outdated
from experiments.runs.plan import Run
from experiments.runs.pools import Engine, Processes, Unready
from experiments.runs.record import recorded
from experiments.runs.verified import packed
from scenarios import load
from tests.experiments import works

PRODUCTION = load("production")


def runs(n: int, name: str = "production") -> list[Run]:
    return [Run(replace(PRODUCTION, name=name), seed) for seed in range(n)]


@pytest.fixture(scope="module")
def opened() -> Iterator[Callable[[str], Engine]]:
    """An engine, with two workers where it has any, opened when a test first asks for it."""
    with ExitStack() as stack:
        yield cache(lambda name: stack.enter_context(engines.opened(name, 2)))


DASK = pytest.param("dask", marks=pytest.mark.nightly(reason="an extra, seconds to begin"))


@pytest.fixture(params=["serial", "processes", DASK])
def engine(opened: Callable[[str], Engine], request: pytest.FixtureRequest) -> Engine:
    return opened(request.param)


@pytest.fixture(params=["processes", DASK])
def pool(opened: Callable[[str], Engine], request: pytest.FixtureRequest) -> Engine:
    """One with processes of its own."""
    return opened(request.param)


def test_outcomes_come_in_the_order_of_the_runs(engine: Engine) -> None:
    seen: list[int] = []
    outcomes = execute(
        runs(40), works.seed_squared, engine=engine, on_outcome=lambda run, outcome: seen.append(run.seed)
    )
    assert [outcome.result for outcome in outcomes] == [n**2 for n in range(40)]
    assert sorted(seen) == list(range(40))


def test_a_run_is_the_same_to_the_bit_on_every_engine(opened: Callable[[str], Engine], pool: Engine) -> None:
    small = load("calling_open", ["world.workers=200", "world.clients=60", "world.rings=adapting", "days=12"])
    batch = [Run(small, seed) for seed in range(3)]
    one, two = (
        [outcome.result for outcome in execute(batch, recorded, engine=each)] for each in (opened("serial"), pool)
    )
    assert repr(one) == repr(two)  # every float as it is, NaN too
    assert one[0] != one[1]


def test_a_run_that_raises_is_data_and_the_others_go_on(engine: Engine) -> None:
    outcomes = execute(runs(4), works.fail_on_seed_2, engine=engine)
    assert [outcome.result for outcome in outcomes] == [0, 1, None, 9]
    assert "ValueError: seed 2 is cursed" in str(outcomes[2].error)


def test_runs_without_machine_code_are_refused_before_they_begin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NUMBA_DISABLE_JIT", "1")
    with pytest.raises(Unready, match="NUMBA_DISABLE_JIT is set"):
        execute(runs(1), works.seed_squared)
    with pytest.raises(Unready, match="NUMBA_DISABLE_JIT is set"):  # by a worker of a cluster
        _unpacked(works.seed_squared, *packed(runs(1)))


def test_a_run_that_wants_to_end_the_program_is_a_crashed_run(engine: Engine) -> None:
    outcomes = execute(runs(4), works.leave, engine=engine)
    assert [outcome.result for outcome in outcomes] == [0, 1, None, 9]
    assert "sys.exit(0)" in str(outcomes[2].error)


TALKING = """
from experiments.runs.engine import execute
from experiments.runs.engines import opened
from experiments.runs import processes
from tests.experiments.runs.test_engine import runs, works

processes.READY.clear()  # nothing is simulated
if __name__ == "__main__":
    with opened("ENGINE", 2) as engine:
        execute(runs(3), works.talk, engine=engine)
"""


@pytest.mark.parametrize("name", ["serial", "processes", DASK])
def test_only_prints_of_a_run_go_to_standard_error(name: str, tmp_path: Path) -> None:
    script = tmp_path / "talking.py"
    script.write_text(TALKING.replace("ENGINE", name), encoding="utf-8")
    env = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True, env=env)
    assert not done.stdout
    lines = [f"a rule says {seed}" for seed in range(3)]
    assert sorted(re.findall(r"a rule says \d", done.stderr)) == lines
    assert not re.sub("|".join(lines), "", done.stderr).strip()  # lines of two processes may run into one another


@pytest.mark.parametrize("name", ["serial", "processes"])
def test_what_a_run_prints_is_escaped(name: str, tmp_path: Path) -> None:
    script = tmp_path / "shouting.py"
    script.write_text(TALKING.replace("ENGINE", name).replace("talk", "shout"), encoding="utf-8")
    env = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run([sys.executable, script], capture_output=True, text=True, check=True, env=env)
    assert done.stderr.count("\\x3a:error::\\x1b[2J") == 6
    assert "\x1b" not in done.stderr + done.stdout


def test_runs_of_two_threads_that_overlap_leave_standard_output_as_it_was(capsys: pytest.CaptureFixture[str]) -> None:
    usual = sys.stdout
    begun, ends = [threading.Event(), threading.Event()], [threading.Event(), threading.Event()]

    def talk(run: Run) -> None:
        begun[run.seed].set()
        assert ends[run.seed].wait(60)
        works.talk(run)

    threads = [threading.Thread(target=execute, args=([Run(PRODUCTION, seed)], talk)) for seed in range(2)]
    for thread, there in zip(threads, begun, strict=True):
        thread.start()
        assert there.wait(60)
    print("the program")
    for thread, end in zip(threads, ends, strict=True):
        end.set()
        thread.join(60)
    assert sys.stdout is usual
    assert capsys.readouterr() == ("the program\n", "a rule says 0\na rule says 1\n")


def test_a_run_that_kills_its_worker_twice_fails_alone(pool: Engine) -> None:
    outcomes = execute(runs(6), works.die_on_seed_2, engine=pool)
    assert [outcome.result for outcome in outcomes] == [0, 1, None, 9, 16, 25]
    assert outcomes[2].error == DIED


def test_a_run_that_kills_its_worker_spares_others_of_its_task(pool: Engine) -> None:
    outcomes = execute(runs(64), works.die_on_seed_2, engine=pool)
    assert [n for n, outcome in enumerate(outcomes) if outcome.error] == [2]


def test_a_run_whose_worker_died_once_is_tried_again(pool: Engine, tmp_path: Path) -> None:
    outcomes = execute(runs(5, str(tmp_path / "scar")), works.die_once_on_seed_2, engine=pool)
    assert [outcome.result for outcome in outcomes] == [0, 1, 4, 9, 16]
    assert not any(outcome.error for outcome in outcomes)


def test_a_run_that_cannot_travel_stops_the_batch_and_is_no_outcome(pool: Engine) -> None:
    odd, seen = replace(PRODUCTION, title=cast(str, lambda: "no text")), list[int]()
    with pytest.raises(
        Unready, match=r"^worker processes cannot take .* local object .*\nload the scenario again, .* engine='serial'"
    ):
        execute(
            [Run(odd, 0), *runs(2)], works.seed_squared, engine=pool, on_outcome=lambda run, _: seen.append(run.seed)
        )
    assert seen == []


def test_a_result_that_cannot_travel_stops_the_batch() -> None:
    with engines.opened("processes", 2) as engine, pytest.raises(Unready, match="local object"):
        execute(runs(2), works.unpicklable, engine=engine)


def test_a_program_hears_each_second_in_which_no_run_ends(pool: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.runs.engine.PULSE", 0.01)
    monkeypatch.setattr(pool, "pulse", lambda: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        execute(runs(1), works.by_itself, engine=pool)


def test_each_run_has_a_process_of_its_own(pool: Engine) -> None:
    workers = {outcome.result for outcome in execute(runs(8), works.process_id, engine=pool)}
    assert len(workers) == 8
    assert os.getpid() not in workers


def test_workers_have_the_same_surroundings_whatever_the_shell_has(
    pool: Engine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    words = [sys.executable, "-c", "print(hash('a'))"]
    done = subprocess.run(words, env={"PYTHONHASHSEED": "0"}, capture_output=True, text=True, check=True)
    for name, value in {"PYTHONHASHSEED": "7", "TZ": "ABC-13:45", "LC_ALL": "C"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys, "argv", ["policylab", "run"])
    monkeypatch.setattr(sys, "warnoptions", ["error"])
    monkeypatch.chdir(tmp_path)
    processes.end()
    [outcome] = execute(runs(1), works.surroundings, engine=pool)
    assert outcome.result == (int(done.stdout), ("UTC", "UTC"), "utf-8", os.sep, [])
    assert (os.environ["TZ"], sys.warnoptions) == ("ABC-13:45", ["error"])


def own_processes() -> list[BaseProcess]:
    """Processes of this one, but for those of the cluster that tests share: it begins a lost worker anew, whenever."""
    return [each for each in multiprocessing.active_children() if "Dask" not in each.name]


def test_an_interrupted_batch_says_how_far_it_came_and_leaves_no_process(engine: Engine) -> None:
    seen = []

    def stop_after_two() -> None:
        seen.append(1)
        if len(seen) == 2:
            raise KeyboardInterrupt

    before = own_processes()
    with pytest.raises(Interrupted, match="after 2 of 6 runs"):
        execute(runs(6), works.seed_squared, engine=engine, on_done=stop_after_two)
    assert own_processes() == before


def test_fresh_processes_go_on_with_the_pulse_of_the_old_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    monkeypatch.setattr(processes, "end", lambda: heard.append("end"))
    engine = Processes(2)
    engine.pulse = lambda: heard.append("pulse")
    batch = _Batch([(run,) for run in runs(1)], works.seed_squared, engine, lambda place, outcome: None)
    with pytest.warns(UserWarning, match="older code: fresh worker processes go on"):
        batch.renew(Outdated("older code"), [0])
    batch.engine.check()
    assert (heard, batch.engine) == (["end", "pulse"], Processes(2, fresh=True))
    with pytest.raises(Unready, match="older code: begin workers anew"):
        batch.renew(Outdated("older code"), [0])
