"""The conclusion of an answer, as values: what gets worse, what gets better, what is open, and what would settle it."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from experiments.questions.compare.comparison import Comparison
from experiments.questions.compare.outlook import Outlook
from experiments.verdicts.differences import Difference
from experiments.verdicts.looks import Look
from experiments.verdicts.margins import LITTLE, Verdict

type Kind = Literal["harm", "gain", "change", "open", "no harm", "no difference", "no verdict", "no data"]

ORDER: tuple[Kind, ...] = get_args(Kind.__value__)

KINDS: Mapping[Verdict, Kind] = {
    "worse": "harm",
    "a little worse": "harm",
    "better": "gain",
    "a little better": "gain",
    "higher": "change",
    "lower": "change",
    "a little higher": "change",
    "a little lower": "change",
    "open": "open",
    "no gain that matters": "open",
    "no rise that matters": "open",
    "no fall that matters": "open",
    "no harm that matters": "no harm",
    "no practical difference": "no difference",
    "no difference": "no difference",
    "no verdict": "no verdict",
    "no data": "no data",
}
BESIDE = (  # told with the headlines where they move
    "pressed_per_10k",
    "contract_yen",
    "fee_yen",
    "honest_clients_lost",
    "honest_clients_restricted",
    "honest_orders_lost_yen",
    "staff_yen",
)
IN_ALL = {"value_per_posting": ("contract_yen", "fee_yen", "honest_clients_lost")}  # the other face of a rate


@dataclass(frozen=True, slots=True)
class Finding:
    """The change of a metric in words of a kind, in one regime or in several that agree.

    rises      does the mean rise, of all its regimes?
    low, high  ends of the interval, over all its regimes, as a share of the baseline; NaN where that is nothing
    little     is it within the margin?
    outlooks   of each regime, if it is open
    in_all     what shrinks while the rate of this finding gains
    """

    name: str
    kind: Kind
    regimes: tuple[str, ...]
    rises: bool
    low: float
    high: float
    little: bool = False
    outlooks: tuple[Outlook, ...] = ()
    in_all: tuple["Finding", ...] = ()

    def agrees(self, other: "Finding") -> bool:
        """Return whether another finding says the same of the same metric; odds are told apart."""
        if (self.name, self.kind, self.little) != (other.name, other.kind, other.little) or self.kind == "open":
            return False
        return self.kind in ("no verdict", "no data") or (self.low <= other.high and other.low <= self.high)

    def as_json(self) -> dict[str, Any]:
        """Return plain data for `json.dumps`."""
        return {
            "metric": self.name,
            "kind": self.kind,
            "regimes": self.regimes,
            "rises": self.rises,
            "low": self.low,
            "high": self.high,
            "little": self.little,
            "outlook": [each.as_json() for each in self.outlooks],
            "while": [each.as_json() for each in self.in_all],
        }


def findings(comparisons: Sequence[Comparison], headlines: Sequence[str], look: Look) -> tuple[Finding, ...]:
    """Return what the headlines say, and what else moved that people count: harms, gains, then what is open.

    comparisons: one for each regime; look: as of `Comparison.outlook`
    """
    by_regime = [{each.metric.name: each for each in compared.moved(headlines)} for compared in comparisons]
    every = [
        *(
            _headline(compared, name, moved, look)
            for name in headlines
            for compared, moved in zip(comparisons, by_regime, strict=True)
        ),
        *(
            _finding(compared, moved[name], look)
            for name in BESIDE
            for compared, moved in zip(comparisons, by_regime, strict=True)
            if name in moved
        ),
    ]
    return tuple(sorted(merged(filter(None, every)), key=lambda each: ORDER.index(each.kind)))


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
        tuple(regime for each in parts for regime in each.regimes),
        all(each.rises for each in parts),
        min(each.low for each in parts),
        max(each.high for each in parts),
        first.little,
        tuple(outlook for each in parts for outlook in each.outlooks),
        tuple(merged(face for each in parts for face in each.in_all)),
    )


def _headline(compared: Comparison, name: str, moved: Mapping[str, Difference], look: Look) -> Finding | None:
    """Return what a headline says in one regime; None if it has no verdict. moved: other metrics, by name."""
    finding = _finding(compared, compared[name], look)
    if finding is None or finding.kind != "gain":
        return finding
    faces = (moved[face] for face in IN_ALL.get(name, ()) if face in moved)
    shrinking = [_finding(compared, face, look) for face in faces if compared.verdict(face) == "worse"]
    return replace(finding, in_all=tuple(filter(None, shrinking)))


def _finding(compared: Comparison, difference: Difference, look: Look) -> Finding | None:
    kind, name = KINDS.get(compared.verdict(difference)), difference.metric.name
    if kind is None:
        return None
    base = abs(difference.baseline) or math.nan
    ends = difference.low / base, difference.high / base
    little = compared.verdict(difference) in LITTLE.values()
    outlooks = (compared.outlook(name, look),) if kind == "open" else ()
    return Finding(name, kind, (compared.regime,), difference.difference > 0, *ends, little, outlooks)
