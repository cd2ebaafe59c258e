"""Boundary: whatever a rule does that it may not do is told with its lever, its class, its method and the row."""

import re
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from experiments.host.stopping import Terminated
from policies import catalogue, order_rules, patience
from policies.boundary import Guest, Misbehaved, held, limited
from policies.catalogue import RULES
from policies.completion_rate import CompletionRate
from policies.conformance.samples import postings
from policies.questions import levers
from policies.records import Action, Postings, Verdicts
from policies.screening import Screening
from tests.packages import SOUND, Install
from tests.policies import samples
from tests.policies.samples import QUESTIONS, Question
from tests.sim.small import PRODUCTION, always, differences, live, small

N = 53
HERE = __name__
PLACE = r"tests/policies/test_boundary.py, line \d+"
POSTINGS = postings(np.random.default_rng(7), N)
SCREENING = f"screening of {HERE}.House: "
ALERTS = f"fee_alert of {HERE}.Alerts: "


@dataclass(frozen=True)
class House(Screening):
    """Screens as ours does, and then something is done to its verdicts."""

    deed: Callable[[Postings, Verdicts], Any] = lambda postings, verdicts: verdicts

    def verdicts(self, postings: Postings) -> Verdicts:
        return self.deed(postings, Screening.verdicts(self, postings))


@dataclass(frozen=True)
class Alerts:
    """Answers with bare arrays."""

    deed: Callable[[Any, Any], Any]

    def alerts(self, fee: Any, quote: Any) -> Any:
        return self.deed(fee, quote)


def screened(deed: Callable[[Postings, Verdicts], Any], postings: Postings = POSTINGS) -> Verdicts:
    """What comes through the boundary."""
    return Guest("screening", House(deed=deed)).verdicts(postings)  # type: ignore[attr-defined]


def alerted(deed: Callable[[Any, Any], Any], n: int = 3) -> Any:
    return Guest("fee_alert", Alerts(deed)).alerts(np.arange(float(n)), np.full(n, np.nan))  # type: ignore[attr-defined]


def complaint(ask: Callable[[], object]) -> str:
    with pytest.raises(Misbehaved) as error:
        ask()
    return str(error.value)


def spoilt(name: str, value: object) -> Callable[[Postings, Verdicts], Verdicts]:
    """Row 17 of a column says something else."""

    def deed(postings: Postings, verdicts: Verdicts) -> Verdicts:
        column = getattr(verdicts, name).copy()
        column[17] = value
        return replace(verdicts, **{name: column})

    return deed


def short(postings: Postings, verdicts: Verdicts) -> Verdicts:
    return Verdicts(verdicts.action[1:], verdicts.score[1:], verdicts.reason[1:])


def floats(postings: Postings, verdicts: Verdicts) -> Verdicts:
    return replace(verdicts, action=verdicts.action.astype(float))


def raises(postings: Postings, verdicts: Verdicts) -> Verdicts:
    raise RuntimeError("a\nb")


def leaves(postings: Postings, verdicts: Verdicts) -> Verdicts:
    sys.exit(0)


def forgets(postings: Postings, verdicts: Verdicts) -> Verdicts:
    """A record that was good when it was made."""
    action = verdicts.action.copy()
    result = replace(verdicts, action=action)
    action[17] = 9
    return result


