"""The command `trace`, and how it reads."""

import json
from functools import partial
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from experiments.commands.app import app
from experiments.measures.counted import METRICS
from experiments.questions.trace.ask import traced
from experiments.questions.trace.sentence import BECOME
from experiments.runs.plan import Run
from sim.state.log import Events
from tests.experiments.questions.trace.hand import hand

SMALL = ("-S", "world.workers=300", "-S", "world.clients=60", "--days", "20", "--seeds", "1", "--worlds", "fixed")


def command(*arguments: str) -> Result:
    return CliRunner().invoke(app, ["trace", *arguments, "--engine", "serial"])


@pytest.fixture
def by_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    """The command carries runs out by hand."""
    monkeypatch.setattr("experiments.api.trace.traced", partial(traced, work=hand))


def text(result: Result) -> str:
    assert result.exit_code == 0, result.output
    return " ".join(result.stdout.split())


@pytest.mark.usefixtures("by_hand")
def test_it_says_who_then_by_which_path_then_one_life() -> None:
    result = command("production", "calling_open", "--seeds", "1", "--first-seed", "5", "--worlds", "fixed")
    lines = text(result)
    order = [
        "Of the same people 1 is newly exposed, 1 is spared, 2 are exposed either way (1 by another path, 1 later)",
        "exposed_per_10k 1,000.00 → 1,083.33 (+83.33)",
        "before spared newly moved after per 10k",
        "together 3 1 1 0 3 0.00",
        "30 → 28 workers looked in +83.33",
        "difference +83.33",
        "channel message 2 1 1 -1 1 -333.33",
        "path message, mlm, addressed",
        "message, mlm, lost money 0 0 1 0 1 +333.33",
        "age 25-34",
        "its posting was suspended (a rule) 0 1",
        "worker 5/4 (25-34, no contract yet) newly exposed: message, mlm, lost money, 12,000 yen; "
        "in production they did not answer it",
        "Alike for 3 events, then first differs, on day 51, 00:00: looked at the list in calling_open alone.",
        "▸ day 51, 00:00 – looked at the list",
        "day 101, 00:00 – lured by r0.0/1 (message, mlm)*",
        "harmed by r0.0: lost money, 12,000 yen*",
        "* only nature knows.",
    ]
    places = [lines.find(each) for each in order]
    assert -1 not in places, order[places.index(-1)]
    assert places == sorted(places)
    assert max(map(len, result.stdout.splitlines())) <= 80


@pytest.mark.usefixtures("by_hand")
def test_one_axis_and_one_life_can_be_asked_for() -> None:
    lines = text(
        command("production", "calling_open", "--seeds", "1", "--worlds", "fixed", "--by", "channel", "--worker", "1")
    )
    assert "call 0 0 0 1 1 +333.33" in lines
    assert "message, mlm" not in lines.partition("worker")[0]
    assert "worker 0/1 (50 and over, no contract yet) spared; exposed in production alone" in lines
    assert "first differs, on day 39, 09:36: posting r0.0/0 was suspended in calling_open alone" in lines
    assert "(the platform's doing)" in lines
    assert "worker 0/4" not in lines


@pytest.mark.usefixtures("by_hand")
def test_whoever_is_asked_for_by_name_is_told_whole() -> None:
    words = ("production", "calling_open", "--seeds", "1", "--worlds", "fixed")
    assert "answered r0.0/0 –" in text(command(*words, "--worker", "0/1"))
    assert "more differ" not in text(command(*words, "--worker", "0/1"))


@pytest.mark.usefixtures("by_hand")
def test_the_same_platform_twice_differs_in_nothing() -> None:
    lines = text(command("production", "production", "--seeds", "1", "--worlds", "fixed", "--worker", "2"))
    assert "The same people count on both sides, by the same paths." in lines
    assert "Both lives are the same, in all 6 events." in lines


@pytest.mark.usefixtures("by_hand")
def test_it_prints_data() -> None:
    result = command("production", "calling_open", "--seeds", "2", "--worlds", "fixed", "--json", "--worst", "2")
    data = json.loads(result.stdout)
    assert data["seeds"] == [0, 1]
    assert [life["worker"] for life in data["lives"]] == ["0/4", "1/4"]


def test_a_tiny_market_is_traced_in_a_plausible_world() -> None:
    result = command("production", "--change", "platform.screening.rule=off", *SMALL[:-1], "plausible")
    assert "production + platform.screening.rule=off" in text(result)
    assert "1 pair, plausible worlds, 20 days" in text(result)


def test_adapting_rings_can_be_asked() -> None:
    data = json.loads(command("production", "strict_screening", *SMALL, "--rings", "adapting", "--json").stdout)
    assert data["rings"] == {"baseline": "adapting", "candidate": "adapting"}


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["production"], "trace needs a second scenario, or --change KEY=VALUE"),
        (["production", "calling_open", "--metric", "victims_per_10"], "did you mean 'victims_per_10k'?"),
        (["production", "calling_open", "--metric", "loss_yen_per_worker"], "that counts people"),
        (["production", "calling_open", "--worker", "Hanako"], "no worker 'Hanako': SEED/NUMBER names one"),
        (["production", "calling_open", "--worker", "9/1"], "no worker 9/1: no pair has seed 9, they go from 0 to 3"),
        (["production", "production", *SMALL, "--worker", "900"], "no worker 0/900: those of seed 0 are 0/0 to 0/2"),
        (["production", "calling_open", "--worlds", "none.npz"], "is missing: make it with `policylab calibrate`"),
        (["production", "calling_opn"], "did you mean 'calling_open'?"),
    ],
)
def test_bad_input_is_told_in_a_message(words: list[str], message: str, tmp_path: Path) -> None:
    result = command(*words)
    assert result.exit_code == 2
    assert message in result.stderr
    assert "Traceback" not in result.output
    assert not result.stdout


def test_runs_that_crash_are_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(run: Run) -> Events:
        raise RuntimeError("no market today")

    monkeypatch.setattr("experiments.api.trace.traced", partial(traced, work=broken))
    result = command("production", "calling_open", "--seeds", "1", "--worlds", "fixed")
    assert result.exit_code == 4
    assert "no market today" in result.stderr


def test_every_metric_that_can_be_traced_has_its_word() -> None:
    assert set(BECOME) == set(METRICS)
