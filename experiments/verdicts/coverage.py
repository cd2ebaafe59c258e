"""Metrics whose intervals hold the truth too rarely: `coverage.toml`, from the study of coverage."""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("coverage.toml")
LEAST = 90.0  # of a hundred intervals of 95 %: with fewer a verdict takes arms twice as long


@cache
def doubtful() -> Mapping[str, float]:
    """Return metrics, each with how many of a hundred intervals of 95 % hold a known truth, where that is too few."""
    return {name: held for name, held in tomllib.loads(FILE.read_text("utf-8")).items() if held < LEAST}
