"""Habits of rings: their choices, and what makes one of them certain."""

from sim.arrays import F64
from sim.market import Market

CHOICES = ("tactic", "channel", "level", "pace", "pay", "permit", "papers", "volume")
CERTAIN = -60.0  # log-weight of all that is not done


def habits_of(market: Market) -> dict[str, F64]:
    """A copy of what every ring is wont to do, by choice."""
    return {name: getattr(market.tables.rings.habits, name).log_weight.copy() for name in CHOICES}
