"""One day, in order. Each system is handed the tables it writes, then by name those it reads; read this file first."""

from dataclasses import replace

from sim.arrays import I64
from sim.state.batch import joined
from sim.state.handover import Dealings, Harms, Meetings, Reached, Storefront
from sim.systems.answering import answering
from sim.systems.approving import approving
from sim.systems.arrivals import arrivals
from sim.systems.baiting import baiting
from sim.systems.befriending import befriending
from sim.systems.census import census
from sim.systems.certifying import certifying
from sim.systems.closing import closing
from sim.systems.consulting import consulting
from sim.systems.conversation import conversation
from sim.systems.entering import entering
from sim.systems.flagging import flagging
from sim.systems.forgetting import forgetting
from sim.systems.grapevine import grapevine
from sim.systems.hiring import hiring
from sim.systems.judging import judging
from sim.systems.learning import learning
from sim.systems.listing import listing
from sim.systems.luring import luring
from sim.systems.offplatform import offplatform
from sim.systems.organising import organising
from sim.systems.outreach import outreach
from sim.systems.oversight import oversight
from sim.systems.phrasing import phrasing
from sim.systems.posting import posting
from sim.systems.profiting import profiting
from sim.systems.publication import publication
from sim.systems.quoting import quoting
from sim.systems.reckoning import reckoning
from sim.systems.recounting import recounting
from sim.systems.repeating import repeating
from sim.systems.rostering import rostering
from sim.systems.search import search
from sim.systems.stopping import stopping
from sim.systems.storefront import storefront
from sim.systems.takedown import takedown
from sim.systems.tasking import tasking
from sim.systems.work import work
from sim.tables import Tables
from sim.today import Today


def one_day(t: Tables, today: Today) -> None:
    """Run every system once, from one midnight to the next."""
    today = replace(today, learned=t.ledger.known(today.day, today.lexicon.vocabulary))
    quoting(t.quotes, t.sales, today=today)
    reckoning(t.rings, today=today)
    entering(t.rings, t.workers, t.clients, t.offers, t.log, today=today)
    arrivals(t.workers, t.clients, t.dormant, t.offers, t.log, today=today)
    befriending(t.acquaintances, workers=t.workers, today=today)
    organising(t.rings, t.workers, t.clients, t.jobs, t.threads, t.affairs, t.shown, t.offers, t.log, today=today)
    rostering(t.log, today=today)

    drafted = posting(t.clients, t.jobs, t.log, rings=t.rings, quotes=t.quotes, today=today)
    fresh, suspended = publication(
        t.clients, t.jobs, t.checkers, t.reviewers, t.log, drafted=drafted, quotes=t.quotes, today=today
    )
    front = storefront(jobs=t.jobs, clients=t.clients, quotes=t.quotes, today=today)

    listing(t.directory, workers=t.workers, today=today)
    invited, approaches = outreach(
        t.workers, t.clients, t.jobs, t.seen, t.readers, t.log, fresh=fresh, directory=t.directory, today=today
    )
    applied, questions, read = search(t.workers, t.jobs, t.seen, t.log, front=front, today=today)
    consulted = consulting(t.workers, t.clients, t.jobs, t.readers, t.log, questions=questions, today=today)

    met = joined(invited, applied, consulted)
    conversation(t.workers, t.clients, t.jobs, t.threads, t.readers, t.listeners, t.log, met=met, today=today)
    approving(t.workers, t.clients, t.threads, t.contracts, t.clerks, t.log, jobs=t.jobs, today=today)
    lures = baiting(
        t.threads, read=read, approaches=approaches, workers=t.workers, clients=t.clients, jobs=t.jobs, today=today
    )
    reached, stopped = luring(
        t.workers,
        t.clients,
        t.jobs,
        t.threads,
        t.affairs,
        t.reported,
        t.job_reports,
        t.ledger,
        t.readers,
        t.listeners,
        t.log,
        lures=lures,
        acquaintances=t.acquaintances,
        today=today,
    )

    _deal(
        t,
        front=front,
        applied=applied,
        drafted=drafted,
        read=read,
        reached=reached,
        stopped=stopped,
        suspended=suspended,
        today=today,
    )


