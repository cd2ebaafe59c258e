"""The command that says where an answer changes its sign. Imports wait as in `cli`."""

from typing import TYPE_CHECKING, Annotated

import typer

from experiments.commands.exits import carrying, keeping, leaving, print_json, refuse, refusing, suggestion, worlds_of
from experiments.commands.options import (
    CORES,
    ENGINE,
    MOST_SEEDS,
    STORE,
    Again,
    Days,
    Engine,
    Jobs,
    Json,
    Kept,
    Set,
    Unkept,
    Worlds,
)
from experiments.commands.two_sides import Baseline, Candidate, Change, Rings, ask

if TYPE_CHECKING:
    from sim.world import World

On = Annotated[
    list[str] | None, typer.Option(help="A number of the world to be told for itself, e.g. ring.by_call; repeatable.")
]


def flip(
    baseline: Baseline,
    candidate: Candidate = None,
    change: Change = None,
    set_: Set = None,
    metric: Annotated[str, typer.Option(help="Whose sign is asked for.")] = "exposed_per_10k",
    seeds: Annotated[int, typer.Option(min=16, max=MOST_SEEDS, help="Pairs, each in a plausible world.")] = 256,
    on: On = None,
    days: Days = None,
    rings: Rings = "both",
    worlds: Worlds = "plausible",
    store: Kept = STORE,
    no_store: Unkept = False,
    rerun_failed: Again = False,
    engine: Engine = ENGINE,
    jobs: Jobs = CORES,
    as_json: Json = False,
) -> None:
    """Say where the answer of `compare` changes its sign.

    Which assumptions decide it, in which plausible worlds it is another, how far from the central world the nearest one
    is, and how far the policy's own numbers may go. A number that you suspect before you look (--on) has less luck to
    beat than one found among all. Takes about half an hour a regime on two cores; the same command goes on where it was
    stopped. Exit codes: 0 done, 2 bad input, 4 runs crashed.
    """
    question = ask("flip", baseline, candidate, change, set_, days, rings, engine, jobs)
    if worlds == "fixed":
        refuse("flip asks plausible worlds: in one world there is nothing to hold a difference against")
    for laid in question.regimes:
        before, after = question.sides(laid)
        if (before.world, before.start) != (after.world, after.start):
            refuse("flip asks two platforms of one world: give what changes it with -S, to both sides")

    from experiments.measures.metrics import BY_NAME
    from experiments.printing.progress import progress
    from experiments.questions.calibrate.emulator import Missing, check_installed
    from experiments.questions.flip.ask import Asked, Lab
    from experiments.questions.flip.ask import flip as find
    from experiments.questions.flip.text import show

    if metric not in BY_NAME:
        refuse(f"no metric '{metric}'{suggestion(metric, list(BY_NAME))}; `policylab list` names them")
    suspected = _suspected(on or [], before.world)
    with leaving(Missing):
        check_installed("flip")
    with keeping(store, no_store, rerun_failed) as kept, refusing(), carrying(engine, jobs, kept.lasts) as means:
        first, second = map(Asked, question.names, question.bases, question.changes)
        found = find(
            first,
            second,
            BY_NAME[metric],
            Lab(worlds_of(worlds), kept, means, progress),
            regimes=question.regimes,
            seeds=range(seeds),
            suspected=suspected,
        )
    if as_json:
        print_json(found.as_json())
    else:
        show(found)


def _suspected(names: list[str], world: "World") -> tuple[str, ...]:
    """The numbers of the world that somebody named, each once. Leaves where there is no such number."""
    from scenarios.space import space

    found, varied = tuple(dict.fromkeys(name.removeprefix("world.") for name in names)), space(world).names
    for name in found:
        if name not in varied:
            refuse(f"no number '{name}' that differs between plausible worlds{suggestion(name, list(varied))}")
    return found
