"""A gate on the screen: the verdict in one line, then the worst first, what it costs, and where the time went."""

from collections.abc import Iterator

from experiments.printing.console import Text, console, wrapped
from experiments.printing.escapes import quoted
from experiments.printing.numbers import both, counted, interval, percent, shown, signed
from experiments.questions.compare.screen import REGISTERED
from experiments.questions.gate.judging import Ruling, worst_first
from experiments.questions.gate.result import Gate
from experiments.questions.trace.text import brief
from experiments.verdicts.differences import Difference
from experiments.verdicts.regimes import word

COLOURS = {"pass": "bold green", "fail": "bold red", "inconclusive": "bold yellow", "could not run": "bold red"}
NEXT = {
    "pass": "",
    "fail": "it may not be merged as it is",
    "inconclusive": "these pairs cannot tell",
    "could not run": "nothing is known of it",
}
YEN = {"staff_yen": "yen: staff", "fee_yen": "yen: fees", "honest_orders_lost_yen": "yen: honest orders lost"}
PLAIN = {  # what it is called, and how many of it its unit is
    "honest_clients_restricted": ("honest clients restricted", 1),
    "honest_texts_stopped": ("honest texts stopped", 1),
    "publication_lag_p50": ("minutes to publication, median", 60),
}
MOST_FILES = 10


def show(found: Gate) -> None:
    """Print it."""
    out = console()
    for line in screen(found):
        out.print(line, no_wrap=True, overflow="ignore", crop=False)


def screen(found: Gate) -> list[Text]:
    """It, line by line."""
    verdict = found.verdict
    first, *more = wrapped(f"{verdict.upper()}  {headline(found)}")
    lines = [Text.assemble((verdict.upper(), COLOURS[verdict]), first.removeprefix(verdict.upper()))]
    lines += [Text(line) for line in more]
    lines += [Text(line, "dim") for line in wrapped(where(found))]
    lines += [Text(line) for line in wrapped(_changed(found))] if found.differing else []
    lines += [Text(f"  {each.path}:{each.line}") for each in found.asked.files[:MOST_FILES]]
    lines += [
        Text(line, "bold") for note in (*found.asked.notes, *_outside(found)) for line in wrapped(f"note: {note}")
    ]
    lines += [Text(line) for line in _broken(found)]
    for ruling in worst_first(found.rulings):
        lines += _ruling(ruling, found.worlds)
    lines += [Text(line) for line in _costs(found)]
    lines += [Text(f"look at {_which(found)}", "bold"), *brief(found.trace)] if found.trace is not None else []
    lines += [Text(line, "dim") for line in wrapped(time_spent(found))] if found.seconds else []
    return lines


def headline(found: Gate) -> str:
    """In words, what was compared and why it is judged so."""
    asked, verdict = found.asked, found.verdict
    what = f"{asked.head} against {asked.base}"
    if found.alike is not None and verdict == "pass":
        return f"{what}: {found.alike}"
    names = [
        f"{each.found.metric.name} ({when(each)})" for each in worst_first(found.rulings) if each.verdict == verdict
    ]
    if verdict == "pass":
        return f"{what}: no harm beyond a margin"
    if not names:
        return f"{what}: {NEXT[verdict]}"
    more = f" and {len(names) - 1} more" if len(names) > 1 else ""
    needed = f"; {_needed(found.needed, found.worlds)}" if verdict == "inconclusive" else ""
    return f"{what}: {names[0]}{more}{needed}"


def where(found: Gate) -> str:
    """Where it was asked."""
    asked = found.asked
    kind = "seed" if asked.worlds == "fixed" else f"{asked.worlds} world"
    more = " (more than usual, for few differ)" if found.looks == 1 and found.pairs > asked.guardrails.pairs else ""
    size = f"{counted(found.pairs, kind)}{more}, {counted(found.days, 'day')}, " if found.pairs else ""
    again = f"{found.looks} looks, " if found.looks > 1 else ""
    return f"scenario {asked.scenario}, {size}{again}guardrails of {asked.guardrails.shown}"


def time_spent(found: Gate) -> str:
    """Where the time went."""
    return "time: " + ", ".join(f"{stage} {seconds:.1f} s" for stage, seconds in found.seconds.items())


def words(ruling: Ruling) -> str:
    """A ruling in numbers: base and head, difference with its interval, margin, in how many pairs it is worse.

    Where few pairs differ, also by how much one unseen is taken to differ.
    """
    found = ruling.found
    before, after = both(found.metric.unit, found.baseline, found.candidate)
    factor, _ = percent(found.metric.unit)
    difference = signed(found.metric.unit, found.difference, found.low, found.high)
    worse = found.agreeing if ruling.harm[0] > 0 else found.differing - found.agreeing
    margin = shown(factor * ruling.margin * (1 if found.metric.better == "down" else -1))
    few = "" if found.unseen is None else f"; few differ, one unseen may by {shown(factor * found.unseen)}"
    return f"{before} → {after}, {difference}, margin {margin}, worse in {worse} of {found.pairs} pairs{few}"


def remark(ruling: Ruling, worlds: int | None = None) -> str:
    """What else is to be said of it. worlds: as of `Gate`."""
    _, low, _ = ruling.harm
    if ruling.rail.beyond_all(ruling.found.baseline):
        return "its margin is more than all there is under the base: it guards little"
    if ruling.verdict == "pass" and ruling.found.baseline == ruling.found.candidate == 0:
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
    for said in (words(ruling), remark(ruling, worlds)):
        yield from (Text(line) for line in wrapped(said, first="  "))


def _which(found: Gate) -> str:
    """The pair that is traced, in its plausible world."""
    assert found.trace is not None
    return f"pair {found.trace.pairs[0].seed}, the one whose {found.trace.metric.name} gets worse most:"


def when(ruling: Ruling) -> str:
    """The regime of a ruling, in words."""
    return word(ruling.rail.regime)


def _changed(found: Gate) -> str:
    return f"changed: {', '.join(found.differing)}"


def _outside(found: Gate) -> list[str]:
    if not found.outside:
        return []
    return [f"outside the passport, where nothing can pass: {'; '.join(found.outside)}"]


def _broken(found: Gate) -> list[str]:
    """Why it could not run: in our words, then in those of whatever broke."""
    if found.broken is None:
        return []
    why, *foreign = found.broken.split("\n", 1)
    return [*wrapped(why), *(line for text in foreign for line in quoted(text))]


def _costs(found: Gate) -> Iterator[str]:
    """What the change costs: yen a month of the whole marketplace, and people."""
    if not found.costs:
        return
    scale = REGISTERED / found.workers
    yield f"{f'a month, marketplace ({scale:.0f} ×)':<32}" + "".join(f"{word(each):>24}" for each in found.costs)
    for name, (said, factor) in ({name: (said, scale) for name, said in YEN.items()} | PLAIN).items():
        row = [_of(costs, name) for costs in found.costs.values()]
        yield f"  {said:<30}" + "".join(f" {_scaled(each, factor):>23}" for each in row)


def _scaled(found: Difference, factor: float) -> str:
    return interval(found.metric.unit, factor * found.difference, factor * found.low, factor * found.high)


def _of(costs: tuple[Difference, ...], name: str) -> Difference:
    return next(each for each in costs if each.metric.name == name)
