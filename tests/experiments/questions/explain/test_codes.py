"""Channels, tactics, outcomes, groups of workers, events, reasons and parts of a key."""

from enum import IntEnum
from types import SimpleNamespace

import pytest

from experiments.questions.explain import codes
from experiments.runs import identity
from policies.records import Denial, Ground
from scenarios import load
from sim.state.codes import Reason
from sim.state.events import Event


class Side(IntEnum):
    LEFT = 1  # where the heart is
    RIGHT = 2
    UP = 3  #


def test_a_member_has_its_name_and_the_comment_beside_it() -> None:
    assert [codes.spelt(each) for each in Side] == ["left", "right", "up"]
    assert [codes.remark(each) for each in Side] == ["where the heart is", "", ""]


def test_every_channel_tactic_and_outcome_has_a_comment() -> None:
    members = {**codes.CHANNELS, **codes.KINDS, **codes.HARMS}
    assert [name for name, member in members.items() if not codes.remark(member)] == []


def test_a_channel_has_its_readers_and_its_share_of_jobs() -> None:
    [call] = codes.channel("call")
    assert call.kind == "a channel: where a lure reaches a worker"
    assert call.about == "Said in the in-house call; a watch can read no text of it, a listener may hear it."
    assert call.rows == (
        ("watched", "message_watch does not read it"),
        ("share", "of rings' jobs that lure there: world.ring.lures_by_call"),
        ("see", "policylab compare … --by channel"),
    )
    [message] = codes.channel("message")  # without a share of its own
    assert message.rows[0] == ("watched", "may be read by message_watch")
    assert message.rows[1][1] == (
        "of rings' jobs that lure there: what the others leave: world.ring.lures_by_posting, "
        "world.ring.lures_by_nda, world.ring.lures_by_scout, world.ring.lures_by_call"
    )


def test_a_tactic_has_what_it_takes_first_and_what_follows() -> None:
    [sold] = codes.tactic("account_purchase")
    assert sold.about == "An offer to buy accounts of this marketplace, M-15."
    assert sold.rows == (("takes first", "lost account"), ("see", "policylab compare … --by tactic"))
    [levels] = codes.tactic("mlm")
    assert levels.rows[0] == ("takes first", "lost money; large sums may follow")


def test_an_outcome_is_a_sentence_and_a_group_has_its_axis() -> None:
    [lost] = codes.outcome("lost account")
    assert (lost.name, lost.kind) == ("lost account", "an outcome: what came of a lure for a worker")
    assert lost.about == "An account of the worker's given or sold to the ring."
    [young] = codes.group("under 25")
    assert young.kind == "a group of workers, by age"
    assert young.rows == (("see", "policylab compare … --by age"),)


def test_an_event_has_its_docstring_its_columns_and_its_metrics() -> None:
    [entry] = codes.event("AccountSold")
    rows = dict(entry.rows)
    assert entry.about == "A ring bought a worker's account."
    assert rows["columns"].startswith("time, worker")
    assert rows["metrics"] == "accounts_sold_per_10k"
    assert set(codes.EVENTS) == {kind.__name__ for kind in Event.__subclasses__()}


def test_an_event_is_not_a_part_of_the_name_of_another(monkeypatch: pytest.MonkeyPatch) -> None:
    def burnt() -> None:
        """AccountOpened ÷ Hired."""

    monkeypatch.setattr(codes, "METRICS", [SimpleNamespace(name="burnt", function=burnt)])
    assert [dict(codes.event(word)[0].rows)["metrics"] for word in ("AccountOpened", "Opened")] == ["burnt", ""]


def test_a_reason_has_an_entry_for_each_question_it_answers() -> None:
    every = [*Reason, *Ground, *Denial]
    assert set(codes.reasons()) == {each.name.lower() for each in every} - {"none"}
    [linked] = codes.reason("linked")
    assert (linked.kind, linked.about) == ("a reason: why an account is restricted", "To restricted accounts.")
    [stage] = codes.reason("stage")
    assert stage.kind == "a reason: why a reminder is not granted"


def test_every_part_of_a_key_is_explained() -> None:
    [parts] = identity.parts([(load("production"), 0)])
    assert set(parts) <= set(codes.parts())
    [calendar] = codes.part("calendar")
    assert calendar.about == "First day and number of days."
    assert codes.parts()["sim"] == codes.parts()["policies"]
