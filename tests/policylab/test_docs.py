"""docs/reference/api.md: its examples run, its tables are true."""

import ast
import inspect
import multiprocessing
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

import policylab as pl
from experiments.host.startup import HOME
from tests.experiments.questions.gate import hand as gates

PAGE = (HOME / "docs" / "reference" / "api.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)


def small(example: str) -> str:
    """What an example says, in a world that a test can wait for."""
    example = example.replace('pl.load("production")', 'pl.load("production", days=4, workers=150, clients=30)')
    return re.sub(r"seeds=\d+(?![\d*])", "seeds=2, engine='serial', progress=False", example)


@contextmanager
def start_method() -> Iterator[None]:
    """Mesa sets another one for batches, for good."""
    usual = multiprocessing.get_start_method()
    try:
        yield
    finally:
        multiprocessing.set_start_method(usual, force=True)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder in which the examples run."""
    return tmp_path_factory.mktemp("desk")


@pytest.fixture(scope="module")
def examples(desk: Path) -> dict[str, Any]:
    """What the examples leave behind, the gate's made by hand."""
    names: dict[str, Any] = {}
    with pytest.MonkeyPatch.context() as patch, start_method():
        patch.chdir(desk)
        patch.setattr("experiments.api.gate.of_scenarios", lambda *_: gates.FAILS)
        for example in EXAMPLES:
            exec(compile(small(example), "docs/reference/api.md", "exec"), names)
    return names


def columns(result: str) -> list[str]:
    """As the page lists them."""
    [row] = re.findall(rf"^\| `pl\.{result}` \|.*\| (.*) \|$", PAGE, re.MULTILINE)
    return re.findall(r"`(\w+)`", row)


def test_the_examples_run(examples: dict[str, Any]) -> None:
    assert examples["answer"].found.candidate == "half"
    assert len(examples["curve"].found.points) == 2
    assert examples["judged"].verdict == "fail"


def test_files_of_the_examples_are_written_where_they_are_run(examples: dict[str, Any], desk: Path) -> None:
    written = re.findall(r'save\("(.*?)"\)', PAGE)
    assert examples
    assert [name for name in written if not (desk / name).is_file()] == []
    assert [name for name in written if (HOME / name).exists()] == []
    assert written


def test_which_arguments_questions_share_is_told() -> None:
    lacking = {
        argument: {
            name
            for name in re.findall(r"^\| `pl\.(\w+)\(", PAGE, re.MULTILINE)
            if argument not in inspect.signature(getattr(pl, name)).parameters
        }
        for argument in ("jobs", "progress", "engine", "store")
    }
    without_any = {"read_worlds", "conform"}
    assert lacking == {
        "jobs": without_any,
        "progress": without_any,
        "engine": without_any | {"gate"},
        "store": without_any | {"trace"},
    }
    text = " ".join(PAGE.split())
    assert "all of these but `gate` an `engine`" in text
    assert "all but `trace`, which keeps no logs, a `store`" in text
    assert "`read_worlds` and `conform` take none of these" in text


def test_the_mistakes_of_the_examples_are_those_that_are_shown() -> None:
    asks: dict[str, Callable[[], object]] = {
        "platform.communication.call=before": lambda: pl.load("production", call="before", monitored_share=2),
        "seeds=1": lambda: pl.compare("production", "calling_open", seeds=10**9, worlds=3),  # type: ignore[arg-type]
    }
    for first, ask in asks.items():
        [text] = re.findall(rf"```text\n({first}.*?)```", PAGE, re.DOTALL)
        with pytest.raises(pl.BadInput) as mistaken:
            ask()
        assert f"{mistaken.value}\n" == text


@pytest.mark.parametrize(
    ("result", "name"), [("Ran", "found"), ("Compared", "answer"), ("Traced", "who"), ("Gated", "judged")]
)
def test_the_columns_of_a_result_are_told(examples: dict[str, Any], result: str, name: str) -> None:
    assert list(examples[name].frame().columns) == columns(result)


def test_the_columns_of_a_sweep_are_told(examples: dict[str, Any]) -> None:
    point, varied, *others = examples["curve"].frame().columns
    assert varied == "world.talking.swaps_contact_in_call"
    assert [point, *others] == columns("Swept")


def test_the_tests_of_the_page_are_tests_that_fail_as_it_says(examples: dict[str, Any]) -> None:
    test = examples["test_calling_brings_no_more_fraud"]
    with pytest.raises(AssertionError) as raised:
        test(lambda base, head: pl.Gated(gates.FAILS))
    assert f"E       AssertionError: {str(raised.value).splitlines()[0]}\n" in PAGE


def test_every_name_that_can_be_imported_is_told() -> None:
    used = {node.attr for node in ast.walk(ast.parse("\n".join(EXAMPLES))) if isinstance(node, ast.Attribute)}
    named = used | set(re.findall(r"`pl\.(\w+)", PAGE))
    assert {name for name in pl.__all__ if name[0] != "_"} <= named
