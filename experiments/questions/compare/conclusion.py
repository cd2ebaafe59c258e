"""The conclusion of an answer, as values: what gets worse, what gets better, what is open, and what would settle it."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal, get_args

from experiments.questions.compare.comparison import Comparison
from experiments.questions.compare.outlook import Outlook
from experiments.verdicts.differences import Difference
from experiments.verdicts.margins import Verdict

type Kind = Literal["harm", "gain", "change", "open", "no harm", "no difference"]

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
}
BESIDE = (  # told with the headlines where they move
    "coerced_deal_share",
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
    """What happens to a metric, in one regime or in several that agree.

    low, high  ends of the interval, over all its regimes, as a share of the baseline; NaN where that is nothing
    outlooks   of each regime, if it is open
    in_all     what shrinks while the rate of this finding gains
    """

    name: str
    kind: Kind
    regimes: tuple[str, ...]
    low: float
    high: float
    outlooks: tuple[Outlook, ...] = ()
    in_all: tuple["Finding", ...] = ()

    def agrees(self, other: "Finding") -> bool:
        """Return whether another finding says the same of the same metric; odds are told apart."""
        alike = (self.name, self.kind) == (other.name, other.kind) and self.kind != "open"
        return alike and self.low <= other.high and other.low <= self.high

    def as_json(self) -> dict[str, Any]:
        """Return plain data for `json.dumps`."""
        return {
            "metric": self.name,
            "kind": self.kind,
            "regimes": self.regimes,
            "low": self.low,
            "high": self.high,
            "outlook": [each.as_json() for each in self.outlooks],
            "while": [each.as_json() for each in self.in_all],
        }


def findings(comparisons: Sequence[Comparison], headlines: Sequence[str], *, pool: bool) -> tuple[Finding, ...]:
    """Return what the headlines say, and what else moved that people count: harms, gains, then what is open.

    comparisons: one for each regime; pool: as of `Comparison.outlook`
    """
    by_regime = [{each.metric.name: each for each in compared.moved(headlines)} for compared in comparisons]
    every = [
        *(
            _headline(compared, name, moved, pool=pool)
            for name in headlines
            for compared, moved in zip(comparisons, by_regime, strict=True)
        ),
        *(
            _finding(compared, moved[name], pool=pool)
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
        fitting = (group for group in groups if all(map(each.agrees, group)))
        group = next(fitting, None)
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
        min(each.low for each in parts),
        max(each.high for each in parts),
        tuple(outlook for each in parts for outlook in each.outlooks),
        tuple(merged(face for each in parts for face in each.in_all)),
    )


def _headline(compared: Comparison, name: str, moved: Mapping[str, Difference], *, pool: bool) -> Finding | None:
    """Return what a headline says in one regime; None if it has no data. moved: other metrics, by name."""
    found = _finding(compared, compared[name], pool=pool)
    if found is None or found.kind != "gain":
        return found
    faces = (moved[face] for face in IN_ALL.get(name, ()) if face in moved)
    shrinking = [_finding(compared, face, pool=pool) for face in faces if compared.verdict(face) == "worse"]
    return replace(found, in_all=tuple(filter(None, shrinking)))


def _finding(compared: Comparison, difference: Difference, *, pool: bool) -> Finding | None:
    kind, name = KINDS.get(compared.verdict(difference)), difference.metric.name
    if kind is None:
        return None
    base = abs(difference.baseline) or math.nan
    outlooks = (compared.outlook(name, pool=pool),) if kind == "open" else ()
    return Finding(name, kind, (compared.regime,), difference.low / base, difference.high / base, outlooks)
