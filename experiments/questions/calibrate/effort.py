"""The effort of a calibration: how many worlds and runs a wave takes."""

from dataclasses import dataclass

from experiments.questions.calibrate.bars import FRESH
from experiments.runs.defaults import CALIBRATION


@dataclass(frozen=True, slots=True)
class Effort:
    """The effort of a calibration: numbers of runs and worlds."""

    replicates: int = 16  # runs of the central world in each setting, which give the noise between runs
    first: int = 512  # worlds of the first wave
    every: int = 128  # of these run in every setting in any case
    further: int = 256  # worlds of every later wave
    fresh: int = FRESH  # runs in each setting, with fresh luck, in which the facts must hold again
    most: int = CALIBRATION  # runs, after which no further wave begins
