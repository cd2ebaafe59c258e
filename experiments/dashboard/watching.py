"""A market lived day by day, and what is seen of it on an evening: texts in the language of the reader, no widgets."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from experiments.api.scenario import Scenario
from experiments.language.messages import message, say
from experiments.measures.lately import FOLLOWED_DAYS, LAST, LATE_DAYS, LURES
from experiments.measures.metrics import BY_NAME
from experiments.printing.numbers import percent, shown
from experiments.questions.compare.words import unit_of
from experiments.questions.trace.fates import NamedLog
from experiments.questions.trace.lives import clock, life, postings_of
from experiments.questions.trace.names import Names, names
from experiments.verdicts.labels import label
from policies.records import Format
from sim.state.codes import Duty
from sim.state.events import StaffWorked

if TYPE_CHECKING:
    from sim.market import Market

type Row = tuple[str, ...]

MOST_JOBS = 30  # postings that are listed, the latest
NOBODY = message("No worker has the number {number}: they go from 0 to {last}.")
COUNTS = (  # of a market, by their names there
    message("workers"),
    message("jobs on show or waiting"),
    message("contracts running"),
    message("rings in business"),
    message("accounts restricted"),
    message("lures by posting"),
    message("lures by message"),
    message("lures by nda"),
    message("lures by scout"),
    message("lures by call"),
)
FORMATS = {Format.FIXED: message("fixed"), Format.HOURLY: message("hourly"), Format.TASK: message("task")}
DESKS = {
    Duty.SCREENING: message("screening of postings"),
    Duty.MESSAGE_WATCH: message("message watch"),
    Duty.ENFORCEMENT: message("cases of accounts and reported postings"),
    Duty.LISTENING: message("listening to calls"),
    Duty.APPROVAL: message("permits for contact outside"),
}


@dataclass(frozen=True, slots=True)
class Evening:
    """A market after a day: rows of text for tables."""

    day: int  # days lived
    date: datetime.date  # of the last of them
    measures: tuple[Row, ...]  # name, value, unit, the days or the moment that it is of
    people: tuple[Row, ...]  # who, number
    desks: tuple[Row, ...]  # desk, what waits there, hours of work on this day
    rings: tuple[Row, ...]  # ring, open accounts, accounts opened, channel, tactic, books
    jobs: tuple[Row, ...]  # posting, format, fee, seats, seats taken, rows of search lists, applications, truth


@dataclass(frozen=True, slots=True)
class Moment:
    """An event of a worker."""

    day: float  # days since the start; negative: before it
    text: str
    hidden: bool  # the platform does not see it

    @property
    def when(self) -> str:
        """Its day, of which the first is 1, and its time of day."""
        if self.day < 0:
            return say("before day 1")
        day, time = clock(self.day)
        return say("day {day}, {time}", day=day, time=time)


class Watching:
    """A market that is lived day by day. One thread at a time lives a day."""

    def __init__(self, scenario: Scenario, seed: int) -> None:
        self.scenario, self.seed = scenario, seed
        self.market: Market = scenario.market(seed=seed)
        self._living = Lock()
        self.evening = evening(self.market)

    @property
    def over(self) -> bool:
        """Return whether the scenario's last day is lived."""
        return not self.market.running

    def live(self, days: int = 1) -> Evening:
        """Live so many days, or until the last one. Return the evening."""
        with self._living:
            for _ in range(days):
                if self.over:
                    break
                self.market.step()
            self.evening = evening(self.market)
            return self.evening

    def course(self) -> Mapping[str, list[float]]:
        """Return every measure by its name: a value an evening, in the unit that is shown; NaN for none."""
        values: Mapping[str, list[float]] = self.market.datacollector.model_vars
        return {name: [_factor(name) * float(value) for value in each] for name, each in values.items()}

    def moments(self, worker: int, days: int) -> tuple[Moment, ...]:
        """Return the events of a worker in the last days, in the words of `policylab trace`.

        Raises LookupError if nobody has this number.
        """
        with self._living:
            if not 0 <= worker < len(self.market.tables.workers):
                last = len(self.market.tables.workers) - 1
                raise LookupError(say(NOBODY, number=worker, last=f"{last:,}"))
            events = self.market.events()
            since = self.market.day - days
            log = NamedLog(events, names(events))
            return tuple(
                Moment(event.time, event.text, event.nature)
                for event in life(worker, log, postings_of(worker, events))
                if event.time >= since
            )


def measure_label(name: str) -> str:
    """Return a measure's label; a count of the market is called by its own words."""
    return label(name) if name in BY_NAME else say(name)


