"""Runs on a Dask cluster: a local one of processes that is started here, or a running one, given by its address.

A task is a few runs, so that the scheduler's overhead for each task is small. Only the client stores results. A worker
executes one task at a time, however many threads it has, and begins a process for each run of it.
"""

import asyncio
import logging
import multiprocessing
import signal
import threading
import time
import warnings
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError, Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from experiments import VERSION
from experiments.host.extras import installs
from experiments.runs import processes
from experiments.runs.changes import changed
from experiments.runs.identity import Parts, standing
from experiments.runs.pools import Engine, Gone, OneEach, Unready

if TYPE_CHECKING:
    from distributed import Client

PATIENCE = 5.0  # timeout for an answer of the scheduler, in seconds
WITHOUT = 30.0  # seconds without any worker after which the cluster is given up
EACH = 2  # tasks for each worker, so that none waits for its next one


class Cluster(Engine):
    """An engine: the workers of a Dask scheduler."""

    task_size = 8  # so many runs are lost when a worker dies

    def __init__(self, client: "Client", name: str) -> None:
        self._client, self._name = client, name
        self._workers, self._seen = 1, time.monotonic()
        self.check()

    @property
    def slots(self) -> int:  # type: ignore[override]
        """Number of tasks at a time: some for each worker."""
        return EACH * max(1, self._workers)

    @contextmanager
    def pool(self) -> Iterator[Executor]:
        """Supply an executor; leaving it early cancels its tasks."""
        executor = self._client.get_executor(pure=False)
        try:
            yield executor
        finally:
            with suppress(OSError, RuntimeError):  # of a scheduler that is gone
                executor.shutdown(wait=False)

    def submit[T](
        self, pool: Executor, fn: Callable[..., list[T]], tasks: Sequence[tuple[Any, ...]]
    ) -> Future[list[T]]:
        """Submit calls as one task of a worker, which begins a process for each."""
        return pool.submit(_apart, fn, tasks)

    def died(self, problem: Exception) -> bool:
        """Return whether the worker of a task died. Raise Gone if the scheduler is gone, which cancels all tasks."""
        from distributed.scheduler import KilledWorker

        if isinstance(problem, CancelledError):
            raise self._gone()
        return isinstance(problem, KilledWorker) or super().died(problem)

    def check(self) -> None:
        """Raise Gone if scheduler or workers are gone. Workers that died have some time to come back."""
        super().check()
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
        dask.config.set({"distributed.worker.multiprocessing-method": processes.context().get_start_method()}),
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
    with silence_logging_cmgr(logging.CRITICAL):
        with ThreadPoolExecutor(1) as thread:  # a notebook has an event loop of its own
            running = thread.submit(asyncio.run, _answers(f"tcp://{place}")).result()
        if not running:
            raise Unready(f"no Dask scheduler answers at {place}: `dask scheduler` starts one")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", VersionMismatchWarning)  # versions that matter are checked below
            client = Client(f"tcp://{place}", timeout=PATIENCE, set_as_default=False)
        with client:
            cluster = Cluster(client, f"dask://{place}")
            cluster.check_workers()
            yield cluster


def dask_setup(worker: object) -> None:
    """Ignore Ctrl-C in a worker of a local cluster: the client handles it. Dask calls this function."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _apart[T](fn: Callable[..., list[T]], tasks: Sequence[tuple[Any, ...]]) -> list[T]:
    """Carry out calls in a worker, one after the other, each in a process of its own."""
    multiprocessing.current_process()._config["daemon"] = False  # type: ignore[attr-defined] # Dask's may have no children
    pool = OneEach()
    try:
        with _one_task:
            return [result for task in tasks for result in pool.submit(fn, *task).result()]
    finally:
        pool.end()


_one_task = threading.Lock()  # a worker may have several threads


def local_parts() -> Parts:
    """Return the parts of a key that every run of this process has, in any scenario."""
    return {"policylab": VERSION, **standing()}


async def _answers(address: str) -> bool:
    """Return whether a Dask scheduler answers at this address. A client would wait for a mute one for ever."""
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
