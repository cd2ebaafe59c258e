"""Units and parts of a run's key, from what has them."""

from experiments.measures.metrics import METRICS
from experiments.questions.explain import keys, units
from experiments.runs import identity
from scenarios import load


def test_a_unit_is_told_by_all_that_is_in_it() -> None:
    [stars] = units.explain("stars")
    rows = dict(stars.rows)
    assert rows["metrics"] == "satisfaction"
    assert "world.population.rating," in rows["numbers"]
    assert {metric.unit for metric in METRICS} <= set(units.units())


def test_of_many_numbers_a_few_are_named_and_bounds_are_those_of_the_unit() -> None:
    [share] = units.explain("share")
    assert share.about == "Possible are 0 to 1."
    numbers = dict(share.rows)["numbers"]
    assert numbers.count(",") == units.MOST - 1
    assert int(numbers.split()[-2]) == len(units.units()["share"]["numbers"]) - units.MOST
    six = tuple("abcdef")
    assert units.listed(six) == "a, b, c, d, e, f"  # "and 1 more" is no shorter


def test_every_part_of_a_key_is_told() -> None:
    [parts] = identity.parts([(load("production"), 0)])
    assert set(parts) <= set(keys.parts())
    [calendar] = keys.explain("calendar")
    assert calendar.about == "First day and number of days."
    assert keys.parts()["sim"] == keys.parts()["policies"]