def measure_unit(name: str) -> str:
    """Return the unit in which a measure is shown; empty for a count."""
    return unit_of(BY_NAME[name].unit) if name in BY_NAME else ""


def measure_time(name: str) -> str:
    """Return the days that an evening's value of a measure is of."""
    if name in LAST:
        return say("the last {days} days", days=LATE_DAYS)
    if name in BY_NAME:
        return say("jobs posted {first} to {last} days ago", first=LATE_DAYS + FOLLOWED_DAYS, last=FOLLOWED_DAYS)
    return say("this day") if name in LURES else say("this evening")


def evening(market: "Market") -> Evening:
    """Return what is seen of a market now."""
    date = market.course.start + datetime.timedelta(days=max(market.day - 1, 0))
    known = names(market.events())
    return Evening(
        market.day, date, _measures(market), _people(market), _desks(market), _rings(market), _jobs(market, known)
    )


def _measures(market: "Market") -> tuple[Row, ...]:
    values = market.datacollector.model_vars
    return tuple(
        (measure_label(name), _shown(name, float(each[-1])), measure_unit(name), measure_time(name))
        for name, each in values.items()
        if each
    )


def _shown(name: str, value: float) -> str:
    return shown(_factor(name) * value, None if name in BY_NAME else 0)


def _factor(name: str) -> float:
    return percent(BY_NAME[name].unit)[0] if name in BY_NAME else 1.0


def _people(market: "Market") -> tuple[Row, ...]:
    tables = market.tables
    workers, clients = tables.workers, tables.clients
    here, there = ~workers.left, ~clients.left & ~clients.restricted
    ours = clients.true_ring >= 0
    counts = {
        message("workers who come and look"): here,
        message("of them in a contract"): here & (workers.running > 0),
        message("of them harmed at some time"): here & (workers.harmed > 0),
        message("workers who have left"): workers.left,
        message("honest clients"): there & ~ours,
        message("of them verified"): there & ~ours & clients.verified,
        message("accounts of rings"): there & ours,
        message("accounts restricted"): clients.restricted,
        message("clients who have left"): clients.left & ~clients.restricted,
    }
    others = {
        message("workers led away, and not yet done with it"): len(tables.affairs),
        message("dormant accounts of workers"): tables.dormant.workers,
        message("dormant accounts of clients"): tables.dormant.clients,
    }
    rows = {**{who: int(np.count_nonzero(mask)) for who, mask in counts.items()}, **others}
    return tuple((say(who), f"{count:,}") for who, count in rows.items())


def _desks(market: "Market") -> tuple[Row, ...]:
    tables, now = market.tables, float(market.day)
    worked = market.events(1)[StaffWorked]
    waiting = {
        Duty.SCREENING: len(tables.jobs.waiting()),
        Duty.ENFORCEMENT: _later(tables.clients.read_at, now) + _later(tables.jobs.read_at, now),
        Duty.APPROVAL: int(np.count_nonzero(tables.threads.asks)),
    }
    return tuple(
        (
            say(text),
            f"{waiting[duty]:,}" if duty in waiting else "–",
            shown(float(worked.hours[worked.duty == duty].sum())),
        )
        for duty, text in DESKS.items()
    )


def _later(moments: "np.ndarray[tuple[int], np.dtype[np.float64]]", now: float) -> int:
    """Return how many of these moments are still to come; inf is never."""
    return int(np.count_nonzero((moments > now) & np.isfinite(moments)))


def _rings(market: "Market") -> tuple[Row, ...]:
    return tuple(
        (
            f"r{ring.row}",
            f"{ring.accounts:,}",
            f"{ring.accounts_opened:,}",
            say(ring.channel),
            say(ring.tactic).replace("_", " "),
            shown(ring.books),
        )
        for ring in market.agents
    )


def _jobs(market: "Market", known: Names) -> tuple[Row, ...]:
    jobs = market.tables.jobs
    rows = jobs.on_show()[::-1][:MOST_JOBS]
    ring = market.tables.clients.true_ring[jobs.client[rows]]
    return tuple(
        (
            known.of_job(row),
            say(FORMATS[Format(int(jobs.format[row]))]),
            shown(float(jobs.fee[row]), 0),
            say("{taken} of {seats}", taken=int(jobs.taken[row]), seats=int(jobs.seats[row])),
            f"{int(jobs.views[row]):,}",
            f"{int(jobs.applied[row]):,}",
            say("a ring's") if owner >= 0 else say("honest"),
        )
        for row, owner in zip(rows.tolist(), ring.tolist(), strict=True)
    )
