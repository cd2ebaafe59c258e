"""Which rooms are held to the mutants, how many of each are drawn, and which tests are to notice them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("policies", "sim", "scenarios", "experiments")

PINS = "tests/pins/test_pins.py"
DOCUMENTED = "tests/docs/test_reference.py"
HAND_MADE = ("tests/sim/systems/*.py", "tests/sim/acts/*.py")
MIRRORED = ("tests/{room}/test_{module}.py", "tests/{room}/*.py")
ELSEWHERE = {  # modules that are tested under another name
    "policies/certification": "marks",
    "policies/completion_rate": "marks",
    "policies/identity": "marks",
    "policies/order_rules": "marks",
    "policies/fee_alert": "fair_fees",
    "policies/fee_survey": "fair_fees",
    "policies/rate_guide": "fair_fees",
    "policies/display": "marks",
    "policies/communication": "permissions",
    "policies/contact_reminder": "permissions",
    "policies/enforcement": "permissions",
    "policies/scouting": "permissions",
    "policies/phrases": "guidelines",
    "policies/folding": "guidelines",
    "policies/text": "columns",
    "policies/records": "refusals",
    "policies/platform": "promises",
    "policies/dates": "checks",
    "experiments/api/option": "kinds",
    "experiments/api/options": "kinds",
    "experiments/api/questions": "asked",
    "experiments/api/scenario": "scenarios",
    "experiments/api/changes": "scenarios",
    "experiments/show/html": "brief",
    "experiments/show/markdown": "brief",
    "experiments/runs/works": "engine",
    "experiments/store/layout": "file",
    "experiments/store/sealed": "damage",
    "experiments/store/states": "upkeep",
    "scenarios/problems": "complaints",
    "scenarios/tree": "complaints",
    "scenarios/layers": "load",
    "sim/state/trade": "jobs",
    "sim/state/people": "table",
}


@dataclass(frozen=True, slots=True)
class Room:
    """The modules of a folder."""

    name: str
    drawn: int
    tests: tuple[
        str, ...
    ]  # globs, the quickest to notice first; {module} stands for the module's name, {room} for the room's

    def modules(self) -> list[Path]:
        """The room's modules that hold code, in order."""
        return sorted(path for path in (ROOT / self.name).glob("*.py") if path.stat().st_size)

    def steps(self, module: Path) -> Iterator[list[str]]:
        """The tests of a module step by step, each once; those of the first step are its own."""
        own = ELSEWHERE.get(f"{self.name}/{module.stem}", module.stem)
        seen: set[str] = set()
        for pattern in self.tests:
            file, *of_them = pattern.format(room=self.name, module=own).split("::")
            paths = sorted(
                "::".join([str(path.relative_to(ROOT)), *of_them])
                for path in ROOT.glob(file)
                if path.name.startswith("test_")
            )
            if new := [test for test in paths if test not in seen]:
                seen.update(new)
                yield new


ROOMS = (
    Room(
        "policies",
        80,
        (
            "tests/policies/test_{module}.py",
            "tests/policies/test_numbers_of_rules.py",
            DOCUMENTED,
            "tests/policies/test_[!c]*.py",
            "tests/policies/*.py",
            "tests/sim/test_inert_switches.py",
            PINS,
        ),
    ),
    Room(
        "scenarios", 80, ("tests/scenarios/test_{module}.py", "tests/scenarios/test_[!f]*.py", "tests/scenarios/*.py")
    ),
    Room(
        "experiments/measures",
        80,
        (
            *MIRRORED,
            "tests/experiments/questions/compare/test_answer.py",
            "tests/experiments/questions/trace/test_counted.py",
        ),
    ),
    Room(
        "experiments/verdicts",
        80,
        (
            *MIRRORED,
            "tests/experiments/questions/compare/test_answer.py",
            "tests/experiments/questions/gate/test_results.py",
            "tests/docs/studies/test_errors.py",
        ),
    ),
    Room("experiments/store", 60, MIRRORED),
    Room("experiments/runs", 60, (*MIRRORED, "tests/experiments/store/test_keeping.py")),
    Room("experiments/printing", 40, MIRRORED),
    Room("experiments/questions/flip", 60, MIRRORED),
    Room("experiments/questions/calibrate", 80, MIRRORED),
    Room("experiments/questions/sweep", 60, MIRRORED),
    Room("experiments/questions/gate", 60, (*MIRRORED, "tests/experiments/questions/test_pictures.py")),
    Room("experiments/questions/measure", 30, (*MIRRORED, "tests/experiments/questions/test_pictures.py")),
    Room("experiments/questions/trace", 60, (*MIRRORED, "tests/experiments/questions/test_pictures.py")),
    Room("experiments/questions/explain", 40, MIRRORED),
    Room(
        "experiments/questions/compare",
        80,
        (
            *MIRRORED,
            "tests/experiments/verdicts/test_verdicts.py",
            "tests/experiments/verdicts/test_differences.py",
            "tests/experiments/printing/test_numbers.py",
            "tests/policylab/test_results.py",
        ),
    ),
    Room("experiments/questions/rank", 40, (*MIRRORED, "tests/experiments/questions/test_pictures.py")),
    Room(
        "experiments/show",
        40,
        (*MIRRORED, "tests/experiments/printing/*.py", "tests/experiments/questions/compare/*.py"),
    ),
    Room(
        "experiments/show/pictures",
        40,
        (*MIRRORED, "tests/experiments/questions/*/test_pictures.py", "tests/experiments/questions/test_pictures.py"),
    ),
    Room("experiments/dashboard", 40, MIRRORED),
    Room(
        "experiments/commands",
        40,
        (
            *MIRRORED,
            "tests/experiments/questions/*/test_command.py",
            "tests/experiments/questions/sweep/test_forecast.py",
            "tests/experiments/store/test_commands.py",
            "tests/policylab/*.py",
        ),
    ),
    Room("experiments/host", 20, (*MIRRORED, "tests/experiments/commands/*.py")),
    Room("experiments/language", 20, MIRRORED),
    Room(
        "experiments/api",
        40,
        (
            "tests/policylab/test_{module}.py",
            "tests/{room}/*.py",
            "tests/policylab/*.py",
            "tests/experiments/commands/test_runs.py",
        ),
    ),
    Room(
        "sim/choices",
        80,
        (
            "tests/sim/choices/test_{module}.py",
            "tests/sim/choices/*.py",
            "tests/sim/test_world.py",
            DOCUMENTED,
            *HAND_MADE,
            PINS,
        ),
    ),
    Room("sim/rings", 80, ("tests/sim/rings/test_{module}.py", "tests/sim/rings/*.py", DOCUMENTED, *HAND_MADE, PINS)),
    Room(
        "sim/state",
        80,
        (
            "tests/sim/test_{module}.py",
            "tests/sim/test_listeners.py",
            "tests/sim/test_pair_set.py",
            "tests/sim/test_table.py",
            "tests/sim/test_log.py",
            "tests/sim/test_spill.py",
            *HAND_MADE,
            PINS,
        ),
    ),
    Room("sim/acts", 80, ("tests/sim/acts/test_{module}.py", *HAND_MADE, PINS)),
    Room("sim/systems", 120, ("tests/sim/systems/test_{module}.py", *HAND_MADE, PINS)),
)
