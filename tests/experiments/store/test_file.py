"""The file of a store: what is none is left as it is, and reading one needs no writing."""

import os
import resource
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from typer.testing import CliRunner

from experiments.commands.app import app
from experiments.host.files import Unusable
from experiments.store import file
from experiments.store.sealed import Description, Stored
from experiments.store.store import Store

RUN = Description("a", "production", 7, {"sim": "x"}), Stored({"metric/exposed": 1.0}, None, 1.0)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    (tmp_path / "folder").mkdir()
    return tmp_path / "folder" / "runs.sqlite"


def named(key: str) -> Description:
    return Description(key, "production", 7, {"world": "abc", "seed": "7"})


def bytes_of(folder: Path) -> dict[str, bytes]:
    """Every file there."""
    return {each.name: each.read_bytes() for each in folder.iterdir()}


def test_a_full_disk_is_reported_when_a_store_is_opened(path: Path) -> None:
    with closing(Store(path)) as store:
        store.keep(*RUN)
    usual = resource.getrlimit(resource.RLIMIT_FSIZE)  # less than SQLite needs beside the file, as on a full disk
    resource.setrlimit(resource.RLIMIT_FSIZE, (8_192, usual[1]))
    try:
        with pytest.raises(Unusable, match="no room is left on the disk; nothing that was kept is lost"):
            Store(path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, usual)
    with closing(Store(path)) as store:
        assert set(store.stored(["a"])) == {"a"}


@pytest.mark.parametrize("content", [b"no store at all, but long enough to be looked at" * 100, b"short"])
def test_a_file_that_is_no_store_is_refused_unchanged(path: Path, content: bytes) -> None:
    path.write_bytes(content)
    with pytest.raises(Unusable, match="damaged, or no store"):
        Store(path)
    assert path.read_bytes() == content


def test_a_store_of_another_version_is_told(path: Path) -> None:
    Store(path).close()
    with closing(sqlite3.connect(path)) as db:
        db.execute("PRAGMA user_version = 99")
    with pytest.raises(Unusable, match="a store of version 99, of another policylab: take another with store=…"):
        Store(path)


def test_a_store_makes_the_folders_that_it_lies_in(tmp_path: Path) -> None:
    there = tmp_path / "results" / "today" / "runs.sqlite"
    Store(there).close()
    assert there.exists()


def test_a_place_where_nothing_can_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(Unusable, match="File exists: take another place with store=…, or store=None"):
        Store(tmp_path / "file" / "runs.sqlite")
    os.mkfifo(tmp_path / "pipe")
    for place in (tmp_path, tmp_path / "pipe", Path(os.devnull)):
        with pytest.raises(Unusable, match=f"{place}: not a file: take another place with store=…, or store=None"):
            Store(place)
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(Unusable, match="cannot be opened: take another place with store=…, or store=None"):
        Store(tmp_path / "loop")


STRANGERS = {
    "a table": "CREATE TABLE letters (a); INSERT INTO letters VALUES (1);",
    "the tables of a store, otherwise": "CREATE TABLE runs (a); CREATE TABLE claims (a); PRAGMA user_version = 1;",
    "another program's, empty": "PRAGMA application_id = 7;",
    "another version": "CREATE TABLE letters (a); PRAGMA user_version = 1;",
    "written ahead": "PRAGMA journal_mode = WAL; CREATE TABLE letters (a);",
    "a view": "CREATE VIEW letters AS SELECT 1;",
}


@pytest.mark.parametrize("script", STRANGERS.values(), ids=STRANGERS)
def test_every_command_refuses_a_foreign_database_and_leaves_it_unchanged(script: str, path: Path) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.executescript(script)
    before = bytes_of(path.parent)
    small = ["--days", "1", "--seeds", "2", "-S", "world.workers=100", "-S", "world.clients=20", "--jobs", "1"]
    for words in (
        ["store", "list"],
        ["store", "verify"],
        ["store", "trim"],
        ["store", "export", "all.csv"],
        ["why", "a"],
        ["run", "production", *small],
        ["compare", "production", "calling_open", *small],
        ["gate", "production", "calling_open", "--days", "1"],
    ):
        done = CliRunner().invoke(app, [*words, "--store", str(path)])
        message = (
            f"{path}: a SQLite file of something else, left as it is: take another place with --store, or --no-store"
        )
        assert (done.exit_code, done.stderr) == (2, message + "\n")
    assert bytes_of(path.parent) == before


def test_what_a_stranger_has_not_written_back_yet_is_seen_and_left(path: Path) -> None:
    script = "import os, sqlite3, sys; db = sqlite3.connect(sys.argv[1], isolation_level=None); " + "".join(
        f"db.execute({each!r}); " for each in ("PRAGMA journal_mode = WAL", "CREATE TABLE letters (a)")
    )
    subprocess.run([sys.executable, "-c", f"{script} os._exit(0)", str(path)], check=True)
    before = bytes_of(path.parent)
    assert len(before) == 3
    with pytest.raises(Unusable, match="something else"):
        Store(path)
    after = bytes_of(path.parent)
    assert [after[name] for name in ("runs.sqlite", "runs.sqlite-wal")] == [
        before[name] for name in ("runs.sqlite", "runs.sqlite-wal")
    ]


