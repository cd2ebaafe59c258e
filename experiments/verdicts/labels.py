"""Labels of metrics: names in plain words, for pictures, pages and the terminal, from `labels.toml`."""

import tomllib
from functools import cache
from pathlib import Path

from experiments.language.messages import say

FILE = Path(__file__).with_name("labels.toml")


@cache
def labels() -> dict[str, str]:
    """Return the label of every metric in English, by its name."""
    return tomllib.loads(FILE.read_text("utf-8"))


def label(name: str) -> str:
    """Return the label of a metric in the language of the reader: `workers harmed` of `victims_per_10k`."""
    return say(labels()[name])
