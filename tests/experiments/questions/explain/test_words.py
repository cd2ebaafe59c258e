"""How words are found: however they are written, of every kind, and near ones where there is none."""

import pytest

from experiments.questions.explain import words
from policies.catalogue import BadRule
from tests.packages import SOUND, Install


def names(word: str) -> list[str]:
    """The names of the entries of a word."""
    return [each.name for each in words.explain(word)]


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
    assert names(word)[0] == name


def test_counts_in_a_word_are_any_counts() -> None:
    assert words.explain("46 ×") == words.explain("7 ×")
    assert words.explain("19/32") == words.explain("3/4")


def test_a_rule_stands_alone_and_a_lever_has_all_of_them() -> None:
    [off] = words.explain("screening.off")
    [screening] = words.explain("screening")
    assert [rule["name"] for rule in off.as_json()["rules"]] == ["off"]
    assert [rule["name"] for rule in screening.as_json()["rules"]] == ["standard", "off"]


def test_a_rule_of_a_package_may_have_dots_in_its_name(install: Install) -> None:
    install(SOUND, {"fee_alert.below.twice": "Below"})
    [entry] = words.explain("fee_alert.below.twice")
    assert [rule["name"] for rule in entry.as_json()["rules"]] == ["below.twice"]


def test_a_rule_in_no_list_has_its_class_for_a_name() -> None:
    [entry] = words.explain("fee_alert.tests.policies.strangers:Honest")
    assert [rule["name"] for rule in entry.as_json()["rules"]] == ["tests.policies.strangers:Honest"]
    with pytest.raises(BadRule, match="'nowhere:Rule': cannot be loaded"):
        words.explain("fee_alert.nowhere:Rule")


def test_the_kinds_of_a_word_have_their_order() -> None:
    assert [each.kind for each in words.explain("fill_rate")] == [
        "a metric",
        "a fact that runs are compared with",
        "a size of the marketplace, share of a month",
    ]


def test_a_plural_that_is_a_number_is_its_thing_too() -> None:
    assert names("rings") == ["world.rings", "rings", "ring"]
    assert names("pairs") == ["pair"]


def test_of_words_with_other_capitals_the_one_as_written_comes_first() -> None:
    assert names("OFF") == ["size", "off"]
    assert names("off") == ["off", "size"]
    assert names("Warning") == ["warning"]


def test_a_head_is_found_with_its_interval_and_by_its_axis() -> None:
    assert names("difference [95 %]") == names("difference [97 %]") == ["difference"]
    assert "interval" in names("mean [95 % interval]")
    assert names("contacts by channel") == names("by channel") == names("channel")


@pytest.mark.parametrize(
    ("word", "english"),
    [
        ("判定", ["verdict"]),
        ("組数", ["pair"]),
        ("差 [95 %区間]", ["difference"]),
        ("被害を受けたワーカー", ["victims_per_10k"]),
        ("変更前", ["difference", "baseline"]),
        ("通話", ["call", "platform.communication.call"]),
    ],
)
def test_a_japanese_label_means_its_english_one(word: str, english: list[str]) -> None:
    assert names(word) == english


def test_a_japanese_word_that_nothing_prints_is_unknown() -> None:
    with pytest.raises(LookupError, match="nothing is called '天気'"):
        words.explain("天気")


def test_an_unknown_word_gets_three_near_ones_at_most() -> None:
    with pytest.raises(LookupError) as unknown:
        words.explain("calling")
    first, *kinds = str(unknown.value).split("\n")
    message, near = first.removesuffix("?").split("; did you mean ")
    assert message == "nothing is called 'calling'"
    assert len(near.split(", ")) == 3
    assert kinds[0].startswith("words are: levers (screening); rules (screening.off); metrics (exposed_per_10k);")
    assert all(line.startswith("    ") for line in kinds[1:])
    with pytest.raises(LookupError) as alone:
        words.explain("zzzz")
    assert str(alone.value).split("\n")[0] == "nothing is called 'zzzz'"


def test_a_metric_is_suggested_by_its_name_not_its_label() -> None:
    with pytest.raises(LookupError, match="did you mean honest_clients_restricted, "):
        words.explain("honest_clients_restrictd")


def test_the_last_part_of_a_number_is_suggested_too() -> None:
    with pytest.raises(LookupError, match=r"did you mean talking\.swaps_contact_in_call"):
        words.explain("swap_contact_in_cal")


def test_one_word_finds_groups_of_metrics_then_headlines_and_rows() -> None:
    assert words.explain("fraud") == [*words.explain("fraud exposure"), *words.explain("loss_yen_per_worker")]
    assert names("honest") == ["honest_clients_lost", "honest_clients_restricted"]


@pytest.mark.parametrize(
    ("word", "entries"),
    [
        ("workers harmed", ["victims_per_10k"]),
        ("harmed", ["victims_per_10k", "harm", "Harmed"]),
        ("likely worse", ["likely worse"]),
        ("pressed", ["Pressed"]),
        ("exposure", ["fraud funnel"]),
        ("fraud funnel", ["fraud funnel"]),
    ],
)
def test_steps_and_verdicts_are_found_by_their_words(word: str, entries: list[str]) -> None:
    assert names(word) == entries
