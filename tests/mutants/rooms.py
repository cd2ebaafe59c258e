"""Which rooms are held to the mutants, how many of each are drawn, and which tests are to notice them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("policies", "sim", "scenarios", "experiments")

PINS = "tests/pins/test_pins.py"
OF_THE_SIMULATION = ("tests/sim/systems/*.py", "tests/sim/acts/*.py", "tests/sim/test_{module}.py", PINS)
OF_MEASURES = tuple(f"tests/experiments/test_{name}.py" for name in (
    "business", "channels", "fraud", "matching", "metrics", "networks", "periods", "validity"))


@dataclass(frozen=True, slots=True)
class Room:
    """The modules of a folder."""

    name: str
    drawn: int
    tests: tuple[str, ...]  # as globs, the quickest to notice first; {module} stands for the module's name

    def modules(self) -> list[Path]:
        """The room's modules that hold code, in order."""
        return sorted(path for path in (ROOT / self.name).glob("*.py") if path.stat().st_size)

    def steps(self, module: Path) -> Iterator[list[str]]:
        """The tests of a module step by step, each once; those of the first step are its own."""
        told: set[str] = set()
        for pattern in self.tests:
            found = sorted(str(path.relative_to(ROOT)) for path in ROOT.glob(pattern.format(module=module.stem))
                           if path.name.startswith("test_"))
            if new := [test for test in found if test not in told]:
                told.update(new)
                yield new


ROOMS = (
    Room("policies", 80, ("tests/policies/test_{module}.py", "tests/policies/*.py")),
    Room("scenarios", 80, ("tests/scenarios/test_{module}.py", "tests/scenarios/*.py")),
    Room("experiments/measures", 80, ("tests/experiments/test_{module}.py", *OF_MEASURES)),
    Room("sim/choices", 80, ("tests/sim/choices/test_{module}.py", "tests/sim/choices/*.py", "tests/sim/test_world.py",
                             "tests/experiments/test_views.py", PINS)),
    Room("sim/rings", 80, ("tests/sim/rings/test_{module}.py", "tests/sim/rings/*.py", PINS)),
    Room("sim/state", 80, ("tests/sim/test_{module}.py", "tests/sim/test_pair_set.py", *OF_THE_SIMULATION)),
    Room("sim/acts", 80, ("tests/sim/acts/test_{module}.py", *OF_THE_SIMULATION)),
    Room("sim/systems", 120, ("tests/sim/systems/test_{module}.py", *OF_THE_SIMULATION)),
)
