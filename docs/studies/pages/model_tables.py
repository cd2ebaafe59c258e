"""Tables of docs/results: facts, levers turned off, costs, hold-outs."""

import math
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from docs.studies.cost_result import Cost
from docs.studies.holdout_result import Holdout
from docs.studies.pages.cells import levels, moves
from docs.studies.parts import Part
from experiments.printing.numbers import decimals, interval, shown, span, with_unit
from experiments.printing.table import Table
from experiments.questions.compare.comparison import Comparison
from experiments.questions.explain.contents import question
from experiments.questions.measure.facts import Validation, verdict
from experiments.runs.provenance import Seeds
from experiments.verdicts.differences import Difference
from experiments.verdicts.margins import TELLING, Verdict, headlines
from experiments.verdicts.regimes import word

MOST_METRICS = 8  # in a row of the table of levers
STRONGEST = 5  # gains, and prices, in a row of the table of costs
SELDOM = 0.01  # share of all worlds that miss a fact, below which it needs a decimal
USUAL = "production"  # base of changes, unless it has the lever closed


def facts(sides: Sequence[Validation], held: Mapping[str, float]) -> Part:
    """Return the facts of the reports, a column for each validation by its rings, as a table.

    held: share of all worlds in which a fact holds, by its name; empty where nobody has counted.
    """
    days = ", ".join(dict.fromkeys(f"`{each.side.name}` {each.side.scenario.days} days" for each in sides))
    note = (
        f"{days}, {_seeds(sides[0].seeds)}: mean with its 95 % interval (of shares that of the arcsine of their "
        "roots, of all else the geometric one), and whether the interval lies in the range that the source leaves, "
        "outside it, or across an end of it, so that these runs cannot tell. "
        "`timeline_2020` is measured in the weeks that a source speaks of, `production` in its own. A "
        "fact that can hardly fail says little; another reading of a source is looked at, and nothing fails by it. All "
        "worlds miss: the share of those that the first wave of the [plausible worlds](../model/plausible-worlds.md) "
        "drew over all ranges in which a run misses the fact by more than twice its noise."
    )
    heads = [f"`{each.side.name}`, {word(each.side.scenario.world.rings)}" for each in sides]
    return _noted(note, ("fact", "range", *heads, "all worlds miss", "standing", "source"), _facts(sides, held))


def _facts(sides: Sequence[Validation], held: Mapping[str, float]) -> Iterator[tuple[str, ...]]:
    for fact, *values in zip(
        [fact for fact, _ in sides[0].facts], *([value for _, value in side.facts] for side in sides), strict=True
    ):
        cells = (
            f"{with_unit(interval(fact.unit, value.mean, value.low, value.high), fact.unit)}, "
            f"{_bold(verdict(fact, value))}"
            for value in values
        )
        possible = span(fact.unit, fact.low, fact.high)
        missed = 1 - held.get(fact.name, math.nan)
        how_often = "" if math.isnan(missed) else f"{missed:.1%}" if missed < SELDOM else f"{missed:.0%}"
        yield f"`{fact.name}`", possible, *cells, how_often, fact.standing, fact.source


def _bold(verdict: str) -> str:
    """Return a verdict, bold where the model is wrong."""
    return f"**{verdict}**" if verdict in ("misses", "missed") else verdict


def levers_off(by_lever: Mapping[str, Comparison]) -> Part:
    """Return the metrics that move when a lever is turned off alone, as a table."""
    first = next(iter(by_lever.values()))
    note = (
        f"`{USUAL}`, {first.days} days, {_seeds(first.seeds)}. Of the metrics that get better or worse, higher or "
        f"lower when the lever is turned off, at most {MOST_METRICS}: the headlines, then those with the largest "
        "difference for their interval. Shares are in per cent points. About one metric in twenty moves by chance."
    )
    return _noted(note, ("lever off", "its question", "what moves"), _levers(by_lever))


def _levers(by_lever: Mapping[str, Comparison]) -> Iterator[tuple[str, ...]]:
    for lever, compared in by_lever.items():
        start = "" if compared.baseline == USUAL else f" from `{compared.baseline}`, as production has it closed"
        yield f"`{lever}`{start}", question(lever), moved(compared)


def _seeds(seeds: Seeds) -> str:
    return f"seeds {min(seeds.ran)} to {max(seeds.ran)}"


