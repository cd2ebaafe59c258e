"""An answer on one screen of 24 lines: what happens, how sure that is, who pays for it, and how to see more."""

from collections.abc import Iterable, Iterator, Sequence

from experiments.measures.paths import LABELS, Axis
from experiments.results.answer import Answer
from experiments.results.comparison import Comparison
from experiments.verdicts.differences import Difference
from experiments.verdicts.margins import Verdict, margins
from experiments.views.console import COLUMNS, Text, wrapped
from experiments.views.numbers import decimals, interval, percent, shown
from experiments.views.verdict import blindness

SUBJECTS = {"exposed_per_10k": "Fraud exposure", "value_per_posting": "Matching", "direct_deal_share": "Leak"}
REGIMES = {"frozen": "first day", "adapting": "adapted"}  # others are told as they are
WHEN = {"frozen": "on the first day", "adapting": "after adaptation"}
COLOURS: dict[str, str] = {"better": "bold green", "worse": "bold red"}
REGISTERED = 3_690_000  # workers of the marketplace (bizspa.jp), for whom those simulated stand
PAYERS = {"fee_yen": "fees", "staff_yen": "staff", "honest_orders_lost_yen": "orders of honest clients lost"}
MOST_MOVED = 5  # metrics named a regime
MOST_DECIDING = 2  # numbers of the world
NOTHING_DECIDES = "no one number decides more than luck may: `policylab flip` asks more worlds"


def screen(answer: Answer) -> list[Text]:
    """The answer, line by line."""
    lines = _title(answer)
    lines += [Text(line, "bold") for line in wrapped(sentences(answer), 4)]
    if answer.equal:
        return lines
    lines += [Text(line, "dim") for line in wrapped(_hangs(answer), 1)]
    for name in answer.headlines:
        lines += _headline(answer, name)
    lines += _payers(answer)
    lines += [Text(line, "dim") for line in _moved(answer)]
    lines += [Text(line, "bold red") for line in _warnings(answer)]
    return [*lines, Text(_more(answer), "dim")]


def _title(answer: Answer) -> list[Text]:
    """The question, and where it was asked: on one line where there is room for both."""
    platforms, where = f"{answer.baseline} → {answer.candidate}", _asked(answer)
    if len(platforms) + 2 + len(where) <= COLUMNS:
        return [Text.assemble((platforms, "bold"), (f", {where}", "dim"))]
    return [Text(platforms, "bold"), Text(where, "dim")]


def sentences(answer: Answer) -> str:
    """What happens to each headline in each regime, and in how many worlds."""
    if answer.equal:
        beyond = f" But {answer.outside}." if answer.outside else ""
        same = "every run is identical" if answer.identical else "all metrics are equal"
        return f"No difference at all: {same} in all {_pairs(answer)} {_kind(answer)}.{beyond}"
    if answer.outside:
        return f"{', '.join(SUBJECTS[name] for name in answer.headlines)}: cannot tell, {answer.outside}."
    return " ".join(f"{SUBJECTS[name]}: {_said(answer, name)}." for name in answer.headlines)


def _said(answer: Answer, name: str) -> str:
    """One verdict for all regimes where they agree, else one for each."""
    found = [(compared, compared[name]) for compared in answer.comparisons]
    verdicts = [answer.verdict(each) for _, each in found]
    if len(set(verdicts)) == 1:
        return f"{verdicts[0]} {_extent([each for _, each in found], verdicts[0])}".strip()
    return ", ".join(
        f"{said} {_when(compared)} {_extent([each], said)}".strip()
        for (compared, each), said in zip(found, verdicts, strict=True)
    )


def _extent(found: list[Difference], said: Verdict) -> str:
    """How much of the baseline, and in how many of the pairs that differ: of one regime or of all."""
    if said == "no difference":
        return ""
    if said not in ("better", "worse"):
        return f"({_each(f'{_rise(each)} in {each.agreeing} of {each.differing}' for each in found)})"
    moves = _each(f"{each.difference / each.baseline:+.1%}" for each in found if each.baseline)
    return f"({moves}; in {_each(f'{each.agreeing} of {each.differing}' for each in found)})"


def _each(texts: Iterable[str]) -> str:
    return ", ".join(dict.fromkeys(texts))


def _rise(found: Difference) -> str:
    return "higher" if found.difference > 0 else "lower"


