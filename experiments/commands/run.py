"""The command that runs one scenario."""

from experiments.api.options import RunOptions
from experiments.commands.exits import ask, check_figure, finish, plot
from experiments.commands.options import Changes, Json, One, Plot


def run(scenario: One, changes: Changes, how: RunOptions, plot_: Plot, as_json: Json) -> None:
    """Run one scenario and print its metrics.

    Prints means over seeds with 95 % intervals: fraud exposure, matching quality, business, and networks (trees of
    workers who recruited one another, clusters of ring accounts that share a contact or a victim, and their harm).
    Takes a quarter of a minute on two idle cores. Exit codes: 0 done, 2 bad input, 4 runs crashed.
    """
    check_figure(plot_)
    side = changes.load(scenario)

    from experiments.api.run import run

    result, failures = ask(run, side, **how)
    finish(result, failures, as_json, lambda: plot(result, plot_))
