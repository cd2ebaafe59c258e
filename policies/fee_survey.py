"""Fee survey: anonymous answers to whether a fee is fair, shown to the client who set it."""

from dataclasses import dataclass

import numpy as np

from policies.columns import guarded
from policies.numbers import Checked, Shut, number
from policies.records import Counts, Floats

UNTOLD = Shut("open", False, "nobody is asked"), Shut("tells_client", False, "clients are not told")


@dataclass(frozen=True, slots=True)
class FeeSurvey(Checked):
    """Anybody who sees a job may say whether its fee is fair; its client sees the share that says it is not.

    Source: May 2020 report, Y-01…Y-07. Answers are anonymous (Y-05) and binary (Y-03). The marketplace's blog
    (May 2020) dates them: released on 11 May, and clients see what was answered from 25 May on (Y-04).
    """

    min_answers: int = number(
        3,
        "answers",
        "from how many on is not said; so that one does not give its author away (Y-05)",
        1,
        10,
        least=1,
        shut=UNTOLD,
    )
    open: bool = True
    tells_client: bool = True  # shows the client what was answered (Y-04)

    @guarded
    def shown(self, fair: Counts, unfair: Counts) -> Floats:
        """fair (n,), unfair (n,) answers → (n,) 0…1, the share that says not fair; NaN where nothing is shown."""
        answers = fair + unfair
        visible = (answers >= self.min_answers) & self.open & self.tells_client
        return np.where(visible, unfair / np.maximum(answers, 1), np.nan)


@dataclass(frozen=True, slots=True)
class Off:
    """There is no survey on the job page."""

    open = False

    @guarded
    def shown(self, fair: Counts, unfair: Counts) -> Floats:
        """(n,), (n,) → (n,) all NaN."""
        return np.full(len(fair), np.nan)
