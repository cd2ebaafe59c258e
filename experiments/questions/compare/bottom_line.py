"""The bottom line: the conclusion of an answer in sentences, no gain before a harm, and what it takes to know more."""

import math
from collections.abc import Iterator, Mapping, Sequence

from experiments.language.arguments import argument, change
from experiments.language.messages import in_a_row, message, say
from experiments.measures.metrics import BY_NAME
from experiments.printing.numbers import counted, decimals, shown, yen
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.conclusion import GAINS, SURE, UNSETTLED, Finding, Kind
from experiments.questions.compare.outlook import More, Outlook
from experiments.runs.cost import seconds
from experiments.verdicts.kin import kin
from experiments.verdicts.labels import label
from experiments.verdicts.looks import LUCKS
from experiments.verdicts.margins import DIRECTIONS, Direction, beside, margins
from experiments.verdicts.odds import odds
from experiments.verdicts.regimes import when, word
from experiments.verdicts.split import ALL_LUCK, Split

DOUBLING = 1.0  # a share of the baseline, above which a rise is told as so many times the baseline
NOTHING = 5e-4  # a share that is not told
FRESH = 1_024  # first seed of luck that no answer has used, for more pairs than a second look has
UP, DOWN = "↑", "↓"
HEADS: Mapping[Kind, str] = {
    "harm": message("Harm: {findings}."),
    "possible harm": message("Possible harm: {findings}."),
    "change": message("Moves: {findings}."),
    "gain": message("Gain: {findings}."),
    "possible gain": message("Possible gain: {findings}."),
    "no harm": message("Not worse: {findings}."),
    "no difference": message("No difference: {findings}."),
    "open": message("Open: {findings}."),
}
TRADES: Mapping[Kind, str] = {  # what something buys stands behind what it costs
    "harm": message("Harm: {costs}; in return: {gains}."),
    "possible harm": message("Possible harm: {costs}; in return: {gains}."),
}
LIKELY = message("likely better: {names}")
WITH: Mapping[Kind, str] = {  # less sure ones of the same kind
    "harm": message("{sure}; likely worse: {names}"),
    "gain": message("{sure}; likely better: {names}"),
}


def decision(answer: Answer) -> Iterator[str]:
    """Yield what the change costs and buys, in one sentence where it does both; then what is open.

    Every metric that surely got worse is named before one that got better. What makes no difference is told where
    nothing moved.
    """
    every = answer.findings
    gains = _sure_first(every, answer, "gain", "possible gain")
    costs = _sure_first(every, answer, "harm", "possible harm", "" if told_below(answer) else others(answer, "worse"))
    if costs and gains:
        bought = gains[1] if gains[0] == "gain" else say(LIKELY, names=gains[1])
        yield say(TRADES[costs[0]], costs=costs[1], gains=bought)
    elif either := costs or gains:
        yield say(HEADS[either[0]], findings=either[1])
    rest: tuple[Kind, ...] = ("change", "open") if costs or gains else ("change", "no harm", "no difference", "open")
    for kind in rest:
        if texts := [_told(each, answer) for each in every if each.kind == kind]:
            yield say(HEADS[kind], findings=say("; ").join(texts))


def told_below(answer: Answer) -> bool:
    """Is all else that got worse told below the table? It is where rows got worse and none better."""
    kinds = {each.kind for each in answer.findings}
    return "harm" in kinds and kinds.isdisjoint(GAINS)


def _sure_first(
    every: Sequence[Finding], answer: Answer, sure: Kind, possible: Kind, names: str = ""
) -> tuple[Kind, str] | None:
    """Return the surer of two kinds that there is, and its findings; None where there are none of either.

    Behind sure ones the likely ones are named. names: of other metrics that surely moved so
    """
    first = [_told(each, answer) for each in every if each.kind == sure]
    maybe = [each for each in every if each.kind == possible]
    if names:
        first.append(say("also worse: {names}", names=names) if first else names)
    if not first:
        return (possible, in_a_row(_named(each, answer) for each in maybe)) if maybe else None
    likely = in_a_row(_named(each, answer) for each in maybe if each.verdict.startswith("likely"))
    text = say("; ").join(first)
    return sure, say(WITH[sure], sure=text, names=likely) if likely else text


