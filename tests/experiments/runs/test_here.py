"""Small parts of runs, by hand in this process: a worker's work, digests, progress, names of engines, a cluster."""

import hashlib
import importlib
import multiprocessing
import os
import pickle
import signal
import sys
from collections.abc import Callable
from concurrent.futures import BrokenExecutor, CancelledError
from contextlib import nullcontext
from multiprocessing.connection import Pipe
from types import SimpleNamespace
from typing import Any, cast

import numpy as np
import pytest

from experiments import VERSION
from experiments.runs import changes, cluster, cost, engines, hashes, pools, processes, ready, watch, worlds
from experiments.runs.cluster import Cluster
from experiments.runs.digests import digest, digests
from experiments.runs.failures import Crashed
from experiments.runs.identity import NOWHERE
from experiments.runs.keeping import Keeping, records
from experiments.runs.plan import Run
from experiments.runs.pools import Gone, OneEach, Processes, Unready
from scenarios import load
from sim.state.events import Event
from tests.experiments import works

RUNS = [Run(load("production", ["days=2"]), seed) for seed in range(3)]


@pytest.fixture
def worker(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """This process in the place of a worker → what it does to itself."""
    done: list[object] = []
    monkeypatch.setattr(signal, "signal", lambda *how: done.append(how))
    monkeypatch.setattr(sys, "argv", ["policylab", "compare", "--seeds"])
    monkeypatch.setattr(sys, "stdout", sys.stdout)
    monkeypatch.setattr(pools, "_end_with_parent", lambda: done.append("ends with its parent"))
    return done


def test_a_worker_answers_once_and_leaves_standard_output_alone(worker: list[object]) -> None:
    answers, gives = Pipe(duplex=False)
    pools._begin_worker(gives, works.seed_squared, (RUNS[2],), {})
    assert answers.recv() == (True, 4)
    assert worker == [(signal.SIGINT, signal.SIG_DFL), "ends with its parent"]
    assert (sys.argv, sys.stdout) == (["policylab"], sys.stderr)
    pools._begin_worker(gives, works.fail_on_seed_2, (RUNS[2],), {})
    good, problem = answers.recv()
    assert (good, type(problem), str(problem)) == (False, ValueError, "seed 2 is cursed")
    pools._begin_worker(gives, works.unpicklable, (RUNS[2],), {})
    good, problem = answers.recv()
    assert (good, type(problem)) == (False, TypeError)


def test_a_worker_ends_when_its_parent_does(monkeypatch: pytest.MonkeyPatch) -> None:
    sentinel, _ = Pipe(duplex=False)
    codes: list[int] = []
    monkeypatch.setattr(multiprocessing, "parent_process", lambda: SimpleNamespace(sentinel=sentinel))
    monkeypatch.setattr(pools, "wait", lambda places: codes.extend(each.fileno() for each in places))
    monkeypatch.setattr(os, "_exit", codes.append)
    pools._end_with_parent()
    assert codes == [sentinel.fileno(), 1]


@pytest.mark.parametrize(
    ("problem", "kind"), [(OSError("gone"), BrokenExecutor), (pickle.PicklingError("no"), pickle.PicklingError)]
)
def test_a_process_that_does_not_start_breaks_its_task_alone(
    problem: Exception, kind: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def start() -> None:
        raise problem

    pipes = Pipe(duplex=False)
    monkeypatch.setattr(pools, "Pipe", lambda duplex: pipes)
    pool = OneEach()
    pool._context = SimpleNamespace(Process=lambda **how: SimpleNamespace(start=start))
    future = pool.submit(works.seed_squared, RUNS[0])
    assert (type(future.exception(0)), str(future.exception(0))) == (kind, str(problem))
    assert (pool._running, pipes[1].closed) == ({}, True)


def test_processes_are_renewed_once_with_a_server_of_their_own(monkeypatch: pytest.MonkeyPatch) -> None:
    ended: list[str] = []
    monkeypatch.setattr(processes, "end", lambda: ended.append("server"))
    assert pools.SERIAL.renewed() == Processes(1, fresh=True)
    assert Processes(3).renewed() == Processes(3, fresh=True)
    assert Processes(3, fresh=True).renewed() is None
    assert ended == ["server"] * 2


def test_the_server_warms_up_by_a_day_of_a_tiny_market(monkeypatch: pytest.MonkeyPatch) -> None:
    done: list[object] = []
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr("experiments.runs.verified.check", lambda runs: done.append([each.seed for each in runs]))
    monkeypatch.setattr("experiments.runs.work.measured", done.append)
    monkeypatch.setattr("gc.freeze", lambda: done.append("frozen"))
    importlib.reload(ready)
    assert done == [[0], ready.run, "frozen"]
    world = ready.run.scenario.world
    assert (world.workers, world.clients, ready.run.scenario.days, ready.run.seed) == (100, 20, 1, 0)
    assert "parts" in vars(ready.run)
    shown: list[object] = []
    monkeypatch.setattr(sys, "__excepthook__", lambda *how: shown.append(how))
    for problem in (EOFError(), ValueError()):
        sys.excepthook(type(problem), problem, None)
    assert [kind for kind, *_ in cast(Any, shown)] == [ValueError]


def test_a_digest_is_of_names_and_values_with_fractions_to_six_digits() -> None:
    columns = {"job": np.array([1, 2]), "fee": np.array([0.5, 1.25]), "client": np.array([-1, -1])}
    first = digest(columns)
    text = b"fee\x002\x00" + b"0.5\n1.25" + b"job\x002\x00" + np.array([1, 2], np.int64).tobytes()
    assert first == hashlib.sha256(text).hexdigest()[:16]
    assert digest({name: columns[name] for name in ("fee", "job")}) == first
    for other in (
        {"job": np.array([1, 3])},
        {"fee": np.array([0.5, 1.26])},
        {"client": np.array([-1, 0])},
        {"more": np.array([1, 2])},
    ):
        assert digest(columns | other) != first
    near = columns | {"fee": np.array([0.5, 1.25 + 1e-9])}
    assert (digest(near), digest(near, exact=True) == digest(columns, exact=True)) == (first, False)
    assert digest({"fee": np.array([0.5, -0.0])}) == digest({"fee": np.array([0.5, 0.0])})
    assert hashes.digest({"a": 1, "b": 2}) == hashes.digest({"b": 2, "a": 1})
    assert digest({"fee": np.array([1.0, 2.0])}) == digest({"fee": np.array([1, 2])})


def test_each_kind_of_event_that_happened_has_a_digest() -> None:
    happened, *others = Event.__subclasses__()
    table = {name: np.array([1, 2]) for name in happened.columns()}

    class Rows(SimpleNamespace):
        def __len__(self) -> int:
            return len(vars(self)) and 2

    events = {happened: Rows(**table)} | {kind: Rows() for kind in others}
    assert digests(cast(Any, events)) == {happened.__name__: digest(table)}


def test_a_listener_hears_the_beginning_each_run_and_each_pulse() -> None:
    heard: list[tuple[int, int]] = []
    listener = watch.Listener(lambda done, total: heard.append((done, total)))
    for _ in range(2):
        with listener.watch(3, "runs") as step:
            step()
            listener.pulse()
            step()
    assert heard == [(0, 3), (1, 3), (1, 3), (2, 3)] * 2


def test_an_engine_is_known_by_its_word_and_counts_its_runs() -> None:
    assert [engines.at_once(word, 3) for word in ("serial", "processes", "dask", "dask://here:80")] == [1, 3, 3, None]
    for word in ("dask://here", "dask://here:0", "dask://:80", "dask://here:80/a", "http://here:80", "dask://a:b", "x"):
        assert not engines.known(word)
    assert engines._address("dask://[::1]:80") == ("::1", 80)


def test_a_cluster_is_opened_here_or_at_its_address(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "local", lambda jobs: nullcontext(("local", jobs)))
    monkeypatch.setattr(cluster, "remote", lambda host, port: nullcontext((host, port)))
    for word, engine in (("dask", ("local", 3)), ("dask://here:80", ("here", 80))):
        with engines.opened(word, 3) as opened:
            assert cast(Any, opened) == engine


class Client:
    """A client of a scheduler, by hand."""

    def __init__(self) -> None:
        self.status, self.workers, self.parts = "running", {"a": 1, "b": 1}, dict[str, Any]()

    def nthreads(self) -> dict[str, int]:
        """The threads of each worker."""
        return self.workers

    def run(self, function: object, on_error: str) -> dict[str, Any]:
        """What each worker answers."""
        assert (function, on_error) == (cluster.local_parts, "return")
        return self.parts

    def get_executor(self, pure: bool) -> Any:
        """An executor that says how it is left."""
        assert not pure
        return SimpleNamespace(shutdown=lambda wait: self.parts.update(wait=wait), submit=lambda *task: task)


def test_a_cluster_gives_workers_time_and_a_scheduler_none(monkeypatch: pytest.MonkeyPatch) -> None:
    clock, client = [100.0], Client()
    monkeypatch.setattr("time.monotonic", lambda: clock[0])
    engine = Cluster(cast(Any, client), "Dask")
    assert (engine.slots, engine.task_size, engine.in_process) == (4, 8, False)
    client.workers = {}
    engine.check()
    assert engine.slots == 2
    clock[0] = 130.0
    engine.check()
    clock[0] = 130.5
    with pytest.raises(Gone, match=r"^no worker of Dask is left$"):
        engine.check()
    client.workers = {"a": 2}
    engine.check()
    client.status = "closed"
    with pytest.raises(Gone, match=r"^the scheduler of Dask is gone$"):
        engine.check()
    client.status = "running"
    monkeypatch.setattr(Client, "nthreads", lambda _: (_ for _ in ()).throw(OSError()))
    with pytest.raises(Gone, match=r"^the scheduler of Dask is gone$"):
        engine.check()


def test_a_cluster_tells_a_dead_worker_from_a_lost_scheduler(monkeypatch: pytest.MonkeyPatch) -> None:
    class KilledWorker(Exception):
        """As Dask has it."""

    for name in ("distributed", "distributed.scheduler"):
        monkeypatch.setitem(sys.modules, name, SimpleNamespace(KilledWorker=KilledWorker))
    client = Client()
    engine = Cluster(cast(Any, client), "Dask")
    assert engine.died(KilledWorker())
    assert engine.died(BrokenExecutor())
    assert not engine.died(ValueError())
    with pytest.raises(Gone):
        engine.died(CancelledError())
    with engine.pool() as pool:
        assert engine.submit(pool, cast(Any, works.process_id), [(1,)]) == cast(
            Any, (cluster._apart, works.process_id, [(1,)])
        )
    assert client.parts == {"wait": False}


def test_workers_with_another_policylab_or_none_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    client, ours = Client(), {"policylab": VERSION, "numpy": "2"}
    monkeypatch.setattr(cluster, "standing", lambda: {"numpy": "2"})
    engine = Cluster(cast(Any, client), "dask://here:80")
    client.parts = {"a": ours, "b": ours}
    engine.check_workers()
    for answer, message in (
        (ValueError("no"), "worker b of dask://here:80 cannot use policylab: no"),
        (ours | {"numpy": "1"}, "worker b of dask://here:80 has another policylab, so its results may be others: "),
    ):
        client.parts["b"] = answer
        with pytest.raises(Unready, match=f"^{message}"):
            engine.check_workers()
    client.workers = {}
    engine.check()
    with pytest.raises(Unready, match=r"^dask://here:80 has no worker"):
        engine.check_workers()


def test_records_are_those_of_every_run_or_the_first_crash(monkeypatch: pytest.MonkeyPatch) -> None:
    steps: list[int] = []

    def watched(total: int, what: str) -> Any:
        assert (total, what) == (3, "worlds")
        return nullcontext(lambda: steps.append(1))

    result = records(RUNS, Keeping(), watch=watched, what="worlds", work=lambda run: {"metric/a": float(run.seed)})
    assert ([record["metric/a"] for record in result], len(steps)) == ([0.0, 1.0, 2.0], 3)
    with pytest.raises(Crashed, match=r"^production.*, seed 2 crashed:\n(.*\n)*ValueError: seed 2 is cursed"):
        records(RUNS, Keeping(), work=cast(Callable[[Run], Any], works.fail_on_seed_2))


def test_code_that_lies_nowhere_is_no_other_and_five_files_are_named() -> None:
    assert changes.others({"a": f"{NOWHERE}1"}, {"a": f"{NOWHERE}2"}) == ""
    assert changes.others({"b": "1"}, {"a": f"{NOWHERE}2"}) == "a is new"
    files = {f"{number}.py": "1" for number in range(6)}
    assert changes.differing(files, {}) == "0.py, 1.py, 2.py, 3.py, 4.py, …"
    assert changes.differing(files, {"5.py": "1"}) == "0.py, 1.py, 2.py, 3.py, 4.py"


def test_small_sums_and_names_of_sizes() -> None:
    assert cost.seconds(100_000) == pytest.approx(4.51)
    assert cost.seconds(100_000, 60) == pytest.approx(2.255)
    for change, rings, size in (
        ("world.rings = frozen", True, False),
        ("scale=2", False, True),
        ("days=2", False, False),
    ):
        assert (worlds.sets_rings(change), worlds.sets_size(change)) == (rings, size)
