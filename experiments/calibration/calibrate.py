"""A calibration from end to end: plausible worlds of a scenario's world, out of a folder that remembers its runs."""

import shlex
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from experiments.calibration.emulator import check_installed
from experiments.calibration.lab import Lab
from experiments.calibration.memory import Memory, Work
from experiments.calibration.origin import ensemble
from experiments.calibration.waves import Effort, match
from experiments.measures.validity import FACTS
from experiments.runs.watch import Watch, unwatched
from experiments.runs.work import facts
from scenarios import Scenario
from scenarios.plausible import Ensemble
from scenarios.space import space

BINDING = tuple(fact for fact in FACTS if fact.binding)
EFFORT = Effort()


def calibrate(
    scenario: Scenario,
    worlds: int,
    seed: int,
    into: Path,
    *,
    most: int = EFFORT.most,
    changes: Sequence[str] = (),
    jobs: int = 1,
    watch: Watch = unwatched,
    work: Work = facts,
) -> Ensemble:
    """So many worlds in which all binding facts hold, or as many as `most` runs find.

    changes: what was laid upon the scenario, for whoever reads where the worlds come from. Raises emulator.Missing,
    files.Unusable, Interrupted and Crashed; what is done by then is remembered in the folder `into`.
    """
    check_installed()
    lab = Lab(scenario, space(scenario.world), BINDING, Memory(into), seed, work, jobs, watch)
    laid = [word for change in changes for word in ("-S", change)]
    asked = ["policylab", "calibrate", scenario.name, *laid, "--worlds", str(worlds), "--seed", str(seed)]
    return ensemble(match(lab, worlds, replace(EFFORT, most=most)), shlex.join(asked))
