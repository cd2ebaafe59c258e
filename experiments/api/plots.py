"""Figures of results: `answer.plot()` draws the first of them, `answer.plot.payers()` and the like the others."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from experiments.api.arguments import Natural, checked
from experiments.host import files
from experiments.language.messages import say
from experiments.measures.paths import Axis
from experiments.questions.calibrate.passport import Passport
from experiments.questions.compare.answer import Answer
from experiments.questions.flip.result import Flip
from experiments.questions.gate.result import Gate
from experiments.questions.measure.facts import Validation
from experiments.questions.measure.metrics import Summary
from experiments.questions.measure.sizes import Sizes
from experiments.questions.rank.result import Ranking
from experiments.questions.sweep.result import Sweep
from experiments.questions.trace.pairing import Axis as Group
from experiments.questions.trace.result import Trace
from policies.printable import printable
from scenarios import BadInput

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SCREEN = 100  # dots an inch, in a notebook


@dataclass(frozen=True, slots=True, eq=False)
class Drawing:
    """A figure of a result. A notebook shows it; `figure` and `axes` are matplotlib's."""

    figure: "Figure"

    @property
    def axes(self) -> "list[Axes]":
        """The panels, from the top."""
        return self.figure.axes

    def save(self, path: str | Path) -> None:
        """Write the figure to a file: .svg (its text is text), .png or .pdf.

        Raises BadInput for another suffix, Unusable if the file cannot be written.
        """
        from experiments.figures.files import Unprintable, drawn, problem

        if wrong := problem(Path(path)):
            raise BadInput([printable(wrong)])
        try:
            files.write(Path(path), drawn(self.figure, Path(path).suffix))
        except Unprintable as missing:
            raise BadInput([f"{printable(str(path))}: {missing}"]) from None

    def _repr_mimebundle_(self, **_: Any) -> dict[str, Any]:
        """Return the figure as a notebook shows it: as pixels, or as text if no installed font has all of it."""
        from experiments.figures.files import Unprintable, drawn

        try:
            return {"image/png": drawn(self.figure, ".png", SCREEN)}
        except Unprintable:
            return {"image/svg+xml": drawn(self.figure, ".svg").decode()}


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Plots[F]:
    """The figures of a result; called, it draws the first of them."""

    _first: ClassVar[str]
    _result: F

    def __call__(self) -> Drawing:
        """Draw the first figure."""
        drawing: Drawing = getattr(self, self._first)()
        return drawing

    def __repr__(self) -> str:
        names = (name for name in dir(type(self)) if not name.startswith("_"))
        return f"figures: {', '.join(f'.{name}()' for name in names)}"


class ComparedPlots(Plots[Answer]):
    """The figures of a comparison."""

    __slots__ = ()
    _first = "plane"

    def plane(self) -> Drawing:
        """Draw exposure against matching: a dot for each pair, the mean with both intervals, the margins as bands."""
        from experiments.figures.plane import plane

        return Drawing(plane(self._result))

    def intervals(self) -> Drawing:
        """Draw each headline, and the surest of what else moved, with interval, margin and verdict."""
        from experiments.figures.intervals import intervals

        return Drawing(intervals(self._result))

    def dots(self) -> Drawing:
        """Draw in how many worlds each headline is worse, within the margin, or better."""
        from experiments.figures.dots import dots

        return Drawing(dots(self._result))

    def payers(self) -> Drawing:
        """Draw who pays: yen a month of the whole marketplace, and what honest people bear."""
        from experiments.figures.payers import payers

        return Drawing(payers(self._result))

    def funnel(self) -> Drawing:
        """Draw how many workers read a lure, are addressed, led away and harmed, on both sides."""
        from experiments.figures.funnel import funnel

        return Drawing(funnel(self._result))

    def weeks(self) -> Drawing:
        """Draw exposure, the lag of publication, hours at the desks and fees week by week, with the rollouts."""
        from experiments.figures.time import weeks

        return Drawing(weeks(self._result))

    @checked
    def rings(self, seed: Natural | None = None) -> Drawing:
        """Draw rings and recruits of one pair, the first or that of a seed, whose two runs are carried out once more.

        Raises BadInput for a seed that did not run.
        """
        from experiments.figures.rings import rings
        from experiments.questions.compare.logs import logs
        from experiments.verdicts.regimes import about

        answer = self._result
        chosen, sides = logs(answer, seed)
        pair = say("Seed {seed}, {regime}", seed=chosen, regime=about(answer.comparisons[-1].regime))
        return Drawing(rings(sides, (answer.baseline, answer.candidate), pair))

    def fill(self) -> Drawing:
        """Draw how soon projects have a first hire, on both sides."""
        from experiments.figures.fill import fill

        return Drawing(fill(self._result))

    @checked
    def parts(self, by: Axis = "channel") -> Drawing:
        """Draw the exposure of each channel, tactic, age or experience."""
        from experiments.figures.parts import parts

        return Drawing(parts(self._result, by))


