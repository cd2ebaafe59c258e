"""Settings of the whole test command, and what it begins with."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.folders import forget_folders
from tests.packages import Install, installing

os.environ["POLICYLAB_STORE"] = ":memory:"  # no test reads a run that another one has kept
os.environ["NUMBA_BOUNDSCHECK"] = "1"  # in compiled loops an index beyond its array is an error, not a crash

settings.register_profile("policylab", deadline=None, print_blob=True)  # machines are shared: no time limit an example
settings.load_profile("policylab")

LONG = (  # the longest first, by seconds: begun last, one of them would leave the other cores waiting
    "experiments/commands/test_cli.py",
    "sim/test_adapting.py",
    "policies/test_conformance.py",
    "experiments/commands/test_hostile.py",
    "sim/test_same_luck.py",
    "experiments/runs/test_engine.py",
    "pins/test_pins.py",
    "experiments/questions/calibrate/test_waves.py",
    "experiments/store/test_commands.py",
    "policylab/test_arguments.py",
    "sim/test_signatures.py",
    "policylab/test_kernel.py",
    "experiments/printing/test_terminal.py",
    "experiments/reports/test_japanese.py",
    "experiments/figures/test_japanese.py",
    "experiments/questions/sweep/test_swept.py",
    "experiments/runs/test_imported.py",
    "experiments/questions/gate/test_gate.py",
    "experiments/runs/test_guard.py",
    "experiments/questions/explain/test_explain.py",
    "sim/test_rules_in_force.py",
    "scenarios/test_fuzz.py",
    "docs/test_tutorial.py",
    "sim/test_grapevine.py",
    "experiments/store/test_record.py",
    "experiments/questions/calibrate/test_calibrate.py",
    "experiments/runs/test_identity.py",
    "policylab/test_docs.py",
    "sim/test_desk.py",
    "experiments/studies/test_studies.py",
    "experiments/questions/trace/test_counted.py",
    "browser/test_dashboard.py",
    "experiments/dashboard/test_asking.py",
    "architecture/test_rooms.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files first, all else as it stands: `make test` tells xdist not to go by how many tests a file has."""
    rank = {Path(__file__).parent / name: place for place, name in enumerate(LONG)}
    items.sort(key=lambda item: rank.get(item.path, len(rank)))


@pytest.fixture
def no_caches(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder of all caches of a user who has none yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    forget_folders()
    yield tmp_path / "cache" / "policylab"
    forget_folders()


@pytest.fixture
def install(tmp_path: Path) -> Iterator[Install]:
    """Installs packages that offer rules of policylab, for the length of a test."""
    with installing(tmp_path / "site") as way:
        yield way
