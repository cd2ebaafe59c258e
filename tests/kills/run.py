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
    asked = parser.parse_args(words)
    lot, started = random.Random(asked.seed), time.monotonic()
    stops = [signal.SIGKILL] * asked.kills + [signal.SIGTERM] * asked.terms
    lot.shuffle(stops)
    with tempfile.TemporaryDirectory() as folder:
        found = Trial(Path(folder), SEEDS * len(stops), asked.engine, lot).tried(stops)
    told = ", ".join(f"{count} × {name}" for name, count in sorted(found.stops.items()))
    print(f"{told}, {found.before} of them before a run of theirs was kept; {time.monotonic() - started:.0f} s in all")
    print(f"{found.runs} runs, {found.begun} begun: {found.begun - found.runs} were going on when they were stopped")
    print(f"the last process of a stopped command was gone after {found.longest:.1f} s at most")
    print(
        "\n".join(found.wrong) or "answer and store are those of a comparison that nobody stopped; no process is left"
    )
    return int(bool(found.wrong))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
