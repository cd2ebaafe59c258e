"""`python -m tests.redrawn.run`: do answers hold what they promise? An hour of two cores; goes on where it was.

Prints, for three changes and for nothing, at each look: how often the intervals of all headlines hold the truth at
once, how often any headline is told to move, how often a harm beyond the margin is ruled out where there is one, how
often two answers contradict one another, and which words are used. Exits with 1 where a promise is not held.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from experiments.measures.metrics import METRICS
from experiments.printing.progress import progress
from experiments.runs import engines
from experiments.runs.batch import carry_out
from experiments.runs.defaults import CORES, ENGINE, STORE
from experiments.runs.failures import whole
from experiments.runs.keeping import Keeping
from experiments.runs.provenance import Side
from experiments.runs.works import ALL_METRICS
from experiments.runs.worlds import PLAUSIBLE
from experiments.store.store import Store
from experiments.verdicts import coverage, luck
from experiments.verdicts.looks import ERRORS
from experiments.verdicts.regimes import REGIMES
from policies.records import Floats
from scenarios import load
from tests.redrawn.counting import CELLS, LEVELS, Counted, counted_in
from tests.redrawn.lists import Platform, coverage_file, luck_file

BASE, NOTHING = "production", "nothing, with other luck"
CHANGES = ("calling_open", "strict_screening", "no_warnings")


def main(words: list[str]) -> int:
    """Draw answers from a pool of runs → the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.redrawn.run", description=__doc__)
    parser.add_argument("--seeds", type=int, default=192, help="six lucks in each of 32 worlds")
    parser.add_argument("--answers", type=int, default=1_000, help="drawn for each change and look")
    parser.add_argument("--store", type=Path, default=STORE)
    parser.add_argument("--write", action="store_true", help="luck.toml and coverage.toml, which answers read")
    options = parser.parse_args(words)
    pool = _pool(range(options.seeds), options.store)
    if options.write:
        changes = {name: pool[name] for name in CHANGES}
        luck.FILE.write_text(luck_file(pool[BASE], changes, load(BASE).world.workers), encoding="utf-8")
        coverage.FILE.write_text(coverage_file(pool[BASE], changes), encoding="utf-8")
    before, *others = (np.array([pool[name][cell] for cell in CELLS]) for name in (BASE, *CHANGES))
    wrong = []
    for name, after in {**dict(zip(CHANGES, others, strict=True)), NOTHING: before}.items():
        for look in ERRORS:
            if before.shape[-1] >= 2 * look:
                counted = counted_in(name, look, before, after, options.answers)
                print("\n".join(_lines(counted)), flush=True)
                wrong += _wrong(counted, same=name == NOTHING)
    print("\n".join(wrong) or "all promises are held")
    return int(bool(wrong))


def _pool(seeds: Sequence[int], store: Path) -> dict[str, Platform]:
    """Return the runs of every scenario."""
    names = (BASE, *CHANGES)
    sides = [Side(name, load(name, (f"world.rings={rings}",))) for name in names for rings in REGIMES]
    with (
        engines.opened(ENGINE, CORES) as engine,
        Store(store) as open_store,
        progress(len(seeds) * len(sides), "runs") as step,
    ):
        keeping = Keeping(open_store)
        batch = carry_out(sides, seeds, ALL_METRICS, worlds=PLAUSIBLE, keeping=keeping, engine=engine, on_done=step)
    whole(batch, batch.failures)
    homes = PLAUSIBLE.homes(sides[0].scenario, batch.seeds.ran) or ()
    results = dict(zip(((name, rings) for name in names for rings in REGIMES), batch.results, strict=True))
    return {
        name: {
            (rings, metric.name): _by_world(results[name, rings], homes, metric.name)
            for rings in REGIMES
            for metric in METRICS
        }
        for name in names
    }


def _by_world(runs: Sequence[dict[str, float]], homes: Sequence[int], metric: str) -> Floats:
    """Return (worlds, lucks) of a metric, as many lucks as every world has."""
    values: dict[int, list[float]] = {}
    for run, home in zip(runs, homes, strict=True):
        values.setdefault(home, []).append(run[metric])
    lucks = min(map(len, values.values()))
    return np.array([values[home][:lucks] for home in sorted(values)])


def _lines(counted: Counted) -> list[str]:
    shares = " ".join(f"{100 * share:.0f}" for share in counted.below.mean(1))
    return [
        f"{counted.change}, look {counted.look}: all held {counted.held:.1%}, any moves {counted.telling:.1%}, "
        f"contrary {counted.contrary:.1%}",
        f"  bounds of {LEVELS[0]:.0%} to {LEVELS[-1]:.0%} lie above the truth: {shares}",
        *(
            f"  {name}, {rings}: same word {counted.agreeing[cell]:.0%}, harm let pass {counted.passes[cell]:.1%}; "
            + ", ".join(f"{word} {share:.0%}" for word, share in counted.shares(cell).items())
            for cell, (rings, name) in enumerate(CELLS)
        ),
    ]


def _wrong(counted: Counted, *, same: bool) -> list[str]:
    """Return promises that are not held."""
    where = f"{counted.change}, look {counted.look}"
    bounds = np.abs(counted.below.mean(1) - LEVELS).max()
    checks = {
        "all headlines at once are held by fewer than 93 in a hundred": counted.held < 0.93,
        "a bound is off by more than 5 points": bounds > 0.05,
        "nothing is told to move in more than 6.5 in a hundred": same and counted.telling > 0.065,
        "a harm passes in more than 2.5 in a hundred": counted.passes.max() > 0.025,
        "answers contradict one another in more than 1 in a hundred": counted.contrary > 0.01,
    }
    return [f"{where}: {name}" for name, failed in checks.items() if failed]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
