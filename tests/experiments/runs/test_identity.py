"""What decides a run, in parts: which edit, number or rule changes which."""

import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from types import ModuleType

import pytest

from experiments.runs import identity
from experiments.runs.changes import changed
from experiments.runs.plan import Run, name
from policies.fee_alert import FeeAlert
from scenarios import load
from tests import packages
from tests.experiments.runs.villages import distribute, editor, forget, settle

Edit = Callable[[str, str, str], None]
PRODUCTION = load("production")
pytestmark = pytest.mark.usefixtures("nothing_known")


@pytest.fixture
def edit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Edit:
    return editor(tmp_path, monkeypatch)


def parts(*changes: str, seed: int = 1) -> dict[str, str]:
    return Run(load("production", changes) if changes else PRODUCTION, seed).parts


def differ(before: dict[str, str], after: dict[str, str]) -> list[str]:
    assert list(before) == list(after)
    assert (identity.key(before) == identity.key(after)) is (before == after)
    return [name for name in before if before[name] != after[name]]


def test_parts_stand_in_a_fixed_order() -> None:
    house = ["sim", "policies", "scenarios", "measures"]
    assert list(parts()) == ["platform", "world", "calendar", "seed", *house, "libraries"]


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ("world.workers=19999", "world"),
        ("days=30", "calendar"),
        ("platform.screening.review_at=0.3", "platform"),
        ("platform.fee_alert.rule=off", "platform"),
    ],
)
def test_a_change_of_a_scenario_changes_its_part(change: str, expected: str) -> None:
    assert differ(parts(), parts(change)) == [expected]


def test_a_name_is_no_part() -> None:
    assert Run(replace(PRODUCTION, name="another", title="Another"), 1).key == Run(PRODUCTION, 1).key


def test_another_seed_is_another_part() -> None:
    assert differ(parts(seed=1), parts(seed=2)) == ["seed"]


def test_rules_count_as_they_are_whatever_a_scenario_says_of_them() -> None:
    [(day, platform), *rest] = PRODUCTION.rollout
    other = replace(PRODUCTION, rollout=((day, replace(platform, fee_alert=FeeAlert(floor=0.4))), *rest))
    assert differ(Run(PRODUCTION, 1).parts, Run(other, 1).parts) == ["platform"]


def test_a_world_counts_as_it_is_whatever_a_scenario_says_of_it() -> None:
    other = replace(PRODUCTION, world=replace(PRODUCTION.world, workers=19_999))
    assert differ(Run(PRODUCTION, 1).parts, Run(other, 1).parts) == ["world"]


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("policies/screening.py", "import numpy", "# of arrays\nimport numpy", ["policies"]),
        ("policies/screening.py", "np.tanh(0.5", "np.tanh(0.6", ["policies"]),
        ("policies/guidelines.toml", "#", "# Says more.", ["policies"]),
        ("sim/day.py", "\nfrom sim", "\nimport sys\nfrom sim", ["sim"]),
        ("sim/words/words.toml", "[count]", "# texts\n[count]", ["sim"]),
        ("scenarios/schema.py", "import enum", "import sys\nimport enum", ["scenarios"]),
        ("experiments/measures/fraud.py", "\nimport numpy", "\nimport sys\nimport numpy", ["measures"]),
        ("experiments/runs/work.py", "seed=run.seed", "seed=run.seed + 1", ["measures"]),
        ("experiments/runs/record.py", "float(value)", "2 * float(value)", ["measures"]),
    ],
)
def test_an_edit_changes_the_part_that_it_is_in(file: str, old: str, new: str, expected: list[str], edit: Edit) -> None:
    before = parts()
    edit(file, old, new)
    after = parts()
    assert differ(before, after) == expected
    assert changed(before, after) == [f"the code of {part} ({file})" for part in expected]


@pytest.mark.parametrize("file", ["scenarios/production.toml", "experiments/verdicts/margins.toml"])
def test_what_a_run_never_reads_is_no_part(file: str) -> None:
    from experiments.runs import code, hashes

    covered = {name for places in code.house().values() for name, _ in hashes.files(places)}
    assert file not in covered
    assert "policies/guidelines.toml" in covered


