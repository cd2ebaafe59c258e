"""Two platforms to compare, and the regimes of bad actors in which they are compared."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

import scenarios
from experiments.api import scenario as handles
from experiments.api.options import Rings
from experiments.api.resources import note
from experiments.api.scenario import ScenarioLike
from experiments.language.arguments import argument, change
from experiments.questions.compare.comparison import OTHER_WORLD
from experiments.runs.provenance import Side
from experiments.runs.worlds import RINGS, Worlds, sets_rings
from experiments.verdicts.regimes import REGIMES, Regime
from scenarios import BadInput
from scenarios.layers import place
from scenarios.problems import problem

NO_RUN = "no run comes so far"

type Pair[T] = tuple[T, T]  # baseline, candidate


@dataclass(frozen=True, slots=True)
class Platforms:
    """Two platforms, in each regime."""

    bases: Pair[str]
    changes: Pair[tuple[str, ...]]
    names: Pair[str]
    regimes: tuple[tuple[str, ...], ...]  # the changes that make each; none if the user has set the rings
    sides: tuple[Pair[scenarios.Scenario], ...]  # in each regime
    one_world: bool  # then a difference is due to the policy
    notes: tuple[str, ...] = ()


def platforms(
    baseline: ScenarioLike, candidate: ScenarioLike, rings: Rings | None, worlds: str | os.PathLike[str] = "plausible"
) -> Platforms:
    """Return two platforms in each regime; in one, as they are, if the candidate sets the rings and `rings` does not.

    rings: None is the first day, unless the candidate sets them; worlds: their name or file

    Notes that worlds differ, and which rings are not asked about. Raises BadInput if the platforms cannot be compared.
    """
    both = _platforms(handles.scenario(baseline), handles.scenario(candidate), rings, Worlds.named(os.fspath(worlds)))
    for text in both.notes:
        note(text)
    return both


def _platforms(first: handles.Scenario, second: handles.Scenario, rings: Rings | None, worlds: Worlds) -> Platforms:
    before, after = first.loaded, second.loaded
    if before.days != after.days:
        lengths = f"{before.name} runs {before.days} days and {after.name} {after.days}"
        raise BadInput([f"{lengths}: choose one length with {change('days')}"])
    if before.world.workers != after.world.workers:  # levels hang on the size, and sums grow with it
        markets = f"{before.name} has {before.world.workers:,} workers and {after.name} {after.world.workers:,}"
        raise BadInput([f"{markets}: choose one size with {change('scale')} or {change('world.workers')}"])
    regimes, notes = _regimes(first, second, rings)
    sides = tuple((_in(before, regime), _in(after, regime)) for regime in regimes) or ((before, after),)
    one, other = sides[0]  # in another regime both have other rings
    one_world = worlds.shared(one, other) and one.start == other.start
    return Platforms(
        (first.source, second.source),
        (first.changes, second.changes),
        handles.beside(first, second),
        tuple((f"{RINGS}={regime}",) for regime in regimes) or ((),),
        sides,
        one_world,
        (*notes, *(() if one_world else (OTHER_WORLD,)), *_late(before, after)),
    )


def _late(*sides: scenarios.Scenario) -> Iterator[str]:
    """Yield notes on levers that one side alone would switch after its last day, and on sides that differ only then."""
    shared = set.intersection(*({on for on, _ in side.late} for side in sides))
    for side in sides:
        if late := [on.isoformat() for on, _ in side.late if on not in shared]:
            yield f"{side.name} switches levers on {', '.join(late)}, after its last day, {_last(side)}: {NO_RUN}"
    before, after = sides
    apart = [on for on, platform in after.late if on in shared and (on, platform) not in before.late]
    if apart and before.resolved == after.resolved:
        yield f"the platforms differ from {apart[0]} on, after the last day, {_last(after)}: {NO_RUN}"


def _last(side: scenarios.Scenario) -> date:
    return side.start + timedelta(side.days - 1)


def _regimes(
    first: handles.Scenario, second: handles.Scenario, rings: Rings | None
) -> tuple[tuple[Regime, ...], tuple[str, ...]]:
    """Return the regimes, none if both sides stay as they are, and notes. Raises BadInput for a contradiction."""
    sets = [any(map(sets_rings, side.changes)) for side in (first, second)]
    before, after = (side.loaded.world.rings for side in (first, second))
    if rings in REGIMES:
        for side, own in ((first, before), (second, after)):
            own_texts = [place(text) for text in side.changes if sets_rings(text)]
            if own_texts and own != rings:
                raise BadInput([problem(own_texts[-1], f"contradicts {argument('rings', rings)}: leave one out")])
        return (rings,), ()
    if rings is None:
        return (() if sets[1] else ("frozen",)), ()
    if sets[1]:  # where they differ, so do the worlds, and that is noted
        one = f"{RINGS}={after} is set, so one regime is asked about, and not both: leave it out for both"
        return (), ((one,) if before == after else ())
    alone = f"{RINGS}={before} of the baseline alone has no effect: both regimes are compared"
    return REGIMES, ((alone,) if sets[0] else ())


def several(
    baseline: handles.Scenario,
    candidates: Sequence[handles.Scenario],
    rings: Rings,
    worlds: str | os.PathLike[str] = "plausible",
) -> list[list[Side]]:
    """Return a baseline and its candidates in each regime. Raises BadInput if they cannot be compared."""
    if len(candidates) < 2:
        raise BadInput(["a list of candidates needs two at least: one alone is given as it is"])
    each = [_platforms(baseline, candidate, rings, Worlds.named(os.fspath(worlds))) for candidate in candidates]
    for text in dict.fromkeys(text for both in each for text in both.notes):
        note(text)
    if len({both.regimes for both in each}) > 1:
        raise BadInput([f"some candidates set the rings and others do not: choose one regime with {argument('rings')}"])
    names = handles.together(baseline, *candidates)
    if repeated := sorted({name for name in names[1:] if names.count(name) > 1}):
        raise BadInput([f"two candidates are called {repeated[0]}: give each a name of its own"])
    return [
        [
            Side(name, scenario, handle.changes, source=handle.source)
            for name, scenario, handle in zip(
                names,
                (each[0].sides[regime][0], *(both.sides[regime][1] for both in each)),
                (baseline, *candidates),
                strict=True,
            )
        ]
        for regime in range(len(each[0].sides))
    ]


def _in(scenario: scenarios.Scenario, regime: Regime) -> scenarios.Scenario:
    """Return the scenario with frozen or adapting bad actors."""
    return scenario.on(replace(scenario.world, rings=regime))
