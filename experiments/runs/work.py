"""One run from start to numbers: simulate, measure, forget the log."""

from dataclasses import dataclass

from experiments.measures.channels import Lures, lures
from experiments.measures.metrics import measure
from experiments.measures.paths import Paths, paths
from experiments.measures.periods import Periods
from experiments.measures.validity import passport
from experiments.runs.guard import watching
from experiments.runs.identity import reach
from experiments.runs.plan import Run
from sim.state.log import Events


@dataclass(frozen=True, slots=True, eq=False)
class Measurements:
    """What leaves a run: small tables, never its log."""

    metrics: dict[str, float]
    lures: Lures
    paths: Paths


def simulated(run: Run) -> Events:
    """The log of a run. Raises Uncovered where it reaches for something that its key does not cover."""
    from sim.market import simulate  # who has others carry runs out, or reads them from a store, needs no market

    scenario = run.scenario
    with watching(reach(scenario)):
        return simulate(scenario.world, scenario.rollout, start=scenario.start, days=scenario.days, seed=run.seed)


def measured(run: Run) -> Measurements:
    """The numbers of a run."""
    return taken(Periods(simulated(run)))


def taken(periods: Periods) -> Measurements:
    """The numbers of a log."""
    return Measurements(measure(periods), lures(periods.whole), paths(periods))


def metrics(run: Run) -> dict[str, float]:
    """Every metric of a run, by name."""
    return measure(Periods(simulated(run)))


def facts(run: Run) -> dict[str, float]:
    """The facts of the reports as a run has them, by name."""
    return passport(simulated(run))
