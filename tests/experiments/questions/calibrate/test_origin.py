"""What ships with plausible worlds, and how a calibration is printed."""

import json
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import kstest

from experiments.questions.calibrate.document import document
from experiments.questions.calibrate.effort import Effort
from experiments.questions.calibrate.origin import ensemble
from experiments.questions.calibrate.waves import Matching, match
from scenarios.plausible import Ensemble, packed, worlds
from tests.experiments.questions.calibrate import town
from tests.experiments.shown import shown

MODEL = "0123456789abcdef"
COMMAND = "policylab calibrate town --worlds 40 --seed 0"


@pytest.fixture(scope="module")
def shipped(matching: Matching) -> Ensemble:
    return ensemble(matching, COMMAND, MODEL)


@pytest.fixture
def nothing(tmp_path: Path) -> Ensemble:
    """What is left where the facts hold nowhere."""
    lab = town.lab(tmp_path, lambda run: {"fact/traffic": np.nan, "fact/dry": 0.1})
    return ensemble(match(lab, 40, Effort(replicates=4, first=60, every=5, most=50)), COMMAND, MODEL)


def test_worlds_ship_as_they_were_kept(matching: Matching, shipped: Ensemble, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(packed(shipped))
    again = worlds(matching.lab.scenario.world, tmp_path / "file")
    assert [again.world(number) for number in range(40)] == [
        matching.lab.space.world(point) for point in matching.plausible
    ]
    assert again.facts.tolist() == matching.facts.tolist()
    assert again.origin == shipped.origin


def test_the_origin_says_how_to_find_them_again(matching: Matching, shipped: Ensemble) -> None:
    origin = shipped.origin
    assert json.loads(json.dumps(origin, allow_nan=False)) == origin
    assert (origin["command"], origin["seed"], origin["days"]) == (COMMAND, 0, 120)
    assert origin["model"] == MODEL
    assert (origin["asked"], origin["kept"], origin["runs"]) == (40, 40, matching.runs)
    assert [fact["name"] for fact in origin["facts"]] == ["traffic", "dry"]
    assert origin["facts"][0]["range"] == [2.0, 3.0]
    assert origin["facts"][0]["noise"]["frozen"] == pytest.approx(town.NOISE, rel=0.5)


def test_the_origin_tells_every_wave(matching: Matching, shipped: Ensemble) -> None:
    first, *_, last = shipped.origin["waves"]
    assert len(shipped.origin["waves"]) == len(matching.waves)
    assert (first["not ruled out"], first["worlds"]) == (1.0, 96)
    assert first["skill"] == {"traffic": None, "dry": None}
    assert last["skill"]["traffic"] > 0.8
    assert (
        first["frozen"] / first["worlds"] <= first["holds"]["traffic"] == matching.waves[0].trial.clear[:, 0, 0].mean()
    )
    assert sum(wave["kept"] for wave in shipped.origin["waves"]) >= 40
    steps = [[wave[step] for step in ("worlds", "frozen", "adapting", "kept")] for wave in shipped.origin["waves"]]
    assert steps == [sorted(counts, reverse=True) for counts in steps]


def test_numbers_say_where_they_lay_and_where_the_facts_leave_them(matching: Matching, shipped: Ensemble) -> None:
    rain, idle = shipped.origin["numbers"]["rain"], shipped.origin["numbers"]["a"]
    assert rain["before"] == pytest.approx([0.03, 0.57])  # nine in ten of 0…0.6
    assert 0.28 < rain["after"][0] < rain["after"][1] < 0.52  # for days are dry in 0.5…0.7 of all worlds that are kept
    assert rain["distance"] > shipped.origin["by chance"]["distance"] > idle["distance"] > 0
    place = np.sort(matching.plausible[:, matching.lab.space.names.index("rain")])
    assert rain["distance"] == pytest.approx(kstest(place, "uniform").statistic, abs=1e-3)


def test_the_pair_that_the_facts_bind_comes_first(shipped: Ensemble) -> None:
    one, other, strength = shipped.origin["correlations"][0]
    assert {one, other} == {"roads", "cars"}
    assert strength > shipped.origin["by chance"]["correlation"] > 0.3
    free = [pair for pair in shipped.origin["correlations"] if not {"roads", "cars", "snow", "rain"} & set(pair[:2])]
    assert all(abs(pair[2]) < shipped.origin["by chance"]["correlation"] for pair in free)


def test_the_same_calibration_makes_the_same_file(matching: Matching, shipped: Ensemble) -> None:
    assert packed(ensemble(matching, COMMAND, MODEL)) == packed(shipped)


def test_a_calibration_is_printed_on_80_columns(shipped: Ensemble) -> None:
    lines = shown(document(shipped), width=80).splitlines()
    assert max(map(len, lines)) <= 80
    assert lines[0] == "production: 40 of 40 plausible worlds"
    [dry] = [line.split() for line in lines if line.startswith("  dry ")]
    assert dry[1:3] == ["50–70", "%"]
    moved = lines[lines.index("numbers") :]
    assert any(line.split()[:4] == ["rain", "0.03", "…", "0.57"] for line in moved)
    assert any(line.split()[:2] == ["roads", "cars"] for line in moved)
    assert not any(line.startswith("  a ") for line in moved)


def test_where_nothing_was_found_it_is_told_which_facts_do_not_hold(nothing: Ensemble) -> None:
    assert (len(nothing), nothing.origin["kept"], nothing.origin["numbers"]) == (0, 0, {})
    out = shown(document(nothing))
    assert "0 of 40 plausible worlds" in out
    assert [line.split()[-3:-1] for line in out.splitlines() if line.startswith(("  traffic", "  dry"))] == [
        ["0.0%", "0.0%"]
    ] * 2
