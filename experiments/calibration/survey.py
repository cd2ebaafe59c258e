"""What plausible worlds look like beyond the facts: every metric of each, in one more run a temper."""

from collections.abc import Sequence

import numpy as np

from experiments.calibration.lab import Floats, Lab
from experiments.calibration.trial import TEMPERS
from experiments.calibration.waves import Matching


def survey(found: Matching, lab: Lab, names: Sequence[str]) -> Floats:
    """(k, 2, names) what the kept worlds answer, frozen and adapting; NaN where something is undefined.

    lab: that of the matching, with a work that gives these names and a memory of its own. The luck is new: no world was
    kept for it.
    """
    luck, worlds = [1 + found.fresh], len(found.kept)
    answers = [
        lab.read(names, found.kept, found.numbers.tolist(), rings, luck, f"survey of {worlds} worlds, {rings}")[:, 0]
        for rings in TEMPERS
    ]
    return np.stack(answers, axis=1)
