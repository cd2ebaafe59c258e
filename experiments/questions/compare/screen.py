"""An answer on one screen of 24 lines: what happens, how sure that is, who pays for it, and how to see more."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import astuple, dataclass

from experiments.measures.paths import LABELS, Axis
from experiments.printing.console import COLUMNS, Text, wrapped
from experiments.printing.numbers import counted, decimals, interval, percent, shown
from experiments.questions.compare import idle
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.blindness import blindness
from experiments.questions.compare.comparison import Comparison
from experiments.verdicts.differences import Difference
from experiments.verdicts.margins import TELLING, Verdict, margin, subjects
from experiments.verdicts.regimes import when, word

COLOURS: dict[Verdict, str] = {"better": "bold green", "worse": "bold red"}
REGISTERED = 3_690_000  # workers of the marketplace (bizspa.jp), for whom those simulated stand
PAYERS = {"fee_yen": "fees", "staff_yen": "staff", "honest_orders_lost_yen": "orders of honest clients lost"}
MOST_MOVED = 5  # metrics named a regime
MOST_DECIDING = 2  # numbers of the world
WIDTHS = (6, 24, 5, 7)  # of the cells of a headline
NOTHING_DECIDES = "no one number decides more than luck may: `policylab flip` asks more worlds"


def screen(answer: Answer) -> list[Text]:
    """The answer, line by line."""
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
    lines += [Text(line, "bold red") for line in _warnings(answer)]
    return [*lines, Text(_more(answer), "dim")]


@dataclass(frozen=True, slots=True)
class Cells:
    """How a difference is told, wherever it stands: in a table, in a picture, in a notebook."""

    baseline: str
    difference: str  # with its interval
    pairs: str  # with its sign, of those that differ
    margin: str
    verdict: Verdict


def cells(compared: Comparison, found: Difference, within: float | None = None) -> Cells:
    """A difference between the sides of a comparison. within: as `verdict` of margins has it."""
    unit, within = found.metric.unit, margin(found) if within is None else within
    factor, _ = percent(unit)
    allowed = math.nan if within is None else factor * within
    return Cells(
        shown(factor * found.baseline),
        interval(unit, found.difference, found.low, found.high),
        f"{found.agreeing}/{found.differing}",
        "–" if math.isnan(allowed) else f"±{shown(allowed, decimals(allowed, digits=2))}",
        compared.verdict(found, within),
    )


def unit_of(unit: str) -> str:
    """In what a quantity is told: shares in per cent."""
    return "per cent" if unit == "share" else unit


def titles(answer: Answer) -> tuple[str, str]:
    """The question, and where it was asked."""
    first = answer.comparisons[0]
    return f"{answer.baseline} → {answer.candidate}", f"{_where(answer)}, {counted(first.days, 'day')}"


def _title(answer: Answer) -> list[Text]:
    """On one line where there is room for both."""
    platforms, where = titles(answer)
    if len(platforms) + 2 + len(where) <= COLUMNS:
        return [Text.assemble((platforms, "bold"), (f", {where}", "dim"))]
    return [Text(platforms, "bold"), Text(where, "dim")]


def sentences(answer: Answer) -> str:
    """What happens to each headline in each regime, and in how many worlds."""
    if answer.equal:
        beyond = f" But {answer.outside}." if answer.outside else ""
        same = "every run is identical" if answer.identical else "all metrics are equal"
        kind = "world" if answer.plausible else "seed"
        return f"No difference at all: {same} in all {counted(_pairs(answer), kind)}.{beyond}"
    if answer.outside:
        return f"{', '.join(subjects()[name] for name in answer.headlines)}: cannot tell, {answer.outside}."
    return " ".join(f"{subjects()[name]}: {_said(answer, name)}." for name in answer.headlines)


def notes(answer: Answer) -> list[str]:
    """What was changed and had no effect."""
    return [f"note: {each}" for each in idle.sentences(answer.idle)]


def _said(answer: Answer, name: str) -> str:
    """One verdict for all regimes where they agree, else one for each."""
    found = [(compared, compared[name]) for compared in answer.comparisons]
    verdicts = [compared.verdict(each) for compared, each in found]
    if len(set(verdicts)) == 1:
        return f"{verdicts[0]} {_extent([each for _, each in found], verdicts[0])}".strip()
    return ", ".join(
        f"{said} {when(compared.regime)} {_extent([each], said)}".strip()
        for (compared, each), said in zip(found, verdicts, strict=True)
    )


def _extent(found: list[Difference], said: Verdict) -> str:
    """How much of the baseline, and in how many of the pairs that differ: of one regime or of all."""
    if said in ("no difference", "no data"):
        return ""
    counts = "; ".join(dict.fromkeys(_counts(each, said) for each in found))
    if said not in TELLING:
        return f"({counts})"
    moves = ", ".join(dict.fromkeys(f"{each.difference / each.baseline:+.1%}" for each in found if each.baseline))
    return f"({moves}; {counts})" if moves else f"({counts})"


def _counts(found: Difference, said: Verdict) -> str:
    """In how many of the pairs that differ a difference has its sign, and how many others are equal."""
    equal = found.pairs - found.differing
    if not found.differing:
        return f"equal in all {equal}"
    which = f"in {found.agreeing} of {found.differing}" if found.difference else f"level over {found.differing}"
    rise = "" if said in TELLING or not found.difference else f"{'higher' if found.difference > 0 else 'lower'} "
    return f"{rise}{which}{f', {equal} equal' if equal else ''}"


def _headline(answer: Answer, name: str) -> Iterator[Text]:
    """Title, and a row a regime: baseline, difference with its interval, worlds of its sign, margin, verdict."""
    title = f"{name}, {unit_of(answer.comparisons[0][name].metric.unit)}"
    yield Text.assemble(title, (f" ({_trusted(answer, name)})", "dim"))
    for compared in answer.comparisons:
        *numbers, said = astuple(cells(compared, compared[name]))
        told = [f"{each:>{width}}" for each, width in zip(numbers, WIDTHS, strict=True)]
        row = _row([f" {word(compared.regime):<9}", *told], len(said))
        yield Text.assemble(row, " ", (said, COLOURS.get(said, "")))


def _row(cells: Sequence[str], behind: int) -> str:
    """Cells under one another, or close up where nothing else leaves room for what stands behind them."""
    row = " ".join(cells)
    return row if len(row) + 1 + behind <= COLUMNS else " ".join(cell.strip() for cell in cells)


def _trusted(answer: Answer, name: str) -> str:
    """How far the levels of a headline can be trusted, in a word or two."""
    level = answer.trust(name).level
    return f"trust {level}" if level == "not known" else level


def by_path(answer: Answer, axis: Axis) -> Iterator[Text]:
    """Who is exposed by which path: a row a part and regime, of those that anybody meets; they sum to the whole."""
    for compared in answer.comparisons:
        whole, parts = compared["exposed_per_10k"], zip(LABELS[axis], compared.paths[axis], strict=True)
        yield Text(f"exposed_per_10k by {axis}, {word(compared.regime)}")
        met = [(part, found) for part, found in [*parts, ("together", whole)] if found.baseline or found.candidate]
        told = [(part, *_part(compared, found)) for part, found in met]
        widths = [max(map(len, column)) for column in zip(*told, strict=True)]
        for part, *numbers, said in told:
            row = [f"{each:>{width}}" for each, width in zip(numbers, widths[1:], strict=False)]
            yield Text.assemble("  ".join([f"  {part:<{widths[0]}}", *row]), "  ", (said, COLOURS.get(said, "")))


def _part(compared: Comparison, found: Difference) -> tuple[str, str, str, str, Verdict]:
    told = cells(compared, found, compared.parts_within)
    return told.baseline, shown(found.candidate), told.difference, told.pairs, told.verdict


def _hangs(answer: Answer) -> str:
    """On which assumptions headlines hang in each regime, as far as these worlds show; or that only luck was asked."""
    if not answer.plausible:
        return "one world: what is not known of it is left out, `--worlds plausible` takes it in"
    told = [
        f"{subjects()[name].lower()} on "
        f"{', '.join(f'{each.name} {each.pull:+.2f}' for each in telling[:MOST_DECIDING])} ({word(compared.regime)})"
        for name in answer.headlines
        for compared in answer.comparisons
        if (telling := compared.deciding[name].telling)
    ]
    return f"hangs: {'; '.join(told)}" if told else NOTHING_DECIDES


def _payers(answer: Answer) -> Iterator[Text]:
    """Who gains and who pays, in yen a month, on the scale of the whole marketplace."""
    scale = REGISTERED / answer.comparisons[0].sides[0].scenario.world.workers
    heads = "".join(f"{word(found.regime):>23}" for found in answer.comparisons)
    yield Text(f"{f'yen a month, marketplace ({scale:.0f} ×)':<33}{heads}")
    for name, who in PAYERS.items():
        cells = "".join(f" {_yen(found[name], scale):>22}" for found in answer.comparisons)
        yield Text(f"  {who:<31}{cells}")


def _yen(found: Difference, scale: float) -> str:
    return interval("yen", scale * found.difference, scale * found.low, scale * found.high)


def _moved(answer: Answer) -> Iterator[str]:
    """The surest of what else moved in each regime, where anything can be told."""
    if answer.outside:
        return
    for number, compared in enumerate(answer.comparisons):
        moved = answer.moved(number)
        named = ", ".join(f"{each.metric.name} {compared.verdict(each)}" for each in moved[:MOST_MOVED])
        more = f", {len(moved) - MOST_MOVED} more" if len(moved) > MOST_MOVED else ""
        yield from wrapped(f"moved, {word(compared.regime)}: {named or 'nothing else'}{more}", 1)


def _warnings(answer: Answer) -> Iterator[str]:
    """Where the platform would be misled by what it sees, in both regimes together."""
    blind = [(word(compared.regime), each) for compared in answer.comparisons for each in blindness(compared)]
    if blind:
        seen = ", ".join(dict.fromkeys(each.observed.metric.name for _, each in blind))
        true = ", ".join(dict.fromkeys(found.metric.name for _, each in blind for found in each.true))
        told = f"{seen} falls while {true} get worse: the platform would be misled"
        yield from wrapped(f"Warning ({', '.join(dict.fromkeys(regime for regime, _ in blind))}): {told}", 2)


def _where(answer: Answer) -> str:
    """In which worlds."""
    pairs = _pairs(answer)
    if answer.plausible:
        return counted(pairs, "plausible world") + ("" if answer.of_this_model else " of a model that has moved since")
    return f"world {answer.comparisons[0].world}, {counted(pairs, 'seed')}"


def _pairs(answer: Answer) -> int:
    return len(answer.comparisons[0].seeds)


def _more(answer: Answer) -> str:
    return "more: --all, --by channel|tactic|age|experience; policylab flip, explain"
