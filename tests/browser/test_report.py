"""A report in a browser with the network cut: it asks for nothing, complains of nothing, and fits."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from experiments.language.messages import LANGUAGES, speaking
from experiments.questions.compare.document import document
from experiments.show import html
from tests.browser.chromium import Tab, chromium, installed
from tests.experiments.show.hand import MOVED

pytestmark = [
    pytest.mark.nightly(reason="a browser; links, texts and pictures without one: reports/, show/pictures/"),
    pytest.mark.skipif(installed() is None, reason="no Chromium is installed; Debian has it as chromium"),
]

DESK, PHONE = (1280, 800), (390, 844)
CUT_TEXTS = """[...document.querySelectorAll('svg')].flatMap(svg => {
  const edge = svg.getBoundingClientRect();
  return [...svg.querySelectorAll('text')].filter(text => {
    const box = text.getBoundingClientRect();
    return box.left < edge.left - 2 || box.right > edge.right + 2 || box.bottom > edge.bottom + 2;
  }).map(text => text.textContent); })"""
COLLISIONS = """[...document.querySelectorAll('svg')].flatMap(svg => {
  const boxes = [...svg.querySelectorAll('text')].map(text => [text.textContent, text.getBoundingClientRect()]);
  return boxes.flatMap(([one, a], place) => boxes.slice(place + 1).filter(([_, b]) =>
    Math.min(a.right, b.right) - Math.max(a.left, b.left) > 2 &&
    Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 4).map(([other]) => [one, other])); })"""
ROWS = "main > section:first-of-type table"
TABLES = "[...document.querySelectorAll('main > section > .scroll')]"
CUT = "[...document.querySelectorAll('{}')].filter(each => each.getBoundingClientRect().{} > {}).length"


@pytest.fixture(scope="module", params=LANGUAGES)
def tab(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Tab]:
    home = tmp_path_factory.mktemp("browser")
    file = home / "report.html"
    with speaking(request.param):
        file.write_text(html.page(document(MOVED)), "utf-8")
    with chromium(home / "profile") as browser:
        yield browser.open(file.as_uri(), *DESK)


def test_it_asks_for_nothing_and_complains_of_nothing(tab: Tab) -> None:
    assert tab.evaluate("document.querySelectorAll('svg').length") > 7
    assert tab.requests == []
    assert tab.complaints == []


def test_the_first_screen_has_question_answer_and_rows(tab: Tab) -> None:
    tab.resize(*DESK)
    for part in (".question", "h1", ".answer", ROWS):
        assert tab.evaluate(CUT.format(part, "bottom", DESK[1])) == 0, part
    assert tab.evaluate(f"document.querySelectorAll('{ROWS}').length") == 1


def test_no_text_of_a_picture_is_cut_or_lies_on_another(tab: Tab) -> None:
    """Boxes of text as the browser draws them, with whatever fonts it has; they may share two pixels."""
    tab.resize(*DESK)
    assert tab.evaluate(CUT_TEXTS) == []
    assert tab.evaluate(COLLISIONS) == []


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_nothing_is_wider_than_the_window(tab: Tab, size: tuple[int, int]) -> None:
    tab.resize(*size)
    assert tab.evaluate("document.documentElement.scrollWidth") <= size[0]
    assert tab.evaluate(CUT.format("h1, h2, p, figure", "right", size[0])) == 0
    assert (
        tab.evaluate(f"{TABLES}.filter(each => each.scrollWidth > each.clientWidth).map(each => each.innerText)") == []
    )


def test_it_prints_and_no_picture_is_longer_than_a_page(tab: Tab, tmp_path: Path) -> None:
    pages = tab.pdf()
    assert pages.startswith(b"%PDF")
    assert len(re.findall(rb"/Type\s*/Page\b", pages)) >= 5
    tab.ask("Emulation.setEmulatedMedia", media="print")
    tab.resize(688, 1000)  # A4 less its margins
    assert tab.evaluate(CUT.format("svg", "height", 1000)) == 0
    tab.ask("Emulation.setEmulatedMedia", media="screen")
