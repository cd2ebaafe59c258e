"""Rules that misbehave in a run: it crashes with exit code 4, and lever, class and method are told."""

import time
from collections.abc import Callable

import pytest
from typer.testing import CliRunner

from experiments.commands.app import app
from experiments.runs import imported
from policies import patience
from tests import packages

RUN = ["production", "-S", "world.workers=300", "-S", "world.clients=120", "--days", "8", "--seeds", "1"]

type Ran = Callable[[str], tuple[int, str, str]]


@pytest.fixture
def ran(install: packages.Install, monkeypatch: pytest.MonkeyPatch) -> Ran:
    """What a run with this answer of `alerts` comes to: exit code, standard output, standard error."""

    monkeypatch.setattr(imported, "BORN", time.time_ns() + 10**12)  # the rule may be younger than this process
    monkeypatch.setattr(imported, "_first", {})

    def run(answer: str) -> tuple[int, str, str]:
        text = "import sys, time\n" + packages.SOUND.replace("return np.less(fee, self.yen)", answer)
        install(text, {"fee_alert.below": "Below"})
        result = CliRunner().invoke(app, ["run", *RUN, "--engine", "serial", "-S", "platform.fee_alert.rule=below"])
        return result.exit_code, result.stdout, result.stderr

    return run


@pytest.mark.parametrize(
    ("answer", "mistake"),
    [
        ("return 1 / 0 < fee", "ZeroDivisionError: division by zero (house.py, line 13)\n"),
        ("raise type('Panic', (BaseException,), {})('in Rust')", "Panic: in Rust (house.py, line 13)\n"),
        ("return [False] * len(fee)", "alerts(): list given, must be an array of bool"),
        ("return np.where(fee > 0, np.nan, 0)", "alerts(): an array of float64 given, must be an array of bool"),
        ("return np.less(fee, 1)[1:]", "rows given, must be "),
        ("fee[:] = 0", "ValueError: assignment destination is read-only"),
        ("sys.exit(0)", ": SystemExit: 0"),
        ("return np.arange(len(fee)) == 0", "alerts() gives another answer in another order, or beside other rows"),
    ],
)
def test_a_run_with_such_a_rule_crashes_and_says_why(ran: Ran, answer: str, mistake: str) -> None:
    code, out, err = ran(answer)
    assert (code, out) == (4, "")
    head, sentence, *runs = err.splitlines()[-3:]
    assert head == "production, seed 0 crashed:"
    assert sentence.startswith("  fee_alert of house.Below: alerts()")
    assert mistake in f"{sentence}\n"
    assert runs == ["1 run crashed, left out with its pair: production/0"]
    assert "Traceback" not in err


def test_a_rule_that_never_comes_back_ends_with_its_run(ran: Ran, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "TICK", 0.01)
    monkeypatch.setattr(patience, "TICKS", 20)
    code, _, err = ran("while True: pass")
    assert code == 4
    assert "  fee_alert of house.Below: alerts() has not come back for 0.2 s (house.py, line 13)\n" in err


def test_prints_of_an_honest_rule_are_no_result(ran: Ran) -> None:
    code, out, err = ran("print('asked'); return np.less(fee, self.yen)")
    assert code == 0
    assert "asked" not in out
    assert "asked" in err
