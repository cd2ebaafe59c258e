"""Asking from Python where an answer changes its sign."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from experiments.api.arguments import Engine, Flag, Jobs, ManyPairs, Metric, Names, Place, Rings, WorldsName, checked
from experiments.api.options import RunOptions, worlds_of
from experiments.api.platforms import platforms
from experiments.api.results import Result, frame
from experiments.api.scenario import Asked
from experiments.measures.metrics import BY_NAME
from experiments.questions.calibrate.emulator import check_installed
from experiments.questions.flip import ask, text
from experiments.questions.flip.result import Flip
from experiments.runs.defaults import CORES, ENGINE, STORE
from policies.printable import printable
from scenarios import BadInput
from scenarios.problems import guess
from scenarios.space import space
from sim.world import World

if TYPE_CHECKING:
    from pandas import DataFrame

WORLDS = 256  # pairs, each in a plausible world


class Flipped(Result[Flip]):
    """Where an answer changes its sign."""

    __slots__ = ()

    def frame(self) -> "DataFrame":
        """A row a regime, metric and number of the world that goes together with its difference, strongest first."""
        return frame(self.found.rows(), columns=("regime", "metric", "number", "pull", "by chance"))

    def show(self) -> None:
        """Print it as the command does."""
        text.show(self.found)


@checked
def flip(
    baseline: Asked,
    candidate: Asked,
    *,
    metric: Metric = "exposed_per_10k",
    seeds: ManyPairs = WORLDS,
    on: Names = (),
    rings: Rings = "both",
    worlds: WorldsName = "plausible",
    store: Place = STORE,
    rerun_failed: Flag = False,
    engine: Engine = ENGINE,
    jobs: Jobs = CORES,
    progress: Flag = True,
) -> Flipped:
    """Say where the answer of `compare` changes its sign.

    metric  whose sign is asked for
    seeds   pairs, each in a plausible world
    on      numbers of the world that you suspect before you look ("ring.lures_by_call"): told for themselves

    Takes about half an hour a regime on two cores; the same call goes on where it was stopped. Raises as `compare`
    does, and Missing where scikit-learn is not installed.
    """
    both = platforms(baseline, candidate, rings)
    if worlds == "fixed":
        raise BadInput(["flip asks plausible worlds: in one world there is nothing to hold a difference against"])
    if not both.one_world:
        raise BadInput(["flip asks two platforms of one world: give what changes it with -S, to both sides"])
    suspected = _suspected(on, both.sides[0][0].world)
    check_installed("flip")
    options = RunOptions(store, rerun_failed, engine, jobs, progress)
    first, second = map(ask.Asked, both.names, both.bases, both.changes)
    with options.open() as (kept, means):
        lab = ask.Lab(worlds_of(worlds), kept, means, options.watch)
        return Flipped(
            ask.flip(first, second, BY_NAME[metric], lab, regimes=both.regimes, seeds=range(seeds), suspected=suspected)
        )


def _suspected(names: Sequence[str], world: World) -> tuple[str, ...]:
    """The numbers of the world that somebody named, each once. Raises BadInput where there is no such number."""
    found, varied = tuple(dict.fromkeys(name.removeprefix("world.") for name in names)), space(world).names
    for name in found:
        if name not in varied:
            close = guess(name, varied)
            raise BadInput([f"no number '{printable(name)}' that differs between plausible worlds{close}"])
    return found
