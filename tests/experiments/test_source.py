"""Which edits of a source are the same to its digest, and which are not. Every pair is worked by hand."""

import ast
import builtins
import re
from keyword import iskeyword
from textwrap import dedent
from types import CodeType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from experiments.runs.source import Source
from experiments.runs.syntax import SILENT, within
from experiments.runs.variables import COMPREHENSIONS, FUNCTIONS, variables
from tests.architecture.house import modules

BODY = "def f(a, b=1):\n    total = a + b\n    return total * 2\n"

SAME = {
    "comment": (BODY, "# why\n" + BODY.replace("a + b", "a + b  # both")),
    "layout": (BODY, "def f(\n    a,\n    b = 1,\n):\n  total = (\n    a+b\n  )\n\n  return (total*2)\n"),
    "docstring of a module": (BODY, '"""What it is."""\n' + BODY),
    "docstring of a function": (BODY, BODY.replace("    total =", '    """Of a total."""\n    total =', 1)),
    "docstring of a class": ('class A:\n "One."\n x = 1', 'class A:\n "Other."\n x = 1'),
    "docstring that names a variable": ("def f():\n 'n'\n n = 1\n return n", "def f():\n 'of m'\n n = 1\n return n"),
    "quotes and how a number is written": ("x = 'a'; y = 1000", 'x = "a"; y = 1_000'),
    "one string over two lines": ("x = 'ab'", "x = ('a'\n  'b')"),
    "local": (BODY, BODY.replace("total", "both")),
    "local of a method": (
        "class A:\n def f(self):\n  x = 1\n  return x",
        "class A:\n def f(self):\n  y = 1\n  return y",
    ),
    "two locals that change names": ("def f():\n x = 1; y = 2\n return x", "def f():\n y = 1; x = 2\n return y"),
    "loop": ("def f(a):\n for i in a:\n  print(i)", "def f(a):\n for j in a:\n  print(j)"),
    "with": ("def f(a):\n with a as b:\n  return b", "def f(a):\n with a as c:\n  return c"),
    "except": ("def f():\n try: g()\n except E as e: h(e)", "def f():\n try: g()\n except E as x: h(x)"),
    "match": ("def f(a):\n match a:\n  case [x, *r]: g(x, r)", "def f(a):\n match a:\n  case [y, *s]: g(y, s)"),
    "match of a mapping": (
        "def f(a):\n match a:\n  case {1: x, **r}: g(x, r)",
        "def f(a):\n match a:\n  case {1: y, **s}: g(y, s)",
    ),
    "del": ("def f():\n x = 1\n del x", "def f():\n y = 1\n del y"),
    "augmented": ("def f():\n x = 1\n x += 2\n return x", "def f():\n y = 1\n y += 2\n return y"),
    "walrus in a function": ("def f(a):\n if (n := a): return n", "def f(a):\n if (m := a): return m"),
    "comprehension in a module": ("x = [i for i in y if i]", "x = [j for j in y if j]"),
    "comprehension in a class": ("class A:\n x = {i: j for i, j in y}", "class A:\n x = {k: v for k, v in y}"),
    "comprehension named as what it goes through": ("x = [y for y in y]", "x = [z for z in y]"),
    "one of two comprehensions": ("x = [i for i in y], [i for i in z]", "x = [i for i in y], [j for j in z]"),
    "nested comprehension": ("x = [[j for j in i] for i in y]", "x = [[i for i in j] for j in y]"),
    "closure": ("def f():\n n = 1\n return lambda: n", "def f():\n m = 1\n return lambda: m"),
    "local of a function in a function": (
        "def f():\n def g():\n  x = 1\n  return x\n return g",
        "def f():\n def g():\n  y = 1\n  return y\n return g",
    ),
    "annotated local": ("def f():\n x: int = 1\n return x", "def f():\n y: int = 1\n return y"),
}

