"""What a scenario becomes: layers, changes and the calendar, merged into a platform and a world."""

import datetime
import json
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from policies.catalogue import RULES
from policies.display import Display
from policies.platform import Platform
from scenarios import BadInput, Scenario, load, names
from sim.world import World
from tests.architecture.house import ROOT
from tests.scenarios.conftest import Banded


def rules_over_time(scenario: Scenario, lever: str, key: str = "rule") -> list[tuple[int, object]]:
    """What a lever's table says, period by period."""
    return [(step["day"], step["platform"][lever].get(key)) for step in scenario.resolved["rollout"]]


@pytest.fixture
def written(desk: Path) -> Path:
    """Three layers in a folder: base, middle, top."""
    (desk / "base.toml").write_text("""
start = 2020-06-01
days = 100
title = "Base"
world.base = "crowdworks_2020"
[platform.communication]
call = "before_contract"
monitored_share = 0.5
[platform.screening]
review_at = 0.3
[[rollout]]
on = 2020-06-11
[rollout.platform.communication]
call = "after_contract"
[[rollout]]
on = 2020-06-21
[rollout.platform.communication]
monitored_share = 0.9
""")
    (desk / "middle.toml").write_text("""
extends = "base.toml"
world.population.ring_share = 0.2
[platform.communication]
verified_only = true
[platform.screening]
suspend_at = 0.8
""")
    (desk / "top.toml").write_text("""
extends = "middle.toml"
title = "Top"
days = 50
world.workers = 500
[platform.screening]
rule = "off"
""")
    return desk


def test_a_scenario_is_a_diff_of_what_it_extends(written: Path) -> None:
    middle = load("middle.toml")
    assert (middle.title, middle.days, middle.start) == ("middle", 100, datetime.date(2020, 6, 1))
    screening = middle.resolved["rollout"][0]["platform"]["screening"]
    assert (screening["review_at"], screening["suspend_at"]) == (0.3, 0.8)


def test_another_rule_starts_from_its_own_defaults(written: Path) -> None:
    (written / "again.toml").write_text('extends = "top.toml"\nplatform.screening.rule = "standard"')
    assert rules_over_time(load("top.toml"), "screening") == [(0, "off"), (10, "off"), (20, "off")]
    standard = RULES["screening"]["standard"]()
    assert rules_over_time(load("again.toml"), "screening", "review_at")[0] == (0, standard.review_at)


def test_naming_the_rule_that_already_runs_changes_nothing(written: Path) -> None:
    same = load("middle.toml", ["platform.screening.rule=standard"])
    assert same.resolved == load("middle.toml").resolved


def test_a_calendar_accumulates(written: Path) -> None:
    base = load("base.toml")
    assert [day for day, _ in base.rollout] == [0, 10, 20]
    assert rules_over_time(base, "communication", "call") == [
        (0, "before_contract"),
        (10, "after_contract"),
        (20, "after_contract"),
    ]
    assert rules_over_time(base, "communication", "monitored_share") == [(0, 0.5), (10, 0.5), (20, 0.9)]


def test_a_layer_holds_for_the_whole_run_below_its_own_calendar(written: Path) -> None:
    (written / "child.toml").write_text("""
extends = "base.toml"
platform.communication.call = "never"
[[rollout]]
on = 2020-06-16
[rollout.platform.communication]
call = "before_contract"
""")
    assert rules_over_time(load("child.toml"), "communication", "call") == [
        (0, "never"),
        (15, "before_contract"),
        (20, "before_contract"),
    ]
    assert rules_over_time(load("base.toml", ["platform.communication.call=never"]), "communication", "call") == [
        (0, "never"),
        (20, "never"),
    ]


def test_switches_before_the_start_and_after_the_end_leave_the_calendar(written: Path) -> None:
    late = load("base.toml", ["start=2020-06-15", "days=6"])
    assert rules_over_time(late, "communication", "call") == [(0, "after_contract")]
    assert [day for day, _ in late.rollout] == [0]
    assert load("base.toml", ["days=20"]).rollout[-1][0] == 10


