"""A platform that judges by its own figures may be misled by them."""

import pytest

from experiments.questions.compare.blindness import blindness
from tests.experiments.found import comparison, rows


@pytest.mark.parametrize(
    ("caught", "exposed", "led", "metrics"),
    [
        (-3, 5, 0, ["exposed_per_10k"]),
        (-3, 5, 4, ["exposed_per_10k", "led_away_per_10k"]),
        (-3, 0, 0, None),  # the truth is as it was
        (-3, -5, 0, None),  # or better
        (0, 5, 0, None),
        (3, 5, 0, None),  # what the platform sees gets worse too
    ],
)
def test_the_platform_is_misled_where_sightings_fall_and_harm_grows(
    caught: int, exposed: int, led: int, metrics: list[str] | None
) -> None:
    after = rows(
        4,
        caught_lures_per_1k=lambda seed: caught,
        exposed_per_10k=lambda seed: exposed,
        led_away_per_10k=lambda seed: led,
        fill_rate=lambda seed: 0.1,
    )
    result = blindness(comparison(rows(4), after))
    assert [(each.observed.metric.name, [true.metric.name for true in each.true]) for each in result] == (
        [("caught_lures_per_1k", metrics)] if metrics else []
    )


def test_it_is_told_with_the_values_of_both_sides() -> None:
    after = rows(
        4, caught_lures_per_1k=lambda seed: -3, exposed_per_10k=lambda seed: 5, led_away_per_10k=lambda seed: 4
    )
    [warning] = blindness(comparison(rows(4), after))
    assert str(warning) == (
        "what the platform sees falls, caught_lures_per_1k 100 → 97, while the truth gets worse, "
        "exposed_per_10k 100 → 105, led_away_per_10k 100 → 104. Judged by that figure, the platform would be misled."
    )
