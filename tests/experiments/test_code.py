"""The code behind a rule: which modules, data and distributions it may run through, and when their digest changes."""

import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import sim
from experiments import measures
from experiments.runs.carried import made
from experiments.runs.code import closure, code_hash
from experiments.runs.imports import Module, located, standard
from tests.experiments.villages import distribute, editor, forget, settle


@pytest.fixture(autouse=True)
def nothing_known() -> Iterator[None]:
    forget()
    yield
    forget()


def behind(*roots: str, offered: str = "") -> dict[str, str]:
    found = closure(*roots, offered=frozenset(offered.split()))
    assert found is not None
    return dict(found)


def test_every_kind_of_import_is_followed_and_none_is_carried_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    leave, before = "raise SystemExit\n", set(sys.modules)
    text = """
import inn.a as x
import street
from inn import b, no_module
from . import c
from .d import thing
from inn.stairs.f import *
def rule():
    import inn.stairs.e, cellar.wine
"""
    names = ["a", "b", "c", "d", "g", "unused", "stairs/__init__", "stairs/e", "stairs/f", "stairs/unused"]
    settle(tmp_path, monkeypatch, {f"inn/{name}.py": leave for name in names})
    settle(tmp_path, monkeypatch, {"inn/__init__.py": leave, "inn/rules.py": text, "street.py": leave + "import numpy"})
    settle(tmp_path, monkeypatch, {"inn/stairs/f.py": "from .. import g\nimport json, numpy.linalg", "lane.py": leave})
    follows = {"a", "b", "c", "d", "g", "rules", "stairs", "stairs.e", "stairs.f"}
    assert set(behind("inn.rules")) == {"inn", "street", *(f"inn.{name}" for name in follows), "cellar", "cellar.wine"}
    assert behind("inn.rules")["cellar"] == behind("inn.rules")["cellar.wine"] == "not there"
    assert not {"inn", "street"} & (set(sys.modules) - before)


def test_a_module_that_comes_to_be_there_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settle(tmp_path, monkeypatch, {"inn.py": "try:\n import garden\nexcept ImportError: garden = None"})
    before = behind("inn")
    settle(tmp_path, monkeypatch, {"garden.py": "x = 1"})
    assert before["garden"] == "not there" != behind("inn")["garden"]


