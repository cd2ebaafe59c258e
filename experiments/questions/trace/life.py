"""One person on both sides of a pair, event by event."""

from dataclasses import dataclass
from typing import Any

from experiments.questions.trace.lives import Happening, Moment
from experiments.questions.trace.pairing import Status


@dataclass(frozen=True, slots=True)
class Life:
    """One person on both sides."""

    seed: int
    worker: int
    status: Status
    group: str  # age and experience
    path: str  # by which they count first, on the candidate's side where they do there; empty for who does on none
    outcome: int  # of OUTCOMES, the end of that path
    yen: float  # lost at that
    fate: str  # what became on the other side of what reached them on one alone; empty for all others
    moments: tuple[Moment, ...]
    accounts: frozenset[str]  # by whom they count, on either side

    @property
    def name(self) -> str:
        """As `--worker` takes it."""
        return f"{self.seed}/{self.worker}"

    @property
    def first(self) -> Moment | None:
        """The first event that differs."""
        return next((moment for moment in self.moments if not moment.same), None)

    def as_json(self) -> dict[str, Any]:
        """Plain data for `json.dumps`."""
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
    """Days since the start."""
    return happening.time if happening else None
