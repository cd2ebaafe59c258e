"""Cells of tables: differences, levels, regimes, proposals. A row is one of `Compared.frame()`."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

import policylab as pl
from experiments.printing.numbers import both, signed
from experiments.verdicts.margins import headlines
from experiments.verdicts.regimes import word

type Row = Mapping[str, Any]


def table(columns: Iterable[str], rows: Iterable[Sequence[str]]) -> pd.DataFrame:
    """Return the frame of cells that are text."""
    return pd.DataFrame(list(rows), columns=[*columns], dtype=object)


def moves(row: Row, times: float = 1.0) -> str:
    """Return a difference with its 95 % interval, multiplied."""
    return signed(row["unit"], *(times * row[end] for end in ("difference", "low", "high")))


def levels(row: Row, times: float = 1.0) -> str:
    """Return the values before and after, multiplied."""
    return " → ".join(both(row["unit"], times * row["baseline"], times * row["candidate"]))


def proposal(name: str, changes: Iterable[str]) -> str:
    """Return a proposal with its changes."""
    return "<br>".join([f"{name}:", *(f"`{change}`" for change in changes)])


def regimes(answer: pl.Compared, name: str) -> Iterator[tuple[list[str], Mapping[str, Row]]]:
    """Yield for each regime the first two cells of its row, and the rows of metrics. name: in the first cell, once."""
    for place, (rings, rows) in enumerate(answer.frame().groupby("regime", sort=False)):
        yield ["" if place else name, word(str(rings))], by_metric(rows)


def by_metric(rows: pd.DataFrame) -> Mapping[str, Row]:
    """Return the rows of one regime by metric."""
    return {row["metric"]: row for row in rows.to_dict("records")}


def strongest(rows: pd.DataFrame, verdicts: Collection[str], most: int) -> str:
    """Return metrics with these verdicts, headlines first, then the surest; the rest is only counted."""
    rows = rows[rows["verdict"].isin(verdicts)]
    half = (rows["high"] - rows["low"]) / 2  # the surest has the largest difference in half-widths of its interval
    sure = (rows["difference"].abs() / half.where(half != 0)).fillna(np.inf)
    sure[rows["metric"].isin(headlines())] = np.inf
    ranked = rows.loc[(-sure).sort_values(kind="stable").index].to_dict("records")
    more = [f"and {len(ranked) - most} more"] if len(ranked) > most else []
    return "<br>".join([f"`{row['metric']}` {moves(row)} {row['verdict']}" for row in ranked[:most]] + more)
