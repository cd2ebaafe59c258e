from pathlib import Path

import pytest

from experiments.host.startup import HOME, OURS
from experiments.questions.gate import place
from scenarios import BadInput
from scenarios.layers import SHIPPED
from tests.experiments.questions.gate.repository import FILES, write


@pytest.fixture
def house(tmp_path: Path) -> Path:
    write(tmp_path / "house", FILES)
    return (tmp_path / "house").resolve()


def test_a_side_imports_our_model_and_its_own_rules_where_they_lie(house: Path, tmp_path: Path) -> None:
    folders = place.build(tmp_path / "library", house, [Path("src/house")], HOME)
    links = {each.name: each.resolve() for each in folders.library.iterdir() if each.is_symlink()}
    assert links == {name: HOME / name for name in OURS}
    assert folders.path == (house / "src",)
    info = folders.library / "house-0.dist-info"
    assert "Name: house\n" in (info / "METADATA").read_text()
    assert "screening.house = house.screening:House" in (info / "entry_points.txt").read_text()
    assert folders.shelf == SHIPPED


def test_in_our_own_repository_a_side_brings_its_policies_and_its_scenarios(tmp_path: Path) -> None:
    tree = tmp_path / "tree"
    for name in OURS:
        write(tree, {f"{name}/__init__.py": ""})
    write(tree, {"policies/platform.py": ""})
    assert place.own(tree)
    folders = place.build(tmp_path / "library", tree, [Path("policies")], HOME)
    assert (folders.library / "policies").resolve() == (tree / "policies").resolve()
    assert (folders.library / "sim").resolve() == HOME / "sim"
    assert folders.shelf == tree / "scenarios"
    assert place.build(tmp_path / "other", tree, [Path("sim")], HOME).shelf == SHIPPED  # its policies are not there
    (tree / "policies" / "platform.py").unlink()
    assert place.build(tmp_path / "third", tree, [Path("policies")], HOME).shelf == SHIPPED


def test_a_package_that_a_revision_does_not_have_is_left_out(house: Path, tmp_path: Path) -> None:
    folders = place.build(tmp_path / "library", house, [Path("src/newer")], HOME)
    assert sorted(each.name for each in folders.library.iterdir()) == sorted(OURS)


def test_both_sides_of_two_scenarios_import_the_installed_policylab(tmp_path: Path) -> None:
    folders = place.installed(tmp_path / "both")
    assert {link.name: link.readlink() for link in folders.library.iterdir()} == {name: HOME / name for name in OURS}
    assert (folders.shelf / "production.toml").is_file()


def test_sources_are_packages_told_or_offered(house: Path) -> None:
    assert place.sources([], house) == (Path("src/house"),)
    for path in ("src/house", "src/house/screening.py", "src"):
        assert place.sources([house / path], house) == (Path("src/house"),)
    assert place.sources([house / "src", house / "src/house"], house) == (Path("src/house"),)


def test_two_packages_of_one_name_are_refused(house: Path) -> None:
    (house / "old" / "house").mkdir(parents=True)
    (house / "old" / "house" / "__init__.py").touch()
    with pytest.raises(BadInput, match=r"src/house and old/house are both imported as 'house'"):
        place.sources([house / "src", house / "old"], house)


@pytest.mark.parametrize(
    ("need", "required"),
    [("policylab[worlds]==3", True), ("policylab >= 3", True), ("policylab", True), ("policylab-extras==3", False)],
)
def test_the_model_is_required_by_its_whole_name(need: str, required: bool, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text(f'[project]\nname = "house"\ndependencies = ["{need}"]\n')
    assert place.required_model(tmp_path) == (need if required else None)


def test_what_is_no_source_is_told(house: Path, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="is not there"):
        place.sources([house / "scr"], house)
    with pytest.raises(BadInput, match="lies outside the repository"):
        place.sources([tmp_path], house)
    with pytest.raises(BadInput, match="holds no package"):
        place.sources([house / "lab"], house)
    (house / "pyproject.toml").write_text("[project]\nname = 'house'\n")
    with pytest.raises(BadInput, match=r"holds no package that offers rules .* name one with source=…"):
        place.sources([], house)
