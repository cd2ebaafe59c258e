"""Desks: people who take what comes in."""

import numpy as np

from sim.arrays import F64


class Desk:
    """People who take cases in the order they come, each for the same time, day and night (a G/D/c queue)."""

    def __init__(self) -> None:
        self._free = np.zeros(0)

    def serve(self, arrivals: F64, people: int, minutes: float) -> F64:
        """(n,) moments in days, in any order → (n,) moments when each is done. No people: no wait, nothing is read.

        Nothing may come before what came in an earlier call. Where the number of people has changed, the work that is
        left is shared out evenly among them; what has been promised stays.
        """
        if people == 0 or len(arrivals) == 0:
            return arrivals.copy()
        if people != len(self._free):
            now = arrivals.min()
            self._free = np.full(people, now + np.maximum(self._free - now, 0.0).sum() / people)
        self._free.sort()
        order = np.argsort(arrivals, kind="stable")
        service = minutes / (24 * 60)
        rounds = -(-len(arrivals) // people)
        padded = np.full(rounds * people, np.inf)
        padded[: len(arrivals)] = arrivals[order]
        lanes = padded.reshape(rounds, people)  # equal times: the k-th case goes to person k mod c
        steps = service * np.arange(rounds)[:, None]
        starts = np.maximum(np.maximum.accumulate(lanes - steps, axis=0), self._free) + steps
        done = np.empty(len(arrivals))
        done[order] = (starts + service).reshape(-1)[: len(arrivals)]
        finite = np.where(np.isfinite(starts), starts + service, -np.inf)
        self._free = np.maximum(self._free, finite.max(axis=0, initial=-np.inf))
        return done