DIFFERENT = {
    "constant": (BODY, BODY.replace("* 2", "* 3")),
    "type of a constant": ("x = 1", "x = 1.0"),
    "truth and one": ("x = 1", "x = True"),
    "bytes": ("x = 'a'", "x = b'a'"),
    "none given and none returned": ("def f():\n return", "def f():\n return None"),  # they are the same: in doubt
    "operator": (BODY, BODY.replace("a + b", "a - b")),
    "comparison": ("x = a < b", "x = a <= b"),
    "default": (BODY, BODY.replace("b=1", "b=2")),
    "which parameter has a default": ("def f(*, a=1, b): 0", "def f(*, a, b=1): 0"),
    "parameter": (BODY, BODY.replace("a", "c", 1).replace("= a", "= c")),
    "parameter of a lambda": ("x = lambda a: a", "x = lambda b: b"),
    "by name only": ("def f(a, b): 0", "def f(a, *, b): 0"),
    "by place only": ("def f(a, b): 0", "def f(a, /, b): 0"),
    "decorator": (BODY, "@cache\n" + BODY),
    "order": ("x = 1\ny = 2", "y = 2\nx = 1"),
    "called name": ("def f(a):\n return min(a)", "def f(a):\n return max(a)"),
    "attribute": ("def f(a):\n return a.x", "def f(a):\n return a.y"),
    "name by which an argument is passed": ("f(a=1)", "f(b=1)"),
    "field": ("class A:\n x: int = 1", "class A:\n y: int = 1"),
    "type of a field": ("class A:\n x: int = 1", "class A:\n x: float = 1"),
    "order of fields": ("class A:\n x: int\n y: int", "class A:\n y: int\n x: int"),
    "base": ("class A(B): x = 1", "class A(C): x = 1"),
    "string": ("x = 'a'", "x = 'b'"),
    "string that is no docstring": ("def f():\n x = 1\n 'a'\n return x", "def f():\n x = 1\n 'b'\n return x"),
    "pieces of a string": ("x = f'{a}b'", "x = f'{a}c'"),
    "format of a piece": ("x = f'{a:.2f}'", "x = f'{a:.3f}'"),
    "conversion of a piece": ("x = f'{a!r}'", "x = f'{a!s}'"),
    "global name": ("x = 1", "y = 1"),
    "which local": ("def f():\n x = 1; y = 2\n return x", "def f():\n x = 1; y = 2\n return y"),
    "name of a function": ("def f(): 0", "def g(): 0"),
    "awaited": ("async def f(): 0", "def f(): 0"),
    "import": ("import a as x", "import b as x"),
    "relative import": ("from .a import x", "from ..a import x"),
    "annotation": ("def f(a: int): 0", "def f(a: float): 0"),
    "order in a dictionary": ("x = {1: 2, 3: 4}", "x = {3: 4, 1: 2}"),
    "spread in a dictionary": ("x = {1: 2, **a}", "x = {**a, 1: 2}"),
    "order of what a mapping catches": ("x = [1, [2]]", "x = [[1], 2]"),
    "else": ("for i in x: f(i)\nelse: g()", "for i in x: f(i)\ng()"),
    # Scopes: names that look alike and are not.
    "global, declared": ("def f():\n global x\n x = 1", "def f():\n global y\n y = 1"),
    "global, read": ("def f():\n x = 1\n return y", "def f():\n x = 1\n return x"),
    "global in a comprehension": ("def f(a):\n return [x for b in a]", "def f(a):\n return [y for b in a]"),
    "global beside a comprehension": (
        "def f(a):\n g([x for x in a]); return x",
        "def f(a):\n g([x for x in a]); return y",
    ),
    "global beside a renamed one": (
        "def f(a):\n g([x for x in a]); return x",
        "def f(a):\n g([y for y in a]); return y",
    ),
    "global that a default reads": ("def f(a=x):\n x = 1", "def f(a=y):\n y = 1"),
    "global that a decorator reads": ("@x\ndef f():\n x = 1", "@y\ndef f():\n y = 1"),
    "first iterable is outside": ("def f():\n return [x for x in x]", "def f():\n return [x for x in y]"),
    "later iterable is inside": ("x = [0 for a in b for c in a]", "x = [0 for a in b for c in d]"),
    "nonlocal or own": (
        "def f():\n n = 1\n def g():\n  nonlocal n\n  n = 2\n g()\n return n",
        "def f():\n n = 1\n def g():\n  m = 2\n g()\n return n",
    ),
    "closure or own": (
        "def f():\n n = 1\n def g():\n  m = 2\n  return n\n return g",
        "def f():\n n = 1\n def g():\n  m = 2\n  return m\n return g",
    ),
    "nonlocal or global": (
        "def f():\n n = 1\n def g():\n  nonlocal n\n  n = 2",
        "def f():\n n = 1\n def g():\n  global n\n  n = 2",
    ),
    "walrus in a comprehension of a module": ("[x := i for i in y]", "[z := i for i in y]"),
    "walrus from a comprehension or not": (
        "def f(a):\n y = 0\n [y := i for i in a]\n return y",
        "def f(a):\n y = 0\n [z := i for i in a]\n return y",
    ),
    "variable of a class": ("def f():\n class A:\n  x = 1\n return A", "def f():\n class A:\n  y = 1\n return A"),
    "class passes over its own": (
        "def f():\n x = 1\n class A:\n  x = 2\n  def g(self): return x",
        "def f():\n y = 1\n class A:\n  x = 2\n  def g(self): return y",
    ),
    "import in a function": ("def f():\n import a\n return a", "def f():\n import b\n return b"),
    "import as in a function": (
        "def f():\n import a as x; y = 1\n return x",
        "def f():\n import a as x; y = 1\n return y",
    ),
    "bound nowhere": ("def f():\n (x): int\n return x", "def f():\n (y): int\n return y"),
    "only deleted": ("def f():\n del x\n return x", "def f():\n del x\n return y"),
    "capture or value": ("def f(a):\n match a:\n  case x: return x", "def f(a):\n match a:\n  case q.x: return x"),
    "mangled": (
        "class A:\n def f(s):\n  _A__x = 0; __x = 1\n  return _A__x",
        "class A:\n def f(s):\n  y = 0; __x = 1\n  return y",
    ),
    "super": ("class A:\n def f(s):\n  super = g\n  return super", "class A:\n def f(s):\n  h = g\n  return h"),
    "self, whose attributes a class knows": (
        "class A:\n def __new__(cls):\n  self = f(cls)\n  self.x = 1",
        "class A:\n def __new__(cls):\n  made = f(cls)\n  made.x = 1",
    ),
    "name of a type": ("def f():\n type X = int\n return X", "def f():\n type Y = int\n return Y"),
    "type parameter": ("def f[T](a):\n x = 1\n return T", "def f[T](a):\n x = 1\n return x"),
    # Those who can see their own names.
    "locals": ("def f():\n x = 1\n return locals()", "def f():\n y = 1\n return locals()"),
    "eval": ("def f(a):\n x = 1\n return eval(a)", "def f(a):\n y = 1\n return eval(a)"),
    "alias of vars": ("v = vars\ndef f():\n x = 1\n return v()", "v = vars\ndef f():\n y = 1\n return v()"),
    "expression in a string": ("def f():\n x = 1\n return n.run('x + 1')", "def f():\n y = 1\n return n.run('x + 1')"),
    "name shown in a string": ("def f():\n x = 1\n return f'{x=}'", "def f():\n y = 1\n return f'{y=}'"),
    "frames": ("def f():\n x = 1\n g(sys._getframe())", "def f():\n y = 1\n g(sys._getframe())"),
    "inspect": ("import inspect\ndef f():\n x = 1", "import inspect\ndef f():\n y = 1"),
    "docstring that is read": ("def f():\n 'a'\nx = f.__doc__", "def f():\n 'b'\nx = f.__doc__"),
}


