"""A calibration in tables: how its waves went, which facts rule worlds out, and what they say of the numbers."""

import math
from typing import Any

from rich.table import Table

from experiments.printing.console import console
from experiments.printing.grids import grid, with_unit
from experiments.printing.numbers import percent, shown
from experiments.verdicts.regimes import WORDS
from scenarios.plausible import Ensemble

ROWS = 12  # numbers and pairs that are shown at most


def show(found: Ensemble) -> None:
    """Print how plausible worlds were found."""
    out, origin = console(), found.origin
    out.print(f"{origin['scenario']}: {origin['kept']} of {origin['asked']} plausible worlds", style="bold")
    out.print(
        f"world {origin['world']}, {origin['days']} days, {len(found.space)} numbers that vary; {origin['runs']:,} runs"
    )
    for table in (_waves(origin), _facts(origin), _numbers(origin), _pairs(origin)):
        if table.row_count:
            out.print()
            out.print(table)


def _waves(origin: dict[str, Any]) -> Table:
    """How many worlds each wave ran, and in how many of them the facts held, held once adapted, held again."""
    table = grid("waves", "", "not ruled out", "worlds run", *WORDS.values(), "kept", "share")
    for number, wave in enumerate(origin["waves"], start=1):
        counts = (f"{wave[name]:,}" for name in ("worlds", *WORDS, "kept"))
        table.add_row(f"  {number}", _share(wave["not ruled out"]), *counts, _share(wave["kept"] / wave["worlds"]))
    return table


def _facts(origin: dict[str, Any]) -> Table:
    """In how many worlds of the first wave and of the last a fact holds on the first day; how well it is foretold."""
    table = grid("facts", "", "range", "first wave", "last wave", "R²")
    for fact in origin["facts"] if origin["waves"] else ():
        name, (low, high) = fact["name"], fact["range"]
        factor, _ = percent(fact["unit"])
        table.add_row(
            f"  {name}",
            with_unit(f"{factor * low:.3g}–{factor * high:.3g}", fact["unit"]),
            *(_share(origin["waves"][wave]["holds"][name]) for wave in (0, -1)),
            shown(math.nan if (skill := origin["waves"][-1]["skill"][name]) is None else skill, 2),
        )
    return table


def _numbers(origin: dict[str, Any]) -> Table:
    """The numbers that the facts narrow or move, more than luck does any."""
    table = grid("numbers", "nine in ten worlds", "before", "after")
    numbers, chance = origin["numbers"], origin["by chance"]
    for name in sorted(numbers, key=lambda name: numbers[name]["distance"], reverse=True)[:ROWS]:
        if chance and numbers[name]["distance"] > chance["distance"]:
            ends = (numbers[name][when] for when in ("before", "after"))
            table.add_row(f"  {name}", *(f"{low:.3g} … {high:.3g}" for low, high in ends))
    return table


def _pairs(origin: dict[str, Any]) -> Table:
    """The numbers that the facts bind to one another, more than luck does any."""
    table = grid("pairs", "", "", "correlation")
    table.columns[1].justify = "left"
    for one, other, strength in origin["correlations"][:ROWS]:
        if abs(strength) > origin["by chance"]["correlation"]:
            table.add_row(f"  {one}", other, f"{strength:+.2f}")
    return table


def _share(value: float) -> str:
    return f"{value:.1%}"
