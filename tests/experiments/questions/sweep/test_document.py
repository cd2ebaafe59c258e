"""A sweep on the screen, line by line, and what stands behind it."""

from dataclasses import replace

import pytest

from experiments.document.document import Lines, Paragraph, Table
from experiments.questions.compare.answer import Answer
from experiments.questions.sweep.ask import sweep
from experiments.questions.sweep.document import document
from experiments.questions.sweep.question import question
from experiments.questions.sweep.result import Sweep
from experiments.runs.failures import Failure
from experiments.runs.plan import Run
from experiments.runs.work import Measurements
from experiments.runs.works import Work
from scenarios.plausible import NONE_SHIP
from scenarios.space import Stray
from tests.experiments.questions.sweep import works
from tests.experiments.shown import shown

ONE, AT = ("production", "production"), "platform.screening.suspend_at"


def even(run: Run) -> Measurements:
    """Every metric is 100 at the baseline and 10 more for each tenth below it, without any luck."""
    measurements = works.sloping(run)
    value = round(100 + 100 * (0.9 - works.threshold(run)))
    return replace(measurements, metrics=dict.fromkeys(measurements.metrics, float(value)))


def swept(*vary: str, names: tuple[str, str] | None = None) -> Sweep:
    variation = question(ONE, vary, regimes=[("world.rings=frozen",)], names=names)
    result, _ = sweep(variation, range(2), work=Work(even))
    return result


def told(result: Sweep) -> list[str]:
    return shown(document(result), width=80).split("\n")


SLOPE = swept(f"{AT}=0.7,0.8,0.9", names=("as it is", "stricter"))


def test_a_headline_has_a_row_per_point_with_best_and_worst() -> None:
    lines = told(SLOPE)
    assert lines[:13] == [
        "as it is → stricter, varied: suspend_at",
        "3 points (grid), 2 pairs a point, in one world; 120 days",
        "Workers harmed, workers led away, workers addressed, workers who read a lure: of",
        "  3 points, worse at 2, no difference at 1. Matching: of 3 points, better at 2,",
        "  no difference at 1.",
        "",
        f"{AT}=0.7,0.8,0.9",
        "",
        "workers harmed, change in per cent",
        "       suspend_at  before  first day",
        "worst         0.7     100        +20  worse",
        "              0.8     100        +10  worse",
        "best          0.9     100          0  no difference",
    ]
    assert lines[14] == "workers led away, change in per cent"


def test_switches_are_told_as_they_are_written() -> None:
    lines = told(swept("platform.communication.verified_only=true,false"))
    [at, *_] = [number for number, line in enumerate(lines) if "before" in line]
    assert [line.split()[0] for line in lines[at + 1 : at + 3]] == ["true", "false"]


@pytest.mark.parametrize(
    ("vary", "head"),
    [
        ([f"{AT}=0.7,0.8", "platform.screening.checkers=1"], "point"),  # suspend_at checkers: 19
        (["platform.communication.listen_minutes=5", "platform.communication.call=never"], "point"),  # 20
        (["platform.communication.listen_minutes=10"], "listen_minutes"),
        ([f"{AT}=0.7", "world.clients=500"], "suspend_at clients"),  # 18
    ],
)
def test_values_over_eighteen_columns_are_replaced_by_numbers(vary: list[str], head: str) -> None:
    heads = next(line for line in told(swept(*vary)) if line.endswith("before  first day"))
    assert " ".join(heads.split()).startswith(head)


def test_each_number_of_a_point_has_its_values() -> None:
    lines = told(swept(f"{AT}=0.7,0.8", "platform.screening.checkers=1"))
    at = lines.index("  #1  suspend_at 0.7, checkers 1")
    assert lines[at - 1 : at + 3 : 2] == ["", "  #2  suspend_at 0.8, checkers 1"]


