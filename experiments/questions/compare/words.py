"""Words of an answer that the terminal, pictures, pages and notebooks share: titles, sentences, cells, warnings."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from experiments.document.document import Tone, Toned
from experiments.language.messages import Sentence, again, capital, english, in_a_row, message, say
from experiments.language.messages import sentences as in_sentences
from experiments.printing.numbers import counted, decimals, interval, percent, shown
from experiments.questions.compare import idle
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.blindness import blindness
from experiments.questions.compare.bottom_line import decision, next_step
from experiments.questions.compare.comparison import Comparison
from experiments.questions.measure.words import brevity
from experiments.verdicts.differences import Difference
from experiments.verdicts.labels import label
from experiments.verdicts.margins import Verdict, margin, wording
from experiments.verdicts.marketplace import is_small_market
from experiments.verdicts.regimes import word
from scenarios.space import Stray

PAYERS = {
    "fee_yen": message("fees kept, yen"),
    "pressed_per_10k": message("pressed to deal outside/10,000"),  # both reasons of L-15 against calls
    "contacts_exchanged": message("addresses exchanged outside, %"),
    "honest_clients_restricted": message("honest clients restricted/1,000"),
    "honest_orders_lost_yen": message("honest clients' orders lost, yen"),
    "staff_yen": message("staff, yen"),
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
    tone: Tone = verdict if verdict in ("better", "a little better", "worse", "a little worse") else ""
    return Toned(wording(verdict), tone)


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
    """Return the bottom line: what gets worse, what better, what is open, and what it takes to know more."""
    return in_sentences(each_sentence(answer))


def each_sentence(answer: Answer) -> Iterator[str]:
    """Yield the sentences of the bottom line: those of the decision, then the next step."""
    yield from deciding(answer)
    if step := next_step(answer):
        yield step


def deciding(answer: Answer) -> Iterator[str]:
    """Yield what gets worse, what gets better, and what is open."""
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
    """Yield a warning if the platform would be misled by its own figures, for both regimes together."""
    blind = [(word(compared.regime), warning) for compared in answer.comparisons for warning in blindness(compared)]
    if blind:
        seen = dict.fromkeys(label(warning.observed.metric.name) for _, warning in blind)
        true = dict.fromkeys(label(difference.metric.name) for _, warning in blind for difference in warning.true)
        yield say(
            "Warning ({regimes}): the platform sees less fraud ({seen}) where there is more of it ({true}).",
            regimes=in_a_row(dict.fromkeys(regime for regime, _ in blind)),
            seen=in_a_row(seen),
            true=in_a_row(true),
        )


def payer(difference: Difference, times: float) -> str:
    """Return a difference with its interval: yen for so many markets, a rate as it is."""
    return interval(difference.metric.unit, *at_size(difference, times))


def at_size(difference: Difference, times: float) -> tuple[float, float, float]:
    """Return a difference and both ends of its interval: yen for so many markets, a rate as it is."""
    factor = times if difference.metric.unit == "yen" else 1.0
    return factor * difference.difference, factor * difference.low, factor * difference.high


def _where(answer: Answer) -> str:
    """Return the worlds, and how many; and the pairs, if several share a world."""
    first = answer.comparisons[0]
    if not answer.plausible:
        return say("world {world}, {seeds}", world=first.world, seeds=counted(len(first.seeds), "seed"))
    worlds = counted(first.worlds, "plausible world")
    if not answer.of_this_model:
        worlds = say("{worlds} of a model that has moved since", worlds=worlds)
    if first.worlds == len(first.seeds):
        return worlds
    return say("{worlds}, {pairs}", worlds=worlds, pairs=counted(len(first.seeds), "pair"))