def others(answer: Answer, direction: Direction) -> str:
    """Return the metrics of no row that moved in a direction, the surest first; empty where none did.

    Where a row of the same people moved that way, they are told.
    """
    names: dict[str, list[str]] = {}
    for number, compared in enumerate(answer.comparisons):
        rows = {
            name
            for name in (*answer.headlines, *beside())
            if DIRECTIONS.get(compared.verdict(compared[name])) == direction
        }
        for difference in answer.moved(number):
            if DIRECTIONS[compared.verdict(difference)] == direction and rows.isdisjoint(kin(difference.metric.name)):
                arrow = UP if difference.difference > 0 else DOWN
                names.setdefault(f"{label(difference.metric.name)} {arrow}", []).append(word(compared.regime))
    whole = len(answer.comparisons)
    return in_a_row(
        name if len(regimes) == whole else say("{name} ({regimes})", name=name, regimes=in_a_row(regimes))
        for name, regimes in names.items()
    )


def next_step(answer: Answer) -> str:
    """Return what it takes to know more, or what could change the answer; empty if both sides are equal."""
    if answer.equal or answer.outside:
        return ""
    every = [
        (_where(label(each.name), [regime], answer), outlook)
        for each in sorted(answer.findings, key=lambda each: each.kind in GAINS)  # what may harm comes first
        for regime, outlook in zip(each.regimes, each.outlooks, strict=False)
        if not math.isnan(outlook.rises)
    ]
    if not every and any(each.kind in UNSETTLED for each in answer.findings):
        return ""  # there is no number to go by
    if not every:
        return say("Nothing is open, by margins that ship and are assumed; policylab flip looks for what changes it.")
    subject, outlook = min(every, key=lambda each: each[1].settling is None)  # the first that anything would settle
    if outlook.split is None and answer.look == 1:
        terms = _pairs(answer, LUCKS, LUCKS - 1)
        return say("A second luck in each world tells more of {subject}: {option}, about {time}.", subject=subject,
                   option=argument("more", True), time=terms["time"])  # fmt: skip
    if outlook.settling is None:
        return say(
            "No realistic number of runs settles {subject}, if the difference is what it looks.", subject=subject
        )
    way = _WAYS[outlook.settling.more]
    if outlook.settling.more == "worlds" and outlook.split and outlook.split.luck > 1 / 2 and answer.look == 1:
        way = NARROWED
    return say(way, subject=subject, **_terms(answer, outlook))


NARROWED = message("{option} narrows {subject}, about {time}; some {worlds} plausible worlds would settle it.")
_WAYS: Mapping[More, str] = {
    "second look": message("To settle {subject}: {option}, {pairs}, about {time}."),
    "luck": message("To settle {subject}: {option}, {pairs}, about {time}."),
    "people": message("To settle {subject}: more people, {scale}, about {time}."),
    "worlds": message("To settle {subject}: some {worlds} plausible worlds, by policylab calibrate."),
}


def _terms(answer: Answer, outlook: Outlook) -> dict[str, str]:
    """Return what fills the places of `_WAYS`."""
    settling = outlook.settling
    assert settling is not None
    first = answer.comparisons[0]
    second = settling.more in ("second look", "worlds")
    times = math.ceil(LUCKS if second else settling.times)
    sized = any(text.startswith("scale") for text in first.sides[0].changes)
    pairs = len(first.seeds) * times
    fresh = f"{argument('seeds', pairs)} {argument('first_seed', FRESH)}"
    return _pairs(answer, times, LUCKS - 1 if second else settling.effort) | {
        "option": argument("more", True) if second else fresh,
        "scale": say("{times} times as many", times=times) if sized else f"{change('scale').removesuffix('…')}{times}",
        "worlds": f"{math.ceil(first.worlds * settling.times):,}",
    }


def _pairs(answer: Answer, times: int, effort: float) -> dict[str, str]:
    """Return so many times the pairs, and the time of so much of these runs, on two idle cores."""
    first = answer.comparisons[0]
    scenario, runs = first.sides[0].scenario, 2 * len(answer.comparisons) * len(first.seeds)
    time = lasting(seconds(scenario.world.workers, scenario.days) * runs * effort / 2)
    return {"pairs": counted(len(first.seeds) * times, "pair"), "time": time}


def lasting(time: float) -> str:
    """Return seconds in words, to the minute."""
    minutes = max(round(time / 60), 1)
    return counted(minutes, "minute") if minutes < 100 else counted(round(minutes / 60), "hour")


def _told(finding: Finding, answer: Answer) -> str:
    """Return a finding with its size, and the regime that it holds in, if it does not hold in all."""
    if finding.kind == "open":
        return say("{subject} ({odds})", subject=_named(finding, answer), odds=_lean(finding))
    if finding.kind not in SURE:
        return _named(finding, answer)
    text = say("{subject} {change}", subject=label(finding.name), change=changed(finding, answer))
    if finding.verdict.startswith("a little"):
        text = say("{finding}, a little", finding=text)
    return _where(text, finding.regimes, answer)


