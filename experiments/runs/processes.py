"""How worker processes begin: forked off a server that has made all that runs share, or from nothing without a fork.

The server may be asked to begin before there is anything to do, so that it gets ready while a command reads its input.
Workers do not import the program that asks: so a script needs no `if __name__ == "__main__":`, and what it defines
itself no worker knows.
"""

import multiprocessing
import multiprocessing.context
import os
import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import forkserver, resource_tracker
from types import ModuleType
from typing import Any

from experiments.host.stopping import heeding_later

READY = ["experiments.runs.ready"]  # imported once, by the server

_starting = threading.RLock()  # of a process: one at a time, and never while this one forks


class _Unnamed(ModuleType):
    """Stands for the program: has all that it has, but is no file that another process could import."""

    def __init__(self, program: ModuleType) -> None:
        super().__init__("__main__")
        self.__program = program

    def __getattr__(self, name: str) -> Any:
        if name == "__file__":
            raise AttributeError(name)
        return getattr(self.__program, name)


@contextmanager
def _unnamed() -> Iterator[None]:
    """For as long, there is no program that a new process could import, as multiprocessing has it do first of all."""
    with _starting:
        program = sys.modules["__main__"]
        sys.modules["__main__"] = _Unnamed(program)
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


def end() -> None:
    """End the server at once: it may still import from a folder that is about to go."""
    server: Any = forkserver._forkserver
    if server._forkserver_pid is not None:
        os.kill(server._forkserver_pid, signal.SIGKILL)
        server._stop()


def _forked() -> None:
    """In the child of `os.fork()`: the server is the parent's, and cannot be waited for here, nor can the tracker."""
    server: Any = forkserver._forkserver
    if server._forkserver_pid is not None:
        os.close(server._forkserver_alive_fd)
        server.__init__()
    tracker: Any = resource_tracker._resource_tracker
    tracker._pid = None
    _starting.release()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_starting.acquire, after_in_parent=_starting.release, after_in_child=_forked)
