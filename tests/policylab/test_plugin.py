"""The pytest plugin, in a test session of its own."""

import os
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest

import policylab as pl
from experiments.host.startup import HOME
from policylab.pytest_plugin import _judged

pytestmark = pytest.mark.nightly(
    reason="pytest in pytest with gates in it; what the fixture does by itself: tests/policylab/test_fixture.py"
)

TESTS = """
import sys
import pytest

TINY = {"days": 2, "workers": 150, "clients": 30}
HOW = {"guardrails": "rails.toml", "worlds": "fixed", "jobs": 1, "store": None}


def test_nothing_of_policylab_has_been_imported():
    assert not {"policylab.api", "experiments.api", "scenarios", "sim", "numpy"} & set(sys.modules)


def test_the_same_policy(policy_gate):
    import policylab as pl

    base = pl.load("production", **TINY)
    policy_gate(base=base, head=base.with_(review_at=0.5), **HOW).assert_no_more_fraud()


def test_more_are_paid(policy_gate, monkeypatch):
    import policylab as pl
    from experiments.questions.gate import again

    monkeypatch.setattr(again, "BUDGET", 0.0)  # one run of each side is carried out again
    base = pl.load("production", **TINY)
    policy_gate(base=base, head=base.with_({"platform.screening.reviewers": 9}), **HOW).assert_no_more_fraud()


def test_a_slip(policy_gate):
    policy_gate(base="produktion", head="production", worlds="fixed")
"""
RAILS = """
version = 1
pairs = 30

[[guardrail]]
metric = "staff_yen"
regime = "frozen"
margin = 0.0
why = "nobody may be asked to do more"
"""


def installed(site: Path) -> None:
    """The plugin as an installer would name it."""
    entries = tomllib.loads((HOME / "pyproject.toml").read_text())["project"]["entry-points"]["pytest11"]
    info = site / "policylab_here-0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: policylab-here\nVersion: 0\n")
    lines = "".join(f"{name} = {module}\n" for name, module in entries.items())
    (info / "entry_points.txt").write_text(f"[pytest11]\n{lines}")


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What pytest says of the tests."""
    there = tmp_path_factory.mktemp("session")
    installed(there / "site")
    (there / "test_policies.py").write_text(TESTS)
    (there / "rails.toml").write_text(RAILS)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-W", "error", "-p", "no:cacheprovider", "-rA", "--color=no", "."],
        cwd=there,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(there / "site"), str(HOME)]), "COLUMNS": "120"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1, done.stdout + done.stderr
    return done.stdout


def test_the_same_policy_passes_and_another_fails(session: str) -> None:
    assert "2 passed, 2 failed" in session or "2 failed, 2 passed" in session
    assert "PASSED test_policies.py::test_nothing_of_policylab_has_been_imported" in session
    assert "PASSED test_policies.py::test_the_same_policy" in session


def test_a_failure_shows_the_gates_table_without_our_traceback(session: str) -> None:
    failure = session[session.index("_ test_more_are_paid _") : session.index("_ test_a_slip _")]
    assert "E       AssertionError: the change harms by more than a guardrail allows" in failure
    assert "FAIL: production + platform.screening.reviewers=9 against production" in failure
    assert "Harm beyond the margin: pay of staff (first day)." in failure
    assert ["+20", "[20,", "20]", "fail", "0", "%"] in [line.split()[-6:] for line in failure.splitlines()]
    assert "experiments/" not in failure.replace("experiments/verdicts", "")
    assert "policylab/" not in failure


@pytest.mark.parametrize("refused", [pl.BadInput(["jobs=0"]), pl.Unusable("runs.sqlite: not a store")])
def test_what_is_refused_fails_a_test_with_nothing_but_its_words(
    refused: Exception, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: Any, **__: Any) -> Any:
        raise refused

    monkeypatch.setattr(pl, "gate", refuse, raising=False)
    with pytest.raises(pytest.fail.Exception) as failed:
        _judged("production", "calling_open")
    assert str(failed.value) == str(refused)
    assert failed.value.__context__ is None


def test_a_slip_is_told_in_its_own_words(session: str) -> None:
    failure = session[session.index("_ test_a_slip _") : session.index("short test summary")]
    assert "E       Failed: produktion" in failure
    assert "did you mean 'production'?" in failure
    assert "experiments/" not in failure
