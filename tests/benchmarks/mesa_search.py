"""The search step as a plain Mesa model has it, on the people and jobs of one of our markets.

An agent a worker; a list of job objects by category; a set of the jobs that each agent has opened. Agents do what
`sim.systems.search` does, but for questions, tasks, surveys, filters that are given up, visits of profiles, texts that
lure, and the effort of a week; of the appeal of a page, who applied before is left out. So the model does less than
ours, and keeps no log.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import exp, log

import mesa
import numpy as np

from policies.display import Display
from sim.acts.readings import listed, sessions, trades
from sim.arrays import I64
from sim.choices.searching import Search
from sim.state.handover import Storefront
from sim.state.people import Workers
from sim.state.trade import Jobs
from sim.tables import Tables
from sim.today import Today


@dataclass(slots=True, eq=False)
class Job:
    """A job on the list, as readers meet it."""

    number: int
    category: int
    published: float
    need: float
    verified: bool
    certified: bool
    rule: bool
    promise: float  # log-odds of its take-home over the market price
    rate: float  # log-odds of the client's completion rate, on the page
    alert: bool
    views: int = 0
    applied: int = 0


class Reader(mesa.Agent):
    """A worker who looks for jobs."""

    def __init__(
        self,
        model: "Shop",
        chance: float,
        home: int,
        lists: tuple[int, int],
        filter: int,
        skill: float,
        wanted: float,
        verified: float,
        certified: float,
        rule: float,
        met: set[int],
    ) -> None:
        super().__init__(model)
        self.chance = chance  # of a session on a day
        self.home, self.lists, self.filter = home, lists, filter  # lists: of the home category and of the second
        self.skill = skill
        self.wanted = wanted  # log-odds of the take-home wanted over the market price
        self.verified, self.certified, self.rule = verified, certified, rule  # worth of the marks
        self.met = met  # numbers of jobs whose page it has read

    def step(self) -> None:
        """Come or not; read the list, open the best pages, apply to one or none."""
        if self.random.random() < self.chance:
            self.model.sessions += 1
            pages = self._read()
            if pages:
                self._decide(pages)

    def _read(self) -> list[Job]:
        """Read rows of the list → the best of those that are new."""
        model, random = self.model, self.random.random
        search: Search = model.search
        first: int = model.first_shelf[self.filter]
        verified, certified, rule = self.verified, self.certified, self.rule
        by_verified, by_certified, by_rule = model.list_marks
        moment = model.day + self.random.gauss(search.peak_hour, search.peak_hour_spread) % 24 / 24
        liking: dict[Job, float] = {}
        for _ in range(search.rows_read):
            points, owners = model.shelves[first + self.lists[random() >= search.home_category_share]]
            if not points:
                continue
            job = owners[bisect_right(points, random()) % len(points)]
            if job.published > moment:
                continue
            job.views += 1
            if job.number in self.met or job in liking:
                continue
            marks = job.verified * by_verified * verified + job.certified * by_certified * certified
            marks += job.rule * by_rule * rule
            liking[job] = job.promise + marks - log(-log(random()))
        best = sorted(liking, key=liking.__getitem__, reverse=True)[: search.pages_opened]
        self.met.update(job.number for job in best)
        model.pages += len(best)
        return best

    def _decide(self, pages: list[Job]) -> None:
        """Apply to the favourite page, or to none."""
        model, random = self.model, self.random.random
        appeals = [self._appeal(job) for job in pages]
        urge = model.search.apply_base + model.search.page_appeal_weight * log(sum(map(exp, appeals)))
        if random() < 1 / (1 + exp(-urge)):
            likings = [appeal - log(-log(random())) for appeal in appeals]
            pages[likings.index(max(likings))].applied += 1
            model.applications += 1

    def _appeal(self, job: Job) -> float:
        """Log-odds with which a page draws this worker."""
        search: Search = self.model.search
        by_verified, by_certified, by_rule = self.model.page_marks
        fit = search.fit_base + search.fit_skill * self.skill - search.fit_shortfall * max(0.0, job.need - self.skill)
        fit += search.fit_home * (job.category == self.home) + search.fit_spread * self.random.gauss()
        marks = job.verified * by_verified * self.verified + job.certified * by_certified * self.certified
        marks += job.rule * by_rule * self.rule
        pull = search.fit_pull * (min(1.0, max(0.0, fit)) - 0.5) + search.alert_push * job.alert
        return job.promise - self.wanted + pull + job.rate + marks


class Shop(mesa.Model):
    """A list of jobs and its readers: the workers of `tables` who have not left."""

    def __init__(self, tables: Tables, today: Today) -> None:
        super().__init__(rng=0)
        self.search, display = today.world.search, today.platform.display
        self.list_marks, self.page_marks = _marks(self.search, display, "list"), _marks(self.search, display, "job")
        self.sessions = self.pages = self.applications = 0
        workers = tables.workers
        rows = np.flatnonzero(~workers.left)
        met: list[set[int]] = [set() for _ in range(len(workers))]
        for code in tables.seen.codes.tolist():
            met[code >> 32].add(code & 0xFFFFFFFF)
        Reader.create_agents(
            self,
            len(rows),
            chance=sessions(workers=workers, today=today)[rows].tolist(),
            home=workers.home[rows].tolist(),
            lists=list(zip(*self._lists(workers, rows, today), strict=True)),
            filter=workers.filter[rows].tolist(),
            skill=workers.true_skill[rows].tolist(),
            wanted=(self.search.fee_pull * np.log(workers.reserve[rows])).tolist(),
            verified=workers.true_worth_verified[rows].tolist(),
            certified=workers.true_worth_certified[rows].tolist(),
            rule=workers.true_worth_rule[rows].tolist(),
            met=[met[row] for row in rows.tolist()],
        )

    def _lists(self, workers: Workers, rows: I64, today: Today) -> Iterator[list[int]]:
        """The lists that workers read: those of their trade in the home category and in the second one."""
        trade, kinds = trades(workers.key[rows], today), len(today.world.posting.category_weight)
        for category in (workers.home, workers.second):
            yield listed(category[rows], trade, kinds, today).tolist()

    def set_out(self, front: Storefront, jobs: Jobs, day: int) -> None:
        """Show the jobs of a day."""
        search, rows = self.search, front.job
        rate = search.completion_rate_pull * (front.rate - search.neutral_completion_rate)
        columns = (
            rows,
            jobs.category[rows],
            front.published,
            jobs.true_need[rows],
            front.verified,
            front.certified,
            front.rule,
            search.fee_pull * np.log(front.take_home / front.true_price),
            np.where(np.isnan(front.rate), search.no_completion_rate_pull, rate),
            front.alert,
        )
        self.jobs = [Job(*values) for values in zip(*(np.asarray(column).tolist() for column in columns), strict=True)]
        points, starts = (front.list.points / 2.0**64).tolist(), front.list.starts.tolist()
        owners = [self.jobs[owner] for owner in front.list.owner.tolist()]
        self.shelves = [(points[first:end], owners[first:end]) for first, end in pairwise(starts)]
        self.first_shelf, self.day = front.shelf.tolist(), day


def _marks(search: Search, display: Display, screen: str) -> tuple[float, float, float]:
    """Log-odds of the three marks on a screen."""
    return (
        search.verified_pull * (screen in display.verified),
        search.certified_pull * (screen in display.certified),
        search.order_rule_pull * (screen in display.rule_mark),
    )
