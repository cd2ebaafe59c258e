"""The worlds that ship are those that were found, on every machine, as long as they fit the model."""

import io
import os
import zipfile
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
    {"seed": 7, "scale": "½", "facts": [{"name": "fill_rate"}, {"name": "days_open"}]},
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
    assert ensemble.space.held == ()


def test_equal_worlds_are_equal_files_and_small_ones(file: Path) -> None:
    assert packed(worlds(WORLD, file)) == file.read_bytes()
    assert len(file.read_bytes()) < 5 * 4_000 + 20_000


def test_fixed_numbers_are_those_of_the_world_in_question(file: Path) -> None:
    wanted = replace(WORLD, workers=500, rings="adapting")
    world = worlds(wanted, file).world(3)
    assert (world.workers, world.rings) == (500, "adapting")
    assert replace(world, workers=WORLD.workers, rings=WORLD.rings) == SPACE.world(POINTS[3])


def test_a_number_that_somebody_set_holds_in_every_world(file: Path) -> None:
    scenario = load("production", ["world.ring.lures_by_call=0.5", "world.search.pages_opened=8"])
    ensemble = worlds(scenario.world, file, scenario.held)
    assert ensemble.space.held == ("search.pages_opened", "ring.lures_by_call")
    for number in range(5):
        world, result = ensemble.world(number), SPACE.world(POINTS[number])
        assert (world.search.pages_opened, world.ring.lures_by_call) == (8, 0.5)
        assert world.ring.lures_by_posting + world.ring.lures_by_nda + world.ring.lures_by_scout <= 0.5 + 1e-9
        assert replace(world.search, pages_opened=result.search.pages_opened) == result.search


def test_a_number_that_is_set_to_what_it_is_anyway_holds_too(file: Path) -> None:
    usual = WORLD.ring.post_rate, WORLD.talking.outlet_use
    scenario = load("production", [f"world.ring.post_rate={usual[0]}", f"world.talking.outlet_use={list(usual[1])}"])
    assert scenario.world == WORLD
    ensemble = worlds(scenario.world, file, scenario.held)
    items = tuple(f"talking.outlet_use[{item}]" for item in range(len(usual[1])))
    assert set(ensemble.space.held) == {"ring.post_rate", *items}
    for number in range(5):
        world, result = ensemble.world(number), SPACE.world(POINTS[number])
        assert (world.ring.post_rate, world.talking.outlet_use) == usual
        assert result.ring.post_rate != usual[0]
        assert world.search == result.search


def test_set_prices_hold_and_prices_of_a_world_file_vary(file: Path) -> None:
    usual, place = WORLD.posting.market_price, SPACE.names.index("posting.market_price")
    changed(file, **but((0, place), 1.7))
    for times in (1.0, 1.5, 100.0):  # 170 times the usual ones no world can have, nor need it
        prices = tuple(times * price for price in usual)
        scenario = load("production", [f"world.posting.market_price={list(prices)}"])
        ensemble = worlds(scenario.world, file, scenario.held)
        assert [ensemble.world(number).posting.market_price for number in range(5)] == [prices] * 5
    dearer = replace(WORLD, posting=replace(WORLD.posting, market_price=tuple(1.5 * price for price in usual)))
    market_price = worlds(dearer, file).world(0).posting.market_price
    assert market_price == pytest.approx([1.5 * price * 1.7 for price in usual])


def test_a_world_file_number_unlike_that_of_the_calibration_is_held(file: Path) -> None:
    other = replace(WORLD, ring=replace(WORLD.ring, post_rate=0.03))
    ensemble = worlds(other, file)
    assert ensemble.space.held == ("ring.post_rate",)
    assert {ensemble.world(number).ring.post_rate for number in range(5)} == {0.03}


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


def test_facts_without_names_may_be_as_many_as_they_are(file: Path) -> None:
    with np.load(file) as there:
        arrays = {name: there[name] for name in there.files if name not in ("measured", "metrics")}
    np.savez(file, **(arrays | {"origin": np.array('{"seed": 7}')}))
    assert worlds(WORLD, file).facts.shape == (5, 2, 2)


