"""Words of an answer that the terminal, pictures, pages and notebooks share: titles, sentences, cells, warnings."""

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from experiments.document.document import Tone, Toned
from experiments.language.messages import Sentence, again, capital, english, in_a_row, message, say
from experiments.language.messages import sentences as in_sentences
from experiments.measures.metrics import BY_NAME
from experiments.printing.numbers import counted, decimals, interval, percent, shown, signed, yen
from experiments.questions.compare import idle
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.blindness import blindness
from experiments.questions.compare.bottom_line import DOUBLING, decision
from experiments.questions.compare.comparison import Comparison
from experiments.questions.compare.conclusion import KINDS, SURE
from experiments.questions.measure.words import brevity
from experiments.verdicts.differences import Difference
from experiments.verdicts.labels import label
from experiments.verdicts.margins import Verdict, beside, margin, wording
from experiments.verdicts.marketplace import is_small_market
from scenarios.space import Stray

ROWS = {  # of the first screen: both lines, in a few letters
    "read_lure_per_10k": message("read a lure"),
    "exposed_per_10k": message("addressed"),
    "led_away_per_10k": message("led away"),
    "victims_per_10k": message("harmed"),
    "loss_yen_per_worker": message("loss a worker"),
    "pressed_per_10k": message("pressed outside"),
    "value_per_posting": message("matching"),
    "direct_deal_share": message("deals outside"),
    "fee_yen": message("fees"),
    "staff_yen": message("staff"),
    "honest_clients_lost": message("clients lost"),
    "honest_clients_restricted": message("clients stopped"),
}
ALWAYS = ("loss_yen_per_worker", "fee_yen")  # of the second line; its other rows are there where they move
TONES: Mapping[Verdict, Tone] = {
    "worse": "worse",
    "a little worse": "a little worse",
    "likely worse": "a little worse",
    "perhaps worse": "a little worse",
    "better": "better",
    "a little better": "a little better",
    "likely better": "a little better",
    "not worse": "a little better",
}


@dataclass(frozen=True, slots=True)
class Cells:
    """A difference as text: the same in tables, pictures and notebooks."""

    baseline: str
    difference: str  # with its interval
    pairs: str  # with its sign, of those that differ
    margin: str
    verdict: Verdict

    @property
    def word(self) -> Toned:
        """The verdict in the language of the reader, in its tone."""
        return toned(self.verdict)


def toned(verdict: Verdict) -> Toned:
    """Return a verdict in the language of the reader, in its tone."""
    return Toned(wording(verdict), tone_of(verdict))


def tone_of(verdict: Verdict) -> Tone:
    """Return the tone of a verdict."""
    return TONES.get(verdict, "")


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
    return say("per cent") if unit == "share" else say(unit)


def titles(answer: Answer) -> tuple[str, str]:
    """Return two titles: the platforms, and the worlds and days."""
    first = answer.comparisons[0]
    small = any(is_small_market(side.scenario.world.workers) for side in first.sides)
    where = say(
        "{worlds}, {days}, a small market" if small else "{worlds}, {days}",
        worlds=_where(answer),
        days=counted(first.days, "day"),
    )
    return f"{answer.baseline} → {answer.candidate}", where


def sentences(answer: Answer) -> str:
    """Return the bottom line."""
    return in_sentences(deciding(answer))


def deciding(answer: Answer) -> Iterator[str]:
    """Yield the sentences of the bottom line: what the change costs, what it buys, what is open."""
    if answer.equal:
        first = answer.comparisons[0]
        pairs = counted(first.worlds, "world") if answer.plausible else counted(len(first.seeds), "seed")
        if answer.identical:
            yield say("No difference at all: every run is identical in all {pairs}.", pairs=pairs)
        else:
            yield say("No difference at all: all metrics are equal in all {pairs}.", pairs=pairs)
        if answer.outside:
            yield say("But {reason}.", reason=outside(answer))
        return
    if answer.outside:
        yield say("{reason}; nothing is better or worse there: read signs.", reason=capital(outside(answer)))
    yield from decision(answer)


def outside(answer: Answer) -> str:
    """Return why nothing is better or worse in the worlds of an answer; empty if it may be."""
    return in_words(map(stray, answer.outside)) if answer.outside else ""