def read(text: str) -> Source:
    source = Source.of(text.encode())
    assert source is not None, text
    return source


def digest(text: str) -> str:
    return read(text).digest()


@pytest.mark.parametrize("edit", SAME)
def test_an_edit_that_changes_nothing_is_the_same(edit: str) -> None:
    before, after = SAME[edit]
    assert before != after
    assert digest(before) == digest(after)


@pytest.mark.parametrize("edit", DIFFERENT)
def test_an_edit_that_can_change_what_is_done_is_different(edit: str) -> None:
    before, after = DIFFERENT[edit]
    assert digest(before) != digest(after)


@pytest.mark.parametrize("pair", [*SAME.values(), *DIFFERENT.values()])
def test_no_node_is_walked_past_that_has_something_to_say(pair: tuple[str, str]) -> None:
    for tree in map(ast.parse, pair):
        telling = [node for node in ast.walk(tree) if not isinstance(node, SILENT)]
        assert sorted(map(id, within(tree))) == sorted(map(id, telling))


def test_what_is_no_python_is_not_read() -> None:
    assert Source.of(b"def f(:") is None
    assert Source.of(b"x = 1\0") is None


def test_names_and_docstrings_count_where_they_are_asked_for() -> None:
    local, docstring = ([read(text) for text in SAME[edit]] for edit in ("local", "docstring of a class"))
    assert len({source.digest(docs=True) for source in local}) == 1
    assert len({source.digest(names=True) for source in local}) == 2
    assert len({source.digest(names=True) for source in docstring}) == 1
    assert len({source.digest(docs=True) for source in docstring}) == 2


