"""Commands from start to end, in wall seconds, each beginning with a store of its own that is empty."""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from experiments.questions.gate.guardrails import guardrails
from scenarios import load
from tests.benchmarks.figures import ROOT, Figure


def start_up() -> Iterator[Figure]:
    """The least that a comparison takes: eight short runs."""
    words = ("compare", "production", "calling_open", "--seeds", "2", "--days", "1", "--no-store")
    with tempfile.TemporaryDirectory() as room:
        _seconds(Path(room), *words)  # a loop that has changed is compiled once
        yield Figure("start_up", " ".join(words), min(_seconds(Path(room), *words) for _ in range(3)), "s")


def demo() -> Iterator[Figure]:
    """Four of the 32 worlds of `make demo`, of four runs each."""
    yield _part("demo_4", "all 32 worlds take eight times that")


def gate() -> Iterator[Figure]:
    """Sixteen of the 64 runs of a gate that has its base stored, in the market that guardrails ask for."""
    workers = guardrails().workers
    assert workers is not None
    larger = f"scale={workers / load('production').world.workers:g}"
    yield _part("gate_4", "16 runs; a gate with its base stored takes 64", "-S", larger)


def _part(name: str, text: str, *more: str) -> Figure:
    words = ("compare", "production", "calling_open", "--seeds", "4", *more)
    with tempfile.TemporaryDirectory() as room:
        return Figure(name, f"{' '.join(words[3:])}: {text}", _seconds(Path(room), *words), "s")


def _seconds(room: Path, *words: str) -> float:
    """Wall seconds of a command whose store is in a folder."""
    start = time.perf_counter()
    subprocess.run(
        [Path(sys.executable).with_name("policylab"), *words],
        cwd=ROOT,
        env=os.environ | {"POLICYLAB_STORE": str(room / "runs.sqlite")},
        stdout=subprocess.DEVNULL,
        check=True,
    )
    return time.perf_counter() - start
