"""What runs may do to a worker process, as functions that another process can import. No simulation."""

import locale
import os
import signal
import sys
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

from experiments.measures.channels import NAMES, Channels, Lures
from experiments.measures.filling import HOURS
from experiments.measures.metrics import METRICS
from experiments.measures.paths import LABELS, Paths
from experiments.measures.weeks import WEEKLY, Weeks
from experiments.runs.plan import Run
from experiments.runs.work import Measurements

LEVEL = Weeks({name: np.ones(2) for name in WEEKLY})
HALF = np.full(len(HOURS), 0.5)
EVEN = Paths({axis: np.ones(len(labels)) for axis, labels in LABELS.items()})


def seed_squared(run: Run) -> int:
    return run.seed**2


def fail_on_seed_2(run: Run) -> int:
    if run.seed == 2:
        raise ValueError("seed 2 is cursed")
    return run.seed**2


def die_on_seed_2(run: Run) -> int:
    if run.seed == 2:
        os.kill(os.getpid(), signal.SIGKILL)
    return run.seed**2


def die_once_on_seed_2(run: Run) -> int:
    """The name of the scenario is a file that remembers the first death."""
    scar = Path(run.scenario.name)
    if run.seed == 2 and not scar.exists():
        scar.touch()
        os._exit(1)
    return run.seed**2


def unpicklable(run: Run) -> object:
    return lambda: run.seed


def alerted(run: Run) -> list[bool]:
    """What the rule of the fee alert says of jobs of 500, 1,500 and 2,500 yen."""
    [(_, platform), *_] = run.scenario.rollout
    return np.asarray(platform.fee_alert.alerts(np.array([500.0, 1_500.0, 2_500.0]), np.full(3, np.nan))).tolist()


def alerted_beside(run: Run, other: Run) -> list[bool]:
    """The same of the run beside it."""
    return alerted(other)


def kept_by_alert(run: Run) -> dict[str, float]:
    """How many of these jobs carry the alert, as a record."""
    return {"metric/alerted": float(sum(alerted(run)))}


def alerted_slowly(run: Run) -> list[bool]:
    """The same, once a file is there that the name of the scenario says; for seed 0 at once."""
    while run.seed and not Path(run.scenario.name).exists():
        time.sleep(0.01)
    return alerted(run)


def process_id(run: Run) -> int:
    return os.getpid()


def surroundings(run: Run) -> tuple[int, tuple[str, str], str, str, list[str]]:
    """The hash of a text, names of the time zone, the encoding of files, the working folder, words of the command."""
    words = sys.argv[1:] + sys.warnoptions
    return hash("a"), time.tzname, locale.getpreferredencoding(False).lower(), os.getcwd(), words


def numbered(run: Run) -> Measurements:
    """Every metric is 100 + the seed's own draw, and 1 to 2 more for a scenario called `more`."""
    draw = np.random.default_rng(run.seed).normal()
    value = 100 + draw + (1.5 + 0.5 * np.sin(run.seed) if run.scenario.name == "more" else 0)
    one = Channels((0, 30), np.ones((1, len(NAMES)), np.int64))
    return Measurements({metric.name: value for metric in METRICS}, Lures(one, one), EVEN, LEVEL, HALF)


def numbered_or_failing(run: Run) -> Measurements:
    if run.seed == 2 and run.scenario.name == "more":
        raise ValueError("seed 2 is cursed")
    return numbered(run)


def adapting_crashes_at_two(run: Run) -> Measurements:
    if run.seed == 2 and run.scenario.world.rings == "adapting":
        raise ValueError("seed 2 is cursed")
    return numbered(run)


_busy: list[int] = []


def by_itself(run: Run) -> int:
    """Fails where another run is going on in this process."""
    assert not _busy
    _busy.append(run.seed)
    time.sleep(0.02)
    return _busy.pop()


def leave(run: Run) -> int:
    """A rule that ends the program, as if all were well."""
    if run.seed == 2:
        sys.exit(0)
    return run.seed**2


def talk(run: Run) -> int:
    print(f"a rule says {run.seed}")
    return run.seed**2


def shout(run: Run) -> None:
    """Prints what a terminal and a reader of logs would obey."""
    for stream in (sys.stdout, sys.stderr):
        print("::error::\x1b[2J", file=stream)


def sleep(run: Run) -> None:
    """The name of the scenario is a folder, in which the process leaves its number."""
    Path(run.scenario.name, str(os.getpid())).touch()
    time.sleep(600)


def by_calls(run: Run) -> Measurements:
    """As `numbered`; where calls are open, more by how many lures are planned for them."""
    measurements = numbered(run)
    more = run.scenario.world.ring.lures_by_call if run.scenario.name == "calling_open" else 0.0
    return replace(measurements, metrics={name: value + more for name, value in measurements.metrics.items()})
