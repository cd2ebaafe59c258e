"""What a sweep varies, from the text that asks for it to its values."""

import pytest

from experiments.questions.sweep.axes import Axis, Span, fitted, parsed

AT = "platform.screening.suspend_at"


def axis(text: str, whole: bool = False) -> Axis:
    problems: list[str] = []
    made = parsed(text, False, problems)
    assert made is not None, problems
    made = fitted(made, whole, problems)
    assert problems == []
    return made


def mistake(text: str, whole: bool = False) -> str:
    problems: list[str] = []
    made = parsed(text, False, problems)
    if made is not None:
        fitted(made, whole, problems)
    [problem] = problems
    return " ".join(problem.split())


@pytest.mark.parametrize(
    ("text", "whole", "values"),
    [
        ("0.5:0.9:5", False, ("0.5", "0.6", "0.7", "0.8", "0.9")),  # both ends in, and no 0.6000000000000001
        ("0.1:0.4:4", False, ("0.1", "0.2", "0.3", "0.4")),
        ("1:10:4", True, ("1", "4", "7", "10")),
        ("1:10:4", False, ("1.0", "4.0", "7.0", "10.0")),
        ("1:100:3:log", True, ("1", "10", "100")),
        ("1:100:4:log", False, ("1.0", "4.64159", "21.5443", "100.0")),
        ("1:1524155677489:3:log", True, ("1", "1234567", "1524155677489")),  # of whole numbers no digit is rounded off
        ("-1:1_000:2", False, ("-1.0", "1000.0")),
        (" 0.5 : 0.9 : 2 ", False, ("0.5", "0.9")),
        ("0.5,0.7, 0.9", False, ("0.5", "0.7", "0.9")),
        ("standard,off", False, ("standard", "off")),
        ("true,false", False, ("true", "false")),
        ("0.7", False, ("0.7",)),
        ("[0.1, 0.2],[0.3, 0.4]", False, ("[0.1, 0.2]", "[0.3, 0.4]")),
        ("'a,b','a:b'", False, ("'a,b'", "'a:b'")),
        ('"a:b"', False, ('"a:b"',)),
    ],
)
def test_values_are_counted_off_or_listed(text: str, whole: bool, values: tuple[str, ...]) -> None:
    assert axis(f"{AT}={text}", whole).values == values


def test_a_key_has_a_thousand_values_at_most() -> None:
    assert len(axis(f"{AT}=1:1000:1000").values) == 1_000
    assert len(axis(f"{AT}={','.join(map(str, range(1_000)))}").values) == 1_000
    assert "a whole number from 2 to 1,000" in mistake(f"{AT}=1:1001:1001")


def test_a_range_without_a_count_has_no_values_of_its_own() -> None:
    assert axis(f"{AT}=0.5:0.9").values == ()
    assert axis(f"{AT}=0.5:0.9:log").span == Span(0.5, 0.9, None, True)


