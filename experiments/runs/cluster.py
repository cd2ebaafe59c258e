"""Runs on a Dask cluster: a local one of processes that is started here, or a running one, given by its address.

A task is a few runs, so that the scheduler's overhead for each task is small. A digest of its content names it: a task
that is submitted twice is executed once, and one that is executed twice (its worker died) has the same result. Only the
client stores results. A worker executes one task at a time, however many threads it has.
"""

import asyncio
import hashlib
import logging
import pickle
import signal
import threading
import time
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from experiments import VERSION
from experiments.host.extras import installs
from experiments.runs import processes
from experiments.runs.changes import changed
from experiments.runs.identity import Parts, standing
from experiments.runs.pools import Gone, Unready
from policies.aside import aside

if TYPE_CHECKING:
    from distributed import Client

PATIENCE = 5.0  # timeout for an answer of the scheduler, in seconds
ARRIVES = 60.0  # timeout for the transfer of a result, in seconds
WITHOUT = 30.0  # seconds without any worker after which the cluster is given up
EACH = 2  # tasks for each worker, so that none waits for its next one

_one_at_a_time = threading.Lock()


class Cluster:
    """An engine: the workers of a Dask scheduler."""

    in_process = False
    task_size = 8  # runs in a task: so many are lost when a worker dies

    def __init__(self, client: "Client", name: str) -> None:
        self._client, self._name = client, name
        self._workers, self._seen = 1, time.monotonic()
        self._deaths: Counter[str] = Counter()
        self.check()

    @property
    def slots(self) -> int:
        """Number of tasks at a time: some for each worker."""
        return EACH * max(1, self._workers)

    @contextmanager
    def pool(self, tasks: int) -> Iterator[Executor]:
        """Supply an executor; leaving it early cancels its tasks."""
        pool = _Tasks(self._client, self._gone, self._deaths)
        try:
            yield pool
        finally:
            pool.shutdown()

    def check(self) -> None:
        """Raise Gone if scheduler or workers are gone. Workers that died have some time to come back."""
        try:
            self._workers = len(self._client.nthreads()) if self._client.status == "running" else -1
        except (OSError, RuntimeError):
            self._workers = -1
        if self._workers < 0:
            raise self._gone()
        if self._workers:
            self._seen = time.monotonic()
        elif time.monotonic() - self._seen > WITHOUT:
            raise Gone(f"no worker of {self._name} is left")

    def renewed(self) -> None:
        """Return None: this program does not start the workers of a cluster."""

    def _gone(self) -> Gone:
        return Gone(f"the scheduler of {self._name} is gone")

    def check_workers(self) -> None:
        """Raise Unready if there is no worker, or if a worker would produce other results than this process."""
        if not self._workers:
            raise Unready(f"{self._name} has no worker: `dask worker --nthreads 1 --nworkers N` starts some")
        for address, parts in sorted(self._client.run(local_parts, on_error="return").items()):
            if isinstance(parts, Exception):
                raise Unready(f"worker {address} of {self._name} cannot use policylab: {parts}")
            if others := changed(local_parts(), parts):
                raise Unready(
                    f"worker {address} of {self._name} has another policylab, so its results may be others: "
                    + "; ".join(others)
                )


@contextmanager
def local(workers: int) -> Iterator[Cluster]:
    """Start a cluster of so many worker processes here, and end it at exit. Raise Unready if Dask is not installed."""
    _check_installed()
    import dask.config
    from distributed import Client, LocalCluster

    with (
        dask.config.set({"distributed.worker.multiprocessing-method": processes.begin(workers, "distributed")}),
        LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            memory_limit=None,
            dashboard_address=None,
            silence_logs=logging.CRITICAL,
            preload=__name__,
            scheduler_kwargs={
                "allowed_failures": 0,  # a task whose worker died is tried alone at once
                "dashboard_address": "127.0.0.1:0",  # its server runs without a dashboard too
            },
        ) as cluster,
        Client(cluster, set_as_default=False) as client,
    ):
        yield Cluster(client, "Dask")


