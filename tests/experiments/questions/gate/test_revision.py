import os
import stat
from pathlib import Path

import pytest

from experiments.questions.gate import git as ours
from experiments.questions.gate.result import ChangedFile
from experiments.questions.gate.revision import Revision
from scenarios import BadInput
from tests.experiments.questions.gate.repository import commit, edit, found, git, write

FILES = {"rules/a.py": "one\ntwo\nthree\n", "rules/b.py": "one\n", "other.txt": "x\n"}


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    return found(tmp_path / "repo", FILES)


def test_a_revision_is_exported_without_a_change_to_the_repository(repo: Path, tmp_path: Path) -> None:
    edit(repo, "rules/a.py", "two", "2")
    write(repo, {"staged.py": "new\n"})
    git(repo, "add", "staged.py")
    before = git(repo, "status", "--porcelain")
    Revision.of(repo, "main").export(tmp_path / "tree")
    taken = {path.relative_to(tmp_path / "tree").as_posix(): path for path in (tmp_path / "tree").rglob("*.*")}
    assert {name: path.read_text() for name, path in taken.items()} == FILES
    assert git(repo, "status", "--porcelain") == before


def test_a_revision_is_found_from_a_folder_within_and_by_any_name(repo: Path) -> None:
    commit_id = git(repo, "rev-parse", "HEAD").strip()
    git(repo, "tag", "v1")
    for name in ("main", "HEAD", "v1", commit_id[:8]):
        there = Revision.of(repo / "rules", name)
        assert (there.top, there.commit, there.name) == (repo.resolve(), commit_id, name)


def test_changes_are_told_with_their_first_line_new_and_uncommitted_files_too(repo: Path, tmp_path: Path) -> None:
    edit(repo, "rules/a.py", "three", "3")
    commit(repo, "three")
    edit(repo, "rules/a.py", "two", "2")
    (repo / "rules/b.py").unlink()
    write(repo, {"rules/new file.py": "x\n", "other.txt": "y\n", "rules/__pycache__/a.cpython-313.pyc": "z\n"})
    there = Revision.of(repo, "main~1")
    there.export(tmp_path / "tree")
    assert there.changes([Path("rules")], tmp_path / "tree") == (
        ChangedFile("rules/a.py", 2),
        ChangedFile("rules/b.py", 0),
        ChangedFile("rules/new file.py", 1),
    )


