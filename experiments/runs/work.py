"""Execution of one run: simulate, measure, drop the log."""

from dataclasses import dataclass

from experiments.measures.channels import Lures, lures
from experiments.measures.filling import filled_within
from experiments.measures.metrics import measure
from experiments.measures.paths import Paths, paths
from experiments.measures.periods import Periods
from experiments.measures.validity import passport
from experiments.measures.volumes import volumes
from experiments.measures.weeks import Weeks, weeks
from experiments.runs.guard import watching
from experiments.runs.identity import reach
from experiments.runs.plan import Run
from policies.records import Floats
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
            scenario.world, scenario.rollout, start=scenario.start, days=scenario.days, seed=run.seed, aside=aside
        )


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
