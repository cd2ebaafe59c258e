"""A scenario as Python asks for it: changes, keywords, names, mistakes."""

import datetime
from pathlib import Path

import numpy as np
import pytest

import policylab as pl
import scenarios
from experiments.api.changes import listed, texts, toml
from experiments.api.scenario import beside


def complaint(*changes: object, **fields: object) -> str:
    with pytest.raises(pl.BadInput) as raised:
        pl.load("production", *changes, **fields)  # type: ignore[arg-type]
    return str(raised.value)


def test_a_scenario_is_what_the_command_line_loads_with_the_same_changes() -> None:
    changes = ["days=30", "platform.screening.review_at=0.4"]
    scenario = pl.load("production", *changes)
    assert scenario.changes == tuple(changes)
    assert scenario.loaded.resolved == scenarios.load("production", changes).resolved


def test_with_makes_another_one_and_leaves_this_as_it_is() -> None:
    before = pl.load("production")
    after = before.with_(call="before_contract", monitored_share=0.5, days=30)
    assert after.changes == (
        "platform.communication.call=before_contract",
        "platform.communication.monitored_share=0.5",
        "days=30",
    )
    assert (before.changes, before.loaded.days, after.loaded.days) == ((), 120, 30)
    assert after == pl.load("production", *after.changes)
    assert after != before


def test_a_mapping_may_be_nested_or_dotted() -> None:
    nested = pl.load("production", {"platform": {"screening": {"review_at": 0.4, "suspend_at": 0.95}}})
    dotted = pl.load("production", {"platform.screening.review_at": 0.4, "platform.screening": {"suspend_at": 0.95}})
    assert nested.changes == dotted.changes
    assert nested.changes[0] == "platform.screening.review_at=0.4"


def test_a_keyword_may_be_a_world_number_or_whole_key() -> None:
    scenario = pl.load("production", workers=500, swaps_contact_in_call=0.2, **{"world.rings": "adapting"})
    assert scenario.changes == ("world.workers=500", "world.talking.swaps_contact_in_call=0.2", "world.rings=adapting")


def test_a_keyword_is_searched_in_the_rules_after_changes() -> None:
    assert pl.load("production", by_age_band=True).changes == ("platform.scouting.by_age_band=true",)
    message = complaint("platform.scouting.rule=off", by_age_band=True)
    assert message.startswith("by_age_band=true\n")
    assert "platform.scouting.rule=standard has it" in message


def test_a_keyword_may_belong_to_a_later_rule_but_no_section() -> None:
    assert pl.load("production", min_orders=2).changes == ("platform.certification.min_orders=2",)
    assert "posting=1\n    no number of the world" in complaint(posting=1)


def test_a_keyword_that_several_have_is_told_with_all_of_them() -> None:
    assert "world.search.scouts_per_job, world.ring.scouts_per_job" in complaint(scouts_per_job=1)


def test_short_keys_in_texts_and_mappings_become_whole_keys() -> None:
    scenario = pl.load("production", "communication.call=before_contract", {"screening": {"review_at": 0.4}})
    assert scenario.changes == ("platform.communication.call=before_contract", "platform.screening.review_at=0.4")
    assert (
        scenario.name == "production + platform.communication.call=before_contract + platform.screening.review_at=0.4"
    )


def test_a_rule_is_no_keyword() -> None:
    assert "with its lever, such as platform.scouting.rule" in complaint(scouting="off")
    assert "with its lever, such as platform.screening.rule" in complaint(rule="off")


def test_every_mistaken_keyword_is_told_at_once_and_what_may_be_meant() -> None:
    message = complaint(monitored_shar=0.5, nonsense_of_mine=1)
    assert "monitored_shar=0.5\n" in message
    assert "did you mean platform.communication.monitored_share?" in " ".join(message.split())
    assert "nonsense_of_mine=1\n" in message


def test_a_mistake_is_told_as_the_command_line_tells_it() -> None:
    with pytest.raises(scenarios.BadInput) as raised:
        scenarios.load("production", ["platform.communication.call=before"])
    assert complaint(call="before") == str(raised.value)
    assert "did you mean 'before_contract'?" in str(raised.value)


def test_what_is_no_change_is_refused() -> None:
    assert complaint("days=30", 3).startswith("3\n")
    assert complaint(days=10**5000) == "days=<int>\n    needs a number of 64 bits at most"
    assert complaint({"platform.message_watch.words": {1, "a"}})  # a set that has no order
    assert complaint(call=None).startswith("call=None\n    needs a number, a text")


def test_a_file_is_a_scenario(tmp_path: Path) -> None:
    path = tmp_path / "mine.toml"
    path.write_text('extends = "production"\ndays = 20\n')
    scenario = pl.load(path)
    assert (scenario.source, scenario.name, scenario.loaded.days) == (str(path), str(path), 20)


def test_a_name_stands_for_what_had_been_laid_when_it_was_given() -> None:
    half = pl.load("production", days=30).with_(name="half", monitored_share=0.5)
    assert half.name == "half"
    assert half.with_(days=40).name == "half + days=40"
    assert pl.load("production", days=30).with_(call="never").name == (
        "production + days=30 + platform.communication.call=never"
    )
    assert pl.load("production", name="ours", days=30).name == "ours"


def test_common_changes_are_left_out_of_names_of_a_pair() -> None:
    first = pl.load("production", days=30)
    assert beside(first, first.with_(monitored_share=0.5)) == (
        "production",
        "production + platform.communication.monitored_share=0.5",
    )
    assert beside(first, pl.load("calling_open", days=40)) == ("production + days=30", "calling_open + days=40")


@pytest.mark.parametrize(
    ("value", "message"),
    [
        (True, "true"),
        (3, "3"),
        (0.5, "0.5"),
        (np.float64(0.5), "0.5"),
        (np.bool_(False), "false"),
        (np.array([1, 2]), "[1, 2]"),
        ("word", "word"),
        ("two words", '"two words"'),
        ("true", '"true"'),
        ("", '""'),
        ('say "no"', '"say \\"no\\""'),
        ("後で", '"後で"'),
        ("a\x7fb", '"a\\u007fb"'),
        ("2020-08-01", "2020-08-01"),
        (datetime.date(2020, 8, 1), "2020-08-01"),
        (["a", "b c"], '["a", "b c"]'),
        (frozenset({"b", "a"}), '["a", "b"]'),
        ((0.1, 0.2), "[0.1, 0.2]"),
    ],
)
def test_a_value_is_written_so_that_it_reads_back_unchanged(value: object, message: str) -> None:
    assert toml("platform.screening.word", value) == message
    read = scenarios.layers.said("platform.screening.word", message)
    if isinstance(value, str) and value[:1] != "2":
        assert read == value


def test_the_name_of_a_rule_is_a_text_whatever_it_looks_like() -> None:
    assert texts([{"platform.screening.rule": "nan"}]) == ("platform.screening.rule=nan",)


def test_values_of_a_sweep_are_joined_and_a_range_stays() -> None:
    assert listed("platform.screening.review_at", [0.4, 0.5]) == "0.4,0.5"
    assert listed("platform.screening.review_at", np.linspace(0, 1, 3)) == "0.0,0.5,1.0"
    assert listed("platform.screening.review_at", "0.4:0.6:3") == "0.4:0.6:3"
    assert listed("platform.communication.call", ["never", "before_contract"]) == "never,before_contract"
    assert listed("platform.screening.review_at", 0.4) == "0.4"
