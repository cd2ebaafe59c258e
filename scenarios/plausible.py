"""The plausible worlds that ship: the numbers of each, found by `policylab calibrate`, and how they were found."""

import io
import json
import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from policies.printable import printable
from policies.records import Floats
from scenarios.layers import WORLDS
from scenarios.problems import BadInput
from scenarios.space import Space, space
from sim.world import World

SHIPPED = WORLDS / "plausible.npz"
MODEL = WORLDS / "model.txt"  # what the model does, in a digest (`experiments/questions/calibrate/fingerprint.py`)
MOVED = (
    "the model has moved since these plausible worlds were found, so the facts need not hold in them: find others with "
    "`policylab calibrate`"
)
NONE_SHIP = "no plausible worlds ship: make them with `policylab calibrate`"
NOTHING: Mapping[str, Any] = MappingProxyType({})
NAMED = 3  # of the numbers that do not fit
LARGEST = 256 * 10**6  # bytes when unpacked, some 7,000 worlds with the waves that found them


@dataclass(frozen=True, slots=True, eq=False)
class Ensemble:
    """Plausible worlds, all of them around one central world.

    space    around the central world that is asked about, with what holds in all of them
    values   (n, d) the uncertain numbers of each, as `Space.read` has them
    central  (d,) those of the world around which they were found
    facts    (n, 2, facts) each fact in each world: mean over fresh runs on its scale, rings frozen and adapting
    origin   how they were found, as JSON has it
    measured the names of the metrics that were taken of each world; none where nobody took any
    metrics  (n, 2, measured) these in one more run of each world, rings frozen and adapting; NaN where undefined
    file     that holds them
    """

    space: Space
    values: Floats
    central: Floats
    facts: Floats
    origin: dict[str, Any]
    measured: tuple[str, ...] = ()
    metrics: Floats = field(default_factory=lambda: np.empty((0, 2, 0)))
    file: Path = SHIPPED

    def __len__(self) -> int:
        return len(self.values)

    @property
    def of_this_model(self) -> bool:
        """Were they found with the model as it is, by what its runs do?"""
        return bool(self.origin.get("model") == MODEL.read_text("utf-8").strip())

    def world(self, number: int) -> World:
        """The plausible world of this number, 0 … n − 1; with what does not vary, or holds, as in the central one.

        Raises BadInput where no world can have its numbers together.
        """
        try:
            return self.space.laid(self.values[number])
        except ValueError as error:
            raise _unfit(self.file, f"holds no world {number} ({error})") from None


def worlds(central: World, path: Path = SHIPPED, held: Collection[str] = ()) -> Ensemble:
    """The plausible worlds around a central one. Raises BadInput where there are none, or where they are not of it.

    held: numbers that somebody set, whatever their value (see `Scenario.held`): they hold in every world. So does a
    number that a world file has otherwise than the world around which these were found.
    """
    around = space(central, held)
    if path.exists() and not path.is_file():
        raise _unfit(path, "is no file that can be read twice")
    try:
        with path.open("rb") as raw, np.load(raw, allow_pickle=False) as file:
            if too_large(file):
                raise _unfit(path, f"unpacks to more than {LARGEST // 10**6} MB")
            names, origin = _words(file["names"]), _json(str(file["origin"]))
            if not isinstance(origin, dict):
                raise TypeError(origin)
            values, middle, facts = (_numbers(file[name]) for name in ("values", "central", "facts"))
            measured = _words(file["measured"]) if "measured" in file else ()
            metrics = _numbers(file["metrics"]) if measured else np.empty((len(values), 2, 0))
            fact_names = [str(fact["name"]) for fact in origin["facts"]] if measured or "facts" in origin else None
    except BadInput:
        raise
    except FileNotFoundError:
        raise _unfit(path, "is missing") from None
    except Exception as error:  # the bytes are anybody's, and three libraries read them
        raise _unfit(path, f"cannot be read ({type(error).__name__})") from error
    if names != around.names:
        raise _unfit(path, f"is of a world with other numbers ({_difference(names, around.names)})")
    ensemble = Ensemble(around, values, middle, facts, origin, measured, metrics, path)
    if wrong := _misshapen(ensemble, fact_names) or _beyond(ensemble) or _repeated(ensemble) or _unmeasurable(ensemble):
        raise _unfit(path, wrong)
    apart = np.array(around.names)[around.read(central) != middle].tolist()
    return replace(ensemble, space=around.holding(apart))


def evidence(path: Path | None = None) -> Ensemble | str:
    """The plausible worlds that ship, or those of a file, around the standard world; else why there are none to read.

    Evidence of what is known of a metric, in any world.
    """
    if path is None and not SHIPPED.exists():
        return NONE_SHIP
    try:
        return worlds(World(), path or SHIPPED)
    except BadInput as problem:
        return str(problem)


