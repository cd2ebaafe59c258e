"""One day, in order. Each system is handed the tables it writes, then by name those it reads; read this file first."""

from dataclasses import replace
from typing import NamedTuple

import numpy as np

from sim.arrays import I64
from sim.state.batch import joined
from sim.state.handover import Approaches, Dealings, Harms, Meetings, Reached, Storefront
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
from sim.systems.reverifying import reverifying
from sim.systems.rostering import rostering
from sim.systems.search import search
from sim.systems.stopping import stopping
from sim.systems.storefront import storefront
from sim.systems.takedown import takedown
from sim.systems.tasking import tasking
from sim.systems.work import work
from sim.tables import Tables
from sim.today import Today


class Supply(NamedTuple):
    """Jobs of today: job rows drafted, published, suspended, and what workers see of all that are open."""

    drafted: I64
    fresh: I64
    suspended: I64
    front: Storefront


class Pairs(NamedTuple):
    """Meetings of today: scouts of rings, applications, readers of pages that break a rule, and all who will talk."""

    approaches: Approaches
    applied: Meetings
    read: Meetings
    met: Meetings


class Reach(NamedTuple):
    """Lures of today: what came of those that arrived, and job rows of those that were stopped."""

    reached: Reached
    stopped: I64


class Outcomes(NamedTuple):
    """Outcomes of contracts and of what goes on outside: contract rows unpaid, harms, dealings, word of dealings."""

    cheated: I64
    harms: Harms
    dealings: Dealings
    heard: Dealings


def one_day(t: Tables, today: Today) -> None:
    """Run every system once, from one midnight to the next."""
    today = replace(today, learned=t.ledger.known(today.day, today.lexicon.vocabulary))
    _come_and_go(t, today)
    supply = _offer(t, today)
    pairs = _find(t, supply, today)
    reach = _talk(t, pairs, today)
    outcomes = _deal(t, supply, pairs, reach, today)
    _watch_over(t, supply, pairs, reach, today)
    _learn(t, supply, reach, outcomes, today)
    _close(t, today)


def _come_and_go(t: Tables, today: Today) -> None:
    """Badges are reviewed, quotes are made anew, rings look at their books, people and rings come and go."""
    certifying(t.clients, t.log, today=today)
    quoting(t.quotes, t.sales, today=today)
    reckoning(t.rings, today=today)
    entering(t.rings, t.workers, t.clients, t.offers, t.log, today=today)
    arrivals(t.workers, t.clients, t.dormant, t.offers, t.log, today=today)
    befriending(t.acquaintances, workers=t.workers, today=today)
    organising(t.rings, t.workers, t.clients, t.jobs, t.threads, t.affairs, t.shown, t.offers, t.log, today=today)
    rostering(t.log, today=today)


def _offer(t: Tables, today: Today) -> Supply:
    """Clients post, the desks read, and what is open is set out."""
    drafted = posting(t.clients, t.jobs, t.log, rings=t.rings, quotes=t.quotes, today=today)
    fresh, suspended = publication(
        t.clients, t.jobs, t.checkers, t.reviewers, t.log, drafted=drafted, quotes=t.quotes, today=today
    )
    return Supply(drafted, fresh, suspended, storefront(jobs=t.jobs, clients=t.clients, quotes=t.quotes, today=today))


def _find(t: Tables, supply: Supply, today: Today) -> Pairs:
    """Clients write to workers, workers search, ask and apply."""
    listing(t.directory, workers=t.workers, today=today)
    invited, approaches = outreach(
        t.workers, t.clients, t.jobs, t.seen, t.readers, t.log, fresh=supply.fresh, directory=t.directory, today=today
    )
    applied, questions, read = search(
        t.workers, t.jobs, t.seen, t.log, front=supply.front, clients=t.clients, today=today
    )
    consulted = consulting(t.workers, t.clients, t.jobs, t.readers, t.log, questions=questions, today=today)
    return Pairs(approaches, applied, read, joined(invited, applied, consulted))


