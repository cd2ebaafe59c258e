"""The answer on the terminal in Japanese: no English is left, it fits the screen, its sentences are whole."""

import re
from collections.abc import Iterator

import pytest

from experiments.language.messages import speaking
from experiments.printing.printed import printed
from experiments.printing.widths import columns
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.deciding import Decider, Deciding
from experiments.questions.compare.screen import by_path, screen
from experiments.questions.compare.text import show
from experiments.questions.compare.words import sentences
from tests.experiments.found import comparison, each, in_worlds, regime, rows
from tests.experiments.language.hand import english


@pytest.fixture(autouse=True)
def japanese() -> Iterator[None]:
    with speaking("ja"):
        yield


def moved() -> Answer:
    """Everything that an answer may tell: a warning, verdicts of all kinds, payers, what else moved, deciders."""
    first = regime(
        "frozen",
        20,
        exposed_per_10k=each(*[4, 6] * 10),
        fee_yen=each(*[-5000, -5100] * 10),
        caught_lures_per_1k=each(*[-3] * 20),
        hours_to_fill=each(*[-30, -31] * 10),
        fit_of_hires=each(*[3, 4] * 10),
        ghosted_share=each(*[3, 4] * 10),
    )
    adapted = regime(
        "adapting",
        20,
        exposed_per_10k=each(*[-4, -6] * 10),
        staff_yen=each(*[9e7, 9.1e7] * 10),
        share_certified=each(*[3, 4] * 10),
    )
    numbers = Deciding(4, (Decider("ring.lures_by_call", 0.9), Decider("talking.call_settles", -0.85)), 0.5)
    return Answer((in_worlds(first), in_worlds(adapted, value_per_posting=numbers)))


def lines(answer: Answer) -> list[str]:
    return [line.plain for line in screen(answer)]


def test_a_screen_has_24_lines_of_80_columns() -> None:
    told = lines(moved())
    assert len(told) <= 24
    assert [line for line in told if columns(line) > 80] == []


def test_its_columns_stand_below_one_another() -> None:
    told = lines(moved())
    rows_of = [line for line in told if line.startswith((" 導入直後", " 適応後"))]
    assert len(rows_of) == 4
    heads = next(line for line in told if "許容幅" in line and "判定" in line)
    end = columns(heads[: heads.index("許容幅") + 3])
    assert {columns(line[: re.search(r"±[\d.,]+", line).end()]) for line in rows_of} == {end}  # type: ignore[union-attr]


def test_no_english_is_left_on_the_screen() -> None:
    answer = moved()
    assert english("\n".join([*lines(answer), *(line.plain for line in by_path(answer, "tactic"))])) == []


def test_no_english_is_left_among_all_metrics() -> None:
    answer = moved()
    assert english(printed(lambda: show(answer, everything=True, by="age"))) == []


def test_verdicts_are_told_as_sentences() -> None:
    assert sentences(moved()) == (
        "詐欺への接触：導入直後は悪化（+5.0%）、適応後は改善（-5.0%）。マッチングの質：判定不能。"
    )


def test_an_answer_without_a_difference_and_one_without_a_verdict() -> None:
    same = Answer((comparison(rows(4), rows(4)),))
    assert sentences(same) == "差はまったくなし：シード4個のすべてで、全指標が一致。"
    far = Answer((comparison(rows(4), rows(4, exposed_per_10k=each(4, 6, 4, 6)), "world.ring.lures_by_call=0.51"),))
    assert sentences(far).startswith(
        "詐欺への接触、マッチングの質：判定不能（検証済みの範囲外：world.ring.lures_by_call"
    )
    assert english("\n".join(lines(far))) == []
