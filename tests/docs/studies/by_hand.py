"""A lab whose runs simulate nothing, and what a page shows."""

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

import policylab as pl
from docs.studies.lab import Lab
from docs.studies.page import Part
from experiments.api.platforms import platforms
from experiments.questions.compare.ask import answer
from experiments.runs.batch import carry_out
from experiments.runs.failures import whole
from experiments.runs.plan import Run
from experiments.runs.provenance import Side
from experiments.runs.works import Work
from experiments.runs.worlds import FIXED, Worlds


@dataclass(frozen=True, slots=True)
class ByHand(Lab):
    """Compares runs that a function makes up, in one world or in those of a file, and measures them by another one."""

    made: Callable[[Run], Any] = str
    own: Callable[[Run], Any] | None = None  # of `measure`; None: the same
    worlds: Worlds = FIXED

    def ask[R](self, question: Callable[..., R], *scenarios: pl.Scenario, **options: Any) -> R:
        assert question is pl.compare
        assert options.get("worlds", "plausible") in ("plausible", "fixed")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", pl.Note)
            first, second = scenarios
            both = platforms(first, second, options.get("rings", "both"))
        seeds = [*range(options["seeds"])]
        if options.get("more"):
            seeds += self.worlds.second(both.sides[0][0], seeds)
        work = Work(self.made)
        result = answer(both.sides, seeds, worlds=self.worlds, names=both.names, changes=both.changes, work=work)
        answered: Any = pl.Compared(whole(*result))
        return answered

    def measure[T](
        self, sides: Sequence[pl.Scenario], work: Work[T], seeds: Sequence[int], *, worlds: str = "fixed"
    ) -> list[tuple[T, ...]]:
        each = [Side(side.name, side.loaded, side.changes) for side in sides]
        batch = carry_out(each, seeds, Work[T](self.own or self.made), worlds=self.worlds)
        return list(whole(batch.results, batch.failures))


def tables(part: Part) -> list[pd.DataFrame]:
    """The tables of a part."""
    return [each for each in part if isinstance(each, pd.DataFrame)]


def cells(table: pd.DataFrame) -> list[list[str]]:
    """The cells of each row."""
    rows: list[list[str]] = table.to_numpy().tolist()
    return rows
