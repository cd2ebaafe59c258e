"""Dates in figures, short."""

from datetime import date

from experiments.language.messages import spoken


def shortly(day: date) -> str:
    """Return day and month, as `1 Aug`; in Japanese `8/1`."""
    return f"{day.month}/{day.day}" if spoken() == "ja" else f"{day:%-d %b}"
