"""Words of an answer that the terminal, pictures, pages and notebooks share: titles, sentences, cells, warnings."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from experiments.printing.numbers import counted, decimals, interval, percent, shown
from experiments.questions.compare import idle
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.blindness import blindness
from experiments.questions.compare.comparison import Comparison
from experiments.verdicts.differences import Difference
from experiments.verdicts.labels import label
from experiments.verdicts.margins import TELLING, Verdict, margin, subjects
from experiments.verdicts.marketplace import is_small_market
from experiments.verdicts.regimes import when, word

COLOURS: dict[Verdict, str] = {"better": "bold green", "worse": "bold red"}
PAYERS = {
    "fee_yen": "fees kept, yen",
    "staff_yen": "staff, yen",
    "honest_orders_lost_yen": "honest clients' orders lost, yen",
    "honest_clients_restricted": "honest clients restricted/1,000",
    "contacts_exchanged": "addresses exchanged outside, %",  # the two reasons of L-15 against calls, side by side
    "coerced_deal_share": "deals outside under pressure, %",
}


@dataclass(frozen=True, slots=True)
class Cells:
    """A difference as text: the same in tables, pictures and notebooks."""

    baseline: str
    difference: str  # with its interval
    pairs: str  # with its sign, of those that differ
    margin: str
    verdict: Verdict


def cells(compared: Comparison, difference: Difference, within: float | None = None) -> Cells:
    """Return the cells of a difference between the sides of a comparison. within: see `margins.verdict`."""
    unit, within = difference.metric.unit, margin(difference) if within is None else within
    factor, _ = percent(unit)
    allowed = math.nan if within is None else factor * within
    return Cells(
        shown(factor * difference.baseline),
        interval(unit, difference.difference, difference.low, difference.high),
        f"{difference.agreeing}/{difference.differing}",
        "–" if math.isnan(allowed) else f"±{shown(allowed, decimals(allowed, digits=2))}",
        compared.verdict(difference, within),
    )


def unit_of(unit: str) -> str:
    """Return the unit that a quantity is shown in: shares in per cent."""
    return "per cent" if unit == "share" else unit


def titles(answer: Answer) -> tuple[str, str]:
    """Return two titles: the platforms, and the worlds and days."""
    first = answer.comparisons[0]
    size = ", a small market" if any(is_small_market(side.scenario.world.workers) for side in first.sides) else ""
    return f"{answer.baseline} → {answer.candidate}", f"{_where(answer)}, {counted(first.days, 'day')}{size}"


def sentences(answer: Answer) -> str:
    """Return in words what happens to each headline in each regime, and in how many worlds."""
    if answer.equal:
        beyond = f" But {answer.outside}." if answer.outside else ""
        same = "every run is identical" if answer.identical else "all metrics are equal"
        kind = "world" if answer.plausible else "seed"
        return f"No difference at all: {same} in all {counted(_pairs(answer), kind)}.{beyond}"
    if answer.outside:
        return f"{', '.join(subjects()[name] for name in answer.headlines)}: cannot tell, {answer.outside}."
    return " ".join(f"{subjects()[name]}: {_verdicts(answer, name)}." for name in answer.headlines)


def notes(answer: Answer) -> list[str]:
    """Return notes on changes that had no effect."""
    return [f"note: {sentence}" for sentence in idle.sentences(answer.idle)]


def warnings(answer: Answer) -> Iterator[str]:
    """Yield a warning if the platform would be misled by its own figures, for both regimes together."""
    blind = [(word(compared.regime), warning) for compared in answer.comparisons for warning in blindness(compared)]
    if blind:
        seen = dict.fromkeys(label(warning.observed.metric.name) for _, warning in blind)
        true = dict.fromkeys(label(difference.metric.name) for _, warning in blind for difference in warning.true)
        regimes = ", ".join(dict.fromkeys(regime for regime, _ in blind))
        sees, there = ", ".join(seen), ", ".join(true)
        yield f"Warning ({regimes}): the platform sees less fraud ({sees}) where there is more of it ({there})."


def payer(difference: Difference, times: float) -> str:
    """Return a difference with its interval: yen for so many markets, a rate as it is."""
    return interval(difference.metric.unit, *at_size(difference, times))


def at_size(difference: Difference, times: float) -> tuple[float, float, float]:
    """Return a difference and both ends of its interval: yen for so many markets, a rate as it is."""
    factor = times if difference.metric.unit == "yen" else 1.0
    return factor * difference.difference, factor * difference.low, factor * difference.high


def _verdicts(answer: Answer, name: str) -> str:
    """Return one verdict if all regimes agree, else one for each."""
    differences = [(compared, compared[name]) for compared in answer.comparisons]
    verdicts = [compared.verdict(difference) for compared, difference in differences]
    if len(set(verdicts)) == 1:
        return f"{verdicts[0]}{_extent([difference for _, difference in differences], verdicts[0])}"
    return ", ".join(
        f"{verdict} {when(compared.regime)}{_extent([difference], verdict)}"
        for (compared, difference), verdict in zip(differences, verdicts, strict=True)
    )


def _extent(differences: list[Difference], verdict: Verdict) -> str:
    """Return the change as a share of the baseline, of one regime or of all, where the verdict has a direction."""
    moves = dict.fromkeys(
        f"{difference.difference / difference.baseline:+.1%}" for difference in differences if difference.baseline
    )
    return f" ({', '.join(moves)})" if moves and verdict in TELLING else ""


def _where(answer: Answer) -> str:
    """Return the worlds, and how many."""
    pairs = _pairs(answer)
    if answer.plausible:
        return counted(pairs, "plausible world") + ("" if answer.of_this_model else " of a model that has moved since")
    return f"world {answer.comparisons[0].world}, {counted(pairs, 'seed')}"


def _pairs(answer: Answer) -> int:
    return len(answer.comparisons[0].seeds)
