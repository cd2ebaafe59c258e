"""Whatever stands in a file or on the command line: a Scenario, or BadInput that names a place. Never a traceback."""

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from hypothesis import example, given
from hypothesis import strategies as st

from policies.catalogue import RULES
from policies.printable import printable
from scenarios import BadInput, Scenario, load
from scenarios.layers import SHIPPED, place
from sim.world import World

TEXTS = [path.read_text(encoding="utf-8") for path in sorted(SHIPPED.glob("*.toml"))]
WORDS = sorted(
    {
        *RULES,
        *World.__dataclass_fields__,
        "rule",
        "off",
        "on",
        "platform",
        "rollout",
        "world",
        "base",
        "extends",
        "title",
        "start",
        "days",
        "call",
        "display",
        "filters",
        "ring_share",
        "floor",
        "a b",
        "",
        "料金",
    }
)
SCALARS = st.one_of(
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.sampled_from(WORDS),
    st.text(),
    st.sampled_from(["production", "crowdworks_2020", "mine.toml", "standard", "off"]),
)
KEYS = st.sampled_from(WORDS) | st.text(max_size=4)
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4))


def toml(value: Any) -> str:
    """A value in TOML."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{quote(key)} = {toml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return quote(value)
    return value.isoformat() if hasattr(value, "isoformat") else repr(value)


def quote(text: str) -> str:
    """A basic string: whatever TOML does not admit as itself is escaped."""
    return (
        '"'
        + "".join(char if char.isprintable() and char not in '"\\' else f"\\U{ord(char):08x}" for char in text)
        + '"'
    )


def problems_of(name: str, changes: Sequence[str] = ()) -> list[str]:
    """The complaints about a scenario; none when it loads."""
    try:
        assert isinstance(load(name, changes), Scenario)
    except BadInput as error:
        return list(error.problems) or ["a complaint about nothing"]
    return []


def check_text(text: str | bytes) -> None:
    """Load a file of this text; each complaint has a place and a mistake, and steers no terminal."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "mine.toml"
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogatepass"))
        problems = problems_of(str(path))
        assert all("\n    " in problem for problem in problems)
        assert all(printable(line) == line for problem in problems for line in problem.split("\n"))


@given(st.text() | st.binary())
@example("﻿days = 3")
@example('"" = 3')
@example("a." * 2_000 + "a = 1")
def test_any_text(text: str | bytes) -> None:
    check_text(text)


@given(st.dictionaries(KEYS, VALUES, max_size=5), st.booleans())
def test_any_tables(data: dict[str, Any], extends: bool) -> None:
    head = ['extends = "production"'] if extends else []
    check_text("\n".join([*head, *(f"{quote(key)} = {toml(value)}" for key, value in data.items())]))


@given(st.sampled_from(["platform", "world"]), st.sampled_from(WORDS), st.sampled_from(WORDS), VALUES)
def test_any_value_under_known_keys(table: str, section: str, key: str, value: Any) -> None:
    check_text(f'extends = "production"\n[{table}.{quote(section)}]\n{quote(key)} = {toml(value)}')


@given(st.sampled_from(TEXTS), st.data())
def test_any_slip_in_a_shipped_file(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, min(start + 12, len(text))))
    likely = ["", "[", "]", "=", '"', "\n", ".", "-1", "{", "'''", "off", text[end : end + 20]]
    slip = data.draw(st.sampled_from(likely) | st.text(max_size=3))
    check_text(text[:start] + slip + text[end:])


@given(st.lists(st.text() | st.tuples(st.sampled_from(WORDS), SCALARS.map(toml)).map("=".join), max_size=3))
@example(["platform.screening=" + "[" * 5_000])
@example(["days=\udcff"])
def test_any_change(changes: list[str]) -> None:
    for problem in problems_of("production", changes):
        assert problem.split("\n")[0].endswith(tuple(printable(place(change)) for change in changes))
        assert problem.encode("utf-8")
