"""The command that ranks several candidates."""

from typing import Annotated

from experiments.api.options import SCENARIO, RankOptions
from experiments.commands.command import Argument
from experiments.commands.exits import ask, check_figure, finish, plot
from experiments.commands.options import NAMES, Changes, Json, One, Plot, Quick, begin


def rank(
    baseline: One,
    candidates: Annotated[
        list[str], Argument(..., "Two scenarios or more: shipped names or files.", NAMES, reads=SCENARIO)
    ],
    changes: Changes,
    how: RankOptions,
    quick: Quick,
    plot_: Plot,
    as_json: Json,
) -> None:
    """Rank several candidates beside one baseline.

    The baseline runs once. Prints each headline for each candidate, the least exposed first; intervals hold for all
    candidates together, and of two whose difference may be either way neither stands before the other. Takes
    two or three minutes for each scenario on two idle cores. Exit codes as of `compare`.
    """
    check_figure(plot_)
    begin(how)
    first, *others = changes.first_look(quick, how).load_together(baseline, *candidates)

    from experiments.api.rank import rank

    result, failures = ask(rank, first, others, **how)
    finish(result, failures, as_json, lambda: plot(result, plot_))
