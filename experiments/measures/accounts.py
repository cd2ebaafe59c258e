"""Trade in accounts: workers who put theirs up for sale, rings that buy them or open others (M-15…M-17)."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from experiments.measures.periods import Periods, windows
from policies.records import Floats
from sim.state.codes import Opening, Reason
from sim.state.events import AccountOpened, AccountSold, ClientJoined, WorkerLeft
from sim.state.log import Events

Counts = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class Stock:
    """Accounts on sale when a day ends.

    worker  (n,) whose account it is
    since   (n,) day on which it was put up for sale
    """

    worker: Counts
    since: Floats


def new_offers(stocks: Sequence[Stock], sales: AccountSold) -> Counts:
    """Return (days,) the number of accounts that are put up for sale on each day. The log has no event for it.

    They are new in the evening, or were sold on the same day. stocks: of the evening before the run, then of each day.
    """
    day_of_sale = np.floor(sales.time)
    return np.array(
        [
            np.count_nonzero(evening.since == day)
            + np.count_nonzero(~np.isin(sales.worker[day_of_sale == day], before.worker))
            for day, (before, evening) in enumerate(pairwise(stocks))
        ],
        np.int64,
    )


def trade(periods: Periods, offers: Counts) -> dict[str, float]:
    """Return the trade of a run in 30 days, the mean of its windows. offers: (days,) the result of `new_offers`.

    offers     accounts put up for sale
    sales      AccountSold
    price      Σ yen of AccountSold
    openings   AccountOpened: accounts that rings come by in any way
    purchases  those of them that are bought
    marks      those of them that are verified when the ring comes by them
    unproven   workers who leave rather than show papers again
    """
    joined = periods.whole[ClientJoined]
    verified = joined.client[joined.verified]

    def bought(part: Events) -> int:
        return int(np.count_nonzero(part[AccountOpened].how == Opening.BOUGHT))

    def marked(part: Events) -> int:
        return int(np.count_nonzero(np.isin(part[AccountOpened].client, verified)))

    return {
        "offers": float(np.mean([offers[start:end].sum() for start, end in windows(periods.days)])),
        "sales": periods.mean(lambda part: len(part[AccountSold])),
        "price": periods.mean(lambda part: part[AccountSold].yen.sum()),
        "openings": periods.mean(lambda part: len(part[AccountOpened])),
        "purchases": periods.mean(bought),
        "marks": periods.mean(marked),
        "unproven": periods.mean(lambda part: np.count_nonzero(part[WorkerLeft].reason == Reason.UNPROVEN)),
    }
