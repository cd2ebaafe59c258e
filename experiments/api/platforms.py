"""Two platforms to compare, and the regimes of bad actors in which they are compared."""

from dataclasses import dataclass, replace

import scenarios
from experiments.api import scenario as handles
from experiments.api.arguments import Rings
from experiments.api.options import note
from experiments.api.scenario import Asked
from experiments.questions.compare.comparison import OTHER_WORLD
from experiments.runs.worlds import RINGS
from experiments.verdicts.regimes import REGIMES, Regime
from scenarios import BadInput

type Pair[T] = tuple[T, T]  # of the baseline, of the candidate


@dataclass(frozen=True, slots=True)
class Platforms:
    """Two platforms, in each regime."""

    bases: Pair[str]
    changes: Pair[tuple[str, ...]]
    names: Pair[str]
    regimes: tuple[tuple[str, ...], ...]  # the changes that make each; none where somebody has set the rings
    sides: tuple[Pair[scenarios.Scenario], ...]  # in each regime
    one_world: bool  # so that a difference is the policy's


def platforms(baseline: Asked, candidate: Asked, rings: Rings) -> Platforms:
    """Return two platforms in each regime; where the candidate sets the rings itself, in its own alone.

    Notes that worlds differ. Raises BadInput where the platforms cannot be compared.
    """
    first, second = handles.scenario(baseline), handles.scenario(candidate)
    before, after = first.loaded, second.loaded
    if before.days != after.days:
        lengths = f"{before.name} runs {before.days} days and {after.name} {after.days}"
        raise BadInput([f"{lengths}: choose one length with --days"])
    own = any(each.partition("=")[0].strip() == RINGS for each in second.changes)
    regimes: tuple[Regime, ...] = () if own else REGIMES if rings == "both" else (rings,)
    sides = tuple((_in(before, regime), _in(after, regime)) for regime in regimes) or ((before, after),)
    one_world = all((one.world, one.start) == (other.world, other.start) for one, other in sides)
    if not one_world:
        note(OTHER_WORLD)
    return Platforms(
        (first.source, second.source),
        (first.changes, second.changes),
        handles.beside(first, second),
        tuple((f"{RINGS}={regime}",) for regime in regimes) or ((),),
        sides,
        one_world,
    )


def _in(scenario: scenarios.Scenario, regime: Regime) -> scenarios.Scenario:
    """The scenario with bad actors that keep their habits, or that learn."""
    return scenario.on(replace(scenario.world, rings=regime))
