"""Caches: made once, read by the next process, made anew when damaged, and never in the way."""

import io
import os
import pickle
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from unittest.mock import Mock

import numpy as np
import pytest

from policies.text import Vocabulary, table
from sim import caches
from sim.words import lexicon as words
from tests.architecture.house import ROOT, imported, modules
from tests.folders import forget_folders, homeless

HOUSE = ("sim", "policies")  # packages that texts and loops are made by


pytestmark = pytest.mark.usefixtures("no_caches")


def test_caches_lie_where_the_user_s_caches_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert caches.home() == tmp_path / "cache" / "policylab"
    monkeypatch.setenv("XDG_CACHE_HOME", "")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    forget_folders()
    assert caches.home() == tmp_path / "home" / ".cache" / "policylab"


def test_a_value_is_made_once_and_read_from_then_on() -> None:
    make = Mock(return_value={"a": (1, 2.5)})
    assert [caches.of_texts("value", make) for _ in range(3)] == [{"a": (1, 2.5)}] * 3
    assert make.call_count == 1
    assert os.listdir(caches.texts()) == ["value"]


def test_another_process_reads_the_value_that_one_has_made() -> None:
    caches.of_texts("squares", lambda: np.arange(5) ** 2)
    text = "from sim import caches; print(caches.of_texts('squares', lambda: 1 / 0).tolist())"
    assert run(text) == "[0, 1, 4, 9, 16]\n"


def run(text: str) -> str:
    """Output of a process of its own, with the same cache."""
    done = subprocess.run([sys.executable, "-c", text], cwd=ROOT, capture_output=True, text=True, timeout=100)
    assert done.returncode == 0, done.stderr[-2_000:]
    return done.stdout


def sealed(name: str, content: bytes) -> bytes:
    """A file as a cache would leave it under a name."""
    return caches.seal(caches.texts() / name, content) + content


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda content: content[: len(content) // 2], id="half a file"),
        pytest.param(lambda content: b"\0" * len(content), id="zeros, as after a power cut"),
        pytest.param(lambda content: content[: caches.SEAL] + pickle.dumps("forged"), id="another value"),
        pytest.param(lambda content: sealed("other", content[caches.SEAL :]), id="the file of another name"),
        pytest.param(lambda content: sealed("value", b"cno_module_of_this_name\nthing\n."), id="a module that is gone"),
    ],
)
def test_a_damaged_file_is_made_anew_and_replaced(damage: Callable[[bytes], bytes]) -> None:
    make, path = Mock(return_value=list(range(500))), caches.texts() / "value"
    caches.of_texts("value", make)
    sound = path.read_bytes()
    path.write_bytes(damage(sound))
    assert caches.of_texts("value", make) == list(range(500))
    assert (make.call_count, path.read_bytes()) == (2, sound)
    assert caches.of_texts("value", make) == list(range(500))
    assert (make.call_count, os.listdir(caches.texts())) == (2, ["value"])


@pytest.mark.parametrize("place", [(), ("policylab",), ("policylab", "texts")])
def test_a_folder_that_cannot_be_made_costs_time_and_nothing_else(place: tuple[str, ...], tmp_path: Path) -> None:
    path = tmp_path.joinpath("cache", *place)
    path = path.parent / caches.texts().name if place[-1:] == ("texts",) else path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(b"a file stands here")
    make = Mock(return_value="made")
    assert [caches.of_texts("value", make) for _ in range(2)] == ["made"] * 2
    assert (make.call_count, path.read_bytes()) == (2, b"a file stands here")


