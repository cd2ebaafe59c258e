"""How numbers are written, in tables and in sentences."""

import math

MILLION, BILLION = 1e6, 1e9


def decimals(*values: float, digits: int = 3) -> int:
    """Places after the point that show the largest of these values to so many digits, at most six."""
    largest = max((abs(value) for value in values if math.isfinite(value)), default=0.0)
    return min(max(digits - 1 - math.floor(math.log10(largest)), 0), 6) if largest else 0


def shown(value: float, places: int | None = None) -> str:
    """A number with this many places, its own choice by default; millions (M), billions (bn); a dash for NaN."""
    if math.isnan(value):
        return "–"
    if math.isinf(value):
        return "∞" if value > 0 else "-∞"
    if abs(value) >= BILLION:
        return f"{value / BILLION:,.2f} bn"
    if abs(value) >= MILLION:
        return f"{value / MILLION:,.2f} M"
    text = f"{value:,.{decimals(value) if places is None else places}f}"
    return text.removeprefix("-") if not text.strip("-0.,") else text
