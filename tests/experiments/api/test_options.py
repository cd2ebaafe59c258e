"""Options are declared once: Python, its help and the command line have each, with its default and its help."""

from inspect import getdoc, signature
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

import policylab as pl
from experiments.api import options as declarations
from experiments.api.kinds import Further
from experiments.api.option import options
from experiments.commands.app import app
from experiments.questions.sweep.design import Design

QUESTIONS = {
    "run": declarations.RunOptions,
    "validate": declarations.ValidateOptions,
    "sizes": declarations.Running,
    "compare": declarations.CompareOptions,
    "rank": declarations.RankOptions,
    "sweep": declarations.SweepOptions,
    "flip": declarations.FlipOptions,
    "trace": declarations.TraceOptions,
    "gate": declarations.GateOptions,
    "calibrate": declarations.CalibrateOptions,
}
COMMANDS = typer.main.get_command(app).commands  # type: ignore[attr-defined]


def policylab(*words: str) -> Any:
    return CliRunner().invoke(app, words)


@pytest.mark.parametrize("name", QUESTIONS)
def test_python_and_its_help_have_every_option(name: str) -> None:
    question = getattr(pl, name)
    parameters, doc = signature(question).parameters, " ".join((getdoc(question) or "").split())
    for each, option in options(QUESTIONS[name]).items():
        assert f" {each} {option.help}" in doc
        assert isinstance(option.kind, Further) or parameters[each].default == option.default


@pytest.mark.parametrize("name", [name for name in QUESTIONS if name != "sizes"])
def test_its_command_has_every_option_that_is_typed(name: str) -> None:
    known = {each.name: each for each in COMMANDS[name].params}
    for each, option in options(QUESTIONS[name]).items():
        assert (each in known) == (option.typed or each == "scenario")
        assert not option.typed or known[each].help.startswith(option.help)
        assert not option.typed or known[each].default == (None if option.default == () else option.default)
        assert (f"no_{each}" in known) == (option.typed and bool(option.none))


def test_own_options_stand_before_those_of_a_group() -> None:
    names = list(options(declarations.CompareOptions))
    assert names[:4] == ["more", "seeds", "first_seed", "rings"]
    assert names[-3:] == ["engine", "jobs", "progress"]


def test_an_option_that_nobody_declared_is_refused() -> None:
    with pytest.raises(TypeError, match=r"^compare\(\) got an unexpected keyword argument 'sedes'$"):
        pl.compare("production", "calling_open", sedes=3)  # type: ignore[call-arg]


def test_a_keyword_of_a_sweep_is_a_key_to_vary(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[Any] = []
    monkeypatch.setattr("experiments.api.sweep.ahead.forecast", lambda question, *_, **__: heard.append(question))
    monkeypatch.setattr("experiments.api.sweep.question", lambda _, vary, *__, **how: (vary, how["design"]))
    pl.forecast("production", vary=["a=1,2"], suspend_at=[0.6, 0.7], design="lhs", points=3, store=None)  # type: ignore[call-arg]
    assert heard == [(["a=1,2", "suspend_at=0.6,0.7"], Design("lhs", 3, 0))]


def test_a_command_names_all_mistakes_at_once() -> None:
    done = policylab("compare", "production", "calm", "--seeds", "1", "--jobs", "0", "--rings", "frosen", "--lang", "x")
    assert done.exit_code == 2
    assert [line for line in done.stderr.splitlines() if line[0] != " "] == [
        *("--seeds 1", "--rings frosen", "--jobs 0", "--lang x")
    ]


def test_what_contradicts_having_no_store_is_refused() -> None:
    for words in (["--store", "runs.sqlite"], ["--rerun-failed"]):
        done = policylab("run", "production", "--no-store", *words)
        assert (done.exit_code, done.stderr) == (2, f"{' '.join(words)}\n    contradicts --no-store: leave one out\n")


def test_a_store_of_the_environment_contradicts_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POLICYLAB_STORE", "elsewhere.sqlite")
    done = policylab("run", "produktion", "--no-store")
    assert "contradicts" not in done.stderr
    assert "did you mean 'production'?" in done.stderr
