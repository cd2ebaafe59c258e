"""Channels, tactics, outcomes and groups of workers, as entries."""

import pytest

from experiments.questions.explain import people


def test_a_channel_is_told_with_who_reads_it_and_the_number_that_says_how_often_it_is_taken() -> None:
    [call] = people.channel("call")
    assert call.kind == "a channel: where a lure reaches a worker"
    assert call.about == "Said in the in-house call; a watch can read no text of it, a listener may hear it."
    assert call.rows == (
        ("watched", "message_watch does not read it"),
        ("share", "of rings' jobs that lure there: world.ring.lures_by_call"),
        ("see", "policylab compare … --by channel"),
    )


def test_the_channel_without_a_share_of_its_own_gets_what_the_others_leave() -> None:
    [message] = people.channel("message")
    assert message.rows[:2] == (
        ("watched", "may be read by message_watch"),
        (
            "share",
            "of rings' jobs that lure there: what the others leave: world.ring.lures_by_posting, "
            "world.ring.lures_by_nda, world.ring.lures_by_scout, world.ring.lures_by_call",
        ),
    )


def test_a_tactic_is_told_with_what_it_takes_first_and_whether_more_follows() -> None:
    [sold] = people.tactic("account_purchase")
    assert sold.about == "An offer to buy accounts of this marketplace, M-15."
    assert sold.rows == (("takes first", "lost account"), ("see", "policylab compare … --by tactic"))
    [levels] = people.tactic("mlm")
    assert levels.rows[0] == ("takes first", "lost money; large sums may follow")


def test_an_outcome_is_told_in_a_sentence() -> None:
    [lost] = people.outcome("lost account")
    assert (lost.name, lost.kind) == ("lost account", "an outcome: what came of a lure for a worker")
    assert lost.about == "An account of the worker's given or sold to the ring."


@pytest.mark.parametrize(
    ("remark", "said"), [("what it is", "What it is."), ("What it is.", "What it is."), ("a", "A."), ("", "")]
)
def test_a_remark_becomes_a_sentence(remark: str, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(people, "remark", lambda member: remark)
    assert people.outcome("lost account")[0].about == said


def test_a_group_of_workers_is_told_with_its_axis() -> None:
    [young] = people.group("under 25")
    assert young.kind == "a group of workers, by age"
    assert young.rows == (("see", "policylab compare … --by age"),)
