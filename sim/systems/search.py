"""Search: sessions read the list, open job pages, apply or ask a question first, do tasks, answer surveys."""

import numpy as np

from policies.records import Channel, Kind
from sim.acts import showing
from sim.acts.looking import Visits, look, view
from sim.acts.readings import listed, sessions, trades, true_fit
from sim.acts.uptake import filters
from sim.arrays import F32, F64, I64, U64, Bool, among, rows_where, tally
from sim.choices import searching as choose
from sim.choices.common import gumbel, hour_of_day
from sim.choices.workers import FILTERS
from sim.compiled import reading
from sim.compiled.groups import ranks
from sim.state.batch import joined, picked
from sim.state.codes import Origin
from sim.state.events import Applied, Opened, Session, Surveyed, Viewed
from sim.state.handover import Meetings, Storefront
from sim.state.log import Log
from sim.state.people import Clients, Workers
from sim.state.purposes import Purpose
from sim.state.trade import Jobs, PairSet
from sim.today import Today

NIGHT = 0.999  # of the day, when it is counted
NO_FILTER = FILTERS.index("none")
EFFORT_DAYS = 7  # between two days on which everybody has its effort again


def search(
    workers: Workers, jobs: Jobs, seen: PairSet, log: Log, *, front: Storefront, clients: Clients, today: Today
) -> tuple[Meetings, Meetings, Meetings]:
    """A day of sessions → (who applied or did a task, who asks first, readers to whom a page itself is a violation)."""
    if today.every(EFFORT_DAYS):
        workers.applied[:] = 0
    visits = _visits(log, seen=seen, workers=workers, front=front, today=today)
    worker, place, time = _opened(jobs, log, visits=visits, workers=workers, front=front, today=today)
    applied, questions, read = _pages(
        workers, jobs, log, worker=worker, place=place, time=time, front=front, clients=clients, today=today
    )
    takers = _takers(visits, seen=seen, workers=workers, front=front, today=today)
    done, lured, looked = _tasks(jobs, log, visits=takers, workers=workers, front=front, clients=clients, today=today)
    reader = np.append(worker, looked.worker)
    seen.add(reader, np.append(front.job[place], looked.job))
    _give_up_filters(workers, visits=visits, reader=reader, front=front, today=today)
    return joined(applied, done), questions, joined(read, lured)


def _visits(log: Log, *, seen: PairSet, workers: Workers, front: Storefront, today: Today) -> Visits:
    """Workers who come today, each once."""
    draws, day, numbers = today.draws, today.day, today.world.search
    who = rows_where(
        len(workers),
        lambda part: (
            draws.uniform(Purpose.SESSION, day, workers.key[part]) < sessions(rows=part, workers=workers, today=today)
        ),
    )
    normal = draws.normal(Purpose.SESSION_HOUR, day, workers.key[who])
    moment = day + hour_of_day(normal, numbers.peak_hour, numbers.peak_hour_spread) / 24
    log.add(Session(moment, who))
    known = reading.read(who, showing.shown(front), seen.codes)
    return Visits(who, moment, filters(who, workers=workers, today=today), known)


def _takers(visits: Visits, *, seen: PairSet, workers: Workers, front: Storefront, today: Today) -> Visits:
    """Those of today who do tasks: some never look at one."""
    luck = today.draws.uniform(Purpose.DOES_TASKS, workers.key[visits.who])
    at = np.flatnonzero(luck < today.world.search.does_tasks)
    who = visits.who[at]
    return Visits(who, visits.moment[at], visits.filter[at], reading.read(who, showing.shown(front), seen.codes))


def _opened(
    jobs: Jobs, log: Log, *, visits: Visits, workers: Workers, front: Storefront, today: Today
) -> tuple[I64, I64, F64]:
    """Sessions read rows of the list → (n,) worker, position and moment of pages opened, those of a session together.

    They open the best of the rows whose page their worker has not opened before. Of how a row draws, what is the same
    in all rows of a session is left out: the take-home that its worker wants.
    """
    draws, numbers, day, who = today.draws, today.world.search, today.day, visits.who
    keys, row = workers.key[who], np.arange(numbers.rows_read)
    at_home = draws.uniform(Purpose.LOOK_AT_HOME, day, keys[:, None], row[None, :]) < numbers.home_category_share
    trade, kinds, first = trades(keys, today), len(today.world.posting.category_weight), front.shelf[visits.filter]
    home, second = (first + listed(each[who], trade, kinds, today) for each in (workers.home, workers.second))
    shown = showing.shown(front)
    met, session, place = look(
        draws.bits(Purpose.LOOK, day, keys[:, None], row[None, :]),
        np.where(at_home, home[:, None], second[:, None]),
        front.list,
        visits=visits,
        shown=shown,
    )
    log.add(Viewed(today.day + NIGHT, *view(jobs, front, met)))
    marks, rates = showing.pull(front, "list", False, today)
    promise = choose.promises(rates, front.take_home / front.true_price, numbers)
    taste = gumbel(draws.uniform(Purpose.OPEN, keys[session], front.key[place]))
    worth = showing.worths(workers)
    opened = np.flatnonzero(
        reading.best(who[session], place, shown, (marks, promise), worth, taste, numbers.pages_opened)
    )
    session, place = session[opened], place[opened]
    return who[session], place, visits.moment[session]


