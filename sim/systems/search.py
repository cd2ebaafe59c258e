"""Search: sessions read the list, open job pages, apply, do tasks, answer surveys, report."""

from dataclasses import dataclass

import numpy as np

from policies.records import Channel, Format
from sim.arrays import F64, I64, Bool
from sim.choices.common import hour_of_day
from sim.choices.searching import applies, fit, opens
from sim.state.batch import picked
from sim.state.draws import Purpose
from sim.state.log import Event, Log
from sim.state.people import Workers
from sim.state.trade import Jobs, Origin, Seen
from sim.systems.storefront import Storefront
from sim.today import Today


@dataclass(frozen=True, slots=True, eq=False)
class Meetings:
    """(n,) workers who met a job today: who answered it, or who only read a page."""

    worker: I64
    job: I64
    time: F64
    origin: I64  # Origin
    fit: F64


def true_fit(workers: Workers, jobs: Jobs, worker: I64, job: I64, today: Today) -> F64:
    """(n,) true fit of these pairs; the same whenever it is asked."""
    personal = today.draws.normal(Purpose.FIT, workers.key[worker], jobs.key[job])
    return fit(
        workers.true_skill[worker], jobs.true_need[job], personal, workers.home[worker] == jobs.category[job],
        today.world.search,
    )


def search(
    workers: Workers, jobs: Jobs, seen: Seen, log: Log, *, storefront: Storefront, today: Today
) -> tuple[Meetings, Meetings]:
    """A day of sessions → (who applied or did a task, who only opened a page whose text lures)."""
    worker, place, time = _looks(workers, jobs, log, storefront, today)
    return _pages(workers, jobs, seen, log, worker, place, time, storefront, today)


def _looks(workers: Workers, jobs: Jobs, log: Log, front: Storefront, today: Today) -> tuple[I64, I64, F64]:
    """Sessions read rows of the list → (n,) worker, position in the storefront and moment of the pages they open."""
    draws, search, day = today.draws, today.world.search, today.day
    chance = np.where(workers.left, 0.0, workers.true_activity * workers.true_trust)
    who = np.flatnonzero(draws.uniform(Purpose.SESSION, day, workers.key) < chance)
    keys = workers.key[who]
    hour = hour_of_day(draws.normal(Purpose.SESSION_HOUR, day, keys), 20.0, 4.0)
    log.add(Event.SESSION, day + hour / 24, worker=who)

    row = np.arange(search.rows)[None, :]
    bits = draws.bits(Purpose.LOOK, day, keys[:, None], row)
    at_home = draws.uniform(Purpose.LOOK_AT_HOME, day, keys[:, None], row) < search.home_share
    category = np.where(at_home, workers.home[who][:, None], workers.second[who][:, None]).astype(np.int64)
    place = np.empty(bits.shape, np.int64)
    for number, ring in enumerate(front.rings):  # over filters, not people
        users = workers.filter[who] == number
        place[users] = ring.look(category[users].ravel(), bits[users].ravel()).reshape(-1, search.rows)

    person, _ = found = np.nonzero(place >= 0)
    spot, moment, rows = place[found], day + hour[person] / 24, who[person]
    there = jobs.published[front.job[spot]] <= moment
    spot, moment, rows = spot[there], moment[there], rows[there]
    _count(jobs, log, Event.VIEWS, front.job[spot], today)

    ratio = _take_home(jobs, workers, front.job[spot], rows, today)
    marks = _marks(front, spot, "list", np.zeros(len(spot), np.bool_), today)
    u = draws.uniform(Purpose.OPEN, workers.key[rows], jobs.key[front.job[spot]])
    opened = u < opens(marks, ratio, search)
    return rows[opened], spot[opened], moment[opened]


