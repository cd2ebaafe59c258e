"""Words that the code prints, found in its source: heads of tables, labels, legends, and words of declared choices."""

import ast
import re
from collections.abc import Iterator
from functools import cache

from experiments.questions.explain import words
from tests.experiments.language import hand

ROOMS = ("api", "commands", "language", "measures", "printing", "questions", "verdicts")
DECLARING = ("measures", "questions", "verdicts")  # rooms whose choices are printed as they are
CONSTANTS = ("COLUMNS", "HEADS", "MARKS")  # of heads and marks that no message is made of
LONGEST = 3  # words of a label: a longer one says by itself what it means
MAKERS = ("Table.of", "Table", "Section")


@cache
def labels() -> dict[str, str]:
    """Every label that is printed, and the place where it stands."""
    places: dict[str, str] = {}
    for text, place in (*_messages(), *_of_source(), *_of_explanations()):
        places.setdefault(text.strip(), place)
    return places


def is_label(text: str) -> bool:
    """Is it a head or a label, no sentence, no heading of a section, and no part that joins others?"""
    return (
        bool(re.search(r"\w", text))
        and text == text.strip()
        and not re.search(r"[{.?;:!`\n]", text)
        and not text[0].isupper()
        and len(text.split()) <= LONGEST
    )


def _messages() -> Iterator[tuple[str, str]]:
    """Messages that are labels, and the label before the colon of longer ones; not those of the page."""
    messages = {text: place for text, place in hand.of_code().items() if place.startswith(ROOMS)}
    for text, place in (messages | dict.fromkeys(hand.of_data(), "data")).items():
        label = text.partition(": ")[0]
        if is_label(label) and "(" not in label.partition("[")[0]:
            yield label, place


def _of_source() -> Iterator[tuple[str, str]]:
    for room in ROOMS:
        for path in sorted((hand.ROOT / room).rglob("*.py")):
            place = str(path.relative_to(hand.ROOT))
            for text in of_module(ast.parse(path.read_text("utf-8")), declares=room in DECLARING):
                yield text, place


def of_module(tree: ast.Module, *, declares: bool) -> Iterator[str]:
    """The heads of the tables of a module, its constants of heads and marks, and the words of its choices."""
    constants = {
        node.targets[0].id: node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name)
    }
    for name in CONSTANTS:
        yield from _literals(constants.get(name))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and ast.unparse(node.func) in MAKERS:
            for argument in (*node.args[:1], *node.args[2:3]):  # heads, title
                yield from _literals(argument)
    aliases = [node.value for node in tree.body if isinstance(node, ast.TypeAlias)]
    for choices in (*constants.values(), *aliases) if declares else ():
        if isinstance(choices, ast.Subscript) and ast.unparse(choices.value) == "Literal":
            yield from filter(is_label, _literals(choices.slice))


def _literals(node: ast.expr | None) -> Iterator[str]:
    if isinstance(node, ast.Tuple | ast.List):
        for each in node.elts:
            yield from _literals(each)
    elif isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.strip():
        yield node.value


def _of_explanations() -> Iterator[tuple[str, str]]:
    """The labels of the rows of explanations; levers, rules, worlds and their parts have a row for each number,
    and headlines are metrics."""
    for kind in words.KINDS:
        if kind.name not in ("worlds", "parts of the world", "levers", "rules", "headlines"):
            for word in _some(kind.words()):
                for each in kind.explain(word):
                    yield from ((label, f"explain {word}") for label, _ in each.rows)


def _some(words_of_kind: object) -> list[str]:
    """Every tenth word of a kind with many: their rows have the same labels."""
    every = list(words_of_kind)  # type: ignore[call-overload]
    return every[:: 10 if len(every) > 100 else 1]
