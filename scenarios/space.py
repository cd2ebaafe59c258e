"""Uncertain numbers of a world, and their ranges: the worlds around a central one, as the points of a unit cube.

Every number of a world varies that has a plausible range, unless a source gives it or NOT_VARIED says why it stays. It
has a coordinate u: 0 is the low end of its range, 0.5 the number of the central world, 1 the high end, and between
these it runs evenly on the scale that fits its unit. So the central world is the median one, and each number lies as
often below its central value as above it, however lopsided its range. Where the central value is an end of the range,
half of all worlds have it; where a world file has it beyond the range, the range reaches as far. A number that somebody
set holds: its range is that value alone.
"""

from collections.abc import Collection, Iterator
from dataclasses import Field, dataclass, fields, is_dataclass, replace
from decimal import ROUND_DOWN
from functools import cache
from operator import attrgetter
from typing import Any, get_type_hints

import numpy as np
from numpy.typing import ArrayLike, NDArray

from policies.numbers import Overfull, known
from policies.records import Floats
from scenarios.dimensions import Dimension, dimension, rounded
from sim.world import World

NOT_VARIED = {
    "workers": "how large the simulated market is: chosen, and not known",
    "clients": "how large the simulated market is: chosen, and not known",
    "population.worker_trust": "what the market settles at by itself, from all that wins and loses trust",
    "population.client_trust": "what the market settles at by itself, from all that wins and loses trust",
    "population.contacts_swapped": "what the market settles at by itself, from how many swap them and how that fades",
    "population.told_by_contract": "what the market settles at by itself, from how many the watch warns",
    "population.caution_acquired": "what the market settles at by itself, from all that makes people wary and fades",
    "posting.category_weight": "how often each field is posted: no range is known, and they differ in little but pay",
    "ring.invents_on": "when rings invent something is a question of a scenario, not of the world",
    "luring.harm_yen_to_ring": "what each harm brings a ring against money: no range is known; that of money varies",
}


