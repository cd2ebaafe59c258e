"""What decides a run, in parts: which edit, number or rule changes which."""

import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from types import ModuleType

import pytest

from experiments.runs import identity
from experiments.runs.identity import changed, key, parts
from experiments.runs.plan import Run
from policies.catalogue import RULES
from policies.fee_alert import FeeAlert
from scenarios import load
from tests import packages
from tests.experiments.villages import editor, forget

Edit = Callable[[str, str, str], None]


@pytest.fixture(autouse=True)
def nothing_known() -> Iterator[None]:
    forget()
    yield
    forget()


@pytest.fixture
def edit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Edit:
    return editor(tmp_path, monkeypatch)


def differ(before: Run, after: Run) -> list[str]:
    one, other = parts(before), parts(after)
    assert list(one) == list(other)
    assert (key(before) == key(after)) is (one == other)
    return [name for name in one if one[name] != other[name]]


def test_parts_stand_in_a_fixed_order() -> None:
    assert list(parts(Run(load("production"), 3))) == [
        *("platform", "world", "calendar", "seed", "sim", "policies"),
        *(f"policies.{lever}" for lever in RULES),
        *("measures", "libraries"),
    ]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ([], []),
        (["world.workers=19999"], ["world"]),
        (["days=30"], ["calendar"]),
        (["platform.screening.review_at=0.4"], ["platform"]),
        (["platform.fee_alert.rule=off"], ["platform"]),
    ],
)
def test_a_change_of_a_scenario_changes_its_part(changes: list[str], expected: list[str]) -> None:
    production = load("production")
    assert differ(Run(production, 1), Run(replace(load("production", changes), name="another"), 1)) == expected


def test_another_seed_is_another_part() -> None:
    assert differ(Run(load("production"), 1), Run(load("production"), 2)) == ["seed"]


@pytest.mark.parametrize(
    ("module", "old", "new", "expected"),
    [
        ("policies.screening", "import numpy", "# of arrays\nimport numpy", []),
        ("policies.screening", "np.tanh(0.5", "np.tanh(0.6", ["policies.screening"]),
        ("policies.folding", "import re", "import re\n\nX = 1", ["policies.guidelines"]),
        ("policies.records", "import numpy", "X = 1\nimport numpy", ["policies"]),
        ("policies.boundary", "import numpy", "X = 1\nimport numpy", ["policies"]),
        ("policies.catalogue", "import sys", "import sys\n\nX = 1", []),
        ("sim.day", "\nfrom sim", "\nimport sys\nfrom sim", ["sim"]),
        ("sim.day", '"""', '"""Says more. ', []),
        ("experiments.measures.fraud", "\nimport numpy", "\nimport sys\nimport numpy", ["measures"]),
        ("experiments.verdicts.intervals", "\nimport numpy", "\nimport sys\nimport numpy", []),
        ("experiments.verdicts.margins", '"margins.toml"', '"other.toml"', []),
        ("experiments.runs.batch", "\nimport numpy", "\nimport sys\nimport numpy", []),
    ],
)
def test_an_edit_changes_the_part_that_it_may_matter_to(
    module: str, old: str, new: str, expected: list[str], edit: Edit
) -> None:
    run = Run(load("production"), 1)
    before = parts(run)
    edit(module, old, new)
    after = parts(run)
    assert [name for name in before if before[name] != after[name]] == expected


def test_a_rule_of_a_package_counts_by_its_code_and_in_no_run_that_does_not_use_it(install: packages.Install) -> None:
    without = parts(Run(load("production"), 1))

    def used(site: str, text: str) -> dict[str, str]:
        install(text, {"fee_alert.below": "Below"}, within=site)
        forget()
        assert parts(Run(load("production"), 1)) == without
        return parts(Run(load("production", ["platform.fee_alert.rule=below"]), 1))

    first = used("one", packages.SOUND)
    assert changed(without, first) == [
        "the rules of the platform, or their numbers",
        "the code behind the rule of fee_alert",
    ]
    assert used("two", packages.SOUND.replace("return np", "# flag\n        return np")) == first
    assert changed(first, used("three", packages.SOUND.replace("np.less", "np.less_equal"))) == [
        "the code behind the rule of fee_alert"
    ]


def test_one_name_for_two_classes_of_a_module_is_told_apart(tmp_path: Path) -> None:
    text = packages.SOUND + packages.SOUND.replace("Below", "Above").replace("np.less", "np.greater")
    found = []
    for site in ("Below", "Above"):
        with packages.installing(tmp_path / site) as install:
            install(text, {"fee_alert.my": site})
            forget()
            found.append(parts(Run(load("production", ["platform.fee_alert.rule=my"]), 1)))
    assert [name for name in found[0] if found[0][name] != found[1][name]] == ["platform"]


class Interactive(FeeAlert):
    """Stands for a class of a notebook."""

    __slots__ = ()


def test_a_rule_whose_code_lies_nowhere_is_like_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    production = load("production")
    [(day, platform), *rest] = production.rollout
    monkeypatch.setattr(Interactive, "__module__", "cell")
    monkeypatch.setitem(sys.modules, "cell", ModuleType("cell"))
    run = Run(replace(production, rollout=((day, replace(platform, fee_alert=Interactive())), *rest)), 1)
    assert changed(parts(run), parts(run)) == ["the code behind the rule of fee_alert"]


def test_what_changed_is_said_in_words() -> None:
    before = parts(Run(load("production"), 3))
    assert changed(before, before) == []
    libraries = {"libraries": "python 3.12, numpy 2.3, scipy 1.16"}, {"libraries": "python 3.13, numpy 2.4, scipy 1.16"}
    assert changed(before | libraries[0], before | libraries[1]) == ["python 3.12 → 3.13", "numpy 2.3 → 2.4"]
    other = before | dict.fromkeys(["platform", "world", "sim", "policies", "policies.support", "measures"], "0" * 64)
    assert changed(before, other | {"seed": "4", "calendar": "2020-08-01, 30 days"}) == [
        "the rules of the platform, or their numbers",
        "the numbers of the world",
        "calendar 2020-08-01, 120 days → 2020-08-01, 30 days",
        "seed 3 → 4",
        "the code of sim",
        "the code of policies that all rules share",
        "the code behind the rule of support",
        "the code of measures",
    ]
    assert changed({"seed": "1"}, {"sim": "2"}) == ["seed is gone", "sim is new"]


def test_a_run_more_costs_little() -> None:
    production = load("production")
    key(Run(production, 0))
    begun = time.process_time()
    for seed in range(1, 101):
        key(Run(production.on(production.world), seed))
    assert (time.process_time() - begun) / 100 < 2e-3 * 5  # a slow machine, and reckoning the world anew
    assert identity._rules.cache_info().misses == 1
