"""Figures of a benchmark, and the file of past ones: a line of JSON a run, with the machine and the commit."""

import datetime
import json
import math
import os
import platform
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import numpy as np

ROOT = Path(__file__).parents[2]
FILE = Path(__file__).with_name("figures.jsonl")


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured number."""

    name: str  # in the file
    text: str  # on the screen
    value: float
    unit: str  # "×" for a ratio


def row(figure: Figure, past: Mapping[str, float]) -> str:
    """A figure as it is printed, beside the last one of this machine."""
    text = f"  {figure.text:<72}{_number(figure.value):>9} {figure.unit:<4}"
    before = past.get(figure.name)
    return f"{text}  before: {_number(before)} ({figure.value / before - 1:+.0%})" if before else text.rstrip()


def machine() -> str:
    """Name of the processor."""
    try:
        lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    except OSError:
        lines = []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor() or platform.machine()


def past(file: Path = FILE) -> dict[str, float]:
    """The last figure of each name that this machine has in the file."""
    figures: dict[str, float] = {}
    for line in file.read_text("utf-8").splitlines() if file.exists() else ():
        run = json.loads(line)
        if run["machine"] == machine():
            figures |= run["figures"]
    return figures


def append(figures: Iterable[Figure], file: Path = FILE) -> None:
    """Add a line to the file."""
    run = {
        "date": datetime.datetime.now(datetime.UTC).isoformat(timespec="seconds"),
        "commit": _git("rev-parse", "--short", "HEAD"),
        "dirty": bool(_git("status", "--porcelain", "--", ".", f":(exclude){file}")),
        "machine": machine(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "numpy": np.__version__,
        "figures": {figure.name: float(f"{figure.value:.4g}") for figure in figures},
    }
    with file.open("a", encoding="utf-8") as stream:
        stream.write(json.dumps(run) + "\n")


def _number(value: float) -> str:
    """Three digits that count, or all before the point."""
    digits = 2 - math.floor(math.log10(abs(value))) if value else 0
    return f"{value:,.{max(0, digits)}f}"


def _git(*words: str) -> str:
    """Answer of git, empty where there is no repository."""
    try:
        done = subprocess.run(["git", *words], cwd=ROOT, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return ""
    return done.stdout.strip()