class SweptPlots(Plots[Sweep]):
    """The figures of a sweep."""

    __slots__ = ()
    _first = "curves"

    def curves(self) -> Drawing:
        """Draw each headline along the number that was varied, with its band; else a row for each point.

        Raises BadInput where no point has an answer.
        """
        from experiments.figures.curves import curves

        if not any(point.answer for point in self._result.points):
            raise BadInput(["no point has an answer, so there is nothing to draw: runs of each of them crashed"])
        return Drawing(curves(self._result))


@checked
def _group(by: Group) -> Group:
    return by


class TracedPlots(Plots[Trace]):
    """The figures of a trace."""

    __slots__ = ()
    _first = "who"

    def who(self, *by: Group) -> Drawing:
        """Draw people newly reached, spared, and reached either way: by channel, age and experience, or as named."""
        from experiments.figures.people import who

        return Drawing(who(self._result, *map(_group, by)))

    def lives(self) -> Drawing:
        """Draw both lives of the first person of the trace. Raises BadInput if it tells of nobody."""
        from experiments.figures.people import lives

        if not self._result.lives:
            more = "ask for one with worst=1, or name workers" if self._result.people(1) else "name workers"
            raise BadInput([f"this trace tells no life, and {self._result.people(1):,} are newly reached: {more}"])
        return Drawing(lives(self._result))


class RanPlots(Plots[Summary]):
    """The figures of runs of one scenario."""

    __slots__ = ()
    _first = "channels"

    def channels(self) -> Drawing:
        """Draw shares of planned lures and of contacts by channel, in blocks of 30 days, with the rollouts."""
        from experiments.figures.channels import channels_over_time
        from experiments.figures.rollouts import rollouts
        from experiments.figures.style import short

        scenario = self._result.side.scenario
        title = say("Channels of bad actors: {scenario}", scenario=short(self._result.side.name))
        return Drawing(channels_over_time(self._result.lures, scenario.start, rollouts(scenario), title))


class FlippedPlots(Plots[Flip]):
    """The figures of a flip."""

    __slots__ = ()
    _first = "hinges"

    def hinges(self) -> Drawing:
        """Draw the numbers of the world that go together with the answer, and the numbers of the rule that turn it."""
        from experiments.figures.hinges import hinges

        return Drawing(hinges(self._result))


class GatedPlots(Plots[Gate]):
    """The figures of a gate."""

    __slots__ = ()
    _first = "rails"

    def rails(self) -> Drawing:
        """Draw the harm to each guardrail in margins, the worst first."""
        from experiments.figures.rails import rails

        return Drawing(rails(self._result))


class ValidatedPlots(Plots[Validation]):
    """The figures of facts in one scenario."""

    __slots__ = ()
    _first = "facts"

    def facts(self) -> Drawing:
        """Draw each fact that binds, beside the range that its source leaves."""
        from experiments.figures.ranges import facts

        return Drawing(facts(self._result))


class WorldsPlots(Plots[Passport]):
    """The figures of facts in plausible worlds."""

    __slots__ = ()
    _first = "facts"

    def facts(self) -> Drawing:
        """Draw each fact over the worlds, beside the range that its source leaves."""
        from experiments.figures.ranges import worlds

        return Drawing(worlds(self._result))


class MeasuredPlots(Plots[Sizes]):
    """The figures of sizes."""

    __slots__ = ()
    _first = "sizes"

    def sizes(self) -> Drawing:
        """Draw each size as so many times its public figure."""
        from experiments.figures.ranges import sizes

        return Drawing(sizes(self._result))


class RankedPlots(Plots[Ranking]):
    """The figures of a ranking."""

    __slots__ = ()
    _first = "ranks"

    def ranks(self) -> Drawing:
        """Draw each headline of every candidate, the least exposed first."""
        from experiments.figures.ranks import ranks

        return Drawing(ranks(self._result))
