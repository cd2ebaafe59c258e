"""Numbers as tables and sentences show them, each worked by hand."""

import pytest

from experiments.language.messages import speaking
from experiments.printing.numbers import both, counted, decimals, interval, percent, scaled, shown, signed, span, tick

NAN, INF = float("nan"), float("inf")


@pytest.mark.parametrize(
    ("values", "places"),
    [
        ((1.0,), 2),  # three digits
        ((12.3,), 1),
        ((123.4,), 0),
        ((0.0123,), 4),
        ((0.0000000123,), 6),  # at most
        ((0.5, -20.0), 1),  # by the largest
        ((NAN, 0.5), 3),
        ((0.0,), 0),
        ((), 0),
    ],
)
def test_so_many_decimals_show_the_largest_to_three_digits(values: tuple[float, ...], places: int) -> None:
    assert decimals(*values) == places


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (NAN, "–"),
        (INF, "∞"),
        (-INF, "-∞"),
        (0.0, "0"),
        (-0.0, "0"),
        (3.14159, "3.14"),
        (-0.5, "-0.500"),
        (999_999.0, "999,999"),
        (1_000_000.0, "1.00 M"),
        (-2_345_000.0, "-2.35 M"),
        (999_999_999.0, "1,000.00 M"),
        (1_000_000_000.0, "1.00 bn"),
        (12_300_000_000.0, "12.30 bn"),
    ],
)
def test_a_number_is_shown_by_its_size(value: float, text: str) -> None:
    assert shown(value) == text


def test_a_number_that_is_rounded_to_nothing_has_no_sign() -> None:
    assert shown(-0.004, 2) == "0.00"
    assert shown(-0.006, 2) == "-0.01"


def test_a_noun_has_its_plural_but_for_one() -> None:
    assert [counted(count, "pair") for count in (0, 1, 2, 1_200)] == ["0 pairs", "1 pair", "2 pairs", "1,200 pairs"]


@pytest.mark.parametrize(
    ("values", "numbers", "suffix"),
    [
        ((9_999.0,), (9_999.0,), ""),
        ((10_000.0, -500.0), (10.0, -0.5), " k"),
        ((-999_999.0,), (-999.999,), " k"),
        ((1e6, 1e5), (1.0, 0.1), " M"),
        ((2e9, NAN), (2.0, NAN), " bn"),
        ((INF, 3.0), (INF, 3.0), ""),
        ((), (), ""),
    ],
)
def test_values_have_one_scale(values: tuple[float, ...], numbers: tuple[float, ...], suffix: str) -> None:
    assert repr(scaled(*values)) == repr((numbers, suffix))


def test_a_share_is_shown_in_per_cent_and_nothing_else_is() -> None:
    assert percent("share") == (100.0, "%")
    assert percent("hours") == (1.0, "")


@pytest.mark.parametrize(
    ("unit", "numbers", "text"),
    [
        ("yen", (12.3, 4.5, 20.1), "12 [4, 20]"),
        ("yen", (1.23, 0.45, 2.01), "1.2 [0.5, 2.0]"),
        ("share", (0.0123, -0.004, 0.02), "1.2 [-0.4, 2.0]"),
        ("yen", (12_345.0, 4_500.0, 20_100.0), "12 [4, 20] k"),
        ("yen", (0.0, -1.0, 1.0), "0 [-1.0, 1.0]"),
        ("yen", (1.0, NAN, NAN), "1.0"),  # no interval
        ("yen", (NAN, NAN, NAN), "–"),
        ("yen", (10.0, 0.3, 20.0), "10 [0.3, 20]"),  # a sign matters, so it is not rounded to 0
        ("yen", (10.0, 0.00012, 20.0), "10 [0.0001, 20]"),
        ("yen", (0.05, 0.000012, 0.1), "0.05 [0.00001, 0.10]"),
        ("yen", (10.0, 0.00001, 20.0), "10 [0, 20]"),  # practically 0 beside the others
        ("yen", (0.0021, 0.000004, 0.004), "0.0021 [0.000004, 0.0040]"),  # a verdict may hang on the sign
        ("yen", (0.00002, -0.00001, 0.00003), "0.000020 [-0.000010, 0.000030]"),
        ("yen", (0.002, 0.0001, 0.003), "0.0020 [0.0001, 0.0030]"),
        ("yen", (0.02, 0.00012, 0.03), "0.020 [0.0001, 0.030]"),  # four decimals at most
        ("yen", (5.0, -INF, INF), "5.0 [-∞, ∞]"),
    ],
)
def test_an_interval_has_one_scale_and_so_many_digits(
    unit: str, numbers: tuple[float, float, float], text: str
) -> None:
    assert interval(unit, *numbers) == text


def test_a_difference_above_nothing_has_a_plus() -> None:
    assert signed("yen", 1.23, 0.45, 2.01) == "+1.2 [0.5, 2.0]"
    assert signed("yen", 0.0, -1.0, 1.0) == "0 [-1.0, 1.0]"
    assert signed("yen", -1.23, -2.01, -0.45) == "-1.2 [-2.0, -0.5]"


@pytest.mark.parametrize(
    ("unit", "before", "after", "texts"),
    [
        ("yen", 12.3, 123.4, ("12", "123")),  # the decimals of the larger
        ("share", 0.0123, 0.0045, ("1.23%", "0.45%")),
        ("share", NAN, 0.5, ("–", "50.0%")),
        ("yen", 0.00001234, 0.0, ("0.0000", "0.0000")),  # four at most
    ],
)
def test_two_values_have_the_same_decimals(unit: str, before: float, after: float, texts: tuple[str, str]) -> None:
    assert both(unit, before, after) == texts


def test_a_range_has_the_sign_of_its_unit() -> None:
    assert span("share", 0.0125, 0.5) == "1.25–50 %"
    assert span("hours", 2.0, 3.14159) == "2–3.14 h"
    assert span("yen", 0.5, 1.0) == "0.5–1"


@pytest.mark.parametrize(
    ("value", "english", "japanese"),
    [
        (0.0, "0", "0"),
        (0.25, "0.25", "0.25"),
        (5_000.0, "5,000", "5,000"),
        (20_000.0, "20 k", "2 万"),
        (-150_000.0, "-150 k", "-15 万"),
        (2_500_000.0, "2.5 M", "250 万"),
        (1.5e8, "150 M", "1.5 億"),
    ],
)
def test_a_number_at_an_axis_is_short_and_has_no_exponent(value: float, english: str, japanese: str) -> None:
    assert tick(value) == english
    with speaking("ja"):
        assert tick(value) == japanese


def test_large_numbers_are_shown_in_the_steps_in_which_japanese_counts() -> None:
    with speaking("ja"):
        assert [shown(value) for value in (999_999.0, 2.5e6, -1.5e8)] == ["999,999", "250 万", "-1.50 億"]
