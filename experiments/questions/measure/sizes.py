"""The sizes of one scenario, at the size of the whole marketplace."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal, Self

from experiments.printing.plain import as_plain
from experiments.questions.measure.figures import SIZES, Size
from experiments.questions.measure.metrics import over_seeds
from experiments.runs.batch import Batch
from experiments.runs.provenance import Seeds, Side, heading
from experiments.verdicts.intervals import Interval
from experiments.verdicts.marketplace import scale

Grade = Literal["ok", "OFF", "no figure", "no data"]


@dataclass(frozen=True, slots=True, eq=False)
class Sized:
    """A size in some runs: mean over seeds with its 95 % interval, multiplied where it grows with the market."""

    size: Size
    mean: Interval

    @property
    def grade(self) -> Grade:
        """Is the mean within so many times the public figure?"""
        if math.isnan(self.mean.mean):
            return "no data"
        if math.isnan(self.size.low):
            return "no figure"
        return "OFF" if self.size.off(self.mean.mean) else "ok"

    @property
    def times(self) -> float:
        """Times the public figure, 1 within its range; NaN without a figure."""
        return self.size.times(self.mean.mean)


@dataclass(frozen=True, slots=True, eq=False)
class Sizes:
    """Every size of a scenario.

    scale  workers of the marketplace for each of a run
    """

    side: Side
    seeds: Seeds  # of the runs that sizes of a month are taken from
    years: Seeds  # and sizes of a year
    scale: float
    sizes: tuple[Sized, ...]  # in the order of SIZES

    @classmethod
    def of(cls, months: Batch[dict[str, float]], years: Batch[dict[str, float]]) -> Self:
        """Return the sizes in runs as long as the scenario, and in runs of more than a year."""
        [side], runs = months.sides, {"month": months.results[0], "year": years.results[0]}
        times = scale(side.scenario.world.workers)

        def sized(size: Size) -> Sized:
            values = [run[size.name] * (times if size.whole else 1) for run in runs[size.span]]
            return Sized(size, over_seeds(values, size.unit))

        return cls(side, months.seeds, years.seeds, times, tuple(map(sized, SIZES)))

    @property
    def off(self) -> tuple[Sized, ...]:
        """Sizes that are off, in order."""
        return tuple(each for each in self.sizes if each.grade == "OFF")

    def rows(self) -> Iterator[dict[str, Any]]:
        """Tidy rows: one for each size. `times` is how many times the public figure it is."""
        for each in self.sizes:
            size, known = each.size, not math.isnan(each.size.low)
            yield {
                "size": size.name,
                "group": size.group,
                "unit": size.unit,
                "a": size.span,
                "mean": each.mean.mean,
                "low": each.mean.low,
                "high": each.mean.high,
                "public": [size.low, size.high] if known else None,
                "grade": each.grade,
                "times": each.times,
                "source": size.source,
                "note": size.note,
            }

    @as_plain
    def as_json(self) -> dict[str, Any]:
        """Plain data for `json.dumps`: undefined numbers are null."""
        return {
            **heading({"scenario": self.side.name}, (self.side,), self.seeds),
            "scale": self.scale,
            "sizes": list(self.rows()),
        }
