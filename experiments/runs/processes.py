"""How worker processes begin: forked off a server that has made all that runs share, or from nothing without a fork.

The server may be asked to begin before there is anything to do, so that it gets ready while a command reads its input.
Workers do not import the program that asks: so a script needs no `if __name__ == "__main__":`, and what it defines
itself no worker knows.
"""

import multiprocessing
import multiprocessing.context
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import forkserver
from types import ModuleType

from experiments.stopping import heeding_later

READY = ["experiments.runs.ready"]  # imported once, by the server


@contextmanager
def _unnamed() -> Iterator[None]:
    """For as long, there is no program that a new process could import, as multiprocessing has it do first of all."""
    program = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    try:
        yield
    finally:
        sys.modules["__main__"] = program


class _Spawned(multiprocessing.context.SpawnProcess):
    """Begins from nothing."""

    def start(self) -> None:
        with heeding_later(), _unnamed():
            super().start()


class _Spawning(multiprocessing.context.SpawnContext):
    Process = _Spawned


if sys.platform != "win32":

    class _Forked(multiprocessing.context.ForkServerProcess):
        """Is forked off the server."""

        def start(self) -> None:
            with heeding_later(), _unnamed():
                super().start()

    class _Forking(multiprocessing.context.ForkServerContext):
        Process = _Forked


def context(*more: str, fresh: bool = False) -> multiprocessing.context.BaseContext:
    """What a pool of processes takes. more: modules that the server imports besides, where it does not run yet.

    fresh: processes begin from nothing.
    """
    if fresh or sys.platform == "win32" or "forkserver" not in multiprocessing.get_all_start_methods():
        return _Spawning()
    found = _Forking()
    found.set_forkserver_preload([*READY, *more])
    return found


def begin(jobs: int, *more: str) -> str:
    """Let the server get ready, where there will be several processes. How processes begin, as Python names it."""
    method = context(*more).get_start_method()
    if jobs > 1 and method == "forkserver":
        forkserver.ensure_running()
    return str(method)
