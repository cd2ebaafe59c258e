"""Progress callbacks: called once with the total, then once per finished run."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

Watch = Callable[[int, str], AbstractContextManager[Callable[[], object]]]  # total, name of the runs


@contextmanager
def unwatched(total: int, what: str) -> Iterator[Callable[[], object]]:
    """Report no progress."""
    yield lambda: None


class Listener:
    """A function of a program that hears how far its question is: finished runs, and all runs.

    It is called at the beginning, after each run, and by `pulse`. What it raises ends the question.
    """

    def __init__(self, function: Callable[[int, int], object]) -> None:
        self._function, self._done, self._total = function, 0, 0

    @contextmanager
    def watch(self, total: int, what: str) -> Iterator[Callable[[], object]]:
        """Report the progress of these runs to the function."""
        self._done, self._total = 0, total
        self.pulse()
        yield self._step

    def pulse(self) -> None:
        """Call the function though no run has ended."""
        self._function(self._done, self._total)

    def _step(self) -> None:
        self._done += 1
        self.pulse()
