"""`--plot FILE`: a figure beside what is printed, refused before anything is run."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from experiments.commands.app import app
from experiments.show.pictures.files import FORMATS, Unprintable

SMALL = ["-S", "world.workers=200", "-S", "world.clients=60", "--days", "8", "--engine", "serial"]
TINY = [*SMALL, "--no-store"]
SCREENING = ["--change", "screening.rule=off"]
CALLING = ["--change", "call=before_contract"]
PAIRS = ["--seeds", "2", "--worlds", "fixed"]


def policylab(*words: str) -> Result:
    return CliRunner().invoke(app, words)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store of runs that several figures show."""
    return tmp_path_factory.mktemp("store") / "runs.sqlite"


COMPARED = ["plane", "intervals", "dots", "payers", "forest", "parts", "weeks"]


@pytest.mark.parametrize("figure", COMPARED)
def test_compare_writes_the_figure_that_is_asked_for(tmp_path: Path, store: Path, figure: str) -> None:
    assert "No difference at all" not in drawing(figure, SCREENING, tmp_path / "answer.svg", store)


@pytest.mark.parametrize(
    "figure", [COMPARED[0], *(pytest.param(figure, marks=pytest.mark.nightly) for figure in COMPARED[1:])]
)
def test_a_change_that_changes_nothing_in_so_few_days_has_figures_too(tmp_path: Path, store: Path, figure: str) -> None:
    assert "No difference at all" in drawing(figure, CALLING, tmp_path / "answer.svg", store)


def drawing(figure: str, change: list[str], file: Path, store: Path) -> str:
    """The text that a comparison prints, which draws a figure into a file too."""
    words = ["compare", "production", *change, *PAIRS, *SMALL, "--store", str(store)]
    done = policylab(*words, "--plot", str(file), "--figure", figure)
    assert done.exit_code == 0, done.output
    assert file.read_text("utf-8").startswith("<?xml")
    return done.stdout


@pytest.mark.parametrize(
    "words",
    [
        ["run", "production", "--seeds", "1"],
        ["validate", "production", "--seeds", "2"],
        ["sweep", "production", "--vary", "message_watch.hold_at=0.7,0.9", *PAIRS],
        ["trace", "production", *CALLING, "--seeds", "1", "--worlds", "fixed"],
        ["trace", "production", *CALLING, "--seeds", "1", "--worlds", "fixed", "--worker", "3", "--figure", "lives"],
    ],
    ids=lambda words: "-".join(word for word in words if word.isalpha())[:24],
)
def test_so_does_every_question(tmp_path: Path, words: list[str]) -> None:
    file = tmp_path / "figure.png"
    tiny = TINY[:-1] if words[0] == "trace" else TINY
    done = policylab(*words, *tiny, "--plot", str(file))
    assert done.exit_code == (1 if words[0] == "validate" else 0), done.output
    assert file.read_bytes().startswith(b"\x89PNG")


def test_plausible_worlds_have_a_figure_without_a_run(tmp_path: Path) -> None:
    assert policylab("validate", "--plot", str(tmp_path / "worlds.pdf")).exit_code == 0
    assert (tmp_path / "worlds.pdf").read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize("command", ["compare", "sweep", "flip", "trace", "gate", "run", "validate"])
def test_a_file_of_another_kind_is_refused_before_anything_is_run(command: str, tmp_path: Path) -> None:
    both = ["production"] if command in ("run", "validate") else ["production", *CALLING]
    words = (
        ["sweep", "production", "--vary", "message_watch.hold_at=0.7,0.9"] if command == "sweep" else [command, *both]
    )
    for name, message in (
        ("a.jpg", f"a figure is a file of {', '.join(FORMATS[:-1])} or {FORMATS[-1]}"),
        ("no/a.svg", "there is no folder"),
    ):
        done = policylab(*words, "--plot", str(tmp_path / name))
        assert done.exit_code == 2
        assert message in done.stderr
        assert done.stdout == ""


def test_a_picture_of_no_life_is_refused_before_anything_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("experiments.api.trace.traced", lambda *_, **__: pytest.fail("something was run"))
    file = tmp_path / "lives.svg"
    words = ["trace", "production", "production", "--seeds", "1", "--worlds", "fixed", *TINY[:-1]]
    done = policylab(*words, "--worst", "0", "--plot", str(file), "--figure", "lives")
    assert done.exit_code == 2
    assert "--worst 0 tells none: name one with --worker SEED/NUMBER" in done.stderr
    assert done.stdout == ""
    assert not file.exists()


def test_a_trace_is_printed_where_nobody_has_a_life_to_draw(tmp_path: Path) -> None:
    file = tmp_path / "lives.svg"
    words = ["trace", "production", "production", "--seeds", "1", "--worlds", "fixed", *TINY[:-1]]
    done = policylab(*words, "--plot", str(file), "--figure", "lives")
    assert done.exit_code == 2
    assert "lives.svg: not written: nobody is newly reached" in done.stderr
    assert "--worker SEED/NUMBER names one" in done.stderr
    assert "worst=1" not in done.stderr
    assert done.stdout == policylab(*words).stdout != ""
    assert not file.exists()


@pytest.mark.parametrize(
    "words",
    [
        ["compare", "production", *SCREENING, *PAIRS],
        pytest.param(["run", "production", "--seeds", "1"], marks=pytest.mark.nightly),
        pytest.param(["validate", "production", "--seeds", "2"], marks=pytest.mark.nightly),
        pytest.param(
            ["sweep", "production", "--vary", "message_watch.hold_at=0.7,0.9", *PAIRS], marks=pytest.mark.nightly
        ),
        pytest.param(["rank", "production", "calling_open", "calling_monitored", *PAIRS], marks=pytest.mark.nightly),
        ["trace", "production", *SCREENING, "--seeds", "1", "--worlds", "fixed"],
    ],
    ids=lambda words: words[0],
)
def test_a_figure_that_cannot_be_drawn_takes_no_answer_with_it(
    words: list[str], tmp_path: Path, store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unprintable(*_: object, **__: object) -> None:
        raise Unprintable("no installed font has it")

    words = [*words, *SMALL, *(["--store", str(store)] if words[0] != "trace" else [])]
    answer = policylab(*words).stdout
    monkeypatch.setattr("experiments.show.pictures.files.drawn", unprintable)
    done = policylab(*words, "--plot", str(tmp_path / "answer.png"))
    assert done.exit_code == 2
    assert "answer.png: no installed font has it" in done.stderr
    assert done.stdout == answer != ""
