"""Files that are written whole or not at all."""

import os
import stat
from pathlib import Path

import pytest

from experiments.host import files


def test_a_file_is_replaced_with_its_permissions_and_without_leftovers(tmp_path: Path) -> None:
    file, link = tmp_path / "page.md", tmp_path / "link.md"
    file.write_text("old")
    file.chmod(0o640)
    link.symlink_to(file)
    files.write(link, b"new")
    assert link.is_symlink()
    assert file.read_text() == "new"
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert sorted(tmp_path.iterdir()) == [link, file]


def test_a_write_that_fails_leaves_the_old_file_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(number: int) -> None:
        raise OSError(28, "No space left on device")

    file = tmp_path / "page.md"
    file.write_text("old")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(files.Unusable, match=r"page\.md: No space left on device"):
        files.write(file, b"new")
    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]


def test_a_text_that_utf8_lacks_is_written_all_the_same(tmp_path: Path) -> None:
    files.write(tmp_path / "file", "é\udcff\n")
    assert (tmp_path / "file").read_bytes() == "é\\udcff\n".encode()


def test_a_file_that_no_result_may_replace_is_named_with_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, store, page = tmp_path / "folder", tmp_path / "runs.sqlite", tmp_path / "page.md"
    folder.mkdir()
    store.write_bytes(files.SQLITE + b"more")
    page.write_text("SQLite")
    for path, why in (
        (folder, "not a file"),
        (folder / "no" / "page.md", f"there is no folder {folder / 'no'}"),
        (store, "a store, or another file of SQLite, which no result replaces: name another file"),
        (tmp_path / "a\0b", "lstat: embedded null character in path"),
    ):
        with pytest.raises(files.Unusable) as problem:
            files.check_writable(path)
        assert str(problem.value) == f"{path}: {why}"
    files.check_writable(page)
    monkeypatch.setattr(os, "access", lambda path, how: how != os.W_OK)
    with pytest.raises(files.Unusable, match=r"page\.md: may not be written"):
        files.check_writable(page)
    files.check_writable(tmp_path / "new.md")
    assert sorted(tmp_path.iterdir()) == [folder, page, store]


def test_a_file_that_may_be_written_and_not_read_is_no_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(path: Path, mode: str = "r") -> None:
        raise PermissionError

    (tmp_path / "page.md").write_text("old")
    monkeypatch.setattr(Path, "open", locked)
    assert not files._begins(tmp_path / "page.md", b"old")


def test_a_result_takes_no_place_of_an_input_or_another_result(tmp_path: Path) -> None:
    one, other, link = tmp_path / "one", tmp_path / "other", tmp_path / "link"
    one.touch()
    link.hardlink_to(one)
    files.check_apart({"-o one": one, "--csv other": other}, [("the store", tmp_path / "store")])
    with pytest.raises(files.Unusable, match=r"^--csv other: would replace the store: name another file$"):
        files.check_apart({"-o one": one, "--csv other": other}, iter([("the store", tmp_path / "x" / ".." / "other")]))
    with pytest.raises(files.Unusable, match=r"^-o one and --csv link: one file for two results: name two files$"):
        files.check_apart({"-o one": one, "--csv link": link}, [])
    assert not files.same(one, Path("a\0b"))


def test_a_text_is_read_as_utf8_and_named_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "file"
    assert files.text(file, "nothing") == "nothing"
    file.write_bytes(b"\xc3\xa9\n")
    assert files.text(file, "nothing") == "é\n"
    file.write_bytes(b"a\nb\xff\n")
    with pytest.raises(files.Unusable, match=r"file:2: not UTF-8 text$"):
        files.text(file, "")
    with pytest.raises(files.Unusable, match=r": not a file$"):
        files.text(tmp_path, "")
    for _ in range(2):
        files.make_folder(tmp_path / "folder")
    with pytest.raises(files.Unusable, match=r"none: No such file or directory$"):
        files.make_folder(tmp_path / "folder" / "no" / "none")