@pytest.mark.parametrize(
    ("deed", "mistake"),
    [
        (
            spoilt("action", 9),
            "verdicts() about 53 rows: ValueError: Verdicts.action[17]: 9 is out of range, "
            "must be at least 0 and at most 3",
        ),
        (
            spoilt("score", 1.5),
            "verdicts() about 53 rows: ValueError: Verdicts.score[17]: 1.5 is out of range, "
            "must be at least 0 and at most 1",
        ),
        (
            floats,
            "verdicts() about 53 rows: ValueError: Verdicts.action: an array of float64 given, "
            "must be an array of int64",
        ),
        (short, "verdicts(): 52 rows given, must be 53"),
        (lambda postings, verdicts: verdicts.action, "verdicts(): an array of int64 given, must be Verdicts"),
        (lambda postings, verdicts: postings.findings, "verdicts(): Findings given, must be Verdicts"),
        (lambda postings, verdicts: None, "verdicts(): NoneType given, must be Verdicts"),
        (raises, "verdicts() about 53 rows: RuntimeError: a b"),
        (leaves, "verdicts() about 53 rows: SystemExit: 0"),
        (forgets, "verdicts(): Verdicts.action[17]: 9 is out of range, must be at least 0 and at most 3"),
    ],
)
def test_a_record_that_may_not_be_is_told_with_the_rule(deed: Any, mistake: str) -> None:
    message, place, _ = complaint(lambda: screened(deed)).partition(" (tests/policies/test_boundary.py, line ")
    assert message == SCREENING + mistake
    assert bool(place) == ("about 53 rows" in mistake)  # the rule itself was at work


@pytest.mark.parametrize(
    ("deed", "mistake"),
    [
        (lambda fee, quote: [False, True, False], "alerts(): list given, must be an array of bool"),
        (lambda fee, quote: fee, "alerts(): an array of float64 given, must be an array of bool"),
        (lambda fee, quote: False, "alerts(): bool given, must be an array of bool"),
        (lambda fee, quote: np.False_, "alerts(): bool given, must be an array of bool"),
        (
            lambda fee, quote: np.ma.masked_invalid(quote) > fee,
            "alerts(): a masked array of bool given, must be an array of bool",
        ),
        (lambda fee, quote: (fee < 1)[:, None], "alerts(): shape (3, 1) given, must be (n,)"),
        (lambda fee, quote: fee[1:] < 1, "alerts(): 2 rows given, must be 3"),
        (lambda fee, quote: fee < fee.missing, "alerts() about 3 rows: AttributeError: "),
    ],
)
def test_an_array_that_may_not_be_is_told_with_the_rule(deed: Any, mistake: str) -> None:
    assert complaint(lambda: alerted(deed)).startswith(ALERTS + mistake)


@dataclass(frozen=True)
class Rates(CompletionRate):
    rate: float = 0.5

    def rates(self, accepted: Any, ended: Any) -> Any:
        return np.where(np.arange(len(ended)) == 2, self.rate, np.nan)


@pytest.mark.parametrize("rate", [-0.5, 1.5, np.inf])
def test_a_number_out_of_range_is_told_with_its_row(rate: float) -> None:
    guest: Any = Guest("completion_rate", Rates(rate=rate))
    assert complaint(lambda: guest.rates(np.ones((4, 3), np.int64), np.ones((4, 3), np.int64))) == (
        f"completion_rate of {HERE}.Rates: rates()[2]: {rate:g} is out of range, must be at least 0 and at most 1"
    )


@pytest.mark.parametrize("question", QUESTIONS, ids=lambda question: f"{question.lever}.{question.method}")
@pytest.mark.parametrize("wrong", [None, np.nan, [], np.zeros((4, 4, 4)), "no"], ids=str)
def test_no_question_takes_just_anything_for_an_answer(question: Question, wrong: object) -> None:
    other = type("Other", (RULES[question.lever]["off"],), {question.method: lambda *_: wrong})
    guest = Guest(question.lever, other())
    message = complaint(lambda: getattr(guest, question.method)(*question.sample(np.random.default_rng(7), 4)))
    assert message.startswith(f"{question.lever} of {HERE}.Other: {question.method}(): ")
    assert " given, must be " in message


def test_a_guide_has_as_many_rows_as_there_are_categories() -> None:
    question = next(question for question in QUESTIONS if question.lever == "rate_guide")
    given = question.sample(np.random.default_rng(7), 40)
    other = type("Other", (RULES["rate_guide"]["off"],), {"quotes": lambda *_: np.full((40, 3), np.nan)})
    assert complaint(lambda: Guest("rate_guide", other()).quotes(*given)).endswith(  # type: ignore[attr-defined]
        "quotes(): 40 rows given, must be 7"
    )


