"""A calibration from end to end: plausible worlds of a scenario's world, with its runs in a store."""

import shlex
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from numpy.typing import NDArray

from experiments.measures.metrics import METRICS
from experiments.measures.validity import FACTS
from experiments.questions.calibrate.effort import Effort
from experiments.questions.calibrate.emulator import check_installed
from experiments.questions.calibrate.fingerprint import fingerprint
from experiments.questions.calibrate.lab import Lab
from experiments.questions.calibrate.origin import ensemble
from experiments.questions.calibrate.past import read, subject
from experiments.questions.calibrate.survey import survey
from experiments.questions.calibrate.waves import match
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
    words: Sequence[str],
    also: Scenario | None = None,
    past: Sequence[Path] = (),
    most: int = EFFORT.most,
    engine: Engine = SERIAL,
    watch: Watch = unwatched,
    work: Callable[[Run], Record] = recorded,
) -> tuple[Ensemble, dict[str, NDArray[Any]]]:
    """Return worlds in which all binding facts hold, with every metric of each; fewer, if `most` runs find fewer.

    Beside them, where all were found, the arrays of their `Past`, with which another calibration goes on from here.

    words: those of the command that name the scenarios with their changes, for the origin of the worlds.
    also: a scenario in which they must hold too, in the weeks of their sources. past: files that may hold the first
    waves of this calibration. Raises emulator.Missing, files.Unusable, Interrupted and Crashed; runs that are done by
    then are stored.
    """
    check_installed()
    lab = Lab(scenario, space(scenario.world, scenario.held), BINDING, keeping, seed, work, engine, watch, also)
    command = ["policylab", "calibrate", *words, "--worlds", str(worlds), "--seed", str(seed)]
    effort, model = replace(EFFORT, most=most), fingerprint()
    of = subject(lab, effort, model)
    matching = match(lab, worlds, effort, read(past, of, len(BINDING)))
    result = ensemble(matching, shlex.join(command), model)
    if len(result) < worlds:
        return result, {}
    return replace(result, measured=MEASURED, metrics=survey(matching, MEASURED)), matching.past.arrays(of)
