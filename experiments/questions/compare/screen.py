"""An answer on one screen of 24 lines: what happens, how sure it is, who pays for it, and how to see more."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass

from experiments.measures.metrics import BY_NAME
from experiments.measures.paths import LABELS, Axis
from experiments.printing.console import COLUMNS, Text, wrapped
from experiments.printing.numbers import counted, decimals, interval, percent, shown
from experiments.questions.compare import idle
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.blindness import blindness
from experiments.questions.compare.comparison import Comparison
from experiments.verdicts.differences import Difference
from experiments.verdicts.margins import TELLING, Verdict, margin, subjects
from experiments.verdicts.marketplace import is_small_market, scale
from experiments.verdicts.regimes import when, word

COLOURS: dict[Verdict, str] = {"better": "bold green", "worse": "bold red"}
PAYERS = {
    "fee_yen": "fees",
    "staff_yen": "staff",
    "honest_orders_lost_yen": "orders of honest clients lost",
    "honest_clients_restricted": "honest clients restricted/1,000",
    "contacts_exchanged": "contacts exchanged outside, %",  # the two reasons of L-15 against calls, side by side
    "coerced_deal_share": "direct deals under pressure, %",
}
LINES = 24  # of a screen; how to see more gives way
MOST_DECIDING = 2  # numbers of the world
WIDTHS = (6, 24, 5, 7)  # of the cells of a headline
NOTHING_DECIDES = "no one number decides more than luck may: `policylab flip` looks closer"


def screen(answer: Answer) -> list[Text]:
    """Return the answer, line by line."""
    lines = _title(answer)
    lines += [Text(line, "bold") for line in wrapped(sentences(answer), 4)]
    lines += [Text(line, "bold") for note in notes(answer) for line in wrapped(note)]
    if answer.equal:
        return lines
    lines += [Text(line, "dim") for line in wrapped(_hangs(answer), 1)]
    for name in answer.headlines:
        lines += _headline(answer, name)
    lines += _payers(answer)
    lines += [Text(line, "dim") for line in _moved(answer)]
    lines += [Text(line, "bold red") for warning in warnings(answer) for line in wrapped(warning, 2)]
    return lines if len(lines) >= LINES else [*lines, Text(_more(answer), "dim")]


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


def _title(answer: Answer) -> list[Text]:
    """Return both titles, on one line if there is room for both."""
    platforms, where = titles(answer)
    if len(platforms) + 2 + len(where) <= COLUMNS:
        return [Text.assemble((platforms, "bold"), (f", {where}", "dim"))]
    return [Text(platforms, "bold"), Text(where, "dim")]


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


def _verdicts(answer: Answer, name: str) -> str:
    """Return one verdict if all regimes agree, else one for each."""
    differences = [(compared, compared[name]) for compared in answer.comparisons]
    verdicts = [compared.verdict(difference) for compared, difference in differences]
    if len(set(verdicts)) == 1:
        return f"{verdicts[0]} {_extent([difference for _, difference in differences], verdicts[0])}".strip()
    return ", ".join(
        f"{verdict} {when(compared.regime)} {_extent([difference], verdict)}".strip()
        for (compared, difference), verdict in zip(differences, verdicts, strict=True)
    )


def _extent(differences: list[Difference], verdict: Verdict) -> str:
    """Return the change as a share of the baseline, and the pairs that agree with it: of one regime or of all."""
    if verdict in ("no difference", "no data"):
        return ""
    counts = "; ".join(dict.fromkeys(_counts(difference, verdict) for difference in differences))
    if verdict not in TELLING:
        return f"({counts})"
    moves = ", ".join(
        dict.fromkeys(
            f"{difference.difference / difference.baseline:+.1%}" for difference in differences if difference.baseline
        )
    )
    return f"({moves}; {counts})" if moves else f"({counts})"


def _counts(difference: Difference, verdict: Verdict) -> str:
    """Count the differing pairs that have the sign of the difference, and the equal pairs."""
    equal = difference.pairs - difference.differing
    if not difference.differing:
        return f"equal in all {equal}"
    which = (
        f"in {difference.agreeing} of {difference.differing}"
        if difference.difference
        else f"level over {difference.differing}"
    )
    rise = (
        ""
        if verdict in TELLING or not difference.difference
        else f"{'higher' if difference.difference > 0 else 'lower'} "
    )
    return f"{rise}{which}{f', {equal} equal' if equal else ''}"


def _headline(answer: Answer, name: str) -> Iterator[Text]:
    """Yield a title, and a row for each regime: baseline, difference, pairs of its sign, margin, verdict."""
    title = f"{name}, {unit_of(BY_NAME[name].unit)}"
    yield Text.assemble(title, (f" ({_trusted(answer, name)})", "dim"))
    for compared in answer.comparisons:
        *numbers, verdict = astuple(cells(compared, compared[name]))
        padded = [f"{number:>{width}}" for number, width in zip(numbers, WIDTHS, strict=True)]
        row = _row([f" {word(compared.regime):<9}", *padded], len(verdict))
        yield Text.assemble(row, " ", (verdict, COLOURS.get(verdict, "")))


def _row(cells: Sequence[str], behind: int) -> str:
    """Return cells in columns, or close together if the line would otherwise be too long for the text behind them."""
    row = " ".join(cells)
    return row if len(row) + 1 + behind <= COLUMNS else " ".join(cell.strip() for cell in cells)


def _trusted(answer: Answer, name: str) -> str:
    """Return the level of trust in a headline, in a word or two."""
    level = answer.trust(name).level
    return f"trust {level}" if level == "not known" else level


def by_path(answer: Answer, axis: Axis) -> Iterator[Text]:
    """Yield exposure by path: a row for each part and regime, without empty parts; the rows sum to the whole."""
    for compared in answer.comparisons:
        whole, parts = compared["exposed_per_10k"], zip(LABELS[axis], compared.paths[axis], strict=True)
        yield Text(f"exposed_per_10k by {axis}, {word(compared.regime)}")
        exposed = [
            (part, difference)
            for part, difference in [*parts, ("together", whole)]
            if difference.baseline or difference.candidate
        ]
        table = [(part, *_part(compared, difference)) for part, difference in exposed]
        widths = [max(map(len, column)) for column in zip(*table, strict=True)]
        for part, *numbers, verdict in table:
            row = [f"{number:>{width}}" for number, width in zip(numbers, widths[1:], strict=False)]
            yield Text.assemble("  ".join([f"  {part:<{widths[0]}}", *row]), "  ", (verdict, COLOURS.get(verdict, "")))


def _part(compared: Comparison, difference: Difference) -> tuple[str, str, str, str, Verdict]:
    row = cells(compared, difference, compared.parts_within)
    return row.baseline, shown(difference.candidate), row.difference, row.pairs, row.verdict


def _hangs(answer: Answer) -> str:
    """Return the assumptions on which headlines hang in each regime, as far as these worlds show."""
    if not answer.plausible:
        return "one world: what is uncertain about it is left out; `--worlds plausible` includes it"
    deciders = [
        f"{subjects()[name].lower()} on "
        f"{', '.join(f'{each.name} {each.pull:+.2f}' for each in telling[:MOST_DECIDING])} ({word(compared.regime)})"
        for name in answer.headlines
        for compared in answer.comparisons
        if (telling := compared.deciding[name].telling)
    ]
    return f"hangs: {'; '.join(deciders)}" if deciders else NOTHING_DECIDES


def _payers(answer: Answer) -> Iterator[Text]:
    """Yield who pays: yen a month, on the scale of the whole marketplace, honest clients, and honest pairs outside."""
    times = scale(answer.comparisons[0].sides[0].scenario.world.workers)
    heads = "".join(f"{word(compared.regime):>23}" for compared in answer.comparisons)
    yield Text(f"{f'yen a month, marketplace ({times:.0f} ×)':<33}{heads}")
    for name, who in PAYERS.items():
        cells = "".join(f" {payer(compared[name], times):>22}" for compared in answer.comparisons)
        yield Text(f"  {who:<31}{cells}")


def payer(difference: Difference, times: float) -> str:
    """Return a difference with its interval: yen for so many markets, a rate as it is."""
    unit = difference.metric.unit
    factor = times if unit == "yen" else 1.0
    return interval(unit, factor * difference.difference, factor * difference.low, factor * difference.high)


def _moved(answer: Answer) -> Iterator[str]:
    """Yield the surest of the other metrics that moved in each regime, as many as fit, if verdicts are possible."""
    if answer.outside:
        return
    for number, compared in enumerate(answer.comparisons):
        others = (difference for difference in answer.moved(number) if difference.metric.name not in PAYERS)
        moved = (f"{difference.metric.name} {compared.verdict(difference)}" for difference in others)
        yield from wrapped(f"moved, {word(compared.regime)}: {', '.join(moved) or 'nothing else'}", 1)


def warnings(answer: Answer) -> Iterator[str]:
    """Yield a warning if the platform would be misled by its own figures, for both regimes together."""
    blind = [(word(compared.regime), warning) for compared in answer.comparisons for warning in blindness(compared)]
    if blind:
        seen = dict.fromkeys(warning.observed.metric.name for _, warning in blind)
        true = dict.fromkeys(difference.metric.name for _, warning in blind for difference in warning.true)
        falls, gets = "falls" if len(seen) == 1 else "fall", "gets" if len(true) == 1 else "get"
        sentence = f"{', '.join(seen)} {falls} while {', '.join(true)} {gets} worse: the platform would be misled"
        yield f"Warning ({', '.join(dict.fromkeys(regime for regime, _ in blind))}): {sentence}"


def _where(answer: Answer) -> str:
    """Return the worlds, and how many."""
    pairs = _pairs(answer)
    if answer.plausible:
        return counted(pairs, "plausible world") + ("" if answer.of_this_model else " of a model that has moved since")
    return f"world {answer.comparisons[0].world}, {counted(pairs, 'seed')}"


def _pairs(answer: Answer) -> int:
    return len(answer.comparisons[0].seeds)


def _more(answer: Answer) -> str:
    return "more: --all, --by channel|tactic|age|experience; policylab flip, explain"
