"""One word, one engine: what `--engine` may say, and the engine that stands behind it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from experiments.runs.pools import Engine

SERIAL, PROCESSES, DASK = "serial", "processes", "dask"
CHOICES = (SERIAL, PROCESSES, DASK, "dask://HOST:PORT")


def known(word: str) -> bool:
    """Does it name an engine?"""
    return word in (SERIAL, PROCESSES, DASK) or _address(word) is not None


@contextmanager
def opened(word: str, jobs: int) -> "Iterator[Engine]":
    """The engine of a known word, for so many runs side by side; a cluster that is there has as many as it has workers.

    Raises Unready where it cannot be had.
    """
    from experiments.runs.pools import SERIAL as here
    from experiments.runs.pools import Processes

    if word == SERIAL:
        yield here
    elif word == PROCESSES:
        yield Processes(jobs)
    else:
        from experiments.runs import cluster

        address = _address(word)
        with cluster.local(jobs) if address is None else cluster.remote(*address) as engine:
            yield engine


def _address(word: str) -> tuple[str, int] | None:
    """Host and port of a scheduler."""
    try:
        found = urlsplit(word)
        port = found.port
    except ValueError:
        return None
    if found.scheme != "dask" or not found.hostname or not port or word != f"dask://{found.netloc}":
        return None
    return found.hostname, port
