"""Texts: tables over a vocabulary, and the shelf that keeps them for other processes."""

from collections.abc import Callable
from typing import Any

from numpy.typing import NDArray

from policies.phrases import Matcher, production
from policies.text import Vocabulary


def test_a_shelf_tells_books_apart_and_keeps_nothing_for_another_class_of_matcher() -> None:
    asked: list[str] = []

    def shelf(decided: str, make: Callable[[], NDArray[Any]]) -> NDArray[Any]:
        asked.append(decided)
        return make()

    class Other(Matcher):
        """A matcher of somebody else, who may decide otherwise by the same words."""

    book = production()
    for kind, words in ((Matcher, book), (Matcher, book.without(frozenset({"MLM"}))), (Other, book)):
        kind.of(words).marks(Vocabulary(("ブログ記事", "LINEで"), shelf))
    assert len(asked) == len(set(asked)) == 2
