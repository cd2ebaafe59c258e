"""A sweep as a question: two platforms at every point of what is varied, all loaded before the first run."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import get_args, get_type_hints

from experiments.questions.sweep.axes import Axis, fitted, parsed
from experiments.questions.sweep.design import Design, points
from experiments.runs.plan import Run, plan
from experiments.runs.worlds import RINGS, Worlds
from policies.catalogue import RULES, BadRule, names
from scenarios import BadInput, Scenario, load
from scenarios.keys import SWITCHES, known
from scenarios.problems import problem
from scenarios.schema import rule

REGIMES = (f"{RINGS}=frozen",), (f"{RINGS}=adapting",)

Texts = tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """A point: the value of every axis, what that makes of baseline and candidate, and both in each regime."""

    values: Texts
    names: tuple[str, str]
    changes: tuple[Texts, Texts]
    sides: tuple[tuple[Scenario, Scenario], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """Two platforms, what is varied of them, and every point."""

    bases: tuple[str, str]
    names: tuple[str, str]
    axes: tuple[Axis, ...]
    design: Design
    regimes: tuple[Texts, ...]
    places: tuple[Place, ...]

    @property
    def scenarios(self) -> tuple[Scenario, ...]:
        """Each once: a baseline that many points share is one."""
        found = (each for place in self.places for sides in place.sides for each in sides)
        return tuple({id(each): each for each in found}.values())

    def runs(self, seeds: Sequence[int], worlds: Worlds) -> list[Run]:
        """All that has to be run, a seed after the other.

        Raises BadInput where plausible worlds cannot be used, or are too few.
        """
        worlds.check(self.scenarios[0], len(seeds))
        return plan(self.scenarios, seeds, worlds)


def question(
    bases: tuple[str, str],
    vary: Sequence[str],
    vary_both: Sequence[str] = (),
    *,
    changes: tuple[Sequence[str], Sequence[str]] = ((), ()),
    names: tuple[str, str] | None = None,
    regimes: Sequence[Texts] = REGIMES,
    design: Design | None = None,
) -> Question:
    """Two scenarios, by name or file, and what is varied: `KEY=LOW:HIGH:COUNT`, `KEY=LOW:HIGH:COUNT:log`, `KEY=a,b,c`.

    vary      numbers, words or rules of the platform, laid on the candidate alone; numbers of the world, laid on both
    changes   laid on baseline and candidate at every point
    regimes   changes that make them; none where the rings are varied

    Where there is but one platform, and nothing is varied for the candidate alone, the baseline stays as it is. Raises
    BadInput with every mistake of every point.
    """
    design = design or Design()
    axes = _axes(bases, vary, vary_both, changes)
    if any(axis.key == RINGS for axis in axes):
        regimes = ((),)
    alone = bases[0] == bases[1] and list(changes[0]) == list(changes[1]) and all(axis.both for axis in axes)
    laid = tuple(changes[0]), tuple(changes[1])
    loader = _Loader(bases, names or bases, laid, axes, tuple(regimes), alone)
    places = tuple(loader.place(values) for values in points(axes, design))
    loader.check(len(places))
    return Question(bases, names or bases, axes, design, tuple(regimes), places)


def _axes(
    bases: tuple[str, str], vary: Sequence[str], vary_both: Sequence[str], changes: tuple[Sequence[str], Sequence[str]]
) -> tuple[Axis, ...]:
    """What is varied, each told by the option that asks for it. Raises BadInput."""
    found: list[str] = []
    asked = [(option, number, text) for option, texts in (("--vary", vary), ("--vary-both", vary_both))
             for number, text in enumerate(texts, start=1)]  # fmt: skip
    sides = [load(base, laid) for base, laid in zip(bases, changes, strict=True)]

    def read(keys: Collection[str], found: list[str]) -> list[Axis]:
        axes = (parsed(f"{option} {number}", text, option != "--vary", found, keys) for option, number, text in asked)
        return [axis for axis in axes if axis is not None]

    there = read(_keys(sides, read(SWITCHES, [])), found)
    if not asked:
        found.append(problem("--vary", "nothing is varied: --vary KEY=LOW:HIGH:COUNT"))
    for number, axis in enumerate(there):
        if any(axis.key == other.key for other in there[:number]):
            found.append(problem(axis.where, f"{axis.key} is varied twice"))
    fit = tuple(fitted(axis, _whole(axis.key, sides, there), found) for axis in there)
    if found:
        raise BadInput(found)
    return fit


def _keys(sides: Sequence[Scenario], axes: Sequence[Axis]) -> tuple[str, ...]:
    """The whole keys of the rules that levers have somewhere in the sweep, among which a short one is looked for."""
    levers = (*RULES, "display")
    return known({lever: kind} for lever in levers for kind in _owners(("platform", lever), sides, axes))


def _whole(key: str, sides: Sequence[Scenario], axes: Sequence[Axis]) -> bool:
    """Is a key a whole number wherever it stands? False of one that stands nowhere: loading it will tell."""
    *path, last = key.split(".")
    hints = [get_type_hints(kind).get(last) for kind in _owners(path, sides, axes)]
    there = [hint for hint in hints if hint is not None]
    return bool(there) and all(hint is int or (int in get_args(hint) and float not in get_args(hint)) for hint in there)


def _owners(path: Sequence[str], sides: Sequence[Scenario], axes: Sequence[Axis]) -> Iterator[type]:
    """The classes of the world, of its section, or of the rules that a lever has somewhere in the sweep."""
    match path:
        case ["world", *section]:
            for side in sides:
                yield type(getattr(side.world, section[0], None) if section else side.world)
        case ["platform", lever]:
            yield from (type(getattr(step, lever, None)) for side in sides for _, step in side.rollout)
            varied = (axis.values for axis in axes if axis.key == f"platform.{lever}.rule")
            for name in (name for values in varied for name in values if name in names(lever)):
                with suppress(BadRule):  # told when it is loaded
                    yield rule(lever, name)


@dataclass(slots=True)
class _Loader:
    """Loads every point once, and remembers what is wrong with which."""

    bases: tuple[str, str]
    names: tuple[str, str]
    changes: tuple[Texts, Texts]
    axes: tuple[Axis, ...]
    regimes: tuple[Texts, ...]
    alone: bool  # the baseline stays as it is
    known: dict[tuple[str, Texts], Scenario] = field(default_factory=dict)
    wrong: dict[tuple[str, str], list[Texts]] = field(default_factory=dict)  # points, by place and mistake

    def place(self, values: Texts) -> Place:
        """A point with its scenarios; without those that cannot be loaded."""
        told = [(axis, f"{axis.key}={value}") for axis, value in zip(self.axes, values, strict=True)]
        laid = ([each for each in told if each[0].both and not self.alone], told)
        changes = tuple((*common, *(text for _, text in own)) for common, own in zip(self.changes, laid, strict=True))
        found: list[Scenario] = []
        for side, regime in ((side, regime) for regime in self.regimes for side in (0, 1)):
            try:
                found.append(self._load(side, laid[side], regime))
            except BadInput as error:
                for each in error.problems:
                    at = self.wrong.setdefault(_split(each), [])
                    if values not in at[-1:]:  # not once more of the other side, or in the other regime
                        at.append(values)
        first, second = (
            " + ".join([name, *(text for _, text in own)]) for name, own in zip(self.names, laid, strict=True)
        )
        pairs = tuple(zip(found[::2], found[1::2], strict=False))
        return Place(values, (first, second), (changes[0], changes[1]), pairs)

    def check(self, of: int) -> None:
        """Raises BadInput where something is wrong anywhere."""
        told = []
        for (where, mistake), at in self.wrong.items():
            first = ", ".join(f"{axis.key}={value}" for axis, value in zip(self.axes, at[0], strict=True))
            such = f"in {len(at):,} of {of:,} points, such as {first}"
            told.append("\n    ".join(each for each in (where, mistake, such) if each))
        if told:
            raise BadInput(told)

    def _load(self, side: int, own: Sequence[tuple[Axis, str]], regime: Texts) -> Scenario:
        base, common = self.bases[side], self.changes[side]
        asked = base, (*common, *(text for _, text in own), *regime)
        if asked not in self.known:
            try:
                self.known[asked] = load(*asked)
            except BadInput as error:
                places = {f"change {len(common) + n}: {text}": axis.where for n, (axis, text) in enumerate(own, 1)}
                raise BadInput(_placed(each, places) for each in error.problems) from None
        return self.known[asked]


def _placed(problem: str, places: dict[str, str]) -> str:
    """A complaint about a change, at the place of the option that asked for it."""
    where, _, mistake = problem.partition("\n")
    return f"{places.get(where, where)}\n{mistake}"


def _split(problem: str) -> tuple[str, str]:
    where, _, mistake = problem.partition("\n")
    return where, mistake.strip()
