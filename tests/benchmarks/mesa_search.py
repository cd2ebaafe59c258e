"""The search step as a plain Mesa model has it: an agent a worker, a list of job objects, a dictionary a reader.

Agents do all that `sim.systems.search` does. They are dealt its luck as plain numbers, so that both models have the
same day: who comes, reads, opens, applies, asks, answers the survey, does a task. The model keeps no log, and drops no
filter.
"""

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from itertools import pairwise
from math import exp, log, log1p
from typing import Any, NamedTuple

import mesa
import numpy as np

from policies.display import Display
from policies.records import Channel, Format, Kind
from sim.acts.readings import listed, sessions, trades
from sim.acts.uptake import filters
from sim.choices.searching import Search
from sim.choices.workers import FILTERS
from sim.state.handover import Storefront
from sim.state.people import Clients, Workers
from sim.state.purposes import Purpose
from sim.state.trade import Jobs
from sim.today import Today
from tests.benchmarks.luck import Luck, Pair

NO_FILTER = FILTERS.index("none")


@dataclass(slots=True, eq=False)
class Job:
    """A job on show, as readers meet it."""

    number: int
    published: float
    category: int
    shelf: int  # of the lists of its category: the one on which it stands
    need: float
    talk: float
    verified: bool
    certified: bool
    rule: bool
    rate: float  # completion rate of its client, NaN without one
    alert: bool
    quoted: bool
    take_home: float
    price: float
    fee: float
    cue: float  # how plainly its text betrays a lure
    lures: bool  # by its text
    slips: bool  # breaks a rule, and is no ring's
    crowd: int  # who has applied before today
    seats: int  # that are left
    views: int = 0
    pages: int = 0


@dataclass(slots=True, eq=False)
class Found:
    """Events of a day."""

    came: list[int] = field(default_factory=list)
    applied: list[Pair] = field(default_factory=list)
    questions: list[Pair] = field(default_factory=list)
    read: list[Pair] = field(default_factory=list)  # a page that is a violation itself
    surveyed: list[tuple[int, int, bool]] = field(default_factory=list)
    willing: list[tuple[float, int, Job]] = field(default_factory=list)  # to do a task, and when


class Traits(NamedTuple):
    """A worker, as it is today."""

    row: int
    chance: float  # of a session
    home: int  # category
    lists: tuple[int, int]  # of the home category and of the second
    task_list: int
    filter: int
    skill: float
    wanted: float  # share of the market price
    caution: float
    experience: int
    verified: float  # worth of each mark
    certified: float
    rule: float
    applied: float  # this week
    running: int
    visiting: bool
    looks_up: bool  # rates