def _talk(t: Tables, pairs: Pairs, today: Today) -> Reach:
    """Pairs that met talk, honest ones and those of rings."""
    conversation(
        t.workers, t.clients, t.jobs, t.threads, t.readers, t.listeners, t.reported, t.log, met=pairs.met, today=today
    )
    approving(
        t.workers, t.clients, t.jobs, t.threads, t.contracts, t.clerks, t.reported, t.log, rings=t.rings, today=today
    )
    lures = baiting(
        t.threads,
        read=pairs.read,
        approaches=pairs.approaches,
        workers=t.workers,
        clients=t.clients,
        jobs=t.jobs,
        today=today,
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
    return Reach(reached, stopped)


def _deal(t: Tables, supply: Supply, pairs: Pairs, reach: Reach, today: Today) -> Outcomes:
    """Contracts, work, what happens outside, and word of all that."""
    hiring(t.workers, t.jobs, t.threads, t.contracts, t.affairs, t.log, clients=t.clients, today=today)
    closing(t.jobs, t.threads, t.clients, listed=supply.front.job, today=today)
    refused = tasking(t.workers, t.clients, t.jobs, t.contracts, t.sales, t.log, met=pairs.applied, today=today)
    repeating(t.workers, t.clients, t.contracts, t.affairs, t.readers, t.reported, t.log, today=today)
    ended = work(t.workers, t.clients, t.contracts, t.sales, t.log, jobs=t.jobs, today=today)
    cheated = np.concatenate([refused, ended])
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
        reached=reach.reached, harms=harms, cheated=cheated, jobs=t.jobs, contracts=t.contracts, today=today
    )
    heard = grapevine(
        t.workers, t.affairs, t.log, acquaintances=t.acquaintances, dealings=dealings, harms=harms, today=today
    )
    return Outcomes(cheated, harms, dealings, heard)


def _watch_over(t: Tables, supply: Supply, pairs: Pairs, reach: Reach, today: Today) -> None:
    """Users report, the office asks for papers, reads and restricts, and rings take note of it."""
    flagging(
        t.clients,
        t.jobs,
        t.reported,
        t.job_reports,
        t.ledger,
        t.log,
        read=pairs.read,
        threads=t.threads,
        workers=t.workers,
        today=today,
    )
    reverifying(t.workers, t.clients, t.case_readers, t.log, today=today)
    removed = takedown(t.clients, t.jobs, t.threads, t.ledger, t.case_readers, t.log, quotes=t.quotes, today=today)
    restricted = oversight(
        t.rings, t.workers, t.clients, t.jobs, t.threads, t.ledger, t.case_readers, t.log, shown=t.shown, today=today
    )
    phrasing(t.ledger, t.log, today=today)
    profiting(
        t.rings,
        drafted=supply.drafted,
        reached=reach.reached,
        stopped=reach.stopped,
        suspended=supply.suspended,
        removed=removed,
        restricted=restricted,
        jobs=t.jobs,
        clients=t.clients,
        today=today,
    )


def _learn(t: Tables, supply: Supply, reach: Reach, outcomes: Outcomes, today: Today) -> None:
    """People learn from the day, trust more or less, leave or stop, and judge what marks are worth."""
    learning(
        t.workers,
        reached=reach.reached,
        harms=outcomes.harms,
        cheated=outcomes.cheated,
        contracts=t.contracts,
        today=today,
    )
    answering(t.workers, t.clients, t.log, front=supply.front, jobs=t.jobs, threads=t.threads, today=today)
    stopping(t.workers, t.clients, t.dormant, t.log, jobs=t.jobs, contracts=t.contracts, today=today)
    judging(t.workers, dealings=outcomes.dealings, heard=outcomes.heard, clients=t.clients, today=today)


def _close(t: Tables, today: Today) -> None:
    """Count, and drop what is over."""
    census(t.log, workers=t.workers, jobs=t.jobs, clients=t.clients, today=today)
    forgetting(t.jobs, t.threads, t.contracts, t.affairs, t.seen, t.job_reports, today=today)
