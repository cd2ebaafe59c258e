"""A market whose data collector takes the measures of `lately` too. It needs Mesa: import it where it is used."""

import datetime

from experiments.measures.lately import collected
from sim.course import Rollout
from sim.market import Market
from sim.world import World


class WatchedMarket(Market):
    """A market as a Mesa model that is watched day by day. Made anew with its `parameters`, it is the same one."""

    def __init__(
        self, world: World, rollout: Rollout, *, start: datetime.date, days: int | None = None, seed: int | None = None
    ) -> None:
        super().__init__(world, rollout, start=start, days=days, seed=seed)
        collected(self)
