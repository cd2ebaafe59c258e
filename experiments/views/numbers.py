"""How numbers are written, in tables and in sentences."""

import math


def decimals(*values: float) -> int:
    """Places after the point that show the largest of these values to three digits, at most six."""
    largest = max((abs(value) for value in values if math.isfinite(value)), default=0.0)
    return min(max(2 - math.floor(math.log10(largest)), 0), 6) if largest else 0


def shown(value: float, places: int | None = None) -> str:
    """A number with this many places, its own choice by default; a dash where it is undefined."""
    if math.isnan(value):
        return "–"
    if math.isinf(value):
        return "∞" if value > 0 else "-∞"
    text = f"{value:,.{decimals(value) if places is None else places}f}"
    return text.removeprefix("-") if not text.strip("-0.,") else text
