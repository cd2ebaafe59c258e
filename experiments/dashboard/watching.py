"""A market lived day by day, and what is seen of it on an evening: plain data, no widgets."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np

from experiments.api.scenario import Scenario
from experiments.measures.metrics import BY_NAME
from experiments.printing.numbers import percent, shown
from experiments.questions.compare.words import unit_of
from experiments.questions.trace.fates import NamedLog
from experiments.questions.trace.lives import life, postings_of
from experiments.questions.trace.names import Names, names
from experiments.verdicts.labels import label
from policies.records import Format
from sim.state.codes import Duty
from sim.state.events import StaffWorked

if TYPE_CHECKING:
    from sim.market import Market

type Row = tuple[str, ...]

MOST_JOBS = 30  # postings that are listed, the latest


@dataclass(frozen=True, slots=True)
class Evening:
    """A market after a day: rows of text for tables."""

    day: int  # days lived
    date: datetime.date  # of the last of them
    measures: tuple[Row, ...]  # name, value, unit
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
                raise LookupError(f"No worker has the number {worker}: they go from 0 to {last:,}.")
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
    return label(name) if name in BY_NAME else name


def measure_unit(name: str) -> str:
    """Return the unit in which a measure is shown; empty for a count."""
    return unit_of(BY_NAME[name].unit) if name in BY_NAME else ""


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
        (measure_label(name), _shown(name, float(each[-1])), measure_unit(name))
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
        "workers who come and look": here,
        "of them in a contract": here & (workers.running > 0),
        "of them harmed at some time": here & (workers.harmed > 0),
        "workers who have left": workers.left,
        "honest clients": there & ~ours,
        "of them verified": there & ~ours & clients.verified,
        "accounts of rings": there & ours,
        "accounts restricted": clients.restricted,
        "clients who have left": clients.left & ~clients.restricted,
    }
    others = {
        "workers led away, and not yet done with it": len(tables.affairs),
        "dormant accounts of workers": tables.dormant.workers,
        "dormant accounts of clients": tables.dormant.clients,
    }
    rows = {**{who: int(np.count_nonzero(mask)) for who, mask in counts.items()}, **others}
    return tuple((who, f"{count:,}") for who, count in rows.items())


def _desks(market: "Market") -> tuple[Row, ...]:
    tables, now = market.tables, float(market.day)
    worked = market.events(1)[StaffWorked]
    waiting = {
        Duty.SCREENING: len(tables.jobs.waiting()),
        Duty.ENFORCEMENT: _later(tables.clients.read_at, now) + _later(tables.jobs.read_at, now),
        Duty.APPROVAL: int(np.count_nonzero(tables.threads.asks)),
    }
    called = {
        Duty.SCREENING: "screening of postings",
        Duty.MESSAGE_WATCH: "message watch",
        Duty.ENFORCEMENT: "cases of accounts and reported postings",
        Duty.LISTENING: "listening to calls",
        Duty.APPROVAL: "permits for contact outside",
    }
    return tuple(
        (text, f"{waiting[duty]:,}" if duty in waiting else "–", shown(float(worked.hours[worked.duty == duty].sum())))
        for duty, text in called.items()
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
            ring.channel,
            ring.tactic.replace("_", " "),
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
            Format(int(jobs.format[row])).name.lower(),
            shown(float(jobs.fee[row]), 0),
            f"{int(jobs.taken[row])} of {int(jobs.seats[row])}",
            f"{int(jobs.views[row]):,}",
            f"{int(jobs.applied[row]):,}",
            "a ring's" if owner >= 0 else "honest",
        )
        for row, owner in zip(rows.tolist(), ring.tolist(), strict=True)
    )