def test_measures_import_from_experiments_only_what_their_identity_covers() -> None:
    import ast

    from experiments.runs import code, hashes

    sources = [(name, path) for name, path in hashes.files(code.house()["measures"]) if name.endswith(".py")]
    nodes = [node for _, path in sources for node in ast.walk(ast.parse(Path(path).read_bytes()))]
    froms = {f"{node.module}.{each.name}" for node in nodes if isinstance(node, ast.ImportFrom) for each in node.names}
    ours = {name for name in froms if name.startswith("experiments.")}
    own = {name.removesuffix(".py").replace("/", ".") for name, _ in sources}
    beyond = {name.rpartition(".")[0] for name in ours} - own - {"experiments.measures", "experiments.runs"}
    assert beyond == {"experiments.runs.plan", "experiments.runs.guard", "experiments.runs.identity"}  # of a run's name


def test_a_rule_of_a_package_brings_its_package_into_its_runs_alone(install: packages.Install) -> None:
    without = parts()

    def used(site: str, text: str) -> dict[str, str]:
        install(text, {"fee_alert.below": "Below"}, within=site)
        forget()
        assert parts() == without
        return parts("platform.fee_alert.rule=below")

    first = used("one", packages.SOUND)
    assert changed(without, first) == ["the rules of the platform, or their numbers", "package house is new"]
    assert used("two", packages.SOUND) == first
    third = used("three", packages.SOUND.replace("return np", "# flag\n        return np"))
    assert changed(first, third) == ["the code of package house (house.py)"]


def test_a_rule_by_its_class_brings_its_file_into_its_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.setitem(sys.modules, "by_hand", sys)
    result = []
    for text in (packages.SOUND, packages.SOUND.replace("np.less", "np.less_equal")):
        (tmp_path / "by_hand.py").write_text(text)
        del sys.modules["by_hand"]
        forget()
        result.append(parts("platform.fee_alert.rule=by_hand:Below"))
    assert changed(*result) == ["the code of package by_hand (by_hand.py)"]
    monkeypatch.setitem(sys.modules, "by_hand", sys)


def test_one_name_for_two_classes_of_a_module_is_told_apart(tmp_path: Path) -> None:
    text = packages.SOUND + packages.SOUND.replace("Below", "Above").replace("np.less", "np.greater")
    result = []
    for site in ("Below", "Above"):
        with packages.installing(tmp_path / site) as install:
            install(text, {"fee_alert.my": site})
            forget()
            result.append(parts("platform.fee_alert.rule=my"))
    assert differ(*result) == ["platform"]


class Interactive(FeeAlert):
    """Stands for a class of a notebook."""

    __slots__ = ()


def test_a_rule_whose_code_lies_nowhere_is_like_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    [(day, platform), *rest] = PRODUCTION.rollout
    monkeypatch.setattr(Interactive, "__module__", "cell")
    monkeypatch.setitem(sys.modules, "cell", ModuleType("cell"))
    made = replace(PRODUCTION, rollout=((day, replace(platform, fee_alert=Interactive())), *rest))
    assert differ(Run(made, 1).parts, Run(made, 1).parts) == ["package cell"]
    run = Run(made, 1)
    assert run.key == run.key  # a run that is named stays so


def test_what_changed_is_said_in_words() -> None:
    before = parts(seed=3)
    assert changed(before, before) == []
    libraries = {"libraries": "python 3.12 -O0, numpy 2.3 ab, scipy 1.16 cd"}
    other = {"libraries": "python 3.13 -O0, numpy 2.4 ab, scipy 1.16 cd, mesa 3"}
    moved = ["python 3.12 -O0 → 3.13 -O0", "numpy 2.3 ab → 2.4 ab", "mesa none → 3"]
    assert changed(before | libraries, before | other) == moved
    gone = before | dict.fromkeys(["platform", "world", "sim", "policies", "scenarios", "measures"], "0" * 64)
    assert changed(before, gone | {"seed": "4", "calendar": "2020-08-01, 30 days"}) == [
        "the rules of the platform, or their numbers",
        "the numbers of the world",
        "calendar 2020-08-01, 120 days → 2020-08-01, 30 days",
        "seed 3 → 4",
        "the code of sim",
        "the code of policies",
        "the code of scenarios",
        "the code of measures",
    ]
    assert changed({"seed": "1"}, {"sim": "2"}) == ["seed is gone", "sim is new"]


