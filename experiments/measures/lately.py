"""Lately: what a market that is lived day by day shows on an evening, of the days before it.

Exposure, deals outside, fees and hours are of the last 30 days, or of all days until there are so many. Work done per
posting is of the jobs that were posted 60 to 30 days ago, which had 30 days to be done: there is none before day 60.
"""

import math
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from experiments.measures.business import direct_deal_share, fee_yen, review_hours
from experiments.measures.channels import NAMES
from experiments.measures.fraud import exposed_per_10k
from experiments.measures.matching import publication_lag_p90, value_per_posting
from experiments.measures.periods import Periods
from sim.state.events import Contacted
from sim.state.log import Events

if TYPE_CHECKING:
    from sim.market import Market

LATE_DAYS, FOLLOWED_DAYS = 30, 30
LAST: Mapping[str, Callable[[Periods], float]] = {
    measure.__name__: measure
    for measure in (exposed_per_10k, direct_deal_share, publication_lag_p90, review_hours, fee_yen)
}
LURES = tuple(f"lures by {name}" for name in NAMES)


def lately(events: Events) -> dict[str, float]:
    """Return the measures of an evening by name; NaN where there is no number. events: of the last 60 days."""
    today = events.days
    last = Periods(events, (max(today - LATE_DAYS, 0), today))
    posted = today - LATE_DAYS - FOLLOWED_DAYS, today - FOLLOWED_DAYS
    value = value_per_posting(Periods(events, posted)) if posted[0] >= 0 else math.nan
    return {name: measure(last) for name, measure in LAST.items()} | {value_per_posting.__name__: value}


def lures(events: Events) -> dict[str, int]:
    """Return the lures that reached a worker, by channel. events: of the last day."""
    channel = events[Contacted].channel.tolist()
    return {name: channel.count(number) for number, name in enumerate(LURES)}


def collected(market: "Market") -> None:
    """Let the data collector of a market take these measures too, every evening."""
    evening: tuple[int, dict[str, float]] = -1, {}

    def measure(name: str) -> Callable[["Market"], float]:
        def of(market: "Market") -> float:
            nonlocal evening
            if evening[0] != market.day:
                evening = market.day, lately(market.events(LATE_DAYS + FOLLOWED_DAYS)) | lures(market.events(1))
            return evening[1][name]

        return of

    for name in (*LAST, value_per_posting.__name__, *LURES):
        market.datacollector.model_reporters[name] = measure(name)
        market.datacollector.model_vars[name] = []
