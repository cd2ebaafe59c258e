"""The house stays small: lines of code by room, lines of tests for each, words of all pages, as budget.toml allows."""

import tomllib
from pathlib import Path

import pytest

from tests.architecture.house import PACKAGES, ROOT, modules

BUDGET = tomllib.loads(Path(__file__).with_name("budget.toml").read_text("utf-8"))
ROOMS: dict[str, int] = BUDGET["lines"]
HIDDEN = {".venv", ".git", "build", "dist", "node_modules"}


def lines(*folders: str) -> int:
    """Lines of all modules in these folders."""
    return sum(len(path.read_text("utf-8").splitlines()) for path in modules(*folders))


def pages() -> list[Path]:
    """Every page that is committed; what a tool has left in a hidden folder is none."""
    places = (path.relative_to(ROOT) for path in ROOT.rglob("*.md"))
    return [ROOT / place for place in places if not HIDDEN & set(place.parts) and "cache" not in place.parts[0]]


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_keeps_to_its_budget_and_the_budget_to_the_room(room: str) -> None:
    assert 0.75 * ROOMS[room] <= lines(room) <= ROOMS[room], "see budget.toml"


def test_every_module_is_in_a_room_that_has_a_budget() -> None:
    rooms = [ROOT / room for room in ROOMS]
    code = [path for path in modules(*PACKAGES, "docs/studies") if path.parent != ROOT / "experiments"]
    free = [path for path in code if not any(room in path.parents for room in rooms)]
    assert [str(path.relative_to(ROOT)) for path in free if path.read_text("utf-8")] == []


def test_tests_are_about_as_long_as_code() -> None:
    assert lines("tests") <= BUDGET["tests"] * lines(*ROOMS)


def test_pages_are_few() -> None:
    assert sum(len(path.read_text("utf-8").split()) for path in pages()) <= BUDGET["words"]
