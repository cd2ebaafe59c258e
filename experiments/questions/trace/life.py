"""The life of one person on both sides of a pair, event by event."""

from dataclasses import dataclass
from typing import Any

from experiments.questions.trace.lives import Happening, Moment
from experiments.questions.trace.pairing import Status


@dataclass(frozen=True, slots=True)
class Life:
    """The life of one person on both sides."""

    seed: int
    worker: int
    status: Status
    group: str  # age and experience
    path: str  # by which they count first, on the candidate's side if they count there; empty if on no side
    outcome: int  # of OUTCOMES, the end of that path
    yen: float  # lost there
    fate: str  # of the lure on the other side, if they count on one side alone; else empty
    moments: tuple[Moment, ...]
    accounts: frozenset[str]  # by which they count, on either side

    @property
    def name(self) -> str:
        """The value of `--worker`: seed/number."""
        return f"{self.seed}/{self.worker}"

    @property
    def first(self) -> Moment | None:
        """The first event that differs."""
        return next((moment for moment in self.moments if not moment.same), None)

    def as_json(self) -> dict[str, Any]:
        """Return plain data for `json.dumps`."""
        return {
            "worker": self.name,
            "status": self.status,
            "group": self.group,
            "path": self.path or None,
            "yen": self.yen,
            "on the other side": self.fate or None,
            "moments": [
                {
                    "what": moment.either.text,
                    "baseline": _time(moment.before),
                    "candidate": _time(moment.after),
                    "only nature knows": moment.either.nature,
                    "a rule's doing": moment.either.ruled,
                    "first that differs": moment is self.first,
                }
                for moment in self.moments
            ],
        }


def _time(happening: Happening | None) -> float | None:
    """Return days since the start."""
    return happening.time if happening else None
