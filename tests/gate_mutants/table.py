"""What came of the edits: a table, how many harmful ones were stopped, and what was said otherwise than it must be."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from docs.studies.cells import table as frame
from docs.studies.page import Part
from experiments.measures.metrics import BY_NAME, Metric
from experiments.questions.gate.guardrails import Guardrail, guardrails
from experiments.questions.gate.judging import harm
from experiments.verdicts.differences import paired
from tests.gate_mutants.edits import STOPPED, Edit

WHEN = {"frozen": "first day", "adapting": "adapted"}


@dataclass(frozen=True, slots=True, eq=False)
class Tried:
    """An edit, what the gate says of it, and what it says on more pairs where somebody looked closer."""

    edit: Edit
    gate: dict[str, Any]
    closer: dict[str, Any] | None = None

    @property
    def verdict(self) -> str:
        """The gate's."""
        return str(self.gate["verdict"])

    @property
    def excess(self) -> float:
        """The upper bound of the worst harm, in margins."""
        return max((_ratio(each["harm"]["high"], each["margin"]) for each in self.gate["rulings"]), default=0.0)

    @property
    def unchanged(self) -> bool:
        """Was it run, and no metric differs in any pair?"""
        base, head = (self.gate["values"].get(side) for side in ("base", "head"))
        return bool(base) and base == head

    @property
    def beyond(self) -> float:
        """The worst harm on the pairs that the gate had not seen, in margins; NaN where nobody looked closer."""
        if self.closer is None:
            return math.nan
        return max(_unseen(rail, self.closer["values"], self.gate["pairs"]) for rail in _rails())

    @property
    def missed(self) -> bool:
        """Did it pass, with a harm beyond a margin?"""
        return self.verdict not in STOPPED and self.beyond > 1


def table(tried: Sequence[Tried], size: str) -> Part:
    """Each edit, then the rates, then what was said otherwise than it must be."""
    rows = ((each.edit.name, each.edit.must, each.verdict, str(_pairs(each)), _worst(each)) for each in tried)
    head = ("edit", "must", "verdict", "pairs", "the worst guardrail: harm in per cent of the base")
    where = f"{len(tried)} edits, `production`, {size}."
    return where, frame(head, rows), _rates(tried), *_otherwise(tried)


def _rates(tried: Sequence[Tried]) -> str:
    harmful = [each for each in tried if each.edit.harmful]
    failed, stopped = (sum(each.verdict in verdicts for each in harmful) for verdicts in (("fail",), STOPPED))
    plain = [each for each in tried if not each.edit.harmful]
    unwatched = [each for each in plain if each.edit.unwatched]
    harmless = [each for each in plain if not each.edit.unwatched]
    passed, slipped = (sum(each.verdict == "pass" for each in of) for of in (harmless, unwatched))
    return (
        f"Of {len(harmful)} harmful edits {stopped} were stopped: {failed} failed, {stopped - failed} inconclusive. "
        f"Of {len(harmless)} harmless ones {passed} passed. "
        f"Of {len(unwatched)} that harm only what no guardrail watches {slipped} passed."
    )


def _otherwise(tried: Sequence[Tried]) -> list[str]:
    lines = [
        f"- {each.edit.name}: must {each.edit.must}, was {each.verdict}. Expected: {each.edit.why}."
        for each in tried
        if not each.edit.kept(each.verdict)
    ]
    missed = [f"- {each.edit.name}: passed, and harms {each.beyond:.1f} margins" for each in tried if each.missed]
    return [
        *(["Otherwise than it must be:", "\n".join(lines)] if lines else ["All as it must be."]),
        *(["Passed, and harms beyond a margin on unseen pairs:", "\n".join(missed)] if missed else []),
    ]


def _pairs(tried: Tried) -> int:
    """That were run in each regime."""
    return tried.gate["pairs"] if tried.gate["rulings"] else 0


def _worst(tried: Tried) -> str:
    """The first ruling in numbers, and what else there is to say."""
    if tried.verdict == "could not run":
        return str(tried.gate["reason"]).splitlines()[-1]
    if tried.unchanged:
        return "no metric differs in any pair"
    first = tried.gate["rulings"][0]
    bounds = tuple(first["harm"][name] for name in ("centre", "low", "high"))
    numbers = _numbers(BY_NAME[first["metric"]], first["base"], bounds, first["margin"])
    text = f"`{first['metric']}`, {WHEN[first['regime']]}: {numbers}"
    seen = "" if tried.closer is None else f"; on unseen pairs {tried.beyond:.1f} margins at worst"
    return "; ".join([text + seen, *(f"unwatched `{name}` {_unwatched(tried, name)}" for name in tried.edit.unwatched)])


def _unwatched(tried: Tried, name: str) -> str:
    """The harm to a metric of the first day."""
    base, head = (np.array(tried.gate["values"][side]["frozen"][name], float) for side in ("base", "head"))
    difference = paired(BY_NAME[name], base, head)
    return _numbers(difference.metric, difference.baseline, harm(difference))


def _numbers(metric: Metric, base: float, result: tuple[float, float, float], margin: float | None = None) -> str:
    """A harm with its bounds and its margin in per cent of the base; in the unit of the metric where that is 0.

    Without bounds where nothing happened on either side, for nothing is known of what might.
    """
    factor, unit, digits = (100 / abs(base), "", 1) if base else (1.0, f" {metric.unit}", 2)
    centre, low, high = (factor * value for value in result)
    bounds = "" if math.isnan(low) else f" [{low:.{digits}f}, {high:.{digits}f}]"
    message = f"{centre:+.{digits}f}{bounds}{unit}"
    return message if margin is None else f"{message}, margin {factor * margin:.{0 if base else digits}f}"


@cache
def _rails() -> tuple[Guardrail, ...]:
    return guardrails().rails


def _unseen(rail: Guardrail, values: dict[str, Any], seen: int) -> float:
    base, head = (np.array(values[side][rail.regime][rail.metric.name][seen:], float) for side in ("base", "head"))
    worse = float(np.nanmean(head - base)) * (1 if rail.metric.better == "down" else -1)
    return _ratio(worse, float(rail.margin(np.nanmean(base))))


def _ratio(harm: float, margin: float) -> float:
    return harm / margin if margin > 0 else math.inf if harm > 0 else 0.0
