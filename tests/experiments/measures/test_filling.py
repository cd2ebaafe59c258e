"""Filling: the share of projects with a first hire within so many hours, where some were not followed to the end."""

import numpy as np
import pytest

from experiments.measures.filling import HOURS, filled_within
from experiments.measures.matching import hours_to_fill
from experiments.measures.periods import over_by
from sim.state.events import Hired, Published
from tests.experiments.measures.logs import at, periods_of, post


def test_the_share_of_ended_waits_is_the_kaplan_meier_estimate() -> None:
    """Of five, one ends after 1 h and one after 3 h; one is lost from sight after 2 h: 1/5, then 1/5 + 4/5 · 1/3."""
    waits, over = np.array([1.0, 3.0, 2.0, 5.0, 5.0]), np.array([True, True, False, False, False])
    result = over_by(waits, over, np.array([0.5, 1.0, 2.5, 3.0, 5.0, 5.1]))
    assert result[:5] == pytest.approx([0.0, 0.2, 0.2, 0.2 + 0.8 / 3, 0.2 + 0.8 / 3])
    assert np.isnan(result[5])


def test_without_any_wait_nothing_is_known() -> None:
    assert np.isnan(over_by(np.zeros(0), np.zeros(0, np.bool_), np.array([1.0, 2.0]))).all()


def test_projects_are_filled_from_their_publication_on() -> None:
    """Four of the cohort: hired after 12 hours, after three days, never, never."""
    periods = periods_of(
        *(post(job) for job in range(4)),
        at(Published, 40.5, client=0, job=[0, 1, 2, 3]),
        at(Hired, [41.0, 43.5], job=[0, 1], worker=[7, 8]),
    )
    shares = dict(zip(HOURS, filled_within(periods).tolist(), strict=True))
    assert [shares[hours] for hours in (6, 12, 48, 72, 336)] == [0, 0.25, 0.25, 0.5, 0.5]
    assert hours_to_fill(periods) == 72


def test_where_nothing_is_published_nothing_is_known() -> None:
    assert np.isnan(filled_within(periods_of(post(0)))).all()