def test_a_point_without_an_answer_says_why() -> None:
    first, *more = SLOPE.points
    error = "Traceback\n  there\nValueError: cursed\n"
    crashed = tuple(Failure("stricter", seed, error) for seed in (0, 0, 1))
    gone = replace(first, answer=None, failures=crashed)
    assert "0.7 crashed in 2 seeds: ValueError: cursed" in told(replace(SLOPE, points=(gone, *more)))
    blamed = f"{error}\nTraceback\n  there\npolicies.boundary.Misbehaved: screening of mine.Strict: verdicts(): no\n"
    gone = replace(first, answer=None, failures=(Failure("stricter", 0, blamed),))
    assert "0.7 crashed in 1 seed: screening of mine.Strict: verdicts(): no" in told(
        replace(SLOPE, points=(gone, *more))
    )
    none = told(replace(SLOPE, points=tuple(replace(point, answer=None) for point in SLOPE.points)))
    assert "days" not in none[1]
    assert none[2] == "No point has an answer: its runs crashed."
    assert none[-3] == "point 1 crashed in 0 seeds: too few seeds"


def test_seeds_that_crashed_are_counted_where_there_is_an_answer() -> None:
    first, *more = SLOPE.points
    lost = replace(first, failures=(Failure("stricter", 7, "cursed"),))
    [remark] = document(replace(SLOPE, points=(lost, *more), seeds=(0, 1, 7))).remarks
    assert remark == "At point 1, 1 of 3 seeds crashed and are left out."
    assert document(SLOPE).remarks == ()


class Outside(Answer):
    """An answer in worlds that allow no verdict."""

    @property
    def outside(self) -> tuple[Stray, ...]:
        return (Stray("world.odd", "3", low="1", high="2"),)


def test_points_outside_the_passport_are_counted_by_their_reasons() -> None:
    first, second, third = SLOPE.points
    assert first.answer is not None
    odd = Outside(first.answer.comparisons, NONE_SHIP)
    result = replace(SLOPE, points=(replace(first, answer=odd), replace(second, answer=odd), third))
    reason = "outside the passport: world.odd = 3 is beyond its plausible range 1–2."
    assert document(result).remarks == (f"Nothing is better or worse at 2 of 3 points: {reason}",)


def test_commands_stand_each_on_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    [command] = SLOPE.fresh_commands()
    lines = told(SLOPE)
    assert len(command) > 80
    assert lines[-1] == command
    assert " ".join(lines[-3:-1]) == (
        "The best of 3 points seems better than it is. Repeat it with other seeds   (matching, first day):"
    )
    commands = {"policylab compare one": ["exposed_per_10k"], "policylab compare two": ["value_per_posting"]}
    monkeypatch.setattr(Sweep, "fresh_commands", lambda _: commands)
    announced, given = document(SLOPE).sections[-1].parts
    assert isinstance(announced, Paragraph)
    assert announced.text.endswith("Repeat it with other seeds (workers addressed; matching, first day):")
    assert given == Lines(tuple(commands))


def test_the_method_names_both_sides_without_what_was_varied() -> None:
    shared = ["days=60"]
    variation = question(ONE, [f"{AT}=0.7,0.9"], changes=(shared, shared), regimes=[("world.rings=frozen",)])
    result, _ = sweep(variation, range(2), work=Work(even))
    whole = document(result)
    table = next(each for each in whole.sections if each.heading == "Method").parts[-1]
    assert isinstance(table, Table)
    title = "Production on 1 August 2020: in-house calling dropped"
    assert table.rows == (
        ("baseline", "production", title, "days=60"), ("candidate", "production", title, "days=60"),
    )  # fmt: skip
    assert whole.subject == f"{title} → {title}, varied: suspend_at"


def test_no_verdict_holds_anywhere_only_if_no_point_has_one() -> None:
    odd = [replace(each, answer=Outside(each.answer.comparisons, NONE_SHIP)) for each in SLOPE.points if each.answer]
    for points in ((odd[0], *SLOPE.points[1:]), tuple(odd)):
        sections = document(replace(SLOPE, points=points)).sections
        [trust] = [each for each in sections if each.heading == "How far to trust it"]
        texts = [part.text for part in trust.parts if isinstance(part, Paragraph)]
        assert any(text.startswith("No verdict holds here") for text in texts) is (points == tuple(odd))
