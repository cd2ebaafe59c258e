"""Compiler: loops are compiled once on a machine, and a cache that is damaged or cannot be written costs only time."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any, get_origin

import numpy as np
import pytest

from sim import arrays, caches
from sim.compiled import compiler, pairs, reading, rounds, ties, wheels
from tests.architecture.house import PACKAGES, ROOT, imported
from tests.folders import homeless

ROOM = ROOT / "sim" / "compiled"
FIRST = 0xE220A8397B1DCDAF  # of the published sequence of SplitMix64, seed 0

LOOPS = ("bits", "uniforms", "twice", "counts")
ASK = f"""
import numpy as np
from sim.compiled import rounds
print(
    hex(rounds.bits(0, np.zeros(1, np.uint64), rounds.NONE)[0]),
    sum(getattr(rounds, name).stats.cache_hits.total() for name in {LOOPS}),
)
"""

GARBAGE = bytes(range(256)) * 200
DAMAGES = [
    pytest.param(lambda content: content[: len(content) // 2], id="half a file"),
    pytest.param(lambda content: GARBAGE, id="bytes of any kind"),
    pytest.param(lambda content: content[:-1] + bytes([content[-1] ^ 0xFF]), id="one byte that has changed"),
    pytest.param(lambda content: b"\0" * len(content), id="zeros, as after a power cut"),
    pytest.param(lambda content: b"cno_module_of_this_name\nthing\n.", id="an object of a module that is gone"),
    pytest.param(lambda content: b"(I1\nI2\nt.", id="a value of another kind"),
]


def thrice(number: int) -> int:
    return 3 * number


def loop() -> Any:
    """A small loop, compiled or loaded."""
    return compiler.compiled("int64(int64)")(thrice)


def loads(each: Any) -> int:
    """How often a loop came from the cache."""
    return int(each.stats.cache_hits.total())


def files(folder: Path) -> dict[Path, int]:
    """When each file below a folder was written."""
    return {path: path.stat().st_mtime_ns for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.mark.usefixtures("no_caches")
def test_a_loop_is_compiled_once_and_loaded_from_then_on() -> None:
    first, before = loop(), files(caches.compiled())
    second = loop()
    assert (first(7), loads(first), second(7), loads(second)) == (21, 0, 21, 1)
    assert before
    assert files(caches.compiled()) == before


@pytest.mark.usefixtures("no_caches")
@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("number", [0, 1], ids=["machine code", "index"])
def test_a_damaged_file_is_compiled_anew_and_replaced(number: int, damage: Callable[[bytes], bytes]) -> None:
    loop()
    path = [*files(caches.compiled())][number]
    path.write_bytes(damage(path.read_bytes()))
    second = loop()
    assert (second(7), loads(second)) == (21, 0)
    third = loop()
    assert (third(7), loads(third)) == (21, 1)


@pytest.mark.usefixtures("no_caches")
def test_machine_code_of_another_loop_or_of_other_types_is_compiled_anew() -> None:
    def twice(number: int) -> int:
        return 2 * number

    signatures = "int64(int64)", "float64(float64)"
    for each in (thrice, twice):
        compiler.compiled(*signatures)(each)
    code = [path for path in files(caches.compiled()) if path.suffix == ".nbc"]
    assert len(code) == 4
    contents = [path.read_bytes() for path in code]
    for path, content in zip(code, [contents[1], contents[2], contents[3], contents[0]], strict=True):
        path.write_bytes(content)
    for each, factor in ((thrice, 3), (twice, 2)):
        mended: Any = compiler.compiled(*signatures)(each)
        assert (mended(7), mended(0.5), loads(mended)) == (7 * factor, 0.5 * factor, 0)


@pytest.mark.parametrize("place", ["cache", "cache/policylab", "cache/policylab/{}"])
@pytest.mark.usefixtures("no_caches")
def test_a_folder_that_cannot_be_made_costs_time_and_nothing_else(place: str, tmp_path: Path) -> None:
    path = tmp_path / place.format(caches.compiled().name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("a file stands here")
    for each in (loop(), loop()):
        assert (each(7), loads(each)) == (21, 0)
    assert path.read_text() == "a file stands here"


@pytest.mark.usefixtures("no_caches")
def test_a_disk_that_is_full_costs_time_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    for each in (loop(), loop()):
        assert (each(7), loads(each)) == (21, 0)
    assert files(caches.compiled()) == {}


@pytest.mark.usefixtures("no_caches")
def test_a_user_without_a_home_compiles_each_time(monkeypatch: pytest.MonkeyPatch) -> None:
    homeless(monkeypatch)
    for each in (loop(), loop()):
        assert (each(7), loads(each)) == (21, 0)


@pytest.fixture(scope="module")
def cold(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """A cache that two processes have filled at once, and what they answered."""
    home = tmp_path_factory.mktemp("cold")
    processes = [begin(home) for _ in range(2)]
    return home, [answer(process) for process in processes]


def begin(home: Path) -> subprocess.Popen[str]:
    """A process of its own that loads the loops of `sim.compiled.rounds`, and calls one."""
    environment = {**os.environ, "XDG_CACHE_HOME": str(home)}
    return subprocess.Popen(
        [sys.executable, "-c", ASK],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def answer(process: subprocess.Popen[str]) -> str:
    """What it says: the first random word, and how many loops it loaded."""
    text, trouble = process.communicate(timeout=100)
    assert (process.returncode, trouble) == (0, "")
    return text.strip()


@pytest.mark.nightly(reason="processes that compile all loops; in this one, a loop at a time: above")
def test_two_processes_compile_at_once_and_the_next_loads_all(cold: tuple[Path, list[str]]) -> None:
    home, answers = cold
    assert {text.split()[0] for text in answers} == {hex(FIRST)}
    before = files(home)
    assert {path.name.partition("-")[0] for path in before} == {f"rounds.{name}" for name in LOOPS}
    assert answer(begin(home)) == f"{hex(FIRST)} {len(LOOPS)}"
    assert files(home) == before


U64, I64, I32 = np.zeros(6, np.uint64), np.zeros(6, np.int64), np.zeros(6, np.int32)
PULL = ((0.0, 0.0, 0.0), np.zeros(6))
MISTAKES: dict[str, Callable[[], object]] = {
    "bits of signed keys": lambda: rounds.bits(0, I64, rounds.NONE),  # type: ignore[arg-type]
    "bits of every other key": lambda: rounds.bits(0, U64[::2], rounds.NONE),
    "counts of float32 means": lambda: rounds.counts(np.zeros(1, np.float32), np.ones(1), np.ones(1)),
    "strangers among int32": lambda: pairs.strangers(I64, I32, I64),  # type: ignore[arg-type]
    "ties of int64": lambda: ties.rows(I64, I64, 6),  # type: ignore[arg-type]
    "looks on int32 shelves": lambda: wheels.looks(I32, U64, U64, I32, I64, I32),  # type: ignore[arg-type]
    "a wheel of int32 owners": lambda: wheels.set_out(I64, U64, I32, 1),  # type: ignore[arg-type]
    "jobs in another layout": lambda: reading.best(
        I64, I64, np.zeros(6, [("published", np.float64)]), PULL, (np.zeros(6, np.float32),) * 3, np.zeros(6), 1
    ),
}


@pytest.mark.parametrize("mistake", MISTAKES)
def test_arrays_of_another_type_or_with_gaps_are_refused_and_never_misread(mistake: str) -> None:
    with pytest.raises(TypeError):
        MISTAKES[mistake]()


def test_a_column_of_the_right_type_is_taken_wherever_it_begins() -> None:
    words = np.arange(6, dtype=np.uint64)
    assert rounds.bits(0, words[2:5], rounds.NONE).tolist() == rounds.bits(0, words, rounds.NONE)[2:5].tolist()


BEYOND: dict[str, Callable[[], object]] = {
    "a row that is none": lambda: pairs.strangers(I64, I64, np.array([0, 6])),
    "a place in the list that is none": lambda: reading.best(
        np.array([0]), np.array([6]), np.zeros(6, reading.SHOWN), PULL, (np.zeros(1, np.float32),) * 3, np.zeros(1), 1
    ),
}


@pytest.mark.parametrize("slip", BEYOND)
def test_while_tests_run_an_index_beyond_its_array_is_an_error(slip: str) -> None:
    with pytest.raises(IndexError):
        BEYOND[slip]()


MODULES = sorted(ROOM.rglob("*.py"))


def imports(path: Path) -> set[str]:
    """Modules of ours that a module imports; names from `sim.arrays` and `sim` in full."""
    ours = [name for name in imported(path) if name.partition(".")[0] in PACKAGES]
    whole = {"sim", "sim.arrays", "sim.compiled"}
    return {name if name.rpartition(".")[0] in whole else name.rpartition(".")[0] for name in ours}


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.stem)
def test_a_loop_s_module_imports_only_its_neighbours(path: Path) -> None:
    """A number from elsewhere would be compiled in, and its edit would not compile anew."""
    mine = {f"sim.compiled.{each.stem}" for each in MODULES}
    types = {f"sim.arrays.{name}" for name, value in vars(arrays).items() if get_origin(value)}
    more = types | {"sim.caches"} if path.stem == "compiler" else set()
    assert imports(path) <= mine | more


def test_every_loop_lies_among_the_files_that_name_the_folder() -> None:
    assert sorted(ROOM.glob("*.py")) == MODULES
    assert imports(ROOM / "compiler.py") > {"sim.caches"}
    assert "sim.compiled.pairs" in imports(ROOM / "reading.py")
