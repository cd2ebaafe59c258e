"""Desks: people who take what comes in."""

import numpy as np

from sim.arrays import F64, Reals


class Desk:
    """People who take cases in the order they come, in turn, day and night."""

    def __init__(self) -> None:
        self._free = np.zeros(0)

    def serve(self, arrivals: F64, people: int, minutes: Reals) -> F64:
        """(n,) moments in days, in any order, (n,) minutes each takes → (n,) moments when each is done.

        No people: no wait, nothing is read. Nothing may come before what came in an earlier call. Where the number of
        people has changed, the work that is left is shared out evenly among them; what has been promised stays.
        """
        if people == 0 or len(arrivals) == 0:
            return arrivals.copy()
        if people != len(self._free):
            now = arrivals.min()
            self._free = np.full(people, now + np.maximum(self._free - now, 0.0).sum() / people)
        self._free.sort()
        order = np.argsort(arrivals, kind="stable")
        shape = -(-len(arrivals) // people), people  # rounds and lanes: the k-th case goes to person k mod c
        come, work = np.full(shape, -np.inf), np.zeros(shape)
        come.flat[: len(arrivals)] = arrivals[order]
        work.flat[: len(arrivals)] = minutes[order] / (24 * 60)
        worked = np.cumsum(work, axis=0)
        lanes = np.maximum(np.maximum.accumulate(come - (worked - work), axis=0), self._free) + worked
        self._free = lanes[-1]
        done = np.empty(len(arrivals))
        done[order] = lanes.flat[: len(arrivals)]
        return done
