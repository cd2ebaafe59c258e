"""Edits of policies as somebody might make them, read from `edits.toml`, whose head says what a row holds."""

import hashlib
import json
import tomllib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal, get_args

type Must = Literal["pass", "fail", "stop"]

FILE = Path(__file__).with_name("edits.toml")
MUSTS: tuple[Must, ...] = get_args(Must.__value__)
STOPPED = ("fail", "inconclusive")  # verdicts with which nothing is merged


@dataclass(frozen=True, slots=True)
class Edit:
    """One change at one place of a policy, and the verdict that it must get."""

    name: str
    file: str  # from the top of the repository
    old: str
    new: str
    must: Must
    why: str
    unwatched: tuple[str, ...] = ()  # metrics that it harms and that no guardrail watches
    changes: tuple[str, ...] = ()  # laid on the scenario of both sides

    @property
    def harmful(self) -> bool:
        """Does it make worse what a guardrail watches, by more than that allows?"""
        return self.must in ("fail", "stop")

    @property
    def digest(self) -> str:
        """Of what decides how it is judged."""
        parts = {name: value for name, value in asdict(self).items() if name in ("file", "old", "new", "changes")}
        return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()

    def applied(self, text: str) -> str:
        """The file's text with the edit made. Raises ValueError where its place is not the only one."""
        if text.count(self.old) != 1:
            raise ValueError(f"{self.name}: what it replaces occurs {text.count(self.old)} times in {self.file}")
        return text.replace(self.old, self.new)

    def kept(self, verdict: str) -> bool:
        """Is this verdict of the gate the one that it must get?"""
        return verdict in STOPPED if self.must == "stop" else verdict == self.must


def edits(path: Path = FILE) -> tuple[Edit, ...]:
    """All edits of a file, in its order."""
    return tuple(_edit(row) for row in tomllib.loads(path.read_text(encoding="utf-8"))["edit"])


def _edit(row: dict[str, Any]) -> Edit:
    fields: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in row.items()}
    return Edit(**fields)
