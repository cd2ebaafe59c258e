"""A number holds wherever its rule stands, and a layer over the whole of its time: rules and numbers, period by period.

Certification of `production` is off (which has no numbers) on day 0, and standard (min_orders and more) from day 11.
"""

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from scenarios import BadInput, Scenario, load
from tests.scenarios.conftest import Complain

CERTIFICATION = "platform.certification."


def over_time(scenario: Scenario, lever: str, key: str) -> list[tuple[int, object]]:
    """What a lever's table says of a key, period by period; None where it says nothing."""
    return [(step["day"], step["platform"][lever].get(key)) for step in scenario.resolved["rollout"]]


@pytest.mark.parametrize(
    ("changes", "key", "first", "then"),
    [
        (["min_orders=2"], "min_orders", ("off", None), ("standard", 2)),
        (["review_days=7"], "review_days", ("off", None), ("standard", 7)),
        (["rule=standard", "min_orders=2"], "min_orders", ("standard", 2), ("standard", 2)),
        (["min_orders=2", "rule=standard"], "min_orders", ("standard", 2), ("standard", 2)),
        (["min_orders=2", "min_orders=3", "rule=standard"], "min_orders", ("standard", 3), ("standard", 3)),
        (["min_orders=2", "rule=off", "rule=standard"], "min_orders", ("standard", 2), ("standard", 2)),
        (
            ["min_orders=2", "rule=off"],
            "min_orders",
            ("off", None),
            ("off", None),
        ),  # as the other side of a comparison may
    ],
)
def test_a_change_of_a_number_holds_whenever_its_rule_stands(
    changes: list[str], key: str, first: tuple[str, object], then: tuple[str, object]
) -> None:
    scenario = load("production", [CERTIFICATION + change for change in changes])
    assert over_time(scenario, "certification", "rule") == [(0, first[0]), (11, then[0])]
    assert over_time(scenario, "certification", key) == [(0, first[1]), (11, then[1])]


@pytest.fixture
def coming_and_going(desk: Path) -> Path:
    """Screening stands, goes and comes back with a number of its own; calls open by the calendar."""
    (desk / "base.toml").write_text("""
extends = "production"
start = 2020-06-01
[platform.screening]
review_at = 0.3
[[rollout]]
on = 2020-06-11
platform.screening.rule = "off"
[[rollout]]
on = 2020-06-21
platform.screening = {rule = "standard", review_at = 0.2}
""")
    return desk


def test_a_change_that_fits_the_first_rule_only_is_passed_over_later(desk: Path) -> None:
    (desk / "mine.toml").write_text(
        'extends = "production"\n[[rollout]]\non = 2020-08-11\nplatform.screening.rule = "off"'
    )
    scenario = load("mine.toml", ["platform.screening.review_at=0.4"])
    assert over_time(scenario, "screening", "review_at") == [(0, 0.4), (10, None), (11, None)]


@pytest.mark.parametrize("turn", [1, -1])
def test_a_number_may_be_named_before_the_rule_that_has_it(desk: Path, turn: int) -> None:
    (desk / "mine.toml").write_text('extends = "production"\nplatform.fee_alert.rule = "off"')
    scenario = load("mine.toml", ["platform.fee_alert.floor=0.4", "platform.fee_alert.rule=standard"][::turn])
    assert over_time(scenario, "fee_alert", "floor")[0] == (0, 0.4)
    with pytest.raises(
        BadInput, match=r"^platform.fee_alert.flor=0.4\n    rule 'standard': no key 'flor'; did you mean"
    ):
        load("mine.toml", ["platform.fee_alert.flor=0.4", "platform.fee_alert.rule=standard"][::turn])


def test_a_change_wins_over_a_rollout_block_that_names_the_same_number(coming_and_going: Path) -> None:
    assert over_time(load("base.toml"), "screening", "review_at")[:3] == [(0, 0.3), (10, None), (20, 0.2)]
    changed = load("base.toml", ["platform.screening.review_at=0.4"])
    assert over_time(changed, "screening", "review_at")[:3] == [(0, 0.4), (10, None), (20, 0.4)]


def test_a_changed_rule_holds_for_the_whole_run_with_its_defaults(coming_and_going: Path) -> None:
    changed = load("base.toml", ["platform.screening.rule=standard"])
    assert over_time(changed, "screening", "review_at")[:3] == [(0, 0.3), (10, 0.4), (20, 0.2)]


def test_a_number_of_a_file_holds_whenever_its_rule_is_active(coming_and_going: Path) -> None:
    (coming_and_going / "mine.toml").write_text('extends = "base.toml"\nplatform.screening.review_at = 0.4')
    assert over_time(load("mine.toml"), "screening", "review_at")[:3] == [(0, 0.4), (10, None), (20, 0.4)]


def test_a_number_of_a_block_holds_whenever_its_rule_is_active_later(coming_and_going: Path) -> None:
    (coming_and_going / "mine.toml").write_text(
        'extends = "base.toml"\n[[rollout]]\non = 2020-06-16\nplatform.screening.suspend_at = 0.7'
    )
    assert over_time(load("mine.toml"), "screening", "suspend_at")[:4] == [(0, 0.9), (10, None), (20, 0.7), (72, 0.7)]


def test_rules_of_a_files_own_calendar_are_unknown_on_its_first_day(complaint: Complain) -> None:
    message = complaint(
        'extends = "no_fee_alert"\n[platform.fee_alert]\nfloor = 0.2\n'
        '[[rollout]]\non = 2020-09-01\nplatform.fee_alert.rule = "standard"'
    )
    assert message.startswith("mine.toml:3: [platform.fee_alert] floor")
    assert "\n    rule 'off': no key 'floor'\n" in message


