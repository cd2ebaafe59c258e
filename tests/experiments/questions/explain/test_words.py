"""How words are found: however they are written, of every kind, and near ones where there is none."""

import pytest

from experiments.questions.explain import words
from experiments.questions.explain.entry import Entry
from policies.catalogue import BadRule
from tests.packages import SOUND, Install


def told(word: str) -> list[str]:
    return [str(each.as_json().get("name")) for each in words.explain(word)]


@pytest.mark.parametrize(
    ("word", "name"),
    [
        (" Account_Purchase ", "account_purchase"),
        ("account  purchase", "account_purchase"),
        ("plausible worlds", "plausible world"),
        ("talking.outlet_use", "world.talking.outlet_use"),
        ("Talking.Outlet Use", "world.talking.outlet_use"),
        ("crowdworks_2020_full", "crowdworks_2020_full"),
    ],
)
def test_a_word_is_found_however_it_is_written(word: str, name: str) -> None:
    assert told(word)[0] == name


def test_counts_in_a_word_are_any_counts() -> None:
    assert words.explain("46 ×") == words.explain("7 ×")
    assert words.explain("19/32") == words.explain("3/4")


def test_a_rule_is_told_alone_and_a_lever_with_all_of_them() -> None:
    [off] = words.explain("screening.off")
    [screening] = words.explain("screening")
    assert [rule["name"] for rule in off.as_json()["rules"]] == ["off"]
    assert [rule["name"] for rule in screening.as_json()["rules"]] == ["standard", "off"]


def test_a_rule_of_a_package_may_have_dots_in_its_name(install: Install) -> None:
    install(SOUND, {"fee_alert.below.twice": "Below"})
    [found] = words.explain("fee_alert.below.twice")
    assert [rule["name"] for rule in found.as_json()["rules"]] == ["below.twice"]


def test_a_rule_that_no_list_has_is_told_by_its_class() -> None:
    [found] = words.explain("fee_alert.tests.policies.strangers:Honest")
    assert [rule["name"] for rule in found.as_json()["rules"]] == ["tests.policies.strangers:Honest"]
    with pytest.raises(BadRule, match="'nowhere:Rule': cannot be loaded"):
        words.explain("fee_alert.nowhere:Rule")


def test_a_word_of_one_kind_is_told_once_and_the_kinds_have_their_order() -> None:
    found = words.explain("fill_rate")
    assert [each.kind for each in found] == [
        "a metric",
        "a fact that runs are compared with",
        "a size of the marketplace, share of a month",
    ]
    assert not isinstance(found[0], Entry)


def test_a_plural_that_is_a_number_is_its_thing_too() -> None:
    assert told("rings") == ["world.rings", "rings", "ring"]
    assert told("pairs") == ["pair"]


def test_of_words_that_differ_in_their_capitals_the_one_that_was_asked_stands_first() -> None:
    assert told("OFF") == ["size", "off"]
    assert told("off") == ["off", "size"]
    assert told("Warning") == ["warning"]


def test_a_head_is_found_with_its_interval_and_by_its_axis() -> None:
    assert told("difference [95 %]") == told("difference [97 %]") == ["difference"]
    assert "interval" in told("mean [95 % interval]")
    assert told("contacts by channel") == told("by channel") == told("channel")


@pytest.mark.parametrize(
    ("word", "names"),
    [
        ("判定", ["verdict"]),
        ("組数", ["pair"]),
        ("差 [95 %区間]", ["difference"]),
        ("被害を受けたワーカー", [None]),  # a metric: victims_per_10k
        ("変更前", ["difference", "baseline"]),
        ("通話", ["call", "platform.communication.call"]),
    ],
)
def test_a_japanese_label_is_told_as_its_english_one(word: str, names: list[str | None]) -> None:
    assert [each.as_json().get("name") for each in words.explain(word)] == names


def test_a_japanese_word_that_nothing_prints_is_unknown() -> None:
    with pytest.raises(LookupError, match="nothing is called '天気'"):
        words.explain("天気")


def test_an_unknown_word_is_told_with_three_near_ones_at_most() -> None:
    with pytest.raises(LookupError) as unknown:
        words.explain("calling")
    first, *kinds = str(unknown.value).split("\n")
    said, near = first.removesuffix("?").split("; did you mean ")
    assert said == "nothing is called 'calling'"
    assert len(near.split(", ")) == 3
    assert kinds[0].startswith("words are: levers (screening); rules (screening.off); metrics (exposed_per_10k);")
    assert all(line.startswith("    ") for line in kinds[1:])
    with pytest.raises(LookupError) as alone:
        words.explain("zzzz")
    assert str(alone.value).split("\n")[0] == "nothing is called 'zzzz'"


def test_a_metric_is_suggested_by_its_name_and_not_by_its_label_in_a_table() -> None:
    with pytest.raises(LookupError, match="did you mean honest_clients_restricted, "):
        words.explain("honest_clients_restrictd")


def test_the_last_part_of_a_number_that_is_slightly_wrong_leads_to_it() -> None:
    with pytest.raises(LookupError, match=r"did you mean talking\.swaps_contact_in_call"):
        words.explain("swap_contact_in_cal")


def test_one_word_of_a_headline_finds_it() -> None:
    assert words.explain("fraud") == words.explain("exposed_per_10k")
