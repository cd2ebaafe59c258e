"""Tables: everything that lasts from day to day, and how it stands before the first."""

from dataclasses import dataclass, field

import numpy as np

from policies.records import Format
from sim.acts.counting import count_dormant
from sim.acts.opening import enter
from sim.arrays import F64, blocks
from sim.choices.posting import market_price, payable
from sim.rings.rings import Rings, founders
from sim.state.acquaintances import Acquaintances, build
from sim.state.desk import Desk, Listeners
from sim.state.directory import Directory
from sim.state.events import ClientJoined, Recorded, WorkerJoined
from sim.state.ledger import Ledger
from sim.state.log import Log
from sim.state.people import Clients, Dormant, Shown, Workers
from sim.state.population import add_clients, add_workers
from sim.state.purposes import Purpose
from sim.state.trade import Affairs, Contracts, Jobs, Offers, PairSet, Sales, Threads
from sim.today import Today
from sim.world import World


@dataclass(slots=True, eq=False)
class Tables:
    """The marketplace as it stands."""

    workers: Workers
    clients: Clients
    dormant: Dormant
    rings: Rings
    acquaintances: Acquaintances
    quotes: F64  # (categories, 3) yen, NaN without a quote
    checkers: Desk
    reviewers: Desk
    readers: Desk  # of held texts
    clerks: Desk  # of applications for contact outside the service
    case_readers: Desk
    log: Log
    jobs: Jobs = field(default_factory=Jobs)
    threads: Threads = field(default_factory=Threads)
    contracts: Contracts = field(default_factory=Contracts)
    sales: Sales = field(default_factory=Sales)
    affairs: Affairs = field(default_factory=Affairs)
    shown: Shown = field(default_factory=Shown)  # contacts that accounts no longer hand out
    offers: Offers = field(default_factory=Offers)  # accounts of workers that can be bought
    seen: PairSet = field(default_factory=PairSet)  # workers and jobs that met
    reported: PairSet = field(default_factory=PairSet)  # users and the accounts they reported
    job_reports: PairSet = field(default_factory=PairSet)  # users and the jobs they reported
    ledger: Ledger = field(default_factory=Ledger)
    listeners: Listeners = field(default_factory=Listeners)
    directory: Directory = field(default_factory=Directory)


def settled(eve: Today, log: Log) -> Tables:
    """The marketplace on the eve of the first day: who was here, what they had done."""
    world, draws = eve.world, eve.draws
    dormant = Dormant(min(round(world.workers * world.churn.dormant_workers), world.workers - 1))  # somebody is here
    awake = world.workers - dormant.workers
    workers, clients = Workers(awake + awake // 8), Clients(world.clients * 2)
    for part in blocks(awake):
        add_workers(workers, np.arange(part.start, part.stop), -1.0, world, draws)
    vine = world.grapevine
    categories = len(world.posting.market_price)
    tables = Tables(
        workers,
        clients,
        dormant,
        Rings(world, draws),
        acquaintances=build(workers.key, vine.friends, vine.far_ties, draws.seed),
        quotes=np.full((categories, len(Format)), np.nan),
        checkers=_desk(world),
        reviewers=_desk(world),
        readers=_desk(world),
        clerks=_desk(world),
        case_readers=Desk(world.part, world.reviewing.flow_days),  # a case takes the time that it takes
        log=log,
    )
    tables.log.add(WorkerJoined(-1.0, np.arange(awake), workers.age_band, workers.experience > 0))
    _archive(tables.sales, categories=categories, eve=eve)
    sizes = founders(world, draws)
    _honest_clients(clients, dormant, tables.log, accounts=int(sizes.sum()), eve=eve)
    count_dormant(log, dormant=dormant, day=-1)
    enter(tables.rings, workers, clients, tables.offers, tables.log, sizes=sizes, today=eve)
    return tables


def _desk(world: World) -> Desk:
    return Desk(world.part, world.reviewing.flow_days, world.reviewing.least_glance)


def _honest_clients(clients: Clients, dormant: Dormant, log: Log, *, accounts: int, eve: Today) -> None:
    """All clients that still order but the accounts of rings, with their record."""
    registered = eve.world.clients - accounts
    dormant.clients = round(registered * eve.world.churn.dormant_clients)
    honest = registered - dormant.clients
    for part in blocks(honest):
        add_clients(clients, np.arange(part.start, part.stop), -1.0, eve.world, eve.draws)
    rows = np.arange(honest)
    log.add(ClientJoined(-1.0, rows, clients.true_type[rows], clients.verified[rows]))
    log.add(Recorded(-1.0, rows, clients.accepted_fixed[rows], clients.ended_fixed[rows]))


def _archive(sales: Sales, *, categories: int, eve: Today) -> None:
    """Contracts completed before the first day, for the market quote."""
    posting = eve.world.posting
    category = np.repeat(np.arange(categories), len(Format) * posting.archive_contracts)
    format = np.tile(np.repeat(np.arange(len(Format)), posting.archive_contracts), categories)
    noise = eve.draws.normal(Purpose.ARCHIVE, np.arange(len(category)))
    amount = market_price(category, format, posting) * np.exp(posting.fee_spread * noise)
    sales.add(category=category, format=format, amount=payable(amount), started=np.inf)