def moved(compared: Comparison) -> str:
    """Return the metrics that moved, headlines first, then the surest; the rest is only counted."""
    if compared.equal:
        return "nothing at all: all metrics are equal"
    return _strongest(compared, TELLING, MOST_METRICS) or "nothing that these seeds can tell"


def costs(result: Sequence[Cost]) -> Part:
    """Return gains and prices of each proposal, as a table."""
    first = result[0].compared
    note = (
        f"`{USUAL}` with each change alone, {first.days} days, {_seeds(first.seeds)}, {word(first.regime)}. Gains "
        f"are metrics that get better, prices those that get worse; of both at most {STRONGEST}: the headlines, then "
        "those with the largest difference for their interval. Shares are in per cent points. About one metric in "
        "forty gets better by chance, and one in forty worse."
    )
    return _noted(note, ("proposal", "gains", "prices", "beside it"), map(_cost, result))


def _cost(cost: Cost) -> tuple[str, ...]:
    base, changes = cost.compared.baseline, cost.compared.sides[1].changes
    start = "" if base == USUAL else f", from `{base}`"
    what = "<br>".join([f"{cost.proposal}{start}:", *(f"`{change}`" for change in changes)])
    ways: tuple[tuple[Verdict, ...], ...] = ("better", "a little better"), ("worse", "a little worse")
    gains, prices = (_strongest(cost.compared, verdicts, STRONGEST) for verdicts in ways)
    beside = "<br>".join(f"{_line(cost.compared, each)} ({levels(each)})" for each in cost.beside)
    if cost.compared.outside:
        gains = f"no verdict, outside the passport: {'; '.join(map(str, cost.compared.outside))}"
    return what, gains or "no gain found", prices or "no price found", beside


def holdouts(result: Sequence[Holdout]) -> Part:
    """Return knowledge about markets like this one beside the estimates of the model, as a table."""
    first = result[0]
    side = first.sides[0].scenario
    note = (
        f"{side.days} days, {_seeds(first.seeds)}{_each_in(first)}, {word(side.world.rings)}: per cent, mean with its "
        "95 % interval, and between which ends nine in ten of the pairs lie; of an increase of all pairs together a "
        "pair is what it adds. *Hit*: the interval is in the range that what is known leaves; *missed*: it is outside. "
        "A question without platforms is asked of those above it."
    )
    head = ("", "known", "the model", "nine in ten pairs", "", "asked of", "against")
    return _noted(note, head, _holdouts(result))


def _noted(note: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> Part:
    return note, Table.of(columns, rows)


def _each_in(holdout: Holdout) -> str:
    return "" if holdout.sides[0].worlds == "fixed" else ", each in another plausible world"


def _holdouts(result: Sequence[Holdout]) -> Iterator[tuple[str, ...]]:
    last = ("", "")
    for each in result:
        before, after = (
            "<br>".join(f"`{what}`" for what in (side.scenario.name, *side.changes)) for side in each.sides
        )
        answer = interval("per cent", each.estimate.mean, each.estimate.low, each.estimate.high)
        platforms = (after, before) if (before, after) != last else ("", "")
        places = min(decimals(*each.spread, digits=2), 2)
        spread = " to ".join(shown(end, places) for end in each.spread)
        yield each.question, each.known, answer, spread, _bold(each.verdict), *platforms
        last = (before, after)


def _strongest(compared: Comparison, verdicts: Collection[Verdict], most: int) -> str:
    """Return metrics with these verdicts, headlines first, then the surest; the rest is only counted."""
    differences = (each for each in compared.differences if compared.verdict(each) in verdicts)
    ranked = sorted(differences, key=lambda each: -math.inf if each.metric.name in headlines() else -_strength(each))
    more = [f"and {len(ranked) - most} more"] if len(ranked) > most else []
    return "<br>".join([_line(compared, each) for each in ranked[:most]] + more)


def _strength(difference: Difference) -> float:
    """Return the size of a difference in half-widths of its interval."""
    half = (difference.high - difference.low) / 2
    return abs(difference.difference) / half if half else math.inf


def _line(compared: Comparison, difference: Difference) -> str:
    return f"`{difference.metric.name}` {moves(difference)} {compared.verdict(difference)}"
