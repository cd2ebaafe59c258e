"""Runs on a Dask cluster: one of processes that is begun here, or one that is there, whose scheduler has an address.

A task is a few runs, so that what a scheduler takes for each is small beside them. It is named by what it holds: asked
for twice it is carried out once, and carried out twice (its worker died) it gives the same. Only whoever asks keeps
results. A worker carries out one task at a time, however many threads it has.
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
from experiments.runs import processes
from experiments.runs.changes import changed
from experiments.runs.identity import Parts, standing
from experiments.runs.pools import Gone, Unready
from policies.aside import aside

if TYPE_CHECKING:
    from distributed import Client

PATIENCE = 5.0  # seconds that a scheduler may take to answer
ARRIVES = 60.0  # seconds that a result may be on its way
WITHOUT = 30.0  # seconds without any worker after which none is waited for
EACH = 2  # tasks that a worker has in hand, so that it need not wait for the next one

_one_at_a_time = threading.Lock()


class Cluster:
    """Workers behind a scheduler."""

    here = False
    most = 8  # runs that are lost with a worker

    def __init__(self, client: "Client", name: str) -> None:
        self._client, self._name = client, name
        self._workers, self._seen = 1, time.monotonic()
        self._deaths: Counter[str] = Counter()
        self.check()

    @property
    def slots(self) -> int:
        """Some tasks for each worker."""
        return EACH * max(1, self._workers)

    @contextmanager
    def pool(self, tasks: int) -> Iterator[Executor]:
        """An executor; leaving it early takes back what it was handed."""
        pool = _Tasks(self._client, self._gone, self._deaths)
        try:
            yield pool
        finally:
            pool.shutdown()

    def check(self) -> None:
        """Are scheduler and workers there? Workers that died have a while to come back."""
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
        """Its processes are not ours to begin."""

    def _gone(self) -> Gone:
        return Gone(f"the scheduler of {self._name} is gone")

    def check_workers(self) -> None:
        """Raises Unready where there is no worker, or one that would give other results than this process."""
        if not self._workers:
            raise Unready(f"{self._name} has no worker: `dask worker --nthreads 1 --nworkers N` starts some")
        for address, there in sorted(self._client.run(here, on_error="return").items()):
            if isinstance(there, Exception):
                raise Unready(f"worker {address} of {self._name} cannot use policylab: {there}")
            if others := changed(here(), there):
                raise Unready(
                    f"worker {address} of {self._name} has another policylab, so its results may be others: "
                    + "; ".join(others)
                )


@contextmanager
def local(workers: int) -> Iterator[Cluster]:
    """A cluster of so many processes on this machine, gone in the end. Raises Unready where Dask is not installed."""
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
                "allowed_failures": 0,  # what a worker died of is tried alone at once
                "dashboard_address": "127.0.0.1:0",  # of what is served without a dashboard too
            },
        ) as there,
        Client(there, set_as_default=False) as client,
    ):
        yield Cluster(client, "Dask")


@contextmanager
def remote(host: str, port: int) -> Iterator[Cluster]:
    """The cluster of a scheduler that is there.

    Raises Unready where Dask is not installed, the scheduler does not answer, or a worker has another policylab.
    """
    _check_installed()
    from distributed import Client
    from distributed.utils import silence_logging_cmgr
    from distributed.versions import VersionMismatchWarning

    name, address = f"dask://{host}:{port}", f"tcp://{host}:{port}"
    with silence_logging_cmgr(logging.CRITICAL):
        with ThreadPoolExecutor(1) as aside:  # for a notebook has a loop of its own
            answers = aside.submit(asyncio.run, _answers(address)).result()
        if not answers:
            raise Unready(f"no Dask scheduler answers at {host}:{port}: `dask scheduler` starts one")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", VersionMismatchWarning)  # what matters of it is looked at
            client = Client(address, timeout=PATIENCE, set_as_default=False)
        with client:
            found = Cluster(client, name)
            found.check_workers()
            yield found


def dask_setup(worker: object) -> None:
    """Called by Dask in a worker of a cluster that is begun here: Ctrl-C is for whoever began it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def here() -> Parts:
    """What all results of this process hang on, whatever the scenario."""
    return {"policylab": VERSION, **standing()}


class _Tasks(Executor):
    """Calls of functions, carried out on workers."""

    def __init__(self, client: "Client", gone: Callable[[], Gone], deaths: Counter[str]) -> None:
        """deaths: how many workers each task has cost. Tried again it has another name: Dask remembers how it ended."""
        self._client, self._gone, self._deaths = client, gone, deaths
        self._there: set[Any] = set()  # Dask's futures: what is not held here is forgotten there
        self._over = False

    def submit[**P, T](self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        told = Future[T]()
        try:
            task = pickle.dumps((fn, args, kwargs))
        except Exception as problem:  # noqa: BLE001 - whoever waits for it is told
            told.set_exception(problem)
            return told
        name = hashlib.sha256(repr(here()).encode() + task).hexdigest()
        there = self._client.submit(_carried_out, task, key=f"policylab-{name}-{self._deaths[name]}")
        self._there.add(there)
        there.add_done_callback(partial(self._tell, told, name))
        return told

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """Nothing more is wanted of what is still there."""
        self._over = True
        for there in list(self._there):
            there.release()

    def _tell(self, told: Future[Any], name: str, there: Any) -> None:
        """One thread does this for all clusters of a program: it must not wait for a cluster that is gone."""
        from distributed.scheduler import KilledWorker

        if self._over:
            return
        try:
            told.set_result(pickle.loads(there.result(timeout=ARRIVES)))
        except KilledWorker as death:
            self._deaths[name] += 1
            told.set_exception(BrokenExecutor(str(death)))
        except CancelledError:
            told.set_exception(self._gone())
        except Exception as problem:  # noqa: BLE001 - whoever waits for it is told
            told.set_exception(problem)
        there.release()
        self._there.discard(there)


def _carried_out(task: bytes) -> bytes:
    """On a worker. Nothing goes to its standard output, not even of what is imported for the task."""
    with _one_at_a_time, aside():
        fn, args, kwargs = pickle.loads(task)
        return pickle.dumps(fn(*args, **kwargs))


async def _answers(address: str) -> bool:
    """Does something there speak as Dask does?"""
    from distributed.comm import connect

    try:
        comm = await asyncio.wait_for(connect(address, timeout=PATIENCE), PATIENCE)
    except Exception:  # noqa: BLE001 - whatever is said there, it is no scheduler
        return False
    await comm.close()
    return True


def _check_installed() -> None:
    if find_spec("distributed") is None:
        raise Unready("the engine dask needs distributed: install it with `pip install 'policylab[dask]'`")
