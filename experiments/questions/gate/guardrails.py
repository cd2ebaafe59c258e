"""Guardrails: the most that a change may worsen a metric in a regime, from a reviewed file with reasons."""

import typing
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

import numpy as np
import pydantic
from numpy.typing import ArrayLike

from experiments.measures.metrics import METRICS, Metric
from experiments.verdicts.regimes import REGIMES, Regime
from policies.records import Floats
from scenarios import BadInput, files
from scenarios.problems import not_among, problem
from scenarios.tree import Leaf, Table, check, grow, node

SHIPPED = Path(__file__).with_name("guardrails.toml")
OURS = "policylab/guardrails.toml"  # name of the shipped file, the same on every machine
FEWEST = 30  # pairs: losses are skewed, and an interval of fewer cannot be trusted
MOST = 10_000  # pairs
LEFT_OUT = 0.015  # at each end of an interval; docs/results/trust.md counts the errors that this leaves
WHOLE = {
    "share": 1.0,
    "workers per 10,000": 10_000.0,
    "clients per 1,000": 1_000.0,
}  # by unit: the largest possible value
JUDGED = {metric.name: metric for metric in METRICS if metric.better in ("up", "down")}

_STRICT = pydantic.ConfigDict(extra="forbid", strict=True)
_Pairs = Annotated[int, pydantic.Field(ge=FEWEST, le=MOST)]
_Share = Annotated[float, pydantic.Field(ge=0, le=1, allow_inf_nan=False)]  # a margin above 1 would guard nothing
_Amount = Annotated[float, pydantic.Field(ge=0, allow_inf_nan=False)]


class _File(typing.TypedDict):
    __pydantic_config__ = _STRICT  # type: ignore[misc]
    version: Literal[1]
    pairs: _Pairs
    second_look: typing.NotRequired[_Pairs]
    workers: typing.NotRequired[Annotated[int, pydantic.Field(gt=0)]]
    guardrail: list[Any]


class _Rail(typing.TypedDict):
    __pydantic_config__ = _STRICT  # type: ignore[misc]
    metric: str
    regime: Literal["frozen", "adapting", "both"]
    margin: typing.NotRequired[_Share]
    amount: typing.NotRequired[_Amount]
    why: Annotated[str, pydantic.Field(min_length=1)]


@dataclass(frozen=True, slots=True)
class Guardrail:
    """The margin of a metric in a regime, and the reason for it."""

    metric: Metric
    regime: Regime
    share: float | None  # of its value under the base
    amount: float | None  # in the unit of the metric; beside a share the least margin, for a share of nothing is none
    why: str

    @property
    def allows(self) -> str:
        """The margin in words: "50 % of the base, at least 0.25 clients per 1,000"."""
        share = [] if self.share is None else [f"{100 * self.share:g} % of the base"]
        amount = [] if self.amount is None else [f"{self.amount:g} {self.metric.unit}"]
        return ", at least ".join(share + amount)

    def beyond_all(self, base: float) -> bool:
        """Return whether the amount is more than the whole value under the base; then it guards little.

        Beside a share it is there for a base of nothing, which is no fault.
        """
        meant = self.share is not None and base == 0
        return self.amount is not None and self.amount > abs(base) and not meant

    def shares_nothing(self, base: float) -> bool:
        """Return whether the margin is a share of a base of 0, with no amount beside it. That is no margin."""
        return bool(self.share) and not self.amount and base == 0

    def margin(self, base: ArrayLike) -> Any:
        """(…) margins in units of the metric: the share or the amount, whichever is more. base: (…) its means."""
        return np.maximum((self.share or 0.0) * np.abs(base), self.amount or 0.0)

    def allowed(self, base: Floats) -> Floats:
        """(…, pairs) what each pair allows, of (…, pairs) under the base: its own share of it, or the amount.

        All pairs allow what is the margin of their mean: an amount is known, a share no better than the base.
        """
        share = (self.share or 0.0) * np.abs(base)
        least = self.amount or 0.0
        return np.where(share.mean(-1, keepdims=True) > least, share, least)