def test_a_number_of_the_world_is_laid_on_both_sides_whoever_asks() -> None:
    problems: list[str] = []
    sides = [parsed(f"{key}=1,2", both, problems) for key in (AT, "world.workers") for both in (False, True)]
    assert [each.both for each in sides if each] == [False, True, True, True]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (AT, "platform.screening.suspend_at needs the form KEY=VALUES, such as 0.5:0.9:9 (LOW:HIGH:COUNT)"),
        (f"{AT}=", "needs the form KEY=VALUES"),
        ("platform..x=1,2", "needs the form KEY=VALUES"),
        ("plaform.screening.suspend_at=1,2", "is called 'plaform.screening.suspend_at'"),
        ("days=10,20", "all points have one length and one first day: days=…"),
        ("start=2020-08-01,2020-09-01", "first day: start=…"),
        (f"{AT}=a:b:3", "needs numbers from LOW to HIGH, such as"),
        (f"{AT}=0.5:inf:3", "needs numbers from LOW to HIGH"),
        (f"{AT}=0.5:0.6:3:4", "needs numbers from LOW to HIGH"),
        (f"{AT}=0.5:0.6:3:lgo", "needs numbers from LOW to HIGH"),
        (f"{AT}=0.5:log", "needs numbers from LOW to HIGH"),
        (f"{AT}=0.5:0.9:x", "COUNT 'x' must be a whole number from 2 to 1,000"),
        (f"{AT}=0.5:0.9:1", "COUNT '1' must be"),
        (f"{AT}=0.5:0.9:2.5", "COUNT '2.5' must be"),
        (f"{AT}=0.5:0.9:1001", "COUNT '1001' must be"),
        (f"{AT}=0.9:0.5:3", "LOW must be below HIGH, and 0.9 is not below 0.5"),
        (f"{AT}=0.5:0.5:3", "LOW must be below HIGH, and 0.5 is not below 0.5"),
        (f"{AT}=0:1:3:log", "even ratios (log) need a LOW above 0"),
        (f"{AT}=1,,2", "a value is missing between two commas"),
        (f"{AT}=1,2,", "a value is missing"),
        (f"{AT}=0.5,0.50", "0.50 is listed twice"),
        (f"{AT}={','.join(map(str, range(1001)))}", "more than 1,000 values"),
    ],
)
def test_a_slip_is_told_with_its_place_and_what_would_do(text: str, expected: str) -> None:
    message = mistake(text)
    assert message.startswith(text[:50])
    assert expected in message


def test_a_whole_number_needs_whole_values_and_the_error_names_counts() -> None:
    assert "3.25 is none: a COUNT of 2 or 4 or 10 gives such, or a list, such as 1,2,5" in mistake(f"{AT}=1:10:5", True)
    assert "a COUNT of 2 or 3 gives such" in mistake(f"{AT}=1:100:4:log", True)
    assert "0.5 is none: give a list, such as 1,2,5" in mistake(f"{AT}=0.5:3.2:4", True)
    assert "needs whole numbers, and 0.5 is none" in mistake(f"{AT}=0.5:3", True)
    assert "needs whole numbers, and 3.5 is none" in mistake(f"{AT}=1:3.5", True)
    assert "needs whole numbers, and 0.5 and 3.5 is none" in mistake(f"{AT}=0.5:3.5", True)


def test_six_counts_up_to_a_hundred_are_named() -> None:
    assert "a COUNT of 2 or 3 or 4 or 5 or 6 or 7 gives such" in mistake(f"{AT}=1:121:8", True)  # 9 would do too
    assert "a COUNT of 2 or 4 or 10 or 12 or 34 or 100 gives such" in mistake(f"{AT}=1:100:3", True)
    assert "a COUNT of 2 gives such" in mistake(f"{AT}=1:102:3", True)  # 102 would do too


@pytest.mark.parametrize(
    ("text", "whole", "values"),
    [
        ("0.5:0.9", False, {0.0: "0.5", 0.25: "0.6", 0.999999: "0.9"}),
        ("1:100:log", False, {0.0: "1.0", 0.5: "10.0"}),
        ("1:3", True, {0.0: "1", 0.33: "1", 0.34: "2", 0.67: "3", 0.99: "3"}),  # a third each
        ("1:100:log", True, {0.0: "1", 0.5: "10", 0.99: "95"}),
        ("off,on,auto", False, {0.0: "off", 0.33: "off", 0.34: "on", 0.99: "auto"}),
        ("1:10:4", True, {0.24: "1", 0.26: "4", 0.99: "10"}),  # a counted range is a list
    ],
)
def test_a_coordinate_is_a_place_in_a_range_or_list(text: str, whole: bool, values: dict[float, str]) -> None:
    made = axis(f"{AT}={text}", whole)
    assert {u: made.at(u) for u in values} == values


def test_coordinates_0_and_1_are_the_ends_of_range_and_list() -> None:
    for text, whole, ends in (
        ("1:3", True, ("1", "3")),
        ("1:100:log", True, ("1", "100")),
        ("0.5:0.9", False, ("0.5", "0.9")),
        ("off,on,auto", False, ("off", "auto")),
    ):
        made = axis(f"{AT}={text}", whole)
        assert (made.at(0.0), made.at(1.0)) == ends