def in_words(reasons: Iterable[str]) -> str:
    """Return reasons why worlds allow no verdict, which are sentences of data, each once."""
    return say("outside the passport: {reasons}", reasons=say("; ").join(map(again, dict.fromkeys(reasons))))


def stray(number: Stray) -> Sentence:
    """Return why a number puts a world outside the plausible ones."""
    at = {"number": number.number, "value": number.value}
    if number.source:
        return english("{number} = {value} is not the {source} of its source", **at, source=number.source)
    return english(
        "{number} = {value} is beyond its plausible range {low}–{high}", **at, low=number.low, high=number.high
    )


def notes(answer: Answer) -> list[str]:
    """Return notes on changes that had no effect, and on runs that are too short for figures a month."""
    short = None if answer.equal else brevity(answer.comparisons[0].days)
    sentences_of_it = [*idle.sentences(answer.idle), *([short] if short else [])]
    return [say("note: {sentence}", sentence=sentence) for sentence in sentences_of_it]


def warnings(answer: Answer) -> Iterator[str]:
    """Yield which figures of the platform not to judge by: they fall while there is more fraud, in some regime."""
    blind = [warning for compared in answer.comparisons for warning in blindness(compared)]
    if blind:
        seen = dict.fromkeys(label(warning.observed.metric.name) for warning in blind)
        yield say("Do not judge it by {seen}: less is seen, and more happens.", seen=in_a_row(seen))


def at_size(compared: Comparison, name: str) -> tuple[float, float, float]:
    """Return a difference and both ends of its interval: sums of yen for the marketplace, a rate as it is."""
    factor, difference = compared.factor(name), compared[name]
    return factor * difference.difference, factor * difference.low, factor * difference.high


def payer(compared: Comparison, name: str) -> str:
    """Return a difference with its interval, as `at_size`."""
    return interval(BY_NAME[name].unit, *at_size(compared, name))


def shown_rows(answer: Answer) -> list[str]:
    """Return the metrics of the first screen: headlines, and of the second line those that move, or are always told."""
    first = answer.headlines

    def moves(name: str) -> bool:
        return any(KINDS[compared.verdict(compared[name])] in SURE for compared in answer.comparisons)

    return [name for name in ROWS if name in first or name in ALWAYS or (name in beside() and moves(name))]


def level(compared: Comparison, name: str) -> str:
    """Return the baseline of a row: a share in per cent, sums of yen for the marketplace."""
    unit, value = BY_NAME[name].unit, compared.factor(name) * compared[name].baseline
    factor, sign = percent(unit)
    return yen(value) if unit == "yen" else f"{shown(factor * value)}{sign and f' {sign}'}"


def relative(difference: Difference) -> str:
    """Return a difference with its interval in per cent of the baseline, beyond a doubling as so many times of it.

    Of a baseline of nothing it is the difference itself.
    """
    if not difference.baseline or math.isnan(difference.baseline):
        return signed(difference.metric.unit, difference.difference, difference.low, difference.high)
    centre, low, high = in_per_cent(difference)
    if high > 100 * DOUBLING:
        times = interval("", 1 + centre / 100, 1 + low / 100, 1 + high / 100, digits=1 if high >= 900 else 2)
        return f"×{times}"
    return signed("", centre, low, high, digits=1)


def in_per_cent(difference: Difference) -> tuple[float, float, float]:
    """Return a difference and both ends of its interval in per cent of the baseline, which is not nothing."""
    base = abs(difference.baseline) / 100
    return difference.difference / base, difference.low / base, difference.high / base


def _where(answer: Answer) -> str:
    """Return the worlds, and how many; and the pairs, if several share a world."""
    first = answer.comparisons[0]
    if not answer.plausible:
        return say("world {world}, {seeds}", world=first.world, seeds=counted(len(first.seeds), "seed"))
    worlds = counted(first.worlds, "plausible world")
    if not answer.of_this_model:
        worlds = say("{worlds} of an older model", worlds=worlds)
    if first.worlds == len(first.seeds):
        return worlds
    return say("{worlds}, {pairs}", worlds=worlds, pairs=counted(len(first.seeds), "pair"))
