"""The command that says where an answer changes its sign."""

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
    Rings,
    Set,
    Storage,
    Worlds,
    count,
)
from experiments.commands.two_sides import two_sides

On = Annotated[
    list[str] | None,
    typer.Option(help="A number of the world to be told for itself, e.g. ring.lures_by_call; repeatable."),
]


def flip(
    baseline: Baseline,
    candidate: Candidate = None,
    change: Change = None,
    set_: Set = None,
    metric: Annotated[str, typer.Option(help="Whose sign is asked for.")] = "exposed_per_10k",
    seeds: Annotated[int, count(16, "Pairs, each in a plausible world.")] = 256,
    on: On = None,
    days: Days = None,
    rings: Rings = "both",
    worlds: Worlds = "plausible",
    *,
    storage: Storage,
    machine: Machine,
    as_json: Json = False,
) -> None:
    """Say where the answer of `compare` changes its sign.

    Which assumptions decide it, in which plausible worlds it is another, how far from the central world the nearest one
    is, and how far the policy's own numbers may go. A number that you suspect before you look (--on) has less luck to
    beat than one found among all. Takes about half an hour a regime on two cores; the same command goes on where it was
    stopped. Exit codes: 0 done, 2 bad input, 4 runs crashed.
    """
    machine.begin()
    first, second = two_sides("flip", baseline, candidate, change, set_, days)

    from experiments.api.flip import flip

    found, failures = ask(
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
    finish(found, failures, as_json)
