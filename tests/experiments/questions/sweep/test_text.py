"""A sweep on the screen, line by line."""

from dataclasses import replace

import pytest

from experiments.questions.compare.answer import Answer
from experiments.questions.sweep.ask import sweep
from experiments.questions.sweep.question import question
from experiments.questions.sweep.result import Sweep
from experiments.questions.sweep.text import lines, show
from experiments.runs.failures import Failure
from experiments.runs.plan import Run
from experiments.runs.work import Measurements
from experiments.runs.works import Work
from scenarios.plausible import NONE_SHIP
from scenarios.space import Stray
from tests.experiments.questions.sweep import works

ONE, AT = ("production", "production"), "platform.screening.suspend_at"


def even(run: Run) -> Measurements:
    """Every metric is 100 at the baseline and 10 more for each tenth below it, without any luck."""
    found = works.sloping(run)
    value = round(100 + 100 * (0.9 - works.threshold(run)))
    return replace(found, metrics=dict.fromkeys(found.metrics, float(value)))


def swept(*vary: str, names: tuple[str, str] | None = None) -> Sweep:
    posed = question(ONE, vary, regimes=[("world.rings=frozen",)], names=names)
    found, _ = sweep(posed, range(2), work=Work(even))
    return found


def told(found: Sweep) -> list[str]:
    return [line.plain for line in lines(found)]


SLOPE = swept(f"{AT}=0.7,0.8,0.9", names=("as it is", "stricter"))


def test_a_headline_is_a_row_a_point_with_the_best_and_the_worst() -> None:
    said = told(SLOPE)
    assert said[:4] == [
        "as it is → stricter, varied",
        "3 points (grid), 2 pairs a point, in one world; 120 days",
        f"{AT}=0.7,0.8,0.9",
        "",
    ]
    at = said.index("", 4)
    title, *block = said[4:at]
    assert title.startswith("exposed_per_10k, first day: workers per 10,000 (")
    assert block == [
        "baseline 100, margin ±2.0",
        "      suspend_at         difference [95 %]  sign",
        "worst        0.7                        20   2/2 worse",
        "             0.8                        10   2/2 worse",
        "best         0.9                         0   0/0 no difference",
    ]


def test_switches_are_told_as_they_are_written() -> None:
    said = told(swept("platform.communication.authenticated=true,false"))
    rows = [line.split()[0] for line in said[said.index("") + 4 :][:2]]
    assert rows == ["true", "false"]


def test_values_that_take_eighteen_columns_stand_in_their_row_and_longer_ones_have_numbers() -> None:
    key = "platform.communication.call"
    wide = told(swept(f"{AT}=0.7,0.8", "platform.screening.checkers=1"))  # suspend_at checkers: 19
    assert "point suspend_at checkers" in wide
    fits = told(swept("platform.communication.listen_minutes=5", f"{key}=never"))  # listen_minutes never: 20
    assert "point listen_minutes  call" in fits
    short = told(swept("platform.communication.listen_minutes=10"))
    assert not [line for line in short if line.startswith("point")]
    exact = told(swept(f"{AT}=0.7", "world.clients=500"))  # suspend_at clients: 18
    assert not [line for line in exact if line.startswith("point")]


def test_the_legend_of_numbers_has_a_dim_head() -> None:
    found = list(lines(swept(f"{AT}=0.7,0.8", "platform.screening.checkers=1")))
    [at] = [number for number, line in enumerate(found) if line.plain.startswith("point ")]
    assert [(line.plain, str(line.style)) for line in found[at - 1 : at + 3]] == [
        ("", ""),
        ("point suspend_at checkers", "dim"),
        ("   #1        0.7        1", ""),
        ("   #2        0.8        1", ""),
    ]


def test_a_point_without_an_answer_says_why() -> None:
    first, *more = SLOPE.points
    error = "Traceback\n  there\nValueError: cursed\n"
    crashed = tuple(Failure("stricter", seed, error) for seed in (0, 0, 1))
    gone = replace(first, answer=None, failures=crashed)
    rows = [line for line in told(replace(SLOPE, points=(gone, *more))) if "0.7 crashed" in line]
    assert rows[0].strip() == "0.7 crashed in 2 seeds: ValueError: cursed"
    blamed = f"{error}\nTraceback\n  there\npolicies.boundary.Misbehaved: screening of mine.Strict: verdicts(): no\n"
    gone = replace(first, answer=None, failures=(Failure("stricter", 0, blamed),))
    rows = [line for line in told(replace(SLOPE, points=(gone, *more))) if "0.7 crashed" in line]
    assert rows[0].strip() == "0.7 crashed in 1 seed: screening of mine.Strict: verdicts(): no"
    few = told(replace(SLOPE, points=tuple(replace(point, answer=None) for point in SLOPE.points)))
    assert few[3] == "point 1 crashed in 0 seeds: too few seeds"
    assert "days" not in few[1]


def test_seeds_that_crashed_are_counted_where_there_is_an_answer() -> None:
    first, *more = SLOPE.points
    lost = replace(first, failures=(Failure("stricter", 7, "cursed"),))
    said = told(replace(SLOPE, points=(lost, *more), seeds=(0, 1, 7)))
    assert "At point 1 1 of 3 seeds crashed and are left out." in said
    assert not [line for line in told(SLOPE) if "left out" in line]


class Outside(Answer):
    """An answer in worlds that allow no verdict."""

    @property
    def outside(self) -> tuple[Stray, ...]:
        return (Stray("world.odd", "3", low="1", high="2"),)


def test_points_outside_the_passport_are_counted_by_their_reasons() -> None:
    first, second, third = SLOPE.points
    assert first.answer is not None
    odd = Outside(first.answer.comparisons, NONE_SHIP)
    found = replace(SLOPE, points=(replace(first, answer=odd), replace(second, answer=odd), third))
    reason = "outside the passport: world.odd = 3 is beyond its plausible range 1–2."
    said = " ".join(" ".join(told(found)).split())
    assert f"Nothing is better or worse at 2 of 3 points: {reason}" in said
    assert not [line for line in told(SLOPE) if line.startswith("Nothing is better or worse")]


def test_the_commands_stand_at_the_end_each_on_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    show(SLOPE)
    printed = capsys.readouterr().out.splitlines()
    [command] = SLOPE.fresh_commands()
    assert len(command) > 80
    assert printed[-1] == command
    assert [line.rstrip() for line in printed[:-1]] == [line.rstrip() for line in told(SLOPE)]
    assert " ".join(printed[-4:-1]).endswith("Repeat it with other seeds   (value_per_posting, first day):")
