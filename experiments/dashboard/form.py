"""The form of a question: two scenarios, changes, and how much to run. It becomes a question of the Python API."""

from collections.abc import Callable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field, fields
from typing import Self

from experiments.api.options import Rings
from experiments.api.questions import Named, Question
from experiments.questions.compare.command import both_and_own, latest
from experiments.runs.defaults import PAIRS, QUICK_DAYS, QUICK_PAIRS, QUICK_SCALE

PLATFORM = "platform."


@dataclass(slots=True)
class Form:
    """All that can be filled in. A change is a value by its whole key."""

    baseline: str = "production"
    candidate: str = "calling_open"
    both: dict[str, str] = field(default_factory=dict)  # changes of both sides
    own: dict[str, str] = field(default_factory=dict)  # changes of the candidate alone
    scale: float | None = QUICK_SCALE  # times the people and clients; None as the scenario has it
    days: int | None = QUICK_DAYS  # None as the scenario has it
    pairs: int = QUICK_PAIRS
    first_seed: int = 0
    rings: Rings = "both"
    worlds: str = "plausible"

    def change(self, key: str, value: str) -> None:
        """Change a key: of the platform for the candidate alone, of the world for both sides."""
        (self.own if key.startswith(PLATFORM) else self.both)[key] = value

    def undo(self, key: str) -> None:
        """Take a change back."""
        self.own.pop(key, None)
        self.both.pop(key, None)

    @property
    def changes(self) -> list[tuple[str, str]]:
        """The changes as options of the command line: of both sides, then of the candidate alone."""
        both = [("-S", f"{key}={value}") for key, value in self.both.items()]
        return both + [("--change", f"{key}={value}") for key, value in self.own.items()]

    def first_look(self) -> None:
        """Ask for little: a small market, few days, few pairs."""
        self.scale, self.days, self.pairs = QUICK_SCALE, QUICK_DAYS, QUICK_PAIRS

    def full(self) -> None:
        """Ask for what the command asks for by default."""
        self.scale, self.days, self.pairs = None, None, PAIRS

    def question(self) -> Question:
        """Return the question: the same that the command line asks with the same options."""
        size = [] if self.scale is None else [f"scale={self.scale:g}"]
        days = [] if self.days is None else [f"days={self.days}"]
        both = [*size, *(f"{key}={value}" for key, value in self.both.items())]
        own = [f"{key}={value}" for key, value in self.own.items()]
        return Question(
            Named(self.baseline, (*both, *days), self.baseline),
            Named(self.candidate, (*both, *own, *days), self.candidate),
            self.pairs, self.first_seed, self.rings, self.worlds,
        )  # fmt: skip

    def copy(self) -> Self:
        """Return another form that is filled in alike."""
        return deepcopy(self)

    def take(self, other: Self) -> None:
        """Fill in all that another form has."""
        for each in fields(self):
            setattr(self, each.name, deepcopy(getattr(other, each.name)))

    @classmethod
    def of(cls, question: Question) -> Self | None:
        """Return the form that asks a question; None if it has something that no form can ask, or does not read."""
        before, after = question.baseline, question.candidate
        changes = both_and_own(before.changes, after.changes)
        if changes is None or question.more:
            return None
        both, own = map(_by_key, changes)
        try:
            scale, days = _number(float, both.pop("scale", None)), _number(int, both.pop("days", None))
        except ValueError:  # in another notation of TOML, or no number
            return None
        form = cls(
            before.source, after.source, both, own, scale, days,
            question.seeds, question.first_seed, question.rings, question.worlds,
        )  # fmt: skip
        return form if _same(form.question(), question) else None


def _by_key(changes: Sequence[str]) -> dict[str, str]:
    pairs = (text.partition("=") for text in changes)
    return {key.strip(): value.strip() for key, _, value in pairs}


def _number[T](read: Callable[[str], T], text: str | None) -> T | None:
    return None if text is None else read(text)


def _same(first: Question, second: Question) -> bool:
    """Return whether two questions have the same runs, and names of their own give none of them away."""
    return all(
        (one.source, sorted(latest(one.changes))) == (other.source, sorted(latest(other.changes)))
        for one, other in ((first.baseline, second.baseline), (first.candidate, second.candidate))
    )