@pytest.mark.parametrize("bare", [False, True])
def test_an_empty_file_becomes_a_store(path: Path, bare: bool) -> None:
    path.touch()
    if bare:  # a page, and no table on it
        with closing(sqlite3.connect(path)) as db:
            db.execute("VACUUM")
    assert bool(path.stat().st_size) == bare
    with Store(path) as store:
        store.keep(*RUN)
    head = path.read_bytes()[:100]
    assert head[68:72] == b"plab"
    assert int.from_bytes(head[60:64]) == 2


def test_a_store_has_its_mark_in_the_file_at_once(path: Path) -> None:
    with Store(path):
        assert path.read_bytes()[68:72] == b"plab"  # and not only in what is not written back yet


def test_a_store_whose_tables_are_others_is_damaged(path: Path) -> None:
    Store(path).close()
    with closing(sqlite3.connect(path)) as db:
        db.execute("ALTER TABLE runs RENAME COLUMN seconds TO hours")
    with pytest.raises(Unusable, match=r"damaged, or no store \(its tables are not those of a store\)"):
        Store(path)


def test_a_header_that_forbids_writing_is_damage_and_no_matter_of_rights(path: Path) -> None:
    Store(path).close()
    content = bytearray(path.read_bytes())
    content[18] = 3
    path.write_bytes(content)
    with pytest.raises(Unusable, match=r"damaged, or no store \(its header\)"):
        Store(path)


def test_many_commands_may_make_a_store_at_once(path: Path) -> None:
    script = "import sys; from pathlib import Path; from experiments.store.store import Store; Store(Path(sys.argv[1]))"
    words = [sys.executable, "-c", script, str(path)]
    several = [subprocess.Popen(words, stderr=subprocess.PIPE, text=True) for _ in range(4)]
    assert [process.communicate()[1] for process in several] == [""] * 4


@pytest.fixture
def sealed_off(path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store with a run that may only be read, in a folder that may only be read."""
    with Store(path) as store:
        store.keep(*RUN)
    monkeypatch.setattr(file, "_writable", lambda place: False)
    return path


def test_what_only_reads_needs_no_right_to_write(sealed_off: Path, tmp_path: Path) -> None:
    before = bytes_of(sealed_off.parent)
    out = tmp_path / "all.csv"
    for words, message in (
        (["store", "list"], "1 runs, seeds 7 to 7"),
        (["store", "list", "--keys"], "a  production, seed 7, 1.0 s"),
        (["store", "verify"], "1 runs, nothing is wrong"),
        (["store", "export", str(out)], str(out)),
        (["why", "a"], "production, seed 7"),
    ):
        done = CliRunner().invoke(app, [*words, "--store", str(sealed_off)])
        assert (done.exit_code, done.stderr) == (0, "")
        assert message in done.stdout
    with Store(sealed_off) as store:
        assert store.stored(["a"]) == {"a": RUN[1]}
        store.forget_failed(["a"])
        store.release()
    assert bytes_of(sealed_off.parent) == before


def test_what_writes_is_refused_there(sealed_off: Path) -> None:
    before = bytes_of(sealed_off.parent)
    done = CliRunner().invoke(app, ["store", "trim", "--store", str(sealed_off)])
    assert (done.exit_code, done.stderr) == (
        2,
        f"{sealed_off}: may not be written: take another place with --store, or --no-store\n",
    )
    with Store(sealed_off) as store, pytest.raises(Unusable, match="may not be written"):
        store.claim(["b"])
    assert bytes_of(sealed_off.parent) == before


def test_damage_is_told_and_left_where_nothing_may_be_written(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with Store(path) as store:
        store.keep(*RUN)
        store.rows("UPDATE runs SET seed = 9")
    monkeypatch.setattr(file, "_writable", lambda place: False)
    notes: list[str] = []
    with Store(path, notes.append) as store:
        assert store.stored(["a"]) == {}
        assert notes == [f"{path}: 1 damaged run is not taken: a (production, seed 9)"]
        assert len(store.damaged()) == 1


def test_what_another_command_is_writing_is_read_where_nothing_may_be_written(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store(path) as writer:
        writer.keep(*RUN)
        monkeypatch.setattr(file, "_writable", lambda place: False)
        with Store(path) as store:
            assert store.stored(["a"]) == {"a": RUN[1]}


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everything")
def test_rights_decide_whether_a_store_is_written(path: Path) -> None:
    Store(path).close()
    for place, rights in ((path, 0o444), (path.parent, 0o555)):
        place.chmod(rights)
        with Store(path) as store:
            assert not store.file.writable
        place.chmod(0o755)


def test_a_store_that_was_cut_short_is_told_and_left(path: Path) -> None:
    keys = [str(number) for number in range(200)]
    with Store(path) as store:
        for key in keys:
            store.keep(named(key), Stored({f"metric/{number}": 1.0 for number in range(20)}, None, 1.0))
    os.truncate(path, path.stat().st_size // 2)
    content = path.read_bytes()
    message = r"damaged, or no store .*: put it aside, or take another one with store=…"
    with pytest.raises(Unusable, match=message), Store(path) as store:
        store.stored(keys)
    assert path.read_bytes() == content
