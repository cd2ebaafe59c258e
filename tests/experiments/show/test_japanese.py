"""Reports in Japanese: no English is left, numbers are those of the English one, hostile names break nothing."""

import re
from collections.abc import Callable, Iterator
from functools import cache, partial

import pytest

from experiments.language.messages import speaking
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.deciding import Decider, Deciding
from experiments.questions.compare.document import document as of_answer
from experiments.questions.flip.document import document as of_flip
from experiments.questions.flip.words import about
from experiments.questions.gate.document import document as of_gate
from experiments.questions.gate.result import Gate
from experiments.questions.rank.document import document as ranking
from experiments.questions.sweep.ask import sweep
from experiments.questions.sweep.document import document as of_sweep
from experiments.questions.sweep.question import question
from experiments.questions.sweep.result import Sweep
from experiments.runs.works import Work
from experiments.show import html
from tests.experiments.found import in_worlds
from tests.experiments.language.hand import english
from tests.experiments.questions.gate.hand import EVERY
from tests.experiments.questions.sweep import works
from tests.experiments.show.hand import CALLS, MOVED, Page, called, flipped, ranked, without_drawings

NUMBER = re.compile(r"(?<!\d)-?\d[\d,]*(?:\.\d+)?")
SCALES = {"k": 1e3, "M": 1e6, "bn": 1e9, "万": 1e4, "億": 1e8}
HOSTILE = ("<script>alert(1)</script> \u202eright to left", "two\nlines " + "長い名前の" * 40 + "a" * 200)


def of_worlds() -> Answer:
    """An answer of plausible worlds, with a number that decides."""
    numbers = Deciding(8, (Decider(CALLS, 0.9),), 0.5)
    return Answer(tuple(in_worlds(each, exposed_per_10k=numbers) for each in MOVED.comparisons))


def swept() -> Sweep:
    vary = "platform.screening.suspend_at=0.7,0.8,0.9"
    result, _ = sweep(question(("production", "production"), [vary]), range(4), work=Work(works.sloping))
    return result


def gated(judged: Gate) -> str:
    return html.page(of_gate(judged))


PAGES: dict[str, Callable[[], str]] = {
    "comparison": lambda: html.page(of_answer(MOVED)),
    "worlds": lambda: html.page(of_answer(of_worlds())),
    "ranking": lambda: html.page(ranking(ranked())),
    "sweep": lambda: html.page(of_sweep(swept())),
    "flip": lambda: html.page(of_flip(flipped())),
    **{name: partial(gated, judged) for name, judged in EVERY.items() if name != "could not run"},
}


every_page = pytest.mark.parametrize(  # plausible worlds: the words of one, and more
    "name", [pytest.param(name, marks=pytest.mark.nightly) if name == "comparison" else name for name in PAGES]
)
OWN = (  # names by hand, and sources
    *("one", "other", "main (1a2b3c4)", "guardrails.toml", "policies/screening.py", "so little", "so few"),
    "the code behind the rule of screening",
)


@pytest.fixture(autouse=True)
def japanese() -> Iterator[None]:
    with speaking("ja"):
        yield


@cache
def page_of(name: str) -> Page:
    """Return a document as a page. Its pictures take most of the time, and two tests read it."""
    return Page(PAGES[name]())


@every_page
def test_no_english_is_left(name: str) -> None:
    """But for names, keys, commands, titles of scenarios, sources of numbers, and the why of a guardrail by hand."""
    page = page_of(name)
    assert "ja" in page.languages
    texts = [text for text in page.texts if "{" not in text and not text.lstrip().startswith("policylab ")]
    texts = [text for text in texts if text.removeprefix(f"{CALLS}：") not in about(CALLS)]
    assert [(text, english(text, *OWN)) for text in texts if english(text, *OWN)] == []


@every_page
def test_numbers_of_its_tables_are_those_of_the_english_one(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same values, some on another scale: 1.9 M are 190 万. Nobody looks at pictures of the English one."""
    rows = page_of(name).rows
    without_drawings(monkeypatch)
    with speaking("en"):
        english_rows = Page(PAGES[name]()).rows
    assert [len(row) for row in rows] == [len(row) for row in english_rows]
    checked = 0
    for row, other in zip(rows, english_rows, strict=True):
        for cell, same in zip(row, other, strict=True):
            if re.fullmatch(r"[-+±\d.,\[\] /%–kMbn万億]+", same):
                assert values(cell) == pytest.approx(values(same), rel=0.06, abs=1e-9), (cell, same)
                checked += len(values(same))
    assert checked or name == "same"


def values(cell: str) -> list[float]:
    """The numbers of a cell, at their size."""
    scale = next((SCALES[word] for word in SCALES if cell.endswith(f" {word}")), 1.0)
    return [scale * float(number.replace(",", "")) for number in NUMBER.findall(cell)]


def test_hostile_names_are_escaped_and_break_nothing() -> None:
    one, other = HOSTILE
    pages = html.page(of_answer(called(MOVED, one, other))), html.page(ranking(ranked(one, other)))
    for text in pages:
        page = Page(text)
        assert "script" not in page.tags
        assert "\u202e" not in text
        assert page.tags.count("svg") >= page.tags.count("figure") > 0


def test_its_command_makes_it_in_japanese_again() -> None:
    assert of_answer(MOVED).command.endswith("--lang ja")
    with speaking("en"):
        assert "--lang" not in of_answer(MOVED).command
