"""Search: sessions read the list, open job pages, apply, do tasks, answer surveys."""

import numpy as np

from policies.records import Channel, Format, Kind
from sim.acts.readings import true_fit
from sim.arrays import F64, I64, Bool
from sim.choices import searching as choose
from sim.choices.common import hour_of_day
from sim.state.batch import picked
from sim.state.codes import Origin
from sim.state.draws import Purpose
from sim.state.events import Applied, Opened, Session, Surveyed, Viewed
from sim.state.handover import Meetings, Storefront
from sim.state.log import Log
from sim.state.people import Workers
from sim.state.trade import Jobs, PairSet
from sim.today import Today

NIGHT = 0.999  # of the day, when it is counted


def search(jobs: Jobs, seen: PairSet, log: Log, *, workers: Workers, front: Storefront, today: Today,
           ) -> tuple[Meetings, Meetings]:
    """A day of sessions → (who applied or did a task, who only opened a page whose text lures)."""
    worker, place, time = _looks(jobs, log, workers=workers, front=front, today=today)
    unmet = seen.unmet(worker, front.job[place])
    worker, place, time = worker[unmet], place[unmet], time[unmet]
    seen.add(worker, front.job[place])
    return _pages(jobs, log, worker=worker, place=place, time=time, workers=workers, front=front, today=today)


def _looks(jobs: Jobs, log: Log, *, workers: Workers, front: Storefront, today: Today) -> tuple[I64, I64, F64]:
    """Sessions read rows of the list → (n,) worker, position in the storefront and moment of the pages they open."""
    draws, numbers, day = today.draws, today.world.search, today.day
    chance = np.where(workers.left, 0.0, workers.true_activity * workers.true_trust)
    who = np.flatnonzero(draws.uniform(Purpose.SESSION, day, workers.key) < chance)
    keys = workers.key[who]
    hour = hour_of_day(draws.normal(Purpose.SESSION_HOUR, day, keys), 20.0, 4.0)
    log.add(Session(day + hour / 24, who))

    row = np.arange(numbers.rows)[None, :]
    bits = draws.bits(Purpose.LOOK, day, keys[:, None], row)
    at_home = draws.uniform(Purpose.LOOK_AT_HOME, day, keys[:, None], row) < numbers.home_share
    category = np.where(at_home, workers.home[who][:, None], workers.second[who][:, None]).astype(np.int64)
    place = np.empty(bits.shape, np.int64)
    for number, wheel in enumerate(front.lists):  # over filters, not people
        users = workers.filter[who] == number
        place[users] = wheel.look(category[users].ravel(), bits[users].ravel()).reshape(-1, numbers.rows)

    person, _ = found = np.nonzero(place >= 0)
    spot, moment, rows = place[found], day + hour[person] / 24, who[person]
    there = jobs.published[front.job[spot]] <= moment
    spot, moment, rows = spot[there], moment[there], rows[there]
    shown, count = np.unique(front.job[spot], return_counts=True)
    jobs.views[shown] += count
    log.add(Viewed(day + NIGHT, jobs.client[shown], shown, jobs.true_tactic[shown], count))

    worth = _take_home(worker=rows, job=front.job[spot], workers=workers, jobs=jobs, today=today)
    marks = _marks(front, spot, "list", np.zeros(len(spot), np.bool_), today)
    u = draws.uniform(Purpose.OPEN, workers.key[rows], jobs.key[front.job[spot]])
    opened = u < choose.opens(marks, worth, numbers)
    return rows[opened], spot[opened], moment[opened]


