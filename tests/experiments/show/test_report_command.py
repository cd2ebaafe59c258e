"""Reports of several candidates, a sweep and a flip: answer first, numbers as the text has them, one file."""

from dataclasses import replace
from pathlib import Path

from typer.testing import CliRunner

from experiments.commands.app import app
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.document import again, document
from experiments.runs.provenance import Side
from experiments.show import html
from tests.experiments.show.hand import MOVED, called

LARGEST = 500_000  # bytes
SMALL = ("world.workers=300", "world.clients=80", "days=14")
ONCE = {"worlds": "fixed", "store": None, "engine": "serial", "progress": False}
TINY = ["-S", "world.workers=200", "-S", "world.clients=60", "--days", "8", "--engine", "serial", "--no-store"]
VARIED = ["production", "--vary", "screening.suspend_at=0.5,0.9"]
HOSTILE = '<script>alert(1)</script> "&\u202e\n\x07' + "name " * 60


def test_the_commands_write_reports(tmp_path: Path) -> None:
    several, varied = tmp_path / "several.html", tmp_path / "varied.html"
    once = ["--seeds", "2", "--worlds", "fixed", "--rings", "frozen", *TINY]
    done = CliRunner().invoke(
        app, ["report", "production", "calling_open", "strict_screening", *once, "-o", str(several)]
    )
    assert done.exit_code == 0, done.output
    assert "production against 2 candidates" in several.read_text("utf-8")
    done = CliRunner().invoke(
        app, ["sweep", "production", "--vary", "screening.suspend_at=0.5,0.9", *once, "--report", str(varied)]
    )
    assert done.exit_code == 0, done.output
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


def test_an_unwritable_report_of_a_sweep_is_refused_before_any_run() -> None:
    done = CliRunner().invoke(app, ["sweep", *VARIED, "--report", "no/such/folder/a.html"])
    assert done.exit_code == 2
    assert "no/such/folder/a.html" in done.stderr


def sourced(answer: Answer, before: tuple[str, ...], after: tuple[str, ...]) -> Answer:
    """An answer whose sides are called otherwise than what they are made of."""

    def both(old: Side, new: Side) -> tuple[Side, Side]:
        return replace(old, source="a + b.toml", changes=before), replace(new, source="calling_open", changes=after)

    return Answer(tuple(replace(compared, sides=both(*compared.sides)) for compared in answer.comparisons))


def test_a_command_names_sources_of_scenarios_and_not_their_names() -> None:
    answer = sourced(called(MOVED, "my idea", "as it is"), ("days=30",), ("days=30", "call=never"))
    words_of_command = again(answer)
    assert words_of_command[:6] == ["policylab", "report", "a + b.toml", "calling_open", "-S", "days=30"]
    assert words_of_command[6:8] == ["--change", "call=never"]
    late = ("call=never", "call=before_contract", "call=never")  # laid over one another
    words_of_command = again(sourced(MOVED, late[:1], late))
    assert "--change" not in words_of_command
    assert words_of_command[4:6] == ["-S", "call=never"]


def test_a_report_has_no_command_where_none_asks_the_same() -> None:
    answer = sourced(MOVED, ("days=30", "call=never"), ("days=30",))  # of the baseline alone
    assert again(answer) == []
    assert "The same again" not in html.page(document(answer))
