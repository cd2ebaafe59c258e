"""Tables of docs/reference and docs/results: the world's numbers, the facts it meets, levers turned off, costs."""

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from experiments.printing.numbers import both, decimals, interval, shown, signed, span, with_unit
from experiments.printing.table import Table
from experiments.questions.compare.comparison import Comparison
from experiments.questions.explain.contents import question
from experiments.questions.validate.result import Validation, verdict
from experiments.runs.provenance import Seeds
from experiments.studies.cost_result import Cost
from experiments.studies.holdout_result import Holdout
from experiments.verdicts.differences import Difference
from experiments.verdicts.margins import TELLING, Verdict
from experiments.verdicts.regimes import word
from policies.catalogue import RULES
from policies.numbers import LARGEST, known
from sim.world import World

PARAMETER = ("parameter", "value", "unit", "plausible", "possible", "confidence", "source")
MOST_METRICS = 8  # in a row of the lever table
STRONGEST = 5  # gains, and prices, in a row of the table of costs
USUAL = "production"  # what is changed, unless it has a lever closed
OUTCOMES = {"hit": "hit", "missed": "**missed**", "open": "open"}
VERDICTS = {"holds": "holds", "misses": "**misses**", "no data": "no data"}


def parameters() -> dict[str, str]:
    """Every number, word and switch as Markdown tables: one a section of a world, its own, and one of all rules."""
    rows: dict[str, list[tuple[str, ...]]] = {"world": []}
    for row in _numbers(World(), "world"):
        rows.setdefault(_room(row[0]), []).append(row)
    rows["platform"] = [
        row
        for lever, rules in RULES.items()
        for rule in rules.values()
        for row in _numbers(rule(), f"platform.{lever}")
    ]
    return {room: Table(PARAMETER, lines).markdown() for room, lines in rows.items()}


def _room(name: str) -> str:
    """The section of a number like `world.search.rows_read`, "world" where it stands in none."""
    world, *section, _ = name.strip("`").split(".")
    return section[0] if section else world


def _numbers(section: Any, path: str) -> Iterator[tuple[str, ...]]:
    for field in fields(section) if is_dataclass(section) else ():
        value, place = getattr(section, field.name), f"{path}.{field.name}"
        if is_dataclass(value):
            yield from _numbers(value, place)
        elif facts := known(field):
            plausible = _span(facts.low, facts.high)
            possible = "" if facts.of_its_unit else _span(facts.least, facts.most)
            cells = (_written(value), facts.unit, plausible, possible, facts.confidence, facts.source)
            yield f"`{place}`", *(cell.replace("|", "\\|") for cell in cells)
        elif isinstance(value, str | bool):
            yield f"`{place}`", str(value).lower(), "", "", "", "", ""


def _span(low: float | None, high: float | None) -> str:
    if low is None or high is None:
        return ""
    return f"from {_written(low)}" if high >= LARGEST else f"{_written(low)} … {_written(high)}"


def _written(value: Any) -> str:
    if isinstance(value, tuple):
        return ", ".join(map(_written, value))
    return f"{value:,.12g}"


def facts(sides: Sequence[Validation]) -> str:
    """The facts of the reports, a column for each validation by its rings, as a Markdown table."""
    side, seeds = sides[0].side, sides[0].seeds
    note = (
        f"`{side.name}`, {side.scenario.days} days, {_seeds(seeds)}: mean with its 95 % interval, and whether the "
        "mean lies in the range that the source leaves. What can hardly fail says little; another reading of a source "
        "is there to be looked at, and nothing fails by it."
    )
    heads = [word(found.side.scenario.world.rings) for found in sides]
    return _noted(note, ("fact", "range", *heads, "standing", "source"), _facts(sides))


def _facts(sides: Sequence[Validation]) -> Iterator[tuple[str, ...]]:
    for fact, *found in zip(
        [fact for fact, _ in sides[0].facts], *([value for _, value in side.facts] for side in sides), strict=True
    ):
        cells = (
            f"{with_unit(interval(fact.unit, value.mean, value.low, value.high), fact.unit)}, "
            f"{VERDICTS[verdict(fact, value)]}"
            for value in found
        )
        possible = span(fact.unit, fact.low, fact.high)
        yield f"`{fact.name}`", possible, *cells, fact.standing, fact.source


def levers_off(found: Mapping[str, Comparison]) -> str:
    """What moves when a lever is turned off alone, as a Markdown table."""
    first = next(iter(found.values()))
    note = (
        f"`{USUAL}`, {first.days} days, {_seeds(first.seeds)}. Of the metrics that get better or worse, higher or "
        f"lower when the lever is turned off, at most {MOST_METRICS}: the headlines, then those with the largest "
        "difference for their interval. Shares are in per cent points. About one metric in twenty moves by chance."
    )
    return _noted(note, ("lever off", "its question", "what moves"), _levers(found))