NAMES = st.from_regex(r"[a-z]{1,6}", fullmatch=True).filter(lambda name: name not in {*dir(builtins), "a", "b", "f"})


@given(NAMES.filter(lambda name: not iskeyword(name)), st.integers(), st.integers())
@settings(max_examples=50, deadline=None)
def test_any_name_of_a_local_is_the_same_and_any_other_constant_is_not(name: str, one: int, other: int) -> None:
    text = "def f(a, b):\n    for {} in a:\n        b += [x + {} for x in {}]\n    return b\n"
    assert digest(text.format(name, one, name)) == digest(text.format("i", one, "i"))
    assert (digest(text.format(name, one, name)) == digest(text.format("i", other, "i"))) is (one == other)


TRICKY = dedent(
    """
    def f(a, *, b=1):
        n, m = a, [m for m in a if m]
        try:
            for m in [x for x in n for n in x]:
                k = lambda q: (q, n, [k for k in q])
        except ValueError as e:
            print(e, [e for e in m], missing)
        def g(c):
            nonlocal k
            k = [k := c for c in m]
            d = {n: z for n, z in c}
            return (y := d), y, n, z
        match n:
            case {"t": t, **u} | [t, *u] as w:
                return g(t), u, w, r
        class C:
            n = m
            v = [n for n in u]
        del m
        return [(o := i) for i in n], o, C
    """
)


class _Renamed(ast.NodeTransformer):
    """Gives every name that is taken for a local variable a new one, as long as no other has it."""

    def __init__(self) -> None:
        self.within: dict[ast.AST, tuple[int, str]] | None = None

    def visit(self, node: ast.AST) -> ast.AST:
        root = self.within is None and isinstance(node, (*FUNCTIONS, *COMPREHENSIONS))
        if root:
            self.within = variables(node)
        for field in ("id", "name", "rest") if node in (self.within or {}) else ():
            if hasattr(node, field):
                assert self.within is not None
                setattr(node, field, "{1}_renamed_{0}".format(*self.within[node]))
        self.generic_visit(node)
        if root:
            self.within = None
        return node


def seen(code: CodeType) -> list[object]:
    """What the compiler takes for a global, an attribute, a constant or an argument, and its instructions."""
    names = [*code.co_names, *code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]]
    inner = [seen(each) if isinstance(each, CodeType) else repr(each) for each in code.co_consts]
    kinds = [sorted(re.sub("_renamed_.*", "", name) for name in each) for each in (code.co_cellvars, code.co_freevars)]
    return [code.co_name, names, inner, kinds, code.co_code[::2] if not any(kinds) else len(code.co_code)]


@pytest.mark.parametrize(
    "text",
    [
        TRICKY,
        *(pair[0] for pair in (SAME | DIFFERENT).values()),
        *(path.read_text() for path in modules("sim/systems")),
    ],
)
def test_the_compiler_sees_nothing_but_other_names_of_locals(text: str) -> None:
    tree = ast.parse(text)
    renamed = ast.fix_missing_locations(_Renamed().visit(ast.parse(text)))
    assert isinstance(renamed, ast.Module)
    assert seen(compile(tree, "x", "exec")) == seen(compile(renamed, "x", "exec"))


def test_most_locals_of_the_house_are_taken_for_locals() -> None:
    tree = ast.parse("".join(path.read_text() for path in modules("sim/systems")))
    functions = [node for node in tree.body if isinstance(node, ast.FunctionDef)]
    found = sum(len(variables(each)) for each in functions)
    names = sum(isinstance(node, ast.Name) for each in functions for node in ast.walk(each))
    assert found > names / 4
