"""Comparisons as they were asked: data with which each can be asked again, by a program or on the command line."""

import json
import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Self, get_args

from experiments.api.arguments import check
from experiments.api.option import options
from experiments.api.options import Looks, Rings
from experiments.api.scenario import Scenario, beside, load
from experiments.questions.compare.command import amounts, sides
from experiments.runs.defaults import PAIRS
from experiments.store import questions
from experiments.store.store import Store

REGIMES: tuple[Rings, ...] = get_args(Rings.__value__)


@dataclass(frozen=True, slots=True)
class Named:
    """A scenario by its source and changes, and the name that it has in results."""

    source: str
    changes: tuple[str, ...] = ()
    called: str = ""  # empty: its source
    unsaid: int = 0  # place of the first change that the name does not include

    def load(self) -> Scenario:
        """Load the scenario as it is now. Raises BadInput."""
        return replace(load(self.source, *self.changes), called=self.called or self.source, unsaid=self.unsaid)


@dataclass(frozen=True, slots=True)
class Question:
    """A comparison of two scenarios, with all that decides its answer."""

    baseline: Named
    candidate: Named
    seeds: int = PAIRS
    first_seed: int = 0
    rings: Rings = "both"
    worlds: str = "plausible"
    more: bool = False  # is it the second look?

    @classmethod
    def of(cls, baseline: Scenario, candidate: Scenario, how: Looks) -> Self:
        """Return the question that these arguments of `compare` ask."""
        first, second = (Named(each.source, each.changes, each.called, each.unsaid) for each in (baseline, candidate))
        worlds = os.fspath(how["worlds"])
        return cls(first, second, how["seeds"], how["first_seed"], how["rings"], worlds, how["more"])

    def load(self) -> tuple[Scenario, Scenario]:
        """Load both scenarios as they are now. Raises BadInput."""
        return self.baseline.load(), self.candidate.load()

    def options(self) -> Looks:
        """Return the options of `compare` that decide its answer."""
        return {
            "seeds": self.seeds,
            "first_seed": self.first_seed,
            "rings": self.rings,
            "worlds": self.worlds,
            "more": self.more,
        }

    def check(self) -> None:
        """Raise BadInput if its options do not fit, with all mistakes."""
        check(dict(self.options()), {name: option.kind for name, option in options(Looks).items()})

    def title(self) -> str:
        """Return the names of both scenarios. Raises BadInput if one cannot be loaded any more."""
        return " → ".join(beside(*self.load()))

    def words(self, command: str = "compare") -> list[str]:
        """Return the words of the command that asks it; none if only Python can ask it."""
        before, after = self.baseline, self.candidate
        days = self._days()
        changes = ([text for text in side.changes if not (days and _of_days(text))] for side in (before, after))
        named = sides(before.source, after.source, *changes)
        if not named:
            return []
        amount = amounts(self.seeds, self.first_seed, self.rings, self.worlds, more=self.more)
        return ["policylab", command, *named, *(["--days", days] if days else []), *amount]

    def _days(self) -> str:
        """Return the days for `--days`, the last change of both sides there as here; empty if they are said by `-S`."""
        first, second = (side.changes[-1:] for side in (self.baseline, self.candidate))
        days = first[0].partition("=")[2].strip() if first == second and first and _of_days(first[0]) else ""
        return days if days.isdecimal() else ""

    def text(self) -> str:
        """Return the question as JSON, the same text for the same question."""
        both = {
            name: {"source": side.source, "changes": side.changes, "called": side.called, "unsaid": side.unsaid}
            for name, side in (("baseline", self.baseline), ("candidate", self.candidate))
        }
        return json.dumps({**both, **self.options()})

    @classmethod
    def read(cls, text: str) -> Self:
        """Return the question of a text. Raises ValueError, KeyError or TypeError if it is none."""
        data = json.loads(text)
        first, second = (
            Named(str(side["source"]), tuple(map(str, side["changes"])), str(side["called"]), int(side["unsaid"]))
            for side in (data["baseline"], data["candidate"])
        )
        if data["rings"] not in REGIMES:
            raise ValueError(data["rings"])
        seeds, first_seed, more = int(data["seeds"]), int(data["first_seed"]), bool(data.get("more"))
        return cls(first, second, seeds, first_seed, data["rings"], str(data["worlds"]), more)


def _of_days(change: str) -> bool:
    return change.partition("=")[0].strip() == "days"


def answered(store: Store) -> Iterator[tuple[Question, float]]:
    """Yield the questions that a store was used for, and when each was last answered; the latest first."""
    for text, at in questions.latest(store):
        with suppress(ValueError, KeyError, TypeError):  # of a later policylab
            yield Question.read(text), at
