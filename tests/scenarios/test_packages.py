"""Rules of installed packages: sound ones run by their name, broken ones are told where they are used, nowhere else."""

import json
import sys
from pathlib import Path

import jsonschema
import pytest

from policies.catalogue import RULES
from scenarios import BadInput, broken_rules, json_schema, load
from tests.packages import SOUND, Install
from tests.scenarios.conftest import Complain

BELOW = {"fee_alert.below": "Below"}
BAD = "package 'house', entry point 'fee_alert.below' = 'house:Below': "
USED = "platform.fee_alert.rule=below"
YEN = "yen: float = 1_000.0"
POST_INIT = "    def __post_init__(self):\n        "
INFINITE = "ValueError: Out of range float values are not JSON compliant: inf"
BROKEN = {
    "import nowhere": "cannot be loaded: ModuleNotFoundError: No module named 'nowhere'",
    "import sys; sys.exit(0)": "cannot be loaded: SystemExit: 0",
    f"{SOUND}{POST_INIT}raise TypeError('no')": "cannot be made: TypeError: no (house.py, line 14)",
    f"{SOUND}{POST_INIT}raise SystemExit(0)": "cannot be made: SystemExit: 0",
    f"{SOUND}{POST_INIT}raise ValueError('no')": "cannot be made: ValueError: no",
    f"{SOUND}{POST_INIT}raise ValueError('yen: no')": "cannot be made: ValueError: yen: no",
    f"import math{SOUND}{POST_INIT}object.__setattr__(self, 'yen', math.inf)": f"cannot be made: {INFINITE}",
    SOUND.replace("1_000.0", "float('inf')"): "yen is inf: a number of a rule must be finite",
    SOUND.replace(YEN, "yen: dict"): "cannot be made: TypeError: Below.__init__() missing 1 required positional",
    "from typing import Literal" + SOUND.replace(YEN, "yen: Literal[()] = 1"): "its fields cannot be read: ",
}


def complaints(*changes: str) -> str:
    with pytest.raises(BadInput) as caught:
        load("production", changes)
    return " ".join(str(caught.value).split())


def test_a_scenario_uses_a_rule_of_a_package_like_any_other(install: Install) -> None:
    install(SOUND, BELOW)
    rule: object = load("production", [USED, "platform.fee_alert.yen=3_000"]).rollout[0][1].fee_alert
    assert (type(rule).__name__, rule.yen) == ("Below", 3_000.0)  # type: ignore[attr-defined]
    assert complaints(USED, "platform.fee_alert.yen=yes") == "platform.fee_alert.yen=yes needs a number"
    assert "did you mean 'below'" in complaints("platform.fee_alert.rule=belw")


@pytest.mark.parametrize("text", BROKEN)
def test_a_broken_rule_is_told_where_it_is_used(install: Install, text: str) -> None:
    install(text, BELOW)
    assert complaints(USED).startswith(f"{USED} {BAD}{BROKEN[text]}")


@pytest.mark.parametrize("text", BROKEN)
def test_a_broken_rule_that_nobody_uses_harms_nobody(install: Install, text: str) -> None:
    before = load("production").resolved
    install(text, BELOW)
    assert load("production").resolved == before
    assert json.dumps(json_schema(), allow_nan=False)


def test_each_broken_rule_has_a_line_and_is_not_in_the_schema(install: Install) -> None:
    assert broken_rules() == []
    install("raise RuntimeError('\x1b[31m')" + SOUND, BELOW | {"fee_alrt.below": "Below"})
    install(SOUND, {"screening.off": "Below", "fee_alert.sound": "Below"}, name="street")
    assert sorted(line.partition("': ")[0] for line in broken_rules()) == [
        "package 'house', entry point 'fee_alert.below' = 'house:Below",
        "package 'house', entry point 'fee_alrt.below' = 'house:Below",
        "package 'street', entry point 'screening.off' = 'street:Below",
    ]
    assert any(line.endswith("RuntimeError: \\x1b[31m (house.py, line 1)") for line in broken_rules())
    text = json.dumps(json_schema())
    assert '"const": "sound"' in text
    assert '"const": "below"' not in text


def test_a_rule_whose_fields_cannot_be_read_is_broken_though_it_loads(install: Install) -> None:
    install("from typing import Literal" + SOUND.replace(YEN, "yen: Literal[()] = 1"), BELOW)
    [message] = broken_rules()
    assert message.startswith(BAD + "its fields cannot be read: ")


def test_a_mistake_in_a_number_is_the_scenarios_and_not_the_packages(install: Install) -> None:
    install(SOUND + POST_INIT + "if self.yen < 1: raise ValueError('yen: must be at least one yen')", BELOW)
    assert load("production", [USED])
    assert complaints("platform.fee_alert={rule='below', yen=0}") == (
        "platform.fee_alert={rule='below', yen=0} must be at least one yen"
    )


def test_a_rule_of_an_unknown_lever_is_reported_beside_the_choices(install: Install) -> None:
    install(SOUND, {"fee_alrt.below": "Below"})
    message = complaints("platform.fee_alrt.rule=below")
    assert "no lever 'fee_alrt'; did you mean 'fee_alert'? choices: " in message
    assert message.endswith(f"must be lever.rule_name with one of {', '.join(RULES)}")


