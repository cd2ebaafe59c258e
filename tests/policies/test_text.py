"""Texts: tables over a vocabulary, and the shelf that keeps them for other processes."""

from collections.abc import Callable
from datetime import date
from typing import Any

from numpy.typing import NDArray

from policies.dates import days
from policies.phrases import Book, Contact, Matcher, production
from policies.text import Vocabulary


def test_a_shelf_stores_marks_per_book_of_our_matcher_only() -> None:
    questions: list[str] = []

    def shelf(decided: str, make: Callable[[], NDArray[Any]]) -> NDArray[Any]:
        questions.append(decided)
        return make()

    class Other(Matcher):
        """A matcher of somebody else, who may decide otherwise by the same words."""

    book = production()
    for kind, words in ((Matcher, book), (Matcher, book.without(frozenset({"MLM"}))), (Other, book)):
        kind.of(words).marks(Vocabulary(("ブログ記事", "LINEで"), shelf))
    assert len(questions) == len(set(questions)) == 2


def test_a_shelf_distinguishes_patterns_but_not_dates() -> None:
    shelves: dict[str, NDArray[Any]] = {}

    def shelf(decided: str, make: Callable[[], NDArray[Any]]) -> NDArray[Any]:
        return shelves.setdefault(decided, make())

    def contacts(pattern: str, begins: date | None) -> list[list[bool]]:
        book = Book((), (Contact("", ("乙",), begins=begins), Contact("", pattern=pattern)))
        matcher = Matcher.of(book)
        marks = matcher.marks(Vocabulary(("甲", "乙", "丙乙"), shelf))
        return (marks & matcher.counting(matcher.period(days(date(2020, 8, 1))))).tolist()

    assert contacts("甲", None) == [[False, True], [True, False], [True, False]]
    assert contacts("甲", date(2020, 8, 2)) == [[False, True], [False, False], [False, False]]
    assert len(shelves) == 1
    assert contacts("丙", None) == [[False, False], [True, False], [True, True]]
    assert len(shelves) == 2
