"""What plausible worlds look like beyond the facts: every metric of each, in one more run a temper."""

from collections.abc import Sequence

import numpy as np

from experiments.questions.calibrate.lab import Floats
from experiments.questions.calibrate.trial import TEMPERS
from experiments.questions.calibrate.waves import Matching


def survey(found: Matching, names: Sequence[str]) -> Floats:
    """(k, 2, names) the metrics of the kept worlds, frozen and adapting; NaN where something is undefined.

    The luck is new: no world was kept for it.
    """
    kept, numbers, luck = found.kept, found.numbers.tolist(), [1 + found.fresh]
    asked, what = [f"metric/{name}" for name in names], f"survey of {len(found.kept)} worlds"
    answers = [found.lab.read(asked, kept, numbers, rings, luck, f"{what}, {rings}")[:, 0] for rings in TEMPERS]
    return np.stack(answers, axis=1)
