"""Every head and label that the code prints can be asked, in Japanese too."""

import ast
from collections.abc import Iterable

from experiments.language.messages import wordings
from experiments.questions.explain import words
from tests.experiments.questions.explain import printed


def unknown(labels: Iterable[str]) -> list[str]:
    """The words of which nothing is known."""
    silent = []
    for word in labels:
        try:
            words.explain(word)
        except LookupError:
            silent.append(word)
    return silent


def test_every_label_that_the_code_prints_can_be_asked() -> None:
    silent = unknown(printed.labels())
    assert {label: printed.labels()[label] for label in silent} == {}


def test_every_label_can_be_asked_in_japanese_too() -> None:
    japanese = wordings("ja")
    heads = [japanese[label] for label in printed.labels() if label in japanese]
    assert len(heads) > 150
    assert unknown(heads) == []


def test_labels_are_found_wherever_they_stand() -> None:
    places = {
        "×pair": "questions/compare/details.py",  # a message
        "also worse": "questions/compare/bottom_line.py",  # before the colon of one
        "R²": "questions/calibrate/document.py",  # a head of a table
        "public figures": "questions/measure/document.py",  # a title of a list
        "per 10k": "questions/trace/document.py",  # a constant
        "not tried": "questions/conform/result.py",
        "on neither side": "questions/trace/pairing.py",  # a choice
        "certainty": "explain ",  # a row of an explanation
        "per contract": "data",
    }
    assert {label: place for label, place in places.items() if not printed.labels()[label].startswith(place)} == {}


def test_a_head_that_comes_is_noticed() -> None:
    code = 'Mood = Literal["gay", "grim"]\nMARKS = ("fine",)\nTable.of(("", "mirth", say("odd")), rows, "moods")'
    assert list(printed.of_module(ast.parse(code), declares=True)) == ["fine", "mirth", "moods", "gay", "grim"]
    assert list(printed.of_module(ast.parse(code), declares=False)) == ["fine", "mirth", "moods"]
    assert unknown(["mirth", "verdict"]) == ["mirth"]
    assert [
        text for text in ("mirth", "a b c d", "What to do", " and ", "{x}", "It is.", "×") if printed.is_label(text)
    ] == ["mirth"]
