"""One rule without a scenario around it: what its class says against its numbers is told with the change."""

from dataclasses import dataclass

import pytest

from policies.fee_alert import FeeAlert
from policies.numbers import number
from scenarios import BadInput
from scenarios.alone import alone


@dataclass(frozen=True)
class Fussy:
    """A rule that takes even sums alone."""

    yen: float = number(2.0, "yen", "nobody said so", 1.0, 9.0)

    def __post_init__(self) -> None:
        if self.yen % 2:
            raise ValueError("yen: 3 is odd, must be even")


def test_a_rule_has_the_numbers_of_the_changes() -> None:
    assert alone("fee_alert", FeeAlert) == FeeAlert()
    assert alone("fee_alert", FeeAlert, ["floor=0.3"]) == FeeAlert(floor=0.3)


def test_an_objection_of_a_class_is_reported_at_its_change() -> None:
    with pytest.raises(BadInput) as error:
        alone("fee_alert", Fussy, ["yen=3"])
    assert str(error.value).split("\n") == ["platform.fee_alert.yen=3", "    3 is odd, must be even"]
