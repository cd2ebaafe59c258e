"""Habits of rings: their choices."""

from sim.arrays import F64
from sim.market import Market

CHOICES = ("tactic", "channel", "level", "pace", "pay", "permit", "papers", "volume")


def habits_of(market: Market) -> dict[str, F64]:
    """A copy of what every ring is wont to do, by choice."""
    return {name: getattr(market.tables.rings.habits, name).log_weight.copy() for name in CHOICES}
