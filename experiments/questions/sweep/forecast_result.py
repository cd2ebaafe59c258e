"""What a sweep would take, told before it is run."""

from dataclasses import dataclass
from typing import Any, Literal

Basis = Literal["of these runs that are kept", "of kept runs of these scenarios and this length", "assumed"]


@dataclass(frozen=True, slots=True)
class Forecast:
    """How many runs there are to carry out, and about how long that takes. Equal runs are one."""

    points: int
    asked: int  # points of the design; equal ones are one
    regimes: int
    seeds: int
    runs: int
    kept: int  # of them, those that are known, crashed ones too unless they are to be run again
    each: float  # seconds a run
    basis: Basis  # of `each`
    jobs: int

    @property
    def seconds(self) -> float:
        """That it would take, about."""
        return (self.runs - self.kept) * self.each / self.jobs

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
