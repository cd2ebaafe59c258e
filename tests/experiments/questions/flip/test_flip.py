"""The whole question, and the command, on markets that answer at once."""

import json
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner, Result

import policylab as pl
from experiments.commands.app import app
from experiments.document.document import Items
from experiments.host.stopping import Terminated
from experiments.measures.metrics import BY_NAME, METRICS
from experiments.questions.flip import ask as flipping
from experiments.questions.flip.ask import Lab, ScenarioSpec, flip
from experiments.questions.flip.document import document
from experiments.questions.flip.result import Box, Flip
from experiments.questions.flip.words import about, meanings
from experiments.runs.keeping import Keeping
from experiments.runs.plan import Run
from experiments.runs.worlds import Worlds
from experiments.store.store import Store
from scenarios import BadInput, load
from scenarios.plausible import Ensemble, packed
from scenarios.space import space
from tests.experiments.show.hand import page_of
from tests.experiments.shown import shown

CENTRAL = load("production").world
AROUND = space(CENTRAL)
WORLDS, PROBES = 64, 8
HOLDS = ("-S", f"world.ring.lures_by_call={CENTRAL.ring.lures_by_call}")  # what it is anyway
PRODUCTION = ScenarioSpec("production", "production")
OPEN = ScenarioSpec("calling_open", "calling_open")
done: list[tuple[str, int]] = []


def answered(run: Run) -> dict[str, float]:
    """Calls do harm by how many lures are planned for them, the less the more of them are listened to."""
    done.append((run.scenario.name, run.seed))
    world, rule = run.scenario.world, run.scenario.rollout[-1][1].communication
    exposed = 300 + np.random.default_rng(run.seed).normal()
    if run.scenario.name == "calling_open":
        listened = getattr(rule, "monitored_share", 0.0)
        exposed += (
            100 * (world.ring.lures_by_call - 0.1) - 20 * listened + 2 * np.random.default_rng(run.seed + 1).normal()
        )
    return {f"metric/{metric.name}": 1.0 for metric in METRICS} | {"metric/exposed_per_10k": float(exposed)}


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Plausible worlds over the whole space."""
    points = np.random.default_rng(4).random((WORLDS, len(AROUND)))
    values = np.array([AROUND.values(point) for point in points])
    file = tmp_path_factory.mktemp("worlds") / "many.npz"
    file.write_bytes(packed(Ensemble(AROUND, values, AROUND.read(CENTRAL), np.zeros((WORLDS, 2, 1)), {})))
    return file


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("POLICYLAB_STORE", "runs.sqlite")
    working(answered, monkeypatch)
    done.clear()


def working(work: Callable[[Run], dict[str, float]], monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on the command carries runs out like that."""
    monkeypatch.setattr(flipping, "Lab", partial(Lab, work=work))


def asked(file: Path, keeping: Keeping, *rings: str, seeds: int = WORLDS) -> Flip:
    lab = Lab(Worlds(file), keeping, probes=PROBES, work=answered)
    regimes = [(f"world.rings={each}",) for each in rings]
    suspected = ("ring.lures_by_call", "ring.at_market")
    metric = BY_NAME["exposed_per_10k"]
    return flip(PRODUCTION, OPEN, metric, lab, regimes=regimes, seeds=range(seeds), suspected=suspected)


@pytest.fixture(scope="module")
def frozen(many: Path) -> Flip:
    """The whole question in one regime, asked once."""
    return asked(many, Keeping(), "frozen")


