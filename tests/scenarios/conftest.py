"""A desk to write scenario files on, and rules whose fields cover every type that a file can set."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest

from policies import catalogue
from scenarios import BadInput, load


@dataclass(frozen=True)
class Banded:
    """A rule with a field of every kind."""

    floors: tuple[float, ...] = (0.0, 0.5)
    span: tuple[int, int] = (1, 2)
    doors: tuple[Literal["left", "right"], Literal["up", "down"]] = ("left", "up")
    days: tuple[Literal["mon", "tue"], ...] = ()
    formats: frozenset[Literal["fixed", "hourly"]] = frozenset({"fixed"})
    until: datetime.date | None = None
    count: int = 3
    label: str = "low"
    loud: bool = False

    def __post_init__(self) -> None:
        if sorted(self.floors) != list(self.floors):
            raise ValueError("floors: must ascend")
        if self.count == 13:
            raise ValueError("thirteen is out of the question")
        if self.count == 14:
            raise ValueError("count")


@dataclass(frozen=True)
class Needy:
    """A rule with a field that has no default."""

    url: str


Complain = Callable[..., str]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder to work in, so that complaints name files as `mine.toml`."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def complaint(desk: Path) -> Complain:
    """Writes a scenario, loads it (with changes) and hands back the complaint."""

    def load_and_fail(text: str, *changes: str) -> str:
        (desk / "mine.toml").write_text(text, encoding="utf-8")
        with pytest.raises(BadInput) as caught:
            load("mine.toml", changes)
        assert str(caught.value) == "\n".join(caught.value.problems)
        return str(caught.value)

    return load_and_fail


@pytest.fixture
def fakes(monkeypatch: pytest.MonkeyPatch) -> None:
    """The lever `fee_alert` has the rules `banded` and `needy` besides its own."""
    named = {**catalogue.RULES["fee_alert"], "banded": Banded, "needy": Needy}
    monkeypatch.setattr(catalogue, "RULES", {**catalogue.RULES, "fee_alert": named})
