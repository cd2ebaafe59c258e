"""A side as its own process sees it, in this process."""

import pickle
from pathlib import Path
from typing import Any

import pytest

from experiments.questions.gate import side
from experiments.questions.gate.process import RunId
from experiments.questions.gate.side import Side
from experiments.runs.keeping import UNKEPT, Keeping
from experiments.runs.plan import Run
from experiments.runs.pools import SERIAL
from experiments.runs.worlds import FIXED, PLAUSIBLE
from experiments.store.store import Store
from scenarios import BadInput
from scenarios.layers import SHIPPED
from scenarios.plausible import worlds
from sim.state.log import Events
from sim.world import World
from tests.experiments.questions.gate.repository import write

TINY = ("days=2", "world.workers=200", "world.clients=60")
IDS: list[RunId] = [("adapting", 4), ("frozen", 0), ("frozen", 1)]


def tiny(*changes: str, ids: list[RunId] = IDS) -> Side:
    return Side.of("production", [*TINY, *changes], SHIPPED, FIXED, ids)


def test_a_description_has_keys_and_parts_in_the_order_of_runs() -> None:
    described = tiny().description()
    assert (described["name"], described["days"], described["workers"]) == ("production", 2, 200)
    assert described["worlds"] is None
    assert described["keys"] == [run.key for run in tiny().runs.values()]
    assert [run.scenario.world.rings for run in tiny().runs.values()] == ["adapting", "frozen", "frozen"]
    assert [parts["seed"] for parts in described["parts"]] == ["0", "4"]  # the first run of each regime
    assert described["rules"][:1] == ["policies.certification"]
    assert set(described["manifests"]) <= set(described["parts"][0].values())
    assert Path(described["code"]["sim.day"]).name == "day.py"
    assert not any("site-packages" in file for file in described["code"].values())


def test_runs_alone_say_in_which_regimes_they_are() -> None:
    with pytest.raises(BadInput, match=r"world\.rings=frozen\n    the runs say in which regimes they are"):
        tiny("world.rings=frozen")


def test_a_side_counts_the_worlds_that_pairs_may_have() -> None:
    count = len(worlds(World()))
    scenario = Side.of("production", TINY, SHIPPED, PLAUSIBLE, [("frozen", count - 1), ("frozen", count)])
    last, first = (run.scenario.world for run in scenario.runs.values())
    assert scenario.description()["worlds"] == count
    assert last != first


def test_the_packages_of_rules_are_named_before_they_are_imported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path, {"rates/__init__.py": "def verdicts():\n    import late\n", "more/late.py": ""})
    for folder in (tmp_path, tmp_path / "more"):
        monkeypatch.syspath_prepend(folder)
    assert side._packaged(["rates.rules"]) == {"rates": str(tmp_path / "rates"), "late": str(tmp_path / "more/late.py")}


def test_every_run_is_sent_as_it_ends_and_is_kept(tmp_path: Path) -> None:
    sent: list[dict[str, Any]] = []
    with Store(tmp_path / "runs.sqlite") as store:
        for _ in range(2):
            assert tiny().carry_out(Keeping(store), SERIAL, sent.append)
        assert set(store.stored(each["key"] for each in sent)) == {run.key for run in tiny().runs.values()}
    assert sorted((each["regime"], each["seed"]) for each in sent[:3]) == sorted(IDS)
    assert len(sent[0]["digest"]) == 64
    assert sent[0]["metrics"]["exposed_per_10k"] >= 0
    by_run = [{(each["regime"], each["seed"]): each for each in some} for some in (sent[:3], sent[3:])]
    assert by_run[0] == by_run[1]


def crashing(run: Run) -> dict[str, float]:
    raise ValueError("at night")


def test_an_undefined_metric_is_null_and_a_crashed_run_has_its_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent: list[dict[str, Any]] = []
    one = tiny("world.population.ring_share=0", ids=[("frozen", 0)])
    assert one.carry_out(UNKEPT, SERIAL, sent.append)
    assert None in sent[0]["metrics"].values()
    for work in ("recorded", "simulated"):
        monkeypatch.setattr(side, work, crashing)
    assert not one.carry_out(UNKEPT, SERIAL, sent.append)
    assert not one.write_logs(tmp_path, sent.append)
    for answer in sent[1:]:
        assert "ValueError: at night" in answer["error"]
        assert "metrics" not in answer


def test_a_log_is_that_of_the_run(tmp_path: Path) -> None:
    sent: list[dict[str, Any]] = []
    assert tiny().write_logs(tmp_path, sent.append)
    assert [Path(each["log"]).name for each in sent] == ["adapting-4.pickle", "frozen-0.pickle", "frozen-1.pickle"]
    log = pickle.loads(Path(sent[0]["log"]).read_bytes())
    assert isinstance(log, Events)
    assert log.days == 2