def test_evidence_is_read_from_the_file_or_a_reason_is_given(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ensemble = evidence(file)
    assert isinstance(ensemble, Ensemble)
    assert (len(ensemble), ensemble.measured) == (5, FOUND.measured)
    monkeypatch.setattr("scenarios.plausible.SHIPPED", file)
    assert isinstance(evidence(), Ensemble)
    monkeypatch.setattr("scenarios.plausible.SHIPPED", file.with_name("none.npz"))
    assert evidence() == NONE_SHIP
    file.write_bytes(b"")
    assert "cannot be read (EOFError): make it with" in str(evidence(file))


def but(place: tuple[int, ...], value: float, of: str = "values") -> dict[str, Any]:
    """The array with another number at a place."""
    array = np.array(getattr(FOUND, of))
    array[place] = value
    return {of: array}


SHARES = {"origin": np.array('{"facts": [{"name": "a", "unit": "share"}, {"name": "b", "unit": "share"}]}')}
DEEP = '{"facts": ' + "[" * 100_000
WHERE = SPACE.names.index("posting.most_seats"), SPACE.names.index("posting.fewest_seats")


@pytest.mark.parametrize(
    ("arrays", "wrong"),
    [
        (but((3, 2), np.nan), f"holds what no world can have, in world 3: {SPACE.names[2]} = nan, beyond 0 … 1"),
        (but((0, 2), np.inf), "in world 0: "),
        (but((0, 2), -5.0), f"{SPACE.names[2]} = -5, beyond 0 … 1"),
        ({"values": FOUND.values * 1000}, "holds what no world can have, in world 0: "),
        (but((2,), np.nan, "central"), f"in its central world: {SPACE.names[2]} = nan"),
        ({"central": np.full(len(SPACE), np.nan)}, "holds what no world can have, in its central world: "),
        ({"values": FOUND.values[:, 1:]}, f"has values of another shape (5 × {len(SPACE) - 1} for 5 × {len(SPACE)})"),
        ({"values": FOUND.values[0]}, "has values of another shape"),
        ({"values": FOUND.values[:0]}, f"has values of another shape (0 × {len(SPACE)} for 1 × {len(SPACE)})"),
        ({"values": np.array(1.0)}, "has values of another shape (a single number for"),
        ({"central": FOUND.central[1:]}, f"has central of another shape ({len(SPACE) - 1} for {len(SPACE)})"),
        ({"values": FOUND.values[[0, 1, 2, 1, 4]]}, "holds world 1 again as world 3: an interval counts"),
        (but((3, 1, 0), -0.1, "facts"), "holds facts that no run can have, in world 3"),
        (but((2, 0, 1), np.inf, "facts"), "holds facts that no run can have, in world 2"),
        (but((1, 0, 0), 1.01, "facts") | SHARES, "holds facts that no run can have, in world 0"),
        (but((4, 1, 2), np.inf, "metrics"), "holds metrics that no run can have, in world 4"),
        ({"origin": np.array(f'{{"facts": [], "fresh": 1{"0" * 400}}}')}, "cannot be read (ValueError)"),
        ({"origin": np.array('{"facts": [], "fresh": 1e999}')}, "cannot be read (ValueError)"),
        ({"facts": FOUND.facts[:, :1]}, "has facts of another shape (5 × 1 × 2 for 5 × 2 × 2)"),
        ({"facts": FOUND.facts[:, :, :1]}, "has facts of another shape (5 × 2 × 1 for 5 × 2 × 2)"),
        ({"facts": FOUND.facts[0, 0]}, "has facts of another shape (2 for 5 × 2 × 2)"),
        ({"metrics": FOUND.metrics[:, :, 1:]}, "has metrics of another shape (5 × 2 × 2 for 5 × 2 × 3)"),
        ({"values": FOUND.values.astype(str)}, "cannot be read (TypeError)"),
        ({"values": FOUND.values * 1j}, "cannot be read (TypeError)"),
        ({"names": np.arange(len(SPACE))}, "cannot be read (TypeError)"),
        ({"names": np.array([SPACE.names])}, "cannot be read (TypeError)"),
        ({"names": np.array(["\x1b]0;x\n::error::y"])}, "(1 more: \\x1b]0;x\\n::error::y; "),
        ({"origin": np.array(DEEP)}, "cannot be read (RecursionError)"),
        ({"origin": np.array("[]")}, "cannot be read (TypeError)"),
        ({"origin": np.array('{"facts": [1, 2]}')}, "cannot be read (TypeError)"),
        ({"origin": np.array('{"facts": [], "runs": NaN}')}, "cannot be read (ValueError)"),
        ({"names": np.array([{}], object)}, "cannot be read (ValueError)"),  # a pickle within
    ],
)
def test_a_file_of_impossible_worlds_is_refused_with_its_mistake(
    file: Path, arrays: dict[str, Any], wrong: str
) -> None:
    with pytest.raises(BadInput) as caught:
        worlds(WORLD, changed(file, **arrays))
    message = str(caught.value)
    assert message.startswith(f"the file of plausible worlds, {file}, ")
    assert wrong in message
    assert message.endswith(": make it with `policylab calibrate`")
    assert "\n" not in message


def test_a_pipe_is_refused_and_never_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.npz")
    with pytest.raises(BadInput, match="is no file that can be read twice"):
        worlds(WORLD, tmp_path / "pipe.npz")


def test_an_impossible_world_is_refused_when_it_is_used(file: Path) -> None:
    values = np.array(FOUND.values)
    values[1, WHERE[0]], values[1, WHERE[1]] = 2, 9
    ensemble = worlds(WORLD, changed(file, values=values))
    assert ensemble.world(0)
    with pytest.raises(BadInput, match=r"plausible\.npz, holds no world 1 \(most_seats: 2 is too few"):
        ensemble.world(1)


def test_a_false_header_or_a_too_large_file_is_refused(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole, header = file.read_bytes(), io.BytesIO()
    np.lib.format.write_array_header_1_0(header, {"descr": "<f8", "fortran_order": False, "shape": (10**12,)})
    np.savez(file, **{name: array for name, array in np.load(file).items() if name != "values"})
    with zipfile.ZipFile(file, "a") as packing:
        packing.writestr("values.npy", header.getvalue())
    with pytest.raises(BadInput, match=r"cannot be read \((MemoryError|ValueError)\)"):
        worlds(WORLD, file)
    file.write_bytes(whole)
    monkeypatch.setattr("scenarios.plausible.LARGEST", 1_000)
    with pytest.raises(BadInput, match="unpacks to more than 0 MB"):
        worlds(WORLD, file)
