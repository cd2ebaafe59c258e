"""Some runs of each side again, elsewhere and at another time: to the bit, or nothing can be compared."""

import os
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from itertools import pairwise

from experiments.questions.gate.peer import Broken, How, Mixed, Outcome, Peer, Ran, Seat, Side
from experiments.store.store import NOWHERE, Store
from experiments.verdicts.regimes import Regime

ZONES = "ABC-13:45", "XYZ+11:30"  # far from one another, and from where people live
BUDGET = 5.0  # seconds of runs that each side repeats, and one at least: in a small world one shows little


def chosen(runs: Sequence[Ran], outcomes: Mapping[Side, Sequence[Outcome]]) -> list[int]:
    """Which runs to repeat, by their places: those first in which the sides differ, for there policies matter."""
    base, head = outcomes["base"], outcomes["head"]
    order = sorted(range(len(runs)), key=lambda place: (base[place].digest == head[place].digest, -place))
    found, spent = order[:1], 0.0
    for place, after in pairwise(order):
        spent += max(base[place].seconds, head[place].seconds)
        if spent > BUDGET:
            break
        found.append(after)
    return found


def irreproducible(
    seats: Mapping[Side, Seat],
    regimes: Sequence[Regime],
    how: How,
    runs: Sequence[Ran],
    first: Mapping[Side, Sequence[Outcome]],
    began: float,
) -> dict[Side, Broken]:
    """Of each side whose runs come out otherwise, how so. began: when the first processes did. Raises Mixed.

    They are carried out in a process of another hash seed, another time zone, and with a clock that leaps.
    """
    elsewhere = {
        "PYTHONHASHSEED": "2" if os.environ.get("PYTHONHASHSEED") == "1" else "1",
        "TZ": ZONES[os.environ.get("TZ") == ZONES[0]],
    }
    alone, pairs = replace(how, store=None, jobs=1), 1 + max(seed for _, seed in runs)
    found: dict[Side, Broken] = {}
    with ExitStack() as stack:
        peers = {
            side: stack.enter_context(Peer(seat, regimes, pairs, alone, environment=elsewhere, moved=began))
            for side, seat in seats.items()
        }
        for peer in peers.values():
            peer.begin(runs)
        for side, peer in peers.items():
            told = f"the {side} is not reproducible: the same run in another process, at another time,"
            try:
                again = peer.came()
            except Mixed:
                raise
            except Broken as problem:
                found[side] = problem.within(f"{told} crashed:\n{problem}")
                continue
            for now, was in zip(again, first[side], strict=True):
                if now.digest != was.digest:
                    names = [each for each in was.metrics if repr(now.metrics[each]) != repr(was.metrics[each])]
                    found[side] = Broken(f"{told} gave other results ({', '.join(names[:5]) or 'lures or paths'})")
                    break
    return found


def forget(how: How, keys: Sequence[str]) -> None:
    """Take runs out of the store: nobody is to rely on them again."""
    if how.store is not None and how.store != NOWHERE and how.store.exists():
        with Store(how.store) as store:
            store.forget_keys(keys)