def test_worlds_merge_number_by_number(written: Path) -> None:
    (written / "small.toml").write_text('title = "s"\nextends = "crowdworks_2020"\nclients = 100\nworkers = 300')
    top = load("top.toml", ["world.base=small.toml", "world.rings=adapting"])
    assert (top.world.workers, top.world.clients, top.world.rings, top.world_name) == (500, 100, "adapting", "small")
    assert top.world.population.ring_share == 0.2
    assert top.world.population.low_paying == World().population.low_paying


def test_a_scale_multiplies_workers_and_clients_of_any_layer_but_no_staff(desk: Path) -> None:
    (desk / "fifth.toml").write_text('extends = "production"\nscale = 0.2\n[world]\nclients = 3000\n')
    usual, fifth = load("production"), load("fifth.toml")
    assert (fifth.world.workers, fifth.world.clients) == (16_000, 600)
    assert fifth.rollout == usual.rollout
    assert fifth.world.part == pytest.approx(usual.world.part / 5)
    changed = load("fifth.toml", ["world.workers=10000", "scale=0.5", "scale=2"])
    assert (changed.world.workers, changed.world.clients) == (20_000, 6_000)
    assert load("production", ["scale=1"]).resolved == usual.resolved


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("scale=0.001", "workers: 80 is out of range, must be from 100 to 5,000,000"),
        ("scale=0", "must be above 0"),
        ("scale=-1", "must be above 0"),
        ("scale=2000", "must be at most 1,000"),
        ("scale=nan", "needs a finite number"),
        ("scale=half", "needs a number"),
        ("scale=true", "needs a number"),
    ],
)
def test_a_scale_that_is_none_is_refused_at_its_place(text: str, message: str) -> None:
    with pytest.raises(BadInput) as refused:
        load("production", [text])
    [problem] = refused.value.problems
    assert problem.startswith(f"{text}")
    assert problem.endswith(message)


def test_changes_apply_in_order_and_bare_words_are_texts() -> None:
    scenario = load(
        "production",
        [
            "days=3",
            "days=4",
            "platform.communication.call = before_contract",
            "platform.display.filters=[]",
            "platform.screening={review_at=0.1, suspend_at=0.2}",
        ],
    )
    data = scenario.resolved["rollout"][0]["platform"]
    assert scenario.days == 4
    assert (data["communication"]["call"], data["display"]["filters"]) == ("before_contract", [])
    assert (data["screening"]["review_at"], data["screening"]["suspend_at"]) == (0.1, 0.2)
    assert (scenario.name, scenario.title) == ("production", load("production").title)


@pytest.mark.usefixtures("fakes")
def test_lists_and_dates_reach_the_rule_as_its_types() -> None:
    given = [
        "rule=banded",
        "floors=[0, 1]",
        "span=[3,4]",
        'formats=["hourly", "hourly"]',
        "until=2020-09-01",
        "loud=true",
    ]
    scenario = load("production", [f"platform.fee_alert.{change}" for change in given])
    rule: object = scenario.rollout[0][1].fee_alert
    assert rule == Banded((0.0, 1.0), (3, 4), formats=frozenset({"hourly"}), until=datetime.date(2020, 9, 1), loud=True)
    assert scenario.resolved["rollout"][0]["platform"]["fee_alert"] == {
        "rule": "banded",
        "floors": [0.0, 1.0],
        "span": [3, 4],
        "doors": ["left", "up"],
        "days": [],
        "formats": ["hourly"],
        "until": "2020-09-01",
        "count": 3,
        "label": "low",
        "loud": True,
    }


def test_production_runs_every_standard_rule_and_certification_from_12_august() -> None:
    scenario = load("production")
    standard = {lever: named["standard"]() for lever, named in RULES.items()}
    certified = Display(filters=frozenset({"verified", "certified"}))
    assert scenario.start == datetime.date(2020, 8, 1)
    assert scenario.rollout == (
        (0, Platform(**standard | {"certification": RULES["certification"]["off"]()})),
        (11, Platform(**standard, display=certified)),
    )
    assert scenario.resolved["rollout"][0]["platform"]["communication"]["call"] == "never"


