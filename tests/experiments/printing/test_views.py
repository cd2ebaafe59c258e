"""Numbers as written, figures, and the notebook."""

import math
from dataclasses import dataclass

import pytest

from experiments.printing.numbers import decimals, interval, scaled, shown
from experiments.questions.explain import contents
from policies.numbers import number


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0, "0"),
        (0.012345, "0.0123"),
        (12.345, "12.3"),
        (1234.5, "1,234"),
        (2.5e6, "2.50 M"),
        (-3.25e9, "-3.25 bn"),
        (math.nan, "–"),
        (math.inf, "∞"),
    ],
)
def test_numbers_are_written_to_three_digits(value: float, text: str) -> None:
    assert shown(value) == text


def test_zero_has_no_sign_and_places_follow_the_largest() -> None:
    assert shown(-0.0004, 2) == "0.00"
    assert decimals(0.5, -20.0, digits=2) == 0
    assert decimals(math.nan, 0.05) == 4


def test_values_that_stand_together_share_a_scale() -> None:
    assert scaled(-4_000, 9_999) == ((-4_000, 9_999), "")
    assert scaled(115, -20_000, math.nan)[0][:2] == (0.115, -20)
    assert scaled(115, -20_000)[1] == " k"
    assert scaled(0.5e6, 2e6) == ((0.5, 2), " M")
    assert scaled(3e9) == ((3,), " bn")


@dataclass(frozen=True)
class Stern:
    """Flag more."""

    floor: float = number(0.5, "share", "of the quote, N-01", 0.3, 0.7)
    mode: str = "all"  # or some


def test_a_parameter_is_explained_by_what_is_known_of_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("scenarios.schema.rules", lambda lever: {"standard": Stern})
    [rule] = contents.explain("fee_alert").rules
    assert [(parameter.name, parameter.default, parameter.about) for parameter in rule.parameters] == [
        ("floor", 0.5, "share: of the quote, N-01 (assumed, plausibly 0.3 to 0.7)"),
        ("mode", "all", "or some"),
    ]


def test_an_end_of_an_interval_that_is_not_0_is_not_told_as_0() -> None:
    assert interval("workers per 10,000", 5.0, -0.0131, 11.8) == "5 [-0.01, 12]"
    assert interval("workers per 10,000", 13.4, 0.48, 33.2) == "13 [0.5, 33]"
    assert interval("workers per 10,000", 13.4, 0.0, 33.2) == "13 [0, 33]"
    assert interval("workers per 10,000", 13.4, 1e-9, 33.2) == "13 [0, 33]"  # as good as 0
    assert interval("yen", 20_000.0, 3.0, 90_000.0) == "20 [0.003, 90] k"
