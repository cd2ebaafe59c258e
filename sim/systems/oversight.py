"""Oversight: reports and findings become cases, read in turn; accounts are restricted, for good (R-01…R-03)."""

import numpy as np

from policies.records import Kind
from sim import observe
from sim.acts.opening import lose_accounts
from sim.acts.removing import break_off, take_down
from sim.acts.telling import tell
from sim.arrays import I64, U64, Bool, among, distinct, paired, tally, upper
from sim.choices import overseeing as choose
from sim.compiled.groups import within
from sim.rings.rings import Rings
from sim.state.codes import Duty, JobState, Report
from sim.state.desk import Desk
from sim.state.events import Restricted, StaffWorked
from sim.state.ledger import Ledger
from sim.state.log import Log
from sim.state.people import Clients, Shown, Workers
from sim.state.purposes import Purpose
from sim.state.trade import Jobs, Threads
from sim.state.wheel import Wheel
from sim.today import Today


def oversight(
    rings: Rings,
    workers: Workers,
    clients: Clients,
    jobs: Jobs,
    threads: Threads,
    ledger: Ledger,
    case_readers: Desk,
    log: Log,
    *,
    shown: Shown,
    today: Today,
) -> I64:
    """Read cases, restrict accounts and take down their jobs → client rows restricted."""
    linked = np.maximum(_linked(clients=clients, shown=shown, today=today) - clients.weighed, 0)
    pointed_at = ~clients.restricted & ((clients.reporters > 0) | (clients.stopped > 0) | (linked > 0))
    clients.read_at[~pointed_at] = np.inf  # links that nobody looks at any more are no case
    rows = np.flatnonzero(pointed_at)
    if len(rows) == 0:
        return rows
    rule, nobody = today.platform.enforcement, np.zeros(len(rows), np.bool_)
    first = rule.rulings(observe.cases(clients, rows, linked[rows], nobody, nobody))
    _open(clients, case_readers, rows=rows[first.review & (clients.read_at[rows] == np.inf)], today=today)
    read, guilty = _read(clients, log, linked=linked, jobs=jobs, today=today)
    reviewed, confirmed = (among(rows, those, len(clients)) for those in (read, guilty))
    rulings = rule.rulings(observe.cases(clients, rows, linked[rows], reviewed, confirmed))
    restricted = rows[rulings.restrict]
    gone = _restrict(clients, jobs, threads, log, rows=restricted, ground=rulings.reason[rulings.restrict], today=today)
    cleared = distinct(read[~among(read, restricted, len(clients))])
    clients.filed[cleared] += choose.weight(
        clients.reporters[cleared], clients.stopped[cleared] + linked[cleared], today.world.overseeing
    )
    clients.reporters[cleared] = clients.stopped[cleared] = 0
    clients.weighed[cleared] += linked[cleared]
    tell(clients, cleared)
    clients.read_at[read] = np.inf
    ledger.close(guilty, Report.VIOLATION, right=True)
    ledger.close(cleared, Report.VIOLATION, right=False)
    seen = gone[among(jobs.client[gone], guilty, len(clients))]  # by a reader
    ledger.close(seen, Report.JOB, right=True)
    lose_accounts(rings, workers, log, restricted=restricted, clients=clients, today=today)
    return restricted


def _open(clients: Clients, case_readers: Desk, *, rows: I64, today: Today) -> None:
    """Open a case against these client rows, at some hour of today, and say when it will have been read."""
    people = today.platform.enforcement.case_readers
    if people == 0:
        return
    moments = today.day + today.draws.uniform(Purpose.CASE_OPENED, today.day, clients.key[rows])
    minutes = np.full(len(rows), today.world.overseeing.case_minutes)
    clients.read_at[rows] = case_readers.serve(today.day, moments, people, minutes, choose.NIGHT)


