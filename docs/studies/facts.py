"""Study of facts: those of the reports that production and the timeline of 2020 meet."""

from collections.abc import Iterator, Mapping, Sequence
from math import isnan, nan

import policylab as pl
from docs.studies.cells import Row, table
from docs.studies.lab import Lab
from docs.studies.page import ALL, Part, Study
from experiments.printing.numbers import interval, span, with_unit
from experiments.verdicts.regimes import REGIMES, word
from scenarios.plausible import evidence

SEEDS = 64  # 16 leave one fact in four open
SCENARIOS = ("production", "timeline_2020")  # in its own weeks, and in the weeks that the sources speak of
SELDOM = 0.01  # share of all worlds that miss a fact, below which it needs a decimal


def held_in_all_worlds() -> dict[str, float]:
    """Return the share of the worlds of the first wave in which each fact held, of the worlds that ship; else none."""
    shipped = evidence()
    first: dict[str, float] = {} if isinstance(shipped, str) else shipped.origin["waves"][0]["holds"]
    return first


def facts(lab: Lab) -> Part:
    """Validate both scenarios in both regimes."""
    seeds, sides = lab.seeds(SEEDS), {}
    for name in SCENARIOS:
        for rings in REGIMES:
            side = lab.load(name, f"world.rings={rings}")
            answer = lab.ask(pl.validate, side, seeds=seeds)
            sides[f"`{name}`, {word(rings)}"] = answer.frame().to_dict("records")
    days = ", ".join(f"`{name}` {lab.load(name).loaded.days} days" for name in SCENARIOS)
    note = (
        f"{days}, seeds 0 to {seeds - 1}: mean with its 95 % interval (of shares that of the arcsine of their "
        "roots, of all else the geometric one), and whether the interval lies in the range that the source leaves, "
        "outside it, or across an end of it, so that these runs cannot tell. "
        "`timeline_2020` is measured in the weeks that a source speaks of, `production` in its own. A "
        "fact that can hardly fail says little; another reading of a source is looked at, and nothing fails by it. All "
        "worlds miss: the share of those that the first wave of the [plausible worlds](../model/plausible-worlds.md) "
        "drew over all ranges in which a run misses the fact by more than twice its noise."
    )
    head = ("fact", "range", *sides, "all worlds miss", "standing", "source")
    return note, table(head, rows([*sides.values()], held_in_all_worlds()))


def rows(sides: Sequence[Sequence[Row]], held: Mapping[str, float]) -> Iterator[tuple[str, ...]]:
    """Yield a row for each fact. sides: rows of `Validated.frame()`; held: share of all worlds, by fact, if counted."""
    for fact, *others in zip(*sides, strict=True):
        missed = 1 - held.get(fact["name"], nan)
        how_often = "" if isnan(missed) else f"{missed:.1%}" if missed < SELDOM else f"{missed:.0%}"
        cells = map(_cell, (fact, *others))
        yield (
            f"`{fact['name']}`",
            span(fact["unit"], *fact["range"]),
            *cells,
            how_often,
            fact["standing"],
            fact["source"],
        )


def _cell(row: Row) -> str:
    verdict = "**misses**" if row["verdict"] == "misses" else row["verdict"]
    return f"{with_unit(interval(row['unit'], row['mean'], row['low'], row['high']), row['unit'])}, {verdict}"


STUDY = Study(facts, "results/facts.md", ALL)