def _deal(
    t: Tables,
    *,
    front: Storefront,
    applied: Meetings,
    drafted: I64,
    read: Meetings,
    reached: Reached,
    stopped: I64,
    suspended: I64,
    today: Today,
) -> None:
    """Contracts, work and what happens outside. Job rows drafted, stopped, suspended."""
    hiring(t.workers, t.jobs, t.threads, t.contracts, t.affairs, t.log, clients=t.clients, today=today)
    closing(t.jobs, t.threads, t.clients, listed=front.job, today=today)
    tasking(t.workers, t.clients, t.jobs, t.contracts, t.sales, t.log, met=applied, today=today)
    repeating(t.workers, t.clients, t.contracts, t.affairs, t.readers, t.log, today=today)
    cheated = work(t.workers, t.clients, t.contracts, t.sales, t.log, jobs=t.jobs, today=today)
    harms = offplatform(
        t.workers,
        t.affairs,
        t.offers,
        t.log,
        cheated=cheated,
        clients=t.clients,
        jobs=t.jobs,
        contracts=t.contracts,
        today=today,
    )
    dealings = recounting(
        reached=reached, harms=harms, cheated=cheated, jobs=t.jobs, contracts=t.contracts, today=today
    )
    heard = grapevine(
        t.workers, t.affairs, t.log, acquaintances=t.acquaintances, dealings=dealings, harms=harms, today=today
    )
    _settle_day(
        t,
        front=front,
        drafted=drafted,
        read=read,
        reached=reached,
        stopped=stopped,
        suspended=suspended,
        harms=harms,
        cheated=cheated,
        dealings=dealings,
        heard=heard,
        today=today,
    )


def _settle_day(
    t: Tables,
    *,
    front: Storefront,
    drafted: I64,
    read: Meetings,
    reached: Reached,
    stopped: I64,
    suspended: I64,
    harms: Harms,
    cheated: I64,
    dealings: Dealings,
    heard: Dealings,
    today: Today,
) -> None:
    """Apply the day's outcome to people, rings, marks. Job rows drafted, stopped, suspended; cheated: contract rows."""
    flagging(
        t.clients,
        t.jobs,
        t.reported,
        t.job_reports,
        t.ledger,
        t.log,
        read=read,
        threads=t.threads,
        workers=t.workers,
        today=today,
    )
    removed = takedown(t.clients, t.jobs, t.threads, t.ledger, t.case_readers, t.log, quotes=t.quotes, today=today)
    restricted = oversight(
        t.rings, t.workers, t.clients, t.jobs, t.threads, t.ledger, t.case_readers, t.log, shown=t.shown, today=today
    )
    phrasing(t.ledger, t.log, today=today)
    profiting(
        t.rings,
        drafted=drafted,
        reached=reached,
        stopped=stopped,
        suspended=suspended,
        removed=removed,
        restricted=restricted,
        jobs=t.jobs,
        clients=t.clients,
        today=today,
    )
    learning(t.workers, reached=reached, harms=harms, cheated=cheated, contracts=t.contracts, today=today)
    answering(t.workers, t.clients, t.log, front=front, jobs=t.jobs, threads=t.threads, today=today)
    stopping(t.workers, t.clients, t.dormant, t.log, jobs=t.jobs, contracts=t.contracts, today=today)
    judging(t.workers, dealings=dealings, heard=heard, clients=t.clients, today=today)
    _end_day(t, today)


def _end_day(t: Tables, today: Today) -> None:
    """Review badges, count, and drop what is over."""
    certifying(t.clients, t.log, today=today)
    census(t.log, workers=t.workers, jobs=t.jobs, today=today)
    forgetting(t.jobs, t.threads, t.contracts, t.affairs, t.seen, t.job_reports, today=today)