@dataclass(frozen=True, slots=True)
class Guardrails:
    """The guardrails of a file, and the numbers of pairs to judge on."""

    shown: str  # the file, as it is shown
    pairs: int
    second_look: int | None  # pairs in all, if the first have not settled it; None: no second look
    rails: tuple[Guardrail, ...]
    workers: int | None = None  # of the smallest market in which these margins can be judged; None: as it is

    @property
    def regimes(self) -> tuple[Regime, ...]:
        """The regimes that have a guardrail, in their order."""
        return tuple(regime for regime in REGIMES if any(rail.regime == regime for rail in self.rails))

    @property
    def looks(self) -> tuple[int, ...]:
        """The pairs in all at each look."""
        return (self.pairs,) if self.second_look is None else (self.pairs, self.second_look)

    @property
    def left_out(self) -> float:
        """The share that an interval leaves out at each end: all looks together err as rarely as a single one."""
        return LEFT_OUT / len(self.looks)

    @property
    def confidence(self) -> str:
        """The confidence of an interval, as it is shown."""
        return f"{100 * (1 - 2 * self.left_out):g} %"


def guardrails(path: Path = SHIPPED) -> Guardrails:
    """Read the guardrails of a file. Raises BadInput with all problems."""
    problems: list[str] = []
    read = files.read(path, "guardrails", problems)
    if read is None:
        raise BadInput(problems)
    tree = grow(read.data, read.where)
    head = check(tree, _File, problems)
    entries = read.data.get("guardrail")
    rails: list[Guardrail] = []
    for position, entry in enumerate(entries if isinstance(entries, list) else ()):
        rails += _rails(node(entry, read.where, ("guardrail", position)), rails, problems)
    if head is not None:
        first, second = head["pairs"], head.get("second_look")
        if second is not None and second <= first:
            problems.append(
                problem(tree.items["second_look"].where, f"must be more than the {first} pairs of the first")
            )
        if not entries:
            problems.append(
                problem(tree.where, "holds no guardrail: add a [[guardrail]] with metric, regime, margin, why")
            )
    if problems or head is None:
        raise BadInput(problems)
    shown = OURS if path == SHIPPED else read.shown
    return Guardrails(shown, head["pairs"], head.get("second_look"), tuple(rails), head.get("workers"))


def _rails(entry: Table | Leaf, others: list[Guardrail], problems: list[str]) -> Iterator[Guardrail]:
    """Yield a guardrail for each regime that an entry names; append its problems to `problems`."""
    if isinstance(entry, Leaf):
        problems.append(problem(entry.where, "needs a table"))
        return
    rail = check(entry, _Rail, problems)
    if rail is None:
        return
    name, where = rail["metric"], entry.items["metric"].where
    if name not in JUDGED:
        known = any(metric.name == name for metric in METRICS)
        message = (
            "is better neither way, so nothing can be judged by it" if known else not_among("metric", name, JUDGED)
        )
        problems.append(problem(where, message))
        return
    if "margin" not in rail and "amount" not in rail:
        problems.append(
            problem(entry.where, "needs a margin, a share of the base, or an amount in units of the metric, or both")
        )
        return
    most = WHOLE.get(JUDGED[name].unit)
    if most is not None and rail.get("amount", 0.0) > most:
        problems.append(
            problem(entry.items["amount"].where, f"must be at most {most:,.0f}, the most that this metric can be")
        )
    for regime in REGIMES if rail["regime"] == "both" else (rail["regime"],):
        if any((other.metric.name, other.regime) == (name, regime) for other in others):
            problems.append(problem(where, f"a second guardrail for {name}, {regime}: put both in one"))
        yield Guardrail(JUDGED[name], regime, rail.get("margin"), rail.get("amount"), rail["why"])
