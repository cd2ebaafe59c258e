"""Numbers of the world and of rules: each with all that is declared of it."""

from dataclasses import Field, replace
from types import SimpleNamespace
from typing import Any

import pytest

from experiments.questions.explain import numbers
from experiments.questions.explain.numbers import explain, section
from policies.numbers import Number, known
from scenarios import load
from scenarios.keys import of_world
from scenarios.schema import nested
from sim.world import World


def rows(word: str) -> dict[str, str]:
    """The rows of a word that is one number."""
    [entry] = explain(word)
    assert len(dict(entry.rows)) == len(entry.rows)
    return dict(entry.rows)


def test_a_number_of_a_section_of_the_world() -> None:
    [entry] = explain("talking.applicants_per_job")
    assert (entry.name, entry.kind) == ("world.talking.applicants_per_job", "a number of the world")
    assert entry.about.startswith("applicants: to whom a client talks about one job")
    acts = dict(entry.rows)["acts in"]
    assert acts.startswith("sim/choices/talking.py, has_time: ")
    assert entry.rows == (
        ("unit", "applicants"),
        ("value", "3, in production and the central world"),
        ("plausible", "1 to 8"),
        ("possible", "from 1 to 1,000"),
        ("certainty", "assumed: no source gives it"),
        ("varies", "in plausible worlds, over its plausible range"),
        ("belongs to", "sim/choices/talking.py: Talk of honest pairs before a contract, and what it does."),
        ("acts in", acts),
        ("change it", "-S talking.applicants_per_job=VALUE (both sides)"),
    )


def test_a_number_of_the_world_itself_that_no_plausible_world_varies() -> None:
    workers = rows("world.workers")
    assert list(workers) == ["unit", "value", "possible", "certainty", "varies", "belongs to", "acts in", "change it"]
    assert workers["value"] == "80000, in production and the central world"
    assert workers["varies"].startswith("no: how large the simulated market is")
    assert workers["belongs to"] == "sim/world.py"
    assert "sim/systems/arrivals.py, arrivals: " in workers["acts in"]
    assert workers["change it"] == "-S workers=VALUE (both sides)"


def test_a_setting_of_the_world_has_choices() -> None:
    [entry] = explain("world.rings")
    assert entry.kind == "a setting of the world"
    assert list(dict(entry.rows)) == ["value", "choices", "belongs to", "acts in", "change it"]
    assert dict(entry.rows)["choices"] == "frozen, adapting"


def test_an_item_of_a_list_comes_first_if_there_is_one() -> None:
    whole = explain("talking.outlet_use")
    assert dict(whole[0].rows)["value"] == "[0.8, 0.4, 0.95, 0.3], in production and the central world"
    assert explain("talking.outlet_use[3]") == [
        replace(whole[0], rows=(("item", "[3], counted from 0: 0.3"), *whole[0].rows))
    ]
    assert explain("talking.outlet_use[4]") == whole
    assert explain("world.workers[0]") == explain("world.workers")
    assert explain("screening.checkers[0]") == explain("screening.checkers")


def test_a_number_of_a_rule() -> None:
    [entry] = explain("monitored_share")
    assert (entry.name, entry.kind) == (
        "platform.communication.monitored_share",
        "a number of the platform (communication, rule standard)",
    )
    assert entry.about == "share: of pairs; whether anybody would watch is not said"
    assert entry.rows == (
        ("unit", "share"),
        ("value", "in production: 0"),
        ("plausible", "0 to 1"),
        ("possible", "from 0 to 1"),
        ("certainty", "assumed: no source gives it"),
        ("idle", "no effect where calls are shut (call = 'never')"),
        ("lever", "communication: May these two call or use chat, when, and is it watched?"),
        ("acts in", "policies/communication.py: permits"),
        ("change it", "--change communication.monitored_share=VALUE (the candidate alone), -S (both sides)"),
    )


def test_all_that_shuts_a_number_is_named() -> None:
    shut = "no effect where calls are shut (call = 'never'), or no call is watched (monitored_share = 0.0)"
    assert rows("communication.listeners")["idle"] == shut


def test_a_number_without_shut_or_reader_has_no_row_for_it() -> None:
    checkers = rows("screening.checkers")
    assert list(checkers) == ["unit", "value", "plausible", "possible", "certainty", "lever", "acts in", "change it"]
    assert checkers["acts in"] == "policies/screening.py"
    assert rows("screening.review_at")["acts in"].startswith("policies/screening.py: ")
    assert "__post_init__" not in rows("screening.review_at")["acts in"]  # where it is checked


