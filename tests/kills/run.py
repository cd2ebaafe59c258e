"""`python -m tests.kills.run --kills 50`: is a comparison that is killed at random moments one that never was?

Says how it went, and everything that is wrong. Exits with 1 where something is.
"""

import argparse
import random
import signal
import sys
import tempfile
import time
from pathlib import Path

from tests.kills.trial import Trial

SEEDS = 15  # for each stop, so that a fast machine has work left at the last one


def main(words: list[str]) -> int:
    """One trial → the exit code."""
    parser = argparse.ArgumentParser(prog="python -m tests.kills.run", description=__doc__)
    parser.add_argument("--kills", type=int, default=50, help="with SIGKILL, as `kill -9` does")
    parser.add_argument("--terms", type=int, default=0, help="with SIGTERM")
    parser.add_argument("--seed", type=int, default=0, help="of the moments")
    parser.add_argument("--engine", default="processes")
    options = parser.parse_args(words)
    lot, started = random.Random(options.seed), time.monotonic()
    stops = [signal.SIGKILL] * options.kills + [signal.SIGTERM] * options.terms
    lot.shuffle(stops)
    with tempfile.TemporaryDirectory() as folder:
        result = Trial(Path(folder), SEEDS * len(stops), options.engine, lot).tried(stops)
    message = ", ".join(f"{count} × {name}" for name, count in sorted(result.stops.items()))
    print(
        f"{message}, {result.before} of them before a run of theirs was kept; {time.monotonic() - started:.0f} s in all"
    )
    print(
        f"{result.runs} runs, {result.begun} begun: {result.begun - result.runs} were going on when they were stopped"
    )
    print(f"the last process of a stopped command was gone after {result.longest:.1f} s at most")
    print(
        "\n".join(result.wrong) or "answer and store are those of a comparison that nobody stopped; no process is left"
    )
    return int(bool(result.wrong))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