def test_a_number_that_no_rule_has_is_refused_with_active_rules() -> None:
    with pytest.raises(BadInput) as caught:
        load("production", [CERTIFICATION + "min_order=2"])
    assert caught.value.problems == [
        "platform.certification.min_order=2\n"
        "    no rule of certification that stands has a key 'min_order'; did you mean 'min_orders'?\n"
        "    from the first day, rule 'off': rule\n"
        "    from 2020-08-12, rule 'standard': min_completion_rate, min_orders, min_rating, min_ratings, min_yen,\n"
        "    needs_identity, review_days, rule"
    ]


def test_rules_that_stand_are_told_when_they_change_and_no_more(coming_and_going: Path) -> None:
    (coming_and_going / "mine.toml").write_text(
        'extends = "base.toml"\n[[rollout]]\non = 2020-06-16\nplatform.screening.floor = 1'
    )
    with pytest.raises(BadInput) as caught:
        load("mine.toml")
    assert [line.partition(":")[0].strip() for line in str(caught.value).splitlines() if " rule '" in line] == [
        "from 2020-06-16, rule 'off'",
        "from 2020-06-21, rule 'standard'",
    ]


def test_no_number_is_reported_if_the_extended_file_is_missing(complaint: Complain) -> None:
    assert "yen" not in complaint('extends = "gone.toml"\n[platform.fee_alert]\nyen = 3')


def test_a_number_under_a_rule_that_is_none_is_not_blamed(complaint: Complain) -> None:
    assert complaint('extends = "production"\n[platform.fee_alert]\nrule = "of"\nyen = 3') == (
        "mine.toml:3: [platform.fee_alert] rule = \"of\"\n    not one of 'standard', 'off'; did you mean 'off'?"
    )


@pytest.mark.parametrize("changes", [[], ["platform.completion_rate.followers=0.1"]])
def test_the_advice_of_2020_begins_on_1_july_with_any_changes(changes: list[str]) -> None:
    timeline = load("timeline_2020", changes)
    advised = {timeline.start + timedelta(day): each.completion_rate.advises for day, each in timeline.rollout}
    assert [on for on, given in advised.items() if given] == [date(2020, 7, 1), date(2020, 8, 12)]
    assert load("production").rollout[0][1].completion_rate.advises


def stand(lever: str, key: str) -> dict[date, object]:
    """What a lever of 2020 has for a key, from when on; only where it changes, but for the first day."""
    timeline = load("timeline_2020")
    values = [(timeline.start + timedelta(day), value) for day, value in over_time(timeline, lever, key)]
    return dict(values[:1] + [now for before, now in pairwise(values) if before[1] != now[1]])


def test_clients_of_2020_see_the_fee_survey_two_weeks_after_opening() -> None:
    """Y-01, Y-04: released on 11 May; results are shown from 25 May on."""
    assert stand("fee_survey", "rule") == {date(2020, 3, 1): "off", date(2020, 5, 11): "standard"}
    assert stand("fee_survey", "tells_client") == {
        date(2020, 3, 1): None,
        date(2020, 5, 11): False,
        date(2020, 5, 25): True,
    }


def test_postings_of_2020_are_all_watched_from_late_march_on() -> None:
    """M-07: dedicated staff glance at them from then on; before, people read what the machine picks out."""
    people = load("production").rollout[0][1].screening.checkers
    assert stand("screening", "checkers") == {date(2020, 3, 1): 0, date(2020, 3, 25): people}
    assert all(platform.screening.reviewers > 0 for _, platform in load("timeline_2020").rollout)


def test_no_warning_stands_on_a_message_screen_of_2020_before_july() -> None:
    """L-19…L-21: neither one for everybody nor one beside a single text; the worst texts are held all the same."""
    usual = load("production").resolved["rollout"][0]["platform"]["message_watch"]
    march, july = date(2020, 3, 1), date(2020, 7, 1)
    assert stand("message_watch", "warn_at") == {march: usual["hold_at"], july: usual["warn_at"]}
    for held in ("hold_at", "block_at", "readers"):
        assert stand("message_watch", held) == {march: usual[held]}
    for notice in ("standing_warning", "client_warning"):
        assert stand("message_watch", notice) == {march: False, july: True}


def test_scouts_of_2020_change_in_july_and_take_home_entry_in_may() -> None:
    """L-01, L-02: filters are new in July; A-20: special terms go unread until the watch reads them; Y-08: in May."""
    march, july = date(2020, 3, 1), date(2020, 7, 1)
    for filtered in ("by_age_band", "by_completed_category"):
        assert stand("scouting", filtered) == {march: False, july: True}
    channels = stand("message_watch", "channels")
    assert channels == {march: ["message"], july: ["message", "nda", "scout"]}
    assert stand("fee_schedule", "net_entry") == {march: False, date(2020, 5, 11): True}


def test_the_rollouts_of_2020_lead_to_production() -> None:
    timeline, production = load("timeline_2020"), load("production")
    days = (production.start - timeline.start).days
    on_1_august = [step["platform"] for step in timeline.resolved["rollout"] if step["day"] <= days][-1]
    later = [(step["day"] - days, step["platform"]) for step in timeline.resolved["rollout"] if step["day"] > days]
    [(_, reference), *rest] = [(step["day"], step["platform"]) for step in production.resolved["rollout"]]
    assert on_1_august == reference
    assert later == rest
