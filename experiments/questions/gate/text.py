"""A gate on the screen: the verdict in one line, the rulings, the worst first, the costs, and the time."""

from collections.abc import Iterator

from experiments.language.messages import again, in_a_row, message, say, several
from experiments.printing.console import Text, console, wrapped
from experiments.printing.escapes import quoted
from experiments.printing.numbers import both, counted, interval, percent, shown, signed
from experiments.printing.widths import left, right
from experiments.questions.compare.words import unit_of
from experiments.questions.gate.judging import Ruling, worst_first
from experiments.questions.gate.result import Gate, people
from experiments.questions.trace.text import brief
from experiments.verdicts.coverage import LEAST
from experiments.verdicts.differences import Difference
from experiments.verdicts.marketplace import scale
from experiments.verdicts.regimes import word

COLOURS = {"pass": "bold green", "fail": "bold red", "inconclusive": "bold yellow", "could not run": "bold red"}
WORDS = {
    "pass": message("pass"),
    "fail": message("fail"),
    "inconclusive": message("inconclusive"),
    "could not run": message("could not run"),
}
NEXT = {
    "fail": message("{sides}: it may not be merged as it is"),
    "inconclusive": message("{sides}: these pairs cannot tell"),
    "could not run": message("{sides}: nothing is known of it"),
}
YEN = {
    "staff_yen": message("yen: staff"),
    "fee_yen": message("yen: fees"),
    "honest_orders_lost_yen": message("yen: honest orders lost"),
}
PLAIN = {  # by metric: its name here, and the factor to the unit shown
    "honest_clients_restricted": (message("honest clients restricted"), 1),
    "honest_texts_stopped": (message("honest texts stopped"), 1),
    "publication_lag_p50": (message("minutes to publication, median"), 60),
}
MOST_FILES = 10


def show(result: Gate) -> None:
    """Print the result."""
    out = console()
    for line in screen(result):
        out.print(line, no_wrap=True, overflow="ignore", crop=False)


def screen(result: Gate) -> list[Text]:
    """Return the lines of the result."""
    verdict, shout = result.verdict, say(WORDS[result.verdict]).upper()
    first, *more = wrapped(f"{shout}  {headline(result)}")
    lines = [Text.assemble((shout, COLOURS[verdict]), first.removeprefix(shout))]
    lines += [Text(line) for line in more]
    lines += [Text(line, "dim") for line in wrapped(where(result))]
    lines += [Text(line) for line in wrapped(_changed(result))] if result.differing else []
    lines += [Text(f"  {file.path}:{file.line}") for file in result.request.files[:MOST_FILES]]
    lines += [
        Text(line, "bold") for sentence in notes(result) for line in wrapped(say("note: {sentence}", sentence=sentence))
    ]
    lines += [Text(line) for line in _broken(result)]
    for ruling in worst_first(result.rulings):
        lines += _ruling(ruling, result)
    lines += [Text(line) for line in _costs(result)]
    lines += [Text(_which(result), "bold"), *brief(result.trace)] if result.trace is not None else []
    lines += [Text(line, "dim") for line in wrapped(time_spent(result))] if result.seconds else []
    return lines


def headline(result: Gate) -> str:
    """Return the comparison and the reason for the verdict, in words."""
    request, verdict = result.request, result.verdict
    sides = say("{head} against {base}", head=again(request.head), base=again(request.base))
    if result.alike is not None and verdict == "pass":
        return say("{sides}: {alike}", sides=sides, alike=say(result.alike))
    names = [_named(ruling) for ruling in worst_first(result.rulings) if ruling.verdict == verdict]
    if verdict == "pass":
        return say("{sides}: no harm beyond a margin", sides=sides)
    if not names and result.outside:
        return say("{sides}: outside the passport, where nothing can pass", sides=sides)
    if not names:
        return say(NEXT[verdict], sides=sides)
    rails = say("{first} and {count} more", first=names[0], count=len(names) - 1) if len(names) > 1 else names[0]
    if verdict != "inconclusive":
        return say("{sides}: {rails}", sides=sides, rails=rails)
    needed = _needed(result.needed, result.people, result.worlds)
    return say("{sides}: {rails}; {needed}", sides=sides, rails=rails, needed=needed)


def where(result: Gate) -> str:
    """Return the scenario, the size of the sample and the guardrails, in words."""
    request = result.request
    parts = [say("scenario {scenario}", scenario=request.scenario)]
    if result.pairs:
        size = _size(result)
        parts += [size]
        parts += [counted(result.days, "day"), counted(result.workers, "worker")]
    if result.looks > 1:
        parts += [say("{count} looks", count=result.looks)]
    return in_a_row([*parts, say("guardrails of {file}", file=request.guardrails.shown)])


def _size(result: Gate) -> str:
    worlds = result.request.worlds
    if worlds == "fixed":
        return counted(result.pairs, "seed")
    if worlds == "plausible":
        return counted(result.pairs, "plausible world")
    return several(result.pairs, "{count} {file} world", "{count} {file} worlds", file=worlds)


def time_spent(result: Gate) -> str:
    """Return the time by stage, in words."""
    return say(
        "time: {stages}",
        stages=in_a_row(
            say("{stage} {seconds} s", stage=again(name), seconds=f"{seconds:.1f}")
            for name, seconds in result.seconds.items()
        ),
    )


