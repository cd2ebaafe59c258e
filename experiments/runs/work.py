"""Execution of one run: simulate, measure, drop the log."""

from dataclasses import dataclass, fields, replace
from typing import Any

from experiments.measures.channels import Lures, lures
from experiments.measures.filling import filled_within
from experiments.measures.metrics import measure
from experiments.measures.paths import Paths, paths
from experiments.measures.periods import Periods
from experiments.measures.validity import passport
from experiments.measures.volumes import volumes
from experiments.measures.weeks import Weeks, weeks
from experiments.runs.guard import watching
from experiments.runs.identity import ours, reach
from experiments.runs.plan import Run
from policies.platform import Platform
from policies.records import Floats
from scenarios import Rollout
from scenarios.schema import settable
from sim.caches import nameless
from sim.state.log import Events


@dataclass(frozen=True, slots=True, eq=False)
class Measurements:
    """Measurements of a run: small tables, never its log."""

    metrics: dict[str, float]
    lures: Lures
    paths: Paths
    weeks: Weeks
    filled: Floats  # `filled_within`


def simulated(run: Run) -> Events:
    """Return the log of a run. Raise Uncovered if it uses something that its key does not cover."""
    from sim.course import simulate  # a process that only submits runs, or reads the store, needs no market

    scenario = run.scenario
    with nameless() as aside, watching(reach(scenario)):
        return simulate(
            scenario.world, anew(scenario.rollout), start=scenario.start, days=scenario.days, seed=run.seed, aside=aside
        )


def anew(rollout: Rollout) -> Rollout:
    """Return a rollout whose rules of other packages are made anew from their numbers, which keys cover.

    A rule that comes from another process brings with it all that it worked out there, by older code or from a file.
    """
    made: dict[int, Any] = {}

    def again(rule: Any) -> Any:
        kind: type = type(rule)
        if ours(kind.__module__):
            return rule
        if id(rule) not in made:
            made[id(rule)] = kind(**{number.name: getattr(rule, number.name) for number in settable(kind)})
        return made[id(rule)]

    def renewed(platform: Platform) -> Platform:
        return replace(platform, **{lever.name: again(getattr(platform, lever.name)) for lever in fields(platform)})

    return tuple((day, renewed(platform)) for day, platform in rollout)


def measured(run: Run) -> Measurements:
    """Simulate a run and return its measurements."""
    return taken(Periods(simulated(run)))


def taken(periods: Periods) -> Measurements:
    """Return the measurements of a log."""
    return Measurements(
        measure(periods), lures(periods.whole), paths(periods), weeks(periods.whole), filled_within(periods)
    )


def metrics(run: Run) -> dict[str, float]:
    """Simulate a run and return its metrics, by name."""
    return measure(Periods(simulated(run)))


def sizes(run: Run) -> dict[str, float]:
    """Simulate a run and return the volumes of its market, by name."""
    return volumes(Periods(simulated(run)))


def facts(run: Run) -> dict[str, float]:
    """Simulate a run and return its values of the facts in the reports, by name."""
    return passport(simulated(run), run.scenario.start)
