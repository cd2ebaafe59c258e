from pathlib import Path

import pytest

from experiments.questions.gate import trees
from tests.experiments.questions.gate.repository import FILES, write


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    write(tmp_path / "tree", FILES | {"shared/real.py": "LINE = 0.4\n", "shared/more/deep.py": ""})
    write(tmp_path, {"elsewhere/secret.py": "LINE = 9\n"})
    return (tmp_path / "tree").resolve()


def refused(tree: Path, *paths: str) -> str:
    return "\n".join(trees.leaving(tree, [Path(path) for path in paths or ("src/house", "lab/everyday.toml")]))


def test_links_within_the_tree_are_fine_and_so_are_files(tree: Path) -> None:
    (tree / "src/house/rules.py").symlink_to("../../shared/real.py")
    (tree / "src/house/more").symlink_to("../../shared/more")
    (tree / "src/house/nowhere").symlink_to("../gone")
    (tree / "src/house/round").symlink_to("round")
    (tree / "src/house/above").symlink_to("..")
    assert refused(tree) == ""


@pytest.mark.parametrize("target", ["/etc/hostname", "../../../elsewhere/secret.py", "../../../gone"])
def test_a_link_out_of_the_tree_is_refused_with_target_and_remedy(tree: Path, target: str) -> None:
    (tree / "src/house/rules.py").symlink_to(target)
    message = refused(tree)
    assert message.startswith(
        f"src/house/rules.py\n    is a link to {target}, beyond the repository: base and head would"
    )
    assert "put it into the repository" in " ".join(message.split())


def test_an_absolute_link_is_refused_even_within_the_tree(tree: Path) -> None:
    (tree / "src/house/rules.py").symlink_to(tree / "shared/real.py")
    assert "src/house/rules.py" in refused(tree)


def test_links_are_found_on_the_way_behind_other_links_and_once(tree: Path) -> None:
    (tree / "shared/more/out.py").symlink_to("/etc/hostname")
    (tree / "src/house/more").symlink_to("../../shared/more")
    (tree / "src/house/again").symlink_to("../../shared/more")
    assert refused(tree).count("is a link to") == 1
    assert refused(tree).startswith("shared/more/out.py\n")
    (tree / "lab").rename(tree / "laboratory")
    (tree / "lab").symlink_to(tree.parent / "elsewhere")
    assert refused(tree, "lab/everyday.toml").startswith("lab\n")


def test_a_submodule_above_or_below_a_needed_path_is_reported() -> None:
    def told(*paths: str) -> list[str]:
        return [each.partition("\n")[0] for each in trees.submodules(paths, [Path("src/house"), Path("lab/a.toml")])]

    assert told("src", "src/house", "src/house/data", "lab") == ["src", "src/house", "src/house/data", "lab"]
    assert told("docs", "src/houses", "lab/b") == []
    [text] = trees.submodules(["src/house"], [Path("src/house")])
    assert "is a submodule: the gate reads one repository" in text


def test_a_scenario_is_its_file_and_what_it_extends_and_its_world(tree: Path) -> None:
    write(
        tree,
        {
            "lab/small.toml": 'extends = "../base.toml"\nworld = "worlds/town.toml"\n',
            "base.toml": 'extends = "production"\n',
            "lab/worlds/town.toml": 'extends = "../small.toml"\n',
        },
    )
    shelf = tree.parent / "shelf"
    assert set(trees.chain(tree / "lab/small.toml", tree, shelf)) == {
        Path("lab/small.toml"), Path("base.toml"), Path("lab/worlds/town.toml"),
    }  # fmt: skip
    assert trees.chain(tree / "lab/none.toml", tree, shelf) == (Path("lab/none.toml"),)
    assert trees.extended(tree / "lab/small.toml", tree) == "base.toml"
    assert trees.extended(tree / "base.toml", tree) == "production"
    for name, path in (("calm", "calm"), ("../base.toml", "base.toml"), ("./calm", "lab/calm")):
        (tree / "lab/another.toml").write_text(f'extends = "{name}"\n')
        assert trees.extended(tree / "lab/another.toml", tree) == path
