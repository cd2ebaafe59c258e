"""Desks of the whole marketplace, of which a market is one part of many; and people who are there while others call.

A part's few cases an hour vary far more than the marketplace's many. So they are not multiplied: they show how much
work comes at which hour of a day, as a mean over the last days, and a case waits as it would behind the work of all.
"""

from itertools import accumulate

import numpy as np
from numpy.typing import ArrayLike

from sim.arrays import F64, Reals

MINUTES = 24 * 60  # that one person on duty has a day
MORNING, DAYTIME = 6 / 24, 16 / 24  # when the night shift ends, and how long until the next one begins, in days
HOURS = 24
SLOWER = 4
KEPT = 0.9  # of their time, up to which people take as long as they like
BUSIEST = 0.9  # of a desk's time: where it is busier, what waits is work left over, and chance adds little


class Desk:
    """A desk of the marketplace. Work is counted in days of one person, as this part of the marketplace brings it.

    part  0…1, how much of the marketplace this is
    days  over which work is averaged, older days fading: a sudden change shows to 63 % after so many days. At which
          hours it comes is averaged over SLOWER times as many, for that hardly changes
    least 0…1, the share of its usual time that a case takes at least, where people have to hurry to keep up
    """

    def __init__(self, part: float, days: float, least: float = 1.0) -> None:
        self._day = -1
        self._part, self._least = part, least
        self._usual_work, self._usual_cases, self._usual_hours = (
            Mean(1 / days),
            Mean(1 / days),
            Mean(1 / (SLOWER * days), HOURS),
        )
        self._new_work, self._new_cases, self._new_hours = 0.0, 0, np.zeros(HOURS)  # today
        self._behind = 0.0  # work left over from the days before
        self._staff: tuple[int, float] | None = None  # people and night for whom today's waits are worked out
        self._waiting, self._chance = np.zeros(HOURS + 1), np.zeros(HOURS)

    def serve(self, day: int, arrivals: F64, people: int, minutes: Reals, night: float = 1.0) -> F64:
        """(n,) moments in days, (n,) minutes each takes → (n,) moments when each is done.

        people: of the whole marketplace, at once; none: no wait, nothing is read. night: 0…1, the part of the night for
        which each of them is there. What comes today counts from tomorrow on.
        """
        if people == 0 or len(arrivals) == 0:
            return arrivals.copy()
        self._begin(day, people, night)
        work, hour = np.broadcast_to(minutes, arrivals.shape) / MINUTES, np.mod(arrivals, 1.0) * HOURS
        at = hour.astype(np.int64)
        self._new_work += float(work.sum())
        self._new_cases += len(work)
        np.add.at(self._new_hours, at, 1.0)
        self._prepare(people, night)
        ahead = np.interp(hour, np.arange(HOURS + 1), self._waiting) / (people * self._part)
        waits = np.maximum(ahead, self._chance[at])
        return by_clock(staffed(arrivals, night) + waits + self.pace(people, night) * work, night)

    def pace(self, people: int, night: float) -> float:
        """Share of its usual time that a case takes: less where a usual day asks for more than KEPT of theirs."""
        load = self.load(people, night)
        return min(1.0, max(self._least, KEPT / load)) if load else 1.0

    def load(self, people: int, night: float) -> float:
        """Share of these people's time that the work of a usual day asks for."""
        return float(self._usual_work.value[0]) / (people * self._part * on_duty(night))

    def _begin(self, day: int, people: int, night: float) -> None:
        """Let the days pass until this one."""
        while self._day < day:
            if self._day >= 0:
                self._prepare(people, night)
                self._behind = float(self._waiting[-1])
                self._usual_work.learn(self._new_work)
                self._usual_cases.learn(self._new_cases)
                self._usual_hours.learn(self._new_hours)
                self._new_work, self._new_cases, self._new_hours = 0.0, 0, np.zeros(HOURS)
                self._staff = None
            self._day = day if self._day < 0 else self._day + 1

    def _prepare(self, people: int, night: float) -> None:
        """Work out what waits today, and how long by chance, once for these people."""
        if self._staff != (people, night):
            self._staff = people, night
            self._waiting, self._chance = self._ahead(people, night), self._by_chance(people, night)

    def _comes(self, people: int, night: float) -> F64:
        """(24,) work that comes in each hour of a usual day, as these people do it."""
        hours = self._usual_hours.value
        return self.pace(people, night) * self._usual_work.value[0] * hours / max(hours.sum(), 1e-12)

    def _ahead(self, people: int, night: float) -> F64:
        """(25,) work that waits at every full hour of today, if it is a usual day."""
        hours = zip(self._comes(people, night).tolist(), self._capacity(people, night).tolist(), strict=True)
        left = accumulate(hours, lambda ahead, hour: max(0.0, ahead + hour[0] - hour[1]), initial=self._behind)
        return np.array(list(left))

    def _capacity(self, people: int, night: float) -> F64:
        """(24,) work that this part's share of the people can do in each hour."""
        return people * self._part * _there(night) / HOURS

    def _by_chance(self, people: int, night: float) -> F64:
        """(24,) days on duty that a case waits on average though there are people enough, for cases come in bunches.

        Queues of so many people by Sakasegawa (1977): exact for one, close for many.
        """
        takes = (
            self.pace(people, night) * float(self._usual_work.value[0]) / max(float(self._usual_cases.value[0]), 1e-12)
        )
        most = self._capacity(people, night)
        busy = np.minimum(np.divide(self._comes(people, night), most, out=np.zeros(HOURS), where=most > 0), BUSIEST)
        many = np.maximum(people * _there(night), 1.0)
        return takes / many * busy ** (np.sqrt(2 * (many + 1)) - 1) / (1 - busy)


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


class Mean:
    """A mean over days, older ones fading, which is right from the first day on."""

    def __init__(self, fades: float, size: int = 1) -> None:
        self._fades, self._known, self._sum = fades, 0.0, np.zeros(size)

    def learn(self, value: ArrayLike) -> None:
        """Take in another day."""
        self._known += self._fades * (1 - self._known)
        self._sum += self._fades * (np.asarray(value, np.float64) - self._sum)

    @property
    def value(self) -> F64:
        """The mean; 0 before the first day."""
        return self._sum / self._known if self._known else self._sum


def _there(night: float) -> F64:
    """(24,) the part of the people who are there in each hour."""
    hour = np.arange(HOURS) / HOURS
    return np.where((hour >= MORNING) & (hour < MORNING + DAYTIME), 1.0, night)
