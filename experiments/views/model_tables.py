"""The generated tables of docs/model.md: the world's numbers, and what each lever does when it is turned off.

`policylab docs` (or `python -m experiments.views.model_tables`) brings both up to date between their markers.
"""

import os
import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from experiments.measures.compare import Difference, differences
from experiments.runs.engine import execute
from experiments.runs.plan import plan
from experiments.runs.work import measured
from experiments.views.contents import levers, question
from experiments.views.numbers import decimals, shown
from experiments.views.progress import progress
from scenarios import load
from sim.behaviour.params import World

BLOCKS = ("parameters", "levers")
LEVER_SEEDS = range(16)  # fixed: the table must not depend on who makes it


class Crashed(Exception):
    """A run crashed, so there is no table; the message holds its traceback."""


def parameters() -> str:
    """Every number of a world as a Markdown table."""
    head = ["| parameter | value | unit | plausible | confidence | source |", "|---|---|---|---|---|---|"]
    return "\n".join([*head, *(f"| {' | '.join(row)} |" for row in _numbers(World(), "world"))])


def _numbers(section: Any, path: str) -> Iterator[tuple[str, ...]]:
    for field in fields(section):
        value, place = getattr(section, field.name), f"{path}.{field.name}"
        if is_dataclass(value):
            yield from _numbers(value, place)
            continue
        known = field.metadata
        low, high = known.get("low"), known.get("high")
        span = "" if low is None or high is None else f"{_written(low)} … {_written(high)}"
        cells = (_written(value), known.get("unit", ""), span, known.get("confidence", ""), known.get("source", ""))
        yield f"`{place}`", *(cell.replace("|", "\\|") for cell in cells)


def _written(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(_written, value))
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else \
        f"{value:g}" if isinstance(value, float) and abs(value) < 1e5 else str(value)


def levers_off(jobs: int = os.cpu_count() or 1) -> str:
    """Each lever of production turned off alone, over fixed seeds: the metrics that move, as a Markdown table."""
    base = load("production")
    off = [load("production", [f"platform.{lever}.rule=off"]) for lever in levers()]
    with progress(len(LEVER_SEEDS) * (1 + len(off)), "levers off") as step:
        outcomes = execute(plan([base, *off], LEVER_SEEDS), measured, jobs=jobs, on_done=step)
    crashed = next((outcome.error for outcome in outcomes if outcome.error), None)
    if crashed:
        raise Crashed(f"a run of the lever table crashed:\n{crashed}")
    rows = [outcome.result.metrics for outcome in outcomes if outcome.result]
    usual, *others = (rows[place::1 + len(off)] for place in range(1 + len(off)))
    lines = [f"| `{lever}` | {question(lever)} | {_moved(differences(usual, other))} |"
             for lever, other in zip(levers(), others, strict=True)]
    note = (f"`production`, {base.days} days, seeds {LEVER_SEEDS[0]} to {LEVER_SEEDS[-1]}: metrics whose 95 % interval "
            "excludes 0 when the lever is turned off. About one metric in twenty moves by chance.")
    return "\n".join([note, "", "| lever off | its question | what moves |", "|---|---|---|", *lines])


def _moved(found: tuple[Difference, ...]) -> str:
    if all(difference.exact for difference in found):
        return "nothing at all: every run is identical"
    moved = [difference for difference in found if difference.reading in ("better", "worse")]
    return "<br>".join(_line(difference) for difference in moved) or "nothing that these seeds can tell"


def _line(found: Difference) -> str:
    places = decimals(found.low, found.high)
    sign = "+" if found.difference > 0 else ""
    return (f"`{found.metric.name}` {sign}{shown(found.difference, places)} "
            f"[{shown(found.low, places)}, {shown(found.high, places)}] {found.reading}")


def block(text: str, name: str) -> str | None:
    """What stands between the markers of a block, None where there is no such block."""
    found = re.search(_pattern(name), text)
    return found["body"].strip() if found else None


def with_block(text: str, name: str, body: str) -> str:
    """The text with this block replaced, or added at its end."""
    whole = f"<!-- begin: {name} -->\n\n{body}\n\n<!-- end -->"
    if block(text, name) is None:
        return f"{text.rstrip()}\n\n{whole}\n".lstrip()
    return re.sub(_pattern(name), lambda _: whole, text)


def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"<!-- begin: {name} -->(?P<body>.*?)<!-- end -->", re.DOTALL)


def write(path: str = "docs/model.md", jobs: int = os.cpu_count() or 1, blocks: Iterable[str] = BLOCKS) -> None:
    """Bring blocks of the file up to date; both by default."""
    file = Path(path)
    text = file.read_text("utf-8") if file.exists() else "# The model\n"
    for name in blocks:
        text = with_block(text, name, parameters() if name == "parameters" else levers_off(jobs))
    file.write_text(text, "utf-8")


if __name__ == "__main__":
    write(sys.argv[1] if len(sys.argv) > 1 else "docs/model.md")
