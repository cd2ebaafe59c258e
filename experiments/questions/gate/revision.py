"""A revision's files, and what has changed since. Nothing in the repository is touched.

What has changed is seen by comparing bytes: neither git's notes on the working tree nor a diff program can hide it.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from experiments.questions.gate.git import AS_COMMITTED, Failed, drivers, git, without_filters
from experiments.questions.gate.result import Changed
from scenarios import BadInput
from scenarios.problems import problem

LINK, SUBMODULE = "120000", "160000"  # git's modes
SOME = 500  # paths of one command


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit of a repository, by the name that somebody gave it."""

    top: Path
    name: str
    commit: str

    @classmethod
    def of(cls, folder: Path, name: str) -> "Revision":
        """A revision of the repository around a folder. Raises BadInput where there is none, or no such revision."""
        top = top_of(folder, f"--base {name}")
        try:
            return cls(top, name, git(top, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}").strip())
        except Failed:
            shallow = git(top, "rev-parse", "--is-shallow-repository").strip() == "true"
            hint = "; this clone is shallow: fetch more of its history (fetch-depth: 0)" if shallow else ""
            raise BadInput([problem(f"--base {name}", f"no such revision in {top}{hint}")]) from None

    def take(self, into: Path) -> None:
        """Write all files of the commit into a new folder, as it has them; its .gitattributes alone convert line ends.

        A file that git would store just so as it lies in the working tree has its bytes from there: line ends that this
        clone writes otherwise are no change.
        """
        settings, index = without_filters(self.top), {"GIT_INDEX_FILE": f"{into}.index"}
        git(self.top, "read-tree", self.commit, more=index)
        into.mkdir()
        command = "checkout-index", "--all", "--quiet", f"--prefix={into}/"
        git(self.top, *command, settings=(*AS_COMMITTED, *settings), more=index)
        differing = {path: blob for path, blob in self._files() if _file(self.top / path) and self._differs(path, into)}
        for some in _chunks(sorted(differing)):
            stored = git(self.top, "hash-object", "--", *some, settings=settings).split()
            for path, blob in zip(some, stored, strict=True):
                if blob == differing[path]:
                    (into / path).write_bytes((self.top / path).read_bytes())

    def changes(self, paths: Sequence[Path], tree: Path) -> tuple[Changed, ...]:
        """Files at or below these paths that differ in the working tree, new ones too, in order of their names.

        tree: where the revision has been taken
        """
        among = list(map(str, paths))
        left_out = ["--exclude-standard", "--exclude=__pycache__/"]  # the sides themselves leave bytecode there
        there = git(self.top, "ls-files", "--cached", "--others", *left_out, "-z", "--", *among).split("\0")
        was = git(self.top, "ls-tree", "-r", "-z", "--name-only", self.commit, "--", *among).split("\0")
        names = sorted({*there, *was} - {""}) if among else []
        return tuple(Changed(name, _line(tree / name, self.top / name)) for name in names if self._differs(name, tree))

    def filtered(self, changed: Iterable[Changed]) -> dict[str, str]:
        """Of files that differ, those that git hands to a program of its configuration, as LFS, with its name.

        No such program is run, so nobody knows how they were.
        """
        names, known = [each.path for each in changed], drivers(self.top)
        found: dict[str, str] = {}
        for some in _chunks(names if known else []):
            said = git(self.top, "check-attr", "-z", "--stdin", "filter", said="\0".join(some)).split("\0")
            found |= {path: name for path, name in zip(said[::3], said[2::3], strict=False) if name in known}
        return found

    def submodules(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The paths of submodules in the commit, and in the index of the working tree."""
        was = git(self.top, "ls-tree", "-r", "-z", self.commit)
        there = git(self.top, "ls-files", "--stage", "-z")
        return tuple(_gitlinks(was)), tuple(_gitlinks(there))

    def _files(self) -> Iterator[tuple[str, str]]:
        """The path and the hash of every file of the commit that is no link."""
        for entry in git(self.top, "ls-tree", "-r", "-z", self.commit).split("\0"):
            about, _, path = entry.partition("\t")
            if path and about.split()[0] not in (LINK, SUBMODULE):
                yield path, about.split()[2]

    def _differs(self, path: str, tree: Path) -> bool:
        return _content(tree / path) != _content(self.top / path)


def top_of(folder: Path, asker: str) -> Path:
    """The top of the repository around a folder. Raises BadInput where there is none that git trusts."""
    try:
        return Path(git(folder, "rev-parse", "--show-toplevel").rstrip("\n")).resolve()
    except Failed as failed:
        if "dubious ownership" in str(failed):
            told = f"{folder} belongs to another user, and git reads it only if it is told to trust it:"
            told += f"\ngit config --global --add safe.directory {folder}"
            raise BadInput([problem(asker, told)]) from None
        raise BadInput([problem(asker, f"{folder} lies in no git repository: {failed}")]) from None


def _gitlinks(entries: str) -> Iterator[str]:
    for entry in entries.split("\0"):
        about, _, path = entry.partition("\t")
        if about.startswith(SUBMODULE):
            yield path


def _file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _content(path: Path) -> bytes | None:
    """The bytes of a file, or of where a link points; None where neither is there."""
    if path.is_symlink():
        return b"-> " + os.fsencode(os.readlink(path))
    return path.read_bytes() if path.is_file() else None


def _line(before: Path, after: Path) -> int:
    """The first line that differs; 0 where the file is gone."""
    old, new = (_content(path) for path in (before, after))
    if new is None:
        return 0
    lines, others = (each.split(b"\n") for each in (new, old or b""))
    pairs = enumerate(zip(lines, others, strict=False))
    first = next((at for at, (one, other) in pairs if one != other), min(len(lines), len(others)))
    return max(min(first + 1, len(new.splitlines())), 1)


def _chunks(paths: Sequence[str]) -> Iterator[list[str]]:
    for start in range(0, len(paths), SOME):
        yield list(paths[start : start + SOME])