def _linked(*, clients: Clients, shown: Shown, today: Today) -> I64:
    """(clients,) restricted accounts that the office has linked to each open one, rightly or wrongly."""
    if not today.platform.enforcement.links_accounts:
        return np.zeros(len(clients), np.int64)
    seen, traced = np.flatnonzero(clients.revealed), np.flatnonzero(clients.true_traced)
    account, contact = np.append(seen, shown.client), np.append(clients.handle[seen], shown.contact)
    by_contact = _sharing(account, contact, clients.restricted)
    by_trace = _sharing(traced, clients.true_ring[traced], clients.restricted)
    luck = today.draws.uniform(Purpose.LINK_FOUND, clients.key[by_trace[0]], clients.key[by_trace[1]])
    by_trace = by_trace[:, luck < today.world.overseeing.link_recall]
    pairs = np.concatenate([by_contact, by_trace, _wrongly(clients=clients, today=today)], axis=1)
    once = distinct(paired(*pairs))
    return np.bincount(upper(once), minlength=len(clients))


def _sharing(account: I64, mark: I64 | U64, restricted: Bool) -> I64:
    """(n,) accounts, the (n,) mark that each bears → (2, m) pairs of an open and a restricted account with one mark."""
    gone = restricted[account]
    order = np.argsort(mark[gone], kind="stable")
    marks, others = mark[gone][order], account[gone][order]
    first = np.searchsorted(marks, mark[~gone])
    count = np.searchsorted(marks, mark[~gone], side="right") - first
    return np.stack([np.repeat(account[~gone], count), others[np.repeat(first, count) + within(count)]])


def _wrongly(*, clients: Clients, today: Today) -> I64:
    """(2, m) pairs of an open and a restricted account that share something innocent: those whose keys come next."""
    draws, gone = today.draws, np.flatnonzero(clients.restricted)
    mean = np.array([today.world.overseeing.false_links])
    count = draws.poisson(mean, Purpose.FALSE_LINKS, clients.key[gone])
    other = np.repeat(gone, count)
    everybody = Wheel.of(np.zeros(len(clients), np.int64), clients.key, np.arange(len(clients)))
    one = everybody.look(
        np.zeros(len(other), np.int64), draws.bits(Purpose.LINKED_WHOM, clients.key[other], within(count))
    )
    return np.stack([one, other])[:, ~clients.restricted[one]]


def _read(clients: Clients, log: Log, *, linked: I64, jobs: Jobs, today: Today) -> tuple[I64, I64]:
    """Read the cases whose turn comes today → (client rows read, those found guilty)."""
    manned = today.platform.enforcement.case_readers > 0
    read = np.flatnonzero((clients.read_at < today.day + 1) & ~clients.restricted & manned)
    seeing = today.world.overseeing
    brought = choose.weight(clients.reporters[read], clients.stopped[read] + linked[read], seeing)
    broke = clients.true_pressed[read] | among(read, jobs.client[jobs.true_violation != Kind.NONE], len(clients))
    sight = choose.sight(clients.true_ring[read] >= 0, broke)
    luck = today.draws.uniform(Purpose.CASE, today.day, clients.key[read])
    guilty = read[choose.condemns(clients.filed[read] + brought, sight, luck, seeing)]
    tally(clients.upheld, guilty)
    log.add(StaffWorked(today.day, Duty.ENFORCEMENT, len(read) * seeing.case_minutes / 60))
    return read, guilty


def _restrict(clients: Clients, jobs: Jobs, threads: Threads, log: Log, *, rows: I64, ground: I64, today: Today) -> I64:
    """Shut these client rows out → job rows taken down."""
    when = today.day + 1.0  # at midnight, after all that the accounts did today
    clients.restricted[rows] = True
    log.add(Restricted(when, rows, clients.true_type[rows], ground))
    live = jobs.live()
    theirs = live[clients.restricted[jobs.client[live]]]
    waiting = jobs.state[theirs] == JobState.WAITING
    jobs.state[theirs[waiting]] = JobState.SUSPENDED
    shown = theirs[~waiting]
    take_down(jobs, log, rows=shown, when=when)
    break_off(threads, clients.restricted[threads.client])
    return shown
