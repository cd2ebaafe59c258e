"""The forecast of a sweep: the number of its runs, and the time they take."""

from dataclasses import dataclass
from typing import Any, Literal

Basis = Literal["of these runs that are kept", "of kept runs of these scenarios and this length", "assumed"]


@dataclass(frozen=True, slots=True)
class Forecast:
    """The number of runs that a sweep needs, and the time they take. Equal runs count once."""

    points: int
    asked: int  # points of the design, before equal ones become one
    regimes: int
    seeds: int
    runs: int
    kept: int  # runs that are stored; crashed ones too, unless they are to run again
    each: float  # seconds for one run
    basis: Basis  # of `each`
    jobs: int | None  # runs at the same time; None: as many as a running cluster has workers, which is not asked

    @property
    def work(self) -> float:
        """Estimated seconds of the runs that are not stored, one after another."""
        return (self.runs - self.kept) * self.each

    @property
    def seconds(self) -> float | None:
        """Estimated time of the runs that are not stored; None if it is not known how many run at the same time."""
        return None if self.jobs is None else self.work / self.jobs

    def as_json(self) -> dict[str, Any]:
        """Plain data for `json.dumps`."""
        return {
            "points": self.points,
            "regimes": self.regimes,
            "seeds": self.seeds,
            "runs": self.runs,
            "kept": self.kept,
            "to run": self.runs - self.kept,
            "seconds a run": self.each,
            "seconds a run are": self.basis,
            "jobs": self.jobs,
            "seconds": self.seconds,
        }
