"""Fee schedule: from contract amount to take-home and exactly back."""

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from policies.columns import guarded, unwritable
from policies.numbers import check, number
from policies.records import Floats, Format, Formats, Ints, Yen

UNIT = 10_000  # shares are counted in hundredths of a percent, so that yen come out exact


@dataclass(frozen=True, slots=True)
class FeeSchedule:
    """The fee is marginal: 20 % up to ¥100,000 of a contract, 10 % up to ¥200,000, 5 % of the rest; 20 % of a task.

    Workers enter the take-home they want and the contract amount is computed (Y-08…Y-10); clients propose contract
    amounts and never see the take-home (Y-11, Y-12). Source: May 2020 report; it prints no rate: the bands are those of
    the marketplace's fee page (calibration facts, section 1). A fraction of a yen of fee is dropped, in the worker's
    favour: assumed. Consumption tax, on the amount and on the fee, is left out: all yen are before tax.
    """

    band_floors: tuple[float, ...] = number(
        (0.0, 100_000.0, 200_000.0), "yen", "whole yen where each band begins, on the fee page", confidence="quoted"
    )
    band_shares: tuple[float, ...] = number(
        (0.20, 0.10, 0.05), "share", "of the part of the amount in each band, on the fee page", 0.05, 0.20, "quoted"
    )
    task_share: float = number(0.20, "share", "of a task, on the fee page", 0.15, 0.20, "quoted")
    net_entry: bool = True

    def __post_init__(self) -> None:
        check(self)
        if self.band_floors[:1] != (0,) or any(lower >= upper for lower, upper in pairwise(self.band_floors)):
            raise ValueError(f"band_floors: {self.band_floors!r} do not fit, must begin at 0 and rise")
        if any(floor != round(floor) for floor in self.band_floors):
            raise ValueError(f"band_floors: {self.band_floors!r} do not fit, must be whole yen")
        if len(self.band_shares) != len(self.band_floors):
            raise ValueError(
                f"band_shares: {len(self.band_shares)} given, must be one for each of {len(self.band_floors)} floors"
            )
        for field, value in [("task_share", self.task_share), *(("band_shares", value) for value in self.band_shares)]:
            if round(value * UNIT) >= UNIT or abs(value * UNIT - round(value * UNIT)) > 1e-6:
                raise ValueError(f"{field}: {value!r} does not fit, must be from 0 to below 1 in steps of 0.0001")

    @guarded
    def take_home(self, amount: Yen, format: Formats) -> Floats:
        """(n,) yen that the worker receives.

        amount  (n,) whole yen ≥ 0, contract amount
        format  (n,) Format
        →       (n,) whole yen
        """
        yen = np.rint(amount).astype(np.int64)
        task = format == Format.TASK
        net = np.where(task, _net(yen, self._task()), _net(yen, self._project()))
        return (-(-net // UNIT)).astype(np.float64)

    @guarded
    def amount_for(self, take_home: Yen, format: Formats) -> Floats:
        """The smallest whole-yen contract amount that gives at least this take-home.

        take_home  (n,) whole yen ≥ 0
        format     (n,) Format
        →          (n,) whole yen
        """
        yen = np.rint(take_home).astype(np.int64)
        task = format == Format.TASK
        return np.where(task, _gross(yen, self._task()), _gross(yen, self._project())).astype(np.float64)

    def _project(self) -> "_Bands":
        return _bands(tuple(self.band_floors), tuple(self.band_shares))

    def _task(self) -> "_Bands":
        return _bands((0.0,), (self.task_share,))


class _Bands(NamedTuple):
    """(bands,) whole yen where each begins; what is left of UNIT in it; the net of its first yen, in 1/UNIT yen."""

    floors: Ints
    left: Ints
    nets: Ints


@lru_cache
def _bands(floors: tuple[float, ...], shares: tuple[float, ...]) -> _Bands:
    whole, left = np.array(floors).astype(np.int64), UNIT - np.rint(np.array(shares) * UNIT).astype(np.int64)
    nets = np.concatenate([[0], np.cumsum(np.diff(whole) * left[:-1])]).astype(np.int64)
    return _Bands(*map(unwritable, (whole, left, nets)))


def _net(yen: Ints, bands: _Bands) -> Ints:
    """(n,) net of amounts, in 1/UNIT yen."""
    band = np.searchsorted(bands.floors, yen, side="right") - 1
    return bands.nets[band] + (yen - bands.floors[band]) * bands.left[band]


def _gross(yen: Ints, bands: _Bands) -> Ints:
    """(n,) the smallest amounts whose net, rounded up to whole yen, reaches `yen`: net must exceed yen - 1."""
    least = (yen - 1) * UNIT + 1
    band = np.maximum(np.searchsorted(bands.nets, least, side="left") - 1, 0)
    return np.maximum(bands.floors[band] - (bands.nets[band] - least) // bands.left[band], 0)


@dataclass(frozen=True, slots=True)
class Off:
    """No fee: the worker takes home the contract amount, and enters it."""

    net_entry = False

    @guarded
    def take_home(self, amount: Yen, format: Formats) -> Floats:
        """(n,), (n,) → (n,) the amount itself."""
        return amount.copy()

    @guarded
    def amount_for(self, take_home: Yen, format: Formats) -> Floats:
        """(n,), (n,) → (n,) the take-home itself."""
        return take_home.copy()
