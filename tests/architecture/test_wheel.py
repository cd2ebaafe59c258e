"""A wheel of the checkout, installed where nothing else is, answers a question by itself."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

from experiments import VERSION
from tests.architecture.house import PACKAGES, ROOT

pytestmark = pytest.mark.nightly(
    reason="builds, and installs all that policylab needs; which files should go in: tests/architecture/test_rooms.py"
)

PIP = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
QUESTION = ["compare", "production", "calling_open", "--seeds", "2", "--days", "30", "--rings", "frozen", "--no-store"]
SMALL = ["-S", "world.workers=1000", "-S", "world.clients=400"]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built from a copy of the checkout: a build leaves folders behind, from which the next one would take files."""
    folder = tmp_path_factory.mktemp("built")
    left_out = shutil.ignore_patterns(".*", "build", "dist", "*.egg-info", "__pycache__")
    shutil.copytree(ROOT, folder / "copy", ignore=left_out)
    subprocess.run([*PIP, "wheel", "--no-deps", "--wheel-dir", folder, folder / "copy"], check=True)
    [built] = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def there(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment that has the wheel, what it needs, and nothing else."""
    folder = tmp_path_factory.mktemp("there") / "venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    into = ["--python", str(folder / "bin" / "python"), "install", "--no-compile"]
    subprocess.run([*PIP, *into, "-c", ROOT / "constraints.txt", wheel], check=True)
    return folder


def ask(there: Path, away: Path, *words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Ask the installed command, outside the checkout and with nothing of this process's surroundings."""
    clean = {"PATH": os.defpath, "HOME": str(away), **environment}
    return subprocess.run(
        [there / "bin" / "policylab", *words], cwd=away, env=clean, capture_output=True, text=True, check=False
    )


def test_a_wheel_holds_every_file_of_the_packages_and_no_other(wheel: Path) -> None:
    files = {path for name in PACKAGES for path in (ROOT / name).rglob("*") if path.is_file() and path.suffix != ".pyc"}
    held = {name for name in ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert held == {path.relative_to(ROOT).as_posix() for path in files}


def test_a_wheel_brings_its_licence_and_says_its_version(wheel: Path, there: Path, tmp_path: Path) -> None:
    assert f"policylab-{VERSION}.dist-info/licenses/LICENSE" in ZipFile(wheel).namelist()
    assert ask(there, tmp_path, "--version").stdout == f"{VERSION}\n"


def test_an_installed_wheel_answers_and_imports_nothing_of_the_checkout(there: Path, tmp_path: Path) -> None:
    done = ask(there, tmp_path, *QUESTION, *SMALL, PYTHONVERBOSE="1")  # every import, on standard error
    assert done.returncode == 0, done.stderr[-2_000:]
    assert done.stdout.startswith("production → calling_open\n2 plausible worlds of an older model")
    assert re.search(r"^addressed +[\d,]+ ", done.stdout, re.MULTILINE)
    [market] = there.glob("lib/python*/site-packages/sim/course.py")
    assert str(market) in done.stderr
    assert str(ROOT) not in done.stderr
