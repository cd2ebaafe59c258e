"""Scenarios that the page offers: shipped ones and files of the working folder, and nothing beyond it."""

from pathlib import Path

import pytest

from experiments.dashboard.offers import check, check_worlds, offers
from policies.printable import printable
from scenarios import BadInput, names
from tests.experiments.commands.hostile import NAME, TEXT


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A working folder with a scenario, a broken file, a file of something else, and a link that leads out."""
    (tmp_path / "beyond.toml").write_text('extends = "production"\n')
    folder = tmp_path / "work"
    folder.mkdir()
    (folder / "mine.toml").write_text('extends = "production"\ntitle = "Mine"\n')
    (folder / "broken.toml").write_text("extends = \n")
    (folder / "pyproject.toml").write_text('[project]\nname = "x"\n')
    (folder / "linked.toml").symlink_to(tmp_path / "beyond.toml")
    return folder


def test_files_of_the_folder_are_offered_after_those_that_ship(folder: Path) -> None:
    sources = [each.source for each in offers(folder)]
    assert sources == [*names(), "broken.toml", "mine.toml"]
    assert {each.source: each.label for each in offers(folder)}["mine.toml"] == "mine.toml: Mine"


@pytest.mark.parametrize("source", ["linked.toml", "../beyond.toml", "/etc/passwd", "work/../mine.toml", "nothing"])
def test_what_is_not_offered_is_refused(folder: Path, source: str) -> None:
    with pytest.raises(BadInput, match="no scenario here '"):
        check(source, folder)


def test_a_file_may_have_a_hundred_thousand_bytes(folder: Path) -> None:
    text = 'extends = "production"\n#'
    for name, size in (("fits", 100_000), ("large", 100_001)):
        (folder / f"{name}.toml").write_text(text + "x" * (size - len(text)))
    labels = {each.label for each in offers(folder)}
    assert {"fits.toml: fits", "large.toml: a file that cannot be read"} <= labels


def test_what_is_offered_is_taken_though_it_may_be_broken(folder: Path) -> None:
    for each in offers(folder):
        check(each.source, folder)


@pytest.mark.parametrize(
    "text",
    ['extends = "../beyond.toml"', 'extends = "near.toml"', 'extends = "production"\n[world]\nbase = "../w.toml"'],
)
def test_a_file_that_leads_out_of_the_folder_is_refused(folder: Path, text: str) -> None:
    (folder / "near.toml").write_text('extends = "linked.toml"\n')
    (folder / "mine.toml").write_text(text)
    with pytest.raises(BadInput, match="leads out of the working folder"):
        check("mine.toml", folder)


def test_worlds_are_those_that_ship_or_a_file_of_the_folder(folder: Path) -> None:
    for worlds in ("plausible", "fixed", "mine.npz"):
        check_worlds(worlds, folder)
    for worlds in ("../mine.npz", "/mine.npz"):
        with pytest.raises(BadInput, match="leads out of the working folder"):
            check_worlds(worlds, folder)


def test_hostile_names_and_titles_do_nothing(folder: Path) -> None:
    title = TEXT.replace("\x1b", "").replace("\x07", "").encode("ascii", "ignore").decode()
    (folder / f"{NAME}.toml".replace("/", "-")).write_text(f"title = '''{title}'''")
    labels = [each.label for each in offers(folder)]
    assert [printable(label) for label in labels] == labels
    assert any("<script>" in label and "\\u202e" in label for label in labels)
