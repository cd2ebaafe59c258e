"""A Dask scheduler and workers as one starts them on several machines: processes of their own, surely ended."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from distributed import Client

ROOT = Path(__file__).resolve().parents[3]
PATIENCE = 60  # seconds until something that should come is given up


class Fleet:
    """A scheduler on this machine, and the workers that were started for it."""

    def __init__(self, folder: Path) -> None:
        self.file = folder / "scheduler.json"
        self.workers: list[subprocess.Popen[bytes]] = []
        self.scheduler = _dask("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", str(self.file))
        until = time.monotonic() + PATIENCE
        while not self._address() and time.monotonic() < until:
            time.sleep(0.05)

    def _address(self) -> str:
        try:
            return str(json.loads(self.file.read_text())["address"])
        except (FileNotFoundError, json.JSONDecodeError):  # not written yet, or not to its end
            return ""

    @property
    def engine(self) -> str:
        """As `--engine` has it."""
        return self._address().replace("tcp://", "dask://")

    def hire(self, *before: Path, threads: int = 1) -> subprocess.Popen[bytes]:
        """One more worker, once the scheduler knows it. before: folders in which it finds modules first."""
        path = os.pathsep.join(map(str, [*before, ROOT]))
        more = ["--no-nanny", "--nthreads", str(threads), "--scheduler-file", str(self.file)]
        with Client(self._address(), set_as_default=False) as client:
            there = len(client.scheduler_info(n_workers=-1)["workers"])
            self.workers.append(_dask("worker", *more, path=path))
            client.wait_for_workers(there + 1, PATIENCE)
        return self.workers[-1]

    def dismiss(self) -> None:
        """Every worker."""
        _end(*self.workers)
        with Client(self._address(), set_as_default=False) as client:
            until = time.monotonic() + PATIENCE
            while client.scheduler_info(n_workers=-1)["workers"] and time.monotonic() < until:
                time.sleep(0.05)


@contextmanager
def fleet(folder: Path) -> Iterator[Fleet]:
    """A scheduler without workers."""
    made = Fleet(folder)
    try:
        yield made
    finally:
        _end(*made.workers, made.scheduler)


def _dask(*words: str, path: str = str(ROOT)) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "dask", *words, "--no-dashboard"]
    if words[0] == "scheduler":
        command += ["--dashboard-address", "127.0.0.1:0"]
    env, none = os.environ | {"PYTHONPATH": path}, subprocess.DEVNULL
    return subprocess.Popen(command, cwd=Path(__file__).parent, env=env, stdout=none, stderr=none)


def _end(*processes: subprocess.Popen[bytes]) -> None:
    for process in processes:
        process.kill()
    for process in processes:
        process.wait()
