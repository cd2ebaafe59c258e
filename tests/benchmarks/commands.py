"""Commands from start to end, in wall seconds, each beginning with a store of its own that is empty."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.benchmarks.figures import ROOT, Figure

DONE, VERDICTS = (0,), (0, 1, 3)  # exit codes: of a comparison; of a gate that says pass, fail, inconclusive


def start_up() -> Iterator[Figure]:
    """The least that a comparison takes: four short runs."""
    words = ("compare", "production", "calling_open", "--seeds", "2", "--days", "1", "--no-store")
    with tempfile.TemporaryDirectory() as room:
        _seconds(Path(room), *words)  # a loop that has changed is compiled once
        yield Figure("start_up", " ".join(words), min(_seconds(Path(room), *words) for _ in range(3)), "s")


def demo() -> Iterator[Figure]:
    """Time of `make demo`, 128 runs."""
    yield _comparison("demo", "compare", "production", "calling_open")


def same() -> Iterator[Figure]:
    """Comparison of a scenario with itself."""
    yield _comparison("same", "compare", "production", "production")


def gate() -> Iterator[Figure]:
    """Two gates whose every pair of runs differs: the first, and one of another candidate that has its base stored."""
    words = ("gate", "production", "strict_screening")
    change = ("--change", "platform.message_watch.contract_slack=0.1001")
    with tempfile.TemporaryDirectory() as room:
        yield Figure("gate_cold", " ".join(words), _seconds(Path(room), *words, codes=VERDICTS), "s")
        seconds = _seconds(Path(room), *words, *change, codes=VERDICTS)
        yield Figure("gate_warm", "the same --change …contract_slack=0.1001, base stored", seconds, "s")


def _comparison(name: str, *words: str) -> Figure:
    with tempfile.TemporaryDirectory() as room:
        return Figure(name, " ".join(words), _seconds(Path(room), *words), "s")


def _seconds(room: Path, *words: str, codes: tuple[int, ...] = DONE) -> float:
    """Wall seconds of a command whose store is in a folder. codes: the exit codes that are no failure."""
    start = time.perf_counter()
    done = subprocess.run(
        [Path(sys.executable).with_name("policylab"), *words],
        cwd=ROOT,
        env=os.environ | {"POLICYLAB_STORE": str(room / "runs.sqlite")},
        capture_output=True,
        text=True,
        check=False,
    )
    seconds = time.perf_counter() - start
    if done.returncode not in codes:
        raise RuntimeError(f"policylab {' '.join(words)}: exit code {done.returncode}\n{done.stderr}")
    return seconds
