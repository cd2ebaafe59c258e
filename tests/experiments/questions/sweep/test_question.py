"""A sweep as a question: what is laid on which side, and every mistake before the first run."""

import pytest

from experiments.questions.sweep.design import Design
from experiments.questions.sweep.question import Question, question
from experiments.runs.worlds import FIXED
from scenarios import BadInput, load

ONE, TWO = ("production", "production"), ("production", "calling_open")
AT = "platform.screening.suspend_at"


def refused(*vary: str, both: tuple[str, ...] = (), changes: tuple[str, ...] = ()) -> list[str]:
    with pytest.raises(BadInput) as error:
        question(ONE, vary, both, changes=((), changes))
    return [" ".join(each.split()) for each in error.value.problems]


def laid(variation: Question) -> list[tuple[tuple[str, ...], tuple[str, ...]]]:
    return [place.changes for place in variation.places]


def test_a_policy_number_changes_the_candidate_only_with_one_baseline() -> None:
    variation = question(ONE, [f"{AT}=0.5,0.7"], changes=(["days=9"], ["days=9"]))
    assert laid(variation) == [(("days=9",), ("days=9", f"{AT}=0.5")), (("days=9",), ("days=9", f"{AT}=0.7"))]
    assert len(variation.scenarios) == 2 + 2 * 2  # a baseline and two points, in two regimes
    assert [[side.world.rings for side in sides] for sides in variation.places[0].sides] == [
        ["frozen", "frozen"],
        ["adapting", "adapting"],
    ]
    before, after = variation.places[1].sides[1]
    assert [side.rollout[-1][1].screening.suspend_at for side in (before, after)] == [0.9, 0.7]  # type: ignore[attr-defined]
    assert after.resolved == load("production", ["days=9", f"{AT}=0.7", "world.rings=adapting"]).resolved
    assert [run.seed for run in variation.runs(range(2), FIXED)] == [0] * 6 + [1] * 6


def test_a_number_of_the_world_changes_both_sides() -> None:
    variation = question(ONE, [f"{AT}=0.5,0.7", "world.ring.lures_by_call=0.1,0.3"])
    assert laid(variation)[1] == (("world.ring.lures_by_call=0.3",), (f"{AT}=0.5", "world.ring.lures_by_call=0.3"))
    assert len(variation.scenarios) == 2 * (2 + 4)  # a baseline a world
    assert all(before.world == after.world for place in variation.places for before, after in place.sides)


def test_points_are_called_by_the_names_that_sides_were_asked_for_by() -> None:
    variation = question(TWO, [f"{AT}=0.7"], names=("as it is", "launched"))
    assert variation.places[0].names == ("as it is", f"launched + {AT}=0.7")


def test_two_scenarios_are_compared_in_every_world() -> None:
    variation = question(TWO, ["world.ring.lures_by_call=0.1,0.3"])
    assert laid(variation) == [((f"world.ring.lures_by_call={each}",),) * 2 for each in ("0.1", "0.3")]
    assert [side.name for side in variation.places[0].sides[0]] == list(TWO)


def test_a_rule_of_both_platforms_can_be_varied_on_both() -> None:
    variation = question(TWO, [], [f"{AT}=0.7"])
    assert laid(variation) == [((f"{AT}=0.7",), (f"{AT}=0.7",))]


def test_the_baseline_stays_if_only_one_scenarios_world_varies() -> None:
    variation = question(ONE, ["world.ring.lures_by_call=0.1,0.3"])
    assert laid(variation) == [((), ("world.ring.lures_by_call=0.1",)), ((), ("world.ring.lures_by_call=0.3",))]
    changed = question(ONE, ["world.ring.lures_by_call=0.1"], changes=([], [f"{AT}=0.7"]))
    assert laid(changed) == [(("world.ring.lures_by_call=0.1",), (f"{AT}=0.7", "world.ring.lures_by_call=0.1"))]


def test_where_rings_are_varied_they_are_no_regime_besides() -> None:
    variation = question(TWO, ["world.rings=frozen,adapting"])
    assert [[side.world.rings for side in place.sides[0]] for place in variation.places] == [
        ["frozen"] * 2,
        ["adapting"] * 2,
    ]
    assert [len(place.sides) for place in variation.places] == [1, 1]


def test_rings_that_are_varied_beside_something_else_are_no_regime_either() -> None:
    variation = question(TWO, ["world.rings=frozen,adapting", f"{AT}=0.7"])
    assert variation.regimes == ((),)
    assert [len(place.sides) for place in variation.places] == [1, 1]


def test_whole_numbers_of_rules_and_worlds_are_known_as_such() -> None:
    variation = question(ONE, ["platform.screening.checkers=1:3", "world.clients=500:900", f"{AT}=0.6:0.9"],
                     design=Design("lhs", 5))  # fmt: skip
    checkers, clients, at = zip(*(place.values for place in variation.places), strict=True)
    assert set(checkers) <= set("123")
    assert all(each.isdecimal() for each in clients)
    assert all("." in each for each in at)


def test_a_whole_number_of_a_varied_rule_is_known() -> None:
    off = (["platform.screening.rule=off"],) * 2
    variation = question(ONE, ["platform.screening.rule=standard", "platform.screening.checkers=1:3:3"], changes=off)
    assert [place.values[1] for place in variation.places] == ["1", "2", "3"]


def test_every_point_is_checked_and_each_mistake_told_once_at_its_place() -> None:
    messages = refused(f"{AT}=0.2:1.1:10")
    assert [each.partition(",")[0] for each in messages] == [f"{AT}=0.2:1.1:10 review_at: 0.4 is above suspend_at"] * 2
    assert [each.split(" such as ")[1] for each in messages] == [f"{AT}=0.2", f"{AT}=0.3"]
    messages = refused(f"{AT}=0.8,0.9", "platform.screening.checkers=1,2,20000")
    assert messages == [
        "platform.screening.checkers=1,2,20000 must be at most 10,000 in 2 of 6 points, such as "
        "platform.screening.suspend_at=0.8, platform.screening.checkers=20000"
    ]


def test_mistakes_of_both_sides_and_of_several_options_are_told_together() -> None:
    messages = refused("platform.screening.suspnd_at=0.8", both=("world.rng.lures_by_call=0.1",))
    assert len(messages) == 2
    assert "world.rng.lures_by_call=0.1 no key 'rng'; did you mean 'ring'?" in messages[0]
    assert "platform.screening.suspnd_at=0.8 rule 'standard': no key 'suspnd_at'; did you mean" in messages[1]
    messages = refused(
        "platform.communication.call=never,befor_contract", changes=(f"{AT}=0.8", "platform.identity.rule=off")
    )
    assert messages[0].startswith("platform.communication.call=never,befor_contract not one of")
    assert "not one of 'never', 'before_contract', 'after_contract'; did you mean 'before_contract'?" in messages[0]


def test_what_can_be_no_sweep_is_refused() -> None:
    assert refused() == ["vary=… nothing is varied: vary='KEY=LOW:HIGH:COUNT'"]
    assert "is varied twice" in refused(f"{AT}=0.7", f"{AT}=0.8")[0]
    assert len(refused(f"{AT}=1:0:3", "x=1", "platform.screening.checkers=1:10:5")) == 3
