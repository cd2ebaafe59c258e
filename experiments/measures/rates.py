"""Rates: volumes for each registered worker and month, or yen, which markets of any size have in common."""

from experiments.measures.business import contract_yen
from experiments.measures.periods import Periods, ratio
from experiments.measures.volumes import postings, registered_workers
from sim.state.events import Completed, Harmed


def postings_a_worker(periods: Periods) -> float:
    """Posted in a month, by anybody ÷ registered workers."""
    return ratio(postings(periods), registered_workers(periods))


def yen_a_worker(periods: Periods) -> float:
    """Yen of work Completed in a month, fee included ÷ registered workers."""
    return ratio(contract_yen(periods), registered_workers(periods))


def loss_share(periods: Periods) -> float:
    """Yen that Harmed workers lost ÷ yen of work Completed, fee included."""
    return ratio(periods.measured[Harmed].yen.sum(), periods.measured[Completed].amount.sum())
