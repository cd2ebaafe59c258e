"""A world's numbers: how people behave here. Unit, source, confidence and plausible range stand beside each number.

Confidence: quoted, derived or assumed (an honest source that says: sweep me).
"""

from dataclasses import dataclass, field
from typing import Any, Literal


def number(default: float | int | tuple[float, ...], unit: str, source: str, low: float | None = None, high: float | None = None,
           confidence: Literal["quoted", "derived", "assumed"] = "assumed") -> Any:
    """A parameter: its value, and what we know of it. [low, high] is the plausible range, not a limit.

    Unit "share" means 0…1 and is enforced by the scenario loader; so is a negative number where unit is not "log-odds".
    """
    return field(default=default, metadata={
        "unit": unit, "source": source, "confidence": confidence, "low": low, "high": high})


@dataclass(frozen=True, slots=True)
class Population:
    """Who is here on the first day, and who comes."""

    verified_honest: float = number(0.37, "share", "requirements H: s ≤ 0.43", 0.25, 0.43, "derived")
    # … more sections and numbers are being written beside this one


@dataclass(frozen=True, slots=True)
class World:
    """A population and its behaviour. World files and scenarios override single numbers: `[world.population] …`."""

    workers: int = number(20_000, "people", "1 : 184 of 3.69 M registered (bizspa.jp)", confidence="derived")
    clients: int = number(3_250, "clients", "1 : 184 of 0.60 M (homeworkers.jp)", confidence="derived")
    rings: Literal["frozen", "adapting"] = "frozen"
    population: Population = Population()
