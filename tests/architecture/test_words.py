"""Plain words: no docstring begins with a question word, names of data are nouns, names of tests short."""

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from experiments.questions.explain import glossary
from tests.architecture.house import ROOT, modules, parsed

WORDS = tomllib.loads(Path(__file__).with_name("words.toml").read_text("utf-8"))
ROOMS = WORDS["rooms"]
TESTS = WORDS["tests"]
FIRST = re.compile(rf"({'|'.join(WORDS['first'])})\b")
PHRASES = re.compile("|".join(map(re.escape, WORDS["phrases"])), re.IGNORECASE)


def docstrings(path: Path) -> Iterator[tuple[int, str]]:
    """Every docstring of a module, private ones too, with its line."""
    for node in ast.walk(parsed(path)):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
            text = ast.get_docstring(node)
            if text:
                yield getattr(node, "lineno", 1), text


def names(path: Path) -> Iterator[tuple[int, str]]:
    """Every name that a module gives to data: variables, arguments, fields."""
    for node in ast.walk(parsed(path)):
        match node:
            case ast.Name(id=name, ctx=ast.Store()):
                yield node.lineno, name
            case ast.arg(arg=name):
                yield node.lineno, name


def of(room: str) -> list[Path]:
    """The modules of a room, or the one of that name."""
    return modules(room) if (ROOT / room).is_dir() else [ROOT / room]


@pytest.mark.parametrize("room", ROOMS)
def test_no_docstring_begins_with_a_question_word(room: str) -> None:
    assert [
        f"{path.relative_to(ROOT)}:{line} {text.splitlines()[0]}"
        for path in of(room)
        for line, text in docstrings(path)
        if FIRST.match(text)
    ] == []


@pytest.mark.parametrize("room", ROOMS)
def test_no_name_of_data_is_a_participle(room: str) -> None:
    assert [
        f"{path.relative_to(ROOT)}:{line} {name}"
        for path in of(room)
        for line, name in names(path)
        if name in WORDS["names"] and f"{path.relative_to(ROOT)}: {name}" not in WORDS["public"]
    ] == []


@pytest.mark.parametrize("room", ROOMS)
def test_no_phrase_has_to_be_read_twice(room: str) -> None:
    assert [
        f"{path.relative_to(ROOT)}:{number} {line.strip()}"
        for path in of(room)
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if PHRASES.search(line)
    ] == []


def test_no_entry_of_the_glossary_begins_with_a_question_word() -> None:
    texts = {word: entry.about for word, (entry, *_) in glossary.words().items() if entry.name == word}
    assert len(texts) > 100
    assert [word for word, text in texts.items() if FIRST.match(text)] == []


def long_names(path: Path) -> list[str]:
    """Names of tests with more words than a reader takes in at once."""
    functions = [node for node in ast.walk(parsed(path)) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    return [
        each.name for each in functions if re.match("test_", each.name) and each.name.count("_") > TESTS["most_words"]
    ]


def test_the_name_of_a_test_has_at_most_twelve_words() -> None:
    assert [f"{path.relative_to(ROOT)} {name}" for path in modules("tests") for name in long_names(path)] == []


def test_no_name_of_data_in_tests_is_a_participle() -> None:
    assert [
        f"{path.relative_to(ROOT)}:{line} {name}"
        for path in modules("tests")
        for line, name in names(path)
        if name in WORDS["names"]
    ] == []


def test_the_check_notices_each_kind(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text('"""What is told by whoever."""\n\nfound = 1\n\n\ndef act(asked: int) -> None:\n    """Act."""\n')
    assert [line for line, text in docstrings(module) if FIRST.match(text)] == [1]
    assert [name for _, name in names(module) if name in WORDS["names"]] == ["found", "asked"]
    assert [each.lower() for each in PHRASES.findall(module.read_text())] == ["is told by", "whoever"]


def test_a_long_name_of_a_test_is_noticed(tmp_path: Path) -> None:
    module, name = tmp_path / "module.py", "_".join(["word"] * 12)
    module.write_text(f"def test_{name}(): ...\ndef test_{name}_more(): ...\nasync def test_{name}_later(): ...\n")
    assert long_names(module) == [f"test_{name}_more", f"test_{name}_later"]


def test_every_room_is_there() -> None:
    assert [room for room in ROOMS if not (ROOT / room).exists()] == []


@pytest.mark.parametrize("entry", WORDS["public"])
def test_a_public_name_is_there(entry: str) -> None:
    module, name = entry.split(": ")
    assert name in {each for _, each in names(ROOT / module)}