@dataclass(frozen=True, slots=True, eq=False)
class Space:
    """All plausible worlds around a central one. Points are (d,) coordinates 0…1, d as many as there are dimensions."""

    central: World
    dimensions: tuple[Dimension, ...]

    def __len__(self) -> int:
        return len(self.dimensions)

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the dimensions, in the order of their coordinates."""
        return tuple(dimension.name for dimension in self.dimensions)

    @property
    def held(self) -> tuple[str, ...]:
        """Names of the numbers that every world has as the central one."""
        return tuple(dimension.name for dimension in self.dimensions if dimension.holds)

    def holding(self, numbers: Collection[str]) -> "Space":
        """The same, but that these hold: dimensions by name, and all dimensions of a number by its path."""
        return replace(
            self,
            dimensions=tuple(
                replace(each, low=each.central, high=each.central)
                if each.name in numbers or each.path in numbers
                else each
                for each in self.dimensions
            ),
        )

    def world(self, u: ArrayLike) -> World:
        """The world at a point. Raises ValueError where a world refuses such numbers together."""
        return self.laid([of.value(at) for of, at in zip(self.dimensions, _listed(u), strict=True)])

    def values(self, u: ArrayLike) -> Floats:
        """(d,) the numbers of the world at a point, a factor where a list varies by one. Raises ValueError."""
        return self.read(self.world(u))

    def beyond(self, values: ArrayLike) -> NDArray[np.bool_]:
        """(…, d) which of these numbers no world can have: beyond their bounds, or no number at all.

        None of a number that holds, for no world asks for it.
        """
        least, most = np.array([of.hard for of in self.dimensions]).reshape(-1, 2).T
        return ~((least <= values) & (values <= most)) & [not of.holds for of in self.dimensions]

    def where(self, world: World) -> Floats:
        """(d,) the point at which a world lies."""
        return np.array([of.where(value) for of, value in zip(self.dimensions, _listed(self.read(world)), strict=True)])

    def read(self, world: World) -> Floats:
        """(d,) the uncertain numbers of a world."""
        return np.array([self._read(world, dimension) for dimension in self.dimensions], np.float64)

    def laid(self, values: ArrayLike) -> World:
        """The central world with these (d,) numbers, but for those that hold. Raises ValueError where it refuses them.

        Shares of one whole that sum to more than 1 shrink in proportion to one another until they fill it; those that
        hold keep their value.
        """
        given = zip(self.dimensions, _listed(values), strict=True)
        numbers = {of.name: of.central if of.holds else value for of, value in given}
        while True:
            try:
                return self._built(numbers)
            except Overfull as whole:
                self._shrink(numbers, whole)

    def _built(self, numbers: dict[str, float]) -> World:
        changes: dict[str, dict[str, Any]] = {}
        for each in self.dimensions:
            if (value := numbers[each.name]) == each.central:
                continue  # the central number itself, to the bit
            section, _, field = each.path.rpartition(".")
            now = changes.setdefault(section, {}).get(field, attrgetter(each.path)(self.central))
            changes[section][field] = _changed(now, each, value)
        sections = {name: replace(getattr(self.central, name), **new) for name, new in changes.items() if name}
        return replace(self.central, **changes.get("", {}), **sections)

    def _shrink(self, numbers: dict[str, float], whole: Overfull) -> None:
        sections = {type(getattr(self.central, field.name)): f"{field.name}." for field in fields(self.central)}
        names = [sections.get(whole.kind, "") + name for name in whole.names]
        holds = self.held
        free = [name for name in names if name in numbers and name not in holds]
        sums_to = sum(numbers[name] for name in free)
        left = max(1 - (whole.total - sums_to), 0.0)  # what holds is of a world that is accepted
        for name in free:
            numbers[name] = rounded(numbers[name] * left / sums_to, ROUND_DOWN)

    def _read(self, world: World, dimension: Dimension) -> float:
        now = attrgetter(dimension.path)(world)
        if dimension.common:
            return rounded(now[0] / attrgetter(dimension.path)(self.central)[0])
        return now if dimension.item is None else now[dimension.item]


def space(world: World, held: Collection[str] = ()) -> Space:
    """The plausible worlds around this one, in which numbers hold that somebody set (see `Scenario.held`)."""
    stays = not_varied(world)
    uncertain = (
        each for path, field, hint in _numbers(world) if path not in stays for each in _of(world, path, field, hint)
    )
    return Space(world, tuple(uncertain)).holding(held)


@cache
def varied() -> frozenset[str]:
    """The paths of all numbers that vary over plausible worlds where nobody sets them."""
    return frozenset(dimension.path for dimension in space(World()).dimensions)


@dataclass(frozen=True, slots=True)
class Stray:
    """A number, as `-S` takes it, that puts a world outside the plausible ones, and what its source or range says."""

    number: str
    value: str
    source: str = ""  # the value there; empty where the number has a range
    low: str = ""
    high: str = ""

    def __str__(self) -> str:
        if self.source:
            return f"{self.number} = {self.value} is not the {self.source} of its source"
        return f"{self.number} = {self.value} is beyond its plausible range {self.low}–{self.high}"


@cache
def outside(*worlds: World) -> tuple[Stray, ...]:
    """Numbers that put worlds outside the plausible ones: beyond a plausible range, or other than a source has it."""
    each = ((world, type(world)()) for world in dict.fromkeys(worlds))
    strays = (
        stray
        for world, usual in each
        for path, field, _ in _numbers(world)
        for stray in _outside(world, usual, path, field)
    )
    return tuple(dict.fromkeys(strays))


def not_varied(world: World) -> dict[str, str]:
    """The numbers of a world that stay as they are, and why. Raises KeyError for one that nobody thought of."""
    stays = {}
    for path, field, _ in _numbers(world):
        facts = known(field)
        assert facts
        if facts.confidence == "quoted":
            stays[path] = f"quoted: {facts.source}"
        elif path in NOT_VARIED or facts.low is None:
            stays[path] = NOT_VARIED[path]
    return stays


def _numbers(world: World) -> Iterator[tuple[str, Field[Any], Any]]:
    """The path, field and type of every number of a world."""
    sections = [(f"{field.name}.", getattr(world, field.name)) for field in fields(world)]
    for prefix, record in [("", world), *(named for named in sections if is_dataclass(named[1]))]:
        hints = get_type_hints(type(record))
        yield from ((prefix + field.name, field, hints[field.name]) for field in fields(record) if known(field))


def _outside(world: World, usual: World, path: str, field: Field[Any]) -> Iterator[Stray]:
    facts, (now, then) = known(field), (attrgetter(path)(of) for of in (world, usual))
    assert facts
    if facts.confidence == "quoted":
        if now != then:
            yield Stray(f"world.{path}", f"{now}", source=f"{then}")
    elif facts.low is not None and facts.high is not None:
        for item, each in enumerate(now) if isinstance(now, tuple) else [(None, now)]:
            if not facts.low <= each <= facts.high:
                name = path if item is None else f"{path}[{item}]"
                yield Stray(f"world.{name}", f"{each:g}", low=f"{facts.low:g}", high=f"{facts.high:g}")


def _of(world: World, path: str, field: Field[Any], hint: Any) -> list[Dimension]:
    facts, now = known(field), attrgetter(path)(world)
    assert facts and facts.low is not None and facts.high is not None  # noqa: PT018
    hard = facts.least, facts.most
    if not isinstance(now, tuple):
        return [replace(dimension(path, None, facts.unit, facts.low, now, facts.high, whole=hint is int), hard=hard)]
    if facts.unit != "yen":
        return [
            replace(dimension(path, item, facts.unit, facts.low, each, facts.high), hard=hard)
            for item, each in enumerate(now)
        ]
    low, high = (pick(end / each for each in now) for pick, end in ((max, facts.low), (min, facts.high)))
    hard = max(facts.least / each for each in now), min(facts.most / each for each in now)
    return [replace(dimension(path, None, "factor", rounded(low), 1.0, rounded(high), common=True), hard=hard)]


def _changed(now: Any, dimension: Dimension, value: float) -> Any:
    """The value at the path of a dimension, `now`, with this number in it."""
    if dimension.common:
        return tuple(each * value for each in now)
    if dimension.item is not None:
        return (*now[: dimension.item], value, *now[dimension.item + 1 :])
    return int(value) if dimension.whole else value


def _listed(point: ArrayLike) -> list[float]:
    return np.asarray(point, np.float64).tolist()
