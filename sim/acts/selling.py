"""Selling: workers part with their accounts (M-15)."""

from sim.arrays import I64
from sim.state.codes import Reason
from sim.state.events import WorkerLeft
from sim.state.log import Log
from sim.state.people import Workers


def sell(workers: Workers, for_sale: list[int], log: Log, *, sellers: I64, time: float) -> None:
    """These workers (distinct rows) sell their accounts and are gone; the accounts wait for a buyer."""
    workers.left[sellers] = True
    for_sale.extend(sellers.tolist())
    log.add(WorkerLeft(time, sellers, Reason.SOLD))
