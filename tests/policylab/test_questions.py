"""Questions asked from Python: the runs and numbers of the command line, its defaults and its mistakes."""

import os
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import policylab as pl
from experiments.api.resources import Resources
from experiments.host.startup import HOME
from experiments.host.stopping import Interrupted
from experiments.questions.compare.ask import answer
from experiments.questions.measure.ask import metrics
from experiments.questions.sweep.ask import sweep
from experiments.questions.trace.ask import traced
from experiments.runs.defaults import STORE, STORE_VARIABLE
from experiments.runs.works import Work
from experiments.store.store import NOWHERE
from scenarios.plausible import worlds
from sim.world import World
from tests.experiments import works
from tests.experiments.questions.gate import hand as gates
from tests.experiments.questions.trace.hand import hand

ALONE: dict[str, Any] = {"engine": "serial", "progress": False}


@pytest.fixture
def numbered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Runs are numbers, and no simulation."""
    monkeypatch.setattr("experiments.api.compare.answer", partial(answer, work=Work(works.numbered_or_failing)))
    monkeypatch.setattr("experiments.api.run.ask.metrics", partial(metrics, work=Work(works.numbered_or_failing)))
    monkeypatch.setattr("experiments.api.sweep.sweep_points", partial(sweep, work=Work(works.by_calls)))
    monkeypatch.setattr("experiments.api.trace.traced", partial(traced, work=hand))


def more(tmp_path: Path) -> Path:
    """A scenario of which seed 2 crashes, where runs are numbers."""
    path = tmp_path / "more.toml"
    path.write_text('extends = "production"\n')
    return path


def test_runs_are_kept_where_commands_keep_them_unless_somebody_says_otherwise(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(STORE_VARIABLE)
    assert Resources().place == STORE
    monkeypatch.setenv(STORE_VARIABLE, "elsewhere.sqlite")
    assert Resources(STORE).place == Path("elsewhere.sqlite")
    assert Resources("mine.sqlite").place == Path("mine.sqlite")
    assert Resources(None).place == NOWHERE


def test_what_a_store_knows_is_not_run_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tiny = pl.load("production", days=2, workers=100, clients=20)
    store = tmp_path / "runs.sqlite"
    first = pl.run(tiny, seeds=1, store=store, **ALONE)

    def carry_out(runs: Any, *_: Any, **__: Any) -> list[Any]:
        assert not runs
        return []

    monkeypatch.setattr("experiments.runs.keeping.execute", carry_out)
    assert pl.run(tiny, seeds=1, store=store, **ALONE).seeds().equals(first.seeds())


@pytest.mark.usefixtures("numbered")
def test_names_are_those_that_were_given() -> None:
    baseline = pl.load("production", days=30)
    compared = pl.compare(baseline, baseline.with_(name="half", monitored_share=0.5), seeds=2, worlds="fixed", **ALONE)
    assert (compared.found.baseline, compared.found.candidate) == ("production", "half")
    assert pl.run(baseline.with_(name="ours"), seeds=2, **ALONE).as_json()["scenario"] == "ours"


@pytest.mark.usefixtures("numbered")
def test_one_regime_can_be_chosen_and_set_rings_replace_it() -> None:
    def regimes(candidate: str | pl.Scenario, **options: Any) -> list[str]:
        return list(
            pl.compare("production", candidate, seeds=2, worlds="fixed", **options, **ALONE).as_json()["regimes"]
        )

    assert regimes("calling_open") == ["frozen", "adapting"]
    assert regimes("calling_open", rings="adapting") == ["adapting"]
    with pytest.warns(UserWarning, match="the worlds differ too"):
        assert regimes(pl.load("calling_open", rings="adapting")) == ["frozen/adapting"]


@pytest.mark.usefixtures("numbered")
def test_crashed_runs_raise_and_hold_what_the_others_found(tmp_path: Path) -> None:
    path = more(tmp_path)
    with pytest.raises(pl.Crashed, match=r"^2 runs crashed: .*more.toml/2\nThe first of them:") as raised:
        pl.compare("production", path, seeds=4, worlds="fixed", **ALONE)
    assert "seed 2 is cursed" in str(raised.value)
    assert [failure.seed for failure in raised.value.failures] == [2, 2]
    assert isinstance(raised.value.found, pl.Compared)
    assert raised.value.found.pairs("fill_rate")["seed"].tolist() == [0, 1, 3, 0, 1, 3]


@pytest.mark.usefixtures("numbered")
def test_where_too_few_runs_are_left_there_is_nothing_but_the_failures(tmp_path: Path) -> None:
    with pytest.raises(pl.Crashed) as raised:
        pl.compare("production", more(tmp_path), seeds=2, first_seed=2, worlds="fixed", rings="frozen", **ALONE)
    assert raised.value.found is None
    assert len(raised.value.failures) == 1


@pytest.mark.usefixtures("numbered")
def test_a_second_look_asks_each_world_once_more_and_says_so() -> None:
    heard: list[tuple[int, int]] = []

    def asked(*, more: bool) -> dict[str, Any]:
        how: dict[str, Any] = {"engine": "serial", "progress": lambda done, total: heard.append((done, total))}
        return pl.compare("production", "calling_open", seeds=4, rings="frozen", more=more, **how).as_json()

    first, second = asked(more=False), asked(more=True)
    assert (first["look"], second["look"]) == (1, 2)
    assert (list(first["seeds"]), list(second["seeds"])) == ([0, 1, 2, 3], [0, 1, 2, 3, 32, 33, 34, 35])
    assert list(second["plausible worlds"]) == [0, 1, 2, 3] * 2
    [row] = [row for row in second["regimes"]["frozen"]["metrics"] if row["name"] == "exposed_per_10k"]
    assert (row["pairs"], row["worlds"]) == (8, 4)
    assert {total for _, total in heard} == {8, 16}


@pytest.mark.usefixtures("numbered")
def test_a_sweep_varies_by_keyword_by_key_and_by_text() -> None:
    def points(**options: Any) -> list[dict[str, Any]]:
        swept = pl.sweep("production", "calling_open", seeds=2, worlds="fixed", rings="frozen", **options, **ALONE)
        return [dict(point.values) for point in swept.found.points]

    by_call = [{"world.ring.lures_by_call": 0.1}, {"world.ring.lures_by_call": 0.3}]
    assert points(lures_by_call=[0.1, 0.3]) == by_call
    assert points(vary={"world.ring.lures_by_call": "0.1:0.3:2"}) == by_call
    assert points(vary={"world": {"ring": {"lures_by_call": (0.1, 0.3)}}}) == by_call
    assert points(vary=["world.ring.lures_by_call=0.1,0.3"]) == by_call
    assert points(vary_both="platform.screening.review_at=0.4,0.5", lures_by_call=[0.1])[1] == {
        "world.ring.lures_by_call": 0.1,
        "platform.screening.review_at": 0.5,
    }


@pytest.mark.usefixtures("numbered")
def test_points_of_a_sweep_may_be_spread() -> None:
    def values(**options: Any) -> list[Any]:
        swept = pl.sweep("production", "calling_open", seeds=2, worlds="fixed", rings="frozen", **options, **ALONE)
        return [point.values["world.ring.lures_by_call"] for point in swept.found.points]

    spread = values(lures_by_call="0.1:0.3", design="lhs", points=3)
    assert len(spread) == 3
    assert spread != values(lures_by_call="0.1:0.3", design="lhs", points=3, design_seed=1)


@pytest.mark.usefixtures("numbered")
def test_a_trace_tells_the_lives_that_are_asked_for_in_one_regime() -> None:
    def traces(**options: Any) -> pl.Traced:
        return pl.trace("production", "calling_open", seeds=1, first_seed=5, worlds="fixed", **options, **ALONE)

    result = traces(workers=["5/1"])
    assert [life.name for life in result.found.lives] == ["5/1"]
    assert result.people()["worker"].tolist() == ["5/4", "5/1"]
    assert traces(worst=0, rings="adapting").found.lives == ()
    for rings in ("frozen", "adapting"):
        provenance = traces(rings=rings).found.provenance
        assert provenance is not None
        assert [side.scenario.world.rings for side in provenance[0]] == [rings, rings]
    assert traces(metric="victims_per_10k").found.metric.name == "victims_per_10k"


def test_a_gate_asks_of_two_scenarios_or_of_a_revision(monkeypatch: pytest.MonkeyPatch) -> None:
    questions: list[tuple[Any, ...]] = []

    def told(*what: Any) -> Any:
        questions.append(what)
        return gates.PASSES

    monkeypatch.setattr("experiments.api.gate.of_scenarios", told)
    monkeypatch.setattr("experiments.api.gate.of_revision", told)
    base = pl.load("production", days=30)
    assert pl.gate(base, base.with_(call="never"), guardrails="mine.toml", jobs=1, progress=False).verdict == "pass"
    bases, changes, names, rails, how = questions.pop()
    assert bases == ("production", "production")
    assert changes == (("days=30",), ("days=30", "platform.communication.call=never"))
    assert names == ("production", "production + platform.communication.call=never")
    assert (rails, how.store, how.jobs, how.worlds.name) == (Path("mine.toml"), NOWHERE, 1, "plausible")
    pl.gate(revision="main", scenario="lab/everyday.toml", source=["src/house"], jobs=1, progress=False)
    assert questions.pop()[:5] == ("main", "lab/everyday.toml", [Path("src/house")], (), None)
    pl.gate(revision="main", scenario=base, changes=["call=never"], jobs=1, progress=False)
    assert questions.pop()[:4] == ("main", "production", [], ("days=30", "platform.communication.call=never"))


@pytest.mark.parametrize(
    ("ask", "complaint"),
    [
        (lambda: pl.compare("production", "produktion"), "no scenario 'produktion'; did you mean 'production'?"),
        (lambda: pl.compare("production", "calling_open", seeds=1), "seeds=1\n    must be at least 2"),
        (lambda: pl.validate("production", seeds=1), "seeds=1\n    must be at least 2"),
        (lambda: pl.compare("production", pl.load("production", days=9)), "runs 120 days and production 9"),
        (
            lambda: pl.compare("production", pl.load("production", "world.workers=300")),
            "production has 80,000 workers and production 300: choose one size with scale=",
        ),
        (lambda: pl.compare("production", "calling_open", worlds="no.npz", store=None), "no.npz, is missing"),
        (lambda: pl.run("production", seeds=0), "seeds=0\n    must be at least 1"),
        (lambda: pl.run("production", engine="dusk"), "did you mean 'dask'?"),
        (lambda: pl.sweep("production"), "nothing is varied"),
        (lambda: pl.sweep("production", monitored_shar=[0, 1]), "platform.communication.monitored_share?"),  # type: ignore[call-arg]
        (lambda: pl.sweep("production", vary={"world.ring.lures_by_cal": [0.1]}), "did you mean 'lures_by_call'?"),
        (lambda: pl.trace("production", "calling_open", metric="exposed"), "no metric 'exposed' that counts people"),
        (lambda: pl.trace("production", "calling_open", workers=["x"]), "no worker 'x': SEED/NUMBER names one"),
        (lambda: pl.gate(), "needs base and head, two scenarios"),
        (lambda: pl.gate("production", "calling_open", revision="main"), "needs base and head, two scenarios"),
        (
            lambda: pl.gate("production", "calling_open", source=["src"]),
            "source needs revision: it does not apply to two scenarios",
        ),
        (
            lambda: pl.gate("production", "calling_open", scenario="strengthening"),
            "scenario needs revision: it does not apply to two scenarios",
        ),
        (lambda: pl.gate("production", pl.load("production", rings="frozen")), "leave world.rings out"),
        (lambda: pl.gate("production", "calling_open", guardrails="no.toml"), "no.toml"),
    ],
)
def test_what_is_asked_wrongly_is_told_before_anything_is_run(ask: Any, complaint: str) -> None:
    with pytest.raises(pl.BadInput) as raised:
        ask()
    assert complaint in str(raised.value)


def test_a_store_that_cannot_be_used_is_told(tmp_path: Path) -> None:
    with pytest.raises(pl.Unusable, match=str(tmp_path)):
        pl.run("production", store=tmp_path, **ALONE)


@pytest.mark.usefixtures("numbered")
def test_every_pair_says_in_which_plausible_world_it_lived(tmp_path: Path) -> None:
    count = len(worlds(World()))
    first = count - 1
    with pytest.raises(pl.Crashed) as raised:  # seed 2 does
        pl.compare("production", more(tmp_path), seeds=4, rings="frozen", **ALONE)
    assert isinstance(raised.value.found, pl.Compared)
    assert raised.value.found.pairs("fill_rate")["world"].tolist() == [0, 1, 3]
    compared = pl.compare("production", "calling_open", seeds=3, first_seed=first, rings="frozen", **ALONE)
    assert compared.pairs("fill_rate")["world"].tolist() == [count - 1, 0, 1]
    assert compared.as_json()["plausible worlds"] == [count - 1, 0, 1]
    swept = pl.sweep(
        "production", "calling_open", vary={"lures_by_call": [0.1]}, seeds=3, first_seed=first, rings="frozen", **ALONE
    )
    assert swept.pairs("fill_rate")["world"].tolist() == [count - 1, 0, 1]
    assert swept.found.points[0].comparisons[0].homes == (count - 1, 0, 1)


def test_who_stops_a_batch_is_told_how_far_it_came(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def stop(*_: Any, **__: Any) -> Any:
        raise Interrupted(signal.SIGINT, 3, 8)

    monkeypatch.setattr("experiments.api.run.ask.metrics", stop)
    with pytest.raises(KeyboardInterrupt, match=r"interrupted after 3 of 8 runs; what is done is kept"):
        pl.run("production", store=tmp_path / "runs.sqlite", **ALONE)
    with pytest.raises(KeyboardInterrupt, match=r"interrupted after 3 of 8 runs; nothing is kept"):
        pl.run("production", store=None, **ALONE)


def test_progress_is_told_on_standard_error_or_not_at_all(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("experiments.api.run.ask.metrics", partial(metrics, work=Work(works.numbered)))
    pl.run("production", seeds=2, engine="serial")
    out, error = capsys.readouterr()
    assert out == ""
    assert error.startswith("runs: 2 of 2 in ")
    pl.run("production", seeds=2, engine="serial", progress=False)
    assert capsys.readouterr() == ("", "")


def test_a_function_hears_how_far_a_question_is_and_stops_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("experiments.api.run.ask.metrics", partial(metrics, work=Work(works.numbered)))
    heard: list[tuple[int, int]] = []
    pl.run("production", seeds=3, engine="serial", progress=lambda done, total: heard.append((done, total)))
    assert heard == [(0, 3), (1, 3), (2, 3), (3, 3)]

    def enough(done: int, total: int) -> None:
        if done == 2:
            raise KeyboardInterrupt

    with pytest.raises(pl.Stopped, match="interrupted after 2 of 3 runs; what is done is kept"):
        pl.run("production", seeds=3, engine="serial", store=tmp_path / "runs.sqlite", progress=enough)


def test_a_function_is_called_while_a_long_run_is_still_executing() -> None:
    began, calls = time.monotonic(), 0

    def impatient(done: int, total: int) -> None:
        nonlocal calls
        calls += 1
        if calls == 2:
            raise KeyboardInterrupt

    with pytest.raises(pl.Stopped, match="interrupted after 0 of 2 runs; nothing is kept"):
        pl.run(pl.load("production", days=3_650), seeds=2, store=None, jobs=2, progress=impatient)
    assert time.monotonic() - began < 20  # such a run takes a minute


SCRIPT = """
import os, sys, threading
import policylab as pl
heavy = {"numpy", "scipy", "mesa", "pandas", "matplotlib", "pydantic", "rich", "typer", "sim", "scenarios"}
print("heavy:", sorted(heavy & set(sys.modules)))
assert all(hasattr(pl, name) for name in dir(pl))
tiny = pl.load("production", days=2, workers=100, clients=20)

def ran(seed, jobs=2):
    return pl.run(tiny, seeds=2, first_seed=seed, jobs=jobs, store=None, progress=False).found.seeds.ran

print("ran:", ran(0), flush=True)
program, out = sys.modules["__main__"], sys.stdout
threads = [threading.Thread(target=ran, args=(seed, 1 + seed % 2)) for seed in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print("as they were:", sys.modules["__main__"] is program, sys.stdout is out, flush=True)
child = os.fork()
if not child:
    print("child:", ran(2), flush=True)
    sys.exit(0)
print("child ended:", os.waitpid(child, 0)[1])
"""


@pytest.mark.nightly(
    reason="a script with worker processes, threads and a fork: runs/test_processes.py, tests/policies/test_aside.py"
)
def test_a_script_without_a_guard_asks_from_threads_and_from_a_fork(tmp_path: Path) -> None:
    path = tmp_path / "mine.py"
    path.write_text(SCRIPT)
    done = subprocess.run(
        [sys.executable, "-W", "error", str(path)],
        env=os.environ | {"PYTHONPATH": str(HOME)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert sorted(done.stdout.splitlines()) == [
        *("as they were: True True", "child ended: 0", "child: (2, 3)", "heavy: []", "ran: (0, 1)")
    ]