def _headline(answer: Answer, name: str) -> Iterator[Text]:
    """Title, and a row a regime: baseline, difference with its interval, worlds of its sign, margin, verdict."""
    metric = answer.comparisons[0][name].metric
    factor, sign = percent(metric.unit)
    yield Text.assemble(f"{name}, {'per cent' if sign else metric.unit}", (f" ({_trusted(answer, name)})", "dim"))
    for compared in answer.comparisons:
        found = compared[name]
        said, margin = answer.verdict(found), factor * margins()[name].around(found.baseline)
        cells = (
            f" {_short(compared):<9}",
            f"{shown(factor * found.baseline):>6}",
            f"{interval(metric.unit, found.difference, found.low, found.high):>24}",
            f"{f'{found.agreeing}/{found.differing}':>5}",
            f"{f'±{shown(margin, decimals(margin, digits=2))}':>7}",
        )
        yield Text.assemble(_row(cells, len(said)), " ", (said, COLOURS.get(said, "")))


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
        yield Text(f"exposed_per_10k by {axis}, {_short(compared)}")
        for part, found in [*parts, ("together", whole)]:
            if found.baseline or found.candidate:
                cells = (
                    f"  {part:<20}{shown(found.baseline):>7}",
                    f"{shown(found.candidate):>7}",
                    f"{interval(found.metric.unit, found.difference, found.low, found.high):>24}",
                    f"{f'{found.agreeing}/{found.differing}':>6}",
                )
                said = found.reading
                yield Text.assemble(_row(cells, len(said)), " ", (said, COLOURS.get(said, "")))


def _hangs(answer: Answer) -> str:
    """On which assumptions headlines hang in each regime, as far as these worlds show; or that only luck was asked."""
    if not answer.plausible:
        return "one world: what is not known of it is left out, `--worlds plausible` takes it in"
    told = [
        f"{SUBJECTS[name].lower()} on {', '.join(f'{each.name} {each.pull:+.2f}' for each in telling[:MOST_DECIDING])}"
        f" ({_short(compared)})"
        for name in answer.headlines
        for compared in answer.comparisons
        if (telling := compared.deciding[name].telling)
    ]
    return f"hangs: {'; '.join(told)}" if told else NOTHING_DECIDES


def _payers(answer: Answer) -> Iterator[Text]:
    """Who gains and who pays, in yen a month, on the scale of the whole marketplace."""
    scale = REGISTERED / answer.comparisons[0].sides[0].scenario.world.workers
    heads = "".join(f"{_short(found):>23}" for found in answer.comparisons)
    yield Text(f"{f'yen a month, marketplace ({scale:.0f} ×)':<33}{heads}")
    for name, who in PAYERS.items():
        cells = "".join(f" {_yen(found[name], scale):>22}" for found in answer.comparisons)
        yield Text(f"  {who:<31}{cells}")


def _yen(found: Difference, scale: float) -> str:
    return interval("yen", scale * found.difference, scale * found.low, scale * found.high)


def _moved(answer: Answer) -> Iterator[str]:
    """The surest of what else moved in each regime."""
    for number, compared in enumerate(answer.comparisons):
        moved = answer.moved(number)
        named = ", ".join(f"{each.metric.name} {_better(each)}" for each in moved[:MOST_MOVED])
        more = f", {len(moved) - MOST_MOVED} more" if len(moved) > MOST_MOVED else ""
        yield from wrapped(f"moved, {_short(compared)}: {named or 'nothing else'}{more}", 1)


def _better(found: Difference) -> str:
    return found.reading if found.reading not in ("unclear", "same") else _rise(found)


def _warnings(answer: Answer) -> Iterator[str]:
    """Where the platform would be misled by what it sees, in both regimes together."""
    blind = [(_short(compared), each) for compared in answer.comparisons for each in blindness(compared)]
    if blind:
        seen = _each(each.observed.metric.name for _, each in blind)
        true = _each(found.metric.name for _, each in blind for found in each.true)
        told = f"{seen} falls while {true} get worse: the platform would be misled"
        yield from wrapped(f"Warning ({_each(when for when, _ in blind)}): {told}", 2)


def _when(compared: Comparison) -> str:
    return WHEN.get(compared.regime, f"with rings {compared.regime}")


def _short(compared: Comparison) -> str:
    return REGIMES.get(compared.regime, "as asked")


def _asked(answer: Answer) -> str:
    first = answer.comparisons[0]
    return f"{_where(answer)}, {first.days} days"


def _where(answer: Answer) -> str:
    """In which worlds."""
    pairs = _pairs(answer)
    return f"{pairs} plausible worlds" if answer.plausible else f"world {answer.comparisons[0].world}, {pairs} seeds"


def _kind(answer: Answer) -> str:
    """What pairs are told by: the worlds they lived in, or the luck they had."""
    return "worlds" if answer.plausible else "seeds"


def _pairs(answer: Answer) -> int:
    return len(answer.comparisons[0].seeds)


def _more(answer: Answer) -> str:
    return "more: --all, --by channel|tactic|age|experience; policylab flip, explain"
