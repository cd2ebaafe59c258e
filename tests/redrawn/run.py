"""`python -m tests.redrawn.run`: do answers hold what they promise? An hour of two cores; goes on where it was.

Prints the study of coverage as docs/results/trust.md shows it. Exits with 1 where a promise is not kept.
"""

import argparse
import sys
from pathlib import Path

from docs.studies.coverage import ANSWERS, CHANGES, OFTEN, SEEDS, Coverage, measured, part
from docs.studies.lab import Lab
from docs.studies.page import as_markdown
from experiments.runs.defaults import STORE
from experiments.verdicts import coverage as doubts
from experiments.verdicts import luck as lucks
from experiments.verdicts.regimes import REGIMES


def main(words: list[str]) -> int:
    """Tell the study of coverage → the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.redrawn.run", description=__doc__)
    parser.add_argument("--seeds", type=int, default=SEEDS, help="six lucks in each of 32 worlds")
    parser.add_argument("--answers", type=int, default=ANSWERS, help="drawn for each change and look")
    parser.add_argument("--store", type=Path, default=STORE)
    parser.add_argument("--write", action="store_true", help="luck.toml and coverage.toml, which answers read")
    options = parser.parse_args(words)
    result = measured(Lab(store=options.store, most=options.seeds), options.answers)
    if options.write:
        lucks.FILE.write_text(luck_file(result), encoding="utf-8")
        doubts.FILE.write_text(coverage_file(result), encoding="utf-8")
    print(as_markdown(part(result)))
    broken = [
        f"{counted.change}, look {counted.look}: not kept: {promise}"
        for counted in result.answers
        for promise, held in counted.promises.items()
        if not held
    ]
    print("\n".join(broken) or "all promises are kept")
    return int(bool(broken))


def luck_file(result: Coverage) -> str:
    """Return `luck.toml`."""
    worlds, lucks = result.size
    head = [
        "# Luck in one plausible world, by regime and headline, in units of the metric. pair: the standard deviation",
        "# of the difference between two platforms; runs: the mean distance between two runs of production.",
        f"# From production and {', '.join(CHANGES)}, {lucks} lucks in each of {worlds} worlds.",
        "# Written by `python -m tests.redrawn.run --write`.",
        "",
        f"workers = {result.baseline.loaded.world.workers:_}",
        f"days = {result.baseline.loaded.days}",
    ]
    for rings in REGIMES:
        each = ((name, luck) for (regime, name), luck in result.luck.items() if regime == rings)
        lines = (f"{name} = {{ pair = {luck.pair:.3g}, runs = {luck.runs:.3g} }}" for name, luck in each)
        head += ["", f"[{rings}]", *lines]
    return "\n".join(head) + "\n"


def coverage_file(result: Coverage) -> str:
    """Return `coverage.toml`: metrics whose 95 % intervals hold the truth too rarely."""
    head = [
        "# Of a hundred intervals of 95 %, how many hold a known truth (docs/results/trust.md): both regimes,",
        f"# {', '.join(CHANGES)}, where {OFTEN:g} pairs or more differ. Below {doubts.LEAST:g}",
        "# a metric has no verdict; the others are left out.",
        "# Written by `python -m tests.redrawn.run --write`.",
        "",
    ]
    few = {name: held for name, held in result.together.items() if held < doubts.LEAST}
    return "\n".join(head + [f"{name} = {held:.1f}" for name, held in few.items()]) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
