"""Desks: people who take what comes in, and people who are there while others call."""

import numpy as np

from sim.arrays import F64, I64, Reals

MINUTES = 24 * 60  # that one person on duty has a day
MORNING, DAYTIME = 6 / 24, 16 / 24  # when the night shift ends, and how long until the next one begins, in days


class Desk:
    """People who take cases in the order they come, in turn, day and night; at night each may be there for a part only.

    Hours in which nobody is there do not count: the queue lives in the time that each of its people is on duty. So at
    half the staff a reading takes twice as long at night, and with nobody there what is not done by evening waits.
    """

    def __init__(self) -> None:
        self._day = -1
        self._free = self._left = np.zeros(0)  # when each is free: as the day began, and after what came in so far
        self._come = self._work = np.zeros(0)  # of today's cases: the moment, days of work

    def serve(self, day: int, arrivals: F64, people: int, minutes: Reals, night: float = 1.0) -> F64:
        """(n,) moments in days, in any order, (n,) minutes each takes → (n,) moments when each is done.

        night: 0…1, the part of the night for which each of the people is there. No people: no wait, nothing is read.
        What is handed over in several calls of a day queues together; what has been promised stays. Nothing may come
        before what came in on an earlier day. Where the number of people has changed, the work that is left is shared
        out evenly among them.
        """
        if people == 0 or len(arrivals) == 0:
            return arrivals.copy()
        if day != self._day:
            self._day, self._free, self._come, self._work = day, self._left, np.zeros(0), np.zeros(0)
        self._come = np.append(self._come, arrivals)
        self._work = np.append(self._work, minutes / MINUTES)
        free, come = staffed(np.sort(self._free), night), staffed(self._come, night)
        if people != len(free):
            now = come.min()
            free = np.full(people, now + np.maximum(free - now, 0.0).sum() / people)
        order = np.argsort(self._come, kind="stable")  # by the clock: at night many moments may be one on duty
        done, left = _in_turn(order, come, self._work, free)
        self._left, done = by_clock(left, night), by_clock(done[-len(arrivals) :], night)
        return done if night == 1 else np.maximum(done, arrivals)

    def pace(self, people: int, night: float = 1.0) -> float:
        """Share of its usual time that a case takes. These people never hurry."""
        return 1.0

    def load(self, people: int, night: float = 1.0) -> float:
        """Share of these people's time that the cases handed over so far today ask for; more than 1 is too much."""
        return float(self._work.sum()) / (people * on_duty(night))


class Listeners:
    """People who listen to calls while they are made: to the share of them that they had time for yesterday."""

    def __init__(self) -> None:
        self._day = -1
        self._yesterday = self._today = 0  # calls to be listened to

    def reach(self, day: int, calls: int, people: float, minutes: float) -> float:
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


def on_duty(night: float) -> float:
    """Days a day that somebody is there who is there by day, and for this part of the night."""
    return DAYTIME + night * (1 - DAYTIME) if night < 1 else 1.0


def staffed(moments: F64, night: float) -> F64:
    """(n,) moments → (n,) days on duty that each person has behind it since the first morning."""
    if night == 1:
        return moments
    day, since = np.divmod(moments - MORNING, 1.0)
    return day * on_duty(night) + np.minimum(since, DAYTIME) + night * np.maximum(since - DAYTIME, 0.0)


def by_clock(staffed: F64, night: float) -> F64:
    """(n,) days on duty → (n,) moments; where a night without anybody lies in between, the morning after."""
    if night == 1:
        return staffed
    day, since = np.divmod(staffed, on_duty(night))
    asleep = np.maximum(since - DAYTIME, 0.0) / night if night > 0 else 0.0
    return MORNING + day + np.minimum(since, DAYTIME) + asleep


def _in_turn(order: I64, come: F64, work: F64, free: F64) -> tuple[F64, F64]:
    """(n,) whose turn, moments, days of work; (people,) from when on each is free → (n,) done, (people,) free after."""
    shape = -(-len(come) // len(free)), len(free)  # rounds and lanes: the k-th case goes to person k mod c
    starts, takes = np.full(shape, -np.inf), np.zeros(shape)
    starts.flat[: len(come)], takes.flat[: len(come)] = come[order], work[order]
    worked = np.cumsum(takes, axis=0)
    lanes = np.maximum(np.maximum.accumulate(starts - (worked - takes), axis=0), free) + worked
    done = np.empty(len(come))
    done[order] = lanes.flat[: len(come)]
    return done, lanes[-1]
