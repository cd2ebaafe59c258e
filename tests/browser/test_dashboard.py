"""The page in a browser with the network cut: ask, see the answer, download it, stop, watch a market."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from typer.testing import CliRunner

from experiments.commands.app import app
from tests.browser.chromium import Tab, chromium, installed
from tests.browser.pages import DAYS, LEVERS, PAIRS, SIZE, STOPPED, Page, served

pytestmark = pytest.mark.skipif(installed() is None, reason="no Chromium is installed; Debian has it as chromium")

SHARE = "platform.communication.monitored_share"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("work")


@pytest.fixture(scope="module")
def page(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    with served(folder, "--jobs", "2") as address, chromium(tmp_path_factory.mktemp("profile")) as browser:
        tab: Tab = browser.open(address)
        page = Page(tab)
        page.says("Which two platforms?")
        yield page
        assert page.elsewhere == []
        assert tab.complaints == []
        assert [path.name for path in folder.iterdir()] == [".policylab"]


def test_a_lever_is_changed_and_the_answer_and_its_report_are_those_of_the_command(
    page: Page, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.press(LEVERS)
    page.fill(SHARE, "1.5")
    page.says("must be at most 1")
    page.fill(SHARE, "0.5")
    for label, value in ((SIZE, "0.05"), (DAYS, "6"), (PAIRS, "2")):
        page.fill(label, value)
    page.tab.wait("document.querySelector('.command').innerText.includes('--seeds 2')")
    assert page.command == (
        f"policylab compare production calling_open -S scale=0.05 --change {SHARE}=0.5 --days 6 --seeds 2"
    )
    page.press("Run")
    page.says("Download the report")
    file = page.tab.download("document.querySelector('a[download]')", tmp_path)

    monkeypatch.chdir(folder)
    words = page.command.split()[2:]
    again = ["report", *words, "--engine", "serial", "--store", ".policylab/runs.sqlite", "-o", str(tmp_path / "again")]
    assert CliRunner().invoke(app, again).exit_code == 0
    assert file.read_bytes() == (tmp_path / "again").read_bytes()
    compared = CliRunner().invoke(app, ["compare", *words, "--engine", "serial", "--store", ".policylab/runs.sqlite"])
    page.says(" ".join(compared.stdout.split("\n")[1].split()))


def test_a_question_is_stopped_and_says_what_is_kept(page: Page) -> None:
    page.press("Full size")
    page.press("Run")
    page.says(" of 128 runs are done.")
    page.press("Stop")
    page.says(STOPPED, 10)
    page.says("of 128 runs are kept; asked again, it goes on from there.")


def test_a_market_is_watched_for_ten_days(page: Page) -> None:
    page.press("Watch")
    page.press("Begin")
    page.says("the morning of the first day, 2020-08-01")
    page.press("Ten days")
    page.says("day 10, 2020-08-10")
    page.press("One day")
    page.says("day 11, 2020-08-11")
    page.press("Play")
    page.says("day 13, 2020-08-13")
    page.press("Pause")
    page.press("Show the events")
    page.says("looked at the list")
    assert page.count(".grid tbody tr") > 40
    assert page.count(".chart canvas, .chart svg") == 1
