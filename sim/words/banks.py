"""Banks of texts, and the shelf on which a lexicon gathers them."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import cycle, islice

import numpy as np
from numpy.typing import ArrayLike, NDArray

from sim.words.grammar import Slots, expand

Codes = NDArray[np.int64]

PATIENCE = 20  # turns a wanted text, before a grammar counts as exhausted


@dataclass(frozen=True, slots=True, eq=False)
class Bank:
    """Lists of text codes laid end to end; one list for each index of `start` and `size`."""

    members: Codes  # (m,) codes into the vocabulary
    start: Codes  # (lists …) where each list begins
    size: Codes  # (lists …) how long it is, at least 1

    def draw(self, u: ArrayLike, *index: ArrayLike) -> Codes:
        """(n,) uniforms in [0, 1), one (n,) index a dimension → (n,) codes."""
        at = tuple(np.asarray(i, np.int64) for i in index)
        size = self.size[at]
        return self.members[self.start[at] + (np.asarray(u) * size).astype(np.int64)]

    def shares(self, marks: NDArray[np.bool_]) -> NDArray[np.float64]:
        """(texts, k) marks of every text → (lists …, k) share of the draws from each list that bear them."""
        until = np.cumsum(np.vstack([np.zeros_like(marks[:1]), marks[self.members]]), axis=0, dtype=np.int64)
        return np.asarray((until[self.start + self.size] - until[self.start]) / self.size[..., None], np.float64)


class Shelf:
    """Texts while a lexicon is built; each has one code, however many banks hold it."""

    def __init__(self) -> None:
        self.codes: dict[str, int] = {}
        self.clarity: list[float] = []
        self.betrays: list[float] = []

    def put(self, text: str, clarity: float = 1.0, betrays: float = 0.0) -> int:
        """Put a text on the shelf, or find it there → its code. What is known of it stays what it was at first."""
        code = self.codes.setdefault(text, len(self.codes))
        if code == len(self.clarity):
            self.clarity.append(clarity)
            self.betrays.append(betrays)
        return code

    def bank(self, lists: Iterable[Iterable[str]]) -> Bank:
        """A bank of honest texts, one list an index."""
        return bank_of([[self.put(text) for text in texts] for texts in lists])


def bank_of(lists: Sequence[Sequence[int]], shape: tuple[int, ...] = (-1,)) -> Bank:
    """Lay lists of codes end to end."""
    size = np.array([len(codes) for codes in lists], np.int64)
    start = np.cumsum(size) - size
    members = np.array([code for codes in lists for code in codes], np.int64)
    return Bank(members, start.reshape(shape), size.reshape(shape))


def gather[T](
    name: str, scripts: Sequence[T], count: int, forms: Callable[[T, str], tuple[str, ...]]
) -> list[tuple[T, tuple[str, ...]]]:
    """`count` texts in all their forms, no form twice; scripts take turns, each turn has its key."""
    gathered: dict[tuple[str, ...], T] = {}
    seen: set[tuple[int, str]] = set()
    for turn, script in enumerate(islice(cycle(scripts), PATIENCE * count)):
        written = forms(script, f"{name} {turn}")
        if seen.isdisjoint(enumerate(written)):
            seen.update(enumerate(written))
            gathered[written] = script
            if len(gathered) == count:
                return [(script, written) for written, script in gathered.items()]
    raise ValueError(f"words.toml: {count} {name} wanted, but the grammar says only {len(gathered)} different things")


def write(name: str, templates: Sequence[str], slots: Slots, count: int) -> list[str]:
    """`count` distinct texts."""
    return [text for _, (text,) in gather(name, templates, count, lambda script, key: (expand(script, slots, key),))]
