"""Guardrails: how much worse a change may make which metric in which regime. A reviewed file says it, with reasons."""

import typing
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

import pydantic

from experiments.measures.metrics import METRICS, Metric
from experiments.verdicts.regimes import REGIMES, Regime
from scenarios import BadInput, files
from scenarios.problems import not_among, problem
from scenarios.tree import Leaf, Table, check, grow, node

SHIPPED = Path(__file__).with_name("guardrails.toml")
FEWEST = 30  # pairs: losses are skewed, and an interval of fewer cannot be trusted
MOST = 10_000  # pairs
TIMES = 3  # as many pairs at most, where nothing else is said
WHOLE = {"share": 1.0, "workers per 10,000": 10_000.0, "clients per 1,000": 1_000.0}  # by unit: all there can be
JUDGED = {metric.name: metric for metric in METRICS if metric.better in ("up", "down")}

_STRICT = pydantic.ConfigDict(extra="forbid", strict=True)
_Pairs = Annotated[int, pydantic.Field(ge=FEWEST, le=MOST)]
_Share = Annotated[float, pydantic.Field(ge=0, le=1, allow_inf_nan=False)]  # what may double is not guarded
_Amount = Annotated[float, pydantic.Field(ge=0, allow_inf_nan=False)]


class _File(typing.TypedDict):
    __pydantic_config__ = _STRICT  # type: ignore[misc]
    version: Literal[1]
    pairs: _Pairs
    at_most: typing.NotRequired[_Pairs]
    second_look: typing.NotRequired[_Pairs]
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
    """How much worse a metric may get in a regime, and why so much."""

    metric: Metric
    regime: Regime
    share: float | None  # of what it is under the base
    amount: float | None  # in its own unit, where it is no share
    why: str

    def beyond_all(self, base: float) -> bool:
        """Is the margin more than all that there is under the base? Then it guards little."""
        return self.amount is not None and self.amount > abs(base)

    def margin(self, base: float) -> float:
        """In units of the metric, where this is its mean under the base."""
        if self.amount is not None:
            return self.amount
        assert self.share is not None
        return self.share * abs(base)


@dataclass(frozen=True, slots=True)
class Guardrails:
    """What a change is judged by, and on how many pairs of runs."""

    shown: str  # where they stand
    pairs: int
    at_most: int  # pairs, where so few differ in a metric that more have to say what these leave open
    second_look: int | None  # pairs in all, where the first have not settled it; None: they are not asked again
    rails: tuple[Guardrail, ...]

    @property
    def regimes(self) -> tuple[Regime, ...]:
        """Those that something is judged in, in their order."""
        return tuple(regime for regime in REGIMES if any(rail.regime == regime for rail in self.rails))


def guardrails(path: Path = SHIPPED) -> Guardrails:
    """The guardrails of a file. Raises BadInput, with every mistake there is."""
    found: list[str] = []
    read = files.read(path, "guardrails", found)
    if read is None:
        raise BadInput(found)
    tree = grow(read.data, read.where)
    head = check(tree, _File, found)
    given = read.data.get("guardrail")
    rails: list[Guardrail] = []
    for position, each in enumerate(given if isinstance(given, list) else ()):
        rails += _rails(node(each, read.where, ("guardrail", position)), rails, found)
    if head is not None:
        first, second, most = head["pairs"], head.get("second_look"), head.get("at_most")
        if second is not None and second <= first:
            found.append(problem(tree.items["second_look"].where, f"must be more than the {first} pairs of the first"))
        if most is not None and most < first:
            found.append(problem(tree.items["at_most"].where, f"must be {first} or more, as many as are always run"))
        if not given:
            found.append(
                problem(tree.where, "holds no guardrail: add a [[guardrail]] with metric, regime, margin, why")
            )
    if found or head is None:
        raise BadInput(found)
    pairs = head["pairs"]
    most = head.get("at_most", TIMES * pairs)
    return Guardrails(read.shown, pairs, most, head.get("second_look"), tuple(rails))


def _rails(said: Table | Leaf, others: list[Guardrail], found: list[str]) -> Iterator[Guardrail]:
    """One for each regime that an entry names; its mistakes go to `found`."""
    if isinstance(said, Leaf):
        found.append(problem(said.where, "needs a table"))
        return
    rail = check(said, _Rail, found)
    if rail is None:
        return
    name, where = rail["metric"], said.items["metric"].where
    if name not in JUDGED:
        known = any(metric.name == name for metric in METRICS)
        mistake = (
            "is better neither way, so nothing can be judged by it" if known else not_among("metric", name, JUDGED)
        )
        found.append(problem(where, mistake))
        return
    if ("margin" in rail) == ("amount" in rail):
        found.append(
            problem(said.where, "needs a margin, a share of the base, or an amount in units of the metric: one")
        )
        return
    most = WHOLE.get(JUDGED[name].unit)
    if most is not None and rail.get("amount", 0.0) > most:
        found.append(problem(said.items["amount"].where, f"must be at most {most:,.0f}: there is no more of it"))
    for regime in REGIMES if rail["regime"] == "both" else (rail["regime"],):
        if any((other.metric.name, other.regime) == (name, regime) for other in others):
            found.append(problem(where, f"a second guardrail for {name}, {regime}: put both in one"))
        yield Guardrail(JUDGED[name], regime, rail.get("margin"), rail.get("amount"), rail["why"])