def _give_up_filters(workers: Workers, *, visits: Visits, reader: I64, front: Storefront, today: Today) -> None:
    """Drop the filter, for good, of workers to whom it has left neither page nor task for some sessions on end."""
    who = visits.who
    fruitless = ~among(who, reader, len(workers)) & _behind(visits.filter, front)
    workers.fruitless[who] = np.where(fruitless, workers.fruitless[who] + 1, 0)
    tired = who[workers.fruitless[who] >= today.world.search.filter_patience]
    workers.filter[tired], workers.true_doubt[tired] = NO_FILTER, 1.0


def _behind(chosen: I64, front: Storefront) -> Bool:
    """(n,) does a filter that was chosen leave postings out today? Some are not offered yet."""
    return front.shelf[chosen] != front.shelf[NO_FILTER]


def _pages(
    workers: Workers,
    jobs: Jobs,
    log: Log,
    *,
    worker: I64,
    place: I64,
    time: F64,
    front: Storefront,
    clients: Clients,
    today: Today,
) -> tuple[Meetings, Meetings, Meetings]:
    """Workers read pages, at these positions of the storefront, that they had not read before → as from `search`."""
    job, pages = front.job[place], np.bincount(place, minlength=len(front.job))
    read = np.flatnonzero(pages)
    log.add(
        Opened(today.day + NIGHT, front.client[read], front.job[read], jobs.true_tactic[front.job[read]], pages[read])
    )
    if today.platform.fee_survey.open:
        _survey(jobs, log, worker=worker, job=job, time=time, workers=workers, today=today)

    fit = true_fit(worker=worker, job=job, workers=workers, jobs=jobs, clients=clients, today=today)
    appeal = _appeals(worker=worker, place=place, fit=fit, workers=workers, jobs=jobs, front=front, today=today)
    willing, asks = _decide(appeal=appeal, worker=worker, job=job, workers=workers, jobs=jobs, front=front, today=today)
    lures, slips = _violations(jobs, job)
    asks &= ~lures  # a page that lures says itself where to ask
    tally(jobs.applied, job[willing])
    workers.applied[worker[willing]] += 1
    workers.applied[worker[asks]] += today.world.search.consult_effort
    log.add(
        Applied(time[willing], worker[willing], jobs.client[job[willing]], job[willing], jobs.true_tactic[job[willing]])
    )
    origin = np.where(asks, Origin.CONSULTATION, Origin.APPLICATION)
    met = Meetings(worker, job, time, origin, fit)
    return picked(met, willing), picked(met, asks), picked(met, lures & ~willing | slips)


def _tasks(
    jobs: Jobs, log: Log, *, visits: Visits, workers: Workers, front: Storefront, clients: Clients, today: Today
) -> tuple[Meetings, Meetings, Meetings]:
    """Sessions look at tasks → who does which, who reads a violation there, all that were new to their readers."""
    draws, numbers, day = today.draws, today.world.search, today.day
    keys, row = workers.key[visits.who], np.arange(numbers.task_looks)
    shelf = front.task_shelf[visits.filter] + listed(0, trades(keys, today), 1, today)
    _, session, place = look(
        draws.bits(Purpose.TASK_LOOK, day, keys[:, None], row[None, :]),
        np.repeat(shelf[:, None], len(row), axis=1),
        front.tasks,
        visits=visits,
        shown=showing.shown(front),
    )
    worker, time, job = visits.who[session], visits.moment[session], front.job[place]
    about = view(jobs, front, np.bincount(place, minlength=len(front.job)))
    log.add(Viewed(day + NIGHT, *about))
    log.add(Opened(day + NIGHT, *about))
    luck = draws.uniform(Purpose.TAKES_TASK, workers.key[worker], jobs.key[job])
    willing = choose.does_task(_worth(front, place, workers.reserve[worker]), luck, numbers)
    willing &= ~workers.true_visits[worker]
    lures, slips = _violations(jobs, job)
    does = _seated(jobs, job, time, willing)
    reads = lures & ~does | slips
    tally(jobs.applied, job[does])
    fit = np.zeros(len(job))
    of_use = np.flatnonzero(does | reads)
    fit[of_use] = true_fit(
        worker=worker[of_use], job=job[of_use], workers=workers, jobs=jobs, clients=clients, today=today
    )
    meetings = Meetings(worker, job, time, np.full(len(job), int(Origin.TASK)), fit)
    return picked(meetings, does), picked(meetings, reads), meetings


