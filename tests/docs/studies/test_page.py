"""Parts of the documentation that studies write: each in its page, whole or not at all, with the stamp of its runs."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from matplotlib.figure import Figure
from PIL import Image

from docs.studies import __main__ as studies
from docs.studies import page as pages
from docs.studies.cells import table
from docs.studies.lab import Lab
from docs.studies.page import ALL, CENTRAL, FIRST, Part, Picture, Study, block, from_sheet, sheets, stamp_of, with_block
from docs.studies.stamp import STORED, stamp, stored
from experiments.host.files import Unusable
from experiments.host.startup import HOME
from tests.gate_mutants.run import BLOCK as GATE_MUTANTS

SHEET = table(("", "fact"), (("`a|b`<br>c, d", "**missed**"), ("e", "holds")))
STUDIES = {name: studies.study(name) for name in studies.NAMES}


def write(into: Path, monkeypatch: pytest.MonkeyPatch, **those: Study) -> None:
    """Carry these studies out, in place of ours, and write their parts below a folder."""
    monkeypatch.setattr(studies, "study", those.__getitem__)
    studies.update(those, into, Lab())


def never(lab: Lab) -> Part:
    raise AssertionError("runs began")


def unwritable(into: Path) -> Iterator[tuple[Path, str]]:
    """Folders below this one in which the page of facts cannot be written, and what is said of each."""
    yield Path("/dev/full"), "/dev/full/deep: Not a directory"
    (into / "folder/deep/facts.md").mkdir(parents=True)
    yield into / "folder", f"{into}/folder/deep/facts.md: not a file"
    (into / "binary/deep").mkdir(parents=True)
    (into / "binary/deep/facts.md").write_bytes(b"text\n\xff\xfe\n")
    yield into / "binary", f"{into}/binary/deep/facts.md:2: not UTF-8 text"


def test_a_page_that_cannot_be_written_is_told_before_the_first_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for into, complaint in unwritable(tmp_path):
        with pytest.raises(Unusable) as error:
            write(into, monkeypatch, facts=Study(never, "deep/facts.md"))
        assert str(error.value) == complaint
    assert (tmp_path / "binary/deep/facts.md").read_bytes() == b"text\n\xff\xfe\n"


def test_pictures_that_cannot_be_written_are_told_before_the_first_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pictures" / "b.png").mkdir(parents=True)
    with pytest.raises(Unusable, match=r"pictures/b\.png: not a file"):
        write(tmp_path, monkeypatch, one=Study(never, "one.md"), drawn=Study(never, pictures=("a.png", "b.png")))


def test_every_page_is_checked_and_then_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    picture = Picture("c.png", Figure())
    one = Study(lambda lab: ("words", SHEET, picture), "deep/er/a.md", pictures=("c.png",))
    other, drawn = Study(lambda lab: ("c",), "b.md", CENTRAL), Study(lambda lab: (picture,), worlds=ALL)
    write(tmp_path, monkeypatch, one=one, other=other)
    page = "words\n\nTable: [one.csv](tables/one.csv)"
    end = f"<!-- end: {stamp(32)} -->"
    assert (tmp_path / "deep/er/a.md").read_text() == f"# A\n\n<!-- begin: one -->\n\n{page}\n\n{end}\n"
    assert (tmp_path / "deep/er/tables/one.csv").read_bytes() == sheets(["words", SHEET], "one")["one.csv"]
    assert stamped(tmp_path / "pictures/c.png") == stamp(32)
    assert (tmp_path / "b.md").read_text() == f"# B\n\n<!-- begin: other -->\n\nc\n\n<!-- end: {stamp(0)} -->\n"
    write(tmp_path, monkeypatch, drawn=drawn)
    assert stamped(tmp_path / "pictures/c.png") == stamp()


def test_a_table_is_stored_plain_and_shown_with_markdown() -> None:
    [(name, sheet)] = sheets(["words", SHEET], "one").items()
    assert (name, sheet.decode()) == ("one.csv", ',fact\n"a|b\nc, d",missed *\ne,holds\n')
    assert from_sheet(sheet.decode()).splitlines()[2:] == ["| a\\|b<br>c, d | missed \\* |", "| e | holds |"]
    assert list(sheets([SHEET, "words", SHEET], "one")) == ["one-1.csv", "one-2.csv"]
    assert pages.as_markdown(["words", SHEET]).splitlines()[2:] == [
        *("|  | fact |", "|---|---|", "| `a|b`<br>c, d | **missed** |", "| e | holds |")
    ]


def test_what_somebody_writes_during_the_runs_stays(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "facts.md"
    file.write_text("# Facts\n\n<!-- begin: facts -->\nold\n<!-- end -->\n")

    def edited(lab: Lab) -> Part:
        file.write_text(file.read_text().replace("# Facts", "# The facts, said better"))
        return ("new",)

    write(tmp_path, monkeypatch, facts=Study(edited, "facts.md", ALL))
    end = f"<!-- end: {stamp()} -->"
    assert file.read_text() == f"# The facts, said better\n\n<!-- begin: facts -->\n\nnew\n\n{end}\n"


def test_a_study_that_is_none_is_refused_with_those_that_there_are() -> None:
    done = subprocess.run([sys.executable, "-m", "docs.studies", "fact"], cwd=HOME, capture_output=True, text=True)
    assert done.returncode == 2
    words = " ".join(re.sub(r"[│╭╮╰╯─]", " ", done.stderr).split())
    assert "'fact' is no study, must be one of facts, sizes, " in words


def test_every_study_of_the_folder_can_be_carried_out_by_its_name() -> None:
    modules = (HOME / "docs/studies").glob("*.py")
    assert {file.stem for file in modules if "\nSTUDY = " in file.read_text("utf-8")} == {*STUDIES}


def test_every_part_stands_in_its_page_and_nowhere_else() -> None:
    folder = HOME / "docs"
    there = [
        (str(page.relative_to(folder)), name)
        for page in folder.rglob("*.md")
        for name in re.findall(r"<!-- begin: (.+?) -->", page.read_text("utf-8"))
        if name != GATE_MUTANTS
    ]
    assert sorted(there) == sorted((study.page, name) for name, study in STUDIES.items() if study.page)
    pictures = [file for study in STUDIES.values() for file in study.pictures]
    texts = "".join(page.read_text("utf-8") for page in (HOME / "README.md", *folder.rglob("*.md")))
    assert [file for file in pictures if f"pictures/{file})" not in texts] == []


def test_what_runs_made_is_of_the_model_and_the_worlds_that_ship() -> None:
    folder = HOME / "docs"
    made = {name: stamp_of((folder / it.page).read_text("utf-8"), name) for name, it in STUDIES.items() if it.page}
    now = {name: stored(it.worlds) for name, it in STUDIES.items() if it.page}
    made |= {file: stamped(folder / "pictures" / file) for it in STUDIES.values() for file in it.pictures}
    now |= {file: stored(it.worlds) for it in STUDIES.values() for file in it.pictures}
    made[GATE_MUTANTS] = stamp_of((folder / "results/trust.md").read_text("utf-8"), GATE_MUTANTS)
    assert made == now | {GATE_MUTANTS: stored()}, "make them anew: `make results`, `make gate-mutants`"


@pytest.mark.parametrize("page", ["README.md", "docs/index.md"])
def test_pages_say_so_while_what_is_stored_is_of_the_model_before(page: str) -> None:
    assert ("are of the model before" in (HOME / page).read_text("utf-8")) == bool(STORED)


def test_a_stamp_says_what_worlds_the_runs_of_a_study_have() -> None:
    """The last: questions that have all plausible worlds, or as many pairs as there are first ones."""
    texts = {name: (HOME / f"docs/studies/{name}.py").read_text("utf-8") for name in STUDIES}
    own = {name for name, text in texts.items() if re.search(r"pl\.compare|pl\.flip|\"plausible\"|evidence\(\)", text)}
    fixed = {name for name, text in texts.items() if 'worlds="fixed"' in text}
    assert {name for name, study in STUDIES.items() if study.worlds is CENTRAL} == {*STUDIES} - (own - fixed)
    first = {name for name, study in STUDIES.items() if study.worlds is FIRST}
    assert [
        name for name in first if f"\nSEEDS = {FIRST}" not in texts[name].replace("SEEDS, RUNS = 32, 16", "SEEDS = 32")
    ] == []


def stamped(file: Path) -> str | None:
    """The stamp of a picture."""
    with Image.open(file) as picture:
        stamp: str | None = picture.info.get("Source")
        return stamp


def test_a_block_is_replaced_in_place_or_added_at_the_end() -> None:
    text = "# Model\n\n<!-- begin: a -->\nold\n<!-- end -->\n\nafter\n"
    replaced = with_block(text, "a", "new \\1")
    assert block(replaced, "a") == "new \\1"
    assert replaced.endswith("\n\nafter\n")
    assert block(with_block(replaced, "b", "more"), "b") == "more"
    assert stamp_of(replaced, "a") is None
    stamped = with_block(replaced, "a", "newer", "of today")
    assert (block(stamped, "a"), stamp_of(stamped, "a")) == ("newer", "of today")
    assert with_block(stamped, "a", "new \\1") == replaced