def _levers(found: Mapping[str, Comparison]) -> Iterator[tuple[str, ...]]:
    for lever, compared in found.items():
        start = "" if compared.baseline == USUAL else f" from `{compared.baseline}`, as production has it closed"
        yield f"`{lever}`{start}", question(lever), moved(compared)


def _seeds(seeds: Seeds) -> str:
    return f"seeds {min(seeds.ran)} to {max(seeds.ran)}"


def moved(compared: Comparison) -> str:
    """The metrics that moved, headlines first, then the surest; the rest is only counted."""
    if compared.equal:
        return "nothing at all: all metrics are equal"
    return _strongest(compared, TELLING, MOST_METRICS) or "nothing that these seeds can tell"


def costs(found: Sequence[Cost]) -> str:
    """What each proposal gains and what it costs, as a Markdown table."""
    first = found[0].compared
    note = (
        f"`{USUAL}` with each change alone, {first.days} days, {_seeds(first.seeds)}, {word(first.regime)}. Gains "
        f"are metrics that get better, prices those that get worse; of both at most {STRONGEST}: the headlines, then "
        "those with the largest difference for their interval. Shares are in per cent points. About one metric in "
        "forty gets better by chance, and one in forty worse."
    )
    return _noted(note, ("proposal", "gains", "prices", "beside it"), map(_cost, found))


def _cost(found: Cost) -> tuple[str, ...]:
    base, changes = found.compared.baseline, found.compared.sides[1].changes
    start = "" if base == USUAL else f", from `{base}`"
    what = "<br>".join([f"{found.proposal}{start}:", *(f"`{change}`" for change in changes)])
    gains, prices = (_strongest(found.compared, (said,), STRONGEST) for said in ("better", "worse"))
    beside = "<br>".join(_levels(found.compared, each) for each in found.beside)
    if found.compared.outside:
        gains = f"cannot tell, outside the passport: {'; '.join(found.compared.outside)}"
    return what, gains or "no gain found", prices or "no price found", beside


def holdouts(found: Sequence[Holdout]) -> str:
    """What is known of markets like this one beside what the model says of it, as a Markdown table."""
    first = found[0]
    side = first.sides[0].scenario
    note = (
        f"{side.days} days, {_seeds(first.seeds)}{_each_in(first)}, {word(side.world.rings)}: per cent, mean with its "
        "95 % interval, and between which ends nine in ten of the pairs lie. *Hit*: the mean is in the range that what "
        "is known leaves. A question without platforms is asked of those above it."
    )
    head = ("", "known", "the model", "nine in ten pairs", "", "asked of", "against")
    return _noted(note, head, _holdouts(found))


def _noted(note: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    return f"{note}\n\n{Table.of(columns, rows).markdown()}"


def _each_in(found: Holdout) -> str:
    return "" if found.sides[0].worlds == "fixed" else ", each in another plausible world"


def _holdouts(found: Sequence[Holdout]) -> Iterator[tuple[str, ...]]:
    named = ("", "")
    for each in found:
        before, after = (
            "<br>".join(f"`{what}`" for what in (side.scenario.name, *side.changes)) for side in each.sides
        )
        answer = interval("per cent", each.found.mean, each.found.low, each.found.high)
        platforms = (after, before) if (before, after) != named else ("", "")
        places = min(decimals(*each.spread, digits=2), 2)
        spread = " to ".join(shown(end, places) for end in each.spread)
        yield each.asked, each.known, answer, spread, OUTCOMES[each.verdict], *platforms
        named = (before, after)


def _strongest(compared: Comparison, said: Collection[Verdict], most: int) -> str:
    """Of the metrics of which this is said the headlines, then the surest; the rest is only counted."""
    found = (each for each in compared.differences if compared.verdict(each) in said)
    ranked = sorted(found, key=lambda each: -math.inf if each.metric.headline else -_strength(each))
    more = [f"and {len(ranked) - most} more"] if len(ranked) > most else []
    return "<br>".join([_line(compared, each) for each in ranked[:most]] + more)


def _strength(found: Difference) -> float:
    """The difference in half-widths of its interval."""
    half = (found.high - found.low) / 2
    return abs(found.difference) / half if half else math.inf


def _line(compared: Comparison, found: Difference) -> str:
    told = signed(found.metric.unit, found.difference, found.low, found.high)
    return f"`{found.metric.name}` {told} {compared.verdict(found)}"


def _levels(compared: Comparison, found: Difference) -> str:
    """The difference with what stands before and after it."""
    return f"{_line(compared, found)} ({' → '.join(both(found.metric.unit, found.baseline, found.candidate))})"
