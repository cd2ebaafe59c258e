"""A gate on the screen: the verdict in one line, the rulings, the worst first, the costs, and the time."""

from collections.abc import Iterator

from experiments.printing.console import Text, console, wrapped
from experiments.printing.escapes import quoted
from experiments.printing.numbers import both, counted, interval, percent, shown, signed
from experiments.questions.gate.judging import Ruling, worst_first
from experiments.questions.gate.result import Gate
from experiments.questions.trace.text import brief
from experiments.verdicts.differences import Difference
from experiments.verdicts.marketplace import scale
from experiments.verdicts.regimes import word

COLOURS = {"pass": "bold green", "fail": "bold red", "inconclusive": "bold yellow", "could not run": "bold red"}
NEXT = {
    "pass": "",
    "fail": "it may not be merged as it is",
    "inconclusive": "these pairs cannot tell",
    "could not run": "nothing is known of it",
}
YEN = {"staff_yen": "yen: staff", "fee_yen": "yen: fees", "honest_orders_lost_yen": "yen: honest orders lost"}
PLAIN = {  # by metric: its name here, and the factor to the unit shown
    "honest_clients_restricted": ("honest clients restricted", 1),
    "honest_texts_stopped": ("honest texts stopped", 1),
    "publication_lag_p50": ("minutes to publication, median", 60),
}
MOST_FILES = 10


def show(result: Gate) -> None:
    """Print the result."""
    out = console()
    for line in screen(result):
        out.print(line, no_wrap=True, overflow="ignore", crop=False)


def screen(result: Gate) -> list[Text]:
    """Return the lines of the result."""
    verdict = result.verdict
    first, *more = wrapped(f"{verdict.upper()}  {headline(result)}")
    lines = [Text.assemble((verdict.upper(), COLOURS[verdict]), first.removeprefix(verdict.upper()))]
    lines += [Text(line) for line in more]
    lines += [Text(line, "dim") for line in wrapped(where(result))]
    lines += [Text(line) for line in wrapped(_changed(result))] if result.differing else []
    lines += [Text(f"  {file.path}:{file.line}") for file in result.request.files[:MOST_FILES]]
    lines += [
        Text(line, "bold") for note in (*result.request.notes, *_outside(result)) for line in wrapped(f"note: {note}")
    ]
    lines += [Text(line) for line in _broken(result)]
    for ruling in worst_first(result.rulings):
        lines += _ruling(ruling, result.worlds)
    lines += [Text(line) for line in _costs(result)]
    lines += [Text(f"look at {_which(result)}", "bold"), *brief(result.trace)] if result.trace is not None else []
    lines += [Text(line, "dim") for line in wrapped(time_spent(result))] if result.seconds else []
    return lines


def headline(result: Gate) -> str:
    """Return the comparison and the reason for the verdict, in words."""
    request, verdict = result.request, result.verdict
    sides = f"{request.head} against {request.base}"
    if result.alike is not None and verdict == "pass":
        return f"{sides}: {result.alike}"
    names = [
        f"{ruling.difference.metric.name} ({when(ruling)})"
        for ruling in worst_first(result.rulings)
        if ruling.verdict == verdict
    ]
    if verdict == "pass":
        return f"{sides}: no harm beyond a margin"
    if not names:
        return f"{sides}: {NEXT[verdict]}"
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    needed = f"; {_needed(result.needed, result.worlds)}" if verdict == "inconclusive" else ""
    return f"{sides}: {names[0]}{more}{needed}"


def where(result: Gate) -> str:
    """Return the scenario, the size of the sample and the guardrails, in words."""
    request = result.request
    kind = "seed" if request.worlds == "fixed" else f"{request.worlds} world"
    more = " (more than usual, for few differ)" if result.looks == 1 and result.pairs > request.guardrails.pairs else ""
    size = f"{counted(result.pairs, kind)}{more}, {counted(result.days, 'day')}, " if result.pairs else ""
    again = f"{result.looks} looks, " if result.looks > 1 else ""
    return f"scenario {request.scenario}, {size}{again}guardrails of {request.guardrails.shown}"


def time_spent(result: Gate) -> str:
    """Return the time by stage, in words."""
    return "time: " + ", ".join(f"{stage} {seconds:.1f} s" for stage, seconds in result.seconds.items())