def test_what_decides_where_and_how_far_is_found(frozen: Flip) -> None:
    [first] = frozen.regimes
    assert first.rings == "frozen"
    hinges = first.hinges[0]
    assert hinges.whole.pairs == WORLDS
    assert hinges.deciding.telling[0].name == "ring.lures_by_call"
    assert hinges.deciding.telling[0].pull > 0.8
    assert [each.whole.metric.name for each in first.hinges] == [
        "exposed_per_10k",
        "read_lure_per_10k",
        "led_away_per_10k",
        "victims_per_10k",
        "value_per_posting",
        "direct_deal_share",
    ]
    assert first.hinges[1].whole.exact
    worse = next(box for box in hinges.boxes if box.sign > 0)
    assert worse.conditions[0].name == "ring.lures_by_call"
    assert worse.density > 0.8
    luck = np.mean([np.random.default_rng(seed + 1).normal() for seed in range(PROBES)])
    assert first.central.difference == pytest.approx(100 * (0.17 - 0.1) + 2 * luck)  # listened to: 0
    [better] = first.nearest  # the central world is surely worse
    assert better.sign == -1
    assert better.nearest is not None
    calls = next(each for each in better.nearest.moved if each.name == "ring.lures_by_call")
    assert calls.start == 0.17
    assert 0.05 <= calls.end < 0.1
    assert better.holds
    share = next(turn for turn in first.turns if turn.name == "platform.communication.monitored_share")
    assert share.breaks_even is not None
    assert 0.25 <= share.breaks_even[0] < share.breaks_even[1] <= 1
    along = {value: probe.difference for value, probe in share.probes}
    assert along[0.5] == pytest.approx(along[0.0] - 20 * 0.5)
    assert share is first.turns[-1], "of this rule, no other number acts while no call is watched"
    assert [number.key.rpartition(".")[2] for number in first.idle] == [
        "listeners",
        "listen_minutes",
        "clerks",
        "approval_minutes",
        "answer_days",
    ]


def test_what_is_run_is_told_by_its_worlds_and_its_change(many: Path) -> None:
    watched: list[tuple[int, str]] = []

    def watch(total: int, what: str) -> AbstractContextManager[Callable[[], object]]:
        watched.append((total, what))
        return nullcontext(lambda: None)

    lab = Lab(Worlds(many), Keeping(), watch=watch, probes=PROBES, work=answered)
    regimes = [("world.rings=frozen",), ("world.rings=adapting",)]
    flip(PRODUCTION, OPEN, BY_NAME["exposed_per_10k"], lab, regimes=regimes, seeds=range(12))
    assert watched[:2] == [
        (2 * 12, "part 1 of 6: plausible worlds, first day"),  # both sides
        (2 * PROBES, "part 2 of 6: the central world, first day"),
    ]
    assert set(watched[2:]) >= {
        (2 * PROBES, "part 2 of 6: a world near it, first day"),
        (2 * PROBES, "part 3 of 6: platform.communication.monitored_share=1.0, first day"),
        (2 * 12, "part 4 of 6: plausible worlds, adapted"),
        (2 * PROBES, "part 6 of 6: platform.communication.monitored_share=1.0, adapted"),
    }
    assert not [what for _, what in watched if "listeners" in what], "a number that another one shuts asks for no run"
    assert watched.count((2 * PROBES, "part 2 of 6: the central world, first day")) == 1


def test_numbers_of_a_rule_are_moved_where_nothing_shuts_them(many: Path) -> None:
    watched = ScenarioSpec("watched", "calling_open", ("platform.communication.monitored_share=0.5",))
    lab = Lab(Worlds(many), Keeping(), probes=PROBES, work=answered)
    [regime] = flip(
        PRODUCTION, watched, BY_NAME["exposed_per_10k"], lab, regimes=[("world.rings=frozen",)], seeds=range(12)
    ).regimes
    names = [turn.name.rpartition(".")[2] for turn in regime.turns]
    assert names == ["monitored_share", "listeners", "listen_minutes"]
    assert [number.key.rpartition(".")[2] for number in regime.idle] == ["clerks", "approval_minutes", "answer_days"]


def test_every_suspected_number_is_shown_by_thirds(many: Path, frozen: Flip) -> None:
    calls, waits = frozen.regimes[0].hinges[0].suspects
    assert (calls.name, waits.name) == ("ring.lures_by_call", "ring.at_market")
    assert calls.pull > 0.8 > calls.chance > abs(waits.pull)
    assert calls.chance < frozen.regimes[0].hinges[0].deciding.chance  # two numbers have less luck than 300
    assert [part.difference.pairs for part in calls.parts] == [22, 21, 21]
    low, middle, high = (part.difference.difference for part in calls.parts)
    assert low < middle < high
    at = Worlds(many).numbers(load("production"), range(WORLDS))
    values = np.sort(at[1][:, at[0].index("ring.lures_by_call")])
    assert [(part.low, part.high) for part in calls.parts] == [
        (values[first], values[last]) for first, last in ((0, 21), (22, 42), (43, 63))
    ]


