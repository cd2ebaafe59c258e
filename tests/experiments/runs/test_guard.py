"""What a run may reach for: whatever its key covers, and nothing else."""

import os
import re
import sys
import threading
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

import pytest

from experiments.runs import code, guard
from experiments.runs.guard import Reach, Uncovered, close_environment, watching
from tests.experiments.runs.villages import distribute, gone, settle

pytestmark = pytest.mark.usefixtures("nothing_known")


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process of our own."""
    for variables in (os.environ, os.environb):
        monkeypatch.setattr(variables, "_data", os.environ._data)  # type: ignore[attr-defined]
    system = sys.modules[os.name]
    monkeypatch.setattr(system, "environ", system.environ)
    close_environment()


def test_no_variable_is_left_where_python_found_it(closed: None) -> None:
    assert os.environ["PATH"]
    assert sys.modules[os.name].environ == {}


@pytest.fixture
def inn(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    """Imports a package `inn`, whose `rules.act()` does as told, and calls that as a run would."""
    (tmp_path / "beside.txt").write_text("1")

    def act(text: str, **files: str) -> None:
        body = "".join(f"    {line}\n" for line in text.splitlines())
        rules = f"import os, sys\nfrom pathlib import Path\nHERE = Path(__file__).parent\ndef act():\n{body}"
        named = {name.replace("__", "/", 1).replace("_dot_", "."): content for name, content in files.items()}
        settle(tmp_path, monkeypatch, {"inn/__init__.py": "", "inn/rules.py": rules, **named})
        reach = code.reach(["inn"])
        with watching(reach):
            import inn.rules  # type: ignore[import-not-found]

            inn.rules.act()

    yield act
    gone("inn", "far_inn", "bought_inn", "needed_inn")


@pytest.mark.parametrize(
    "text",
    [
        "assert (HERE / 'data.toml').read_text() == '1'",
        "import inn.more",
        "(HERE / 'rules.py').read_text()",
        "import runpy; runpy.run_path(HERE / 'more.py')",
        "import inspect; inspect.getsource(inspect.getmodule(act))",
        "from importlib import import_module as get; get('inn.more')",
        "import json, zoneinfo; zoneinfo.ZoneInfo('Asia/Tokyo')",
        "open('/proc/cpuinfo').close(); open('/dev/null').close()",
        "import numpy as np; np.linalg.norm([1.0]); import scipy.stats",
        "assert not os.path.exists('/nowhere/at/all')",
        "try: open('/nowhere/at/all')\nexcept FileNotFoundError: pass",
        "os.listdir(HERE)",
        "import warnings; warnings.warn('a rule warns')",
        "import traceback\ntry: 1 / 0\nexcept ZeroDivisionError: traceback.format_exc()",
        "from policies.guidelines import Guidelines; Guidelines()",
    ],
)
@pytest.mark.filterwarnings("ignore:a rule warns")
def test_what_a_key_covers_may_be_read(text: str, inn: Callable[..., None]) -> None:
    inn(text, inn__data_dot_toml="1", inn__more_dot_py="")


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("open(HERE.parent / 'beside.txt')", "beside.txt"),
        ("os.open(HERE.parent / 'beside.txt', os.O_RDONLY)", "beside.txt"),
        ("open('/etc/passwd', 'rb')", "/etc/passwd"),
        ("import numpy as np; np.fromfile('/etc/passwd', 'u1')", "/etc/passwd"),
        ("os.close(os.open(HERE / 'new.txt', os.O_CREAT))", "new.txt"),
        ("open('/nowhere/at/all', 'w')", "/nowhere/at/all"),
        ("os.listdir(HERE.parent)", "test_anything_else"),
        ("open(HERE / '__pycache__' / 'hidden.txt')", "hidden.txt"),
        ("from importlib import import_module as get; get('far_' + 'inn')", "far_inn.py"),
        ("import pkgutil; pkgutil.resolve_name('far_' + 'inn:x')", "far_inn.py"),
        ("sys.path.insert(0, str(HERE.parent / 'aside')); __import__('side_' + 'inn')", "side_inn.py"),
        ("open(HERE / 'pipe')", "pipe"),
        ("import ctypes; ctypes.CDLL('libm.so.6')", "libm.so.6"),
        ("from scenarios.layers import SHIPPED; open(SHIPPED / 'production.toml')", "production.toml"),
        ("os.environ['HOME']", "environment variable HOME"),
        ("os.environb[b'HOME']", "environment variable HOME"),
        ("'HOME' in os.environ", "environment variable HOME"),
        ("os.path.expandvars('$HOME')", "environment variable HOME"),
        ("dict(os.environ)", "environment variable"),
        ("open('/proc/self/environ')", "/proc/self/environ"),
        ("open('/proc/self/cwd/beside.txt')", "/proc/self/cwd/beside.txt"),
        ("os.system('true')", "os.system"),
        ("import subprocess; subprocess.run('true')", "subprocess.Popen"),
        ("os.posix_spawn('/bin/true', ['true'], {})", "os.posix_spawn"),
        ("os.fork() or os._exit(0)", "os.fork"),
        ("import threading; threading.Thread(target=print).start()", "thread"),
        ("import socket; socket.create_connection(('127.0.0.1', 1))", "socket"),
        ("import sqlite3; sqlite3.connect(':memory:')", "sqlite3"),
    ],
)
@pytest.mark.usefixtures("closed")
def test_anything_else_is_refused_by_its_name(
    text: str, named: str, inn: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    files = {"inn__more_dot_py": "", "far_inn_dot_py": "x = 1", "aside__side_inn_dot_py": ""}
    (tmp_path / "inn" / "__pycache__").mkdir(parents=True)
    (tmp_path / "inn" / "__pycache__" / "hidden.txt").touch()
    os.mkfifo(tmp_path / "inn" / "pipe")
    with pytest.raises(Uncovered, match=named.replace(".", r"\.")):
        inn(text, **files)
    assert os.environ["HOME"]  # afterwards all is as it was
    assert Path("/etc/passwd").read_text()


@pytest.mark.usefixtures("closed")
@pytest.mark.parametrize(
    ("text", "advice", "followed"),
    [
        ("open('/etc/passwd')", guard.DECLARE, "(HERE / 'data.csv').read_text()"),
        ("os.getenv('HOME')", guard.VARIABLE, "from collections import namedtuple; namedtuple('Rule', 'yen')(5.0).yen"),
        ("open(HERE / 'new.txt', 'w')", guard.WRITE, "print(1); import logging; logging.getLogger('inn').warning('1')"),
        ("os.system('true')", guard.PROGRAM, "(HERE / 'data.csv').read_text()"),
        ("import socket; socket.socket()", guard.PROGRAM, "(HERE / 'data.csv').read_text()"),
        ("import threading; threading.Thread(target=print).start()", guard.ADVICE["_thread."], "print()"),
        (
            "import sqlite3; sqlite3.connect('a')",
            guard.ADVICE["sqlite3."],
            "import csv; csv.reader((HERE / 'data.csv').read_text().splitlines())",
        ),
        ("from importlib import metadata; metadata.version('typer')", guard.VERSION, "import numpy; numpy.__version__"),
    ],
)
def test_a_refusal_says_what_to_do_and_that_works(
    text: str, advice: str, followed: str, inn: Callable[..., None]
) -> None:
    with pytest.raises(Uncovered, match=re.escape(f"; {advice}")):
        inn(text)
    gone("inn")
    inn(followed, inn__data_dot_csv="1,2")


def test_a_module_that_is_in_no_package_is_covered_with_its_bytecode(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(tmp_path, monkeypatch, {"far_inn.py": "import json"})
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    with watching(code.reach(["far_inn"])):
        import_module("far_inn")
        gone("far_inn")
        import_module("far_inn")
    assert list(tmp_path.glob("__pycache__/far_inn.*.pyc"))
    gone("far_inn")


def test_a_shared_library_that_lies_in_a_package_is_covered(inn: Callable[..., None]) -> None:
    with pytest.raises(OSError, match="file too short"):  # it is opened, and is none
        inn("import ctypes; ctypes.CDLL(str(HERE / 'law.so'))", inn__law_dot_so="")


def test_what_is_refused_while_a_rule_is_imported_is_refused(inn: Callable[..., None]) -> None:
    with pytest.raises(Uncovered, match="/etc/passwd"):
        inn("import inn.more", inn__more_dot_py="open('/etc/passwd')")


def test_a_refusal_that_is_caught_is_told_at_the_end(inn: Callable[..., None]) -> None:
    with pytest.raises(Uncovered, match=r"/etc/passwd, .* \(inn/rules.py, line 5\)$"):
        inn("try: open('/etc/passwd')\nexcept Exception: pass")


def test_a_release_imported_by_name_is_covered_with_its_requirements(
    inn: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settle(tmp_path, monkeypatch, {"bought_inn/__init__.py": "import needed_inn", "needed_inn/__init__.py": ""})
    distribute(tmp_path, "Bought", "2.1", "bought_inn", needs="Requires-Dist: Needed\n")
    distribute(tmp_path, "Needed", "1.5", "needed_inn")
    inn("import bought_inn")
    gone("inn", "bought_inn")
    with pytest.raises(Uncovered, match="bought_inn"):
        inn("__import__('bought' + '_inn')")


@pytest.mark.usefixtures("closed")
def test_a_release_may_look_about_while_it_is_imported(
    inn: Callable[..., None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "import os\nhome = os.environ.get('HOME')\nfrom importlib.metadata import version\nversion('pytest')"
    settle(tmp_path, monkeypatch, {"bought_inn/__init__.py": text})
    distribute(tmp_path, "Bought", "2.1", "bought_inn")
    inn("import bought_inn")


@pytest.mark.usefixtures("closed")
def test_other_threads_are_left_alone(tmp_path: Path) -> None:
    heard: list[str] = []
    with watching(Reach((str(tmp_path),))):
        # a thread that was there before, as those of a notebook are
        heard += worker(lambda: Path("/etc/passwd").read_text() + os.environ["HOME"])
    assert heard
    assert "root" in heard[0]


def worker(job: Callable[[], str]) -> list[str]:
    heard: list[str] = []
    before = guard._run.reach
    guard._run.reach = None  # a thread is begun by somebody else
    try:
        thread = threading.Thread(target=lambda: heard.append(job()))
        thread.start()
    finally:
        guard._run.reach = before
    thread.join()
    return heard


def test_a_run_goes_through_the_guard(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from experiments.runs.plan import Run
    from experiments.runs.work import simulated
    from scenarios import load

    run = Run(load("production", ["world.workers=100", "world.clients=20", "days=1"]), 0)
    variables = os.environ._data  # type: ignore[attr-defined]
    simulated(run)
    assert os.environ._data is variables  # type: ignore[attr-defined]  # the environment is the program's
    monkeypatch.setattr("sim.course.simulate", lambda *_, **__: Path("/etc/passwd").read_text())
    with pytest.raises(Uncovered, match="/etc/passwd"):
        simulated(run)
    assert sys.modules["sim.course"]
