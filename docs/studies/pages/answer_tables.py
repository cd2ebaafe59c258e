"""Generated table of docs/results/answers.md: a row for each likely question."""

from collections.abc import Iterator, Mapping

from docs.studies.pages.cells import moves
from docs.studies.parts import Part
from experiments.printing.table import Table
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.blindness import blindness
from experiments.questions.compare.comparison import Comparison
from experiments.verdicts.margins import subjects
from experiments.verdicts.regimes import word

COLUMNS = (*subjects(), "staff_yen")
NAMED = 2  # numbers that are named as deciding exposure


def answers(by_question: Mapping[str, Answer]) -> Part:
    """Return every question with its verdicts in both regimes, as a table."""
    first = next(iter(by_question.values())).comparisons[0]
    note = (
        f"{len(first.seeds)} pairs, each in another plausible world, {first.days} days. Verdict, difference with its "
        "95 % interval over luck and worlds, and in how many of the pairs that differ it has that sign. *Hangs on*: "
        "numbers of the world with which exposure goes together by more than luck, with their rank correlation. "
        "*Misled*: by what the platform sees fall while the truth gets worse. Shares are in per cent points, "
        "`staff_yen` is that of the simulated market."
    )
    head = ["question", *(f"`{name}`" for name in COLUMNS), "exposure hangs on", "misled by"]
    return note, Table.of(head, _rows(by_question))


def _rows(by_question: Mapping[str, Answer]) -> Iterator[list[str]]:
    for name, answer in by_question.items():
        yield [
            _question(name, answer),
            *("<br>".join(_cell(compared, column) for compared in answer.comparisons) for column in COLUMNS),
            "<br>".join(_hangs(compared) for compared in answer.comparisons),
            "<br>".join(filter(None, map(_misled, answer.comparisons))),
        ]


def _question(name: str, answer: Answer) -> str:
    """Return the question, with its changes unless it is a shipped scenario, and the reason if it has no answer."""
    before, after = (side.scenario for side in answer.comparisons[0].sides)
    changes = [change for change in answer.comparisons[0].sides[1].changes if not change.startswith("world.rings=")]
    lines = [f"`{name}`" if name == after.name else f"{name}:", *(f"`{change}`" for change in changes)]
    if before.name != "production":
        lines.append(f"against `{before.name}`")
    return "<br>".join([*lines, *([answer.reason] if answer.reason else [])])


def _cell(compared: Comparison, name: str) -> str:
    difference = compared[name]
    verdict = compared.verdict(difference)
    numbers = "" if verdict == "no difference" else f" {moves(difference)} {difference.agreeing}/{difference.differing}"
    return f"{word(compared.regime)}: {verdict}{numbers}"


def _misled(compared: Comparison) -> str:
    seen = ", ".join(f"`{warning.observed.metric.name}`" for warning in blindness(compared))
    return f"{word(compared.regime)}: {seen}" if seen else ""


def _hangs(compared: Comparison) -> str:
    telling = compared.deciding[COLUMNS[0]].telling if compared.deciding else ()
    named = ", ".join(f"`{each.name}` {each.pull:+.2f}" for each in telling[:NAMED])
    return f"{word(compared.regime)}: {named or 'no number by more than luck'}"
