"""Quoting: the rate guide sets out its table anew."""

from sim import observe
from sim.arrays import F64
from sim.state.trade import Sales
from sim.today import Today


def quoting(quotes: F64, sales: Sales, *, today: Today) -> None:
    """Every `update_days` of the guide, and when it comes: quotes (categories, 3) yen from what was completed lately.

    NaN without a quote.
    """
    guide = today.platform.rate_guide
    if "rate_guide" in today.switched or today.every(guide.update_days):
        sales.keep(sales.started >= today.day - today.world.posting.rate_guide_days)
        quotes[:] = guide.quotes(observe.completed_contracts(sales), len(quotes))
