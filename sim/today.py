"""Today: the few things every system may use besides the tables it is handed."""

from dataclasses import dataclass, field

import numpy as np

from policies.platform import Platform
from policies.records import Findings
from policies.text import Texts
from sim.arrays import I64, Bool
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
    history: tuple[tuple[int, Platform], ...] = ()  # (first day, platform) so far; none: one has stood from the first
    learned: Bool = field(default_factory=lambda: np.zeros(0, np.bool_))  # (texts,) hold what the office has learned

    def findings(self, text: Texts, stage: I64) -> Findings:
        """(n,) texts, (n,) Stage → what the guidelines find in them, with what the office has learned."""
        learned = self.learned[text.codes] if len(self.learned) else np.zeros(len(text), np.bool_)
        return self.platform.guidelines.findings(text, stage, self.date, learned)

    def every(self, days: int) -> bool:
        """Is this a day for what happens every so many days, on the first day first?"""
        return self.day % days == 0
