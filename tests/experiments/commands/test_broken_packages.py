"""A package that offers a broken rule: commands that show rules name it and go on, the others never hear of it."""

import json

import pytest
from typer.testing import CliRunner

from experiments.commands.app import app
from tests import packages

RUN = ["production", "-S", "world.workers=300", "-S", "world.clients=120", "--days", "8", "--seeds", "1", "--jobs", "1"]
BELOW = (
    "package 'house', entry point 'fee_alert.below' = 'house:Below': cannot be loaded: SystemExit: 0 "
    "(house.py, line 1)\n"
)


@pytest.fixture(autouse=True)
def house(install: packages.Install) -> None:
    """A package that leaves when it is imported, and one that is sound."""
    install("import sys; sys.exit(0)", {"fee_alert.below": "Below"})
    install(packages.SOUND, {"fee_alert.sound": "Below"}, name="street")


@pytest.mark.parametrize("command", [["list"], ["schema"], ["explain", "fee_alert"]])
def test_commands_that_show_rules_name_the_broken_one_and_go_on(command: list[str]) -> None:
    result = CliRunner().invoke(app, command)
    assert (result.exit_code, result.stderr) == (0, BELOW)
    assert len(result.stdout) > 100


@pytest.mark.parametrize("word", ["screening", "exposed_per_10k", "talking.swaps_contact_in_call", "first day"])
def test_who_asks_for_another_word_never_hears_of_it(word: str) -> None:
    result = CliRunner().invoke(app, ["explain", word])
    assert (result.exit_code, result.stderr) == (0, "")


def test_explain_shows_the_sound_rule_of_a_package() -> None:
    shown = CliRunner().invoke(app, ["explain", "fee_alert"]).stdout
    assert 'rule = "sound"  # package street, street:Below\nFlag every job under a fixed sum.' in shown
    assert 'rule = "below"' not in shown


def test_list_shows_the_working_rule_of_a_package_also_as_json() -> None:
    shown = " ".join(CliRunner().invoke(app, ["list"]).stdout.split())
    assert "rules of other packages" in shown
    assert "fee_alert.sound Flag every job under a fixed sum. [package street, street:Below]" in shown
    rules = json.loads(CliRunner().invoke(app, ["list", "--json"]).stdout)["rules"]
    assert {"name": "fee_alert.sound", "about": "Flag every job under a fixed sum.", "package": "street"} in rules
    assert [rule["package"] for rule in rules if rule["name"] == "screening.standard"] == [None]


def test_a_rule_can_be_explained_by_its_name() -> None:
    shown = CliRunner().invoke(app, ["explain", "fee_alert.sound"])
    assert shown.stderr == ""  # the broken one was not asked for
    assert 'rule = "sound"  # package street, street:Below\nFlag every job' in shown.stdout
    assert "yen = 1000.0" in shown.stdout
    assert "standard" not in shown.stdout
    assert 'rule = "off"\n' in CliRunner().invoke(app, ["explain", "screening.off"]).stdout
    rules = json.loads(CliRunner().invoke(app, ["explain", "fee_alert", "--json"]).stdout)["rules"]
    assert {rule["name"]: rule["package"] for rule in rules} == {"standard": None, "off": None, "sound": "street"}


@pytest.mark.parametrize(
    ("command", "rule", "complaint"),
    [
        ("explain", "fee_alert.below", BELOW),
        ("conform", "fee_alert.below", BELOW),
        ("explain", "fee_alert.sund", "nothing is called 'fee_alert.sund'; did you mean fee_alert.sound"),
        ("conform", "fee_alert.sund", "no rule 'sund' of fee_alert; did you mean 'sound'?; rules: standard, off, "),
    ],
)
def test_a_rule_that_cannot_be_had_is_refused(command: str, rule: str, complaint: str) -> None:
    result = CliRunner().invoke(app, [command, rule])
    assert (result.exit_code, result.stdout) == (2, "")
    assert result.stderr.startswith(complaint)


def test_a_run_that_does_not_use_it_never_hears_of_it() -> None:
    result = CliRunner().invoke(app, ["run", *RUN])
    assert result.exit_code == 0
    assert "house" not in result.output


def test_a_run_that_uses_it_is_refused() -> None:
    result = CliRunner().invoke(app, ["run", *RUN, "-S", "platform.fee_alert.rule=below"])
    assert (result.exit_code, result.stdout) == (2, "")
    assert " ".join(result.stderr.split()) == f"-S platform.fee_alert.rule=below {BELOW.strip()}"
