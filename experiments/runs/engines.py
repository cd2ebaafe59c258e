"""Names of engines, as `--engine` takes them, and the engine of each name."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from experiments.runs.pools import Engine

SERIAL, PROCESSES, DASK = "serial", "processes", "dask"
CHOICES = (SERIAL, PROCESSES, DASK, "dask://HOST:PORT")


def known(word: str) -> bool:
    """Return whether a word names an engine."""
    return word in (SERIAL, PROCESSES, DASK) or _address(word) is not None


def at_once(word: str, jobs: int) -> int | None:
    """Return the number of runs at the same time of an engine; None for a running cluster, which is not asked."""
    if word == SERIAL:
        return 1
    return None if _address(word) else jobs


@contextmanager
def opened(word: str, jobs: int) -> "Iterator[Engine]":
    """Supply the engine of a known word, for so many runs at a time; a running cluster has as many as it has workers.

    Raise Unready if it is not available.
    """
    from experiments.runs.pools import Processes, Serial

    if word == SERIAL:
        yield Serial()
    elif word == PROCESSES:
        yield Processes(jobs)
    else:
        from experiments.runs import cluster

        address = _address(word)
        with cluster.local(jobs) if address is None else cluster.remote(*address) as engine:
            yield engine


def _address(word: str) -> tuple[str, int] | None:
    """Return host and port of a scheduler, None for another word."""
    try:
        url = urlsplit(word)
        port = url.port
    except ValueError:
        return None
    if url.scheme != "dask" or not url.hostname or not port or word != f"dask://{url.netloc}":
        return None
    return url.hostname, port
