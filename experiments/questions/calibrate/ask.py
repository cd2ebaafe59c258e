"""A calibration from end to end: plausible worlds of a scenario's world, out of a store that keeps its runs."""

import shlex
from collections.abc import Callable, Sequence
from dataclasses import replace

from experiments.measures.metrics import METRICS
from experiments.measures.validity import FACTS
from experiments.questions.calibrate.emulator import check_installed
from experiments.questions.calibrate.fingerprint import fingerprint
from experiments.questions.calibrate.lab import Lab
from experiments.questions.calibrate.origin import ensemble
from experiments.questions.calibrate.survey import survey
from experiments.questions.calibrate.waves import Effort, match
from experiments.runs.keeping import Keeping
from experiments.runs.plan import Run
from experiments.runs.pools import SERIAL, Engine
from experiments.runs.record import Record, recorded
from experiments.runs.watch import Watch, unwatched
from scenarios import Scenario
from scenarios.plausible import Ensemble
from scenarios.space import space

BINDING = tuple(fact for fact in FACTS if fact.binding)
MEASURED = tuple(metric.name for metric in METRICS)
EFFORT = Effort()


def calibrate(
    scenario: Scenario,
    worlds: int,
    seed: int,
    keeping: Keeping,
    *,
    most: int = EFFORT.most,
    changes: Sequence[str] = (),
    engine: Engine = SERIAL,
    watch: Watch = unwatched,
    work: Callable[[Run], Record] = recorded,
) -> Ensemble:
    """So many worlds in which all binding facts hold, with every metric of each; or as many as `most` runs find.

    changes: what was laid upon the scenario, for whoever reads where the worlds come from. Raises emulator.Missing,
    files.Unusable, Interrupted and Crashed; what is done by then is kept.
    """
    check_installed()
    lab = Lab(scenario, space(scenario.world), BINDING, keeping, seed, work, engine, watch)
    laid = [word for change in changes for word in ("-S", change)]
    asked = ["policylab", "calibrate", scenario.name, *laid, "--worlds", str(worlds), "--seed", str(seed)]
    matching = match(lab, worlds, replace(EFFORT, most=most))
    found = ensemble(matching, shlex.join(asked), fingerprint())
    if len(found) < worlds:
        return found
    return replace(found, measured=MEASURED, metrics=survey(matching, MEASURED))