def _pages(
    workers: Workers,
    jobs: Jobs,
    seen: Seen,
    log: Log,
    worker: I64,
    place: I64,
    time: F64,
    front: Storefront,
    today: Today,
) -> tuple[Meetings, Meetings]:
    draws, search = today.draws, today.world.search
    job = front.job[place]
    fresh = seen.fresh(worker, job)
    worker, place, time, job = worker[fresh], place[fresh], time[fresh], job[fresh]
    seen.add(worker, job)
    _count(jobs, log, Event.OPENED, job, today)

    wkey, jkey = workers.key[worker], jobs.key[job]
    visits = draws.uniform(Purpose.PROFILE, wkey, jkey) < search.profile_visits
    marks = _marks(front, place, "job", visits, today)
    fit = true_fit(workers, jobs, worker, job, today)
    alert = front.alert[place] & _seen_at(today.platform.display.fee_alert, "job", visits)
    priced = ~np.isnan(front.quote[place]) & ("job" in today.platform.display.quote)
    cue = today.lexicon.betrays[jobs.text[job]]
    chance = applies(
        marks,
        _take_home(jobs, workers, job, worker, today),
        fit,
        workers.experience[worker] == 0,
        priced,
        cue,
        workers.true_caution[worker],
        alert,
        search,
    )
    willing = draws.uniform(Purpose.APPLY, wkey, jkey) < chance
    _survey(workers, jobs, log, worker, job, time, today)

    task = jobs.format[job] == Format.TASK
    room = ~task | (jobs.taken[job] < jobs.seats[job])
    met = Meetings(worker, job, time, np.where(task, Origin.TASK, Origin.APPLICATION), fit)
    lured = (jobs.true_what[job] > 0) & (jobs.true_channel[job] == Channel.POSTING) & ~willing
    answered = willing & room
    np.add.at(jobs.applied, job[answered], 1)
    log.add(
        Event.APPLIED,
        time[answered],
        worker=worker[answered],
        client=jobs.client[job[answered]],
        job=job[answered],
        what=jobs.true_what[job[answered]],
    )
    return picked(met, answered), picked(met, lured)


def _take_home(jobs: Jobs, workers: Workers, job: I64, worker: I64, today: Today) -> F64:
    """(n,) what the worker takes home of the job, over what it wants for such work."""
    home = today.platform.fee_schedule.take_home(jobs.fee[job], jobs.format[job])
    return np.maximum(home, 1.0) / (jobs.true_price[job] * workers.reserve[worker])


def _seen_at(places: frozenset[str], screen: str, visits: Bool) -> Bool:
    """(n,) does the reader of a screen meet a mark shown at `places`? `visits`: also opens the client's profile."""
    return np.full(len(visits), screen in places) | (visits & ("profile" in places))


def _marks(front: Storefront, place: I64, screen: str, visits: Bool, today: Today) -> F64:
    """(n,) log-odds of the marks that stand on a screen."""
    display, search = today.platform.display, today.world.search
    pull = (
        search.verified_pull * (front.shown["verified"][place] & _seen_at(display.verified, screen, visits))
        + search.certified_pull * (front.shown["certified"][place] & _seen_at(display.certified, screen, visits))
        + search.rule_pull * (front.shown["rule"][place] & _seen_at(display.rule_mark, screen, visits))
    )
    looked = _seen_at(display.completion_rate, screen, visits)
    rate = front.rate[place]
    known = ~np.isnan(rate)
    missing = search.no_rate if known.any() else 0.0  # where no client has a rate, its lack says nothing
    return pull + looked * np.where(known, search.rate_pull * (np.where(known, rate, 1.0) - 0.85), missing)


def _survey(workers: Workers, jobs: Jobs, log: Log, worker: I64, job: I64, time: F64, today: Today) -> None:
    """Some readers say whether the fee is fair (Y-02, Y-03): not fair well below the market, as they judge it."""
    if not today.platform.fee_survey.open:
        return
    draws = today.draws
    wkey, jkey = workers.key[worker], jobs.key[job]
    mine = draws.uniform(Purpose.SURVEY, wkey, jkey) < today.world.search.survey_answers
    worker, job, time = worker[mine], job[mine], time[mine]
    view = draws.normal(Purpose.SURVEY_VIEW, wkey[mine], jkey[mine])
    judged = np.log(jobs.fee[job] / jobs.true_price[job]) + 0.3 * view
    unfair = judged < np.log(0.75)
    np.add.at(jobs.unfair, job[unfair], 1)
    np.add.at(jobs.fair, job[~unfair], 1)
    log.add(Event.SURVEYED, time, worker=worker, client=jobs.client[job], job=job, how=unfair)


def _count(jobs: Jobs, log: Log, event: Event, job: I64, today: Today) -> None:
    """Log how often each job was met today."""
    rows, count = np.unique(job, return_counts=True)
    if event == Event.VIEWS:
        jobs.views[rows] += count.astype(np.int32)
    log.add(event, today.day + 0.999, client=jobs.client[rows], job=rows, what=jobs.true_what[rows], value=count)
