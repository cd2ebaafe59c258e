"""Sign changes of an answer, from Python."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Unpack

from experiments.api.arguments import checked
from experiments.api.options import FlipOptions
from experiments.api.platforms import platforms
from experiments.api.plots import Plots
from experiments.api.resources import Resources, worlds_of
from experiments.api.results import Result, frame
from experiments.api.scenario import ScenarioLike
from experiments.document.document import Document
from experiments.language.arguments import change
from experiments.measures.metrics import BY_NAME
from experiments.questions.calibrate.emulator import check_installed
from experiments.questions.flip import ask
from experiments.questions.flip.document import document
from experiments.questions.flip.pictures import hinges
from experiments.questions.flip.result import Flip
from policies.printable import printable
from scenarios import BadInput, Scenario
from scenarios.problems import guess
from scenarios.space import space

if TYPE_CHECKING:
    from pandas import DataFrame


class Flipped(Result[Flip]):
    """The points at which an answer changes its sign."""

    __slots__ = ()

    def frame(self) -> "DataFrame":
        """Return a row for each regime, metric and number of the world that correlates with it, the strongest first."""
        return frame(self.found.rows(), columns=("regime", "metric", "number", "pull", "by chance"))

    @property
    def plot(self) -> Plots:
        """The figures of the result; called, it draws the first of them."""
        return Plots(self.found, hinges)

    def document(self) -> Document:
        """Return the result as a document."""
        return document(self.found)


@checked
def flip(baseline: ScenarioLike, candidate: ScenarioLike, **how: Unpack[FlipOptions]) -> Flipped:
    """Find the points at which the answer of `compare` changes its sign.

    Takes about half an hour a regime on two cores; the same call goes on where it was stopped. Raises as `compare`
    does, and Missing if scikit-learn is not installed.
    """
    both = platforms(baseline, candidate, how["rings"], how["worlds"])
    if how["worlds"] == "fixed":
        raise BadInput(["flip needs plausible worlds: one world does not show which numbers decide"])
    if not both.one_world:
        raise BadInput([f"flip needs two platforms of one world: change the world with {change()}, on both sides"])
    if both.sides[0][0].resolved == both.sides[0][1].resolved:
        names = f"{printable(both.names[0])} and {printable(both.names[1])}"
        raise BadInput([f"no difference: {names} are one platform in one world, so no answer flips; nothing was run"])
    suspected, metric = _suspected(how["on"], both.sides[0][0]), BY_NAME[how["metric"]]
    check_installed("flip")
    resources = Resources.of(how)
    first, second = map(ask.ScenarioSpec, both.names, both.bases, both.changes)
    with resources.open() as (keeping, engine):
        lab = ask.Lab(worlds_of(how["worlds"]), keeping, engine, resources.watch)
        seeds = range(how["seeds"]) if how["seeds"] else ask.usual_pairs(lab.worlds, both.sides[0][0])
        return Flipped(ask.flip(first, second, metric, lab, regimes=both.regimes, seeds=seeds, suspected=suspected))


def _suspected(names: Sequence[str], scenario: Scenario) -> tuple[str, ...]:
    """Return the named numbers of the world, each once. Raises BadInput if there is no such number."""
    around = space(scenario.world, scenario.held)
    keys, varied = tuple(dict.fromkeys(name.removeprefix("world.") for name in names)), {*around.names} - {*around.held}
    for name in keys:
        if name not in varied:
            close = guess(name, varied)
            raise BadInput([f"no number '{printable(name)}' that differs between plausible worlds{close}"])
    return keys