def test_a_module_that_imports_by_computed_names_may_import_all_of_its_package(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "from importlib import import_module\ndef f(name): return import_module(name), import_module('street')"
    settle(tmp_path, monkeypatch, {"inn/__init__.py": "", "inn/rules.py": text, "inn/a/b.py": "", "street.py": ""})
    assert set(behind("inn.rules")) == {"inn", "inn.rules", "inn.a", "inn.a.b", "street"}


def test_packages_of_an_index_count_by_version_and_all_others_by_code(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tops = ["bought", "needed", "local", "linked", "own"]
    settle(tmp_path, monkeypatch, {f"{top}/__init__.py": "x = 1" for top in tops})
    settle(tmp_path, monkeypatch, {"inn.py": "import " + ", ".join(top for top in tops if top != "needed")})
    distribute(tmp_path, "Bought", "2.1", "bought", needs="Needed>=1")
    distribute(tmp_path, "Needed", "1.5", "needed")
    distribute(tmp_path, "Local", "1.0", "local", direct_url='{"url": "file:///home", "dir_info": {}}')
    distribute(tmp_path, "Linked", "1.0", "linked", record="no")
    distribute(tmp_path, "Own", "1.0", "own\ninn")
    found = behind("inn", offered="inn")
    assert {name for name in found if " " not in name} == {"inn", "local", "linked", "own"}
    assert {name: said for name, said in found.items() if " " in name} == {
        "Bought (distribution)": "2.1",
        "Needed (distribution)": "1.5",
    }
    assert "own" not in behind("inn")  # it offers no rule here


def test_the_standard_library_lies_where_python_does(tmp_path: Path) -> None:
    here = located("statistics")
    assert here is not None
    assert standard(here)
    assert not standard(Module("statistics", tmp_path / "statistics.py", None))


def test_data_count_wherever_below_a_package_they_lie(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settle(
        tmp_path, monkeypatch, {"inn/__init__.py": "", "inn/rules.py": "", "inn/data/a.toml": "x = 1", "inn/b.bin": ""}
    )
    before = behind("inn.rules")
    assert set(before) == {"inn", "inn.rules", "inn/data/a.toml"}
    settle(tmp_path, monkeypatch, {"inn/data/a.toml": "x = 2"})
    after = behind("inn.rules")
    assert {name for name in before if before[name] != after[name]} == {"inn/data/a.toml"}


def test_data_beside_a_module_that_is_in_no_package_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settle(tmp_path, monkeypatch, {"inn.py": "", "a.csv": "1", "below/b.csv": "2"})
    assert set(behind("inn")) == {"inn", "/a.csv"}


def test_compiled_and_unreadable_modules_count_by_their_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settle(tmp_path, monkeypatch, {"inn/__init__.py": "", "inn/late.py": "future syntax  # a", "inn/other.py": ""})
    before = behind("inn.late")
    assert set(before) == {"inn", "inn.late", "inn.other"}
    settle(tmp_path / "again", monkeypatch, {"inn/__init__.py": "", "inn/late.py": "future syntax  # b"})
    assert behind("inn.late")["inn.late"] != before["inn.late"]


def test_an_archive_is_read_and_all_of_it_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with zipfile.ZipFile(tmp_path / "inn.zip", "w") as archive:
        archive.writestr("inn/__init__.py", "")
        archive.writestr("inn/rules.py", "from inn import a")
        archive.writestr("inn/a.py", "x = 1")
    monkeypatch.syspath_prepend(tmp_path / "inn.zip")
    assert set(behind("inn.rules")) == {"inn", "inn.rules", "inn.a", "inn in inn.zip"}


def test_code_that_lies_nowhere_is_like_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "cell", ModuleType("cell"))
    assert closure("cell") is None


def test_one_who_sees_frames_or_docstrings_makes_those_of_all_strangers_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = {"look": "x = 1", "inn": 'import look\ndef f():\n "One."\n a = 1', "lane": ""}
    settle(tmp_path, monkeypatch, {f"{name}.py": said for name, said in text.items()})
    before = behind("inn")["inn"]
    settle(
        tmp_path / "docs", monkeypatch, {**{f"{name}.py": said for name, said in text.items()}, "look.py": "x.__doc__"}
    )
    docs = behind("inn")["inn"]
    settle(tmp_path / "names", monkeypatch, {"look.py": "x.f_locals"})
    assert len({before, docs, behind("inn")["inn"]}) == 3


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("        score = ", "        # of doubt\n        score = ", True),
        ("number(0.5, ", "number(0.4, ", False),
        ("np.tanh", "np.sinh", False),
    ],
)
def test_the_hash_of_packages_is_of_what_they_say(
    old: str, new: str, same: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, facts = code_hash(), code_hash((measures,))
    editor(tmp_path, monkeypatch)("policies.screening", old, new)
    assert (code_hash() == before) is same
    assert code_hash((measures,)) == facts
    assert code_hash((sim,)) not in {before, facts}


def above(limit: object) -> object:
    return lambda fee: fee > limit


def test_what_a_rule_holds_is_found_in_whatever_it_holds_it() -> None:
    from functools import partial

    from policies.fee_alert import FeeAlert
    from policies.support import Support

    found = made({"a": [partial(above, Support())], "b": FeeAlert})
    assert {"policies.support", "policies.fee_alert", "functools", __name__} <= found.modules
    assert {"policies.support.Support", "policies.fee_alert.FeeAlert", f"{__name__}.above"} <= set(found.of)
    assert "policies.support" in made(above(Support())).modules
    assert made(1.0, "a", None).of == ()
    kept = (settle, forget, distribute, editor, above)  # functions of no closure
    names = [name for name in made(frozenset(kept)).of if name.rpartition(".")[2] in {each.__name__ for each in kept}]
    assert [name.rpartition(".")[2] for name in names] == ["above", "distribute", "editor", "forget", "settle"]


def test_the_classes_above_a_rule_count_wherever_they_are_from() -> None:
    from policies.fee_alert import FeeAlert

    late = type("Late", (FeeAlert,), {})
    for of in (late, late()):
        assert {__name__, "policies.fee_alert", "policies.numbers"} <= made(of).modules
        assert {f"{__name__}.Late", "policies.fee_alert.FeeAlert", "policies.numbers.Checked"} <= set(made(of).of)
