"""Lines on which the keys of a TOML text stand. `tomllib` reads the values and forgets the places."""

import re
import tomllib
from bisect import bisect_left

Path = tuple[str | int, ...]  # keys, and the position in an array: ("rollout", 0, "platform", "screening")

_BLANK = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*")
_BARE = re.compile(r"[A-Za-z0-9_-]+")
_STRING = re.compile(r'"""(?:[^\\]|\\.)*?"{3,5}' r"|'''.*?'{3,5}" r'|"(?:[^"\\]|\\.)*"' r"|'[^']*'", re.DOTALL)
_SCALAR = re.compile(r"[^,\]}#\r\n]+")


def line_index(text: str) -> dict[Path, int]:
    """The line, from 1, of every table, key and array item of a text that `tomllib` has accepted.

    Of a table that several headers open, the line is its own header's, or else the first that mentions it.
    """
    return _Scan(text).index()


class _Scan:
    """One pass over a valid text: headers, pairs, and all that nests in their values."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._breaks = [match.start() for match in re.finditer("\n", text)]
        self._lines: dict[Path, int] = {}
        self._headed: dict[Path, int] = {}  # arrays of tables: how many of them stand above

    def index(self) -> dict[Path, int]:
        here: Path = ()
        while self._skip():
            here = self._header() if self._text[self._at] == "[" else self._pair(here)
        return self._lines

    def _header(self) -> Path:
        """[a.b] or [[a.b]]: the path that the pairs below it belong to."""
        line, brackets = self._line(), 2 if self._text.startswith("[[", self._at) else 1
        self._at += brackets
        *above, last = self._key()
        self._at += brackets
        path: Path = ()
        for part in above:
            path = self._latest((*path, part))
        path = (*path, last)
        if brackets == 2:
            self._headed[path] = self._headed.get(path, 0) + 1
        self._note(path, line)
        path = self._latest(path)
        self._lines[path] = line
        return path

    def _latest(self, path: Path) -> Path:
        return (*path, self._headed[path] - 1) if path in self._headed else path

    def _pair(self, here: Path) -> Path:
        """key = value, below `here`, which it hands back."""
        line = self._line()
        path = (*here, *self._key())
        self._at += 1  # the equals sign
        self._note(path, line)
        self._value(path)
        return here

    def _value(self, path: Path) -> None:
        self._skip()
        opening = self._text[self._at]
        if opening in "\"'":
            self._take(_STRING)
        elif opening not in "[{":
            self._take(_SCALAR)
        else:
            self._at += 1
            count = 0
            while self._skip() and self._text[self._at] not in "]}":
                if opening == "{":
                    self._pair(path)
                else:
                    self._lines[(*path, count)] = self._line()
                    self._value((*path, count))
                    count += 1
                self._skip()
                self._at += self._text[self._at] == ","
            self._at += 1

    def _key(self) -> list[str]:
        """A dotted key, its quoted parts decoded; stands behind it and the blanks after it."""
        parts = []
        while True:
            self._skip()
            if self._text[self._at] in "\"'":
                parts.append(str(tomllib.loads(f"key = {self._take(_STRING)}")["key"]))
            else:
                parts.append(self._take(_BARE))
            self._skip()
            if self._text[self._at] != ".":
                return parts
            self._at += 1

    def _note(self, path: Path, line: int) -> None:
        for end in range(1, len(path)):
            self._lines.setdefault(path[:end], line)
        self._lines[path] = line

    def _skip(self) -> bool:
        """Over blanks, line ends and comments. → is anything left?"""
        self._take(_BLANK)
        return self._at < len(self._text)

    def _take(self, pattern: re.Pattern[str]) -> str:
        match = pattern.match(self._text, self._at)
        assert match is not None, "only texts that tomllib has accepted are indexed"
        self._at = match.end()
        return match.group()

    def _line(self) -> int:
        return bisect_left(self._breaks, self._at) + 1
