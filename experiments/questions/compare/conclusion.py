"""The conclusion of an answer, as values: what it costs, what it buys, what is open, and what would settle it."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, get_args

from experiments.questions.compare.comparison import Comparison
from experiments.questions.compare.outlook import Outlook
from experiments.verdicts.differences import Difference
from experiments.verdicts.looks import Look
from experiments.verdicts.margins import Verdict, beside

type Kind = Literal["harm", "possible harm", "change", "gain", "possible gain", "open", "no harm", "no difference"]

ORDER: tuple[Kind, ...] = get_args(Kind.__value__)  # no gain before a harm
KINDS: Mapping[Verdict, Kind] = {
    "worse": "harm",
    "a little worse": "harm",
    "likely worse": "possible harm",
    "perhaps worse": "possible harm",
    "higher": "change",
    "lower": "change",
    "better": "gain",
    "a little better": "gain",
    "likely better": "possible gain",
    "open": "open",
    "not worse": "no harm",
    "no difference": "no difference",
}
SURE: tuple[Kind, ...] = ("harm", "change", "gain")
GAINS: tuple[Kind, ...] = ("gain", "possible gain")
UNSETTLED: tuple[Kind, ...] = ("possible harm", "possible gain", "open")
FIRST = ("victims_per_10k", "loss_yen_per_worker", "led_away_per_10k", "exposed_per_10k", "read_lure_per_10k")  # harmed


@dataclass(frozen=True, slots=True)
class Finding:
    """The change of a metric in words of a kind, in one regime or in several that agree.

    verdict    of its first regime
    mean       difference of its first regime, in units of the metric; baseline: of the same
    low, high  ends of the interval, over all its regimes, as a share of the baseline; NaN where that is nothing
    seen       does any pair differ?
    outlooks   of each regime, if it is not settled
    """

    name: str
    kind: Kind
    verdict: Verdict
    regimes: tuple[str, ...]
    baseline: float
    mean: float
    low: float
    high: float
    seen: bool
    outlooks: tuple[Outlook, ...] = ()

    @property
    def rises(self) -> bool:
        """Does its mean rise, or, where it is not settled, do the odds say so?"""
        return self.outlooks[0].rises >= 1 / 2 if self.outlooks else self.mean > 0

    def agrees(self, other: "Finding") -> bool:
        """Return whether another finding says the same of the same metric; odds are told apart."""
        if (self.name, self.verdict) != (other.name, other.verdict) or self.kind == "open":
            return False
        return self.kind not in SURE or (self.low <= other.high and other.low <= self.high)

    def as_json(self) -> dict[str, Any]:
        """Return plain data for `json.dumps`."""
        return {
            "metric": self.name,
            "kind": self.kind,
            "verdict": self.verdict,
            "regimes": self.regimes,
            "rises": self.rises,
            "low": self.low,
            "high": self.high,
            "outlook": [each.as_json() for each in self.outlooks],
        }


def findings(comparisons: Sequence[Comparison], headlines: Sequence[str], look: Look) -> tuple[Finding, ...]:
    """Return what the headlines say, and what moved surely beside them: costs, then gains, then what is open.

    Of one kind the fraud funnel comes first, from the most harmful step, then rows in their order.

    comparisons: one for each regime; look: as of `Comparison.outlook`
    """
    rows = [*headlines, *beside()]
    names = [*(name for name in FIRST if name in rows), *(name for name in rows if name not in FIRST)]
    every = (
        _finding(compared, compared[name], look)
        for name in names
        for compared in comparisons
        if name in headlines or KINDS[compared.verdict(compared[name])] in SURE
    )
    return tuple(sorted(merged(every), key=lambda each: ORDER.index(each.kind)))


def merged(every: Iterable[Finding]) -> Iterator[Finding]:
    """Yield findings, those of one metric that say the same of several regimes as one: if their intervals overlap."""
    groups: list[list[Finding]] = []
    for each in every:
        group = next((group for group in groups if all(map(each.agrees, group))), None)
        if group is None:
            groups.append(group := [])
        group.append(each)
    yield from map(_together, groups)


def _together(parts: Sequence[Finding]) -> Finding:
    first = parts[0]
    return Finding(
        first.name,
        first.kind,
        first.verdict,
        tuple(regime for each in parts for regime in each.regimes),
        first.baseline,
        first.mean,
        min(each.low for each in parts),
        max(each.high for each in parts),
        any(each.seen for each in parts),
        tuple(outlook for each in parts for outlook in each.outlooks),
    )


def _finding(compared: Comparison, difference: Difference, look: Look) -> Finding:
    name, word = difference.metric.name, compared.verdict(difference)
    base = abs(difference.baseline) or math.nan
    return Finding(
        name,
        KINDS[word],
        word,
        (compared.regime,),
        difference.baseline,
        difference.difference,
        difference.low / base,
        difference.high / base,
        difference.differing > 0,
        (compared.outlook(name, look),) if KINDS[word] in UNSETTLED else (),
    )
