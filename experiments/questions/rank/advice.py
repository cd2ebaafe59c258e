"""Advice on several candidates, by a rule that is stated: which of them to adopt, and for each of them why or why not.

A candidate is advised if it makes no headline worse by what matters, makes one better by what matters, and surely does
not raise fraud exposure by more than the margin, once bad actors have adapted: that lasts. The upper end of its
interval says so. All intervals hold for all candidates together.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from experiments.language.messages import capital, message, say
from experiments.questions.compare.words import cells
from experiments.questions.rank.result import Ranking
from experiments.verdicts.margins import Verdict, margin, subjects, wording
from experiments.verdicts.regimes import when

RULE = message(
    "a change is advised if it makes no headline worse by what matters, makes one better, and surely does not raise "
    "exposure by more than the margin, by intervals that hold for all candidates together"
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
                subject=each.subject.lower(),
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
        Reason(subjects()[name], verdict, cells(compared, together[name]).difference)
        for name, verdict in verdicts.items()
    )
    gains, harms = ([name for name, each in verdicts.items() if each == word] for word in ("better", "worse"))
    exposure = together[ranking.metric.name]
    safe = exposure.high <= (margin(exposure) or 0.0)
    return Advice(ranking.names[place], bool(gains) and not harms and safe, tuple(reasons))


def sentences(ranking: Ranking) -> Iterator[str]:
    """Yield the advice in words: which to adopt, by which rule, and each candidate with its reasons."""
    every = advice(ranking)
    chosen = [each.candidate for each in every if each.advised]
    lasting = when(ranking.regimes[-1].regime)
    if chosen:
        yield say("Adopt {names}, {when}.", names=say(" or ").join(chosen), when=lasting)
    else:
        yield say("Keep {baseline}: none of the changes is advised, {when}.", baseline=ranking.baseline, when=lasting)
    yield say("The rule: {rule}.", rule=say(RULE))
    yield from map(str, every)
