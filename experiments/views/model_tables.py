"""The generated tables of docs/model.md: the world's numbers, the facts it meets, and what each lever does.

`policylab docs --only BLOCK` brings one up to date between its markers.
"""

import math
import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

from experiments.measures.compare import Difference, differences
from experiments.runs.engine import execute
from experiments.runs.paired import Crashed, whole
from experiments.runs.plan import plan
from experiments.runs.validation import Validation, validate
from experiments.runs.work import measured
from experiments.views.contents import levers, question
from experiments.views.numbers import interval
from experiments.views.progress import progress
from experiments.views.tables import span, with_unit
from policies.numbers import known
from scenarios import load
from sim.world import World

SEEDS = range(16)  # fixed: a table must not depend on who makes it
MOST_METRICS = 8  # in a row of the lever table
CLOSED = {"communication": "calling_open"}  # closed in production: turned off from this scenario instead


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
        facts = known(field)
        if facts is None:
            yield f"`{place}`", _written(value), "", "", "", ""
            continue
        span = "" if facts.low is None or facts.high is None else f"{_written(facts.low)} … {_written(facts.high)}"
        cells = (_written(value), facts.unit, span, facts.confidence, facts.source)
        yield f"`{place}`", *(cell.replace("|", "\\|") for cell in cells)


def _written(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(_written, value))
    return f"{value:,}" if isinstance(value, int) and not isinstance(value, bool) else \
        f"{value:g}" if isinstance(value, float) and abs(value) < 1e5 else str(value)


def facts(jobs: int = os.cpu_count() or 1) -> str:
    """The facts of the reports under production, with rings frozen and adapting, as a Markdown table."""
    sides = [load("production", [f"world.rings={rings}"]) for rings in ("frozen", "adapting")]
    with progress(len(SEEDS) * len(sides), "facts") as step:
        done = [whole(*validate(side, SEEDS, jobs=jobs, on_done=step)) for side in sides]
    note = (f"`production`, {sides[0].days} days, {_seeds()}: mean with its 95 % interval, and whether the mean lies "
            "in the range that the source leaves.")
    return "\n".join([note, "", "| fact | range | rings frozen | rings adapting | source |", "|---|---|---|---|---|",
                      *_facts(done)])


def _facts(sides: list[Validation]) -> Iterator[str]:
    for fact, *found in zip([fact for fact, _ in sides[0].facts],
                            *([value for _, value in side.facts] for side in sides), strict=True):
        cells = (f"{with_unit(interval(fact.unit, value.mean, value.low, value.high), fact.unit)}, "
                 f"{'holds' if fact.holds(value.mean) else '**misses**'}" for value in found)
        yield f"| `{fact.name}` | {span(fact)} | {' | '.join(cells)} | {fact.source} |"


def levers_off(jobs: int = os.cpu_count() or 1) -> str:
    """Each lever turned off alone, over fixed seeds: the metrics that move most, as a Markdown table."""
    bases = {lever: CLOSED.get(lever, "production") for lever in levers()}
    usual = [load(name) for name in dict.fromkeys(bases.values())]
    off = [load(base, [f"platform.{lever}.rule=off"]) for lever, base in bases.items()]
    with progress(len(SEEDS) * len(usual + off), "levers off") as step:
        outcomes = execute(plan(usual + off, SEEDS), measured, jobs=jobs, on_done=step)
    crashed = next((outcome.error for outcome in outcomes if outcome.error), None)
    if crashed:
        raise Crashed(f"a run of the lever table crashed:\n{crashed}")
    rows = [outcome.result.metrics for outcome in outcomes if outcome.result]
    columns = [rows[place::len(usual + off)] for place in range(len(usual + off))]
    before = dict(zip(dict.fromkeys(bases.values()), columns, strict=False))
    found = {lever: differences(before[base], after)
             for (lever, base), after in zip(bases.items(), columns[len(usual):], strict=True)}
    note = (f"`production`, {usual[0].days} days, {_seeds()}. Of the metrics whose 95 % interval excludes 0 when the "
            f"lever is turned off, at most {MOST_METRICS}: the headlines, then those with the largest difference for "
            "their interval. Shares are in per cent points. About one metric in twenty moves by chance.")
    return "\n".join([note, "", "| lever off | its question | what moves |", "|---|---|---|", *_levers(found)])


def _levers(found: Mapping[str, tuple[Difference, ...]]) -> Iterator[str]:
    for lever, differing in found.items():
        start = f" from `{CLOSED[lever]}`, as production has it closed" if lever in CLOSED else ""
        yield f"| `{lever}`{start} | {question(lever)} | {moved(differing)} |"


def _seeds() -> str:
    return f"seeds {SEEDS[0]} to {SEEDS[-1]}"


def moved(found: tuple[Difference, ...]) -> str:
    """The metrics that moved, headlines first, then the surest; the rest is only counted."""
    if all(difference.exact for difference in found):
        return "nothing at all: every run is identical"
    telling = sorted((difference for difference in found if difference.reading in ("better", "worse")),
                     key=lambda difference: -math.inf if difference.metric.headline else -_strength(difference))
    lines = [_line(difference) for difference in telling[:MOST_METRICS]]
    more = [f"and {len(telling) - MOST_METRICS} more"] if len(telling) > MOST_METRICS else []
    return "<br>".join(lines + more) or "nothing that these seeds can tell"


def _strength(found: Difference) -> float:
    """The difference in half-widths of its interval."""
    half = (found.high - found.low) / 2
    return abs(found.difference) / half if half else math.inf


def _line(found: Difference) -> str:
    sign = "+" if found.difference > 0 else ""
    return (f"`{found.metric.name}` {sign}{interval(found.metric.unit, found.difference, found.low, found.high)} "
            f"{found.reading}")


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


BLOCKS = {"parameters": lambda jobs: parameters(), "facts": facts, "levers": levers_off}


def write(path: str, name: str, jobs: int) -> None:
    """Bring one block of the file up to date."""
    file = Path(path)
    text = file.read_text("utf-8") if file.exists() else "# The model\n"
    file.write_text(with_block(text, name, BLOCKS[name](jobs)), "utf-8")