def test_what_a_hook_sets_points_git_nowhere_else(repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found(tmp_path / "another", {"else.py": ""})
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "another/.git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "another/.git/index"))
    there = Revision.of(repo, "main")
    assert (there.top, there.commit) == (repo.resolve(), git(repo, "rev-parse", "main").strip())
    there.export(tmp_path / "tree")
    assert (tmp_path / "tree/rules/a.py").exists()


def test_what_is_no_revision_is_told(repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadInput, match=r"revision='mian'\n    no such revision in "):
        Revision.of(repo, "mian")
    with pytest.raises(BadInput, match="lies in no git repository"):
        Revision.of(tmp_path, "main")
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{repo}", "shallow")
    with pytest.raises(BadInput, match=r"shallow:\s+fetch\s+more\s+of\s+its\s+history"):
        Revision.of(tmp_path / "shallow", "main~1")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(BadInput, match="git is not installed"):
        Revision.of(repo, "main")


def taken(repo: Path, name: str = "main") -> tuple[Revision, Path]:
    """A revision, and where it has been taken."""
    there = Revision.of(repo, name)
    there.export(tree := repo.parent / f"tree of {there.commit}")
    return there, tree


def program(folder: Path, name: str) -> str:
    """A program that leaves a mark, and hands its input on."""
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"#!/bin/sh\ntouch {folder.parent}/mark-{name}\ncat\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


def test_no_program_of_a_configuration_is_run(repo: Path, tmp_path: Path) -> None:
    folder = tmp_path / "programs"
    for key in (
        "core.fsmonitor",
        "diff.external",
        "diff.d.command",
        "diff.d.textconv",
        "filter.f.clean",
        "filter.f.smudge",
    ):
        git(repo, "config", key, program(folder, key))
    git(repo, "config", "filter.f.required", "true")
    git(repo, "config", "filter.g.h.process", program(folder, "process"))
    for hook in ("post-index-change", "post-checkout", "reference-transaction"):
        program(folder, hook)
    git(repo, "config", "core.hooksPath", str(folder))
    (repo / ".git/info/attributes").write_text("a.py filter=f diff=d\nb.py filter=g.h\n")
    edit(repo, "rules/a.py", "three", "3")
    for mark in tmp_path.glob("mark-*"):
        mark.unlink()
    there, tree = taken(repo)
    assert (tree / "rules/a.py").read_text() == FILES["rules/a.py"]
    changed = there.changes([Path("rules")], tree)
    assert changed == (ChangedFile("rules/a.py", 3),)
    assert there.filtered(changed) == {"rules/a.py": "f"}
    there.submodules()
    assert not list(tmp_path.glob("mark-*"))
    assert ours.drivers(repo) == {"f", "g.h"}


@pytest.mark.parametrize("settings", [(), ("core.autocrlf=true",), ("core.eol=crlf", "core.attributesFile=crlf")])
def test_no_configuration_makes_a_file_differ_that_nobody_has_changed(repo: Path, settings: tuple[str, ...]) -> None:
    (repo / "crlf").write_text("*.py text\n")
    for each in settings:
        git(repo, "config", *each.split("=", 1))
    there, tree = taken(repo)
    assert there.changes([Path("rules")], tree) == ()
    for path in FILES:  # as this clone checks them out
        (repo / path).unlink()
    git(repo, "checkout", "--quiet", "--", ".")
    there.export(again := repo.parent / "again")
    assert there.changes([Path("rules")], again) == ()
    assert (again / "rules/a.py").read_bytes() == (repo / "rules/a.py").read_bytes()
    write(repo, {"rules/a.py": "another\n"})
    there.export(last := repo.parent / "last")
    assert (last / "rules/a.py").read_text() == FILES["rules/a.py"]  # what has changed is the base's to the byte
    assert b"\r" not in (last / "rules/a.py").read_bytes()


def test_what_git_is_told_to_overlook_is_a_change_all_the_same(repo: Path) -> None:
    git(repo, "update-index", "--assume-unchanged", "rules/a.py")
    git(repo, "update-index", "--skip-worktree", "rules/b.py")
    edit(repo, "rules/a.py", "one", "1")
    edit(repo, "rules/b.py", "one", "1")
    there, tree = taken(repo)
    assert [each.path for each in there.changes([Path("rules")], tree)] == ["rules/a.py", "rules/b.py"]


def test_the_first_changed_line_is_found_for_each_kind_of_edit(repo: Path) -> None:
    there, tree = taken(repo)
    texts = ("one\ntwo\nthree\nfour\n", 4), ("one\n", 1), ("", 1), ("one\ntwo\nthree\r\n", 3), ("two\n", 1)
    for text, line in texts:
        (repo / "rules/a.py").write_bytes(text.encode())
        assert there.changes([Path("rules")], tree) == (ChangedFile("rules/a.py", line),)


def test_links_are_taken_as_links_and_one_that_points_elsewhere_has_changed(repo: Path) -> None:
    (repo / "rules/link.py").symlink_to("a.py")
    commit(repo, "A link")
    git(repo, "config", "core.symlinks", "false")
    there, tree = taken(repo)
    assert os.readlink(tree / "rules/link.py") == "a.py"
    assert there.changes([Path("rules")], tree) == ()
    (repo / "rules/link.py").unlink()
    (repo / "rules/link.py").symlink_to("b.py")
    assert there.changes([Path("rules")], tree) == (ChangedFile("rules/link.py", 1),)


def test_hostile_names_are_handed_on_as_they_are(repo: Path) -> None:
    names = [b"\xff\xfe.py", b"\x1b]0;owned\x07.py", b"a\n::warning::x.py", b":(exclude)a.py", b'"quoted".py', b"-x.py"]
    for name in names:
        (repo / "rules" / os.fsdecode(name)).write_text("x\n")
    commit(repo, "Names")
    there, tree = taken(repo)
    assert there.changes([Path("rules")], tree) == ()
    for name in names:
        (repo / "rules" / os.fsdecode(name)).write_text("y\n")
    changed = [os.fsencode(each.path).removeprefix(b"rules/") for each in there.changes([Path("rules")], tree)]
    assert sorted(changed) == sorted(names)
    assert there.changes([Path(f"rules/{os.fsdecode(names[0])}")], tree) == (
        ChangedFile(f"rules/{os.fsdecode(names[0])}", 1),
    )


def test_a_path_that_git_would_read_as_a_pattern_is_a_path(repo: Path) -> None:
    there, tree = taken(repo)
    write(repo, {":(exclude)rules/x.py": "x\n"})
    assert there.changes([Path(":(exclude)rules")], tree) == (ChangedFile(":(exclude)rules/x.py", 1),)


def test_submodules_are_known_on_both_sides(repo: Path) -> None:
    found(repo.parent / "other", {"x.py": ""})
    git(
        repo, "-c", "protocol.file.allow=always", "submodule", "--quiet", "add", str(repo.parent / "other"), "rules/sub"
    )
    assert Revision.of(repo, "main").submodules() == ((), ("rules/sub",))
    commit(repo, "A submodule")
    assert Revision.of(repo, "main").submodules() == (("rules/sub",), ("rules/sub",))


def test_the_error_for_an_untrusted_repository_names_the_remedy(
    repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    message = "fatal: detected dubious ownership in repository at '/x'"
    fake = tmp_path / "bin" / "git"
    fake.parent.mkdir()
    fake.write_text(f'#!/bin/sh\necho "{message}" >&2\nexit 128\n')
    fake.chmod(0o755)
    monkeypatch.setenv("PATH", f"{fake.parent}{os.pathsep}{os.environ['PATH']}")
    with pytest.raises(BadInput) as error:
        Revision.of(repo, "main")
    assert "belongs to another user" in str(error.value)
    assert f"git config --global --add safe.directory {repo}" in " ".join(str(error.value).split())


def test_what_git_is_told_to_trust_by_its_environment_is_trusted(repo: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"COUNT": "1", "KEY_0": "safe.directory", "VALUE_0": "*"}.items():
        monkeypatch.setenv(f"GIT_CONFIG_{name}", value)
    assert ours.git(repo, "config", "--get", "safe.directory").strip() == "*"
    assert ours.git(repo, "config", "--get", "core.fsmonitor").strip() == "false"