@contextmanager
def remote(host: str, port: int) -> Iterator[Cluster]:
    """Connect to the cluster of a running scheduler.

    Raise Unready if Dask is not installed, if the scheduler does not answer, or if a worker has another policylab.
    """
    _check_installed()
    from distributed import Client
    from distributed.utils import silence_logging_cmgr
    from distributed.versions import VersionMismatchWarning

    place = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    name, address = f"dask://{place}", f"tcp://{place}"
    with silence_logging_cmgr(logging.CRITICAL):
        with ThreadPoolExecutor(1) as thread:  # a notebook has an event loop of its own
            running = thread.submit(asyncio.run, _answers(address)).result()
        if not running:
            raise Unready(f"no Dask scheduler answers at {place}: `dask scheduler` starts one")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", VersionMismatchWarning)  # versions that matter are checked below
            client = Client(address, timeout=PATIENCE, set_as_default=False)
        with client:
            cluster = Cluster(client, name)
            cluster.check_workers()
            yield cluster


def dask_setup(worker: object) -> None:
    """Ignore Ctrl-C in a worker of a local cluster: the client handles it. Dask calls this function."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def local_parts() -> Parts:
    """Return the parts of a key that every run of this process has, in any scenario."""
    return {"policylab": VERSION, **standing()}


class _Tasks(Executor):
    """An executor whose calls run on workers."""

    def __init__(self, client: "Client", failure: Callable[[], Gone], deaths: Counter[str]) -> None:
        """Create an executor. deaths: workers lost by each task. A retry has another name: Dask remembers failures."""
        self._client, self._failure, self._deaths = client, failure, deaths
        self._futures: set[Any] = set()  # of Dask: a future that is not held here is forgotten by the scheduler
        self._over = False

    def submit[**P, T](self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        result = Future[T]()
        try:
            task = pickle.dumps((fn, args, kwargs))
        except Exception as problem:  # noqa: BLE001 - raised where the result is read
            result.set_exception(problem)
            return result
        name = hashlib.sha256(repr(local_parts()).encode() + task).hexdigest()
        remote = self._client.submit(_execute, task, key=f"policylab-{name}-{self._deaths[name]}")
        self._futures.add(remote)
        remote.add_done_callback(partial(self._report, result, name))
        return result

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Cancel the remaining tasks."""
        self._over = True
        for remote in list(self._futures):
            remote.release()

    def _report(self, result: Future[Any], name: str, remote: Any) -> None:
        """Set the result of a task. One thread serves all clusters of a program: it must not wait for a lost one."""
        from distributed.scheduler import KilledWorker

        if self._over:
            return
        try:
            result.set_result(pickle.loads(remote.result(timeout=ARRIVES)))
        except KilledWorker as death:
            self._deaths[name] += 1
            result.set_exception(BrokenExecutor(str(death)))
        except CancelledError:
            result.set_exception(self._failure())
        except Exception as problem:  # noqa: BLE001 - raised where the result is read
            result.set_exception(problem)
        remote.release()
        self._futures.discard(remote)


def _execute(task: bytes) -> bytes:
    """Execute a task on a worker. Nothing is printed on its standard output, not even by imports of the task."""
    with _one_at_a_time, aside():
        fn, args, kwargs = pickle.loads(task)
        return pickle.dumps(fn(*args, **kwargs))


async def _answers(address: str) -> bool:
    """Return whether a Dask scheduler answers at this address."""
    from distributed.comm import connect

    try:
        comm = await asyncio.wait_for(connect(address, timeout=PATIENCE), PATIENCE)
    except Exception:  # noqa: BLE001 - any other answer is not that of a scheduler
        return False
    await comm.close()
    return True


def _check_installed() -> None:
    if find_spec("distributed") is None:
        raise Unready(f"the engine dask needs distributed: {installs('dask')}")
