"""The command that names the people behind a difference."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Literal

from experiments.api.option import Option
from experiments.api.options import TraceOptions
from experiments.commands.exits import ask, check_figure, finish, plot, refuse
from experiments.commands.options import Json, One, Plot, Two, begin

if TYPE_CHECKING:
    from experiments.api.trace import Traced

Axis = Literal["channel", "tactic", "outcome", "age", "experience"]


def trace(
    baseline: One,
    sides: Two,
    how: TraceOptions,
    by: Annotated[Axis | None, Option(None, "Print one table instead of those by channel, path and group.")],
    plot_: Plot,
    figure: Annotated[Literal["who", "lives"], Option("who", "Figure that --plot writes.")],
    as_json: Json,
) -> None:
    """Name the people behind a difference, and print their two lives.

    People are newly exposed, spared, or exposed either way. They are the same on both sides of a pair; the pairs are
    those of `compare`. Prints people by path (channel, tactic, outcome) and by group, the outcome of the same lure on
    the other side, and lives side by side with the first event that differs. The parts sum to the difference exactly.
    Takes half a minute on two idle cores. Exit codes: 0 done, 2 bad input, 4 runs crashed.
    """
    check_figure(plot_)
    if figure == "lives" and how["worst"] == 0 and not how["workers"]:
        refuse("--figure lives draws a life, and --worst 0 tells none: name one with --worker SEED/NUMBER")
    begin(how)
    first, second = sides.load_both(baseline)

    from experiments.api.trace import trace

    result, failures = ask(trace, first, second, **how)
    finish(result, failures, as_json, lambda: _draw(result, plot_, figure), by=by, whole=how["workers"])


def _draw(result: "Traced | None", path: Path | None, figure: str) -> None:
    """Write the figure of a trace. Ends the command, without a file, if it is a life and nobody has one."""
    if result is not None and path is not None and figure == "lives" and not result.found.lives:
        nobody = "nobody is newly reached, so there is no life to draw"
        refuse(f"{path}: not written: {nobody}; --worker SEED/NUMBER names one")
    plot(result, path, figure)
