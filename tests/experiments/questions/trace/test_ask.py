"""What a trace is asked for, and which runs and lives it takes."""

from dataclasses import replace

import pytest

from experiments.questions.trace.ask import Selection, chosen, of_logs, selection, traced
from scenarios import BadInput
from sim.state.codes import ClientType
from sim.state.events import Event, Posted, Published, Session, WorkerJoined
from sim.state.log import Events
from tests.experiments.measures.logs import at, log_of
from tests.experiments.questions.trace.hand import SIDES, asked, baseline, candidate, clients, hand, lure

EXPOSED = "exposed_per_10k"


@pytest.mark.parametrize(
    ("worst", "workers", "looks"),
    [
        (None, [], Selection(EXPOSED, 1, ())),
        (None, ["17"], Selection(EXPOSED, 0, ((3, 17),))),
        (None, ["0/17", "18"], Selection(EXPOSED, 0, ((0, 17), (3, 18)))),
        (2, ["5/17"], Selection(EXPOSED, 2, ((5, 17),))),
        (0, [], Selection(EXPOSED, 0, ())),
    ],
)
def test_one_life_is_told_unless_somebody_is_named_or_a_number_is(
    worst: int | None, workers: list[str], looks: Selection
) -> None:
    assert selection(EXPOSED, worst, workers, 3) == looks


@pytest.mark.parametrize("text", ["", "1/", "/1", "a/1", "1/2/3", "-1", "1 ", "12345678901"])
def test_a_worker_is_named_by_numbers_alone(text: str) -> None:
    with pytest.raises(BadInput, match="SEED/NUMBER names one"):
        selection(EXPOSED, None, [text], 3)


def test_a_trace_has_four_pairs_and_one_life_by_default() -> None:
    done: list[None] = []
    trace, failures = traced(SIDES, on_done=lambda: done.append(None), work=hand)
    assert trace is not None
    assert not failures
    assert len(done) == 4
    assert [pair.seed for pair in trace.pairs] == [0, 1, 2, 3]
    assert trace.names == ("production", "calling_open")
    assert [life.name for life in trace.lives] == ["0/4"]
    assert trace.provenance is not None
    sides, seeds = trace.provenance
    assert [side.name for side in sides] == ["production", "calling_open"]
    assert seeds.requested == seeds.ran == (0, 1, 2, 3)


def test_given_names_changes_and_lives_are_used() -> None:
    look = Selection(worst=0, workers=((7, 1), (8, 2)))
    trace, _ = traced(SIDES, [7, 8], selection=look, names=("a", "b"), changes=(("x=1",), ("y=2",)), work=hand)
    assert trace is not None
    assert trace.provenance is not None
    assert trace.names == ("a", "b")
    assert [(side.name, side.changes, len(side.keys)) for side in trace.provenance[0]] == [
        ("a", ("x=1",), 2),
        ("b", ("y=2",), 2),
    ]
    assert [life.name for life in trace.lives] == ["7/1", "8/2"]
    assert [life.accounts for life in trace.lives] == [frozenset({"r0.0"})] * 2
    nobody, reached = asked(Selection(worst=0, workers=((5, 9), (5, 4)))).lives
    assert (nobody.accounts, reached.accounts) == (frozenset(), frozenset({"r0.0"}))


def test_a_worker_counted_on_both_sides_has_the_candidates_path() -> None:
    """Worker 3: by a message, then by a call."""
    [life] = asked(Selection(worst=0, workers=((5, 3),))).lives
    assert (life.status, life.path, life.group) == ("either way", "call → mlm → addressed", "25-34, no contract yet")


def market(workers: int, *, old: int) -> Events:
    """So many workers, of whom the last is this old; one account of a ring posts twice and lures worker 1 by both."""
    ages = [0] * (workers - 1) + [old]
    events: list[Event] = [
        at(WorkerJoined, -1, worker=range(workers), age_band=ages, experienced=[False] * (workers - 1) + [True]),
        *(at(Session, day, worker=range(workers)) for day in (35, 65, 95)),
        *clients(ClientType.HONEST, ClientType.RING),
        at(Posted, [10, 11], job=[0, 1], client=1),
        at(Published, [10, 11], job=[0, 1], client=1),
        lure(1, 40, 0, 1),
        lure(1, 70, 1, 1),
    ]
    return log_of(*events)


@pytest.mark.parametrize("swapped", [False, True])
def test_workers_are_those_of_the_side_that_has_more(swapped: bool) -> None:
    few, many = market(3, old=1), market(5, old=3)
    before, after = (many, few) if swapped else (few, many)
    result = of_logs(5, before, after, Selection(EXPOSED, 0, ((5, 4), (5, 5), (6, 1))))
    assert result.workers == 5
    [life] = result.lives
    assert (life.name, life.group, life.status) == ("5/4", "50 and over, with a record", "on neither side")


def test_a_life_has_the_path_of_its_first_month() -> None:
    """Worker 1 counts in two months."""
    [life] = of_logs(5, market(3, old=1), market(3, old=1), Selection(EXPOSED, 1, ((5, 1),))).lives
    assert (life.status, life.path, life.outcome) == ("either way", "message → mlm → addressed", 1)


def test_the_worst_lives_of_a_pair_are_those_that_are_newly_reached() -> None:
    assert [life.name for life in of_logs(5, baseline(), candidate(), Selection(EXPOSED, 3)).lives] == ["5/4"]
    assert of_logs(5, baseline(), candidate(), Selection(EXPOSED, 0)).lives == ()
    assert [life.name for life in of_logs(5, candidate(), baseline(), Selection(EXPOSED, 3)).lives] == ["5/1"]


def test_equally_bad_lives_are_ordered_by_seed_then_worker() -> None:
    [life] = asked().lives
    lives = [
        replace(life, seed=seed, worker=worker, outcome=outcome, yen=yen)
        for seed, worker, outcome, yen in (
            (2, 1, 5, 3.0),
            (1, 9, 5, 3.0),
            (1, 8, 5, 3.0),
            (3, 0, 6, 1.0),
            (4, 0, 5, 4.0),
        )
    ]
    assert [each.name for each in chosen(lives, Selection(worst=5))] == ["3/0", "4/0", "1/8", "1/9", "2/1"]
    assert [each.name for each in chosen(lives, Selection(worst=1, workers=((1, 9), (9, 1))))] == ["1/9", "3/0"]
    same = [replace(life, status="spared", seed=8, worker=9), replace(life, seed=9, worker=9)]
    assert [each.name for each in chosen(same, Selection(worst=1, workers=((8, 9),)))] == ["8/9", "9/9"]


def test_the_last_worker_is_one_and_the_next_is_none() -> None:
    assert [life.name for life in asked(Selection(worst=0, workers=((5, 9),))).lives] == ["5/9"]
    with pytest.raises(BadInput, match="those of seed 5 are 5/0 to 5/9"):
        asked(Selection(worst=0, workers=((5, 9), (5, 10))))