def changed(finding: Finding, answer: Answer) -> str:
    """Return the size of a change that has a sign: "up 6 to 16 %", "17 → 180 (8 to 14 times)"."""
    unit, times = BY_NAME[finding.name].unit, answer.comparisons[0].factor(finding.name)
    before, after = times * finding.baseline, times * (finding.baseline + finding.mean)
    if math.isnan(finding.low + finding.high) or finding.high > DOUBLING:
        factor = 100 if unit == "share" else 1
        ends = {"before": shown(factor * before), "after": shown(factor * after)}
        if math.isnan(finding.low + finding.high):
            return say("{before} → {after}", **ends)
        low, high = (f"{1 + end:.{0 if 1 + finding.low >= 3 else 1}f}" for end in (finding.low, finding.high))
        return say("{before} → {after} ({low} to {high} times)", **ends, low=low, high=high)
    way = say("up {extent}" if finding.rises else "down {extent}", extent=extent(finding.low, finding.high))
    return say("{change} ({yen} a month)", change=way, yen=yen(abs(after - before))) if times > 1 else way


def _lean(finding: Finding) -> str:
    """Return which way a finding that is open leans, in odds."""
    rises = finding.outlooks[0].rises
    if math.isnan(rises):
        return say("nothing was seen")
    if not finding.seen:
        return say("no pair differs")
    return say("{odds} up" if rises >= 1 / 2 else "{odds} down", odds=odds(max(rises, 1 - rises)))


def outlooks(answer: Answer) -> Iterator[str]:
    """Yield for each headline and regime its odds, and how much of its variance is luck."""
    for name in answer.headlines:
        for number, compared in enumerate(answer.comparisons):
            each = answer.outlook(number, name)
            where = say("{finding} {when}", finding=label(name), when=when(compared.regime))
            lean = _odds(name, each) if compared[name].differing else say("no pair differs")
            yield say("{where}: {odds}; {luck}.", where=where, odds=lean, luck=_luck(each.split))


def _luck(split: Split | None) -> str:
    if split is ALL_LUCK:
        return say("in one world all of its variance is luck")
    if split is None:
        return say("one luck a world does not tell luck from worlds")
    low, high = (f"{100 * end:.0f}" for end in (split.low, split.high))
    share = f"{100 * split.luck:.0f}"
    if split.pooled:
        return say(
            "luck makes {share} % of the variance [{low}, {high}], by a pool of other changes",
            share=share,
            low=low,
            high=high,
        )
    return say("luck makes {share} % of the variance [{low}, {high}]", share=share, low=low, high=high)


def _named(finding: Finding, answer: Answer) -> str:
    """Return the subject of a finding, and the regime if it does not hold in all."""
    return _where(label(finding.name), finding.regimes, answer)


def _where(text: str, regimes: Sequence[str], answer: Answer) -> str:
    """Return a text with the regimes that it holds in, if it does not hold in all."""
    if len(regimes) == len(answer.comparisons):
        return text
    return say("{finding} {when}", finding=text, when=in_a_row(map(when, regimes)))


def _odds(name: str, outlook: Outlook) -> str:
    if math.isnan(outlook.rises):
        return say("nothing was seen")
    rises = outlook.rises >= 1 / 2
    chance, beyond = (outlook.rises, outlook.above) if rises else (1 - outlook.rises, outlook.below)
    way = message("{odds} that it rises, {beyond} by more than {margin} %")
    other = message("{odds} that it falls, {beyond} by more than {margin} %")
    return say(
        way if rises else other, odds=odds(chance), beyond=odds(beyond), margin=f"{100 * margins()[name].share:g}"
    )


def extent(low: float, high: float) -> str:
    """Return the ends of a change that has a sign, in per cent: "1 to 6 %"; "up to 6 %" if one is next to nothing."""
    least, most = sorted((abs(low), abs(high)))
    if least < NOTHING:
        return say("by at most {high} %", high=_percent(most))
    first, last = _percent(least), _percent(most)
    return say("{high} %", high=last) if first == last else say("{low} to {high} %", low=first, high=last)


def signed_share(share: float) -> str:
    """Return a share in per cent, with its sign: "+5 %"."""
    return f"{'+' if share > 0 else '-' if share < 0 else ''}{_percent(abs(share))} %"


def _percent(share: float) -> str:
    value = 100 * share
    places = 0 if value >= 10 else 1 if value >= 1 else decimals(value, digits=1)
    text = shown(value, places)
    return text.removesuffix(".0")
