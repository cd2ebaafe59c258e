"""Results for reports and figures, made by hand, and a page taken apart."""

from collections.abc import Callable
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from experiments.questions.compare.answer import Answer
from experiments.questions.compare.deciding import Decider, Deciding
from experiments.questions.flip.result import Box, Condition, Flip, Hinges, Moved, Nearest, Probe, Regime, Suspect, Turn
from experiments.questions.rank.result import Ranking
from experiments.runs.provenance import Seeds, Side
from experiments.verdicts.intervals import Interval
from experiments.verdicts.regimes import REGIMES
from scenarios import load
from tests.experiments.found import comparison, rows
from tests.experiments.questions.flip.hand import EXPOSED, told

CALLS = "ring.lures_by_call"
LARGEST = 500_000  # bytes of a page


def without_drawings(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave pictures of a page empty: they take most of its time."""
    monkeypatch.setattr("experiments.show.html.svg", lambda *_: "<svg />")


def each(*values: float) -> Callable[[int], float]:
    """Another value for each seed."""
    return lambda seed: values[seed % len(values)]


def answered(*, pairs: int = 8, **moved: Callable[[int], float]) -> Answer:
    sides = rows(pairs), rows(pairs, **moved)
    return Answer(tuple(comparison(*sides, f"world.rings={rings}") for rings in REGIMES))


MOVED = answered(
    exposed_per_10k=each(4, 6), value_per_posting=each(-2, 1), fee_yen=each(-50, -70), hours_to_fill=each(-30)
)


class Page(HTMLParser):
    """Tags, attributes, texts and the rows of all tables of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.texts: list[str] = []
        self.languages: list[str] = []
        self.rows: list[list[str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.languages += [value or "" for name, value in attrs if name == "lang"]
        self.links += [value or "" for name, value in attrs if name in ("src", "href", "xlink:href", "action")]
        if tag == "tr":
            self.rows.append([])

    def handle_data(self, data: str) -> None:
        self.texts.append(data)
        if self.rows and self.lasttag == "td" and data.strip():
            self.rows[-1].append(data.replace("\u00a0", " "))


def ranked(one: str = "one", other: str = "other") -> Ranking:
    """Two candidates: the first exposes more workers, the second fewer."""
    worse = answered(exposed_per_10k=each(5, 6), value_per_posting=each(1, 2))
    better = answered(exposed_per_10k=each(-5, -6), value_per_posting=each(0, 1))
    answers = (called(worse, one), called(better, other))
    together = tuple(
        tuple({name: compared[name] for name in answer.headlines} for compared in answer.comparisons)
        for answer in answers
    )
    couple = answered(exposed_per_10k=each(-10, -11)).comparisons[0]["exposed_per_10k"]
    return Ranking(answers, together, ({(0, 1): couple},) * len(REGIMES), couple.metric)


def called(answer: Answer, candidate: str, baseline: str = "old") -> Answer:
    """An answer whose sides have these names."""
    return Answer(
        tuple(
            replace(
                compared, sides=(replace(compared.sides[0], name=baseline), replace(compared.sides[1], name=candidate))
            )
            for compared in answer.comparisons
        )
    )


def flipped() -> Flip:
    """A flip with everything that one may have."""
    box = Box((Condition(CALLS, 0.25, None),), 1, 20, 18, 64, 24, Interval(5.0, 3.0, 7.0))
    near = Probe(0.25, (Moved(CALLS, 0.17, 0.1),), told(-2))
    turn = Turn("platform.communication.monitored_share", 0.5, ((0.0, told(3)), (1.0, told(-2))), (0.5, 1.0))
    idle = Turn("platform.communication.listeners", 1, ((1, told(3)), (5, told(3))), None)
    hinges = Hinges(told(3), Deciding(64, (Decider(CALLS, 0.6),), 0.3), (Suspect(CALLS, 0.6, 0.2, ()),), (box,))
    regime = Regime("frozen", (hinges,), told(2), (Nearest(-1, (near,), near, told(-3)),), (turn, idle), ())
    sides = Side("old", load("production")), Side("new", load("calling_open"))
    return Flip(sides, Seeds(tuple(range(64)), tuple(range(64))), EXPOSED, (regime,))


def page_of(text: str) -> Page:
    """A page that asks for nothing, is not too large, and begins with the answer; each picture as desk and phone do."""
    page = Page(text)
    assert len(text.encode()) < LARGEST
    assert not {"script", "link", "img", "iframe", "object", "form", "base"} & set(page.tags)
    assert [link for link in page.links if not link.startswith("#")] == []
    assert 2 * page.tags.count("figure") == page.tags.count("svg")
    order = [text.index(part) for part in ("<h1>", '<div class="answer">', "<h2>")]
    assert order == sorted(order)
    return page
