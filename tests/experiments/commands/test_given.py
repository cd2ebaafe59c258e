"""What was typed: a complaint about a change names it with its option, and no number of it."""

import pytest
from typer.testing import CliRunner

from experiments.commands.app import app
from experiments.runs.defaults import QUICK_SCALE

BOTH = ["compare", "production", "calling_open"]
SCREENING = "platform.screening"


def refused(*words: str) -> list[str]:
    """Return the places of what a command complains about."""
    done = CliRunner().invoke(app, words)
    assert done.exit_code == 2
    return [line for line in done.stderr.splitlines() if not line.startswith((" ", "note"))]


@pytest.mark.parametrize(
    ("words", "place"),
    [
        (["--quick", "-S", "ring.patience=x"], "-S world.ring.patience=x"),
        (["--days", "3", "--change", "checkers=x"], f"--change {SCREENING}.checkers=x"),
        (["-S", "days=3", "--change", f"{SCREENING}.checkers = x"], f"--change {SCREENING}.checkers=x"),
        (["-S", "checkers=3", "--change", "screning.checkers=3"], "--change screning.checkers=3"),
        (["-S", "fee_survey.open=x", "--change", "x"], "-S platform.fee_survey.open=x"),
        (["--change", "x"], "--change x"),
        (["--days", "5000"], "--days 5000"),
        (["--quick", "-S", "world.workers=120"], f"--quick: scale={QUICK_SCALE:g}"),
        (["-S", "workers=120", "-S", "scale=0.1"], "-S scale=0.1"),
        (["--rings", "frozen", "--change", "rings=adapting"], "--change world.rings=adapting"),
        (["--rings", "frozen", "-S", 'rings="adapting"'], '-S world.rings="adapting"'),
    ],
)
def test_a_change_is_named_as_it_was_typed(words: list[str], place: str) -> None:
    assert refused(*BOTH, *words)[0] == place


def test_every_command_names_it_so() -> None:
    wrong = ("-S", "checkers=x", "--days", "2")
    place = [f"-S {SCREENING}.checkers=x"]
    for words in (["run", "calm"], ["rank", *BOTH[1:], "alerts"], ["gate", *BOTH[1:]], ["validate", "calm"]):
        assert refused(*words, *wrong) == place
    assert refused("conform", "screening.standard", "-S", "checkers=x") == place


def test_an_axis_is_named_as_it_was_typed() -> None:
    sweep = ["sweep", "production", "--days", "2", "--seeds", "2"]
    both = ("--vary", "checkers=1,20000", "--vary-both", "monitored_share=0.1,2")
    shares = "platform.communication.monitored_share=0.1,2"
    assert refused(*sweep, *both) == [f"--vary-both {shares}", f"--vary {SCREENING}.checkers=1,20000"]
    assert refused(*sweep, "--vary", "checkers=1:4") == [f"--vary {SCREENING}.checkers=1:4"]
    assert refused(*sweep, "--vary", "x") == ["--vary x"]
    assert refused(*sweep) == ["--vary"]


def test_an_argument_of_python_is_an_option_here() -> None:
    assert refused("flip", *BOTH[1:], "--metric", "exposd_per_10k") == ["--metric exposd_per_10k"]
    assert refused("gate", "production", "--base", "mian") == ["--base mian"]
