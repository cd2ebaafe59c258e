"""The bottom line: the conclusion of an answer in sentences, harms before gains, and what it takes to know more."""

import math
from collections.abc import Iterator, Mapping, Sequence

from experiments.language.arguments import argument
from experiments.language.messages import in_a_row, message, say
from experiments.measures.metrics import BY_NAME
from experiments.printing.numbers import counted, decimals, shown
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.conclusion import Finding, Kind
from experiments.questions.compare.outlook import More, Outlook
from experiments.runs.defaults import CORES
from experiments.verdicts.margins import margins, subjects
from experiments.verdicts.odds import odds
from experiments.verdicts.regimes import when
from experiments.verdicts.split import Split

MOST = 3  # metrics beside the headlines, of one kind
NOTHING = 5e-4  # a share that is not told
HEADS: Mapping[Kind, str] = {
    "harm": message("Harm: {findings}."),
    "gain": message("Gain: {findings}."),
    "change": message("Moves: {findings}."),
    "open": message("Open: {findings}."),
    "no harm": message("No harm that matters: {findings}."),
    "no difference": message("No practical difference: {findings}."),
}
RISES = {
    "exposed_per_10k": message("{extent} more workers are exposed"),
    "value_per_posting": message("matching gains {extent} a posting"),
    "direct_deal_share": message("deals outside rise by {extent}"),
    "coerced_deal_share": message("the part of deals made under pressure rises by {extent}"),
    "contract_yen": message("work in all grows by {extent}"),
    "fee_yen": message("fees grow by {extent}"),
    "honest_clients_lost": message("{extent} more honest clients leave"),
    "honest_clients_restricted": message("{extent} more honest clients are restricted"),
    "honest_orders_lost_yen": message("{extent} more orders of honest clients are lost"),
    "staff_yen": message("staff costs {extent} more"),
}
FALLS = {
    "exposed_per_10k": message("{extent} fewer workers are exposed"),
    "value_per_posting": message("matching loses {extent} a posting"),
    "direct_deal_share": message("deals outside fall by {extent}"),
    "coerced_deal_share": message("the part of deals made under pressure falls by {extent}"),
    "contract_yen": message("work in all shrinks by {extent}"),
    "fee_yen": message("fees shrink by {extent}"),
    "honest_clients_lost": message("{extent} fewer honest clients leave"),
    "honest_clients_restricted": message("{extent} fewer honest clients are restricted"),
    "honest_orders_lost_yen": message("{extent} fewer orders of honest clients are lost"),
    "staff_yen": message("staff costs {extent} less"),
}


def decision(answer: Answer) -> Iterator[str]:
    """Yield a sentence for each kind of finding, harms before gains; headlines before what else moved."""
    found = answer.findings
    for kind, head in HEADS.items():
        alike = [each for each in found if each.kind == kind]
        first = [each for each in alike if each.name in answer.headlines]
        others = [each for each in alike if each.name not in answer.headlines][:MOST]
        if alike:
            told = _named if kind == "no difference" else _told
            yield say(head, findings=say("; ").join(told(each, answer) for each in (*first, *others)))


def next_step(answer: Answer) -> str:
    """Return what it takes to know more, or what could change the answer; empty if both sides are equal."""
    if answer.equal:
        return ""
    every = [(each, outlook) for each in answer.findings for outlook in each.outlooks]
    if not every:
        return say(
            "Nothing here is open, by margins that ship and are assumed; policylab flip looks for what changes it."
        )
    finding, outlook = every[0] if len(every) == 1 else max(every, key=lambda each: _effort(each[1]))
    subject = _where(subjects()[finding.name].lower(), finding.regimes, answer)
    if outlook.split is None:
        return say(
            "How much of {subject} is luck a second luck in each world tells: {option}.",
            subject=subject,
            option=argument("more", True),
        )
    if outlook.settling is None:
        return say(
            "No realistic number of runs settles {subject}, if the difference is what it looks.", subject=subject
        )
    return say(_WAYS[outlook.settling.more], subject=subject, **_terms(answer, outlook))


_WAYS: Mapping[More, str] = {
    "luck": message("To settle {subject}: {option}, {pairs}, about {time}."),
    "people": message("To settle {subject}: more people, {scale}, about {time}."),
    "worlds": message("To settle {subject}: some {worlds} plausible worlds, by policylab calibrate."),
}


