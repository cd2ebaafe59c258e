"""Tones of texts: better or worse, strong or faint, however they are shown."""

from typing import Literal

Tone = Literal["", "strong", "faint", "better", "a little better", "worse", "a little worse", "unsure"]


class Toned(str):
    """A text that is not as others: its tone says how it is shown, and never says more than the text."""

    __slots__ = ("tone",)
    tone: Tone

    def __new__(cls, text: str, tone: Tone) -> "Toned":
        """Return a text in a tone."""
        toned = super().__new__(cls, text)
        toned.tone = tone
        return toned


def tone(text: str) -> Tone:
    """Return the tone of a text."""
    return text.tone if isinstance(text, Toned) else ""
