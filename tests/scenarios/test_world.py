"""Whatever a world's classes object to is told like a mistake in its type: with the file, the line and the words."""

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Literal

import pytest

from policies import numbers
from policies.numbers import number
from scenarios import BadInput, load
from tests.scenarios.conftest import Complain


@dataclass(frozen=True)
class Shop:
    """A section whose numbers depend on one another."""

    tables: int = number(4, "tables", "counted", least=1, most=9.5)
    open: float = number(0.5, "share", "of the day")
    mood: float = number(0.0, "log-odds", "of a smile")
    tip: float = number(0.5, "yen", "a cup", least=1e-9)
    prices: tuple[float, ...] = number((3.0, 4.0), "yen", "tea and coffee", total=10)
    early: float = number(0.5, "share", "who come before noon")
    late: float = number(0.5, "share", "who come after noon")
    height: float = 1.0

    def __post_init__(self) -> None:
        numbers.check(self)
        if len(self.prices) != 2:
            raise ValueError(f"prices: has {len(self.prices)} items, must have 2")
        numbers.mixture(self, "early", "late")


@dataclass(frozen=True)
class Town:
    """A world with one section."""

    workers: int = number(100, "people", "counted")
    clients: int = number(20, "people", "counted")
    rings: Literal["frozen"] = "frozen"
    shop: Shop = Shop()

    def __post_init__(self) -> None:
        if self.workers < self.shop.tables:
            raise ValueError("workers: too few for the tables")
        if self.clients < self.shop.tables:
            raise ValueError("shop: too large for the clients")
        if self.clients == self.workers:
            raise ValueError("nobody works for nobody")


@pytest.fixture(autouse=True)
def town(monkeypatch: pytest.MonkeyPatch) -> None:
    """A town takes the place of the world."""
    monkeypatch.setattr(import_module("scenarios.load"), "World", Town)


@pytest.mark.parametrize(
    ("line", "mistake"),
    [
        ("tables = 0", "must be at least 1"),
        ("tables = 10", "must be at most 9"),
        ("open = 1.5", "must be at most 1"),
        ("open = -0.5", "must be at least 0"),
        ("mood = 51", "must be at most 50"),
        ("mood = -51", "must be at least -50"),
        ("tip = 0", "must be at least 1e-09"),
        ("tip = 1.1e9", "must be at most 1,000,000,000"),
        ("height = 1.1e9", "must be at most 1,000,000,000"),
        ("height = -1.1e9", "must be at least -1,000,000,000"),
        ("height = inf", "needs a finite number"),
        ("prices = [9, 3]", "sums to 12, must be at most 10"),
        ("prices = [9, -1]", "item 2: must be at least 0"),
        ("prices = [1]", "has 1 items, must have 2"),
        ("late = 0.6", "together with early it sums to 1.1, must be at most 1"),
    ],
)
def test_a_number_of_a_section_is_held_to_what_it_declares(complaint: Complain, line: str, mistake: str) -> None:
    assert complaint(f'extends = "production"\n[world.shop]\n{line}') == (
        f"mine.toml:3: [world.shop] {line.replace('1.1e9', '1100000000.0')}\n    {mistake}"
    )


@pytest.mark.parametrize(
    "line",
    [
        "tables = 9",
        "open = 1",
        "mood = -50",
        "mood = 50",
        "tip = 1e-9",
        "tip = 1e9",
        "height = -1e9",
        "prices = [7, 3]",
    ],
)
def test_numbers_at_their_bounds_are_accepted(desk: Path, line: str) -> None:
    (desk / "mine.toml").write_text(f'extends = "production"\n[world.shop]\n{line}')
    key, _, value = line.partition(" = ")
    assert str(load("mine.toml").resolved["world"]["shop"][key]) == str(
        [7.0, 3.0] if key == "prices" else 9 if key == "tables" else float(value)
    )


def test_a_field_that_no_file_names_is_blamed_on_its_table(complaint: Complain) -> None:
    assert complaint('extends = "production"\n[world.shop]\nearly = 0.6') == (
        "mine.toml:2: [world.shop]\n    late: together with early it sums to 1.1, must be at most 1"
    )


def test_a_section_of_a_world_file_is_blamed_on_that_file(complaint: Complain, desk: Path) -> None:
    (desk / "small.toml").write_text('extends = "crowdworks_2020"\n[shop]\nprices = [1]')
    assert complaint('extends = "production"\nworld.base = "small.toml"') == (
        "small.toml:3: [shop] prices = [1]\n    has 1 items, must have 2"
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[world]\nworkers = 3", "mine.toml:3: [world] workers = 3\n    too few for the tables"),
        ("[world.shop]\n[world]\nclients = 3", "mine.toml:2: [world.shop]\n    too large for the clients"),
        ("[world]\nclients = 80_000", "mine.toml:2: [world]\n    nobody works for nobody"),
    ],
)
def test_what_the_world_itself_objects_to_is_told_with_its_line(complaint: Complain, text: str, message: str) -> None:
    assert complaint(f'extends = "production"\n{text}') == message
    assert complaint(f'extends = "production"\n{text}', "days=3", "platform.fee_alert.rule=off") == message


def test_a_change_of_the_world_is_blamed_by_its_number() -> None:
    for change, mistake in (
        ("world.shop.prices=[1]", "has 1 items, must have 2"),
        ("world.workers=1", "too few for the tables"),
    ):
        with pytest.raises(BadInput) as caught:
            load("production", ["days=3", change])
        assert caught.value.problems == [f"{change}\n    {mistake}"]
