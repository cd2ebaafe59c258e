"""The plausible worlds that ship: the numbers of each, found by `policylab calibrate`, and how they were found."""

import io
import json
import zipfile
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from policies.printable import printable
from scenarios.layers import WORLDS
from scenarios.problems import BadInput
from scenarios.space import Space, space
from sim.world import World

Floats = NDArray[np.float64]

SHIPPED = WORLDS / "plausible.npz"
NONE_SHIP = "no plausible worlds ship: make them with `policylab calibrate`"
NAMED = 3  # of the numbers that do not fit


@dataclass(frozen=True, slots=True, eq=False)
class Ensemble:
    """Plausible worlds, all of them around one central world.

    values   (n, d) the uncertain numbers of each, as `Space.read` has them
    central  (d,) those of the world around which they were found
    facts    (n, 2, facts) each fact in each world: mean over fresh runs on its scale, rings frozen and adapting
    origin   how they were found, as JSON has it
    measured the names of the metrics that were taken of each world; none where nobody took any
    metrics  (n, 2, measured) these in one more run of each world, rings frozen and adapting; NaN where undefined
    """

    space: Space
    values: Floats
    central: Floats
    facts: Floats
    origin: dict[str, Any]
    measured: tuple[str, ...] = ()
    metrics: Floats = field(default_factory=lambda: np.empty((0, 2, 0)))

    def __len__(self) -> int:
        return len(self.values)

    @property
    def held(self) -> tuple[str, ...]:
        """The numbers that the central world has otherwise than the one these worlds were found around.

        Somebody set them, and so they hold in every world.
        """
        return tuple(np.array(self.space.names)[self.space.read(self.space.central) != self.central].tolist())

    def world(self, number: int) -> World:
        """The plausible world of this number, 0 … n − 1; with what does not vary, or is held, as in the central one."""
        here = self.space.read(self.space.central)
        return self.space.laid(np.where(here == self.central, self.values[number], here), self.held)


def worlds(central: World, path: Path = SHIPPED) -> Ensemble:
    """The plausible worlds around a central one. Raises BadInput where there are none, or where they are not of it."""
    around = space(central)
    try:
        with path.open("rb") as raw, np.load(raw, allow_pickle=False) as file:
            names, origin = file["names"].tolist(), json.loads(str(file["origin"]))
            values, middle, facts = (np.asarray(file[name], np.float64) for name in ("values", "central", "facts"))
            measured = tuple(file["measured"].tolist()) if "measured" in file else ()
            metrics = np.asarray(file["metrics"], np.float64) if measured else np.empty((len(values), 2, 0))
    except FileNotFoundError:
        raise _unfit(path, "is missing") from None
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile) as error:
        raise _unfit(path, f"cannot be read ({type(error).__name__})") from error
    if names != list(around.names):
        raise _unfit(path, f"is of a world with other numbers ({_difference(names, list(around.names))})")
    return Ensemble(around, values, middle, facts, origin, measured, metrics)


def evidence(path: Path | None = None) -> Ensemble | str:
    """The plausible worlds that ship, or those of a file, around the standard world; else why there are none to read.

    For whoever asks what is known of a metric, in whichever world.
    """
    if path is None and not SHIPPED.exists():
        return NONE_SHIP
    try:
        return worlds(World(), path or SHIPPED)
    except BadInput as problem:
        return str(problem)


def packed(ensemble: Ensemble) -> bytes:
    """The file that holds these worlds: equal worlds, equal bytes. NumPy alone can read it."""
    file = io.BytesIO()
    np.savez_compressed(
        file,
        names=np.array(ensemble.space.names),
        values=ensemble.values,
        central=ensemble.central,
        facts=ensemble.facts,
        origin=np.array(json.dumps(ensemble.origin, ensure_ascii=False, allow_nan=False)),
        measured=np.array(ensemble.measured, np.str_),
        metrics=ensemble.metrics,
    )
    return file.getvalue()


def _difference(there: list[str], here: list[str]) -> str:
    """How the numbers that worlds were found for differ from those that there are, in words."""
    gone, new = sorted(set(there) - set(here)), sorted(set(here) - set(there))
    sides = [(word, names) for word, names in (("more", gone), ("fewer", new)) if names]
    told = (f"{len(names)} {word}: {', '.join(names[:NAMED])}{' …' * (len(names) > NAMED)}" for word, names in sides)
    return "; ".join(told) or "in another order"


def _unfit(path: Path, why: str) -> BadInput:
    return BadInput(
        [f"the file of plausible worlds, {printable(str(path))}, {why}: make it with `policylab calibrate`"]
    )