def test_it_is_told_in_lines_of_a_terminal_and_as_data(frozen: Flip) -> None:
    lines = shown(document(frozen), width=80).split("\n")
    assert max(map(len, lines)) <= 80
    text = " ".join(" ".join(lines).split())
    assert "Where does the answer flip? production → calling_open" in text
    assert "64 pairs, each in a plausible world; 120 days" in text
    assert "hangs on ring.lures_by_call +0." in text
    assert "suspected ring.lures_by_call +0." in text
    assert "(luck reaches 0.2" in text
    assert "among those named): " in text
    assert "worse where ring.lures_by_call above 0.1" in text
    assert "better next with ring.lures_by_call 0.17 → 0." in text
    assert "rule communication.monitored_share (now 0) breaks even between 0." in text
    assert "rule communication.listeners, communication.listen_minutes: no effect, no call is watched" in text
    assert "value_per_posting, first day: 0 equal in all 64 plausible worlds" in text
    assert f"ring.lures_by_call {about('ring.lures_by_call')}" in text
    data = json.loads(json.dumps(frozen.as_json(), allow_nan=False))
    assert data["metric"] == "exposed_per_10k"
    assert data["worlds"] == "many"
    regime = data["regimes"]["frozen"]
    assert regime["hinges"][0]["decided by"]["numbers"][0]["name"] == "ring.lures_by_call"
    assert regime["nearest"][0]["difference"] == "lower"
    assert regime["nearest"][0]["holds"] is True
    assert regime["own numbers"][0]["breaks even"]


def test_the_page_names_the_deciding_number_and_has_all_printed_text(frozen: Flip) -> None:
    whole = document(frozen)
    [sentence] = whole.bottom
    assert sentence.startswith("Bad actors keep their habits: workers addressed changes by ")
    assert "it hangs on ring.lures_by_call (+" in sentence
    page = page_of(pl.Flipped(frozen).report("policylab flip …"))
    words = " ".join(" ".join(page.texts).split())
    items = [row for part in whole.parts() if isinstance(part, Items) for row in part.rows]
    assert [text for row in items for text in row if text not in words] == []
    assert "policylab flip …" in words


def test_a_box_that_held_out_pairs_do_not_know_is_only_counted(frozen: Flip) -> None:
    [regime] = frozen.regimes
    hinges = regime.hinges[0]
    lost = tuple(replace(box, agreeing=0) for box in hinges.boxes)
    changed = replace(frozen, regimes=(replace(regime, hinges=(replace(hinges, boxes=lost),)),))
    text = " ".join(shown(document(changed)).split())
    assert f"where {len(lost)} more boxes in half of the pairs, which the other half does not bear out" in text
    assert "worse where" not in text


def test_the_numbers_that_are_named_are_explained_and_no_others(frozen: Flip) -> None:
    [regime] = frozen.regimes
    hinges = replace(regime.hinges[0], suspects=())
    condition = replace(hinges.boxes[0].conditions[0], name="ring.at_market")
    box = replace(hinges.boxes[0], conditions=(condition,), pairs=4, held=8, of_sign=4)

    def explained(*boxes: Box) -> set[str]:
        by_luck = replace(hinges.deciding, chance=2.0)  # so that the strongest are named, and none decides
        of = replace(regime, hinges=(replace(hinges, boxes=boxes, deciding=by_luck),), nearest=())
        return {name for name, _ in meanings(replace(frozen, regimes=(of,)))}

    strongest = {each.name for each in hinges.deciding.strongest[:4]}
    assert explained(replace(box, agreeing=0)) == strongest
    assert explained(replace(box, agreeing=box.pairs)) == strongest | {"ring.at_market"}
    hinges = replace(hinges, suspects=regime.hinges[0].suspects[1:])
    assert explained(replace(box, agreeing=0)) == strongest | {"ring.at_market"}


def test_a_number_of_the_world_is_told_with_its_unit() -> None:
    assert about("ring.lures_by_call").startswith("share of jobs that lure by call")
    assert about("talking.outlet_use[1]")


def command(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["flip", *arguments, "--engine", "serial"])


