"""Desks: people who take what comes in, and people who are there while others call."""

import numpy as np

from sim.arrays import F64, Reals

MINUTES = 24 * 60  # that one person on duty has a day


class Desk:
    """People who take cases in the order they come, in turn, day and night."""

    def __init__(self) -> None:
        self._day = -1
        self._free = self._left = np.zeros(0)  # when each is free: as the day began, and after what came in so far
        self._come = self._work = np.zeros(0)  # of today's cases: the moment, days of work

    def serve(self, day: int, arrivals: F64, people: int, minutes: Reals) -> F64:
        """(n,) moments in days, in any order, (n,) minutes each takes → (n,) moments when each is done.

        No people: no wait, nothing is read. What is handed over in several calls of a day queues together; what has
        been promised stays. Nothing may come before what came in on an earlier day. Where the number of people has
        changed, the work that is left is shared out evenly among them.
        """
        if people == 0 or len(arrivals) == 0:
            return arrivals.copy()
        if day != self._day:
            self._day, self._free, self._come, self._work = day, self._left, np.zeros(0), np.zeros(0)
        self._come = np.append(self._come, arrivals)
        self._work = np.append(self._work, minutes / MINUTES)
        free = np.sort(self._free)
        if people != len(free):
            now = self._come.min()
            free = np.full(people, now + np.maximum(free - now, 0.0).sum() / people)
        done, self._left = _in_turn(self._come, self._work, free)
        return done[-len(arrivals) :]

    def load(self, people: int) -> float:
        """How much of the time of these people the cases of the day ask for, of what was handed over so far."""
        return float(self._work.sum()) / people


class Listeners:
    """People who listen to calls while they are made: to the share of them that they had time for yesterday."""

    def __init__(self) -> None:
        self._day = -1
        self._yesterday = self._today = 0  # calls to be listened to

    def reach(self, day: int, calls: int, people: int, minutes: float) -> float:
        """0…1, the share of these calls that they listen to, where each takes so many minutes.

        Calls may come in several times a day; after a day without any, all are listened to.
        """
        if day != self._day:
            self._yesterday, self._today = (self._today if day == self._day + 1 else 0), 0
            self._day = day
        self._today += calls
        if people == 0:
            return 0.0
        return min(1.0, people * MINUTES / max(self._yesterday * minutes, 1.0))


def _in_turn(come: F64, work: F64, free: F64) -> tuple[F64, F64]:
    """(n,) moments, (n,) days of work, (people,) from when on each is free → (n,) done, (people,) free after that."""
    order = np.argsort(come, kind="stable")
    shape = -(-len(come) // len(free)), len(free)  # rounds and lanes: the k-th case goes to person k mod c
    starts, takes = np.full(shape, -np.inf), np.zeros(shape)
    starts.flat[: len(come)], takes.flat[: len(come)] = come[order], work[order]
    worked = np.cumsum(takes, axis=0)
    lanes = np.maximum(np.maximum.accumulate(starts - (worked - takes), axis=0), free) + worked
    done = np.empty(len(come))
    done[order] = lanes.flat[: len(come)]
    return done, lanes[-1]
