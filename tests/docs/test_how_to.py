"""docs/how-to: files of these pages can be saved as they stand there and used, and figures agree from page to page."""

import os
import re
import shlex
import subprocess
import sys
from dataclasses import fields
from pathlib import Path

import pytest

from experiments.commands.gate import gate
from experiments.questions.gate.guardrails import guardrails
from experiments.runs.worlds import PLAUSIBLE
from policies.catalogue import RULES
from policies.numbers import KEY
from scenarios import BadInput, load
from tests.architecture.house import ROOT

HOW_TO = ROOT / "docs" / "how-to"
MINUTES = {5: "five minutes", 6: "six minutes", 7: "seven minutes"}


def page(name: str) -> str:
    """The text of a page, each run of white space as one blank."""
    return " ".join((ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8").split())


def blocks(name: str, language: str) -> list[str]:
    """The blocks of a how-to page in a language."""
    text = (HOW_TO / f"{name}.md").read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def started(module: str, *words: str) -> subprocess.CompletedProcess[str]:
    """A program that has ended. It began after the files were written that it imports."""
    there, command = os.environ | {"PYTHONPATH": str(ROOT)}, [sys.executable, "-m", module, *words]
    return subprocess.run(command, env=there, capture_output=True, text=True, check=False)


def test_guardrails_of_the_page_look_at_every_shipped_world_once_then_twice(tmp_path: Path) -> None:
    path = tmp_path / "guardrails.toml"
    [shown] = blocks("gate-a-repository", "toml")
    [second] = re.findall(r"`(second_look = \d+)`", page("how-to/gate-a-repository"))
    path.write_text(f"{second}\n{shown}", encoding="utf-8")
    worlds = PLAUSIBLE.count(load("production"))
    assert worlds is not None
    assert guardrails(path).looks == (worlds, 2 * worlds)


def test_the_mistake_that_is_shown_is_of_the_file_above_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    [shown] = blocks("change-a-lever", "toml")
    file = Path("half_watched.toml")
    file.write_text(shown, encoding="utf-8")
    assert load(str(file)).title == "Half of the calls are watched"
    assert load("production", ["scale=0.5"]).world.workers == load(str(file), ["scale=0.5"]).world.workers == 40_000
    file.write_text(shown.replace("before_contract", "before"), encoding="utf-8")
    with pytest.raises(BadInput) as refused:
        load(str(file))
    assert f"```\n{refused.value}\n```" in (HOW_TO / "change-a-lever.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("threshold", ["message_watch.warn_at", "message_watch.hold_at", "screening.review_at"])
def test_a_threshold_says_which_others_go_with_it_above_one(threshold: str) -> None:
    lever, name = threshold.split(".")
    rule = RULES[lever]["standard"]
    [number] = [field for field in fields(rule) if field.name == name]
    [others] = re.findall(r"; above 1, with (.*): never$", number.metadata[KEY].source)
    with pytest.raises(BadInput, match="must be at most"):
        load("production", [f"platform.{threshold}=5"])
    together = [f"platform.{lever}.{each}=5" for each in (name, *others.split(" and "))]
    assert load("production", together).rollout


def test_the_rule_of_the_page_is_a_file_that_conforms_and_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    [rule, test] = blocks("plug-in-a-rule", "python")
    Path("alerts.py").write_text(rule, encoding="utf-8")
    text = (HOW_TO / "plug-in-a-rule.md").read_text(encoding="utf-8")
    [command] = re.findall(r"^policylab (compare production .*AlertBelow.*)$", text, re.MULTILINE)
    tiny = ["-S", "world.workers=150", "-S", "world.clients=30", "--days", "3", "--seeds", "2", "--engine", "serial"]
    done = started("experiments", *shlex.split(command), *tiny)
    assert done.returncode == 0, done.stderr
    assert "platform.fee_alert.rule=alerts:AlertBelow" in done.stdout
    Path("test_alerts.py").write_text(test.replace("from house.alerts", "from alerts"), encoding="utf-8")
    tested = started("pytest", "-q", "-p", "no:cacheprovider", "test_alerts.py")
    assert "1 passed" in tested.stdout, tested.stdout


def test_how_long_a_gate_takes_is_what_was_measured() -> None:
    [stored] = re.findall(
        r"a gate whose every pair differs, with its base stored (\d+) s", page("results/size-and-time")
    )
    message = f"about {MINUTES[round(int(stored) / 60)]} on two idle cores where the runs of the base are stored"
    assert message in page("how-to/gate-a-repository")
    assert message in " ".join(str(gate.__doc__).split())
