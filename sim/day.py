"""One day, in order. Each system is handed the tables it reads and writes; read this file first."""

from typing import TYPE_CHECKING

from sim.systems.arrivals import arrivals
from sim.systems.census import census
from sim.systems.conversation import conversation
from sim.systems.grapevine import grapevine
from sim.systems.hiring import close_stale, hiring
from sim.systems.learning import learning
from sim.systems.luring import luring
from sim.systems.offplatform import offplatform
from sim.systems.organising import count_losses, organising
from sim.systems.outreach import REFRESH_DAYS, directory, outreach
from sim.systems.oversight import oversight
from sim.systems.posting import posting
from sim.systems.profiting import profiting
from sim.systems.publication import publication
from sim.systems.search import search
from sim.systems.storefront import storefront
from sim.systems.work import tasks, work
from sim.today import Today

if TYPE_CHECKING:
    from sim.market import Market


def one_day(m: "Market", today: Today) -> None:
    """What happens between one midnight and the next."""
    arrivals(m.workers, m.clients, m.log, today=today)
    organising(m.rings, m.books, m.habits, m.workers, m.clients, m.jobs, m.threads, m.for_sale, m.log, today=today)

    fresh = posting(m.clients, m.jobs, m.log, habits=m.habits, quotes=m.quotes, today=today)
    published, suspended = publication(m.jobs, m.clients, m.log, fresh=fresh, checkers=m.checkers,
                                       reviewers=m.reviewers, quotes=m.quotes, today=today)
    front = storefront(m.jobs, m.clients, quotes=m.quotes, today=today)

    if today.day % REFRESH_DAYS == 0:
        m.listing = directory(m.workers, len(m.quotes), today=today)
    invited, approaches = outreach(m.workers, m.clients, m.jobs, m.seen, m.log, fresh=published, listing=m.listing,
                                   today=today)
    applied, read = search(m.workers, m.jobs, m.seen, m.log, storefront=front, today=today)

    for met in (invited, applied):
        conversation(m.workers, m.clients, m.jobs, m.threads, m.log, met=met, today=today)
    reached = luring(m.workers, m.clients, m.jobs, m.threads, m.affairs, m.reported, m.log,
                     read=read, approaches=approaches, today=today)

    hiring(m.workers, m.clients, m.jobs, m.threads, m.contracts, m.log, today=today)
    stale = close_stale(m.jobs, m.threads, today=today)
    tasks(m.workers, m.clients, m.jobs, m.contracts, m.log, met=applied, today=today)
    cheated = work(m.workers, m.clients, m.jobs, m.contracts, m.log, today=today)

    harmed = offplatform(m.workers, m.jobs, m.affairs, m.contracts, m.for_sale, m.log, cheated=cheated, today=today)
    grapevine(m.workers, m.affairs, m.acquaintances, m.log, harmed=harmed, today=today)

    restricted = oversight(m.clients, m.jobs, m.threads, m.reported, m.log, today=today)
    count_losses(m.rings, m.clients, restricted, today=today)
    profiting(m.habits, m.books, m.jobs, m.clients, reached=reached, suspended=suspended, restricted=restricted,
              today=today)
    learning(m.workers, m.clients, m.jobs, m.contracts, m.log, reached=reached, harmed=harmed.worker, cheated=cheated,
             stale=stale, today=today)
    census(m.workers, m.jobs, m.log, today=today)
