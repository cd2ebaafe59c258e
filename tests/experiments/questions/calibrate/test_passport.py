"""Plausible worlds are held against the facts from their file, without a run, as strictly as when they were kept."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from typer.testing import CliRunner, Result

from experiments.commands.app import app
from experiments.measures.validity import FACTS
from experiments.questions.calibrate.bars import FRESH, GIVE
from experiments.questions.calibrate.origin import ensemble
from experiments.questions.calibrate.passport import passport
from experiments.questions.calibrate.passport_document import document
from experiments.questions.calibrate.waves import Matching
from scenarios import BadInput
from scenarios.plausible import MODEL, MOVED, Ensemble, packed
from scenarios.space import space
from sim.world import World
from tests.experiments.questions.calibrate import town
from tests.experiments.shown import shown

NOISE = 0.1
BINDING = [fact for fact in FACTS if fact.binding]
MIDDLE = np.array([(fact.low + fact.high) / 2 for fact in BINDING])
FOUND: dict[str, Any] = {
    "command": "policylab calibrate production --worlds 4 --seed 0",
    "scenario": "production",
    "world": "crowdworks_2020",
    "days": 120,
    "seed": 0,
    "runs": 900,
    "model": MODEL.read_text("utf-8").strip(),
    "facts": [{"name": fact.name, "noise": {"frozen": NOISE, "adapting": NOISE}} for fact in BINDING],
}


def worlds(
    count: int = 4, origin: dict[str, Any] | None = None, **moved: Callable[[np.ndarray], np.ndarray]
) -> Ensemble:
    """Worlds with every fact in the middle of its range, but for those moved, with rings frozen alone."""
    here = space(World())
    values, facts = np.tile(here.read(here.central), (count, 1)), np.tile(MIDDLE, (count, 2, 1))
    values[:, 0] *= 1 + 1e-9 * np.arange(count)  # no two alike
    for name, by in moved.items():
        place = [fact.name for fact in BINDING].index(name)
        facts[:, 0, place] = by(np.arange(count))
    return Ensemble(here, values, values[0], facts, origin or FOUND)


# ------------------------------------------------------------------------------------------------ reading


def test_every_stored_world_holds_every_fact_when_read_again(matching: Matching) -> None:
    shipped = passport(ensemble(matching, "…", "0"), "town", town.FACTS)
    assert not shipped.missed
    assert (shipped.worlds, shipped.runs) == (40, matching.fresh)
    [traffic, dry] = shipped.regimes["frozen"]
    assert (traffic.fact.name, dry.fact.name) == ("traffic", "dry")
    assert traffic.spread == pytest.approx(np.quantile(matching.facts[:, 0, 0], [0.05, 0.5, 0.95]))
    assert traffic.inside == pytest.approx(np.mean((matching.facts[:, 0, 0] >= 2) & (matching.facts[:, 0, 0] <= 3)))
    assert shipped.regimes["adapting"][0].spread == pytest.approx(
        np.quantile(matching.facts[:, 1, 0], [0.05, 0.5, 0.95])
    )


@pytest.mark.parametrize(("errors", "missed"), [(0.99, 0), (1.01, 1)])
def test_a_world_may_miss_a_fact_by_noise_but_no_more(errors: float, missed: int) -> None:
    give = errors * GIVE * NOISE / np.sqrt(FRESH)
    high = float(np.sin(np.arcsin(np.sqrt(0.5)) + give) ** 2)  # of shares filled, on their scale
    result = passport(worlds(fill_rate=lambda number: np.where(number == 2, high, 0.4)), "file")
    frozen, adapting = (
        next(held for held in result.regimes[rings] if held.fact.name == "fill_rate")
        for rings in ("frozen", "adapting")
    )
    assert (frozen.missed, adapting.missed, result.missed) == (missed, 0, missed > 0)
    assert (frozen.inside, adapting.inside) == (0.75, 1.0)
    assert frozen.verdict == ("misses" if missed else "holds within noise")
    assert adapting.verdict == "holds"


def test_the_more_runs_a_world_had_the_less_it_may_miss() -> None:
    high = float(np.sin(np.arcsin(np.sqrt(0.5)) + 0.1) ** 2)  # 2 standard errors of 4 runs

    def just_inside(number: np.ndarray) -> np.ndarray:
        return np.full(len(number), high - 1e-4)

    assert not passport(worlds(origin=FOUND | {"fresh": 4}, fill_rate=just_inside), "file").missed
    assert passport(worlds(origin=FOUND | {"fresh": 5}, fill_rate=just_inside), "file").missed


def test_json_has_the_runs_per_world_and_a_range_per_row() -> None:
    data = passport(worlds(origin=FOUND | {"fresh": 3}), "file").as_json()
    assert (data["kept"], data["runs_per_world"]) == (4, 3)
    assert [row["range"] for row in data["regimes"]["adapting"]] == [[fact.low, fact.high] for fact in BINDING]


def test_a_fact_without_any_noise_has_a_passport_too() -> None:
    quiet = [{"name": fact.name, "noise": {"frozen": 0, "adapting": 0.0}} for fact in BINDING]
    assert not passport(worlds(origin=FOUND | {"facts": quiet}), "file").missed


def test_a_world_without_a_number_misses_the_fact() -> None:
    assert passport(worlds(unpaid_ever=lambda number: np.where(number == 0, np.nan, 0.12)), "file").missed


def test_worlds_that_were_kept_for_other_facts_are_refused() -> None:
    fewer = FOUND | {"facts": FOUND["facts"][1:]}
    with pytest.raises(
        BadInput, match=r"found for other facts \(publication_lag_p50\): run `policylab calibrate` again"
    ):
        passport(worlds(origin=fewer), "file")
    with pytest.raises(BadInput, match="lacks model, seed"):
        passport(worlds(origin={name: value for name, value in FOUND.items() if name not in ("seed", "model")}), "file")


# ------------------------------------------------------------------------------------------------ showing


def test_the_passport_is_printed_on_80_columns() -> None:
    read = passport(worlds(fill_rate=lambda number: 0.3 + 0.2 * number / 3), "plausible.npz")
    lines = shown(document(read), width=80).splitlines()
    assert max(map(len, lines)) <= 80
    assert lines[0] == "plausible.npz: 4 plausible worlds of production"
    where = " ".join(" ".join(lines[1:4]).split())
    assert f"found by {FOUND['command']}; world crowdworks_2020, 120 days, seed 0; 900 runs" in where
    assert f"model {FOUND['model']}" in where
    rows = [line.split() for line in lines if line.startswith("  fill_rate")]
    assert rows[0] == ["fill_rate", "30–50", "%", "31.0", "40.0", "49.0", "100%", "holds"]
    assert rows[1] == ["fill_rate", "30–50", "%", "40.0", "40.0", "40.0", "100%", "holds"]
    assert lines.index("first day") < lines.index("adapted")


def validated(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["validate", *arguments])


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "mine.npz"
    path.write_bytes(packed(worlds()))
    return path


def test_validate_reads_a_file_of_worlds_or_those_that_ship(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = validated("--worlds", str(file), "--json")
    assert (result.exit_code, result.stderr) == (0, "")
    data = json.loads(result.stdout)
    assert (data["worlds"], data["kept"], data["origin"]["command"]) == ("mine.npz", 4, FOUND["command"])
    assert [fact["name"] for fact in data["regimes"]["adapting"]] == [fact.name for fact in BINDING]
    assert {fact["verdict"] for facts in data["regimes"].values() for fact in facts} == {"holds"}
    monkeypatch.setattr("scenarios.plausible.SHIPPED", file)
    assert json.loads(validated("--json").stdout) == data
    assert validated().stdout.startswith("mine.npz: 4 plausible worlds of production\n")


def test_validate_leaves_with_1_where_a_world_misses_a_fact(file: Path) -> None:
    file.write_bytes(packed(worlds(fill_rate=lambda number: np.where(number == 3, 0.9, 0.4))))
    result = validated("--worlds", str(file))
    assert result.exit_code == 1
    assert result.stdout.count("MISSES in 1") == 1


def test_validate_says_where_the_model_has_moved_since(file: Path) -> None:
    file.write_bytes(packed(replace(worlds(), origin=FOUND | {"model": "another"})))
    result = validated("--worlds", str(file))
    assert (result.exit_code, result.stderr) == (0, f"note: {MOVED}\n")
    assert "model another, which has moved since" in " ".join(result.stdout.split())
    assert json.loads(validated("--worlds", str(file), "--json").stdout)["of_this_model"] is False


def test_what_validate_cannot_read_is_refused_in_a_sentence(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*arguments: str) -> str:
        result = validated(*arguments)
        assert (result.exit_code, result.stdout) == (2, "")
        assert "Traceback" not in result.output
        assert len(result.stderr.splitlines()) == 1
        return result.stderr

    monkeypatch.setattr("scenarios.plausible.SHIPPED", tmp_path / "none.npz")
    assert refused() == "no plausible worlds ship: make them with `policylab calibrate`\n"
    assert "is missing: make it with" in refused("--worlds", str(tmp_path / "none.npz"))
    assert "-S and --days need a SCENARIO" in refused("--worlds", str(file), "-S", "world.workers=300")
    assert "not both" in refused("production", "--worlds", str(file))
    file.write_bytes(packed(worlds(origin={"seed": 0})))
    assert "does not say how its worlds were found" in refused("--worlds", str(file))


@pytest.mark.parametrize(
    ("origin", "named"),
    [
        ({"model": 7}, "model"),
        ({"runs": "many"}, "runs"),
        ({"days": None, "world": []}, "world, days"),
        ({"fresh": 0}, "fresh"),
        ({"facts": [fact | {"noise": {"frozen": 0.1}} for fact in FOUND["facts"]]}, "facts"),
        ({"facts": [fact | {"noise": "loud"} for fact in FOUND["facts"]]}, "facts"),
    ],
)
def test_an_origin_that_cannot_be_one_is_refused_in_a_sentence(file: Path, origin: dict[str, Any], named: str) -> None:
    file.write_bytes(packed(worlds(origin=FOUND | origin)))
    result = validated("--worlds", str(file))
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr == f"mine.npz does not say how its worlds were found; not valid: {named}\n"


def test_facts_of_another_shape_are_refused_in_a_sentence(file: Path) -> None:
    file.write_bytes(packed(replace(worlds(), facts=worlds().facts[:, :, 1:])))
    result = validated("--worlds", str(file))
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(f"the file of plausible worlds, {file}, has facts of another shape (4 × 2 × ")
    assert len(result.stderr.splitlines()) == 1