@pytest.mark.parametrize(("word", "flags"), [("-O", "-O1"), ("-Xdev", "-O0 -X dev")])
def test_python_with_another_option_is_another_one(word: str, flags: str) -> None:
    script = "from experiments.runs.identity import standing; print(standing()['libraries'])"
    done = subprocess.run([sys.executable, word, "-c", script], capture_output=True, text=True, check=True)
    assert f" {flags}," in done.stdout


def test_every_number_of_a_world_shows_in_what_stands_for_it() -> None:
    world = PRODUCTION.world
    sections = [getattr(world, field.name) for field in fields(world) if is_dataclass(getattr(world, field.name))]
    assert sections
    for of in (world, *sections):
        assert all(field.repr for field in fields(of))
        assert type(of).__repr__.__qualname__ == f"{type(of).__qualname__}.__repr__"  # that of its dataclass
        there = [getattr(of, field.name) for field in fields(of) if getattr(of, field.name) not in sections]
        items = [item for each in there for item in (each if isinstance(each, tuple) else [each])]
        assert {type(item) for item in items} <= {bool, int, float, str}


def test_keys_of_several_runs_need_one_look_at_the_code(monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[frozenset[str]] = []
    code_parts = identity.code_parts

    def look(tops: frozenset[str]) -> dict[str, str]:
        looks.append(tops)
        return code_parts(tops)

    monkeypatch.setattr(identity, "code_parts", look)
    runs = [Run(scenario, seed) for scenario in (PRODUCTION, load("production", ["days=30"])) for seed in range(3)]
    runs[0].key  # noqa: B018
    name(runs)
    assert len(looks) == 2
    assert [run.parts for run in runs] == [Run(run.scenario, run.seed).parts for run in runs]


def test_a_run_more_costs_little() -> None:
    Run(PRODUCTION, 0).parts  # noqa: B018
    begun, runs = time.process_time(), [Run(PRODUCTION.on(PRODUCTION.world), seed) for seed in range(100)]
    name(runs)
    assert len({run.key for run in runs}) == 100
    assert (time.process_time() - begun) / 100 < 2e-3 * 5  # a slow machine, and reckoning the world anew


def test_code_of_other_packages_is_found_by_the_parts_of_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package that lies there, and one that came with a release."""
    settle(tmp_path, monkeypatch, {"inn.py": "import needed", "needed.py": "x = 1"})
    distribute(tmp_path, "Needed", "1.5", "needed.py")
    was = {"seed": "0", "package inn": "of yesterday", "libraries": "python 3 CPython, Needed 1.4 of yesterday"}
    now = identity.standing(identity.strange(was))
    assert list(now) == ["sim", "policies", "scenarios", "measures", "package inn", "libraries"]
    assert "Needed 1.5 " in now["libraries"]
    assert "Needed 1.5 " in identity.standing([("libraries", was["libraries"])])["libraries"]
    assert "Needed" not in identity.standing()["libraries"]
    settle(tmp_path, monkeypatch, {"inn.py": "import needed\nx = 2"})
    later = identity.standing(identity.strange(now))
    assert changed(now, later) == ["the code of package inn (inn.py)"]


def test_rules_with_a_number_that_json_lacks_are_like_no_others(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(identity, "plain", lambda rule: object())
    first, second = (identity._rules(load("production").rollout) for _ in range(2))
    assert first.startswith(identity.NOWHERE)
    assert first != second
