"""One scenario that was measured, in words."""

from experiments.questions.measure.words import posting_share, where
from experiments.runs.provenance import Seeds
from tests.experiments.found import lures, side


def test_a_scenario_is_said_with_its_days_and_its_seeds() -> None:
    text = where(side("production", "days=90"), Seeds((0, 1), (0, 1)), 0.25)
    assert text == "world crowdworks_2020, first day, 90 days, 2 seeds; 0.2 s a run"


def test_the_share_in_postings_is_that_of_the_first_and_last_days() -> None:
    text = posting_share(lures([1, 3, 0, 0, 0], [2, 0, 0, 0, 0], [3, 1, 0, 0, 0]).planned)
    assert text == "25.0 % of planned lures in posting text on days 1–30, 75.0 % on days 61–90"