@pytest.mark.parametrize("name", ["nan", "inf", "-inf", "true", "1", "1e3", "2020-08-01", "[]", "1 # one", "a.b"])
def test_a_rule_may_be_called_like_a_number(install: Install, name: str) -> None:
    install(SOUND, {f"fee_alert.{name}": "Below"})
    for change in (f"platform.fee_alert.rule={name}", f"platform.fee_alert.rule='{name}'"):
        assert load("production", [change]).resolved["rollout"][0]["platform"]["fee_alert"]["rule"] == name


def test_the_name_of_a_rule_stands_in_quotes_in_a_file(complaint: Complain, install: Install) -> None:
    install(SOUND, {"fee_alert.nan": "Below"})
    assert complaint('extends = "production"\nplatform.fee_alert.rule = nan') == (
        "mine.toml:2: [platform.fee_alert] rule = nan\n    needs the name of a rule in quotes: 'standard', 'off', 'nan'"
    )


def test_an_error_that_is_no_objection_is_the_packages_whatever_it_says(install: Install) -> None:
    install(SOUND + POST_INIT + "if self.yen < 1: raise TypeError('yen: no')", BELOW)
    assert complaints("platform.fee_alert={rule='below', yen=0}").endswith(
        BAD + "cannot be made: TypeError: yen: no (house.py, line 14)"
    )


@pytest.fixture
def in_a_folder(install: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with a module of a rule that no package offers."""
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.setitem(sys.modules, "by_hand", sys)  # so that it is taken out at the end
    del sys.modules["by_hand"]
    (tmp_path / "by_hand.py").write_text(SOUND)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_scenario_names_a_class_of_the_current_folder_as_its_rule(in_a_folder: Path) -> None:
    changes = ["platform.fee_alert.rule=by_hand:Below", "platform.fee_alert.yen=3_000"]
    loaded = load("production", changes)
    rule: object = loaded.rollout[0][1].fee_alert
    assert (type(rule).__name__, rule.yen) == ("Below", 3_000.0)  # type: ignore[attr-defined]
    assert loaded.resolved["rollout"][0]["platform"]["fee_alert"] == {"rule": "by_hand:Below", "yen": 3_000.0}
    table = {"platform": {"fee_alert": {"rule": "by_hand:Below", "yen": 3_000.0}}}
    jsonschema.validate(table, json_schema())
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({"platform": {"fee_alert": {"rule": "by_hand", "yen": 3_000.0}}}, json_schema())


def test_a_class_in_src_is_found_and_installed_modules_come_first(in_a_folder: Path) -> None:
    (in_a_folder / "src").mkdir()
    (in_a_folder / "by_hand.py").rename(in_a_folder / "src" / "by_hand.py")
    (in_a_folder / "numpy.py").write_text("raise SystemExit('the wrong one')")
    load("production", ["platform.fee_alert.rule=by_hand:Below"])
    assert sys.path[-2:] == [str(in_a_folder), str(in_a_folder / "src")]


@pytest.mark.parametrize(
    ("place", "mistake"),
    [
        (
            "by_hand:Above",
            "'by_hand:Above': cannot be loaded: AttributeError: module 'by_hand' has no attribute 'Above'",
        ),
        ("nowhere:Below", "'nowhere:Below': cannot be loaded: ModuleNotFoundError: No module named 'nowhere'"),
        ("by_hand:", "'by_hand:': must be module:Class"),
        ("by_hand.py:Below", "'by_hand.py:Below': cannot be loaded: ModuleNotFoundError: "),
        ("by_hand:np", "'by_hand:np': must be a frozen dataclass"),
    ],
)
def test_a_class_that_cannot_be_a_rule_is_told_with_its_place(in_a_folder: Path, place: str, mistake: str) -> None:
    assert mistake in complaints(f"platform.fee_alert.rule={place}")


def test_a_class_that_answers_another_lever_is_told(in_a_folder: Path) -> None:
    message = complaints("platform.screening.rule=by_hand:Below")
    assert "'by_hand:Below': does not answer the lever's question: has no 'review_at', 'check_at', " in message


def test_a_number_of_a_class_may_be_named_by_its_end(in_a_folder: Path) -> None:
    (in_a_folder / "by_hand.py").write_text(SOUND.replace("yen", "bottom"))
    loaded = load("production", ["platform.fee_alert.rule=by_hand:Below", "bottom=3_000"])
    rule: object = loaded.rollout[0][1].fee_alert
    assert rule.bottom == 3_000.0  # type: ignore[attr-defined]


def test_keys_of_a_class_are_checked_like_those_of_any_rule(in_a_folder: Path) -> None:
    used = "platform.fee_alert.rule=by_hand:Below"
    assert "yes needs a number" in complaints(used, "platform.fee_alert.yen=yes")
    assert "no key 'floor'" in complaints(used, "platform.fee_alert.floor=0.3")
