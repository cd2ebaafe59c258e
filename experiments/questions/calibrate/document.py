"""A calibration as a document: its waves, the facts that rule worlds out, and the numbers that the facts narrow."""

import math
from typing import Any

from experiments.document.document import Document, Section, Table
from experiments.language.messages import in_english
from experiments.printing.numbers import shown, span
from experiments.verdicts.regimes import WORDS
from scenarios.plausible import Ensemble

OTHER = " "  # the head of a column without a name
ROWS = 12  # most numbers and pairs that are shown


@in_english
def document(worlds: Ensemble) -> Document:
    """Return the waves, facts and numbers of a calibration."""
    origin = worlds.origin
    scenarios = " and ".join(filter(None, (origin["scenario"], origin.get("also"))))
    vary = len(worlds.space) - len(worlds.space.held)
    tables = _waves(origin), _facts(origin), _numbers(origin), _pairs(origin)
    return Document(
        f"{scenarios}: {origin['kept']} of {origin['asked']} plausible worlds",
        f"world {origin['world']}, {origin['days']} days, {vary} numbers that vary; {origin['runs']:,} runs",
        (),
        tuple(Section("", (table,)) for table in tables if table.rows),
    )


def _waves(origin: dict[str, Any]) -> Table:
    """Return a table of waves: the worlds that ran, and those in which the facts held, held adapted, held again."""
    settings = {**WORDS, "also": also} if (also := origin.get("also")) else WORDS
    rows = (
        (
            f"  {number}",
            _share(wave["not ruled out"]),
            *(f"{wave[name]:,}" for name in ("worlds", *settings, "kept")),
            _share(wave["kept"] / wave["worlds"]),
        )
        for number, wave in enumerate(origin["waves"], start=1)
    )
    return Table.of(("", "not ruled out", "worlds run", *settings.values(), "kept", "share"), rows, "waves")


def _facts(origin: dict[str, Any]) -> Table:
    """Return a table of facts: the share of worlds with each in the first and last wave, and the emulator's R²."""
    waves = origin["waves"]
    rows = (
        (
            f"  {fact['name']}",
            span(fact["unit"], *fact["range"]),
            *(_share(waves[wave]["holds"][fact["name"]]) for wave in (0, -1)),
            shown(math.nan if (skill := waves[-1]["skill"][fact["name"]]) is None else skill, 2),
        )
        for fact in (origin["facts"] if waves else ())
    )
    return Table.of(("", "range", "first wave", "last wave", "R²"), rows, "facts")


def _numbers(origin: dict[str, Any]) -> Table:
    """Return a table of the numbers that the facts narrow or move by more than luck."""
    numbers, chance = origin["numbers"], origin["by chance"]
    first = sorted(numbers, key=lambda name: numbers[name]["distance"], reverse=True)[:ROWS]
    rows = (
        (f"  {name}", *(f"{low:.3g} … {high:.3g}" for low, high in map(numbers[name].get, ("before", "after"))))
        for name in first
        if chance and numbers[name]["distance"] > chance["distance"]
    )
    return Table.of(("nine in ten worlds", "before", "after"), rows, "numbers")


def _pairs(origin: dict[str, Any]) -> Table:
    """Return a table of the pairs of numbers that the facts bind to one another by more than luck."""
    rows = (
        (f"  {one}", other, f"{strength:+.2f}")
        for one, other, strength in origin["correlations"][:ROWS]
        if abs(strength) > origin["by chance"]["correlation"]
    )
    return Table.of(("", OTHER, "correlation"), rows, "pairs", texts=(OTHER,))


def _share(value: float) -> str:
    return f"{value:.1%}"