def notes(result: Gate) -> Iterator[str]:
    """Yield the notes beside the verdict, which are data, doubtful passes, and why worlds allow no verdict."""
    yield from map(again, result.request.notes)
    if result.doubtful:
        yield say(
            "look at these yourself: {metrics}; their intervals hold the truth in fewer than {least} of 100 cases",
            metrics=in_a_row(_named(ruling) for ruling in result.doubtful),
            least=f"{LEAST:g}",
        )
    if result.outside:
        yield passport(result)


def passport(result: Gate) -> str:
    """Return why the worlds of this result allow no verdict, in words."""
    reasons = say("; ").join(map(again, result.outside))
    return say("outside the passport, where nothing can pass: {reasons}", reasons=reasons)


def words(ruling: Ruling) -> str:
    """Return a ruling in numbers: base and head, difference with its interval, margin, and the pairs that are worse.

    Where few pairs differ, also the difference that a pair not seen may have.
    """
    difference = ruling.difference
    before, after = both(difference.metric.unit, difference.baseline, difference.candidate)
    factor, _ = percent(difference.metric.unit)
    gap = signed(difference.metric.unit, difference.difference, difference.low, difference.high)
    worse = difference.rising if difference.metric.better == "down" else difference.differing - difference.rising
    margin = shown(factor * ruling.margin * (1 if difference.metric.better == "down" else -1))
    text = say(
        "{before} → {after}, {difference}, margin {margin}, worse in {worse} of {pairs} pairs",
        before=before,
        after=after,
        difference=gap,
        margin=margin,
        worse=worse,
        pairs=difference.pairs,
    )
    if difference.unseen is None:
        return text
    unseen = shown(factor * difference.unseen)
    return say("{numbers}; few differ, one unseen may by {amount}", numbers=text, amount=unseen)


def remark(ruling: Ruling, result: Gate) -> str:
    """Return a remark on a ruling of a result, or an empty text."""
    _, low, _ = ruling.harm
    if ruling.numberless:
        pairs = ruling.numberless + ruling.difference.pairs
        return say("no number in {without} of {pairs} pairs, so nothing passes", without=ruling.numberless, pairs=pairs)
    if ruling.verdict == "inconclusive" and ruling.rail.shares_nothing(ruling.difference.baseline):
        return say("a share of nothing is no margin; an amount beside it would be one")
    if ruling.rail.beyond_all(ruling.difference.baseline):
        return say("its margin is more than all there is under the base: it guards little")
    if not ruling.concerns and ruling.difference.baseline == ruling.difference.candidate == 0:
        return say("nobody is concerned, in any run of either side")
    if ruling.verdict == "pass" and low > 0:
        return say("a real harm, within the margin")
    if ruling.verdict != "pass" and ruling.harm[2] <= ruling.margin:
        return say("within the margin, but the base varies, and with it what it allows")
    if ruling.verdict != "inconclusive":
        return ""
    return _needed(ruling.settles, people((ruling.larger,), result.workers), result.worlds)


def _needed(pairs: int | None, workers: int | None, worlds: int | None) -> str:
    """Return what would settle it, in words: pairs, or where there are too few worlds for them, a larger market."""
    if pairs is None:
        return say("no realistic number of pairs would settle it")
    if worlds is None or pairs <= worlds:
        return say("{pairs} pairs would settle it", pairs=pairs)
    few = say("{pairs} pairs would be needed, and there are {worlds} plausible worlds", pairs=pairs, worlds=worlds)
    if workers is None:
        return say("{few}: let people decide", few=few)
    return say("{few}: a market of {workers} workers would settle it", few=few, workers=f"{workers:,}")


def _named(ruling: Ruling) -> str:
    return say("{metric} ({regime})", metric=ruling.difference.metric.name, regime=when(ruling))


def _ruling(ruling: Ruling, result: Gate) -> Iterator[Text]:
    metric = ruling.rail.metric
    head = say("{metric}, {regime}, {unit}", metric=metric.name, regime=when(ruling), unit=unit_of(metric.unit))
    yield Text.assemble((left(say(WORDS[ruling.verdict]), 12), COLOURS[ruling.verdict]), f" {head}")
    for text in (words(ruling), remark(ruling, result)):
        yield from (Text(line) for line in wrapped(text, first="  "))


def _which(result: Gate) -> str:
    """Return a line that names the traced pair, which is its plausible world too."""
    assert result.trace is not None
    seed, metric = result.trace.pairs[0].seed, result.trace.metric.name
    return say("look at pair {seed}, the one whose {metric} gets worse most:", seed=seed, metric=metric)


def when(ruling: Ruling) -> str:
    """Return the regime of a ruling, in words."""
    return word(ruling.rail.regime)


def _changed(result: Gate) -> str:
    return say("changed: {keys}", keys=in_a_row(map(again, result.differing)))


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
        (say(label), *(_scaled(_of(costs, name), factor) for costs in result.costs.values()))
        for name, (label, factor) in factors.items()
    ]
    return (
        say("a month, marketplace ({times} ×)", times=f"{times:,.0f}"),
        *(word(regime) for regime in result.costs),
    ), rows


def _costs(result: Gate) -> Iterator[str]:
    """Yield the costs of the change, if there are any."""
    if not result.costs:
        return
    (first, *regimes), rows = cost_rows(result)
    yield left(first, 32) + "".join(right(regime, 24) for regime in regimes)
    for label, *cells in rows:
        yield f"  {left(label, 30)}" + "".join(f" {right(cell, 23)}" for cell in cells)


def _scaled(difference: Difference, factor: float) -> str:
    return interval(
        difference.metric.unit, factor * difference.difference, factor * difference.low, factor * difference.high
    )


def _of(costs: tuple[Difference, ...], name: str) -> Difference:
    return next(difference for difference in costs if difference.metric.name == name)
