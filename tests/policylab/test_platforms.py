"""Two platforms in each regime, from one load of each."""

import warnings
from datetime import date
from pathlib import Path

import pytest

import policylab as pl
from experiments.api.platforms import platforms, several
from experiments.questions.compare.comparison import OTHER_WORLD
from scenarios import load


@pytest.mark.parametrize("candidate", ["calling_open", "strict_screening"])
def test_a_platform_in_a_regime_equals_one_loaded_with_it(candidate: str) -> None:
    result = platforms("production", pl.load(candidate, days=9).with_(days=120), "both")
    assert result.regimes == (("world.rings=frozen",), ("world.rings=adapting",))
    for [change], sides in zip(result.regimes, result.sides, strict=True):
        for name, side in zip(("production", candidate), sides, strict=True):
            there = load(name, [change])
            assert (side.resolved, side.world, side.rollout) == (there.resolved, there.world, there.rollout)
    assert result.one_world


def test_each_platform_is_loaded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = pl.load("production"), pl.load("calling_open")
    monkeypatch.setattr("scenarios.load", lambda *_: pytest.fail("loaded again"))
    assert len(platforms(first, second, "both").sides) == 2


def test_where_the_candidate_sets_the_rings_both_stay_as_they_are() -> None:
    with pytest.warns(pl.Note, match=OTHER_WORLD) as notes:
        result = platforms("production", pl.load("production", rings="adapting"), "both")
    assert [side.world.rings for side in result.sides[0]] == ["frozen", "adapting"]
    assert (result.regimes, result.one_world) == (((),), False)
    assert [each.filename for each in notes] == [__file__]


@pytest.mark.parametrize(
    ("baseline", "candidate"),
    [
        ({"rings": "adapting"}, {"rings": "adapting"}),
        ({}, {"rings": "adapting"}),
        ({"rings": "adapting"}, {}),
        ({"rings": "frozen"}, {"rings": "adapting"}),
    ],
)
def test_rings_of_the_question_and_of_a_change_must_be_the_same(
    baseline: dict[str, str], candidate: dict[str, str]
) -> None:
    sides = pl.load("production", **baseline), pl.load("calling_open", **candidate)
    with pytest.raises(pl.BadInput) as refused:
        platforms(*sides, "frozen")
    assert str(refused.value) == "world.rings=adapting\n    contradicts rings='frozen': leave one out"


def test_equal_rings_are_no_contradiction_and_both_sides_have_them() -> None:
    result = platforms("production", pl.load("calling_open", rings="adapting"), "adapting")
    assert [side.world.rings for sides in result.sides for side in sides] == ["adapting", "adapting"]
    assert (result.one_world, result.notes) == (True, ())


def test_a_note_reports_that_set_rings_leave_one_regime() -> None:
    sides = pl.load("production", rings="adapting"), pl.load("calling_open", rings="adapting")
    with pytest.warns(pl.Note, match=r"^world.rings=adapting is set, so one regime is asked about, and not both"):
        result = platforms(*sides, "both")
    assert [[side.world.rings for side in pair] for pair in result.sides] == [["adapting", "adapting"]]


def test_a_note_says_that_rings_of_the_baseline_alone_have_no_effect() -> None:
    with pytest.warns(pl.Note, match=r"^world.rings=adapting of the baseline alone has no effect"):
        result = platforms(pl.load("production", rings="adapting"), "calling_open", "both")
    assert [pair[0].world.rings for pair in result.sides] == ["frozen", "adapting"]


@pytest.mark.parametrize(("rings", "expected"), [(None, "frozen"), ("adapting", "adapting")])
def test_a_single_regime_is_the_first_day_unless_rings_are_set(
    rings: str | None, expected: str, recwarn: pytest.WarningsRecorder
) -> None:
    changes = {"rings": rings} if rings else {}
    result = platforms(pl.load("production", **changes), pl.load("calling_open", **changes), None)
    assert [[side.world.rings for side in pair] for pair in result.sides] == [[expected, expected]]
    assert not recwarn.list


