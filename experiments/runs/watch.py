"""Progress callbacks: called once with the total, then once per finished run."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

Watch = Callable[[int, str], AbstractContextManager[Callable[[], object]]]  # total, name of the runs


@contextmanager
def unwatched(total: int, what: str) -> Iterator[Callable[[], object]]:
    """Report no progress."""
    yield lambda: None
