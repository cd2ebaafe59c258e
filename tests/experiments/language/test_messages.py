"""Messages: the language of the reader, their places, and that a catalogue changes nothing but the wording."""

from collections.abc import Mapping

import pytest

from experiments.language import messages
from experiments.language.messages import (
    capital,
    in_a_row,
    in_english,
    known,
    say,
    sentences,
    several,
    speaking,
    spoken,
)

JAPANESE = {"{low} to {high}": "{high} 以下 {low} 以上", "{count} day": "{count}日", ", ": "、", " ": ""}


@pytest.fixture(autouse=True)
def catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    def wording(language: str) -> Mapping[str, str]:
        return JAPANESE if language == "ja" else {}

    monkeypatch.setattr(messages, "wordings", wording)
    monkeypatch.delenv("POLICYLAB_LANG", raising=False)


def test_parts_stand_where_the_language_has_them() -> None:
    assert say("{low} to {high}", low=1, high=2) == "1 to 2"
    with speaking("ja"):
        assert say("{low} to {high}", low=1, high=2) == "2 以下 1 以上"


def test_a_part_is_never_read_as_a_message_with_places() -> None:
    assert say("{low} to {high}", low="{high}", high="{0}") == "{high} to {0}"
    assert say("100 {percent}") == "100 {percent}"


def test_the_plural_is_of_english_alone() -> None:
    assert [several(count, "{count} day", "{count} days") for count in (1, 2, 1200)] == [
        "1 day",
        "2 days",
        "1,200 days",
    ]
    with speaking("ja"):
        assert [several(count, "{count} day", "{count} days") for count in (1, 2)] == ["1日", "2日"]


def test_items_and_sentences_are_joined_as_the_language_does() -> None:
    assert (in_a_row("ab"), sentences("ab")) == ("a, b", "a b")
    with speaking("ja"):
        assert (in_a_row("ab"), sentences("ab")) == ("a、b", "ab")


def test_what_is_spoken_is_said_here_or_by_the_environment_or_english(monkeypatch: pytest.MonkeyPatch) -> None:
    assert spoken() == "en"
    monkeypatch.setenv("POLICYLAB_LANG", "ja")
    assert spoken() == "ja"
    with speaking("en"):
        assert spoken() == "en"
        with speaking(None):
            assert spoken() == "en"
    assert spoken() == "ja"


def test_an_unknown_language_is_refused_with_the_place_and_the_choices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICYLAB_LANG", "fr")
    with pytest.raises(ValueError, match="POLICYLAB_LANG: no language 'fr'; there are en, ja"):
        spoken()
    assert known("ja", "--lang") == "ja"


def test_what_is_not_in_the_catalogues_is_spoken_in_english() -> None:
    @in_english
    def counted(count: int) -> str:
        return several(count, "{count} day", "{count} days")

    with speaking("ja"):
        assert counted(2) == "2 days"
        assert spoken() == "ja"


def test_a_capital_changes_the_first_letter_alone() -> None:
    assert [capital(text) for text in ("aBc d", "a", "")] == ["ABc d", "A", ""]
