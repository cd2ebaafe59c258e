"""The code behind runs: which files count, and how."""

import os
import shutil
import sys
import zipfile
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from types import ModuleType

import pytest

from experiments.runs import code, hashes
from tests.experiments.runs.villages import distribute, forget, settle

Village = Callable[..., None]
pytestmark = pytest.mark.usefixtures("nothing_known")


@pytest.fixture
def village(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Village:
    """Lays files below a folder on the path: `village({"inn/__init__.py": ""})`."""
    return lambda files: settle(tmp_path, monkeypatch, files)


def behind(*tops: str) -> dict[str, str]:
    packages, _ = code.packages(tops)
    return {name: digest for there in packages.values() for name, digest in hashes.state(there).files.items()}


def changes(before: dict[str, str], after: dict[str, str]) -> set[str]:
    return {name for name in {*before, *after} if before.get(name) != after.get(name)}


def test_every_file_of_a_package_counts_whatever_its_suffix_and_however_deep(village: Village, tmp_path: Path) -> None:
    data = ["weights.npy", "model.pkl", "d.TOML", "far/below/no_suffix", "liblaw.so"]
    village({"inn/__init__.py": "", "inn/rules.py": "x = 1", **{f"inn/{name}": b"\0one" for name in data}})
    before = behind("inn")
    assert set(before) == {"inn/__init__.py", "inn/rules.py", *(f"inn/{name}" for name in data)}
    for name in data:
        (tmp_path / "inn" / name).write_bytes(b"\0two")
        now = behind("inn")
        assert changes(before, now) == {f"inn/{name}"}
        before = now


def test_a_file_that_comes_or_goes_counts(village: Village, tmp_path: Path) -> None:
    village({"inn/__init__.py": ""})
    before = behind("inn")
    (tmp_path / "inn" / "a.csv").write_text("1")
    assert changes(before, behind("inn")) == {"inn/a.csv"}
    (tmp_path / "inn" / "a.csv").unlink()
    assert behind("inn") == before


def test_bytecode_caches_and_version_control_count_for_nothing(village: Village) -> None:
    village({"inn/__init__.py": ""})
    before = behind("inn")
    village({f"inn/{name}/x.bin": "1" for name in hashes.LEFT_OUT})
    assert behind("inn") == before


def test_a_link_counts_by_what_it_points_at(village: Village, tmp_path: Path) -> None:
    village({"inn/__init__.py": "", "shared/real.py": "x = 1", "shared/deep/a.csv": "1"})
    (tmp_path / "inn" / "rules.py").symlink_to(tmp_path / "shared" / "real.py")
    (tmp_path / "inn" / "data").symlink_to(tmp_path / "shared" / "deep")
    before = behind("inn")
    village({"shared/real.py": "x = 2", "shared/deep/a.csv": "2"})
    assert changes(before, behind("inn")) == {"inn/rules.py", "inn/data/a.csv"}


def test_links_that_go_round_and_links_to_nowhere_are_read_once(village: Village, tmp_path: Path) -> None:
    village({"inn/__init__.py": ""})
    (tmp_path / "inn" / "round").symlink_to(tmp_path / "inn")
    (tmp_path / "inn" / "lost").symlink_to(tmp_path / "nowhere")
    assert set(behind("inn")) == {"inn/__init__.py", "inn/lost"}
    before = behind("inn")
    (tmp_path / "inn" / "lost").unlink()
    (tmp_path / "inn" / "lost").symlink_to(tmp_path / "elsewhere")
    assert changes(before, behind("inn")) == {"inn/lost"}


def test_a_pipe_in_a_package_is_not_waited_for(village: Village, tmp_path: Path) -> None:
    village({"inn/__init__.py": ""})
    os.mkfifo(tmp_path / "inn" / "pipe")
    assert behind("inn")["inn/pipe"] == "no regular file"


def test_a_source_counts_by_its_bytes(village: Village) -> None:
    village({"inn/rules.py": "x = 1", "inn/late.py": "future syntax"})
    before = behind("inn")
    village({"inn/rules.py": "x = 1  # one", "inn/late.py": "another syntax"})
    assert changes(before, behind("inn")) == {"inn/rules.py", "inn/late.py"}


def test_packages_imported_by_name_count_without_an_import(village: Village) -> None:
    before = set(sys.modules)
    leave = "raise SystemExit\n"
    village({"inn/__init__.py": "", "inn/rules.py": leave + "import street.a as x\ndef f():\n from lane import b"})
    village({"street/__init__.py": leave, "street/a.py": "import json, numpy.linalg, policies.text", "lane.py": leave})
    assert set(behind("inn")) == {"inn/__init__.py", "inn/rules.py", "street/__init__.py", "street/a.py", "lane.py"}
    assert not {"inn", "street", "lane"} & (set(sys.modules) - before)


def test_a_package_that_comes_to_be_there_is_noticed(village: Village) -> None:
    village({"inn.py": "try:\n import garden\nexcept ImportError: garden = None"})
    assert code.packages(["inn"])[0]["garden"] == []
    village({"garden.py": "x = 1"})
    assert set(behind("inn")) == {"inn.py", "garden.py"}


def test_a_repository_declares_other_roots(village: Village, tmp_path: Path) -> None:
    village({"src/inn/__init__.py": "", "src/inn/page.py": "", "src/inn/rules/__init__.py": "", "rates/a.csv": "1"})
    (tmp_path / "link").mkdir()
    (tmp_path / "link" / "inn").symlink_to(tmp_path / "src" / "inn")  # as a side of the gate has it
    village({"pyproject.toml": '[tool.policylab]\npolicy = ["src/inn/rules", "rates"]'})
    sys.path.insert(0, str(tmp_path / "link"))
    try:
        forget()
        assert set(behind("inn")) == {"src/inn/rules/__init__.py", "rates/a.csv"}
    finally:
        sys.path.remove(str(tmp_path / "link"))


def test_a_module_of_python_itself_lies_where_python_does(village: Village) -> None:
    assert code._ours("statistics")
    village({"statistics.py": "x = 1"})
    sys.modules.pop("statistics", None)
    assert not code._ours("statistics")
    assert set(behind("statistics")) == {"statistics.py"}


def test_a_release_counts_by_version_and_content_of_files(village: Village, tmp_path: Path) -> None:
    village(
        {
            "bought/__init__.py": "x = 1",
            "bought/w.npy": "1",
            "needed.py": "",
            "inn.py": "import bought, own",
            "own.py": "",
        }
    )
    distribute(
        tmp_path, "Bought", "2.1", "bought", needs="Requires-Dist: Needed>=1\nRequires-Dist: pytest; extra == 'dev'\n"
    )
    distribute(tmp_path, "Needed", "1.5", "needed.py")
    packages, bought = code.packages(["inn"])
    assert (set(packages), set(bought)) == ({"inn", "own"}, {"Bought"})

    def told() -> dict[str, str]:
        forget()
        releases = code.releases(bought)
        return {name: releases[name][0] for name in releases if name not in code.releases()}

    first = told()
    assert {name: version.split()[0] for name, version in first.items()} == {"Bought": "2.1", "Needed": "1.5"}
    for edit in ({"bought/__init__.py": "x = 1  # patched by hand"}, {"bought/w.npy": "2"}, {"bought/new.csv": ""}):
        village(edit)
        now = told()
        assert changes(first, now) == {"Bought"}
        first = now


def test_a_package_that_was_installed_in_place_counts_by_its_files(village: Village, tmp_path: Path) -> None:
    village({"inn/__init__.py": ""})
    distribute(tmp_path, "Inn", "1.0", "__editable___inn_finder")
    assert set(behind("inn")) == {"inn/__init__.py"}


def test_what_a_build_leaves_beside_its_sources_installs_nothing(village: Village, tmp_path: Path) -> None:
    left = {"PKG-INFO": "Metadata-Version: 2.1\nName: Inn\nVersion: 1.0\n", "SOURCES.txt": "inn/__init__.py\n"}
    village({"inn/__init__.py": "", **{f"Inn.egg-info/{name}": text for name, text in left.items()}})
    (tmp_path / "site").mkdir()
    sys.path.insert(0, str(tmp_path / "site"))
    try:
        distribute(tmp_path / "site", "Inn", "1.0", "__editable___inn_finder")
        assert code.packages(["inn"])[1] == frozenset()
        assert set(behind("inn")) == {"inn/__init__.py"}
    finally:
        sys.path.remove(str(tmp_path / "site"))


def test_bytecode_that_an_installer_lists_is_no_part_of_a_release(village: Village, tmp_path: Path) -> None:
    village({"inn.py": "", "__pycache__/inn.cpython-313.pyc": "1", "__pycache__/other.cpython-313.pyc": "1"})
    info = tmp_path / "Inn-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: Inn\nVersion: 1.0\n")
    (info / "RECORD").write_text("inn.py,,\n__pycache__/inn.cpython-313.pyc,,\nInn-1.0.dist-info/METADATA,,\n")
    forget()
    _, places = code.releases(frozenset(["Inn"]))["Inn"]
    assert {name for name, _ in places} == {"inn.py", "Inn-1.0.dist-info"}


