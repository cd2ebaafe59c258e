from pathlib import Path

import pytest

from experiments.gate.revision import Revision
from experiments.results.gate import Changed
from scenarios import BadInput
from tests.experiments.gate.repository import commit, edit, found, git, write

FILES = {"rules/a.py": "one\ntwo\nthree\n", "rules/b.py": "one\n", "other.txt": "x\n"}


@pytest.fixture
def repo(tmp_path: Path) -> Path:
    return found(tmp_path / "repo", FILES)


def test_a_revision_is_taken_as_it_was_and_nothing_in_the_repository_is_touched(repo: Path, tmp_path: Path) -> None:
    edit(repo, "rules/a.py", "two", "2")
    write(repo, {"staged.py": "new\n"})
    git(repo, "add", "staged.py")
    before = git(repo, "status", "--porcelain")
    Revision.of(repo, "main").take(tmp_path / "tree")
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
    there.take(tmp_path / "tree")
    assert there.changes([Path("rules")], tmp_path / "tree") == (
        Changed("rules/a.py", 2),
        Changed("rules/b.py", 0),
        Changed("rules/new file.py", 1),
    )


def test_what_a_hook_sets_points_git_nowhere_else(repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found(tmp_path / "another", {"else.py": ""})
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "another/.git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "another/.git/index"))
    there = Revision.of(repo, "main")
    assert (there.top, there.commit) == (repo.resolve(), git(repo, "rev-parse", "main").strip())
    there.take(tmp_path / "tree")
    assert (tmp_path / "tree/rules/a.py").exists()


def test_what_is_no_revision_is_told(repo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(BadInput, match=r"--base mian\n    no such revision in "):
        Revision.of(repo, "mian")
    with pytest.raises(BadInput, match="lies in no git repository"):
        Revision.of(tmp_path, "main")
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{repo}", "shallow")
    with pytest.raises(BadInput, match="shallow: fetch more of its history"):
        Revision.of(tmp_path / "shallow", "main~1")
    monkeypatch.setenv("PATH", "")
    with pytest.raises(BadInput, match="git is not installed"):
        Revision.of(repo, "main")