def _terms(answer: Answer, outlook: Outlook) -> dict[str, str]:
    """Return what fills the places of `_WAYS`."""
    settling = outlook.settling
    assert settling is not None
    first = answer.comparisons[0]
    pairs = len(first.seeds) * math.ceil(settling.times)
    seconds = first.seconds_per_run * 2 * len(answer.comparisons) * len(first.seeds) * settling.effort / CORES
    more = argument("more", True) if settling.times <= 2 else argument("seeds", pairs)
    return {
        "option": more,
        "pairs": counted(pairs, "pair"),
        "scale": f"scale={math.ceil(settling.times)}",
        "worlds": f"{math.ceil(len(first.seeds) * settling.times):,}",
        "time": lasting(seconds),
    }


def lasting(seconds: float) -> str:
    """Return a time in words, to the minute."""
    minutes = max(round(seconds / 60), 1)
    return counted(minutes, "minute") if minutes < 100 else counted(round(minutes / 60), "hour")


def _effort(outlook: Outlook) -> float:
    return math.inf if outlook.settling is None else outlook.settling.effort


def _told(finding: Finding, answer: Answer) -> str:
    """Return a finding with its size, and the regime that it holds in, if it does not hold in all."""
    if finding.kind == "open":
        return say(
            "{subject}, {odds}",
            subject=_where(subjects()[finding.name].lower(), finding.regimes, answer),
            odds=leaning(finding, finding.outlooks[0]),
        )
    if finding.kind == "no harm":
        worst = finding.high if BY_NAME[finding.name].better == "down" else finding.low
        named = _where(subjects()[finding.name].lower(), finding.regimes, answer)
        return say("{subject} (at most {share})", subject=named, share=signed_share(worst))
    text = _moves(finding)
    if finding.in_all:
        text = say("{finding}, while {others}", finding=text, others=in_a_row(map(_moves, finding.in_all)))
    return _where(text, finding.regimes, answer)


def outlooks(answer: Answer) -> Iterator[str]:
    """Yield for each headline and regime its odds, and how much of its variance is luck."""
    for name in answer.headlines:
        for number, compared in enumerate(answer.comparisons):
            each, base = answer.outlook(number, name), abs(compared[name].baseline) or math.nan
            ends = compared[name].low / base, compared[name].high / base
            where = f"{subjects()[name]} {when(compared.regime)}"
            lean = leaning(Finding(name, "open", (compared.regime,), *ends), each)
            yield say("{where}: {odds}; {luck}.", where=where, odds=lean, luck=_luck(each.split))


def _luck(split: Split | None) -> str:
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
    return _where(subjects()[finding.name].lower(), finding.regimes, answer)


def _where(text: str, regimes: Sequence[str], answer: Answer) -> str:
    """Return a text with the regimes that it holds in, if it does not hold in all."""
    if len(regimes) == len(answer.comparisons):
        return text
    return say("{finding} {when}", finding=text, when=in_a_row(map(when, regimes)))


def _moves(finding: Finding) -> str:
    """Return which way a metric moves, and by how much of its baseline."""
    rises = finding.low + finding.high > 0
    table = RISES if rises else FALLS
    return say(table[finding.name], extent=extent(finding.low, finding.high))


def leaning(finding: Finding, outlook: Outlook) -> str:
    """Return the odds of a finding that is open: that it moves one way, and by more than the margin."""
    if math.isnan(outlook.rises):
        return say("of which nothing was seen")
    rises = outlook.rises >= 1 / 2
    chance, beyond = (outlook.rises, outlook.above) if rises else (1 - outlook.rises, outlook.below)
    way = message("{odds} that it rises, {beyond} by more than {margin} %; {low} to {high}")
    other = message("{odds} that it falls, {beyond} by more than {margin} %; {low} to {high}")
    return say(
        way if rises else other,
        odds=odds(chance),
        beyond=odds(beyond),
        margin=f"{100 * margins()[finding.name].share:g}",
        low=signed_share(finding.low, sign=False),
        high=signed_share(finding.high),
    )


def extent(low: float, high: float) -> str:
    """Return the ends of a change that has a sign, in per cent: "1 to 6 %"; "up to 6 %" if one is next to nothing."""
    if math.isnan(low + high):
        return say("an unknown share")
    least, most = sorted((abs(low), abs(high)))
    if least < NOTHING:
        return say("up to {high} %", high=_percent(most))
    return say("{low} to {high} %", low=_percent(least), high=_percent(most))


def signed_share(share: float, *, sign: bool = True) -> str:
    """Return a share in per cent, with its sign: "+5 %"; or without the sign of per cent."""
    text = f"{'+' if share > 0 else '-' if share < 0 else ''}{_percent(abs(share))}"
    return f"{text} %" if sign else text


def _percent(share: float) -> str:
    value = 100 * share
    places = 0 if value >= 10 else 1 if value >= 1 else decimals(value, digits=1)
    text = shown(value, places)
    return text.removesuffix(".0")