def _pages(jobs: Jobs, log: Log, *, worker: I64, place: I64, time: F64, workers: Workers, front: Storefront,
           today: Today) -> tuple[Meetings, Meetings]:
    """Workers read pages, at these positions of the storefront, that they had not read before."""
    draws, numbers, display = today.draws, today.world.search, today.platform.display
    job = front.job[place]
    read, count = np.unique(job, return_counts=True)
    log.add(Opened(today.day + NIGHT, jobs.client[read], read, jobs.true_tactic[read], count))

    wkey, jkey = workers.key[worker], jobs.key[job]
    visits = draws.uniform(Purpose.PROFILE, wkey, jkey) < numbers.profile_visits
    fit = true_fit(worker=worker, job=job, workers=workers, jobs=jobs, today=today)
    chance = choose.applies(
        _marks(front, place, "job", visits, today),
        _take_home(worker=worker, job=job, workers=workers, jobs=jobs, today=today),
        fit,
        workers.experience[worker] == 0,
        ~np.isnan(front.quote[place]) & ("job" in display.quote),
        today.lexicon.betrays[jobs.text[job]],
        workers.true_caution[worker],
        front.alert[place] & _seen_at(display.fee_alert, "job", visits),
        numbers,
    )
    willing = draws.uniform(Purpose.APPLY, wkey, jkey) < chance
    if today.platform.fee_survey.open:
        _survey(jobs, log, worker=worker, job=job, time=time, workers=workers, today=today)

    task = jobs.format[job] == Format.TASK
    answered = willing & (~task | (jobs.taken[job] < jobs.seats[job]))
    lured = (jobs.true_tactic[job] != Kind.NONE) & (jobs.true_channel[job] == Channel.POSTING) & ~willing
    np.add.at(jobs.applied, job[answered], 1)
    tactic = jobs.true_tactic[job[answered]]
    log.add(Applied(time[answered], worker[answered], jobs.client[job[answered]], job[answered], tactic))
    met = Meetings(worker, job, time, np.where(task, Origin.TASK, Origin.APPLICATION), fit)
    return picked(met, answered), picked(met, lured)


def _survey(jobs: Jobs, log: Log, *, worker: I64, job: I64, time: F64, workers: Workers, today: Today) -> None:
    """Some readers say whether the fee is fair (Y-02, Y-03): not fair well below the market, as they judge it."""
    draws = today.draws
    wkey, jkey = workers.key[worker], jobs.key[job]
    asked = draws.uniform(Purpose.SURVEY, wkey, jkey) < today.world.search.survey_answers
    worker, job, time = worker[asked], job[asked], time[asked]
    view = draws.normal(Purpose.SURVEY_VIEW, wkey[asked], jkey[asked])
    unfair = np.log(jobs.fee[job] / jobs.true_price[job]) + 0.3 * view < np.log(0.75)
    np.add.at(jobs.unfair, job[unfair], 1)
    np.add.at(jobs.fair, job[~unfair], 1)
    log.add(Surveyed(time, worker, jobs.client[job], job, unfair))


def _take_home(*, worker: I64, job: I64, workers: Workers, jobs: Jobs, today: Today) -> F64:
    """(n,) what the worker takes home of the job, over what it wants for such work."""
    home = today.platform.fee_schedule.take_home(jobs.fee[job], jobs.format[job])
    return np.maximum(home, 1.0) / (jobs.true_price[job] * workers.reserve[worker])


def _seen_at(places: frozenset[str], screen: str, visits: Bool) -> Bool:
    """(n,) does the reader of a screen meet a mark shown at `places`? `visits`: also opens the client's profile."""
    return np.full(len(visits), screen in places) | (visits & ("profile" in places))


def _marks(front: Storefront, place: I64, screen: str, visits: Bool, today: Today) -> F64:
    """(n,) log-odds of the marks that stand on a screen."""
    display, numbers = today.platform.display, today.world.search
    pull = (
        numbers.verified_pull * (front.verified[place] & _seen_at(display.verified, screen, visits))
        + numbers.certified_pull * (front.certified[place] & _seen_at(display.certified, screen, visits))
        + numbers.rule_pull * (front.rule[place] & _seen_at(display.rule_mark, screen, visits))
    )
    looked = _seen_at(display.completion_rate, screen, visits)
    rate = front.rate[place]
    known = ~np.isnan(rate)
    missing = numbers.no_rate if known.any() else 0.0  # where no client has a rate, its lack says nothing
    return pull + looked * np.where(known, numbers.rate_pull * (np.where(known, rate, 1.0) - 0.85), missing)
