"""The conformance kit: each of its checks finds what it is there for, and an honest rule passes them all."""

from pathlib import Path
from typing import Any

import pytest

from policies import patience
from policies.conformance import NotFound, assert_conforms, lever_of, located, results
from policies.conformance.checks import CHECKS, Case, failed
from tests.policies import strangers
from tests.policies.strangers import Both, Half, Honest, Mute, Slow

HERE = strangers.__name__


@pytest.mark.parametrize(
    ("kind", "check", "mistake"),
    [
        (strangers.Thawed, "is a frozen dataclass", "must be a frozen dataclass: a rule remembers nothing"),
        (strangers.Plain, "is a frozen dataclass", "must be a frozen dataclass: a rule remembers nothing"),
        (strangers.Heir, "is a frozen dataclass", "must be a frozen dataclass: a rule remembers nothing"),
        (strangers.Endless, "has finite numbers", "limits is nan: a number of a rule must be finite"),
        (Mute, "has what its lever asks for", "has no 'alerts'"),
        (strangers.Field, "has what its lever asks for", "alerts is int, must be a method"),
        (strangers.Renamed, "has what its lever asks for", "alerts(fee, price), must be alerts(fee, quote)"),
        (strangers.Ending, "lets its process go on", "alerts() ends its process (exit code 3)"),
        (strangers.Faulty, "lets its process go on", "alerts() ends its process (signal SIGSEGV)"),
        (
            strangers.Lists,
            "answers with the right types, shapes and ranges",
            "alerts(): list given, must be an array of bool",
        ),
        (strangers.Leaving, "answers with the right types, shapes and ranges", "alerts() about 60 rows: SystemExit: 0"),
        (strangers.Crowd, "answers where nothing is asked", "alerts() about 0 rows: ValueError: zero-size array"),
        (
            strangers.Overflowing,
            "answers extremes: bounds, 0, NaN",
            "alerts() about 60 rows: ZeroDivisionError: no fee",
        ),
        (strangers.Relative, "answers one record as the same record in a batch", "alerts() answers row "),
        (
            strangers.Placed,
            "answers in any order",
            "alerts() gives another answer in another order: answer[3]: True, then False",
        ),
        (
            strangers.Remembering,
            "answers the same when asked again",
            "alerts() gives another answer when asked again: answer[0]: ",
        ),
        (
            strangers.Writing,
            "leaves what it is asked about as it is",
            "alerts() wrote into what it was asked about: fee[1]: ",
        ),
        (
            strangers.Buffered,
            "leaves what it is asked about as it is",
            "alerts() has changed an answer that it had given: answer[",
        ),
        (
            strangers.Hashing,
            "answers the same in another process",
            "alerts() gives another answer in another process (PYTHONHASHSEED differs)",
        ),
        (Slow, "answers quickly", "alerts() takes 0.0"),
    ],
    ids=lambda given: given.__name__ if isinstance(given, type) else "",
)
def test_each_check_finds_what_it_is_there_for(
    kind: type, check: str, mistake: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if kind is Slow:
        monkeypatch.setattr(patience, "MEAN", 0.01)
    message = failed(CHECKS[check], Case("fee_alert", kind()))
    assert message is not None
    assert message.startswith(f"fee_alert of {HERE}.{kind.__name__}: {mistake}")


def test_what_a_rule_shows_the_market_is_checked_too() -> None:
    message = failed(CHECKS["shows the market numbers that can be"], Case("fee_survey", Both(open=3)))  # type: ignore[arg-type]
    assert message == f"fee_survey of {HERE}.Both: open: int given, must be a bool"


def test_an_honest_rule_conforms_and_its_lever_is_found() -> None:
    assert [result.check for result in results(Honest()) if result.passed] == list(CHECKS)
    assert_conforms(Honest(yen=3.0))


def test_a_test_of_ones_own_fails_with_all_that_is_wrong(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "MEAN", 0.01)
    with pytest.raises(AssertionError) as error:
        assert_conforms(Slow(), lever="fee_alert")
    assert str(error.value).count(f"fee_alert of {HERE}.Slow: ") == 1


def test_a_rule_without_right_answers_is_asked_no_further() -> None:
    checks = list(results(strangers.Lists()))
    assert [result.check for result in checks if result.mistake] == ["answers with the right types, shapes and ranges"]
    assert [result.tried for result in checks] == [True] * 6 + [False] * (len(CHECKS) - 6)
    assert [result.passed for result in checks] == [True] * 5 + [False] * (len(CHECKS) - 5)


def test_a_rule_that_ends_its_process_is_never_asked_in_this_one() -> None:
    checks = list(results(strangers.Ending()))
    assert [result.check for result in checks if result.mistake] == ["lets its process go on"]
    assert [result.tried for result in checks] == [True] * 4 + [False] * (len(CHECKS) - 4)


def test_a_rule_that_only_lies_in_this_process_cannot_answer_in_another() -> None:
    class Local(Honest):
        pass

    message = failed(CHECKS["answers the same in another process"], Case("fee_alert", Local()))
    assert message is not None
    assert "cannot answer in another process: it cannot be sent there: " in message


@pytest.mark.parametrize("rule", [strangers.Talking(), strangers.TalkingInC()], ids=lambda rule: type(rule).__name__)
def test_what_a_rule_prints_in_another_process_is_no_answer(rule: Honest) -> None:
    assert failed(CHECKS["answers the same in another process"], Case("fee_alert", rule)) is None


class TestFinding:
    def test_a_lever_is_told_by_what_it_asks(self) -> None:
        assert lever_of(Honest) == "fee_alert"

    @pytest.mark.parametrize(
        ("kind", "mistake"),
        [
            (Both, "'Both' answers fee_alert and fee_survey: say which lever is meant"),
            (Half, "'Half' answers no lever; of identity it has no 'checks_holder'"),
            (Mute, "'Mute' answers no question of any lever: guidelines, screening, "),
        ],
    )
    def test_what_answers_no_one_lever_is_told(self, kind: type, mistake: str) -> None:
        with pytest.raises(NotFound) as error:
            lever_of(kind)
        assert str(error.value).startswith(mistake)

    def test_a_lever_that_is_none_is_told(self) -> None:
        with pytest.raises(NotFound, match=r"^no lever 'fee_alrt', must be one of guidelines, "):
            list(results(Honest(), "fee_alrt"))

    @pytest.mark.parametrize(
        ("place", "mistake"),
        [
            ("nowhere:Rule", "'nowhere:Rule' cannot be loaded: ModuleNotFoundError: No module named 'nowhere'"),
            (f"{HERE}:Nobody", "cannot be loaded: AttributeError: "),
            (f"{HERE}:CALLS", f"'{HERE}:CALLS' is no class, must be the class of a rule"),
            (":", "':' cannot be loaded: ValueError: "),
            ("leaving:Rule", "'leaving:Rule' cannot be loaded: SystemExit: 0"),
        ],
    )
    def test_a_class_that_is_not_there_is_told(
        self, place: str, mistake: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        (tmp_path / "leaving.py").write_text("raise SystemExit(0)")
        monkeypatch.syspath_prepend(tmp_path)
        with pytest.raises(NotFound) as error:
            located(place)
        assert mistake in str(error.value)

    def test_a_class_is_found_in_its_module(self) -> None:
        result: Any = located(f"{HERE}:Honest")
        assert result is Honest
