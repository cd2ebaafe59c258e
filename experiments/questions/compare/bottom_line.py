"""The bottom line: the conclusion of an answer in sentences, harms before gains, and what it takes to know more."""

import math
from collections.abc import Iterator, Mapping, Sequence

from experiments.language.arguments import argument, change
from experiments.language.messages import in_a_row, message, say
from experiments.measures.metrics import BY_NAME
from experiments.printing.numbers import counted, decimals, shown
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.conclusion import Finding, Kind
from experiments.questions.compare.outlook import More, Outlook
from experiments.runs.cost import seconds
from experiments.verdicts.looks import LUCKS
from experiments.verdicts.margins import margins, subjects
from experiments.verdicts.odds import odds
from experiments.verdicts.regimes import when
from experiments.verdicts.split import ALL_LUCK, Split

MOST = 3  # metrics beside the headlines, of one kind
NOTHING = 5e-4  # a share that is not told
FRESH = 1_024  # first seed of luck that no answer has used, for more pairs than a second look has
HEADS: Mapping[Kind, str] = {
    "harm": message("Harm: {findings}."),
    "gain": message("Gain: {findings}."),
    "change": message("Moves: {findings}."),
    "open": message("Open: {findings}."),
    "no harm": message("No harm that matters: {findings}."),
    "no difference": message("No practical difference: {findings}."),
    "no verdict": message("No verdict, since such intervals hold the truth too rarely: {findings}."),
    "no data": message("No data: {findings}."),
}
RISES = {
    "exposed_per_10k": message("{extent} more workers are exposed"),
    "value_per_posting": message("matching gains {extent} a posting"),
    "direct_deal_share": message("deals outside rise by {extent}"),
    "pressed_per_10k": message("{extent} more workers are pressed to deal outside"),
    "contract_yen": message("work in all grows by {extent}"),
    "fee_yen": message("fees grow by {extent}"),
    "honest_clients_lost": message("{extent} more honest clients leave"),
    "honest_clients_restricted": message("{extent} more honest clients are restricted"),
    "honest_orders_lost_yen": message("{extent} more orders of honest clients are lost"),
    "staff_yen": message("staff costs {extent} more"),
}
IN_ALL = {  # what gets worse while a rate gains
    "contract_yen": message("work in all shrinks"),
    "fee_yen": message("fees shrink"),
    "honest_clients_lost": message("more honest clients leave"),
}
FALLS = {
    "exposed_per_10k": message("{extent} fewer workers are exposed"),
    "value_per_posting": message("matching loses {extent} a posting"),
    "direct_deal_share": message("deals outside fall by {extent}"),
    "pressed_per_10k": message("{extent} fewer workers are pressed to deal outside"),
    "contract_yen": message("work in all shrinks by {extent}"),
    "fee_yen": message("fees shrink by {extent}"),
    "honest_clients_lost": message("{extent} fewer honest clients leave"),
    "honest_clients_restricted": message("{extent} fewer honest clients are restricted"),
    "honest_orders_lost_yen": message("{extent} fewer orders of honest clients are lost"),
    "staff_yen": message("staff costs {extent} less"),
}


def decision(answer: Answer) -> Iterator[str]:
    """Yield a sentence for each kind of finding, harms before gains; headlines before what else moved."""
    findings = answer.findings
    for kind, head in HEADS.items():
        alike = [each for each in findings if each.kind == kind]
        first = [each for each in alike if each.name in answer.headlines]
        others = [each for each in alike if each.name not in answer.headlines][:MOST]
        if alike:
            words = _named if kind in ("no difference", "no verdict", "no data") else _told
            yield say(head, findings=say("; ").join(words(each, answer) for each in (*first, *others)))


