"""Files that are written whole or not at all, and generated parts of the documentation in them."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from experiments.commands.app import app
from experiments.host import files
from experiments.studies import documentation as docs


def policylab(*arguments: str) -> Result:
    return CliRunner().invoke(app, arguments)


@pytest.fixture
def table(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], str]], None]:
    """Puts something else in the place of the runs behind `docs --only facts`."""

    def replace(runs: Callable[[], str]) -> None:
        monkeypatch.setitem(docs.TABLES, "facts", lambda engine, watch, keeping: runs())

    return replace


def never() -> str:
    raise AssertionError("runs began")


def test_a_file_is_replaced_with_its_permissions_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    file, link = tmp_path / "model.md", tmp_path / "link.md"
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

    file = tmp_path / "model.md"
    file.write_text("old")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(files.Unusable, match=r"model\.md: No space left on device"):
        files.write(file, b"new")
    assert file.read_text() == "old"
    assert list(tmp_path.iterdir()) == [file]


@pytest.mark.parametrize(
    ("path", "complaint"),
    [
        ("/dev/full", "/dev/full: not a file"),
        ("{}/missing/model.md", "missing/model.md: No such file or directory"),
        ("{}", "not a file"),
        ("{}/binary.md", "binary.md:2: not UTF-8 text"),
    ],
)
def test_a_file_that_cannot_be_written_is_told_before_the_first_run(
    path: str, complaint: str, tmp_path: Path, table: Callable[[Callable[[], str]], None]
) -> None:
    table(never)
    (tmp_path / "binary.md").write_bytes(b"text\n\xff\xfe\n")
    result = policylab("docs", path.format(tmp_path), "--only", "facts")
    assert result.exit_code == 2
    assert complaint in result.stderr
    assert result.stderr.count("\n") == 1
    assert (tmp_path / "binary.md").read_bytes() == b"text\n\xff\xfe\n"


def test_pictures_that_cannot_be_written_are_told_before_the_first_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(docs, "PICTURES", {name: lambda *means: never() for name in ("a.png", "b.png")})
    (tmp_path / "pictures" / "b.png").mkdir(parents=True)
    result = policylab("docs", str(tmp_path / "model.md"), "--only", "pictures")
    assert result.exit_code == 2
    assert result.stderr == f"{tmp_path}/pictures/b.png: not a file\n"


def test_pictures_are_written_beside_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docs, "PICTURES", {"a.png": lambda engine, watch, keeping: b"drawn"})
    assert policylab("docs", str(tmp_path / "model.md"), "--only", "pictures").exit_code == 0
    assert (tmp_path / "pictures" / "a.png").read_bytes() == b"drawn"


def test_what_somebody_writes_during_the_runs_stays(tmp_path: Path, table: Callable[[Callable[[], str]], None]) -> None:
    file = tmp_path / "model.md"
    file.write_text("# Model\n\n<!-- begin: facts -->\nold\n<!-- end -->\n")

    def edited() -> str:
        file.write_text(file.read_text().replace("# Model", "# The model, said better"))
        return "new"

    table(edited)
    assert policylab("docs", str(file), "--only", "facts").exit_code == 0
    assert file.read_text() == "# The model, said better\n\n<!-- begin: facts -->\n\nnew\n\n<!-- end -->\n"


def test_a_block_is_replaced_where_it_stands_and_added_where_it_is_missing() -> None:
    text = "# Model\n\n<!-- begin: a -->\nold\n<!-- end -->\n\nafter\n"
    replaced = docs.with_block(text, "a", "new \\1")
    assert docs.block(replaced, "a") == "new \\1"
    assert replaced.endswith("\n\nafter\n")
    assert docs.block(docs.with_block(replaced, "b", "more"), "b") == "more"


def test_a_text_that_utf8_lacks_is_written_all_the_same(tmp_path: Path) -> None:
    files.write(tmp_path / "file", "é\udcff\n")
    assert (tmp_path / "file").read_bytes() == "é\\udcff\n".encode()
