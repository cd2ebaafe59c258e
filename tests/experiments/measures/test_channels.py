"""On which channel bad actors mean to lure, and on which they reach workers."""

from datetime import date

import numpy as np
import pytest

from experiments.measures.channels import blocks, lures, pooled
from policies.records import Channel
from sim.state.events import Contacted, Schemed
from tests.experiments.measures.logs import at, log_of


@pytest.mark.parametrize(
    ("days", "edges"),
    [
        (1, (0, 1)),
        (29, (0, 29)),
        (44, (0, 44)),
        (45, (0, 30, 45)),
        (74, (0, 30, 74)),
        (75, (0, 30, 60, 75)),
        (120, (0, 30, 60, 90, 120)),
        (184, (0, 30, 60, 90, 120, 150, 184)),
    ],
)
def test_blocks_are_of_30_days_and_a_short_rest_joins_the_last(days: int, edges: tuple[int, ...]) -> None:
    assert blocks(days) == edges


def test_lures_and_contacts_by_channel_over_time() -> None:
    early = [Channel.MESSAGE, Channel.MESSAGE, Channel.CALL, Channel.NDA]
    result = lures(
        log_of(
            at(Schemed, 2, job=[0, 1], channel=[Channel.POSTING, Channel.SCOUT]),
            at(Contacted, [0, 5, 5, 29.9], worker=0, channel=early),
            at(Contacted, [60, 79.9, 80.5], worker=0, channel=Channel.POSTING),
            days=80,
        )
    )
    assert result.planned.edges == result.contacts.edges == (0, 30, 60, 80)
    np.testing.assert_array_equal(result.planned.counts, [[1, 0, 0, 1, 0], [0] * 5, [0] * 5])
    np.testing.assert_array_equal(result.contacts.counts, [[0, 2, 1, 0, 1], [0] * 5, [3, 0, 0, 0, 0]])
    assert result.contacts.counts.dtype == np.int64
    shares = np.array([[0, 0.5, 0.25, 0, 0.25], [np.nan] * 5, [1, 0, 0, 0, 0]])
    np.testing.assert_array_equal(result.contacts.shares, shares)


def test_blocks_include_their_first_moment_and_the_last_takes_late_events() -> None:
    result = lures(log_of(at(Schemed, [29.9, 30, 59.9, 60, 61], job=0, channel=Channel.NDA), days=60))
    assert result.planned.counts[:, Channel.NDA].tolist() == [1, 4]
    assert result.planned.shares[:, Channel.NDA].tolist() == [1, 1]


def test_runs_are_pooled_side_by_side() -> None:
    first = lures(log_of(at(Schemed, 2, job=0, channel=Channel.CALL), days=50))
    second = lures(
        log_of(
            at(Schemed, [2, 40], job=0, channel=Channel.CALL),
            at(Contacted, 3, worker=0, channel=Channel.MESSAGE),
            days=50,
        )
    )
    result = pooled(iter([first, second]))
    assert result.planned.edges == result.contacts.edges == (0, 30, 50)
    np.testing.assert_array_equal(result.planned.counts, [[0, 0, 0, 0, 2], [0, 0, 0, 0, 1]])
    np.testing.assert_array_equal(result.contacts.counts, [[0, 1, 0, 0, 0], [0] * 5])


def test_channels_as_json_date_their_blocks_and_leave_empty_ones_null() -> None:
    log = log_of(at(Schemed, 40, job=[0, 1, 2], channel=[Channel.NDA, Channel.NDA, Channel.CALL]), days=60)
    assert lures(log).planned.as_json(date(2020, 3, 1)) == {
        "channels": ["posting", "message", "nda", "scout", "call"],
        "blocks": [
            {"from": "2020-03-01", "days": "1–30", "shares": [None] * 5, "count": 0},
            {"from": "2020-03-31", "days": "31–60", "shares": [0, 0, 2 / 3, 0, 1 / 3], "count": 3},
        ],
    }
