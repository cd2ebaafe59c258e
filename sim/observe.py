"""The platform's view of the tables. The only place that builds policy records; no `true_` column passes here."""

import numpy as np

from policies.records import (
    MOST_YEN,
    Cases,
    ClientRecords,
    CompletedContracts,
    Findings,
    Messages,
    Pairs,
    Postings,
    ReminderRequests,
    Stage,
    WorkerRecords,
)
from policies.text import Texts
from sim.arrays import F64, I64, Bool
from sim.state.people import Clients, Workers
from sim.state.trade import Contracts, Jobs, Sales

ALL = slice(None)


def postings(jobs: Jobs, clients: Clients, rows: I64, text: Texts, findings: Findings, quote: F64) -> Postings:
    """Job rows (n,) as screening sees them."""
    client = jobs.client[rows]
    return Postings(
        text=text,
        findings=findings,
        fee=jobs.fee[rows],
        quote=quote,
        verified=clients.verified[client],
        account_age_days=jobs.created[rows] - clients.joined[client],
        accepted=accepted(clients, client).sum(axis=1),
        upheld=clients.upheld[client],
    )


def messages(clients: Clients, senders: I64, text: Texts, findings: Findings, channel: I64, stage: I64) -> Messages:
    """Texts (n,) from client rows `senders` as the message watch sees them."""
    return Messages(
        text=text,
        findings=findings,
        channel=channel,
        stage=stage,
        verified=clients.verified[senders],
        upheld=clients.upheld[senders],
    )


def accepted(clients: Clients, rows: I64 | slice = ALL) -> I64:
    """(n, 3) contracts of these clients accepted and paid, by Format."""
    return np.stack([clients.accepted_fixed[rows], clients.accepted_hourly[rows], clients.accepted_task[rows]], axis=1)


def ended(clients: Clients, rows: I64 | slice = ALL) -> I64:
    """(n, 3) contracts of these clients no longer in progress, by Format."""
    return np.stack([clients.ended_fixed[rows], clients.ended_hourly[rows], clients.ended_task[rows]], axis=1)


def client_records(clients: Clients, day: float, rows: I64 | slice = ALL) -> ClientRecords:
    """Clients (n,), or all, as the office knows them."""
    ratings = clients.ratings[rows]
    with np.errstate(invalid="ignore"):
        mean = np.where(ratings > 0, clients.stars[rows] / ratings, np.nan)
    return ClientRecords(
        accepted=accepted(clients, rows),
        ended=ended(clients, rows),
        accepted_yen=np.minimum(clients.accepted_yen[rows], MOST_YEN),
        rating_mean=mean,
        ratings=ratings,
        verified=clients.verified[rows],
        upheld=clients.upheld[rows],
        restricted=clients.restricted[rows],
        account_age_days=day - clients.joined[rows],
    )


def completed_contracts(sales: Sales) -> CompletedContracts:
    """Contracts completed and paid."""
    return CompletedContracts(category=sales.category, format=sales.format, amount=sales.amount)


def reminder_requests(contracts: Contracts, rows: I64, now: float) -> ReminderRequests:
    """Contract rows (n,), all in progress, whose one side asks for the other to be urged."""
    return ReminderRequests(
        format=contracts.format[rows],
        stage=np.full(len(rows), int(Stage.DURING)),
        silent_days=now - contracts.silent_since[rows],
        earlier=contracts.requests[rows],
    )


def pairs(clients: Clients, workers: Workers, client: I64, worker: I64, stage: I64, ticket: F64) -> Pairs:
    """(n,) client and worker rows who might talk."""
    return Pairs(
        stage=stage, client_verified=clients.verified[client], worker_verified=workers.verified[worker], ticket=ticket
    )


def cases(clients: Clients, rows: I64, linked: I64, reviewed: Bool, confirmed: Bool) -> Cases:
    """Client rows (n,) that somebody or something pointed at."""
    return Cases(
        reporters=clients.reporters[rows],
        findings=clients.stopped[rows],
        confirmed=confirmed,
        reviewed=reviewed,
        linked=linked,
        verified=clients.verified[rows],
    )


def worker_records(workers: Workers, rows: slice, date: int) -> WorkerRecords:
    """Some workers as relief measures know them. date: days since 1970-01-01."""
    return WorkerRecords(
        date=date,
        guardian=workers.guardian[rows],
        main_income=workers.main_income[rows],
        reached=workers.reach[rows].astype(np.float64),
    )
