"""Learned phrases: a bait that no phrase knows meets an office that learns from reports, and one that does not."""

from dataclasses import replace
from functools import cache
from typing import Any

import numpy as np

from sim.rings.business import Organising
from sim.state.events import Contacted, PhrasesLearned
from sim.words.grammar import INVENTED
from tests.sim.small import PRODUCTION, Life, always, changed, differences, live, small

DAYS = 25
TWO_REPORTS: dict[str, Any] = {"learns_from": 2, "learns_in_days": 1.0}
WORLD = replace(small(ring_share=0.25, verified_ring=0.8), ring=Organising(invents_on=0, lures_by_posting=0.2))


@cache
def life(seed: int = 1, **guidelines: Any) -> Life:
    """A life in which rings have an invented bait from the first day on, under these guidelines."""
    platform = changed(PRODUCTION, guidelines=guidelines)
    market = live(WORLD, always(platform), days=DAYS, seed=seed)
    return Life(market, market.tables.log.finish(DAYS), platform)


def invented(life: Life) -> int:
    """How many lures arrived in the words of the invented bait."""
    return int(np.sum(life.tables.jobs.true_level[life.events[Contacted].job] == INVENTED))


def test_fewer_lures_of_an_invented_bait_arrive_where_the_office_learns_from_two_reports() -> None:
    unlearned, learned = ([life(seed, **how) for seed in (1, 2, 3)] for how in ({}, TWO_REPORTS))
    assert all(each.events[PhrasesLearned].pieces.sum() > 0 for each in learned)
    assert not any(len(each.events[PhrasesLearned]) for each in unlearned)
    assert sum(map(invented, unlearned)) > 2_000
    assert sum(map(invented, learned)) < 0.65 * sum(map(invented, unlearned))


def test_until_the_first_phrase_is_looked_for_all_goes_as_where_nothing_is_learned() -> None:
    unlearned, learned = life(), life(learns_from=2, learns_in_days=14.0)
    first = int(learned.events[PhrasesLearned].time[0]) - 1 + 14
    assert 14 <= first < DAYS
    before = [each.events.between(0, first) for each in (unlearned, learned)]
    assert differences(*before) == ["PhrasesLearned.time", "PhrasesLearned.pieces"]
    assert differences(unlearned.events, learned.events) != differences(*before)
