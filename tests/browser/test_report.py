"""A report in a browser with the network cut: it asks for nothing, complains of nothing, and fits."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from experiments.reports.comparison import report
from tests.browser.chromium import Tab, chromium, installed
from tests.experiments.reports.hand import MOVED

pytestmark = pytest.mark.skipif(installed() is None, reason="no Chromium is installed; Debian has it as chromium")

DESK, PHONE = (1280, 800), (390, 844)
CUT = "[...document.querySelectorAll('{}')].filter(each => each.getBoundingClientRect().{} > {}).length"


@pytest.fixture(scope="module")
def tab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tab]:
    home = tmp_path_factory.mktemp("browser")
    file = home / "report.html"
    file.write_text(report(MOVED).html(), "utf-8")
    with chromium(home / "profile") as browser:
        yield browser.open(file.as_uri(), *DESK)


def test_it_asks_for_nothing_and_complains_of_nothing(tab: Tab) -> None:
    assert tab.evaluate("document.querySelectorAll('svg').length") > 7
    assert tab.requests == []
    assert tab.complaints == []


def test_the_first_screen_has_question_answer_and_plane(tab: Tab) -> None:
    tab.resize(*DESK)
    for part in (".question", "h1", ".answer", ".row svg"):
        assert tab.evaluate(CUT.format(part, "bottom", DESK[1])) == 0, part
    assert tab.evaluate("document.querySelectorAll('.row svg').length") == 2


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_nothing_is_wider_than_the_window(tab: Tab, size: tuple[int, int]) -> None:
    tab.resize(*size)
    assert tab.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert tab.evaluate(CUT.format("h1, h2, p, figure", "right", size[0])) == 0


def test_it_prints_and_no_picture_is_longer_than_a_page(tab: Tab, tmp_path: Path) -> None:
    pages = tab.pdf()
    assert pages.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", pages)) >= 5
    tab.ask("Emulation.setEmulatedMedia", media="print")
    tab.resize(688, 1000)  # A4 less its margins
    assert tab.evaluate(CUT.format("svg", "height", 1000)) == 0
    tab.ask("Emulation.setEmulatedMedia", media="screen")
