"""Today: the few things every system may use besides the tables it is handed."""

from dataclasses import dataclass

from policies.platform import Platform
from sim.state.draws import Draws
from sim.words.lexicon import Lexicon
from sim.world import World


@dataclass(frozen=True, slots=True)
class Today:
    """One day of one run."""

    day: int  # since the start of the run
    date: int  # days since 1970-01-01
    platform: Platform
    switched: frozenset[str]  # levers whose rule is another than yesterday
    world: World
    lexicon: Lexicon
    draws: Draws

    def every(self, days: int) -> bool:
        """Is this a day for what happens every so many days, on the first day first?"""
        return self.day % days == 0
