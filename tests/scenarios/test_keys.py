"""Keys that are written short: understood where one is meant, else all that may be meant are named."""

from pathlib import Path

import pytest

from policies.catalogue import RULES
from scenarios import BadInput, load, understood
from scenarios.keys import HEAD, known, meant, of_rules, of_world, short

CALL = "platform.communication.call"


def mistake(*changes: str) -> str:
    with pytest.raises(BadInput) as raised:
        load("production", changes)
    return " ".join(str(raised.value).split())


@pytest.mark.parametrize(
    ("written", "whole"),
    [
        ("call=before_contract", f"{CALL}=before_contract"),
        ("communication.call=before_contract", f"{CALL}=before_contract"),
        ("swaps_contact_in_call=0.2", "world.talking.swaps_contact_in_call=0.2"),
        ("ring.patience=30", "world.ring.patience=30"),
        ("workers=500", "world.workers=500"),
        ("rings=adapting", "world.rings=adapting"),
        ("screening.rule=off", "platform.screening.rule=off"),
        ("filters=[]", "platform.display.filters=[]"),
        ("min_orders=2", "platform.certification.min_orders=2"),  # of a rule that comes later
    ],
)
def test_the_end_of_a_key_is_enough_if_unique(written: str, whole: str) -> None:
    assert understood([("production", [written])]) == {written: whole}
    assert load("production", [written]).resolved == load("production", [whole]).resolved


def test_whole_keys_and_wrong_ones_stay_unchanged() -> None:
    keys = [f"{CALL}=never", "days=9", "scouts_per_job=3", "nonsense", "platform.nonsense=1", ""]
    assert understood([("production", keys)]) == {text: text for text in keys}
    assert understood([("no_such_scenario", ["call=never"])]) == {"call=never": "call=never"}


def test_a_key_that_several_have_is_refused_with_all_of_them() -> None:
    message = mistake("scouts_per_job=3")
    assert message.startswith("scouts_per_job=3 several are called so")
    assert "world.search.scouts_per_job, world.ring.scouts_per_job" in message


def test_a_misspelt_key_gets_the_probable_whole_key() -> None:
    assert f"called 'cal'; did you mean {CALL}?" in mistake("cal=before_contract")
    assert f"called 'comunication.call'; did you mean {CALL}?" in mistake("comunication.call=never")
    assert "did you mean world.workers?" in mistake("wrld.workers=300")


def test_the_name_of_a_rule_is_asked_for_with_its_lever() -> None:
    assert "with its lever, such as platform.screening.rule" in mistake("rule=off")
    assert "with its lever, such as platform.scouting.rule" in mistake("scouting=off")


def test_a_short_key_is_searched_in_the_rules_after_all_changes() -> None:
    assert "platform.scouting.rule=standard has it" in mistake("by_age_band=true", "platform.scouting.rule=off")
    assert "platform.scouting.rule=standard has it" in mistake("by_age_band=true", "scouting.rule=off")
    assert load("production", ["min_orders=2", "certification.rule=standard"])


def test_every_mistake_is_told_at_once_by_its_change() -> None:
    message = mistake("cal=never", "days=0", "scouts_per_job=3")
    assert [message.count(each) for each in ("cal=never ", "days=0 ", "scouts_per_job=3 ")] == [1, 1, 1]


def test_what_is_laid_upon_two_scenarios_is_one_and_the_same_key(tmp_path: Path) -> None:
    pair = [("production", ["call=never", "review_at=0.4"]), ("strict_screening", ["call=never"])]
    assert understood(pair)["call=never"] == f"{CALL}=never"
    # without the rule whose number it is, `base` is another one of those that are left
    names = {key.rpartition(".")[2] for key in of_rules()}
    twice = {name: meant(name, of_rules()) for name in names if len(meant(name, of_rules())) == 2}
    name, places = next(
        (name, sections) for name, sections in sorted(twice.items()) if all("platform" in at for at in sections)
    )
    one, other = (at.split(".")[1] for at in places)
    sides = []
    for number, off in enumerate((one, other)):
        path = tmp_path / f"side{number}.toml"
        path.write_text(f'extends = "production"\n[platform.{off}]\nrule = "off"\n')
        sides.append((str(path), [f"{name}=1"]))
    with pytest.raises(BadInput) as raised:
        understood(sides)
    assert all(at in str(raised.value) for at in places)


def test_every_key_can_be_written_short_by_lever_or_section() -> None:
    for key in (*of_world(), *known([{lever: rules["standard"] for lever, rules in RULES.items()}])):
        if not short(end := key.partition(".")[2]):
            assert end.partition(".")[0] in HEAD
        else:
            assert key in meant(end, of_rules())


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('call = "never"', f"mine.toml:2: call no key 'call'; did you mean {CALL}?"),
        ('[platform]\ncall = "never"', f"no lever 'call'; did you mean {CALL}?"),
        ('[platform.screening]\ncall = "never"', f"no key 'call'; did you mean {CALL}?"),
        (
            "[world]\nscouts_per_job = 3",
            "no key 'scouts_per_job'; did you mean world.search.scouts_per_job or world.ring.scouts_per_job?",
        ),
        ('[platform.fee_alert]\nrule = "off"\nfloor = 0.3', "rule 'off': no key 'floor' choices: rule"),
    ],
)
def test_a_file_is_strict_and_says_which_whole_key_is_meant(tmp_path: Path, text: str, message: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_text(f'extends = "production"\n{text}\n')
    with pytest.raises(BadInput) as raised:
        load(str(path))
    assert message in " ".join(str(raised.value).split())


def test_a_misspelt_lever_in_a_short_key_gets_a_suggestion() -> None:
    with pytest.raises(BadInput, match=r"no lever 'fee_alrt'; did you mean 'fee_alert'\?"):
        load("production", ["fee_alrt.rule=off"])
    with pytest.raises(BadInput, match=r"a rule is named with its lever, such as platform\.screening\.rule"):
        load("production", ["rule=off"])
