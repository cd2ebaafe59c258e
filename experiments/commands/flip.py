"""The command that finds sign changes of an answer."""

from typing import Annotated

import typer

from experiments.commands.exits import ask, finish
from experiments.commands.options import (
    Baseline,
    Candidate,
    Change,
    Days,
    Json,
    Machine,
    Pages,
    Rings,
    Set,
    Storage,
    Worlds,
    count,
)
from experiments.commands.two_sides import two_sides

On = Annotated[
    list[str] | None, typer.Option(help="Number of the world to report by itself, e.g. ring.lures_by_call; repeatable.")
]


def flip(
    baseline: Baseline,
    candidate: Candidate = None,
    change: Change = None,
    set_: Set = None,
    metric: Annotated[str, typer.Option(help="Metric whose sign matters.")] = "exposed_per_10k",
    seeds: Annotated[
        int | None, count(16, "Number of pairs; by default one in each plausible world, at most 256.")
    ] = None,
    on: On = None,
    days: Days = None,
    rings: Rings = "both",
    worlds: Worlds = "plausible",
    *,
    storage: Storage,
    pages: Pages,
    machine: Machine,
    as_json: Json = False,
) -> None:
    """Find where the answer of `compare` changes its sign.

    Prints the assumptions that decide the answer, the plausible worlds with another answer, the distance of the nearest
    one from the central world, and how far the policy's own numbers may change. A number that you suspect before you
    look (--on) needs less evidence than one found among all. Takes about half an hour for each regime on two cores; the
    same command goes on where it was stopped. Exit codes: 0 done, 2 bad input, 4 runs crashed.
    """
    pages.check()
    machine.begin()
    first, second = two_sides("flip", baseline, candidate, change, set_, days)

    from experiments.api.flip import flip

    result, failures = ask(
        flip,
        first,
        second,
        metric=metric,
        seeds=seeds,
        on=on or (),
        rings=rings,
        worlds=worlds,
        **storage.as_python(),
        **machine.as_python(),
    )
    finish(result, failures, as_json, lambda: pages.write(result))
