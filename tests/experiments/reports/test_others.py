"""Reports of several candidates, a sweep, a flip and a gate: answer first, numbers as the text has them, one file."""

from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

import policylab as pl
from experiments.commands.app import app
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.words import cells
from experiments.questions.gate.text import words
from experiments.questions.sweep.result import Sweep
from experiments.reports import comparison, gate, sweep
from experiments.reports.document import Document
from experiments.runs.provenance import Side
from experiments.verdicts.regimes import word
from scenarios.space import Stray
from tests.experiments.questions.gate.hand import EVERY, FAILS, SAME
from tests.experiments.reports.hand import MOVED, Page, called

LARGEST = 500_000  # bytes
SMALL = ("world.workers=300", "world.clients=80", "days=14")
ONCE = {"worlds": "fixed", "store": None, "engine": "serial", "progress": False}
TINY = ["-S", "world.workers=200", "-S", "world.clients=60", "--days", "8", "--engine", "serial", "--no-store"]
VARIED = ["production", "--vary", "screening.suspend_at=0.5,0.9"]
HOSTILE = '<script>alert(1)</script> "&\u202e\n\x07' + "name " * 60


def page_of(document: Document) -> tuple[Page, str]:
    """A page that asks for nothing, is not too large, and begins with the answer."""
    text = document.html()
    page = Page(text)
    assert len(text.encode()) < LARGEST
    assert not {"script", "link", "img", "iframe", "object", "form", "base"} & set(page.tags)
    assert [link for link in page.links if not link.startswith("#")] == []
    assert page.tags.count("table") >= page.tags.count("figure") == page.tags.count("svg")
    order = [text.index(part) for part in ("<h1>", '<div class="answer">', "<h2>")]
    assert order == sorted(order)
    return page, text


@pytest.fixture(scope="module")
def swept() -> pl.Swept:
    at = {"platform.screening.suspend_at": [0.5, 0.9]}
    return pl.sweep(pl.load("production", *SMALL), vary=at, seeds=2, **ONCE)  # type: ignore[arg-type]


def test_the_report_of_a_sweep_counts_verdicts_and_has_every_point(swept: pl.Swept) -> None:
    document = replace(sweep.report(swept.found), command="policylab sweep …")
    page, text = page_of(document)
    assert [each.split(", ")[0] for each in document.answer] == [
        "Fraud exposure: of 2 points", "Matching: of 2 points",
    ]  # fmt: skip
    last = [point.comparisons[-1] for point in swept.found.points]
    assert last[0].verdict(last[0]["exposed_per_10k"]) in document.answer[0]
    for point in swept.found.points:
        for compared in point.comparisons:
            cell = cells(compared, compared["value_per_posting"])
            row = [f"{point.values['platform.screening.suspend_at']}", word(compared.regime)]
            numbers = [cell.baseline, cell.difference, cell.pairs, cell.margin, cell.verdict]
            assert any(each[:2] == row and each[-5:] == numbers for each in page.rows)
    assert "policylab sweep …" in text
    assert swept.report("policylab sweep …") == text
    assert "The same again" not in sweep.report(swept.found).html()


def test_the_report_of_a_sweep_has_the_commands_that_it_announces(
    swept: pl.Swept, monkeypatch: pytest.MonkeyPatch
) -> None:
    commands = {"policylab compare one": ["exposed_per_10k"], "policylab compare two": ["value_per_posting"]}
    monkeypatch.setattr(Sweep, "fresh_commands", lambda _: commands)
    *_, announced, first, second = sweep.report(swept.found).sections[0].paragraphs
    assert announced.endswith("Repeat it with other seeds (exposed_per_10k; value_per_posting, adapted):")
    assert [first, second] == [*commands]


def test_the_method_of_a_sweep_names_both_sides_without_a_point_and_what_was_varied(swept: pl.Swept) -> None:
    [table] = sweep.report(swept.found).sections[-1].tables
    shared = "; ".join(SMALL)
    assert [(*row[:2], row[3]) for row in table.rows] == [
        ("baseline", swept.found.names[0], shared),
        ("candidate", swept.found.names[1], shared),
        ("varied", "platform.screening.suspend_at", "0.5,0.9"),
    ]


STRAY = Stray("world.workers", "3", source="4")


