"""A sweep as a question: two platforms at every point of what is varied, all loaded before the first run."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from typing import get_args, get_type_hints

from experiments.language.arguments import argument
from experiments.questions.sweep.axes import Axis, fitted, parsed
from experiments.questions.sweep.design import Design, points
from experiments.runs.plan import Run, plan
from experiments.runs.worlds import RINGS, Worlds
from policies.catalogue import RULES, BadRule, exists
from scenarios import BadInput, Scenario, load
from scenarios.keys import SWITCHES, known
from scenarios.layers import place
from scenarios.problems import problem
from scenarios.schema import rule

REGIMES = (f"{RINGS}=frozen",), (f"{RINGS}=adapting",)

Texts = tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """A point: the value of every axis, names and changes of baseline and candidate, and both in each regime."""

    values: Texts
    names: tuple[str, str]
    changes: tuple[Texts, Texts]
    sides: tuple[tuple[Scenario, Scenario], ...]


@dataclass(frozen=True, slots=True, eq=False)
class Question:
    """Two platforms, the axes that are varied, and every point."""

    bases: tuple[str, str]
    names: tuple[str, str]
    axes: tuple[Axis, ...]
    design: Design
    regimes: tuple[Texts, ...]
    places: tuple[Place, ...]

    @property
    def scenarios(self) -> tuple[Scenario, ...]:
        """Every scenario once: a baseline that many points share is one."""
        scenarios = (scenario for place in self.places for sides in place.sides for scenario in sides)
        return tuple({id(scenario): scenario for scenario in scenarios}.values())

    def runs(self, seeds: Sequence[int], worlds: Worlds) -> list[Run]:
        """Return all runs, seed by seed. Raises BadInput if plausible worlds cannot be used."""
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
    """Return the question: two scenarios, by name or file, and their axes.

    An axis is `KEY=LOW:HIGH:COUNT`, `KEY=LOW:HIGH:COUNT:log` or `KEY=a,b,c`.

    vary      numbers, words or rules of the platform, for the candidate alone; numbers of the world, for both
    changes   of baseline and candidate, at every point
    regimes   the changes of each; none if the rings are varied

    With one platform only, and nothing varied for the candidate alone, the baseline stays as it is. Raises BadInput
    with every mistake of every point.
    """
    design = design or Design()
    axes = _axes(bases, vary, vary_both, changes)
    for axis in axes:
        if axis.key == RINGS:
            if len(regimes) == 1 and regimes[0]:
                chosen = regimes[0][0].removeprefix(f"{RINGS}=")
                raise BadInput(
                    [problem(axis.where, f"varies {RINGS}, and {argument('rings', chosen)} sets it: leave one out")]
                )
            regimes = ((),)
    alone = bases[0] == bases[1] and list(changes[0]) == list(changes[1]) and all(axis.both for axis in axes)
    if alone:  # the baseline stays as it is
        axes = tuple(replace(axis, both=False) for axis in axes)
    base_changes = tuple(changes[0]), tuple(changes[1])
    loader = _Loader(bases, names or bases, base_changes, axes, tuple(regimes))
    places = tuple(loader.place(values) for values in points(axes, design))
    loader.check(len(places))
    return Question(bases, names or bases, axes, design, tuple(regimes), places)


def _axes(
    bases: tuple[str, str], vary: Sequence[str], vary_both: Sequence[str], changes: tuple[Sequence[str], Sequence[str]]
) -> tuple[Axis, ...]:
    """Return the axes of both options. Raises BadInput."""
    problems: list[str] = []
    texts = [*((text, False) for text in vary), *((text, True) for text in vary_both)]
    sides = [load(base, side_changes) for base, side_changes in zip(bases, changes, strict=True)]

    def read(keys: Collection[str], problems: list[str]) -> list[Axis]:
        parsed_axes = (parsed(text, both, problems, keys) for text, both in texts)
        return [axis for axis in parsed_axes if axis is not None]

    axes = read(_keys(sides, read(SWITCHES, [])), problems)
    if not texts:
        form = argument("vary", "KEY=LOW:HIGH:COUNT")
        problems.append(problem(argument("vary"), f"nothing is varied: {form}"))
    for number, axis in enumerate(axes):
        if any(axis.key == other.key for other in axes[:number]):
            problems.append(problem(axis.where, f"{axis.key} is varied twice"))
    fitting = tuple(fitted(axis, _whole(axis.key, sides, axes), problems) for axis in axes)
    if problems:
        raise BadInput(problems)
    return fitting


def _keys(sides: Sequence[Scenario], axes: Sequence[Axis]) -> tuple[str, ...]:
    """Return the whole keys of all rules in the sweep: a short key stands for one of them."""
    levers = (*RULES, "display")
    return known({lever: kind} for lever in levers for kind in _owners(("platform", lever), sides, axes))


def _whole(key: str, sides: Sequence[Scenario], axes: Sequence[Axis]) -> bool:
    """Is the key a whole number in every class that has it? False for an unknown key, which fails when it is loaded."""
    *path, last = key.split(".")
    hints = [get_type_hints(kind).get(last) for kind in _owners(path, sides, axes)]
    known_hints = [hint for hint in hints if hint is not None]
    return bool(known_hints) and all(
        hint is int or (int in get_args(hint) and float not in get_args(hint)) for hint in known_hints
    )


def _owners(path: Sequence[str], sides: Sequence[Scenario], axes: Sequence[Axis]) -> Iterator[type]:
    """Yield the classes of the world, of its section, or of the rules of a lever in the sweep."""
    match path:
        case ["world", *section]:
            for side in sides:
                yield type(getattr(side.world, section[0], None) if section else side.world)
        case ["platform", lever]:
            yield from (type(getattr(step, lever, None)) for side in sides for _, step in side.rollout)
            varied = (axis.values for axis in axes if axis.key == f"platform.{lever}.rule")
            for name in (name for values in varied for name in values if isinstance(name, str) and exists(lever, name)):
                with suppress(BadRule):  # reported when it is loaded
                    yield rule(lever, name)


@dataclass(slots=True)
class _Loader:
    """Loader of every point: loads each scenario once, and collects the problems of points."""

    bases: tuple[str, str]
    names: tuple[str, str]
    changes: tuple[Texts, Texts]
    axes: tuple[Axis, ...]
    regimes: tuple[Texts, ...]
    loaded: dict[tuple[str, Texts], Scenario] = field(default_factory=dict)
    problems: dict[tuple[str, str], list[Texts]] = field(default_factory=dict)  # points, by place and mistake

    def place(self, values: Texts) -> Place:
        """Return a point with its scenarios, without those that cannot be loaded."""
        values_of_axes = [(axis, f"{axis.key}={value}") for axis, value in zip(self.axes, values, strict=True)]
        side_values = ([pair for pair in values_of_axes if pair[0].both], values_of_axes)
        changes = tuple(
            (*common, *(text for _, text in own)) for common, own in zip(self.changes, side_values, strict=True)
        )
        scenarios: list[Scenario] = []
        for side, regime in ((side, regime) for regime in self.regimes for side in (0, 1)):
            try:
                scenarios.append(self._load(side, side_values[side], regime))
            except BadInput as error:
                for each in error.problems:
                    wrong = self.problems.setdefault((each.where, each.mistake), [])
                    if values not in wrong[-1:]:  # once for both sides and regimes
                        wrong.append(values)
        first, second = (
            " + ".join([name, *(text for _, text in own)]) for name, own in zip(self.names, side_values, strict=True)
        )
        pairs = tuple(zip(scenarios[::2], scenarios[1::2], strict=False))
        return Place(values, (first, second), (changes[0], changes[1]), pairs)

    def check(self, count: int) -> None:
        """Raise BadInput if any point has a problem."""
        problems = []
        for (where, mistake), wrong in self.problems.items():
            first = ", ".join(f"{axis.key}={value}" for axis, value in zip(self.axes, wrong[0], strict=True))
            extent = f"in {len(wrong):,} of {count:,} points, such as {first}"
            problems.append(problem(where, f"{mistake}\n{extent}" if mistake else extent))
        if problems:
            raise BadInput(problems)

    def _load(self, side: int, own: Sequence[tuple[Axis, str]], regime: Texts) -> Scenario:
        base, common = self.bases[side], self.changes[side]
        request = base, (*common, *(text for _, text in own), *regime)
        if request not in self.loaded:
            try:
                self.loaded[request] = load(*request)
            except BadInput as error:
                places = {place(text): axis.where for axis, text in own}
                raise BadInput(
                    problem(places.get(each.where, each.where), each.mistake) for each in error.problems
                ) from None
        return self.loaded[request]
