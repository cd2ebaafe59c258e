"""How numbers are written, in tables and in sentences."""

import math

THOUSAND, MILLION, BILLION = 1e3, 1e6, 1e9
LONG = 1e4  # from here on a common scale saves room


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


def scaled(*values: float) -> tuple[tuple[float, ...], str]:
    """Values that stand together on one scale, and its name to put behind them: thousands from 10,000 on (k), M, bn."""
    largest = max((abs(value) for value in values if math.isfinite(value)), default=0.0)
    scale, name = next(((scale, f" {name}") for scale, name, least in (
        (BILLION, "bn", BILLION), (MILLION, "M", MILLION), (THOUSAND, "k", LONG)) if largest >= least), (1.0, ""))
    return tuple(value / scale for value in values), name
