"""Several candidates beside one baseline, ranked by one metric, with intervals that hold for all of them together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from experiments.measures.metrics import Metric
from experiments.printing.plain import as_plain
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.comparison import Comparison
from experiments.questions.compare.conclusion import FIRST
from experiments.questions.compare.words import at_size
from experiments.runs.provenance import Seeds
from experiments.verdicts.differences import Difference
from experiments.verdicts.labels import labels
from experiments.verdicts.margins import Verdict, beside, margin

type Places = tuple[int, int]  # of two candidates, the first before the second


@dataclass(frozen=True, slots=True, eq=False)
class Ranking:
    """The result of a ranking.

    answers   one for each candidate, as `compare` gives it: its intervals are of one candidate at a time
    together  by candidate, regime and headline: differences from the baseline with intervals of all candidates at once
    between   by regime and two candidates: the second minus the first by `metric`, intervals of all pairs at once
    """

    answers: tuple[Answer, ...]
    together: tuple[tuple[Mapping[str, Difference], ...], ...]
    between: tuple[Mapping[Places, Difference], ...]
    metric: Metric

    @property
    def baseline(self) -> str:
        """Name of the baseline."""
        return self.answers[0].baseline

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the candidates, in the order of the user."""
        return tuple(answer.candidate for answer in self.answers)

    @property
    def regimes(self) -> tuple[Comparison, ...]:
        """The comparisons of the first candidate, one for each regime."""
        return self.answers[0].comparisons

    @property
    def seeds(self) -> Seeds:
        """The seeds that count, the same for all candidates."""
        return self.regimes[0].seeds

    @property
    def headlines(self) -> tuple[str, ...]:
        """Metrics that are shown first for any candidate, harm before them all."""
        names = [name for answer in self.answers for name in answer.headlines]
        return tuple(dict.fromkeys([*(name for name in FIRST if name in names), *names]))

    @property
    def outside(self) -> Answer | None:
        """The first answer whose worlds allow no verdict."""
        return next((answer for answer in self.answers if answer.outside), None)

    def rank(self, candidate: int) -> tuple[int, int]:
        """Return the best and the worst rank that a candidate may have in the last regime, which lasts; 1 is best.

        Another candidate is before it, or behind it, if the whole interval of their difference says so. Outside the
        passport none does.
        """
        if self.outside:
            return 1, len(self.answers)
        sign = 1 if self.metric.better == "up" else -1
        before = behind = 0
        for (first, second), difference in self.between[-1].items():
            if candidate not in (first, second):
                continue
            low, high = sorted((sign * difference.low, sign * difference.high))
            own = (low, high) if candidate == second else (-high, -low)  # above 0: this one is better
            before, behind = before + (own[1] < 0), behind + (own[0] > 0)
        return 1 + before, len(self.answers) - behind

    @property
    def order(self) -> tuple[int, ...]:
        """The candidates by rank; of equal ranks the better mean difference first."""
        sign = 1 if self.metric.better == "up" else -1
        means = [-sign * self.together[place][-1][self.metric.name].difference for place in range(len(self.answers))]
        return tuple(sorted(range(len(self.answers)), key=lambda place: (self.rank(place), means[place])))

    def verdict(self, candidate: int, regime: int, name: str) -> Verdict:
        """Return the verdict on a headline of a candidate, by the interval that holds for all candidates."""
        return self.answers[candidate].comparisons[regime].verdict(self.together[candidate][regime][name])

    def rows(self) -> Iterator[dict[str, Any]]:
        """Tidy rows: one for each candidate (`platform`), regime and headline, the best candidate first."""
        for place in self.order:
            best, worst = self.rank(place)
            for regime, compared in enumerate(self.answers[place].comparisons):
                for difference in self.together[place][regime].values():
                    yield {
                        "platform": self.names[place],
                        "best rank": best,
                        "worst rank": worst,
                        "regime": compared.regime,
                        **compared.row(difference),
                    }

    def pairs(self) -> Iterator[dict[str, Any]]:
        """Tidy rows: one for each candidate, regime, metric and seed that ran."""
        for answer in self.answers:
            yield from ({"platform": answer.candidate, **row} for row in answer.pairs())

    def payers(self) -> Iterator[dict[str, Any]]:
        """Tidy rows: one for each candidate, regime and payer, a month at the size of the whole marketplace.

        Their names are labels of metrics.
        """
        for answer in self.answers:
            for compared in answer.comparisons:
                for name in beside():
                    head = {"platform": answer.candidate, "regime": compared.regime, "payer": labels()[name]}
                    yield head | dict(zip(("difference", "low", "high"), at_size(compared, name), strict=True))

    @as_plain
    def as_json(self) -> dict[str, Any]:
        """Return plain data for `json.dumps`: ranks, differences among candidates, and the answer on each candidate."""
        return {
            "baseline": self.baseline,
            "ranked by": {"metric": self.metric.name, "regime": self.regimes[-1].regime},
            "candidates": [
                {"name": self.names[place], "best rank": self.rank(place)[0], "worst rank": self.rank(place)[1]}
                for place in self.order
            ],
            "headlines": list(self.rows()),
            "between": {
                compared.regime: [
                    {"first": self.names[first], "second": self.names[second], **_numbers(difference)}
                    for (first, second), difference in between.items()
                ]
                for compared, between in zip(self.regimes, self.between, strict=True)
            },
            "answers": [answer.as_json() for answer in self.answers],
        }


def _numbers(difference: Difference) -> dict[str, Any]:
    return {
        "metric": difference.metric.name,
        "difference": difference.difference,
        "low": difference.low,
        "high": difference.high,
        "pairs": difference.pairs,
        "differing": difference.differing,
        "agreeing": difference.agreeing,
        "margin": margin(difference),
    }