def words(ruling: Ruling) -> str:
    """Return a ruling in numbers: base and head, difference with its interval, margin, and the pairs that are worse.

    Where few pairs differ, also the difference that a pair not seen may have.
    """
    difference = ruling.difference
    before, after = both(difference.metric.unit, difference.baseline, difference.candidate)
    factor, _ = percent(difference.metric.unit)
    gap = signed(difference.metric.unit, difference.difference, difference.low, difference.high)
    worse = difference.agreeing if ruling.harm[0] > 0 else difference.differing - difference.agreeing
    margin = shown(factor * ruling.margin * (1 if difference.metric.better == "down" else -1))
    few = "" if difference.unseen is None else f"; few differ, one unseen may by {shown(factor * difference.unseen)}"
    return f"{before} → {after}, {gap}, margin {margin}, worse in {worse} of {difference.pairs} pairs{few}"


def remark(ruling: Ruling, worlds: int | None = None) -> str:
    """Return a remark on a ruling, or an empty text. worlds: see `Gate.worlds`."""
    _, low, _ = ruling.harm
    if ruling.rail.beyond_all(ruling.difference.baseline):
        return "its margin is more than all there is under the base: it guards little"
    if ruling.verdict == "pass" and ruling.difference.baseline == ruling.difference.candidate == 0:
        return "nobody is concerned, in any run of either side"
    if ruling.verdict == "pass" and low > 0:
        return "a real harm, within the margin"
    if ruling.verdict != "pass" and ruling.harm[2] <= ruling.margin:
        return "within the margin, but the base varies, and with it what it allows"
    return _needed(ruling.settles, worlds) if ruling.verdict == "inconclusive" else ""


def _needed(pairs: int | None, worlds: int | None) -> str:
    if pairs is None:
        return "no realistic number of pairs would settle it"
    if worlds is not None and pairs > worlds:
        return (
            f"these pairs cannot settle it: {pairs} would be needed, and there are {worlds} plausible worlds; "
            "judge it in one world (--worlds fixed), or let people decide"
        )
    return f"{pairs} pairs would settle it"


def _ruling(ruling: Ruling, worlds: int | None) -> Iterator[Text]:
    metric = ruling.rail.metric
    unit = "per cent" if metric.unit == "share" else metric.unit
    head = f" {metric.name}, {when(ruling)}, {unit}"
    yield Text.assemble((f"{ruling.verdict:<12}", COLOURS[ruling.verdict]), head)
    for text in (words(ruling), remark(ruling, worlds)):
        yield from (Text(line) for line in wrapped(text, first="  "))


def _which(result: Gate) -> str:
    """Return a line that names the traced pair, which is its plausible world too."""
    assert result.trace is not None
    return f"pair {result.trace.pairs[0].seed}, the one whose {result.trace.metric.name} gets worse most:"


def when(ruling: Ruling) -> str:
    """Return the regime of a ruling, in words."""
    return word(ruling.rail.regime)


def _changed(result: Gate) -> str:
    return f"changed: {', '.join(result.differing)}"


def _outside(result: Gate) -> list[str]:
    if not result.outside:
        return []
    return [f"outside the passport, where nothing can pass: {'; '.join(result.outside)}"]


def _broken(result: Gate) -> list[str]:
    """Return the reason why the gate could not run: our sentence, then the text of the error."""
    if result.broken is None:
        return []
    why, *foreign = result.broken.split("\n", 1)
    return [*wrapped(why), *(line for text in foreign for line in quoted(text))]


def cost_rows(result: Gate) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return the heads and rows of the costs of the change: yen a month of the whole marketplace, and people."""
    times = scale(result.workers)
    factors = {name: (label, times) for name, label in YEN.items()} | PLAIN
    rows = [
        (label, *(_scaled(_of(costs, name), factor) for costs in result.costs.values()))
        for name, (label, factor) in factors.items()
    ]
    return (f"a month, marketplace ({times:.0f} ×)", *(word(regime) for regime in result.costs)), rows


def _costs(result: Gate) -> Iterator[str]:
    """Yield the costs of the change, if there are any."""
    if not result.costs:
        return
    (first, *regimes), rows = cost_rows(result)
    yield f"{first:<32}" + "".join(f"{regime:>24}" for regime in regimes)
    for label, *cells in rows:
        yield f"  {label:<30}" + "".join(f" {cell:>23}" for cell in cells)


def _scaled(difference: Difference, factor: float) -> str:
    return interval(
        difference.metric.unit, factor * difference.difference, factor * difference.low, factor * difference.high
    )


def _of(costs: tuple[Difference, ...], name: str) -> Difference:
    return next(difference for difference in costs if difference.metric.name == name)