def test_all_of_an_archive_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with zipfile.ZipFile(tmp_path / "inn.zip", "w") as archive:
        archive.writestr("inn/__init__.py", "")
    monkeypatch.syspath_prepend(tmp_path / "inn.zip")
    assert set(behind("inn")) == {"inn.zip"}


def test_a_package_that_was_deleted_is_not_the_folder_around_it(village: Village, tmp_path: Path) -> None:
    village({"gone/__init__.py": "", "gone/rules.py": "x = 1", "other/large.bin": "1"})
    before = hashes.state(code.places("gone"))
    import_module("gone")
    shutil.rmtree(tmp_path / "gone")
    try:
        assert code.places("gone") == [("gone", str(tmp_path / "gone"))]
        after = hashes.state(code.places("gone"))
    finally:
        del sys.modules["gone"]
    assert after.files == {"gone": "no regular file"}
    assert after.digest != before.digest


def test_a_link_to_itself_is_a_file_of_no_kind(village: Village, tmp_path: Path) -> None:
    village({"inn/__init__.py": ""})
    (tmp_path / "inn/round").symlink_to("round")
    assert behind("inn")["inn/round"] == "link to round"


def test_code_that_lies_nowhere_has_no_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cell", ModuleType("cell"))
    assert code.packages(["cell", "__main__"])[0]["cell"] == []


