"""Figures of results: `answer.plot()` draws the first of them, `answer.plot.payers()` and the like the others."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from inspect import Signature, signature
from pathlib import Path
from typing import TYPE_CHECKING, Any

from experiments.api.arguments import Natural, checked
from experiments.document.pictures import Plot
from experiments.host import files
from policies.printable import printable
from scenarios import BadInput
from scenarios.problems import not_one_of

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SCREEN = 100  # dots an inch, in a notebook
KINDS: dict[Any, Any] = {int | None: Natural | None}  # of arguments, as they are checked


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

        Raises BadInput for another suffix, Unusable if the file cannot be written.
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

        content: dict[str, Any]
        try:
            content = {"image/png": drawn(self.figure, ".png", SCREEN)}
        except Unprintable:
            content = {"image/svg+xml": drawn(self.figure, ".svg", about=self.about).decode()}
        return content, {kind: {"alt": self.about} for kind in content}


class Plots:
    """The figures of a result; called, it draws the first of them."""

    __slots__ = ("_pictures", "_result")

    def __init__(self, result: object, *pictures: Callable[..., Plot]) -> None:
        self._result, self._pictures = result, {picture.__name__: picture for picture in pictures}

    def __call__(self) -> Drawing:
        """Draw the first figure."""
        drawing: Drawing = getattr(self, next(iter(self._pictures)))()
        return drawing

    def __getattr__(self, name: str) -> Callable[..., Drawing]:
        """Return the function that draws a figure, by the name of its picture."""
        if name.startswith("_") or name not in self._pictures:
            raise AttributeError(f"no figure {name!r}: {not_one_of(name, self._pictures)}", name=name, obj=self)
        return _drawing(self._pictures[name], self._result)

    def __dir__(self) -> list[str]:
        return sorted(self._pictures)

    def __repr__(self) -> str:
        return f"figures: {', '.join(f'.{name}()' for name in dir(self))}"


def _drawing(picture: Callable[..., Plot], result: object) -> Callable[..., Drawing]:
    """Return the function that draws the picture of a result; its arguments are checked, its words the picture's."""

    def draw(*args: Any, **kwargs: Any) -> Drawing:
        from experiments.show.pictures import draw

        plot = picture(result, *args, **kwargs)
        return Drawing(draw.draw(plot), plot.about)

    _, *others = signature(picture).parameters.values()
    kinds = [each.replace(annotation=KINDS.get(each.annotation, each.annotation)) for each in others]
    method: Any = wraps(picture)(draw)
    method.__signature__ = Signature(kinds, return_annotation=Drawing)
    return checked(method)
