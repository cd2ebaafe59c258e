"""Arguments in messages: each is called as its reader gives it, and there is such a one on both sides."""

import re
from inspect import isfunction, signature
from pathlib import Path
from threading import Thread
from typing import Any

import typer

import experiments
import policylab as pl
from experiments.commands.app import app
from experiments.language.arguments import argument, as_options, change, method
from experiments.language.messages import spoken_on

HOME = Path(experiments.__file__).parent


def said() -> list[str]:
    values = argument("rings", "frozen"), argument("points", 8), argument("first_seed"), argument("store", None)
    return [*values, argument("everything", True), argument("revision", "main"), method("as_json")]


def changed() -> list[str]:
    return [change(), change("days"), change("start")]


def test_an_argument_is_called_as_its_reader_gives_it() -> None:
    python = ["rings='frozen'", "points=8", "first_seed=…", "store=None", "everything=True", "revision='main'"]
    assert said() == [*python, "as_json()"]
    with as_options():
        options = ["--rings frozen", "--points 8", "--first-seed", "--no-store", "--all", "--base main", "--json"]
        assert said() == options
    assert said() == [*python, "as_json()"]


def test_a_change_of_both_scenarios_is_called_so_too() -> None:
    assert changed() == ["`load`", "days=…", "start=…"]
    with as_options():
        assert changed() == ["-S", "--days", "-S start=…"]


def test_another_thread_tells_the_same_reader() -> None:
    heard: list[str] = []

    def tell() -> None:
        heard.append(argument("rings"))

    with as_options():
        thread = Thread(target=spoken_on(tell))
    thread.start()
    thread.join()
    assert heard == ["--rings"]


def test_every_argument_in_a_message_exists_in_python_and_as_an_option() -> None:
    files = [path.read_text() for path in HOME.rglob("*.py")]
    named = {name for text in files for name in re.findall(r'\bargument\(["\'](\w+)["\']', text)}
    assert {"rings", "store", "revision", "everything"} <= named
    public: list[Any] = [getattr(pl, name) for name in pl.__all__ if isfunction(getattr(pl, name, None))]
    shows = [getattr(pl, name).show for name in pl.__all__ if hasattr(getattr(pl, name), "show")]
    assert named <= {name for each in (*public, *shows) for name in signature(each).parameters}
    commands = typer.main.get_command(app).commands.values()  # type: ignore[attr-defined]
    options = {option for command in commands for each in command.params for option in each.opts}
    with as_options():
        assert {argument(name) for name in named} <= options


def test_no_message_of_both_sides_names_an_option_by_hand() -> None:
    rooms = ("api", "questions", "runs", "store", "verdicts", "measures")
    lines = [line for room in rooms for path in (HOME / room).rglob("*.py") for line in path.read_text().splitlines()]
    making = re.compile(r"\b(problem|BadInput|Unusable|Unready|note|Text|message|say)\(.*[^\w-]--?[A-Za-z]")
    assert [line for line in lines if making.search(line) and "`dask worker" not in line] == []
