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