def test_a_world_number_set_on_one_side_gets_a_note() -> None:
    first = pl.load("production")
    second = first.with_(lures_by_call=first.loaded.world.ring.lures_by_call)
    with pytest.warns(pl.Note, match=OTHER_WORLD):
        assert not platforms(first, second, "both").one_world
    with pytest.warns(pl.Note, match=OTHER_WORLD):
        several(first, [second, pl.load("calling_open")], "both")
    assert platforms(first, second, "both", "fixed").notes == ()
    assert platforms(second, second, "both").one_world


def test_of_several_candidates_a_note_is_said_once() -> None:
    sides = [pl.load(name, rings="adapting") for name in ("production", "calling_monitored", "calling_open")]
    with pytest.warns(pl.Note) as notes:
        several(sides[0], sides[1:], "both")
    assert len(notes) == 1


def test_candidates_beside_one_baseline_have_their_names_in_each_regime() -> None:
    first, *others = (pl.load(name) for name in ("production", "calling_open", "calling_monitored"))
    regimes = several(first, others, "both")
    assert [[side.name for side in sides] for sides in regimes] == [
        ["production", "calling_open", "calling_monitored"]
    ] * 2
    assert [{side.scenario.world.rings for side in sides} for sides in regimes] == [{"frozen"}, {"adapting"}]
    assert [side.source for side in several(first, [others[0], others[1].with_(name="b")], "both")[0]][2] == others[
        1
    ].source
    mixed = [others[0], others[1].with_(rings="adapting")]
    for candidates, problem in (
        (others[:1], "needs two at least"),
        ([others[0]] * 2, "two candidates are called calling_open: give each a name"),
        (mixed, "some candidates set the rings and others do not"),
    ):
        with pytest.raises(pl.BadInput, match=problem), warnings.catch_warnings(action="ignore"):
            several(first, candidates, "both")


@pytest.mark.parametrize("key", ["world.rings", "rings"])
def test_rings_that_are_varied_are_not_chosen_too(key: str) -> None:
    with pytest.raises(pl.BadInput, match=r"varies world.rings, and rings='frozen' sets it: leave one out"):
        pl.forecast("production", vary=[f"{key}=frozen,adapting"], rings="frozen", store=None, worlds="fixed")
    assert pl.forecast("production", vary=[f"{key}=frozen,adapting"], store=None, worlds="fixed").points == 2


def test_a_note_names_levers_that_switch_after_the_last_day(tmp_path: Path) -> None:
    """Production switches levers in August as well, after three days of both sides: no difference is lost."""
    file = tmp_path / "late.toml"
    file.write_text('extends = "production"\n[[rollout]]\non = 2021-09-01\n[rollout.platform.scouting]\nrule = "off"\n')
    for days, last in ((120, "2020-11-28"), (3, "2020-08-03")):
        with pytest.warns(pl.Note) as notes:
            platforms(pl.load("production", days=days), pl.load(file, days=days), None)
        [note] = [str(each.message) for each in notes]
        assert note == f"late switches levers on 2021-09-01, after its last day, {last}: no run comes so far"
    assert pl.load(file, days=396).loaded.late[0][0] == date(2021, 9, 1)  # the day after the last one
    assert pl.load(file, days=397).loaded.late == ()


def test_a_note_says_that_sides_differ_only_after_their_last_day() -> None:
    """Certification is off until 12 August."""
    early, floor = {"certification.min_orders": 2}, {"fee_alert.floor": 0.4}
    with pytest.warns(pl.Note) as notes:
        platforms(pl.load("production", days=3), pl.load("production", early, days=3), None)
    [note] = [str(each.message) for each in notes]
    assert note == "the platforms differ from 2020-08-12 on, after the last day, 2020-08-03: no run comes so far"
    for changes, days in ((early, 20), (floor, 3), ({}, 3)):
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            platforms(pl.load("production", days=days), pl.load("production", changes, days=days), None)