@pytest.mark.parametrize("name", names())
def test_every_shipped_scenario_is_whole(name: str) -> None:
    scenario = load(name)
    assert (scenario.name, scenario.days) == (name, 184 if name == "timeline_2020" else 120)
    assert scenario.title != name
    assert json.loads(json.dumps(scenario.resolved, allow_nan=False)) == scenario.resolved
    assert pickle.loads(pickle.dumps(scenario)).resolved == scenario.resolved
    assert name == "production" or scenario.resolved != load("production").resolved


def test_the_full_market_has_the_same_proportions_and_staff() -> None:
    slice_, full = load("production"), load("production_full")
    scale = round(full.world.workers / slice_.world.workers)
    assert scale == round(1 / slice_.world.part) == 46
    assert full.world.part == 1.0
    assert round(full.world.clients / slice_.world.clients) == scale
    assert (full.world.workers, full.world.clients) == (3_690_000, 600_000)  # the two are quoted, not scaled
    assert full.rollout == slice_.rollout


def test_a_path_inside_the_package_is_the_shipped_scenario() -> None:
    import scenarios

    path = Path(scenarios.__path__[0]) / "calm.toml"
    assert load(str(path)).resolved == load("calm").resolved


def test_a_title_and_a_name_cannot_steer_the_terminal(desk: Path) -> None:
    (desk / "a\x1bb.toml").write_text('extends = "production"\ntitle = "c\\u001bd"\nworld.base = "e\\u001bf.toml"')
    (desk / "e\x1bf.toml").write_text('extends = "crowdworks_2020"')
    scenario = load("a\x1bb.toml")
    assert (scenario.name, scenario.title, scenario.world_name) == ("a\\x1bb", "c\\x1bd", "e\\x1bf")


def test_a_file_that_is_named_without_its_ending_is_suggested(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "small.toml").write_text('extends = "production"\n', encoding="utf-8")
    with pytest.raises(BadInput, match=r"no scenario 'small'; did you mean small\.toml\?"):
        load("small")
    with pytest.raises(BadInput, match=r"no scenario 'calling_opn'; did you mean 'calling_open'\?"):
        load("calling_opn")


def test_world_numbers_set_by_files_or_changes_are_held(written: Path) -> None:
    usual = World()
    assert load("production").held == frozenset()
    scenario = load(
        "production", [f"world.ring.patience={usual.ring.patience}", f"lures_by_call={usual.ring.lures_by_call}"]
    )
    assert scenario.world == load("production").world
    assert scenario.held == {"ring.patience", "ring.lures_by_call"}
    assert load("top.toml").held == {"population.ring_share"}  # by a file below; how large the market is never varies
    assert load("top.toml", ["world.ring={patience = 30, post_rate = 0.03}"]).held == {
        "population.ring_share",
        "ring.patience",
        "ring.post_rate",
    }
    assert scenario.lasting(9).held == scenario.on(usual).held == scenario.held


def test_numbers_of_a_world_file_are_central_but_not_held(desk: Path) -> None:
    (desk / "town.toml").write_text('extends = "crowdworks_2020"\nworkers = 900\nring.patience = 30\n')
    (desk / "ours.toml").write_text('extends = "production"\nworld.base = "town.toml"\n')
    ours = load("ours.toml")
    assert (ours.world.ring.patience, ours.held) == (30, frozenset())


def test_of_shipped_scenarios_only_the_one_without_rings_holds_a_number() -> None:
    assert {name: set(load(name).held) for name in names() if load(name).held} == {"calm": {"population.ring_share"}}


def test_a_scenario_is_read_without_the_compiler_of_runs() -> None:
    text = "import sys, scenarios; scenarios.load('production'); print('numba' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", text], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
