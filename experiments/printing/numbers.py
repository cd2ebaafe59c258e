"""Format of numbers in tables and in sentences."""

import math
from collections.abc import Iterable

from experiments.language.messages import several, spoken

THOUSAND, MILLION, BILLION = 1e3, 1e6, 1e9
LONG = 1e4  # the smallest number that is shown in thousands
TEN_THOUSAND, HUNDRED_MILLION = 1e4, 1e8  # the steps in which Japanese counts
ENGLISH = ((BILLION, "bn", BILLION), (MILLION, "M", MILLION), (THOUSAND, "k", LONG))  # scale, name, from
JAPANESE = ((HUNDRED_MILLION, "億", HUNDRED_MILLION), (TEN_THOUSAND, "万", TEN_THOUSAND))
MOST_PLACES = 4  # after the point of an interval


def decimals(*values: float, digits: int = 3) -> int:
    """Return the decimals that show the largest of these values to so many digits, at most six."""
    largest = _largest(values)
    return min(max(digits - 1 - math.floor(math.log10(largest)), 0), 6) if largest else 0


def shown(value: float, places: int | None = None) -> str:
    """Return a number with so many decimals, by default by its size; millions (M), billions (bn); a dash for NaN.

    In Japanese millions are so many 万, and from 100 millions on 億.
    """
    if math.isnan(value):
        return "–"
    if math.isinf(value):
        return "∞" if value > 0 else "-∞"
    if spoken() == "ja" and abs(value) >= MILLION:
        return (
            f"{value / HUNDRED_MILLION:,.2f} 億" if abs(value) >= HUNDRED_MILLION else f"{value / TEN_THOUSAND:,.0f} 万"
        )
    if abs(value) >= BILLION:
        return f"{value / BILLION:,.2f} bn"
    if abs(value) >= MILLION:
        return f"{value / MILLION:,.2f} M"
    text = f"{value:,.{decimals(value) if places is None else places}f}"
    return text.removeprefix("-") if not text.strip("-0.,") else text


def counted(count: int, what: str) -> str:
    """Return a count with its noun, in the plural unless it is 1: the message `{count} what` of the catalogue."""
    return several(count, f"{{count}} {what}", f"{{count}} {what}s")


def scaled(*values: float) -> tuple[tuple[float, ...], str]:
    """Return values on one scale, and its suffix: thousands from 10,000 on (k), M, bn; in Japanese 万, 億."""
    largest, steps = _largest(values), JAPANESE if spoken() == "ja" else ENGLISH
    scale, name = next(((scale, f" {name}") for scale, name, least in steps if largest >= least), (1.0, ""))
    return tuple(value / scale for value in values), name


def tick(value: float) -> str:
    """Return a number at an axis: from 10,000 on in k, M, bn; in Japanese 万, 億."""
    [amount], scale = scaled(value)
    return f"{amount:,.4g}{scale}"


def yen(amount: float) -> str:
    """Return yen to three digits: "¥794 M", in Japanese "7.94 億円"."""
    [value], scale = scaled(amount)
    text = f"{shown(value, decimals(value))}{scale}"
    return f"{text}円" if spoken() == "ja" else f"¥{text}"


def _largest(values: Iterable[float]) -> float:
    """Return the largest finite size, 0 without any."""
    return max((abs(value) for value in values if math.isfinite(value)), default=0.0)


def percent(unit: str) -> tuple[float, str]:
    """Return factor and sign of a unit: shares are shown in per cent."""
    return (100.0, "%") if unit == "share" else (1.0, "")


def interval(unit: str, centre: float, low: float, high: float, digits: int = 2) -> str:
    """Return a value and its interval to so many digits, on one scale; of a share, in per cent points.

    An interval without length is not shown: there is nothing to doubt.
    """
    if math.isnan(centre):
        return "–"
    factor, _ = percent(unit)
    (centre, low, high), suffix = scaled(factor * centre, factor * low, factor * high)
    largest = _largest((low, high, centre))
    least = min(10**-MOST_PLACES, largest * 10**-MOST_PLACES)  # practically 0 below it
    places = decimals(largest, digits=digits)
    places = min(places, MOST_PLACES) if largest >= 10**-MOST_PLACES else places
    sure = math.isnan(low) or low == high
    bounds = "" if sure else f" [{_near_zero(low, places, least)}, {_near_zero(high, places, least)}]"
    return f"{_near_zero(centre, places, least)}{bounds}{suffix}"


def signed(unit: str, centre: float, low: float, high: float, digits: int = 2) -> str:
    """Return a difference and its interval, with a plus sign if it is above 0."""
    text = interval(unit, centre, low, high, digits)
    return f"+{text}" if centre > 0 else text


def _near_zero(value: float, places: int, least: float) -> str:
    """Return a centre or an end of an interval. 0 has no decimals; signs matter, so no other number is rounded to 0."""
    for enough in (places, decimals(value, digits=1) if abs(value) >= least else 0):
        if (text := shown(value, enough)).strip("-0.,"):
            return text
    return "0"


def both(unit: str, before: float, after: float) -> tuple[str, str]:
    """Return two values with the same decimals; shares in per cent."""
    factor, sign = percent(unit)
    places = min(decimals(factor * before, factor * after), MOST_PLACES)
    first, second = (f"{shown(factor * value, places)}{'' if math.isnan(value) else sign}" for value in (before, after))
    return first, second


def span(unit: str, low: float, high: float) -> str:
    """Return a range, with its unit."""
    factor, _ = percent(unit)
    ends = (f"{end:,.0f}" if end >= 1000 else f"{end:.3g}" for end in (factor * low, factor * high))  # no 2e+03
    return with_unit("–".join(ends), unit)


def with_unit(text: str, unit: str) -> str:
    """Return a number with its unit."""
    return f"{text} {'%' if unit == 'share' else 'h' if unit == 'hours' else ''}".strip()
