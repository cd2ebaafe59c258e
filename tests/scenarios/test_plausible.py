"""The worlds that ship are those that were found, on every machine, as long as they fit the model."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from scenarios import BadInput, load
from scenarios.plausible import NONE_SHIP, Ensemble, evidence, packed, worlds
from scenarios.space import space

WORLD = load("production").world
SPACE = space(WORLD)
POINTS = np.random.default_rng(1).random((5, len(SPACE)))
FOUND = Ensemble(
    SPACE,
    np.array([SPACE.values(u) for u in POINTS]),
    SPACE.read(WORLD),
    np.arange(20.0).reshape(5, 2, 2),
    {"seed": 7, "scale": "½"},
    ("exposed_per_10k", "fill_rate", "unpaid_share"),
    np.where(np.arange(30.0) == 4, np.nan, np.arange(30.0)).reshape(5, 2, 3),
)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "plausible.npz"
    path.write_bytes(packed(FOUND))
    return path


def changed(file: Path, **arrays: Any) -> Path:
    """The file with some of its arrays replaced."""
    with np.load(file) as there:
        np.savez(file, **({name: there[name] for name in there.files} | arrays))
    return file


def test_worlds_come_back_as_they_were_found(file: Path) -> None:
    ensemble = worlds(WORLD, file)
    assert len(ensemble) == 5
    assert [ensemble.world(number) for number in range(5)] == [SPACE.world(u) for u in POINTS]
    assert ensemble.facts.tolist() == FOUND.facts.tolist()
    assert ensemble.origin == FOUND.origin
    assert ensemble.measured == FOUND.measured
    assert np.array_equal(ensemble.metrics, FOUND.metrics, equal_nan=True)
    assert ensemble.held == ()


def test_equal_worlds_are_equal_files_and_small_ones(file: Path) -> None:
    assert packed(worlds(WORLD, file)) == file.read_bytes()
    assert len(file.read_bytes()) < 5 * 4_000 + 20_000


def test_what_does_not_vary_is_as_in_the_world_that_is_asked_about(file: Path) -> None:
    asked = replace(WORLD, workers=500, rings="adapting")
    world = worlds(asked, file).world(3)
    assert (world.workers, world.rings) == (500, "adapting")
    assert replace(world, workers=WORLD.workers, rings=WORLD.rings) == SPACE.world(POINTS[3])


def test_a_number_that_somebody_set_holds_in_every_world(file: Path) -> None:
    asked = load("production", ["world.ring.by_call=0.5", "world.search.pages=8"]).world
    ensemble = worlds(asked, file)
    assert ensemble.held == ("search.pages", "ring.by_call")
    for number in range(5):
        world, found = ensemble.world(number), SPACE.world(POINTS[number])
        assert (world.search.pages, world.ring.by_call) == (8, 0.5)
        assert world.ring.by_posting + world.ring.by_nda + world.ring.by_scout <= 0.5 + 1e-9
        assert replace(world.search, pages=found.search.pages) == found.search


def test_worlds_of_other_numbers_are_refused_in_a_sentence(file: Path) -> None:
    names = np.array([*SPACE.names[2:], "ring.luck"])
    with pytest.raises(BadInput) as caught:
        worlds(WORLD, changed(file, names=names))
    assert str(caught.value) == (
        f"the file of plausible worlds, {file}, is of a world with other numbers "
        f"(1 more: ring.luck; 2 fewer: {SPACE.names[1]}, {SPACE.names[0]}): make it with `policylab calibrate`"
    )
    with pytest.raises(BadInput, match="in another order"):
        worlds(WORLD, changed(file, names=np.array(SPACE.names[::-1])))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 and no more", b"\x00" * 50])
def test_a_file_that_holds_no_worlds_is_refused_in_a_sentence(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "plausible.npz").write_bytes(content)
    with pytest.raises(BadInput, match=r"plausible\.npz, cannot be read \(\w+\): make it"):
        worlds(WORLD, tmp_path / "plausible.npz")
    with pytest.raises(BadInput, match=r"none\.npz, is missing: make it with `policylab calibrate`$"):
        worlds(WORLD, tmp_path / "none.npz")


def test_a_file_that_lacks_something_is_refused(file: Path) -> None:
    np.savez(file, names=np.array(SPACE.names))
    with pytest.raises(BadInput, match=r"cannot be read \(KeyError\)"):
        worlds(WORLD, file)


def test_worlds_whose_metrics_nobody_took_have_none(file: Path) -> None:
    with np.load(file) as there:
        np.savez(file, **{name: there[name] for name in there.files if name not in ("measured", "metrics")})
    ensemble = worlds(WORLD, file)
    assert (ensemble.measured, ensemble.metrics.shape) == ((), (5, 2, 0))


def test_what_is_known_of_metrics_is_read_in_whichever_world_or_it_is_told_why_not(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = evidence(file)
    assert isinstance(found, Ensemble)
    assert (len(found), found.measured) == (5, FOUND.measured)
    monkeypatch.setattr("scenarios.plausible.SHIPPED", file)
    assert isinstance(evidence(), Ensemble)
    monkeypatch.setattr("scenarios.plausible.SHIPPED", file.with_name("none.npz"))
    assert evidence() == NONE_SHIP
    file.write_bytes(b"")
    assert "cannot be read (EOFError): make it with" in str(evidence(file))
