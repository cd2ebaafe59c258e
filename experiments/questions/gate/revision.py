"""The files of a revision, and the changes since. Nothing in the repository is touched.

Changes are found by comparing bytes, so neither git's index nor a diff program can hide one.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from experiments.language.arguments import argument
from experiments.questions.gate.git import AS_COMMITTED, Failed, drivers, git, without_filters
from experiments.questions.gate.result import ChangedFile
from scenarios import BadInput
from scenarios.problems import problem

LINK, SUBMODULE = "120000", "160000"  # git's modes
CHUNK = 500  # paths of one command


@dataclass(frozen=True, slots=True)
class Revision:
    """A commit of a repository, with the name that the user gave for it."""

    top: Path
    name: str
    commit: str

    @classmethod
    def of(cls, folder: Path, name: str) -> "Revision":
        """Return a revision of the repository around a folder. Raises BadInput without repository or revision."""
        top = top_of(folder, argument("revision", name))
        try:
            return cls(top, name, git(top, "rev-parse", "--verify", "--quiet", f"{name}^{{commit}}").strip())
        except Failed:
            shallow = git(top, "rev-parse", "--is-shallow-repository").strip() == "true"
            hint = "; this clone is shallow: fetch more of its history (fetch-depth: 0)" if shallow else ""
            raise BadInput([problem(argument("revision", name), f"no such revision in {top}{hint}")]) from None

    def export(self, into: Path) -> None:
        """Write all files of the commit into a new folder; only its .gitattributes convert line ends.

        A file of the working tree that git would store as the same blob is copied from there, so that line ends of this
        clone are no change.
        """
        settings, index = without_filters(self.top), {"GIT_INDEX_FILE": f"{into}.index"}
        git(self.top, "read-tree", self.commit, more=index)
        into.mkdir()
        command = "checkout-index", "--all", "--quiet", f"--prefix={into}/"
        git(self.top, *command, settings=(*AS_COMMITTED, *settings), more=index)
        differing = {path: blob for path, blob in self._files() if _file(self.top / path) and self._differs(path, into)}
        for chunk in _chunks(sorted(differing)):
            stored = git(self.top, "hash-object", "--", *chunk, settings=settings).split()
            for path, blob in zip(chunk, stored, strict=True):
                if blob == differing[path]:
                    (into / path).write_bytes((self.top / path).read_bytes())

    def changes(self, paths: Sequence[Path], tree: Path) -> tuple[ChangedFile, ...]:
        """Return the files at or below these paths that differ in the working tree, new ones too, sorted by name.

        tree: the folder that holds the files of the revision
        """
        among = list(map(str, paths))
        left_out = ["--exclude-standard", "--exclude=__pycache__/"]  # the sides themselves leave bytecode there
        now = git(self.top, "ls-files", "--cached", "--others", *left_out, "-z", "--", *among).split("\0")
        was = git(self.top, "ls-tree", "-r", "-z", "--name-only", self.commit, "--", *among).split("\0")
        names = sorted({*now, *was} - {""}) if among else []
        return tuple(
            ChangedFile(name, _line(tree / name, self.top / name)) for name in names if self._differs(name, tree)
        )

    def filtered(self, changed: Iterable[ChangedFile]) -> dict[str, str]:
        """Return the changed files that git passes to a filter program, such as LFS, with the name of the filter.

        No such program is run, so the original content is not known.
        """
        names, known = [file.path for file in changed], drivers(self.top)
        filters: dict[str, str] = {}
        for chunk in _chunks(names if known else []):
            output = git(self.top, "check-attr", "-z", "--stdin", "filter", stdin="\0".join(chunk)).split("\0")
            filters |= {path: name for path, name in zip(output[::3], output[2::3], strict=False) if name in known}
        return filters

    def submodules(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the paths of submodules in the commit, and in the index of the working tree."""
        commit = git(self.top, "ls-tree", "-r", "-z", self.commit)
        index = git(self.top, "ls-files", "--stage", "-z")
        return tuple(_gitlinks(commit)), tuple(_gitlinks(index))

    def _files(self) -> Iterator[tuple[str, str]]:
        """Yield the path and the hash of every file of the commit that is no link."""
        for entry in git(self.top, "ls-tree", "-r", "-z", self.commit).split("\0"):
            facts, _, path = entry.partition("\t")
            if path and facts.split()[0] not in (LINK, SUBMODULE):
                yield path, facts.split()[2]

    def _differs(self, path: str, tree: Path) -> bool:
        return _content(tree / path) != _content(self.top / path)


def top_of(folder: Path, option: str) -> Path:
    """Return the top of the repository around a folder. Raises BadInput if there is none that git trusts."""
    try:
        return Path(git(folder, "rev-parse", "--show-toplevel").rstrip("\n")).resolve()
    except Failed as error:
        if "dubious ownership" in str(error):
            message = f"{folder} belongs to another user, and git does not trust it; to trust it:"
            message += f"\ngit config --global --add safe.directory {folder}"
            raise BadInput([problem(option, message)]) from None
        raise BadInput([problem(option, f"{folder} lies in no git repository: {error}")]) from None


def _gitlinks(entries: str) -> Iterator[str]:
    for entry in entries.split("\0"):
        facts, _, path = entry.partition("\t")
        if facts.startswith(SUBMODULE):
            yield path


def _file(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _content(path: Path) -> bytes | None:
    """Return the bytes of a file, or of the target of a link; None if neither exists."""
    if path.is_symlink():
        return b"-> " + os.fsencode(os.readlink(path))
    return path.read_bytes() if path.is_file() else None


def _line(before: Path, after: Path) -> int:
    """Return the first line that differs; 0 if the file is gone."""
    old, new = (_content(path) for path in (before, after))
    if new is None:
        return 0
    lines, others = (content.split(b"\n") for content in (new, old or b""))
    pairs = enumerate(zip(lines, others, strict=False))
    first = next((at for at, (line, other) in pairs if line != other), min(len(lines), len(others)))
    return max(min(first + 1, len(new.splitlines())), 1)


def _chunks(paths: Sequence[str]) -> Iterator[list[str]]:
    for start in range(0, len(paths), CHUNK):
        yield list(paths[start : start + CHUNK])
