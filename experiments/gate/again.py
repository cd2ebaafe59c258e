"""One run of each side again, elsewhere and at another time: to the bit, or nothing can be compared."""

import os
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace

from experiments.gate.peer import Broken, How, Mixed, Outcome, Peer, Ran, Seat, Side
from experiments.store.store import NOWHERE, Store
from experiments.verdicts.guardrails import Regime

ZONES = "ABC-13:45", "XYZ+11:30"  # far from one another, and from where people live


def reproduced(
    seats: Mapping[Side, Seat], regimes: Sequence[Regime], how: How, run: Ran, first: Mapping[Side, Outcome]
) -> dict[Side, str]:
    """Why a side is not reproducible, for each that is not.

    The process has another hash seed, another time zone, and a clock that leaps. Raises Broken where the run crashes.
    """
    elsewhere = {
        "PYTHONHASHSEED": "2" if os.environ.get("PYTHONHASHSEED") == "1" else "1",
        "TZ": ZONES[os.environ.get("TZ") == ZONES[0]],
    }
    alone, found = replace(how, store=None, jobs=1), dict[Side, str]()
    with ExitStack() as stack:
        peers = {
            side: stack.enter_context(Peer(seat, regimes, run[1] + 1, alone, environment=elsewhere, moved=True))
            for side, seat in seats.items()
        }
        for peer in peers.values():
            peer.begin([run])
        for side, peer in peers.items():
            try:
                [again] = peer.came()
            except Mixed:
                raise
            except Broken as problem:
                raise problem.within(f"a run of the {side} crashed when it was repeated:\n{problem}") from None
            was = first[side]
            if again.digest != was.digest:
                names = [each for each in was.metrics if repr(again.metrics[each]) != repr(was.metrics[each])]
                found[side] = (
                    f"the {side} is not reproducible: the same run in another process, at another time, gave other "
                    f"results ({', '.join(names[:5]) or 'lures or paths'}); "
                    "a rule depends on more than what it is asked, as on the time or on chance; its runs are forgotten"
                )
    return found


def forget(how: How, keys: Sequence[str]) -> None:
    """Take runs out of the store: nobody is to rely on them again."""
    if how.store is not None and how.store != NOWHERE and how.store.exists():
        with Store(how.store) as store:
            store.forget_keys(keys)
