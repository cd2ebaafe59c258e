"""Settings of the whole test command, and what it begins with."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from tests.packages import Install, installing

os.environ["POLICYLAB_STORE"] = ":memory:"  # no test reads a run that another one has kept

settings.register_profile("policylab", deadline=None, print_blob=True)  # machines are shared: no time limit an example
settings.load_profile("policylab")

LONG = (  # the longest first, by seconds: begun last, one of them would leave the other cores waiting
    "experiments/commands/test_cli.py",
    "experiments/questions/sweep/test_swept.py",
    "experiments/questions/calibrate/test_waves.py",
    "experiments/questions/sweep/test_sweep.py",
    "experiments/printing/test_terminal.py",
    "experiments/runs/test_engine.py",
    "experiments/questions/flip/test_flip.py",
    "architecture/test_rooms.py",
    "experiments/host/test_stopping.py",
    "experiments/questions/gate/test_gate.py",
    "experiments/runs/test_identity.py",
    "sim/test_same_luck.py",
    "policylab/test_questions.py",
    "docs/test_tutorial.py",
    "experiments/studies/test_error_rates.py",
    "experiments/questions/calibrate/test_calibrate.py",
    "experiments/questions/explain/test_explain.py",
    "sim/test_adapting.py",
    "sim/test_rings.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files first, all else as it stands: `make test` tells xdist not to go by how many tests a file has."""
    rank = {Path(__file__).parent / name: place for place, name in enumerate(LONG)}
    items.sort(key=lambda item: rank.get(item.path, len(rank)))


@pytest.fixture
def install(tmp_path: Path) -> Iterator[Install]:
    """Installs packages that offer rules of policylab, for the length of a test."""
    with installing(tmp_path / "site") as way:
        yield way