def test_values_of_production_stand_day_by_day_if_they_change() -> None:
    assert rows("certification.min_orders")["value"] == (
        "in production: the rule in force has no such number, from day 12 on: 5"
    )
    assert rows("display.filters")["value"] == "in production: [verified], from day 12 on: [certified, verified]"
    assert rows("display.verified")["value"] == "in production: [job, profile]"


def test_a_value_that_changes_twice_stands_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    first = load("production")
    [(_, usual), *_] = first.rollout
    strict = load("strict_screening").rollout[0][1]
    days = ((0, usual), (5, strict), (9, strict), (12, usual))
    monkeypatch.setattr(numbers, "_production", lambda: SimpleNamespace(rollout=days))
    assert rows("screening.review_at")["value"] == "in production: 0.4, from day 6 on: 0.06, from day 13 on: 0.4"


@pytest.mark.parametrize(("low", "high", "shown"), [(0.1, 0.2, True), (0.1, None, False), (None, 0.2, False)])
def test_a_range_with_an_open_end_is_not_shown(
    low: float | None, high: float | None, shown: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(numbers, "known", lambda field: replace(declared(field), low=low, high=high))
    assert ("plausible" in rows("screening.review_at")) == shown


def test_a_source_that_names_the_unit_stands_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def other(field: Field[Any]) -> Number:
        return replace(declared(field), unit="share", source="the share of calls")

    monkeypatch.setattr(numbers, "known", other)
    assert explain("screening.review_at")[0].about == "the share of calls"


def declared(field: Field[Any]) -> Number:
    number = known(field)
    assert number is not None
    return number


def test_settings_of_marks_belong_to_no_lever() -> None:
    [entry] = explain("display.filters")
    assert entry.kind == "a setting of the platform (where marks stand)"
    assert list(dict(entry.rows)) == ["value", "acts in", "change it"]


def test_a_setting_of_a_rule_has_choices_and_the_sentences_about_it() -> None:
    [required] = explain("identity.required")
    assert required.about.startswith('`required` is a ladder: "none"; "write_first" (an unverified client')
    assert dict(required.rows)["choices"] == "none, write_first, post"
    [verified_only] = explain("communication.verified_only")
    assert verified_only.about == "`verified_only` asks for a client whose identity is verified."
    assert dict(verified_only.rows)["choices"] == "true, false"
    assert dict(verified_only.rows)["value"] == "in production: false"
    [call] = explain("communication.call")  # its words stand in these sentences, its name does not
    assert call.about.startswith('"before_contract" opens the tools from the first contact on')
    assert call.about.endswith('so production is "never".')


def test_a_remark_beside_a_setting_gets_a_capital_letter() -> None:
    assert explain("guidelines.ignored")[0].about == "Names of kinds that are not looked for"
    assert explain("enforcement.links_accounts")[0].about == "No report tells of it"


@pytest.mark.parametrize(("count", "entries"), [(3, 3), (4, 1)])
def test_more_than_three_numbers_of_one_name_are_only_named(
    count: int, entries: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = [key for key in of_world() if key.startswith("world.talking.")][:count]
    monkeypatch.setattr(numbers, "meant", lambda key, of: keys)
    result = explain("share")
    assert len(result) == entries
    if entries == 1:
        assert (result[0].name, result[0].kind) == ("share", "the name of several numbers")
        assert result[0].about == f"Ask for one of them: {', '.join(keys)}"


def test_words_are_whole_keys_and_keys_in_results() -> None:
    words = list(numbers.words())
    at = words.index("world.talking.outlet_use")
    assert words[at + 1] == "talking.outlet_use"
    assert "platform.screening.review_at" in words
    assert not [key for key in words if key.endswith(".rule")]


def test_a_section_of_the_world_has_its_numbers() -> None:
    [talking] = section("talking")
    assert section("world.talking") == [talking]
    assert (talking.name, talking.kind) == ("world.talking", "numbers of the world, in sim/choices/talking.py")
    assert talking.about == "Talk of honest pairs before a contract, and what it does."
    assert dict(talking.rows)["wants_to_talk"] == (
        "0.6 share: pairs on work that needs talk through and through who want to speak"
    )
    assert dict(talking.rows)["outlet_liking"].startswith("[10, 6, 3, 1] weight: of each among those that both use")
    [world] = section("world")
    assert (world.name, world.kind) == ("world", "numbers of the world, in sim/world.py")
    assert world.about.endswith(f"\n\nIts sections are {', '.join(nested(World))}.")
    assert list(dict(world.rows)) == ["workers", "clients"]
    assert numbers.sections()[:2] == ["world", "world.population"]
    assert numbers.sections()[-len(nested(World)) :] == list(nested(World))
