"""The stamp of what runs made: it moves with what these runs had, and with nothing else."""

from dataclasses import replace
from pathlib import Path

import pytest

from docs.studies import stamp as module
from docs.studies.stamp import stamp
from scenarios.plausible import Ensemble, packed, worlds
from sim.world import World


@pytest.fixture
def ships(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A file of worlds that ships in place of the real one."""
    file = tmp_path / "plausible.npz"
    monkeypatch.setattr(module, "SHIPPED", file)
    monkeypatch.setattr(module, "worlds", lambda central: worlds(central, file))
    return file


def found(count: int) -> Ensemble:
    """The first worlds of those that ship."""
    everything = worlds(World())
    metrics = everything.metrics[:count]
    return replace(everything, values=everything.values[:count], facts=everything.facts[:count], metrics=metrics)


def test_the_stamp_of_the_central_world_is_of_the_model_alone() -> None:
    assert stamp().startswith(f"{stamp(0)}, worlds ")
    assert stamp(2).startswith(f"{stamp(0)}, first 2 worlds ")


def test_more_worlds_move_only_the_stamp_of_all_worlds(ships: Path) -> None:
    stamps = []
    for count in (3, 4):
        ships.write_bytes(packed(found(count)))
        stamps.append((stamp(0), stamp(3), stamp()))
    (central, first, everything), more = stamps
    assert more[:2] == (central, first)
    assert more[2] != everything


@pytest.mark.parametrize(("world", "moves"), [(2, True), (3, False)])
def test_a_changed_number_moves_the_stamp_of_the_worlds_it_is_in(ships: Path, world: int, moves: bool) -> None:
    ensemble = found(4)
    ships.write_bytes(packed(ensemble))
    before, everything = stamp(3), stamp()
    ensemble.values[world, 0] *= 1.0001
    ships.write_bytes(packed(ensemble))
    assert (stamp(3) != before) == moves
    assert stamp() != everything
