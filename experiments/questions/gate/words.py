"""A gate in words: the verdict and its reason, the sample, notes, rulings, costs, the time."""

from collections.abc import Iterator

from experiments.language.messages import again, in_a_row, message, say, several
from experiments.printing.numbers import both, counted, interval, percent, shown, signed, with_unit, yen
from experiments.questions.gate.judging import Ruling, worst_first
from experiments.questions.gate.result import Gate
from experiments.verdicts.coverage import LEAST
from experiments.verdicts.differences import Difference
from experiments.verdicts.labels import label
from experiments.verdicts.marketplace import scale
from experiments.verdicts.regimes import word

WORDS = {
    "pass": message("pass"),
    "fail": message("fail"),
    "inconclusive": message("inconclusive"),
    "could not run": message("could not run"),
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


def sides(result: Gate) -> str:
    """Return the comparison, in words."""
    return say("{head} against {base}", head=again(result.request.head), base=again(result.request.base))


def headline(result: Gate) -> str:
    """Return the comparison and the reason for the verdict, in words."""
    return say("{sides}: {reason}", sides=sides(result), reason=reason(result))


def reason(result: Gate) -> str:
    """Return the reason for the verdict, in words."""
    verdict, rails = result.verdict, deciding(result)
    if result.alike is not None and verdict == "pass":
        return say(result.alike)
    if verdict == "pass":
        return say("no harm beyond a margin")
    if not rails:
        return say("outside the passport, where nothing can pass" if result.outside else "nothing is known of it")
    if verdict != "inconclusive":
        return rails
    return say("{rails}; {needed}", rails=rails, needed=_needed(result.needed, result.people, result.worlds))


def deciding(result: Gate) -> str:
    """Return the guardrails that do not pass and decide the verdict, in words: the worst, and how many more."""
    names = [named(each) for each in worst_first(result.rulings) if each.verdict == result.verdict != "pass"]
    return say("{first} and {count} more", first=names[0], count=len(names) - 1) if len(names) > 1 else "".join(names)


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
            metrics=in_a_row(named(ruling) for ruling in result.doubtful),
            least=f"{LEAST:g}",
        )
    if result.outside:
        yield passport(result)


def passport(result: Gate) -> str:
    """Return why the worlds of this result allow no verdict, in words."""
    reasons = say("; ").join(map(again, result.outside))
    return say("outside the passport, where nothing can pass: {reasons}", reasons=reasons)


def words(ruling: Ruling) -> str:
    """Return a ruling in numbers: base and head, difference with its interval, margin, and the pairs that are worse."""
    difference, unit = ruling.difference, ruling.difference.metric.unit
    before, after = both(unit, difference.baseline, difference.candidate)
    return say(
        "{before} → {after}, {difference}, margin {margin}, worse in {worse} of {pairs} pairs",
        before=before,
        after=after,
        difference=signed(unit, difference.difference, difference.low, difference.high),
        margin=shown(percent(unit)[0] * _directed(ruling)),
        worse=difference.rising if difference.metric.better == "down" else difference.differing - difference.rising,
        pairs=difference.pairs,
    )


def level(difference: Difference, value: float) -> str:
    """Return a level of a metric, with a unit where its label has none: "2.62 %", "¥24.7 M", "9.04 h"."""
    unit = difference.metric.unit
    return yen(value) if unit == "yen" else with_unit(shown(percent(unit)[0] * value), unit)


def allowed(ruling: Ruling) -> str:
    """Return the margin in per cent of the base, below 0 where a fall harms; of a base of nothing in its unit."""
    most, base = _directed(ruling), abs(ruling.difference.baseline)
    return f"{float(f'{100 * most / base:.3g}'):,g} %" if base > 0 else level(ruling.difference, most)


def _directed(ruling: Ruling) -> float:
    """Return the margin with the sign of a harm."""
    return ruling.margin * (1 if ruling.difference.metric.better == "down" else -1)


def unseen(result: Gate) -> str:
    """Return how intervals are made where few pairs differ, in words, if any is made so; else nothing."""
    if not any(ruling.concerns and ruling.difference.unseen for ruling in result.rulings):
        return ""
    return say(
        "Where few pairs differ, an interval also holds a harm that no pair shows: twice as large as luck makes "
        "between two runs of one world."
    )


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
    if ruling.settles and result.worlds and ruling.settles > result.worlds:
        return say("{pairs} pairs would be needed", pairs=ruling.settles)
    return _needed(ruling.settles, None, None)


def _needed(pairs: int | None, workers: int | None, worlds: int | None) -> str:
    """Return what would settle it, in words: pairs, or where there are too few worlds for them, a larger market."""
    if pairs is None:
        return say("no realistic number of pairs would settle it")
    if worlds is None or pairs <= worlds:
        return say("{pairs} pairs would settle it", pairs=pairs)
    few = say("{pairs} pairs would be needed, and there are {worlds} plausible worlds", pairs=pairs, worlds=worlds)
    find = f"policylab calibrate --worlds {pairs}"
    if workers is None:
        return say("{few}: let people decide, or find more worlds with {find}", few=few, find=find)
    larger = f"{workers:,}"
    return say(
        "{few}: {find} finds more, or a market of {workers} workers would do", few=few, find=find, workers=larger
    )


def named(ruling: Ruling) -> str:
    """Return the metric and regime of a ruling."""
    return say("{metric} ({regime})", metric=label(ruling.difference.metric.name), regime=when(ruling))


def traced_pair(result: Gate) -> str:
    """Return a line that names the traced pair, which is its plausible world too."""
    assert result.trace is not None
    seed, metric = result.trace.pairs[0].seed, label(result.trace.metric.name)
    return say("Look at pair {seed}, in which this gets worse most: {metric}", seed=seed, metric=metric)


def when(ruling: Ruling) -> str:
    """Return the regime of a ruling, in words."""
    return word(ruling.rail.regime)


def cost_rows(result: Gate) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    """Return the heads and rows of the costs of the change: yen a month of the whole marketplace, and people."""
    times = scale(result.workers)
    factors = {name: (text, times) for name, text in YEN.items()} | PLAIN
    rows = [
        (say(text), *(_scaled(_of(costs, name), factor) for costs in result.costs.values()))
        for name, (text, factor) in factors.items()
    ]
    return (
        say("a month, marketplace ({times} ×)", times=f"{times:,.0f}"),
        *(word(regime) for regime in result.costs),
    ), rows


def _scaled(difference: Difference, factor: float) -> str:
    return interval(
        difference.metric.unit, factor * difference.difference, factor * difference.low, factor * difference.high
    )


def _of(costs: tuple[Difference, ...], name: str) -> Difference:
    return next(difference for difference in costs if difference.metric.name == name)