def _seated(jobs: Jobs, job: I64, time: F64, willing: Bool) -> Bool:
    """(n,) who gets a seat of the task: those who are willing, in order of time, as long as there are seats."""
    seated, left = willing.copy(), jobs.seats - jobs.taken
    crowded = np.bincount(job[willing], minlength=len(jobs)) > left
    rivals = np.flatnonzero(willing & crowded[job])
    seated[rivals] = ranks(job[rivals], time[rivals]) < left[job[rivals]]
    return seated


def _violations(jobs: Jobs, job: I64) -> tuple[Bool, Bool]:
    """(n,) does the text of these postings itself lure, (n,) does it break a rule and is no ring's?"""
    bad = jobs.true_tactic[job] != Kind.NONE
    return bad & (jobs.true_channel[job] == Channel.POSTING), ~bad & (jobs.true_violation[job] != Kind.NONE)


def _appeals(
    *, worker: I64, place: I64, fit: F64, workers: Workers, jobs: Jobs, front: Storefront, today: Today
) -> F64:
    """(n,) log-odds with which pages draw their readers, by what stands on each and on the profile behind it."""
    display, numbers, job = today.platform.display, today.world.search, front.job[place]
    wkey = workers.key[worker]
    visits = today.draws.uniform(Purpose.PROFILE, wkey, jobs.key[job]) < numbers.profile_visits
    page, profile = (showing.pull(front, "job", also, today) for also in (False, True))
    return choose.appeals(
        reading.drawn(worker, place, visits, showing.shown(front), page, profile, showing.worths(workers)),
        _worth(front, place, workers.reserve[worker]),
        jobs.fee[job] / jobs.true_price[job],
        fit,
        workers.experience[worker] == 0,
        ~np.isnan(front.quote[place]) & _knows_prices(wkey, today),
        today.lexicon.betrays[jobs.text[job]],
        workers.true_caution[worker],
        front.alert[place] & (("job" in display.fee_alert) | (visits & ("profile" in display.fee_alert))),
        jobs.applied[job],
        numbers,
    )


def _decide(
    *, appeal: F64, worker: I64, job: I64, workers: Workers, jobs: Jobs, front: Storefront, today: Today
) -> tuple[Bool, Bool]:
    """(n,) to which pages their readers apply, (n,) about which they ask first: one of a session's pages at most."""
    draws, numbers = today.draws, today.world.search
    first = np.flatnonzero(np.append(True, worker[1:] != worker[:-1])[: len(worker)])  # page of a session
    who = worker[first]
    best = choose.favourites(appeal, first, gumbel(draws.uniform(Purpose.CHOICE, workers.key[worker], jobs.key[job])))
    able = ~choose.tires(workers.applied[who], workers.running[who], numbers) & ~workers.true_visits[who]
    luck = draws.uniform(Purpose.APPLY, today.day, workers.key[who])
    behind = _behind(filters(who, workers=workers, today=today), front)
    ease = choose.ease(behind, today.platform.fee_schedule.net_entry, numbers)
    applies = choose.applies(appeal, first, luck, able, ease, numbers)
    curious = draws.uniform(Purpose.CONSULTS, workers.key[who], jobs.key[job[best]])
    asks = able & ~applies & choose.consults(jobs.true_talk[job[best]], curious, numbers)
    willing, asking = np.zeros((2, len(worker)), np.bool_)
    willing[best[applies]] = asking[best[asks]] = True
    return willing, asking


def _knows_prices(keys: U64, today: Today) -> Bool:
    """(n,) does a worker meet the quotes that there are: on every job's page, or in the table of rates?"""
    places = today.platform.display.quote
    looks_up = today.draws.uniform(Purpose.LOOKS_UP, keys) < today.world.search.looks_up_rates
    return looks_up & ("table" in places) | ("job" in places)


def _survey(jobs: Jobs, log: Log, *, worker: I64, job: I64, time: F64, workers: Workers, today: Today) -> None:
    """Let some readers say whether the fee is fair (Y-02, Y-03)."""
    draws, numbers = today.draws, today.world.search
    wkey, jkey = workers.key[worker], jobs.key[job]
    answers = draws.uniform(Purpose.SURVEY, wkey, jkey) < numbers.survey_answers
    worker, job, time = worker[answers], job[answers], time[answers]
    view = draws.normal(Purpose.SURVEY_VIEW, wkey[answers], jkey[answers])
    unfair = choose.finds_unfair(jobs.fee[job], jobs.true_price[job], view, numbers)
    tally(jobs.unfair, job[unfair])
    tally(jobs.fair, job[~unfair])
    log.add(Surveyed(time, worker, jobs.client[job], job, unfair))


def _worth(front: Storefront, place: I64, reserve: F32) -> F64:
    """(n,) what workers who want such a share of the market price take home of these jobs, over what they want."""
    return front.take_home[place] / (front.true_price[place] * reserve)