def test_a_disk_that_is_full_costs_time_and_nothing_else(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(path: Path, data: bytes) -> int:
        raise OSError(28, "No space left on device")

    make = Mock(return_value="made")
    monkeypatch.setattr(Path, "write_bytes", full)
    assert [caches.of_texts("value", make) for _ in range(2)] == ["made"] * 2
    assert not (caches.texts() / "value").exists()


def test_a_user_without_a_home_has_no_cache_and_every_value(monkeypatch: pytest.MonkeyPatch) -> None:
    homeless(monkeypatch)
    assert caches.home() is None
    for name in (caches.compiled, caches.texts):
        with pytest.raises(RuntimeError, match="home"):
            name()
    make = Mock(return_value="made")
    assert [caches.of_texts("value", make) for _ in range(2)] == ["made"] * 2
    assert make.call_count == 2


def test_an_error_of_making_is_an_error_and_leaves_nothing() -> None:
    with pytest.raises(ZeroDivisionError):
        caches.of_texts("value", lambda: 1 / 0)
    assert not caches.texts().exists()


def test_a_value_that_another_process_leaves_meanwhile_is_no_trouble() -> None:
    def slow() -> str:
        assert caches.of_texts("value", lambda: "quick") == "quick"
        return "slow"

    assert caches.of_texts("value", slow) == "slow"
    assert caches.of_texts("value", str) in {"quick", "slow"}
    assert os.listdir(caches.texts()) == ["value"]


def test_processes_that_make_the_same_at_once_do_not_disturb() -> None:
    text = (
        "from sim import caches\n"
        "for turn in range(300):\n"
        "    (caches.texts() / 'value').unlink(missing_ok=True)\n"
        "    for _ in range(3):\n"
        "        assert caches.of_texts('value', lambda: list(range(9_999))) == list(range(9_999))\n"
    )
    processes = [
        subprocess.Popen([sys.executable, "-c", text], cwd=ROOT, stderr=subprocess.PIPE, text=True) for _ in range(3)
    ]
    assert [each.communicate(timeout=100)[1] for each in processes] == [""] * 3
    assert os.listdir(caches.texts()) == ["value"]


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], Path]:
    """Puts copies of our code in its place, below a folder of this name."""

    def copy(name: str) -> Path:
        top = tmp_path / name
        for package in HOUSE:
            shutil.copytree(ROOT / package, top / package, ignore=shutil.ignore_patterns("__pycache__"))
        monkeypatch.setattr(caches, "SIM", top / "sim")
        monkeypatch.setattr(caches, "RULES", top / "policies")
        monkeypatch.setattr(caches, "__file__", str(top / "sim" / "caches.py"))
        forget_folders()
        return top

    return copy


def changes(top: Path, path: str, name: Callable[[], Path]) -> bool:
    """Whether one byte more in a file changes the name of a folder."""
    before, content = name(), (top / path).read_bytes()
    (top / path).write_bytes(content + b"\n")
    forget_folders()
    after = name()
    (top / path).write_bytes(content)
    forget_folders()
    assert name() == before
    return after.parent == before.parent and after.name != before.name


def imports(*paths: str) -> set[str]:
    """Files of our code that these modules import, and those that these import, and so on."""
    result, todo = set[str](), list(paths)
    while todo:
        path = todo.pop()
        if path not in result:
            result.add(path)
            places = [name.replace(".", "/") for name in imported(ROOT / path) if name.startswith(HOUSE)]
            files = {f"{each}.py" for place in places for each in (place, place.rpartition("/")[0])}
            todo += [file for file in files if (ROOT / file).is_file()]
    return result


def room(folder: str) -> list[str]:
    return [path.relative_to(ROOT).as_posix() for path in modules(folder)]


def test_every_file_that_decides_the_texts_decides_the_name_of_their_folder(checkout: Callable[[str], Path]) -> None:
    """The market's words and the tables of the text rules: their modules, all that these import, and their data."""
    sources = {*imports(*room("sim/words"), "policies/phrases.py", "policies/guidelines.py")}
    sources |= {"sim/words/words.toml", "policies/guidelines.toml"}
    assert {"sim/words/grammar.py", "sim/caches.py", "policies/text.py", "policies/folding.py"} <= sources
    top = checkout("house")
    assert [path for path in sorted(sources) if not changes(top, path, caches.texts)] == []


def test_every_loop_decides_the_name_of_the_folder_of_machine_code(checkout: Callable[[str], Path]) -> None:
    top, sources = checkout("house"), [*room("sim/compiled"), "sim/caches.py"]
    assert "sim/compiled/rounds.py" in sources
    assert [path for path in sources if not changes(top, path, caches.compiled)] == []


def test_words_do_not_decide_machine_code_nor_loops_the_texts(checkout: Callable[[str], Path]) -> None:
    top = checkout("house")
    assert not changes(top, "sim/words/words.toml", caches.compiled)
    assert not changes(top, "policies/phrases.py", caches.compiled)
    assert not changes(top, "sim/compiled/rounds.py", caches.texts)


def test_two_checkouts_of_the_same_code_share_their_folders(checkout: Callable[[str], Path]) -> None:
    pairs = {(caches.compiled(), caches.texts())}
    for name in ("house", "another"):
        checkout(name)
        pairs.add((caches.compiled(), caches.texts()))
    assert len(pairs) == 1


