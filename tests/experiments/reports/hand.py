"""An answer for reports, made by hand, and a page taken apart."""

from collections.abc import Callable
from html.parser import HTMLParser

from experiments.questions.compare.answer import Answer
from experiments.verdicts.regimes import REGIMES
from tests.experiments.found import comparison, rows


def each(*values: float) -> Callable[[int], float]:
    return lambda seed: values[seed % len(values)]


def answered(**moved: Callable[[int], float]) -> Answer:
    return Answer(tuple(comparison(rows(8), rows(8, **moved), f"world.rings={rings}") for rings in REGIMES))


MOVED = answered(
    exposed_per_10k=each(4, 6), value_per_posting=each(-2, 1), fee_yen=each(-5000, -7000), hours_to_fill=each(-30)
)


class Page(HTMLParser):
    """Tags, attributes, texts and the rows of all tables of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.links: list[str] = []
        self.texts: list[str] = []
        self.rows: list[list[str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value or "" for name, value in attrs if name in ("src", "href", "xlink:href", "action")]
        if tag == "tr":
            self.rows.append([])

    def handle_data(self, data: str) -> None:
        self.texts.append(data)
        if self.rows and self.lasttag == "td" and data.strip():
            self.rows[-1].append(data)
