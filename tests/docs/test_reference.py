"""The generated pages of the reference are as the code has them."""

import re

import pytest

from experiments.measures.metrics import METRICS
from tests.docs.commands import page as commands
from tests.docs.write import PAGES, REFERENCE


@pytest.mark.parametrize("name", PAGES)
def test_a_generated_page_is_up_to_date(name: str) -> None:
    assert (REFERENCE / name).read_text(encoding="utf-8") == PAGES[name](), "make pages"


def test_the_commands_are_the_same_on_any_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICYLAB_STORE", "elsewhere.sqlite")
    monkeypatch.setenv("COLUMNS", "40")
    told = commands()
    assert told == (REFERENCE / "commands.md").read_text(encoding="utf-8")
    assert "at the same time, one process each. [default: the number of cores; 1<=x<=1024] |" in told


def test_subcommands_choices_and_defaults_are_told() -> None:
    told = commands()
    assert "### policylab store trim" in told
    assert r"| `--rings <both\|frozen\|adapting>` |" in told
    assert "Number of pairs of runs; decide before you look. [default: 32; 2<=x<=100000] |" in told


def test_every_metric_has_one_row_with_six_cells() -> None:
    rows = re.findall(r"^\| \*{0,2}`(\w+)`.*$", PAGES["metrics.md"](), re.MULTILINE)
    assert rows == [metric.name for metric in METRICS]
    for line in PAGES["metrics.md"]().splitlines():
        assert not line.startswith("| ") or len(re.findall(r"(?<!\\)\|", line)) == 7