@pytest.fixture
def release(village: Village, no_caches: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> hashes.Places:
    """A release that has lain there for long, or so it seems."""
    village({"inn/a.py": "x = 1", "inn/b.bin": "1", "inn/deep/er/c.csv": "", "inn/empty/.git": ""})
    monkeypatch.setattr(hashes, "SETTLED", -1)
    return [("inn", str(tmp_path / "inn"))]


def edited(path: Path) -> None:
    stamp = os.stat(path)
    path.write_text("y = 2"[: stamp.st_size])  # of the same size,
    os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))  # and of the same time


@pytest.mark.parametrize(
    "change",
    [
        lambda inn: edited(inn / "a.py"),
        lambda inn: edited(inn / "b.bin"),
        lambda inn: (inn / "b.bin").rename(inn / "d.bin"),
        lambda inn: (inn / "empty/new.csv").touch(),
        lambda inn: (inn / "deep/er").rename(inn / "deep/est"),
    ],
)
def test_a_release_is_read_again_only_after_a_change(change: Callable[[Path], object], release: hashes.Places) -> None:
    before = hashes.of_release(release)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(hashes, "of_bytes", lambda _: pytest.fail("read again"))
        assert hashes.of_release(release) == before
    change(Path(release[0][1]))
    assert hashes.of_release(release) != before


def test_a_release_that_changed_a_moment_ago_is_read_again(
    release: hashes.Places, no_caches: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hashes, "SETTLED", 10**12)
    hashes.of_release(release)
    assert not no_caches.exists()


@pytest.mark.parametrize("content", [b"", b"0", b"\xff" * 64])
def test_a_damaged_cache_of_a_release_is_read_over(content: bytes, release: hashes.Places, no_caches: Path) -> None:
    first = hashes.of_release(release)
    [cached] = no_caches.iterdir()
    cached.write_bytes(content)
    assert hashes.of_release(release) == first
    assert cached.read_text() == first


def test_a_release_counts_where_no_cache_can_be_written(release: hashes.Places, no_caches: Path) -> None:
    no_caches.parent.mkdir()
    no_caches.touch()
    assert hashes.of_release(release) == hashes.of_release(release)
