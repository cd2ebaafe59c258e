"""docs/how-to: files of these pages can be saved as they stand there and used, and figures agree from page to page."""

import re
from pathlib import Path

import pytest

from experiments.commands.gate import gate
from experiments.questions.gate.guardrails import guardrails
from experiments.runs.worlds import PLAUSIBLE
from scenarios import BadInput, load
from tests.architecture.house import ROOT

MINUTES = {1: "one minute", 3: "three minutes"}


def page(name: str) -> str:
    """The text of a page, each run of white space as one blank."""
    return " ".join((ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8").split())


def blocks(name: str, language: str) -> list[str]:
    """The blocks of a how-to page in a language."""
    text = (ROOT / "docs" / "how-to" / f"{name}.md").read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def test_the_guardrails_that_are_shown_can_be_judged_by_in_the_worlds_that_ship(tmp_path: Path) -> None:
    path = tmp_path / "guardrails.toml"
    [shown] = blocks("gate-a-repository", "toml")
    path.write_text(shown, encoding="utf-8")
    worlds = PLAUSIBLE.count(load("production"))
    rails = guardrails(path)
    PLAUSIBLE.check_count(worlds, rails.looks[-1], rails.asks)
    [second] = re.findall(r"`(second_look = \d+)`", page("how-to/gate-a-repository"))
    path.write_text(f"{second}\n{shown}", encoding="utf-8")
    rails = guardrails(path)
    with pytest.raises(BadInput) as refused:
        PLAUSIBLE.check_count(worlds, rails.looks[-1], rails.asks)
    assert str(refused.value).startswith(f"{path}: {second}\n    90 pairs, each in another world")


def test_how_long_a_gate_takes_is_what_was_measured() -> None:
    [(new, stored)] = re.findall(
        r"a gate whose every pair differs (\d+) s, with its base stored (\d+) s", page("results/speed")
    )
    told = [MINUTES[round(int(seconds) / 60)] for seconds in (new, stored)]
    assert f"takes about {told[0]} on two idle cores, {told[1]} where" in page("how-to/gate-a-repository")
    assert f"Takes about {told[0]} on two idle cores, {told[1]} where" in " ".join(str(gate.__doc__).split())