@pytest.mark.nightly(reason="a flip from end to end; a stopped command says where it goes on: store/test_commands.py")
def test_the_command_prints_data_keeps_runs_and_goes_on(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopping(run: Run) -> dict[str, float]:
        if len(done) == 30:
            raise Terminated
        return answered(run)

    words = ("production", "calling_open", "--rings", "frozen", "--seeds", "16", "--worlds", str(many))
    working(stopping, monkeypatch)
    stopped = command(*words)
    assert stopped.exit_code == 143
    assert "what is done is kept: asked again, it goes on from there" in stopped.stderr
    assert kept() == 30
    working(answered, monkeypatch)
    done.clear()
    result = command(*words, "--on", "world.ring.lures_by_call", "--on", "ring.lures_by_call", "--json")
    assert result.exit_code == 0, result.output
    hinges = json.loads(result.stdout)["regimes"]["frozen"]["hinges"][0]
    assert hinges["whole"]["pairs"] == 16
    [suspect] = hinges["suspects"]
    assert suspect["name"] == "ring.lures_by_call"
    assert [part["pairs"] for part in suspect["parts"]] == [6, 5, 5]
    assert len(done) == kept() - 30


def kept() -> int:
    with Store(Path("runs.sqlite")) as store:
        [(count,)] = store.rows("SELECT COUNT(*) FROM runs")
    return int(count)


@pytest.mark.parametrize(("most", "words", "pairs"), [(256, [], WORLDS), (40, [], 40), (40, ["--seeds", "50"], 50)])
def test_there_are_as_many_pairs_as_worlds_or_as_given(
    many: Path, monkeypatch: pytest.MonkeyPatch, most: int, words: list[str], pairs: int
) -> None:
    def enough(*_: object, seeds: range, **__: object) -> Flip:
        raise BadInput([f"{len(seeds)} pairs"])

    monkeypatch.setattr(flipping, "flip", enough)
    monkeypatch.setattr(flipping, "MOST", most)
    assert f"{pairs} pairs" in command("production", "calling_open", *words, "--worlds", str(many)).stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["production"], "flip needs a second scenario, or --change KEY=VALUE"),
        (["production", "calling_open", "--metric", "exposed"], "no metric 'exposed'"),
        (["production", "calling_open", "--metric", "led_away_per_10"], "did you mean 'led_away_per_10k'?"),
        (["production", "calling_open", "--worlds", "none.npz"], "is missing: make it with `policylab calibrate`"),
        (["production", "production_full"], "production has 80,000 workers and production_full 3,690,000"),
        (["production", "--change", "world.ring.lures_by_call=0.3"], "flip needs two platforms of one world"),
        (["production", "production"], "no difference: production and production are one platform in one world"),
        (["production", "--change", "call=never"], "so no answer flips; nothing was run"),
        (["production", "calling_opn"], "did you mean 'calling_open'?"),
        (["production", "calling_open", "--on", "world.ring.by_cal"], "no number 'ring.by_cal' that differs"),
        (["production", "calling_open", "--on", "ring.by_cal"], "did you mean 'ring.lures_by_call'?"),
        (
            ["production", "calling_open", *HOLDS, "--on", "ring.lures_by_call"],
            "no number 'ring.lures_by_call' that differs",
        ),
        (["production", "--change", HOLDS[1]], "flip needs two platforms of one world"),
        (["production", "calling_open", "--worlds", "fixed"], "flip needs plausible worlds: one world does not show"),
    ],
)
def test_bad_input_is_told_in_a_message(words: list[str], message: str) -> None:
    result = command(*words)
    assert result.exit_code == 2
    assert message in result.stderr
    assert "Traceback" not in result.output


def test_what_is_not_installed_is_told(monkeypatch: pytest.MonkeyPatch, many: Path) -> None:
    monkeypatch.setattr("experiments.questions.calibrate.emulator.find_spec", lambda name: None)
    result = command("production", "calling_open", "--worlds", str(many))
    assert result.exit_code == 2
    message = "`pip install -c constraints.txt -e '.[worlds]'` in the clone of policylab installs it"
    assert f"flip needs scikit-learn: {message}" in result.stderr


def test_a_run_that_crashes_ends_it_with_its_traceback(many: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(run: Run) -> dict[str, float]:
        raise RuntimeError("no market today")

    working(broken, monkeypatch)
    result = command("production", "calling_open", "--seeds", "16", "--worlds", str(many))
    assert result.exit_code == 4
    assert "no market today" in result.stderr
