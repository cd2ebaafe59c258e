"""The command that compares two platforms."""

from typing import Annotated, Literal

from experiments.api.option import Option
from experiments.api.options import CompareOptions
from experiments.commands.exits import ask, check_figure, finish, plot
from experiments.commands.options import Json, One, Plot, Quick, Two, begin

Axis = Literal["channel", "format", "tactic", "age", "experience"]
Figure = Literal["plane", "intervals", "dots", "payers", "forest", "parts", "weeks", "fill", "rings"]


def compare(
    baseline: One,
    sides: Two,
    how: CompareOptions,
    quick: Quick,
    everything: Annotated[bool, Option(False, "Show every metric, and lures and contacts by channel.")],
    by: Annotated[Axis | None, Option(None, "Show exposure by path or by group of workers.")],
    plot_: Plot,
    figure: Annotated[Figure, Option("plane", "Figure that --plot writes.")],
    as_json: Json,
) -> None:
    """Compare two platforms on the same people, seed by seed.

    Prints the change of fraud exposure and of matching, on the first day and once bad actors have adapted; how sure the
    change is, whether it matters in practice, and who pays for it. Takes five to eight minutes on two idle cores, with
    --quick half a minute. Exit codes: 0 done, 2 bad input, 4 runs crashed.
    """
    check_figure(plot_)
    begin(how)
    first, second = sides.first_look(quick, how).load_both(baseline)

    from experiments.api.compare import compare

    result, failures = ask(compare, first, second, **how)
    finish(result, failures, as_json, lambda: plot(result, plot_, figure), everything=everything, by=by)
