"""`--lang` and POLICYLAB_LANG: the language of what a command prints and writes, never of data."""

import json

import pytest
from typer.testing import CliRunner, Result

from experiments.commands.app import app
from experiments.language.messages import VARIABLE

WORDS = ["compare", "production", "--change", "screening.rule=off", "--seeds", "2", "--worlds", "fixed"]
TINY = ["-S", "world.workers=200", "-S", "world.clients=60", "--days", "8", "--engine", "serial"]


@pytest.fixture(scope="module")
def store_options(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """A store, so that each run is carried out once."""
    return ["--store", str(tmp_path_factory.mktemp("kept") / "runs.sqlite")]


def policylab(*words: str, language: str | None = None) -> Result:
    return CliRunner().invoke(app, words, env={VARIABLE: language})


def test_a_command_answers_in_the_language_that_is_asked_for(store_options: list[str]) -> None:
    japanese = policylab(*WORDS, *TINY, *store_options, "--lang", "ja")
    assert japanese.exit_code == 0, japanese.output
    assert "接触されたワーカー" in japanese.stdout
    assert policylab(*WORDS, *TINY, *store_options, language="ja").stdout == japanese.stdout
    english = policylab(*WORDS, *TINY, *store_options)
    assert "workers addressed" in english.stdout
    assert policylab(*WORDS, *TINY, *store_options, "--lang", "en", language="ja").stdout == english.stdout
    assert policylab(*WORDS, *TINY, *store_options, language="").stdout == english.stdout


def test_data_are_the_same_in_every_language(store_options: list[str]) -> None:
    japanese = policylab(*WORDS, *TINY, *store_options, "--json", "--lang", "ja")
    assert json.loads(japanese.stdout) == json.loads(policylab(*WORDS, *TINY, *store_options, "--json").stdout)
    assert japanese.stdout.isascii()


@pytest.mark.parametrize("words", [WORDS, ["list"], ["explain", "screening"], ["compare", "--help"]], ids=" ".join)
def test_an_unknown_language_of_the_variable_is_refused_in_one_line(words: list[str]) -> None:
    done = policylab(*words, language="fr")
    assert done.exit_code == 2
    assert done.stderr == f"{VARIABLE}: no language 'fr'; there are en, ja\n"
    assert done.stdout == ""


@pytest.mark.parametrize("command", ["compare", "rank", "report", "sweep", "flip", "trace", "gate", "run", "dashboard"])
def test_an_unknown_language_of_the_option_is_refused(command: str) -> None:
    names = {"dashboard": (), "rank": ("production", "calm", "calm")}.get(command, ("production",))
    done = policylab(command, *names, "--lang", "fr")
    assert done.exit_code == 2
    assert done.stderr == "--lang fr\n    not one of 'en', 'ja'\n"


@pytest.mark.parametrize("words", [["explain", "screening"], ["list"], ["validate"]], ids=" ".join)
def test_a_command_without_the_option_is_english_throughout(words: list[str]) -> None:
    assert policylab(*words, language="ja").stdout == policylab(*words).stdout