def packed(ensemble: Ensemble, past: Mapping[str, Any] = NOTHING) -> bytes:
    """The file that holds these worlds: equal worlds, equal bytes. NumPy alone can read it.

    past: more arrays by name, of what it took to find them
    """
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
        **past,
    )
    return file.getvalue()


def too_large(file: Any) -> bool:
    """Does a file that `np.load` has opened unpack to more than LARGEST?"""
    return bool(sum(part.file_size for part in file.zip.infolist()) > LARGEST)


def _words(array: NDArray[Any]) -> tuple[str, ...]:
    """A list of texts. Raises TypeError for anything else."""
    if array.dtype.kind != "U" or array.ndim != 1:
        raise TypeError
    return tuple(array.tolist())


def _numbers(array: NDArray[Any]) -> Floats:
    """Raises TypeError for what is none."""
    if array.dtype.kind not in "iuf":
        raise TypeError
    return np.asarray(array, np.float64)


def _json(text: str) -> Any:
    """Raises ValueError for a number that no other program could read: NaN, one without end, one of 400 digits."""

    def number(digits: str) -> float:
        value = float(digits)
        if not math.isfinite(value):
            raise ValueError(digits[:NAMED])
        return value

    def whole(digits: str) -> int:
        number(digits)
        return int(digits)

    return json.loads(text, parse_constant=number, parse_float=number, parse_int=whole)


def _misshapen(ensemble: Ensemble, fact_names: Sequence[str] | None) -> str:
    """The part of a file that has another shape than the others ask for, in words; empty where all fit.

    fact_names: of its facts; None where the file does not give them.
    """
    count, facts = max(len(ensemble.values), 1) if ensemble.values.ndim else 1, ensemble.facts.shape[-1:]
    shapes = {
        "values": (count, len(ensemble.space)),
        "central": (len(ensemble.space),),
        "facts": (count, 2, *(facts if fact_names is None else (max(len(fact_names), 1),))),
        "metrics": (count, 2, len(ensemble.measured)),
    }
    for name, shape in shapes.items():
        if (there := getattr(ensemble, name).shape) != shape:
            return f"has {name} of another shape ({_by(there)} for {_by(shape)})"
    return ""


def _by(shape: tuple[int, ...]) -> str:
    return " × ".join(map(str, shape)) or "a single number"


def _beyond(ensemble: Ensemble) -> str:
    """The first number that no world can have, in words; empty where there is none."""
    for which, values in (("its central world", ensemble.central[None]), ("world {}", ensemble.values)):
        for world, place in np.argwhere(ensemble.space.beyond(values))[:1].tolist():
            name, (least, most) = ensemble.space.names[place], ensemble.space.dimensions[place].hard
            text = f"{name} = {values[world, place]:g}, beyond {least:,g} … {most:,g}"
            return f"holds what no world can have, in {which.format(world)}: {text}"
    return ""


def _repeated(ensemble: Ensemble) -> str:
    """The first world that is there twice, in words; empty where there is none."""
    _, first, of_world = np.unique(ensemble.values, axis=0, return_index=True, return_inverse=True)
    same = first[of_world.ravel()]
    for world in np.flatnonzero(same != np.arange(len(same)))[:1]:
        return f"holds world {same[world]} again as world {world}: an interval counts each as a world of its own"
    return ""


def _unmeasurable(ensemble: Ensemble) -> str:
    """The first world with a fact or a metric that no run can have, in words; empty where there is none."""
    facts, units = ensemble.facts, [fact.get("unit") for fact in ensemble.origin.get("facts", ())]
    highest = np.where(np.array(units or [None] * facts.shape[-1]) == "share", 1.0, math.inf)
    wrong = {"facts": (facts < 0) | (facts > highest) | np.isinf(facts), "metrics": np.isinf(ensemble.metrics)}
    for name, there in wrong.items():
        for world, *_ in np.argwhere(there)[:1].tolist():
            return f"holds {name} that no run can have, in world {world}"
    return ""


def _difference(there: Sequence[str], here: Sequence[str]) -> str:
    """The difference between the numbers of a file and those that worlds have, in words."""
    gone, new = sorted(set(there) - set(here)), sorted(set(here) - set(there))
    sides = [(word, names) for word, names in (("more", gone), ("fewer", new)) if names]
    parts = (f"{len(names)} {word}: {', '.join(names[:NAMED])}{' …' * (len(names) > NAMED)}" for word, names in sides)
    return "; ".join(parts) or "in another order"


def _unfit(path: Path, why: str) -> BadInput:
    return BadInput(
        [f"the file of plausible worlds, {printable(str(path))}, {why}: make it with `policylab calibrate`"]
    )
