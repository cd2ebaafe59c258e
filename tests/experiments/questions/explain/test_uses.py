"""Who reads a number of the world: a small simulation, written for this."""

from collections.abc import Iterator
from pathlib import Path

import pytest

import sim
from experiments.questions.explain import uses as module
from experiments.questions.explain.uses import uses

SMALL = '''
def by_section(world):
    """Reads it where it
    stands.

    And more.
    """
    return world.ring.patience

def by_name(world):
    ring = world.ring
    return ring.patience

def by_one_of_two_names(world):
    ring, talking = world.ring, world.talking
    return ring.patience

def by_argument(numbers: Ring):
    return numbers.patience

def another_section(world):
    return world.talking.patience

def another_sections_name(world):
    talking = world.talking
    return talking.patience

def the_other_of_two_names(world):
    ring, talking = world.ring, world.talking
    return talking.patience

def another_number(world):
    return world.ring.haste + world.talking.patience

def an_untyped_argument(numbers):
    return numbers.patience

def an_argument_of_another_class(numbers: Talking):
    return numbers.patience

def what_a_call_gave(world):
    ring = look(world)
    ring.seen = world.ring
    return ring.patience

def what_was_taken_apart(pair):
    one, other = pair
    return one.patience
'''


class Ring:
    """A section of its world: only the name counts."""


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As if this were the simulation."""
    (tmp_path / "sim" / "rings").mkdir(parents=True)
    (tmp_path / "sim" / "readers.py").write_text(SMALL)
    (tmp_path / "sim" / "rings" / "pull.py").write_text("def pull(ring: Ring):\n    return ring.haste\n")
    monkeypatch.setattr(sim, "__path__", [str(tmp_path / "sim")])
    module._functions.cache_clear()
    yield
    module._functions.cache_clear()


@pytest.mark.usefixtures("small")
def test_a_number_is_read_from_its_section_or_its_stand_in() -> None:
    assert uses("ring", Ring, "patience") == [
        "sim/readers.py, by_section: Reads it where it stands.",
        "sim/readers.py, by_name",
        "sim/readers.py, by_one_of_two_names",
        "sim/readers.py, by_argument",
    ]


@pytest.mark.usefixtures("small")
def test_each_number_has_its_own_readers_with_their_folders() -> None:
    assert uses("ring", Ring, "haste") == ["sim/readers.py, another_number", "sim/rings/pull.py, pull"]
    assert uses("ring", Ring, "nothing") == []
