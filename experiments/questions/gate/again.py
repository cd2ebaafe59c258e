"""Repeat some runs of each side in another environment: unless they are equal to the bit, nothing can be compared."""

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from itertools import pairwise

from experiments.questions.gate import clock
from experiments.questions.gate.process import (
    Broken,
    ForeignCode,
    GateOptions,
    Outcome,
    RunId,
    SideCommand,
    SideName,
    SideSpec,
)
from experiments.store.store import NOWHERE, Store

ZONE = "ABC-13:45"  # far from all real time zones
HASH_SEEDS = "1", "2", "3"  # worker processes have 0: one other order of a set may lead to the same by chance
BUDGET = 5.0  # seconds of runs that each side repeats, at least one run; in a small world one run shows little


def chosen(runs: Sequence[RunId], outcomes: Mapping[SideName, Sequence[Outcome]]) -> list[int]:
    """Choose the places of the runs to repeat: first those in which the sides differ, since there policies matter."""
    base, head = outcomes["base"], outcomes["head"]
    order = sorted(range(len(runs)), key=lambda place: (base[place].digest == head[place].digest, -place))
    places, spent = order[:1], 0.0
    for place, following in pairwise(order):
        spent += max(base[place].seconds, head[place].seconds)
        if spent > BUDGET:
            break
        places.append(following)
    return places


def irreproducible(
    specs: Mapping[SideName, SideSpec],
    options: GateOptions,
    runs: Sequence[RunId],
    first: Mapping[SideName, Sequence[Outcome]],
    start: float,
) -> dict[SideName, Broken]:
    """Return the problem of each side whose repeated runs differ. start: of the first processes. Raises ForeignCode.

    The runs are repeated in a process with another hash seed, another time zone, and a clock that leaps; the first of
    them with further hash seeds, too.
    """
    alone, program = replace(options, store=NOWHERE, jobs=1), ("-m", clock.__name__, str(start))
    problems: dict[SideName, Broken] = {}
    seeds: dict[SideName, list[str]] = {side: [] for side in specs}
    for seed in HASH_SEEDS:
        some, elsewhere = runs if seed == HASH_SEEDS[0] else runs[:1], {"PYTHONHASHSEED": seed, "TZ": ZONE}
        with ExitStack() as stack:
            processes = {
                side: stack.enter_context(SideCommand(spec, some, alone, environment=elsewhere, program=program))
                for side, spec in specs.items()
            }
            for side, process in processes.items():
                if problem := _problem(side, process, first[side][: len(some)]):
                    problems.setdefault(side, problem)
                    seeds[side].append(seed)
    return {
        side: problem.within(f"{problem} (hash seed {', '.join(seeds[side])})") for side, problem in problems.items()
    }


def _problem(side: SideName, process: SideCommand, first: Sequence[Outcome]) -> Broken | None:
    """Return the problem of a side whose process repeats these runs; None where they are equal."""
    message = f"the {side} is not reproducible: the same run in another process, at another time,"
    try:
        repeated = process.results()
    except ForeignCode:
        raise
    except Broken as problem:
        return problem.within(f"{message} crashed:\n{problem}")
    for second, original in zip(repeated, first, strict=True):
        if second.digest != original.digest:
            names = [name for name in original.metrics if repr(second.metrics[name]) != repr(original.metrics[name])]
            return Broken(f"{message} gave other results ({', '.join(names[:5]) or 'lures or paths'})")
    return None


def forget(options: GateOptions, keys: Sequence[str]) -> None:
    """Delete runs from the store, so that no later question uses them."""
    if options.store != NOWHERE and options.store.exists():
        with Store(options.store) as store:
            store.forget_keys(keys)