@pytest.mark.parametrize("name", [caches.compiled, caches.texts])
def test_another_python_and_another_numpy_have_folders_of_their_own(
    name: Callable[[], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    folders = {name()}
    with monkeypatch.context() as context:
        context.setattr(np, "__version__", "99.0")
        forget_folders()
        folders.add(name())
    with monkeypatch.context() as context:
        context.setattr(platform, "python_version", lambda: "9.9.9")
        forget_folders()
        folders.add(name())
    assert len(folders) == 3


def test_machine_code_that_looks_at_each_index_lies_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    checked = caches.compiled()
    monkeypatch.setenv("NUMBA_BOUNDSCHECK", "0")
    forget_folders()
    assert checked.name.startswith("checked-")
    assert caches.compiled() == checked.with_name(checked.name.replace("checked", "compiled"))


def test_of_each_kind_the_youngest_folders_stay(no_caches: Path) -> None:
    """Their age is that of their last file, not of their name; one that is there already costs none its place."""
    for age in range(caches.YOUNGEST + 5):
        for kind in ("texts", "compiled"):
            old = no_caches / f"{kind}-{age:02}"
            old.mkdir(parents=True)
            (old / "value").write_bytes(b"")
            os.utime(old, (1e9 - age, 1e9 - age))
    (no_caches / "texts-notes.json").write_text("a file of another kind")
    caches.make_folder(no_caches / "texts-03")
    assert len(list(no_caches.glob("texts-*/"))) == caches.YOUNGEST + 5
    caches.make_folder(no_caches / "texts-new")
    texts = [f"texts-{age:02}" for age in range(caches.YOUNGEST - 1)]
    assert sorted(each.name for each in no_caches.glob("texts-*/")) == [*texts, "texts-new"]
    assert len(list(no_caches.glob("compiled-*/"))) == caches.YOUNGEST + 5
    assert (no_caches / "texts-notes.json").is_file()


def test_the_lexicon_that_is_read_is_the_one_that_was_written(monkeypatch: pytest.MonkeyPatch) -> None:
    read, write = words.lexicon.__wrapped__, words._written
    first = read()
    monkeypatch.setattr(words, "_written", lambda: 1 / 0)
    second, expected = read(), write()
    assert second is not first
    for lexicon in (first, second):
        assert lexicon.vocabulary.strings == expected.vocabulary.strings
        assert lexicon.clarity.tolist() == expected.clarity.tolist()
        assert lexicon.betrays.tolist() == expected.betrays.tolist()
        assert lexicon.banks.keys() == expected.banks.keys()
        for name, bank in expected.banks.items():
            for part in ("members", "start", "size"):
                assert np.array_equal(getattr(lexicon.banks[name], part), getattr(bank, part))


lengths = table.__wrapped__  # as a process works it out that has none yet


def test_a_table_over_the_texts_is_kept_under_what_decides_it() -> None:
    judge, vocabulary = Mock(side_effect=len), Vocabulary(("a", "bcd"), words._on_disk)
    assert [lengths(judge, vocabulary, "length").tolist() for _ in range(3)] == [[1, 3]] * 3
    assert judge.call_count == 2
    lengths(judge, vocabulary, "length of another spelling")
    assert judge.call_count == 4
    assert len(os.listdir(caches.texts())) == 2


def test_a_table_of_which_nothing_says_what_decides_it_is_kept_nowhere() -> None:
    judge = Mock(side_effect=len)
    for vocabulary, decided in ((Vocabulary(("a",), words._on_disk), ""), (Vocabulary(("a",)), "length")):
        for _ in range(2):
            lengths(judge, vocabulary, decided)
    assert judge.call_count == 4
    assert not caches.texts().exists()


def test_a_nameless_file_lies_among_the_caches(no_caches: Path) -> None:
    with caches.nameless() as file:
        assert isinstance(file, io.RawIOBase)  # a full buffer would complain at the end, when nobody can do anything
    no_caches.mkdir(parents=True)
    with caches.nameless() as file:
        assert file is not None
        assert os.fstat(file.fileno()).st_dev == os.stat(no_caches).st_dev
        assert os.listdir(no_caches) == []
    assert file.closed


def test_without_a_place_for_a_nameless_file_there_is_none(no_caches: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("tempfile.TemporaryFile", full)
    with caches.nameless() as file:
        assert file is None
