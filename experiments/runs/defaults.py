"""Defaults, limits and choices of options, for the command line and for Python alike."""

import os
from pathlib import Path
from typing import Literal

from experiments.runs import engines

STORE = Path(".policylab/runs.sqlite")
STORE_VARIABLE = "POLICYLAB_STORE"  # environment variable: another path of the store
ENGINE = engines.PROCESSES
CORES = os.cpu_count() or 1
PAIRS = 32  # of a comparison, and of each point of a sweep
QUICK_SCALE, QUICK_DAYS, QUICK_PAIRS = 0.25, 60, 8  # of a first look: 20,000 workers of the default market
RUNS = 8  # of one scenario
FACT_RUNS = 64  # of one scenario beside the facts of the reports: 16 leave one fact in four open
TRACED = 4  # pairs that are traced
CALIBRATED, CALIBRATION = 256, 40_000  # plausible worlds to find; runs after which no further wave begins
WORLDS_FILE = Path("plausible.npz")

MOST_SEEDS, LAST_SEED = 100_000, 10**9
MOST_JOBS = 1_024

type Spread = Literal["grid", "lhs", "sobol"]  # of the points of a sweep
