"""The line index finds every key that `tomllib` reads."""

import tomllib
from collections.abc import Iterator
from functools import reduce
from operator import getitem
from typing import Any

import pytest
from hypothesis import given, reject
from hypothesis import strategies as st

from scenarios.layers import SHIPPED, WORLDS
from scenarios.lines import Path, line_index

TRICKY = '''\
# comment [not.a.table] = 1
top = 1  # trailing = comment
"quoted key" = "a = b # no comment"
dotted . "inner.key" . last = 'c:\\no\\escape'

[a.b]
text = """
[fake]
key = 1 \\""" still inside
"""
after = \'\'\'
# not a comment
\'\'\'
quotes = """five""\"""
[a]
late = {x = 1, "y z" = {deep = [1, 2]}}
list = [  # opening
  1, [2, 3],
  {in_list = true},
]
when = 1979-05-27 07:32:00
[[rollout]]
on = 2020-06-03
[rollout.platform.screening]
review_at = 0.5
[[rollout]]
[rollout.platform]
certification.rule = "off"
[[rollout.nested]]
k = 1
[[rollout.nested]]
k = 2
'''


def paths(value: Any, path: Path = ()) -> Iterator[Path]:
    """The path of every key and array item in parsed TOML."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in items:
        yield (*path, key)
        yield from paths(item, (*path, key))


def test_lines_of_a_text_full_of_traps() -> None:
    lines = line_index(TRICKY)
    assert set(lines) == set(paths(tomllib.loads(TRICKY)))
    assert {
        path: lines[path]
        for path in [
            ("top",),
            ("quoted key",),
            ("dotted", "inner.key", "last"),
            ("a", "b"),
            ("a", "b", "text"),
            ("a", "b", "after"),
            ("a", "b", "quotes"),
            ("a",),
            ("a", "late", "y z", "deep", 1),
            ("a", "list", 1, 0),
            ("a", "list", 2, "in_list"),
            ("a", "when"),
            ("rollout", 0, "on"),
            ("rollout", 0, "platform", "screening", "review_at"),
            ("rollout", 1),
            ("rollout", 1, "platform", "certification", "rule"),
            ("rollout", 1, "nested", 1, "k"),
        ]
    } == {
        ("top",): 2,
        ("quoted key",): 3,
        ("dotted", "inner.key", "last"): 4,
        ("a", "b"): 6,
        ("a", "b", "text"): 7,
        ("a", "b", "after"): 11,
        ("a", "b", "quotes"): 14,
        ("a",): 15,
        ("a", "late", "y z", "deep", 1): 16,
        ("a", "list", 1, 0): 18,
        ("a", "list", 2, "in_list"): 19,
        ("a", "when"): 21,
        ("rollout", 0, "on"): 23,
        ("rollout", 0, "platform", "screening", "review_at"): 25,
        ("rollout", 1): 26,
        ("rollout", 1, "platform", "certification", "rule"): 28,
        ("rollout", 1, "nested", 1, "k"): 32,
    }


def test_blanks_may_stand_before_a_comma_and_nowhere_else() -> None:
    text = 'tight="[#"\nlist = [1 ,"]" , 2\n, 3]'
    assert tomllib.loads(text)
    assert line_index(text) == {
        ("tight",): 1,
        ("list",): 2,
        ("list", 0): 2,
        ("list", 1): 2,
        ("list", 2): 2,
        ("list", 3): 3,
    }


@pytest.mark.parametrize("path", sorted([*SHIPPED.glob("*.toml"), *WORLDS.glob("*.toml")]), ids=lambda path: path.stem)
def test_every_key_of_a_shipped_file_has_its_line(path: Any) -> None:
    text = path.read_text(encoding="utf-8")
    lines, rows = line_index(text), text.splitlines()
    data: Any = tomllib.loads(text)
    assert data
    for keys in paths(data):
        item = reduce(getitem, keys, data)
        written = (
            item
            if isinstance(keys[-1], int) and isinstance(item, str)
            else next(key for key in reversed(keys) if isinstance(key, str))
        )
        assert written in rows[lines[keys] - 1]


SCALARS = st.sampled_from(
    ["1", "-2.5e3", "true", '"a # b"', "'c]'", '"""m\n\\"""\n"""', "'''n\n'''", "2020-08-01", '""']
)
KEYS = st.sampled_from(["a", "b-1", '"q.u"', "'x y'", "c.d", "e . f"])
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: "[ " + ",\n# note ]\n ".join(items) + " ]")
        | st.dictionaries(st.sampled_from("xyz"), inner, max_size=3).map(
            lambda pairs: "{ " + ", ".join(f"{key} = {value}" for key, value in pairs.items()) + " }"
        )
    ),
    max_leaves=8,
)
ROWS = st.tuples(KEYS, VALUES).map(lambda pair: f"{pair[0]} = {pair[1]}")
HEADERS = KEYS.flatmap(lambda key: st.sampled_from([f"[{key}]", f"[[{key}]]", f"[ r.{key} ]"]))


@given(st.lists(ROWS | HEADERS | st.just("# [[x]]") | st.just(""), max_size=8).map("\n".join))
def test_every_key_that_tomllib_reads_has_a_line(text: str) -> None:
    try:
        parsed = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        reject()
    lines = line_index(text)
    assert set(lines) == set(paths(parsed))
    assert all(1 <= line <= text.count("\n") + 1 for line in lines.values())
