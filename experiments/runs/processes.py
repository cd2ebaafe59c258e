"""How worker processes begin: forked off a server that has made all that runs share, or from nothing without a fork.

The server may be asked to begin before there is anything to do, so that it gets ready while a command reads its input.
"""

import multiprocessing
import multiprocessing.context
from multiprocessing import forkserver

READY = ["experiments.runs.ready"]  # imported once, by the server


def context() -> multiprocessing.context.BaseContext:
    """What a pool of processes takes."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    found = multiprocessing.get_context("forkserver")
    found.set_forkserver_preload(READY)
    return found


def begin(jobs: int) -> None:
    """Let the server get ready, where there will be several processes."""
    if jobs > 1 and context().get_start_method() == "forkserver":
        forkserver.ensure_running()