def test_a_sweep_has_no_verdict_anywhere_only_if_no_point_has_one(
    swept: pl.Swept, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers = [point.answer for point in swept.found.points if point.answer]
    outside = [answers[0]]
    monkeypatch.setattr(Answer, "outside", property(lambda each: (STRAY,) if each in outside else ()))
    for told in (False, True):
        [trust] = [each for each in sweep.report(swept.found).sections if each.heading == "How far to trust it"]
        assert any(text.startswith("No verdict holds here") for text in trust.paragraphs) is told
        outside += answers


@pytest.mark.parametrize("name", EVERY)
def test_the_report_of_a_gate_has_its_verdict_and_every_ruling(name: str) -> None:
    page, _ = page_of(gate.report(EVERY[name]))
    assert any(text.startswith(EVERY[name].verdict) for text in page.texts)
    rows = [row for row in page.rows if len(row) > 3]
    for ruling in EVERY[name].rulings:
        assert any(words(ruling) in row for row in rows)


def test_a_gate_that_ran_nothing_has_no_picture_and_one_that_failed_has_the_worst_first() -> None:
    assert gate.report(SAME).first == ()
    [picture] = gate.report(FAILS).first
    assert picture.numbers.rows[0][2] == "fail"


def test_the_commands_write_reports(tmp_path: Path) -> None:
    several, varied = tmp_path / "several.html", tmp_path / "varied.html"
    once = ["--seeds", "2", "--worlds", "fixed", "--rings", "frozen", *TINY]
    asked = CliRunner().invoke(
        app, ["report", "production", "calling_open", "strict_screening", *once, "-o", str(several)]
    )
    assert asked.exit_code == 0, asked.output
    assert "production against calling_open, strict_screening" in several.read_text("utf-8")
    asked = CliRunner().invoke(
        app, ["sweep", "production", "--vary", "screening.suspend_at=0.5,0.9", *once, "--report", str(varied)]
    )
    assert asked.exit_code == 0, asked.output
    assert varied.read_text("utf-8").startswith("<!DOCTYPE html>")


def test_a_change_of_one_of_several_candidates_is_refused() -> None:
    done = CliRunner().invoke(
        app, ["report", "production", "calling_open", "strict_screening", "--change", "call=never"]
    )
    assert done.exit_code == 2
    assert "--change changes one candidate, and here are several" in done.stderr


def test_a_second_look_at_several_candidates_is_refused() -> None:
    done = CliRunner().invoke(app, ["report", "production", "calling_open", "strict_screening", "--more"])
    assert done.exit_code == 2
    assert "--more is the second look at one candidate, and here are several" in done.stderr


def test_a_report_of_a_sweep_that_cannot_be_written_is_refused_before_any_run() -> None:
    done = CliRunner().invoke(app, ["sweep", *VARIED, "--report", "no/such/folder/a.html"])
    assert done.exit_code == 2
    assert "no/such/folder/a.html" in done.stderr


def sourced(answer: Answer, before: tuple[str, ...], after: tuple[str, ...]) -> Answer:
    """An answer whose sides are called otherwise than what they are made of."""

    def both(old: Side, new: Side) -> tuple[Side, Side]:
        return replace(old, source="a + b.toml", changes=before), replace(new, source="calling_open", changes=after)

    return Answer(tuple(replace(compared, sides=both(*compared.sides)) for compared in answer.comparisons))


def test_a_command_names_what_scenarios_are_made_of_and_not_what_they_are_called() -> None:
    found = sourced(called(MOVED, "my idea", "as it is"), ("days=30",), ("days=30", "call=never"))
    words_of_command = comparison.again(found)
    assert words_of_command[:6] == ["policylab", "report", "a + b.toml", "calling_open", "-S", "days=30"]
    assert words_of_command[6:8] == ["--change", "call=never"]
    late = ("call=never", "call=before_contract", "call=never")  # laid over one another
    words_of_command = comparison.again(sourced(MOVED, late[:1], late))
    assert "--change" not in words_of_command
    assert words_of_command[4:6] == ["-S", "call=never"]


def test_a_report_has_no_command_where_none_asks_the_same() -> None:
    found = sourced(MOVED, ("days=30", "call=never"), ("days=30",))  # of the baseline alone
    assert comparison.again(found) == []
    assert "The same again" not in comparison.report(found).html()