def next_step(answer: Answer) -> str:
    """Return what it takes to know more, or what could change the answer; empty if both sides are equal."""
    if answer.equal or answer.outside:
        return ""
    findings = answer.findings
    every = [(each, outlook) for each in findings for outlook in each.outlooks if not math.isnan(outlook.rises)]
    if not every and any(each.kind in ("open", "no data") for each in findings):
        return ""  # there is no number to go by
    if not every:
        return say(
            "Nothing here is open, by margins that ship and are assumed; policylab flip looks for what changes it."
        )
    finding, outlook = min(every, key=lambda each: each[1].settling is None)  # the first that anything would settle
    subject = _named(finding, answer)
    if outlook.split is None and answer.look == 1:
        return say(
            "How much of {subject} is luck a second luck in each world tells: {option}.",
            subject=subject,
            option=argument("more", True),
        )
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
    """Return what fills the places of `_WAYS`. Times are those of two idle cores."""
    settling = outlook.settling
    assert settling is not None
    first = answer.comparisons[0]
    scenario = first.sides[0].scenario
    second = settling.more in ("second look", "worlds")
    times = math.ceil(LUCKS if second else settling.times)
    pairs, effort = len(first.seeds) * times, LUCKS - 1 if second else settling.effort
    runs = 2 * len(answer.comparisons) * len(first.seeds)
    sized = any(text.startswith("scale") for text in first.sides[0].changes)
    fresh = f"{argument('seeds', pairs)} {argument('first_seed', FRESH)}"
    return {
        "option": argument("more", True) if second else fresh,
        "pairs": counted(pairs, "pair"),
        "scale": say("{times} times as many", times=times) if sized else f"{change('scale').removesuffix('…')}{times}",
        "worlds": f"{math.ceil(first.worlds * settling.times):,}",
        "time": lasting(seconds(scenario.world.workers, scenario.days) * runs * effort / 2),
    }


def lasting(time: float) -> str:
    """Return seconds in words, to the minute."""
    minutes = max(round(time / 60), 1)
    return counted(minutes, "minute") if minutes < 100 else counted(round(minutes / 60), "hour")


def _told(finding: Finding, answer: Answer) -> str:
    """Return a finding with its size, and the regime that it holds in, if it does not hold in all."""
    worst = _worst(finding)
    if finding.kind == "open":
        lean = leaning(finding.name, finding.outlooks[0])
        if math.isnan(worst):
            return say("{subject}, {odds}", subject=_named(finding, answer), odds=lean)
        ends = signed_share(worst)
        return say("{subject}, {odds}, at worst {worst}", subject=_named(finding, answer), odds=lean, worst=ends)
    if finding.kind == "no harm":
        return say("{subject} (at worst {share})", subject=_named(finding, answer), share=signed_share(worst))
    text = _moves(finding)
    if finding.little:
        text = say("{finding}, within the margin", finding=text)
    if finding.in_all:
        whole = len(finding.regimes)
        shrinking = (_within(say(IN_ALL[each.name]), each.regimes, whole) for each in finding.in_all)
        text = say("{finding}, while {others}", finding=text, others=in_a_row(shrinking))
    return _where(text, finding.regimes, answer)


def outlooks(answer: Answer) -> Iterator[str]:
    """Yield for each headline and regime its odds, and how much of its variance is luck."""
    for name in answer.headlines:
        for number, compared in enumerate(answer.comparisons):
            each = answer.outlook(number, name)
            where = say("{finding} {when}", finding=subjects()[name], when=when(compared.regime))
            lean = leaning(name, each)
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
    """Return the subject of a headline, and the regime if the finding does not hold in all."""
    return _where(subjects()[finding.name].lower(), finding.regimes, answer)


def _where(text: str, regimes: Sequence[str], answer: Answer) -> str:
    """Return a text with the regimes that it holds in, if it does not hold in all."""
    return _within(text, regimes, len(answer.comparisons))


def _within(text: str, regimes: Sequence[str], whole: int) -> str:
    if len(regimes) == whole:
        return text
    return say("{finding} {when}", finding=text, when=in_a_row(map(when, regimes)))


def _moves(finding: Finding) -> str:
    """Return which way a metric moves, and by how much of its baseline."""
    table = RISES if finding.rises else FALLS
    return say(table[finding.name], extent=extent(finding.low, finding.high))


def leaning(name: str, outlook: Outlook) -> str:
    """Return the odds of a headline: that it moves one way, and by more than the margin."""
    if math.isnan(outlook.rises):
        return say("of which nothing was seen")
    rises = outlook.rises >= 1 / 2
    chance, beyond = (outlook.rises, outlook.above) if rises else (1 - outlook.rises, outlook.below)
    way = message("{odds} that it rises, {beyond} by more than {margin} %")
    other = message("{odds} that it falls, {beyond} by more than {margin} %")
    return say(
        way if rises else other, odds=odds(chance), beyond=odds(beyond), margin=f"{100 * margins()[name].share:g}"
    )


def _worst(finding: Finding) -> float:
    """Return the end of the interval that is the harm, as a share of the baseline; the upper one if neither is."""
    return finding.low if BY_NAME[finding.name].better == "up" else finding.high


def extent(low: float, high: float) -> str:
    """Return the ends of a change that has a sign, in per cent: "1 to 6 %"; "up to 6 %" if one is next to nothing."""
    if math.isnan(low + high):
        return say("an unknown share")
    least, most = sorted((abs(low), abs(high)))
    if least < NOTHING:
        return say("up to {high} %", high=_percent(most))
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
