"""Settings of the whole test command, and what it begins with."""

import gc
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import typer.testing
from hypothesis import settings
from typer.main import get_command

from scenarios import plausible
from tests.folders import forget_folders
from tests.packages import Install, installing

MODEL = plausible.MODEL
plausible.MODEL = Path(__file__).with_name("told.txt")  # tests look at answers as if the worlds were of this model

os.environ["POLICYLAB_STORE"] = ":memory:"  # no test reads a run that another one has kept
os.environ["NUMBA_BOUNDSCHECK"] = "1"  # in compiled loops an index beyond its array is an error, not a crash

# One tree of commands for a thousand tests that ask, as a process of its own has one.
typer.testing._get_command = cache(get_command)  # type: ignore[attr-defined]

settings.register_profile("policylab", deadline=None, print_blob=True)  # machines are shared: no time limit an example
settings.load_profile("policylab")

LONG = (  # the longest first, by seconds: begun last, one of them would leave the other cores waiting
    "experiments/commands/test_cli.py",
    "experiments/show/pictures/test_legible.py",
    "experiments/show/test_report_command.py",
    "experiments/commands/test_plot.py",
    "experiments/questions/compare/test_pictures.py",
    "policylab/test_kernel.py",
    "experiments/commands/test_hostile.py",
    "experiments/questions/calibrate/test_waves.py",
    "experiments/questions/gate/test_gate.py",
    "policies/test_conformance.py",
    "experiments/show/test_japanese.py",
    "sim/test_same_luck.py",
    "experiments/questions/calibrate/test_calibrate.py",
    "experiments/show/test_report.py",
    "experiments/printing/test_terminal.py",
    "experiments/runs/test_engine.py",
    "sim/test_rules_in_force.py",
    "experiments/commands/test_dashboard.py",
    "experiments/dashboard/test_asking.py",
    "policylab/test_arguments.py",
    "experiments/questions/explain/test_explain.py",
    "pins/test_pins.py",
    "docs/test_how_to.py",
    "experiments/questions/flip/test_flip.py",
    "sim/test_signatures.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Long files first, all else as it stands: `make test` tells xdist not to go by how many tests a file has."""
    rank = {Path(__file__).parent / name: place for place, name in enumerate(LONG)}
    items.sort(key=lambda item: rank.get(item.path, len(rank)))


def pytest_sessionfinish() -> None:
    """Search for garbage once: pytest does so ten times at its end, and two million objects take a second each."""
    gc.collect()
    gc.freeze()


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