class TestWhatItShowsTheMarket:
    @pytest.mark.parametrize(
        ("name", "value", "mistake"),
        [
            ("checkers", -3, "-3 is out of range, must be at least 0 and at most 10,000"),
            ("checkers", 2.0, "float given, must be an int"),
            ("checkers", True, "bool given, must be an int"),
            ("review_at", np.nan, "nan is out of range, must be finite and at least 0"),
            ("review_at", np.inf, "inf is out of range, must be finite and at least 0"),
            ("review_at", "0.5", "str given, must be a float"),
            ("night_staff", 1.5, "1.5 is out of range, must be at least 0 and at most 1"),
        ],
    )
    def test_what_it_may_not_be_is_told_before_the_first_question(self, name: str, value: object, mistake: str) -> None:
        rule = type("House", (RULES["screening"]["off"],), {name: value})()
        assert complaint(lambda: Guest("screening", rule)) == f"{SCREENING}{name}: {mistake}"

    @pytest.mark.parametrize(
        ("lever", "name", "value", "mistake"),
        [
            ("identity", "checks_holder", 1, "int given, must be a bool"),
            ("communication", "blocked", {"line"}, "set given, must be a frozenset"),
            ("communication", "blocked", frozenset({3}), "3 is no name, must be a frozenset of str"),
            ("certification", "review_days", 0, "0 is out of range, must be at least 1"),
        ],
    )
    def test_yes_and_no_and_names_are_held_too(self, lever: str, name: str, value: object, mistake: str) -> None:
        rule = type("Other", (RULES[lever]["off"],), {name: value})()
        assert complaint(lambda: Guest(lever, rule)) == f"{lever} of {HERE}.Other: {name}: {mistake}"

    @pytest.mark.parametrize("value", [3, np.int64(3), 0, 10_000])
    def test_numbers_of_numpy_are_numbers(self, value: object) -> None:
        rule = type("House", (RULES["screening"]["off"],), {"checkers": value, "review_at": np.float64(0.5)})()
        assert Guest("screening", rule).checkers == value  # type: ignore[attr-defined]

    def test_no_advice_is_a_rate_that_is_not_there(self) -> None:
        assert np.isnan(Guest("completion_rate", RULES["completion_rate"]["off"]()).advised)  # type: ignore[attr-defined]

    def test_one_that_raises_or_is_missing_is_told(self) -> None:
        rule = type("House", (RULES["screening"]["off"],), {"checkers": property(lambda self: 1 // 0)})()
        assert complaint(lambda: Guest("screening", rule)).startswith(f"{SCREENING}checkers: ZeroDivisionError: ")
        assert complaint(lambda: Guest("screening", object())).startswith("screening of builtins.object: review_at: ")

    def test_it_is_asked_once(self) -> None:
        questions: list[int] = []

        def checkers(rule: object) -> int:
            questions.append(1)
            return len(questions)

        rule = type("House", (RULES["screening"]["off"],), {"checkers": property(checkers)})()
        assert {platform.screening.checkers for platform in held([replace(PRODUCTION, screening=rule)] * 3)} == {1}
        assert questions == [1]


def test_what_a_rule_is_asked_about_can_only_be_read() -> None:
    def deed(fee: Any, quote: Any) -> Any:
        fee[0] = 9.0
        return fee < 1

    line = deed.__code__.co_firstlineno + 1
    assert complaint(lambda: alerted(deed)) == (
        ALERTS + "alerts() about 3 rows: ValueError: assignment destination is read-only "
        f"(tests/policies/test_boundary.py, line {line})"
    )


def test_a_rule_that_writes_all_the_same_is_found() -> None:
    def deed(fee: Any, quote: Any) -> Any:
        fee.base[1] = 9.0
        return fee < 1

    assert (
        complaint(lambda: alerted(deed))
        == ALERTS + "alerts() wrote into what it was asked about: fee[1]: 1.0, then 9.0"
    )

    def other(postings: Postings, verdicts: Verdicts) -> Verdicts:
        verified: Any = postings.verified.base
        verified[3] ^= True
        return verdicts

    assert complaint(lambda: screened(other, postings(np.random.default_rng(7), N))).startswith(
        SCREENING + "verdicts() wrote into what it was asked about: postings.verified[3]: "
    )


def test_nobody_writes_into_an_answer() -> None:
    stored = np.array([True, False, True])
    result = Guest("fee_alert", Alerts(lambda fee, quote: stored), closely=False).alerts(np.ones(3), np.ones(3))  # type: ignore[attr-defined]
    with pytest.raises(ValueError, match="read-only"):
        result[0] = False
    assert stored.flags.writeable


def test_a_rule_that_tells_rows_by_their_place_is_found() -> None:
    message = complaint(lambda: alerted(lambda fee, quote: np.arange(len(fee)) == 1, n=4))
    assert (
        message
        == ALERTS + "alerts() gives another answer in another order, or beside other rows: answer[2]: False, then True"
    )


def test_a_rule_that_holds_rows_against_one_another_is_found() -> None:
    message = complaint(lambda: alerted(lambda fee, quote: fee == fee.min(), n=500))
    assert message.startswith(ALERTS + "alerts() gives another answer in another order, or beside other rows: answer[")


def test_a_rule_that_remembers_is_found() -> None:
    calls: list[int] = []

    def deed(fee: Any, quote: Any) -> Any:
        calls.append(1)
        return np.full(len(fee), len(calls) > 1)

    assert complaint(lambda: alerted(deed)) == (
        ALERTS + "alerts() gives another answer when asked the same again: answer[0]: False, then True"
    )


def test_a_rule_that_uses_one_array_for_all_its_answers_is_found() -> None:
    buffer = np.zeros(9, np.bool_)

    def deed(fee: Any, quote: Any) -> Any:
        np.less(fee, 1.0, out=buffer[: len(fee)])
        return buffer[: len(fee)]

    assert (
        complaint(lambda: alerted(deed))
        == ALERTS + "alerts() has changed an answer that it had given: answer[0]: True, then False"
    )


def test_a_column_of_a_record_is_told_by_its_name_and_row() -> None:
    def deed(postings: Postings, verdicts: Verdicts) -> Verdicts:
        return replace(verdicts, action=np.where(np.arange(len(postings)) == 0, Action.STOP, Action.PASS))

    assert complaint(lambda: screened(deed)).endswith("or beside other rows: answer.action[52]: 0, then 3")


def test_a_guide_may_compare_contracts_but_not_use_their_order() -> None:
    question = next(question for question in QUESTIONS if question.lever == "rate_guide")
    given = question.sample(np.random.default_rng(7), 400)
    Guest("rate_guide", RULES["rate_guide"]["standard"](min_sample=3)).quotes(*given)  # type: ignore[attr-defined]

    def first(self: object, contracts: Any, categories: int) -> Any:
        return np.full((categories, 3), contracts.amount[0])

    other = type("Other", (RULES["rate_guide"]["off"],), {"quotes": first})()
    assert "answer in another order" in complaint(lambda: Guest("rate_guide", other).quotes(*given))  # type: ignore[attr-defined]


def test_last_digits_that_hang_on_the_order_are_no_other_answer() -> None:
    calls: list[int] = []

    def deed(postings: Postings, verdicts: Verdicts) -> Verdicts:
        calls.append(1)
        return replace(verdicts, score=verdicts.score * (1 - 1e-12 * len(calls)))

    screened(deed)
    assert len(calls) == 2


def test_calls_1_4_and_16_are_checked_the_others_cost_one_call() -> None:
    calls: list[int] = []

    def deed(fee: Any, quote: Any) -> Any:
        calls.append(len(fee))
        return fee < 1

    guest: Any = Guest("fee_alert", Alerts(deed))
    guest.alerts(np.zeros(0), np.zeros(0))  # nothing to look at
    for _ in range(17):
        guest.alerts(np.ones(120), np.ones(120))
    assert calls == [0, 120, 50, 120, 120, 120, 50, *[120] * 12, 50, 120]


def test_a_question_can_be_asked_by_name() -> None:
    guest: Any = Guest("fee_alert", Alerts(lambda fee, quote: fee < quote))
    fee, quote = np.array([1.0, 3.0]), np.array([2.0, 2.0])
    assert guest.alerts(quote=quote, fee=fee).tolist() == guest.alerts(fee, quote=quote).tolist() == [True, False]


def test_the_error_inside_a_rule_is_kept_as_the_cause() -> None:
    with pytest.raises(Misbehaved) as error:
        screened(raises)
    assert isinstance(error.value.__cause__, RuntimeError)


def test_ctrl_c_is_nobodys_misbehaviour() -> None:
    def interrupted(fee: Any, quote: Any) -> Any:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        alerted(interrupted)


def test_sigterm_is_nobodys_misbehaviour_either() -> None:
    def terminated(fee: Any, quote: Any) -> Any:
        raise Terminated

    with pytest.raises(Terminated):
        alerted(terminated)


class Panic(BaseException):
    """As of a library in Rust: no Exception."""


def test_whatever_a_rule_raises_is_told() -> None:
    def panics(fee: Any, quote: Any) -> Any:
        raise Panic("index out of bounds")

    assert complaint(lambda: alerted(panics)).startswith(f"{ALERTS}alerts() about 3 rows: Panic: index out of bounds (")


class TestPlace:
    """An error of a rule is told with the last place in the rule's code that led to it."""

    BODY = "return np.less(fee, self.yen)"

    def told(self, install: Install, text: str, within: str = "") -> str:
        install(text, {"fee_alert.below": "Below"}, within=within)
        guest: Any = Guest("fee_alert", catalogue.rule("fee_alert", "below")())
        return complaint(lambda: guest.alerts(np.ones(2), np.ones(2))).partition("alerts() about 2 rows: ")[2]

    @pytest.mark.parametrize("within", ["", "site-packages"])
    def test_it_is_the_rules_last_line_and_none_of_a_library(self, install: Install, within: str) -> None:
        text = SOUND.replace(self.BODY, "return joined(fee)") + "\ndef joined(fee):\n    return np.fft.fft(fee, 0)\n"
        assert self.told(install, text, within) == (
            "ValueError: Invalid number of FFT data points (0) specified. (house.py, line 15)"
        )

    @pytest.mark.parametrize(
        ("name", "place"),
        [("half", "KeyError: 2 (yen_helpers/sums.py, line 4)"), ("no", " (yen_helpers/__init__.py, line 5)")],
    )
    def test_a_helper_beside_the_rule_is_the_rules_own_code(
        self, install: Install, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, place: str
    ) -> None:
        (tmp_path / "yen_helpers").mkdir()
        start = "from yen_helpers.sums import half\n\n\ndef no(fee):\n    return fee / ''\n"
        (tmp_path / "yen_helpers" / "__init__.py").write_text(start)
        (tmp_path / "yen_helpers" / "sums.py").write_text("\n\ndef half(fee):\n    return fee / {}[2]\n")
        monkeypatch.syspath_prepend(tmp_path)
        text = "import yen_helpers" + SOUND.replace(self.BODY, f"return yen_helpers.{name}(fee)")
        assert self.told(install, text).endswith(place)

    def test_the_error_of_a_self_writing_rule_names_its_own_line(self, install: Install) -> None:
        message = self.told(install, SOUND.replace(self.BODY, "self.yen = 2.0"))
        assert message == "FrozenInstanceError: cannot assign to field 'yen' (house.py, line 12)"

    def test_what_a_rule_asks_of_ours_is_told_where_it_asks(self, install: Install) -> None:
        text = "from policies.screening import Screening" + SOUND.replace(self.BODY, "Screening().verdicts(None)")
        assert self.told(install, text).endswith("(house.py, line 12)")

    def test_a_rule_of_ours_has_a_place_too(self) -> None:
        guest: Any = Guest("screening", Screening())
        message = complaint(lambda: guest.verdicts([None]))
        assert re.search(r": verdicts\(\) about 1 row: .* \(policies/screening.py, line \d+\)$", message)

    def test_where_it_was_not_even_called_there_is_none(self, install: Install) -> None:
        message = self.told(install, SOUND.replace("(self, fee, quote)", "(self, fee)"))
        assert message == "TypeError: Below.alerts() takes 2 positional arguments but 3 were given"


def test_five_seconds_of_all_calls_but_the_slowest_are_borne() -> None:
    pace = patience.Pace("somebody")
    pace.calls, pace.longest = 3, 2.0
    for seconds, slow in ((7.0, False), (7.1, True)):
        pace.seconds = seconds
        assert bool(pace.slow) == slow


def test_every_rule_of_ours_answers_behind_it_as_it_does_without() -> None:
    for question in QUESTIONS:
        for kind in RULES[question.lever].values():
            rule = kind()
            given = question.sample(np.random.default_rng(7), N)
            bare = getattr(rule, question.method)(*given)
            assert samples.same(getattr(Guest(question.lever, rule), question.method)(*given), bare)


def dawdling(fee: Any, quote: Any) -> Any:
    time.sleep(0.01)
    return np.less(fee, 1)


class TestPatience:
    def test_a_rule_that_takes_long_over_every_call_is_told(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(patience, "MEAN", 0.002)
        monkeypatch.setattr(patience, "TOTAL", 0.01)
        guest: Any = Guest("fee_alert", Alerts(dawdling))
        message = complaint(lambda: [guest.alerts(np.ones(3), np.ones(3)) for _ in range(9)])
        assert message.startswith(ALERTS + "alerts() takes 0.0")
        assert message.endswith(", must be at most 0.002 s")

    def paced(self, *seconds: float) -> str:
        pace = patience.Pace("somebody")
        for each in seconds:
            pace.calls, pace.seconds, pace.longest = pace.calls + 1, pace.seconds + each, max(pace.longest, each)
        return pace.slow

    def test_two_seconds_a_call_are_told_after_a_few_of_them(self) -> None:
        assert self.paced(2, 2, 2) == ""
        assert self.paced(2, 2, 2, 2) == "takes 2 s a call, over 3 calls, must be at most 0.5 s"

    def test_one_hiccup_is_no_slow_rule_nor_are_many_quick_calls(self) -> None:
        assert self.paced(600.0) == self.paced(0.1, 600.0, 0.1) == self.paced(*[0.01] * 1_000) == ""

    def test_a_rule_that_never_comes_back_is_told(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(patience, "TICK", 0.01)
        monkeypatch.setattr(patience, "TICKS", 3)

        def forever(fee: Any, quote: Any) -> Any:
            for _ in range(20):  # seconds, for a patience that has no end
                try:
                    time.sleep(1)
                except Exception:  # noqa: BLE001 - as some rules do
                    continue

        with (
            pytest.raises(Misbehaved, match=rf"^{ALERTS}alerts\(\) has not come back for 0.03 s \({PLACE}\)$"),
            limited(),
        ):
            alerted(forever)

    def test_the_inner_of_two_calls_gets_all_its_ticks(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(patience, "TICKS", 2)
        clock = patience._Clock()
        with patience.Pace("outer"), patience.Pace("inner"):
            clock.tick(0, None)  # the first one tells which call it is
            clock.tick(0, None)
            with pytest.raises(patience.Stuck, match=r"^inner has not come back for 2 s$"):
                clock.tick(0, None)

    def test_the_clock_sees_no_call_that_another_thread_waits_for(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(patience, "TICKS", 1)
        clock, begun, over = patience._Clock(), threading.Event(), threading.Event()

        def elsewhere() -> None:
            with patience.Pace("another"):
                begun.set()
                over.wait(10)

        with patience.Pace("mine"):
            thread = threading.Thread(target=elsewhere)
            thread.start()
            begun.wait(10)
            clock.tick(0, None)
            with pytest.raises(patience.Stuck, match=r"^mine has not come back for 1 s$"):
                clock.tick(0, None)
        over.set()
        thread.join()
        clock.tick(0, None)
        assert clock.waits_for is None

    def test_one_call_may_make_many_others_and_take_longer_than_each(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(patience, "TICKS", 2)
        clock, inner = patience._Clock(), patience.Pace("inner")
        with patience.Pace("outer"):
            for _ in range(5):
                with inner:
                    clock.tick(0, None)
        assert clock.ticks == 0

    def test_many_calls_may_take_longer_together(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(patience, "TICK", 0.005)
        monkeypatch.setattr(patience, "TICKS", 10)
        guest: Any = Guest("fee_alert", Alerts(dawdling))
        with limited():
            for _ in range(20):
                guest.alerts(np.ones(3), np.ones(3))
            time.sleep(0.1)  # and who waits for no rule may take as long as it likes

    def test_no_timer_outlives_a_run(self) -> None:
        with limited():
            assert signal.getitimer(signal.ITIMER_REAL)[1] == patience.TICK
        assert signal.getsignal(signal.SIGALRM) is signal.SIG_DFL
        assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)

    @pytest.fixture
    def theirs(self) -> Iterator[Callable[..., None]]:
        def handler(*_: object) -> None: ...

        signal.signal(signal.SIGALRM, handler)
        yield handler
        signal.signal(signal.SIGALRM, signal.SIG_DFL)

    def test_a_program_that_uses_the_timer_itself_keeps_it(self, theirs: Callable[..., None]) -> None:
        with limited():
            assert signal.getsignal(signal.SIGALRM) is theirs
            assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)
        assert signal.getsignal(signal.SIGALRM) is theirs


class TestInAMarket:
    def test_a_rule_that_misbehaves_in_a_run_is_told(self) -> None:
        with pytest.raises(Misbehaved, match=r"screening of .*House: verdicts\(\) about \d+ rows: RuntimeError: a b"):
            live(small(), always(replace(PRODUCTION, screening=House(deed=raises))), days=2, seed=0)

    def test_an_honest_stranger_answers_in_silence_and_changes_nothing(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        own = replace(PRODUCTION, screening=Screening())
        ours = live(small(), always(own), days=8, seed=0).tables.log.finish(8)
        stranger = replace(own, screening=House(), order_rules=type("Marks", (order_rules.OrderRules,), {})())
        theirs = live(small(), always(stranger), days=8, seed=0).tables.log.finish(8)
        assert differences(ours, theirs) == []
        assert capsys.readouterr() == ("", "")

    def test_the_market_compares_rules_and_not_guests(self) -> None:
        market = live(
            small(), ((0, PRODUCTION), (3, replace(PRODUCTION, screening=Screening(review_at=0.3)))), days=1, seed=0
        )
        assert market.today(2).switched == frozenset()
        assert market.today(3).switched == {"screening"}
        assert (market.today(2).platform.screening.review_at, market.today(3).platform.screening.review_at) == (
            0.4,
            0.3,
        )
        assert market.today(0).platform.identity is market.today(3).platform.identity  # one for both periods

    def test_every_lever_is_behind_it(self) -> None:
        [platform] = held([PRODUCTION])
        assert all(isinstance(getattr(platform, lever), Guest) for lever in levers())
        assert levers() == tuple(RULES)
        assert platform.display is PRODUCTION.display
