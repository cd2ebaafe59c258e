"""The tool itself: what is changed, what is left alone, which changes are drawn, and what becomes of them."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.mutants.sample import drawn, mutants
from tests.mutants.trial import Trial, outcomes
from tests.mutants.words import Words

pytestmark = pytest.mark.nightly(reason="trials in forked processes: they test `make mutants`, and nothing else")

TABLES = """
class Side(IntEnum):
    LEFT = 1
    RIGHT = 2

class Jobs(Table):
    key: U64
    fee: F64  # yen
    price: F64
"""
FEES = "def fee(yen):\n    return yen - yen // 5 if yen > 5 else max(yen, 0)\n"
OTHER = "`OTHER = 2.0` → `OTHER = 2.2`"
TEST = "from fees import fee\n\n\ndef test_fees():\n    assert fee(10) == 8\n    assert fee(5) == 5\n"
EDGES = "    assert fee(20) == 16\n    assert fee(6) == 5\n    assert fee(-1) == 0\n"

Write = Callable[[str, str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(name: str, text: str) -> Path:
        (tmp_path / name).write_text(text, encoding="utf-8")
        return tmp_path / name

    return written


@pytest.fixture
def words(write: Write) -> Words:
    return Words.of([write("tables.py", TABLES)])


def changes(path: Path, words: Words) -> set[str]:
    return {mutant.change for mutant in mutants(path, path.name, words)}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("a < b", {"`a < b` → `a <= b`"}),
        ("a == b", {"`a == b` → `a != b`"}),
        ("a is not b in c", {"`a is not b in c` → `a is not b not in c`"}),  # of two signs one is drawn
        ("a + b", {"`a + b` → `a - b`"}),
        ("f(a * b)", {"dropped `f(a * b)`", "`a * b` → `a / b`"}),
        ("a and b", {"`a and b` → `a or b`"}),
        ("~a & b", {"`~a & b` → `~a | b`", "`~a` → `a`"}),
        ("x = 2.0", {"`x = 2.0` → `x = 2.2`"}),
        ("x = 0.0", {"`x = 0.0` → `x = 1.0`"}),
        ("x = True", {"`x = True` → `x = False`"}),
        ("jobs.key[rows] += c", {"`jobs.key[rows] += c` → `jobs.key[rows] -= c`", "dropped `jobs.key[rows] += c`"}),
        ("jobs.key[rows] = c", {"dropped `jobs.key[rows] = c`"}),
        ("x = f(one=a, two=b)", {"`f(one=a, two=b)` → `f(one=b, two=a)`"}),
        ("x = f(one=a, two=a)", set()),
        ("x = min(a, b)", {"`min(a, b)` → `max(a, b)`"}),
        ("x = a.max()", {"`a.max()` → `a.min()`"}),
        ("x = np.where(a, b, c)", {"`np.where(a, b, c)` → `np.where(a, c, b)`"}),
        ("x = b if a else c", {"`b if a else c` → `c if a else b`"}),
        ("x = Side.LEFT", {"`x = Side.LEFT` → `x = Side.RIGHT`"}),
        ("x = jobs.fee[rows]", {"`jobs.fee[rows]` → `jobs.price[rows]`"}),
        ("x = t.jobs.price", {"`x = t.jobs.price` → `x = t.jobs.fee`"}),
        ("x = events[Jobs].price", {"`x = events[Jobs].price` → `x = events[Jobs].fee`"}),
        ("x = jobs.key[rows]", set()),  # no other column is of its type
        ("x = jobs.fee()", set()),
    ],
)
def test_every_kind_of_slip_is_made(line: str, expected: set[str], write: Write, words: Words) -> None:
    assert changes(write("module.py", line), words) == expected


@pytest.mark.parametrize(
    "line",
    [
        '"""A text of 2 + 2."""',
        "x: Annotated[int, Column(1, 2 + 2)]",
        "def f(x: Literal[1, 2]) -> Literal[3]: pass",
        "@dataclass(frozen=True)\nclass A: pass",
        "__all__ = ['a' + 'b']",
        "Key = U64 | int",
        "type Key = U64 | int",
        "assert a < b",
        "raise ValueError(f'{a + b} is too much')",
        "x = isinstance(a, dict | list)",
        "x = zip(a, b, strict=True)",
    ],
)
def test_what_only_says_something_is_left_alone(line: str, write: Write, words: Words) -> None:
    assert changes(write("module.py", line), words) == set()


def test_a_mutant_is_its_module_but_for_one_place(write: Write, words: Words) -> None:
    path = write("module.py", "def f(a):\n    return (a < 1, a < 1)\n")
    made = [mutant for mutant in mutants(path, "module.py", words) if "<=" in mutant.change]
    assert len(made) == 2
    results = set()
    for mutant in made:
        space: dict[str, Callable[[int], tuple[bool, bool]]] = {}
        exec(mutant.compiled(), space)
        results.add(space["f"](1))
        assert mutant.line == 2
    assert results == {(True, False), (False, True)}


def test_making_one_mutant_leaves_the_others_as_they_were(write: Write, words: Words) -> None:
    path = write("module.py", "x = -1\n")
    by_change = {mutant.change: mutant for mutant in mutants(path, "module.py", words)}
    values = []
    for change in ("`-1` → `1`", "`-1` → `-2`", "`-1` → `1`"):
        space: dict[str, int] = {}
        exec(by_change[change].compiled(), space)
        values.append(space["x"])
    assert values == [1, -2, 1]


def test_the_lots_do_not_care_what_else_a_module_says(write: Write, words: Words) -> None:
    path = write("module.py", FEES)
    lots = {mutant.change: mutant.lot for mutant in mutants(path, "module.py", words)}
    first = [mutant.change for mutant in drawn(mutants(path, "module.py", words), 3)]
    write("module.py", "OTHER = 2.0\n\n\n" + FEES)
    later = {mutant.change: mutant.lot for mutant in mutants(path, "module.py", words)}
    assert later == lots | {OTHER: later[OTHER]}
    assert len(first) == 3
    assert sorted(lots[change] for change in first) == sorted(lots.values())[:3]


@pytest.mark.parametrize(
    ("test", "survivors"),
    [
        (TEST, {"`yen > 5` → `yen > 6`", "`yen // 5` → `yen // 4`", "`max(yen, 0)` → `max(yen, -1)`"}),
        (TEST + EDGES, set()),
    ],
)
def test_what_no_test_notices_survives(
    test: str, survivors: set[str], write: Write, words: Words, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, tests = write("fees.py", FEES), write("test_fees.py", test)
    monkeypatch.syspath_prepend(str(path.parent))
    result = list(mutants(path, "fees.py", words))
    steps = dict(outcomes([Trial([[str(tests)]], "fees", mutant.compiled()) for mutant in result], 2))
    assert {result[number].change for number, step in steps.items() if step == 0} == survivors
    assert sorted(steps) == list(range(len(result)))


def test_the_untouched_module_passes_and_the_step_that_fails_is_told(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, tests = write("fees.py", FEES), write("test_fees.py", TEST)
    empty = write("test_nothing.py", "def test_nothing():\n    pass\n")
    monkeypatch.syspath_prepend(str(path.parent))
    broken = compile("def fee(yen):\n    return 0\n", str(path), "exec")
    endless = compile("import os\nos.kill(os.getpid(), 9)\n", str(path), "exec")
    steps = [[str(empty)], [str(tests)]]
    trials = [Trial(steps), Trial(steps, "fees", broken), Trial(steps[1:], "fees", endless)]
    assert sorted(outcomes(trials, 2)) == [(0, 0), (1, 2), (2, 1)]


def test_tests_that_cannot_be_run_are_no_verdict(write: Write) -> None:
    empty = write("test_nothing.py", "")
    with pytest.raises(RuntimeError, match="pytest could not run"):
        list(outcomes([Trial([[str(empty)]])], 1))
