"""Fee survey: anonymous answers to whether a fee is fair, shown to the client who set it."""

from dataclasses import dataclass
from math import inf

import numpy as np

from policies.checks import within
from policies.records import Floats, Ints


@dataclass(frozen=True, slots=True)
class FeeSurvey:
    """Anybody who sees a job may say whether its fee is fair; its client sees the share that says it is not.

    Source: May 2020 report, Y-01…Y-07. Answers are anonymous (Y-05) and binary (Y-03). From how many answers on the
    client sees them is not said: `min_answers` is assumed, so that one answer does not give its author away.
    """

    min_answers: int = 3  # assumed
    open: bool = True

    def __post_init__(self) -> None:
        within(self, 1, inf, "min_answers")

    def shown(self, fair: Ints, unfair: Ints) -> Floats:
        """fair (n,), unfair (n,) answers → (n,) 0…1, the share that says not fair; NaN where nothing is shown."""
        answers = np.add(fair, unfair)
        visible = (answers >= self.min_answers) & self.open
        return np.where(visible, unfair / np.maximum(answers, 1), np.nan)


@dataclass(frozen=True, slots=True)
class Off:
    """There is no survey on the job page."""

    @property
    def open(self) -> bool:
        """Nobody can answer."""
        return False

    def shown(self, fair: Ints, unfair: Ints) -> Floats:
        """(n,), (n,) → (n,) all NaN."""
        return np.full(np.shape(fair), np.nan)
