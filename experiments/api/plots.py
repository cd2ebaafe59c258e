"""Figures of results: `answer.plot()` draws the first of them, `answer.plot.payers()` and the like the others."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from inspect import Parameter, Signature, signature
from pathlib import Path
from typing import TYPE_CHECKING, Any, Concatenate

from experiments.api.arguments import Natural, checked
from experiments.document.pictures import Plot
from experiments.host import files
from experiments.questions.calibrate import pictures as worlds
from experiments.questions.calibrate.passport import Passport
from experiments.questions.compare import over_time
from experiments.questions.compare import pictures as compared
from experiments.questions.compare.answer import Answer
from experiments.questions.flip import pictures as flipped
from experiments.questions.flip.result import Flip
from experiments.questions.gate import pictures as gated
from experiments.questions.gate.result import Gate
from experiments.questions.measure import pictures as measured
from experiments.questions.measure.facts import Validation
from experiments.questions.measure.metrics import Summary
from experiments.questions.measure.sizes import Sizes
from experiments.questions.rank import pictures as ranked
from experiments.questions.rank.result import Ranking
from experiments.questions.sweep import pictures as swept
from experiments.questions.sweep.result import Sweep
from experiments.questions.trace import pictures as traced
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
    about: str = ""  # for those who cannot see it

    @property
    def axes(self) -> "list[Axes]":
        """The panels, from the top."""
        return self.figure.axes

    def save(self, path: str | Path) -> None:
        """Write the figure to a file: .svg (its text is text), .png or .pdf.

        Raises BadInput for another suffix, Unusable if the file cannot be drawn.
        """
        from experiments.show.pictures.files import Unprintable, drawn, problem

        if wrong := problem(Path(path)):
            raise BadInput([printable(wrong)])
        try:
            files.write(Path(path), drawn(self.figure, Path(path).suffix, about=self.about))
        except Unprintable as missing:
            raise BadInput([f"{printable(str(path))}: {missing}"]) from None

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Return the figure as a notebook shows it, as pixels, or as text if no installed font has all of it."""
        from experiments.show.pictures.files import Unprintable, drawn

        content: bytes | str
        try:
            kind, content = "image/png", drawn(self.figure, ".png", SCREEN)
        except Unprintable:
            kind, content = "image/svg+xml", drawn(self.figure, ".svg", about=self.about).decode()
        return {kind: content}, {kind: {"alt": self.about}}


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Plots[F]:
    """The figures of a result; called, it draws the first of them."""

    _result: F

    def __call__(self) -> Drawing:
        """Draw the first figure."""
        first = next(name for name in vars(type(self)) if not name.startswith("_"))
        drawing: Drawing = getattr(self, first)()
        return drawing

    def __repr__(self) -> str:
        names = (name for name in dir(type(self)) if not name.startswith("_"))
        return f"figures: {', '.join(f'.{name}()' for name in names)}"


def shown(plot: Plot) -> Drawing:
    """Return a picture as a figure."""
    from experiments.show.pictures.draw import draw

    return Drawing(draw(plot), plot.about)


def drawing[F, **P](picture: Callable[Concatenate[F, P], Plot]) -> Callable[Concatenate[Plots[F], P], Drawing]:
    """Return the method that draws a picture of a result: the words of the picture's, and its arguments, checked."""

    def draw(self: Plots[F], *args: P.args, **kwargs: P.kwargs) -> Drawing:
        return shown(picture(self._result, *args, **kwargs))

    _, *others = signature(picture).parameters.values()
    method: Any = wraps(picture)(draw)
    method.__signature__ = Signature([Parameter("self", Parameter.POSITIONAL_ONLY), *others])
    return checked(method)


class ComparedPlots(Plots[Answer]):
    """The figures of a comparison."""

    __slots__ = ()
    plane = drawing(compared.plane)
    intervals = drawing(compared.intervals)
    dots = drawing(compared.dots)
    payers = drawing(compared.payers)
    funnel = drawing(compared.funnel)
    weeks = drawing(over_time.weeks)
    fill = drawing(over_time.fill)
    parts = drawing(compared.parts)

    @checked
    def rings(self, seed: Natural | None = None) -> Drawing:
        """Draw rings and recruits of one pair, the first or that of a seed, whose two runs are carried out once more.

        Raises BadInput for a seed that did not run.
        """
        from experiments.questions.compare.rings import rings

        return shown(rings(self._result, seed))


class SweptPlots(Plots[Sweep]):
    """The figures of a sweep."""

    __slots__ = ()
    curves = drawing(swept.curves)


class TracedPlots(Plots[Trace]):
    """The figures of a trace."""

    __slots__ = ()

    def who(self, *by: Group) -> Drawing:
        """Draw people newly reached, spared, and reached either way: by channel, age and experience, or as named."""
        return shown(traced.who(self._result, *map(_group, by)))

    lives = drawing(traced.lives)


@checked
def _group(by: Group) -> Group:
    return by


class RanPlots(Plots[Summary]):
    """The figures of runs of one scenario."""

    __slots__ = ()
    channels = drawing(measured.channels)


class FlippedPlots(Plots[Flip]):
    """The figures of a flip."""

    __slots__ = ()
    hinges = drawing(flipped.hinges)


class GatedPlots(Plots[Gate]):
    """The figures of a gate."""

    __slots__ = ()
    rails = drawing(gated.rails)


class ValidatedPlots(Plots[Validation]):
    """The figures of facts in one scenario."""

    __slots__ = ()
    facts = drawing(measured.facts)


class WorldsPlots(Plots[Passport]):
    """The figures of facts in plausible worlds."""

    __slots__ = ()
    facts = drawing(worlds.facts)


class MeasuredPlots(Plots[Sizes]):
    """The figures of sizes."""

    __slots__ = ()
    sizes = drawing(measured.sizes)


class RankedPlots(Plots[Ranking]):
    """The figures of a ranking."""

    __slots__ = ()
    ranks = drawing(ranked.ranks)
