"""The survey of plausible worlds: every metric of each, in one more run for each temper."""

from collections.abc import Sequence

import numpy as np

from experiments.questions.calibrate.waves import Matching
from experiments.verdicts.regimes import REGIMES
from policies.records import Floats


def survey(matching: Matching, names: Sequence[str]) -> Floats:
    """Return (k, 2, names) metrics of the plausible worlds, frozen and adapting; NaN where a metric is undefined.

    The luck is new: no world was chosen by it.
    """
    points, numbers, luck = matching.plausible, matching.numbers.tolist(), [1 + matching.fresh]
    records, label = [f"metric/{name}" for name in names], f"survey of {len(matching.plausible)} worlds"
    settings = matching.lab.settings[: len(REGIMES)]
    answers = [matching.lab.read(records, points, numbers, setting, luck, label)[:, 0] for setting in settings]
    return np.stack(answers, axis=1)
