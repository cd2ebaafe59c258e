"""The command that finds sign changes of an answer."""

from experiments.api.options import FlipOptions
from experiments.commands.exits import ask, finish
from experiments.commands.options import Json, One, Pages, Two, begin


def flip(baseline: One, sides: Two, how: FlipOptions, pages: Pages, as_json: Json) -> None:
    """Find where the answer of `compare` changes its sign.

    Prints the assumptions that decide the answer, the plausible worlds with another answer, the distance of the nearest
    one from the central world, and how far the policy's own numbers may change. A number that you suspect before you
    look (--on) needs less evidence than one found among all. Takes about half an hour for each regime on two cores; the
    same command goes on where it was stopped. Exit codes: 0 done, 2 bad input, 4 runs crashed.
    """
    pages.check()
    begin(how)
    first, second = sides.load_both(baseline)

    from experiments.api.flip import flip

    result, failures = ask(flip, first, second, **how)
    finish(result, failures, as_json, lambda: pages.write(result))
