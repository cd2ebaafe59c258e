"""`policylab conform`: a rule is held to the kit, by its class or by its name, with numbers of one's own."""

import json
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from experiments.commands.app import app
from tests import packages
from tests.policies import strangers

HERE = strangers.__name__


def conform(*arguments: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, ["conform", *arguments])
    return result.exit_code, result.stdout, result.stderr


def test_a_rule_that_conforms_is_told_check_by_check() -> None:
    code, out, errors = conform(f"{HERE}:Honest", "-S", "yen=3")
    assert (code, errors) == (0, "")
    first, answer, _, file, check, *_ = out.splitlines()
    assert (first, file) == (f"{HERE}:Honest, a rule of fee_alert", "tests/policies/strangers.py")
    assert (answer, check) == ("conforms: all 14 checks pass", "  passes  is a frozen dataclass")


def test_what_is_wrong_stands_below_its_check() -> None:
    code, out, _ = conform(f"{HERE}:Lists")
    assert code == 1
    assert (
        "  FAILS      answers with the right types, shapes and ranges\n"
        "             alerts(): list given, must be an array of bool\n"
        "  not tried  answers where nothing is asked\n"
    ) in out
    assert "\ndoes not conform: 1 of 14 checks fails, 8 are not tried\n" in out


def test_as_data_it_is_all_there_is_on_standard_output() -> None:
    code, out, errors = conform(f"{HERE}:Talking", "--json")
    data = json.loads(out)
    assert code == 0
    assert (data["rule"], data["lever"], data["conforms"]) == (f"{HERE}:Talking", "fee_alert", True)
    assert data["checks"][0] == {"check": "is a frozen dataclass", "passed": True, "tried": True, "mistake": None}
    assert "a rule says 60" in errors


def test_a_rule_of_ours_or_of_a_package_is_found_by_name(install: packages.Install) -> None:
    install(packages.SOUND, {"fee_alert.below": "Below"})
    first, _, _, file, *_ = conform("fee_alert.below")[1].splitlines()
    assert first == "house:Below, a rule of fee_alert"
    assert Path(file.strip()) == Path(str(sys.modules["house"].__file__))  # of several, the one that was held
    assert json.loads(conform("fee_alert.below", "--json")[1])["file"] == file.strip()
    assert conform("identity.standard", "-S", "required=post")[1].startswith("policies.identity:Identity, a rule of ")


READING = """
import os
from dataclasses import dataclass
from policies.fee_alert import FeeAlert
{at_import}
@dataclass(frozen=True, slots=True)
class Reading(FeeAlert):
    def alerts(self, fee, quote):
        try:
            {when_asked}
        except Exception:
            pass
        return FeeAlert.alerts(self, fee, quote)
"""


@pytest.mark.parametrize(
    ("module", "at_import", "when_asked"),
    [("reads_at_import", "os.listdir('/etc')", "pass"), ("reads_when_asked", "", "os.listdir('/etc')")],
)
def test_a_rule_that_runs_refuse_does_not_conform(
    module: str, at_import: str, when_asked: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / f"{module}.py").write_text(READING.format(at_import=at_import, when_asked=when_asked))
    monkeypatch.chdir(tmp_path)
    code, out, errors = conform(f"{module}:Reading")
    assert (code, errors) == (1, "")
    reason = "cannot answer in another process: a rule reaches for /etc, which no key of a run"
    assert reason in " ".join(out.split())
    assert "\ndoes not conform: 1 of 14 checks fails\n" in out
    (tmp_path / "pyproject.toml").write_text("[tool.policylab]\npolicy = 3")
    code, out, errors = conform(f"{module}:Reading")
    assert (code, out) == (2, "")
    assert errors.startswith("pyproject.toml:2: [tool.policylab] policy = 3\n    needs a list")


@pytest.mark.parametrize(("folder", "module"), [(".", "here_it_is"), ("src", "it_is_in_there")])
def test_a_module_in_the_folder_or_in_src_below_it_is_found(
    folder: str, module: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / folder).mkdir(exist_ok=True)
    (tmp_path / folder / f"{module}.py").write_text(packages.SOUND)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("sys.path", [*__import__("sys").path])
    assert conform(f"{module}:Below")[0] == 0


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        ([f"{HERE}:Both"], "'Both' answers fee_alert and fee_survey: say which lever is meant"),
        ([f"{HERE}:Half"], "'Half' answers no lever; of identity it has no 'checks_holder'"),
        ([f"{HERE}:Nobody"], "has no attribute 'Nobody'"),
        ([f"{HERE}:Honest", "fee_alrt"], "no lever 'fee_alrt'; did you mean 'fee_alert'?; levers: guidelines"),
        (["fee_alrt.standard"], "no lever 'fee_alrt'; did you mean 'fee_alert'?; a rule is `lever.name`, or"),
        (["fee_alert.standard", "screening"], "'fee_alert.standard' is a rule of fee_alert, not of screening"),
        ([f"{HERE}:Honest", "-S", "yne=3"], "no key 'yne'; did you mean 'yen'?"),
        ([f"{HERE}:Honest", "-S", "yen"], "needs the form key=value"),
        ([f"{HERE}:Honest", "-S", "yen=much"], "needs a number"),
        ([f"{HERE}:Picky"], "Picky\n    cannot be made: TypeError: "),
        (["fee_alert.standard", "-S", "floor=-1"], "-S platform.fee_alert.floor=-1\n    "),
    ],
)
def test_what_is_no_rule_is_refused_in_words(arguments: list[str], complaint: str) -> None:
    code, out, errors = conform(*arguments)
    assert (code, out) == (2, "")
    assert complaint in errors
    assert "Traceback" not in errors