class Reader(mesa.Agent):
    """A worker who looks for jobs."""

    def __init__(self, model: "Shop", me: Traits, seen: set[int]) -> None:
        """seen: rows of jobs whose page it has opened."""
        super().__init__(model)
        self.me, self.seen = me, seen

    def step(self) -> None:
        """Come or not; read the list, open the best pages, apply or ask; look at tasks."""
        model, row = self.model, self.me.row
        if model.luck.comes[row] >= self.me.chance:
            return
        model.found.came.append(row)
        hour = model.search.peak_hour + model.search.peak_hour_spread * model.luck.hour[row]
        moment = model.day + hour % 24.0 / 24
        pages = self._open(moment)
        if pages:
            self._decide(pages)
        self._tasks(moment)

    def _open(self, moment: float) -> list[Job]:
        """Read rows of the list → the best of those that are new, as they came."""
        me, model, search = self.me, self.model, self.model.search
        first, liking = model.first_shelf[me.filter], dict[Job, float]()
        for bits, at_home in model.luck.looks[me.row]:
            job = _at(model.shelves[first + me.lists[at_home >= search.home_category_share]], bits, moment)
            if job is None:
                continue
            job.views += 1
            if job.number not in self.seen and job not in liking:
                promise = search.fee_pull * log(job.take_home / job.price) + self._marks(job, model.on_list)
                liking[job] = promise + gumbel(model.luck.pairs[me.row, job.number].taste)
        best = sorted(liking, key=liking.__getitem__, reverse=True)[: search.pages_opened]
        for job in best:
            job.pages += 1
            self.seen.add(job.number)
        return [job for job in liking if job in best]

    def _marks(self, job: Job, pulls: "Pulls") -> float:
        """Log-odds of what stands on a screen."""
        marks = (
            job.verified * pulls.verified * self.me.verified
            + job.certified * pulls.certified * self.me.certified
            + job.rule * pulls.rule * self.me.rule
        )
        return marks + (pulls.no_rate if job.rate != job.rate else pulls.rate * (job.rate - pulls.neutral))

    def _decide(self, pages: list[Job]) -> None:
        """Apply to the favourite page, ask about it first, or neither."""
        me, model, search, findings = self.me, self.model, self.model.search, self.model.found
        appeals, likings = list[float](), list[float]()
        for job in pages:
            luck = model.luck.pairs[me.row, job.number]
            if model.surveys and luck.answers < search.survey_answers:
                unfair = log(job.fee / job.price) + search.survey_noise * luck.view < log(search.unfair_below)
                findings.surveyed.append((me.row, job.number, unfair))
            appeals.append(self._appeal(job, luck.profile < search.profile_visits, luck.personal))
            likings.append(appeals[-1] + gumbel(luck.choice))
        best = pages[likings.index(max(likings))]
        effort = me.applied + search.applications_less_per_contract * me.running
        applies = asks = False
        if not me.visiting and effort + 1 <= search.applications_per_week:
            behind = model.first_shelf[me.filter] != model.first_shelf[NO_FILTER]
            ease = search.filter_ease * behind + search.net_entry_ease * model.net_entry
            urge = search.apply_base + ease + search.page_appeal_weight * log(sum(map(exp, appeals)))
            applies = model.luck.applies[me.row] < 1 / (1 + exp(-urge))
            curious = model.luck.pairs[me.row, best.number].curious
            asks = not applies and not best.lures and curious < min(1.0, search.consults * 2 * best.talk)
        if applies:
            findings.applied.append((me.row, best.number))
        if asks:
            findings.questions.append((me.row, best.number))
        for job in pages:
            if (job.lures and not (applies and job is best)) or job.slips:
                findings.read.append((me.row, job.number))

    def _appeal(self, job: Job, visits: bool, personal: float) -> float:
        """Log-odds with which a page draws this worker."""
        me, model, search = self.me, self.model, self.model.search
        alert = job.alert and (model.alert_on_page or (visits and model.alert_on_profile))
        priced = job.quoted and (model.quote_on_page or (me.looks_up and model.quote_in_table))
        sight = 1.0 if me.experience or priced or alert else 1 - search.newcomer_fee_blindness
        at_home = job.category == me.home or job.shelf == me.lists[0]
        able = search.fit_base + search.fit_skill * me.skill - search.fit_shortfall * max(0.0, job.need - me.skill)
        fit = min(1.0, max(0.0, able + search.fit_home * at_home + search.fit_spread * personal))
        return (
            search.fee_pull * sight * log(job.take_home / (job.price * me.wanted))
            + search.too_good * sight * me.caution * max(0.0, log(job.fee / job.price / search.too_good_from))
            + search.fit_pull * (fit - 0.5)
            + search.alert_push * alert
            + search.lure_cue_push * job.cue * me.caution
            + search.crowd_push * log1p(job.crowd)
            + self._marks(job, model.on_profile if visits else model.on_page)
        )

    def _tasks(self, moment: float) -> None:
        """Look at tasks, and do some."""
        me, model, search = self.me, self.model, self.model.search
        shelf = model.task_shelves[model.first_tasks[me.filter] + me.task_list]
        for bits in model.luck.task_looks[me.row]:
            job = _at(shelf, bits, moment)
            if job is None or job.number in self.seen:
                continue
            self.seen.add(job.number)
            job.views += 1
            job.pages += 1
            odds = search.task_base + search.fee_pull * log(job.take_home / (job.price * me.wanted))
            willing = not me.visiting and model.luck.tasks[me.row, job.number] < 1 / (1 + exp(-odds))
            if willing:
                model.found.willing.append((moment, me.row, job))
            if (job.lures and not willing) or job.slips:
                model.found.read.append((me.row, job.number))


@dataclass(frozen=True, slots=True)
class Pulls:
    """Log-odds of what stands on a screen."""

    verified: float
    certified: float
    rule: float
    rate: float
    neutral: float
    no_rate: float


class Scene(NamedTuple):
    """The market before a day's search."""

    workers: Workers
    jobs: Jobs
    clients: Clients
    known: list[int]  # codes of workers and jobs that met
    front: Storefront
    luck: Luck
    today: Today


