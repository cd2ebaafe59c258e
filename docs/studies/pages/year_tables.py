"""Table of a year for docs/results/size-and-time.md."""

from collections.abc import Iterator, Sequence

import numpy as np

from docs.studies.parts import Part
from docs.studies.year import DAYS, FILLING, QUARTER, Quarters
from experiments.printing.numbers import interval, shown
from experiments.printing.table import Table
from experiments.verdicts.intervals import Interval, mean_interval

FLAT = 0.05  # of the mean, a quarter


def year(runs: Sequence[Quarters], seeds: Sequence[int]) -> Part:
    """Return each value by quarter, and how much it moves a quarter, as a table."""
    note = (
        f"`production`, rings with the habits of the first day, {DAYS} days, seeds {seeds[0]} to {seeds[-1]}; quarters "
        f"of {QUARTER} days after {FILLING}. Moves: the slope over the quarters in per cent of their mean, a quarter, "
        f"with its 95 % interval over seeds. With an asterisk: the interval is not within ± {FLAT:.0%}."
    )
    count = len(next(iter(runs[0].values())))
    heads = ("", *(f"quarter {quarter + 1}" for quarter in range(count)), "moves")
    return note, Table.of(heads, _rows(runs))


def _rows(runs: Sequence[Quarters]) -> Iterator[tuple[str, ...]]:
    for name in runs[0]:
        values = np.array([run[name] for run in runs])
        moves = slope(values)
        text = f"{interval('share', moves.mean, moves.low, moves.high)} %"
        yield name, *map(shown, values.mean(axis=0).tolist()), text if _flat(moves) else f"**{text}**"


def _flat(moves: Interval) -> bool:
    return moves.low >= -FLAT and moves.high <= FLAT


def slope(values: np.ndarray) -> Interval:
    """Return the slope of (seeds, quarters) values over their mean, by least squares, with its interval over seeds."""
    place = np.arange(values.shape[1]) - (values.shape[1] - 1) / 2
    return mean_interval(values @ place / (place @ place) / values.mean(axis=1))
