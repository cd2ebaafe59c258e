"""Advice on several candidates, by a rule that is stated: which of them to adopt, and for each of them why or why not.

Harm first: a candidate is advised if no headline is worse or likely worse, one is better, and exposure surely does not
rise by more than its margin, once bad actors have adapted: that lasts. A headline that is a little worse, which is
within its margin, does not count. All intervals hold for all candidates together.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from experiments.language.messages import capital, message, say
from experiments.questions.compare.conclusion import KINDS, UNSETTLED
from experiments.questions.compare.words import cells
from experiments.questions.rank.result import Ranking
from experiments.verdicts.labels import label
from experiments.verdicts.margins import Verdict, margin, wording
from experiments.verdicts.regimes import when

RULE = message(
    "a change is advised if no headline is worse or likely worse, one is better, and exposure surely does not rise by "
    "more than its margin, by intervals that hold for all candidates together"
)


@dataclass(frozen=True, slots=True)
class Reason:
    """A headline of a candidate, and what it says for or against it."""

    subject: str
    verdict: Verdict
    difference: str  # with its interval


@dataclass(frozen=True, slots=True)
class Advice:
    """The advice on one candidate."""

    candidate: str
    advised: bool
    reasons: tuple[Reason, ...]  # one for each headline

    def __str__(self) -> str:
        reasons = say("; ").join(
            say(
                "{subject} {verdict} ({difference})",
                subject=each.subject,
                verdict=wording(each.verdict),
                difference=each.difference,
            )
            for each in self.reasons
        )
        if self.advised:
            return say("{candidate}: advised. {reasons}.", candidate=self.candidate, reasons=capital(reasons))
        return say("{candidate}: not advised. {reasons}.", candidate=self.candidate, reasons=capital(reasons))


def advice(ranking: Ranking) -> tuple[Advice, ...]:
    """Return the advice on each candidate, the best rank first."""
    return tuple(_on(ranking, place) for place in ranking.order)


def _on(ranking: Ranking, place: int) -> Advice:
    compared, together = ranking.answers[place].comparisons[-1], ranking.together[place][-1]
    verdicts = {name: compared.verdict(together[name]) for name in ranking.headlines}
    reasons = (
        Reason(label(name), verdict, cells(compared, together[name]).difference) for name, verdict in verdicts.items()
    )
    exposure = together[ranking.metric.name]
    safe = exposure.high <= (margin(exposure) or 0.0) and {"worse", "likely worse"}.isdisjoint(verdicts.values())
    return Advice(ranking.names[place], safe and "better" in verdicts.values(), tuple(reasons))


def sentences(ranking: Ranking) -> Iterator[str]:
    """Yield the advice in words: which to adopt, by which rule, and each candidate with its reasons."""
    every = advice(ranking)
    chosen = [each.candidate for each in every if each.advised]
    parts = {"baseline": ranking.baseline, "when": when(ranking.regimes[-1].regime)}
    if chosen:
        yield say("Adopt {names}, {when}.", names=say(" or ").join(chosen), when=parts["when"])
    elif all(KINDS[reason.verdict] in UNSETTLED for each in every for reason in each.reasons):
        yield say("These runs cannot tell whether to keep {baseline}: no headline is settled, {when}.", **parts)
    else:
        yield say("Keep {baseline}: none of the changes is advised, {when}.", **parts)
    yield say("The rule: {rule}.", rule=say(RULE))
    yield from map(str, every)