class Shop(mesa.Model):
    """A day: the jobs on show, and a reader for every worker who has not left."""

    def __init__(self, scene: Scene) -> None:
        super().__init__(rng=0)
        today, platform, display = scene.today, scene.today.platform, scene.today.platform.display
        self.search, self.day, self.luck, self.found = today.world.search, today.day, scene.luck, Found()
        self.surveys, self.net_entry = platform.fee_survey.open, platform.fee_schedule.net_entry
        self.alert_on_page, self.alert_on_profile = "job" in display.fee_alert, "profile" in display.fee_alert
        self.quote_on_page, self.quote_in_table = "job" in display.quote, "table" in display.quote
        rated = not np.isnan(scene.front.rate).all()
        self.on_list, self.on_page, self.on_profile = (
            _pulls(self.search, display, places, rated) for places in (("list",), ("job",), ("job", "profile"))
        )
        self._show(scene)
        self._let_in(scene)

    def live(self, way: str) -> None:
        """Let all agents act, in a way of `agents`; then tasks are given to those who came first."""
        getattr(self.agents, way)("step")
        for _, row, job in sorted(self.found.willing, key=lambda each: each[0]):
            if job.seats > 0:
                job.seats -= 1
                self.found.applied.append((row, job.number))

    def events(self) -> dict[str, Any]:
        """What happened, in an order that does not depend on whose turn it was."""
        findings = self.found
        return {
            "came": sorted(findings.came),
            "views": Counter({job.number: job.views for job in self.jobs if job.views}),
            "pages": Counter({job.number: job.pages for job in self.jobs if job.pages}),
            "applied": sorted(findings.applied),
            "asked": sorted(findings.questions),
            "read": sorted(findings.read),
            "surveyed": sorted(findings.surveyed),
        }

    def _show(self, scene: Scene) -> None:
        jobs, front, today, rows = scene.jobs, scene.front, scene.today, scene.front.job
        bad = jobs.true_tactic[rows] != Kind.NONE
        trade, kinds = trades(scene.clients.key[front.client], today), len(today.world.posting.category_weight)
        columns = (
            rows,
            front.published,
            jobs.category[rows],
            listed(jobs.category[rows], trade, kinds, today),
            jobs.true_need[rows],
            jobs.true_talk[rows],
            front.verified,
            front.certified,
            front.rule,
            front.rate,
            front.alert,
            ~np.isnan(front.quote),
            front.take_home,
            front.true_price,
            jobs.fee[rows],
            today.lexicon.betrays[jobs.text[rows]],
            bad & (jobs.true_channel[rows] == Channel.POSTING),
            ~bad & (jobs.true_violation[rows] != Kind.NONE),
            jobs.applied[rows],
            np.where(jobs.format[rows] == Format.TASK, jobs.seats[rows] - jobs.taken[rows], 0),
        )
        self.jobs = [Job(*values) for values in zip(*(np.asarray(column).tolist() for column in columns), strict=True)]
        self.shelves, self.task_shelves = (
            [
                (wheel.points[first:end].tolist(), [self.jobs[owner] for owner in wheel.owner[first:end].tolist()])
                for first, end in pairwise(wheel.starts.tolist())
            ]
            for wheel in (front.list, front.tasks)
        )
        self.first_shelf, self.first_tasks = front.shelf.tolist(), front.task_shelf.tolist()

    def _let_in(self, scene: Scene) -> None:
        workers, today = scene.workers, scene.today
        rows, kinds = np.flatnonzero(~workers.left), len(today.world.posting.category_weight)
        seen: dict[int, set[int]] = {row: set() for row in rows.tolist()}
        for code in scene.known:
            if code >> 32 in seen:
                seen[code >> 32].add(code & 0xFFFFFFFF)
        trade = trades(workers.key[rows], today)
        lists = np.stack([listed(each[rows], trade, kinds, today) for each in (workers.home, workers.second)], axis=1)
        columns = (
            rows,
            sessions(workers=workers, today=today)[rows],
            workers.home[rows],
            lists,
            listed(0, trade, 1, today),
            filters(rows, workers=workers, today=today),
            *(workers.true_skill[rows], workers.reserve[rows], workers.true_caution[rows], workers.experience[rows]),
            *(workers.true_worth_verified[rows], workers.true_worth_certified[rows], workers.true_worth_rule[rows]),
            *(workers.applied[rows], workers.running[rows], workers.true_visits[rows]),
            today.draws.uniform(Purpose.LOOKS_UP, workers.key[rows]) < self.search.looks_up_rates,
        )
        traits = [Traits(*values) for values in zip(*(column.tolist() for column in columns), strict=True)]
        Reader.create_agents(self, len(traits), me=traits, seen=list(seen.values()))


def _at(shelf: tuple[list[int], list[Job]], bits: int, moment: float) -> Job | None:
    """The job that a look lands on, where it is published."""
    points, owners = shelf
    if not points:
        return None
    job = owners[bisect_right(points, bits) % len(points)]
    return job if job.published <= moment else None


def gumbel(u: float) -> float:
    """Standard Gumbel of a uniform."""
    return -log(-log(min(max(u, 2.0**-54), 1 - 2.0**-54)))


def _pulls(search: Search, display: Display, places: tuple[str, ...], rated: bool) -> Pulls:
    """Log-odds of what stands at these places. rated: has anybody a completion rate?"""
    met = [any(place in mark for place in places) for mark in (display.verified, display.certified, display.rule_mark)]
    shown = any(place in display.completion_rate for place in places)
    return Pulls(
        search.verified_pull * met[0],
        search.certified_pull * met[1],
        search.order_rule_pull * met[2],
        search.completion_rate_pull * shown,
        search.neutral_completion_rate,
        search.no_completion_rate_pull * (shown and rated),
    )
