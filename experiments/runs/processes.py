"""How worker processes begin: forked off a server that has made all that runs share, or from nothing without a fork.

The server may be asked to begin before there is anything to do, so that it gets ready while a command reads its input.
"""

import multiprocessing
import multiprocessing.context
from multiprocessing import forkserver

READY = ["experiments.runs.ready"]  # imported once, by the server


def context(*more: str) -> multiprocessing.context.BaseContext:
    """What a pool of processes takes. more: modules that the server imports besides, where it does not run yet."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    found = multiprocessing.get_context("forkserver")
    found.set_forkserver_preload([*READY, *more])
    return found


def begin(jobs: int, *more: str) -> str:
    """Let the server get ready, where there will be several processes. How processes begin, as Python names it."""
    method = context(*more).get_start_method()
    if jobs > 1 and method == "forkserver":
        forkserver.ensure_running()
    return str(method)
