"""Parts of the documentation that studies write: each in its page, whole or not at all, with the stamp of its runs."""

import importlib
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from docs.studies import calling
from docs.studies import documentation as docs
from docs.studies.pages.pictures import _file
from docs.studies.pages.stamp import stamp
from docs.studies.parts import from_sheet, sheets
from experiments.host.files import Unusable
from experiments.host.startup import HOME
from experiments.printing.table import Table
from experiments.runs.defaults import PAIRS
from experiments.runs.pools import SERIAL
from experiments.runs.watch import unwatched
from tests.gate_mutants.run import BLOCK as GATE_MUTANTS


def write(into: Path, *names: str) -> None:
    """Carry these studies out, and write their parts below a folder."""
    docs.update(names, into, SERIAL, unwatched)


@pytest.fixture
def facts(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[], str]], None]:
    """Puts something else in the place of the runs behind the study of facts, whose page is deep/facts.md."""

    def replace(runs: Callable[[], str]) -> None:
        monkeypatch.setitem(docs.PAGES, "facts", {"deep/facts.md": lambda engine, watch, keeping: (runs(),)})

    return replace


def never() -> str:
    raise AssertionError("runs began")


def unwritable(into: Path) -> Iterator[tuple[Path, str]]:
    """Folders below this one in which the page of facts cannot be written, and what is said of each."""
    yield Path("/dev/full"), "/dev/full/deep: Not a directory"
    yield into / "missing", f"{into}/missing/deep: No such file or directory"
    (into / "folder/deep/facts.md").mkdir(parents=True)
    yield into / "folder", f"{into}/folder/deep/facts.md: not a file"
    (into / "binary/deep").mkdir(parents=True)
    (into / "binary/deep/facts.md").write_bytes(b"text\n\xff\xfe\n")
    yield into / "binary", f"{into}/binary/deep/facts.md:2: not UTF-8 text"
    (into / "taken").mkdir()
    (into / "taken/deep").write_text("a file")
    yield into / "taken", f"{into}/taken/deep: File exists"


def test_a_page_that_cannot_be_written_is_told_before_the_first_run(
    tmp_path: Path, facts: Callable[[Callable[[], str]], None]
) -> None:
    facts(never)
    for into, complaint in unwritable(tmp_path):
        with pytest.raises(Unusable) as told:
            write(into, "facts")
        assert str(told.value) == complaint
    assert (tmp_path / "binary/deep/facts.md").read_bytes() == b"text\n\xff\xfe\n"


def test_pictures_that_cannot_be_written_are_told_before_the_first_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(docs.PAGES, "pictures", {f"drawn/{name}.png": lambda *means: never() for name in "ab"})
    (tmp_path / "drawn" / "b.png").mkdir(parents=True)
    with pytest.raises(Unusable, match=r"drawn/b\.png: not a file"):
        write(tmp_path, "pictures")


def test_every_page_is_checked_and_then_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: dict[str, dict[str, docs.Maker]] = {
        "one": {"deep/er/a.md": lambda *means: ("words", SHEET), "b.md": lambda *means: ("b",)},
        "other": {"deep/c.png": lambda *means: b"drawn", "b.md": lambda *means: ("c",)},
    }
    monkeypatch.setattr(docs, "PAGES", made)
    write(tmp_path, *made)
    page = "words\n\nTable: [one.csv](tables/one.csv)"
    end = f"<!-- end: {stamp(PAIRS)} -->"
    assert (tmp_path / "deep/er/a.md").read_text() == f"# A\n\n<!-- begin: one -->\n\n{page}\n\n{end}\n"
    assert (tmp_path / "deep/er/tables/one.csv").read_bytes() == sheets(["words", SHEET], "one")["one.csv"]
    assert [docs.block((tmp_path / "b.md").read_text(), name) for name in made] == ["b", "c"]
    assert (tmp_path / "deep/c.png").read_bytes() == b"drawn"
    (tmp_path / "b.md").unlink()
    (tmp_path / "b.md").mkdir()
    made["one"]["deep/er/a.md"] = lambda *means: never()
    with pytest.raises(Unusable, match=r"b\.md: not a file"):
        write(tmp_path, *made)


SHEET = Table(("", "fact"), (("`a|b`<br>c, d", "**missed**"), ("e", "holds")))


def test_a_table_is_kept_without_markdown_and_the_site_shows_its_lines_and_marks() -> None:
    [(name, sheet)] = sheets(["words", SHEET], "one").items()
    assert (name, sheet.decode()) == ("one.csv", ',fact\n"a|b\nc, d",missed *\ne,holds\n')
    assert from_sheet(sheet.decode()).splitlines()[2:] == ["| a\\|b<br>c, d | missed \\* |", "| e | holds |"]
    assert list(sheets([SHEET, "words", SHEET], "one")) == ["one-1.csv", "one-2.csv"]


def test_what_somebody_writes_during_the_runs_stays(tmp_path: Path, facts: Callable[[Callable[[], str]], None]) -> None:
    file = tmp_path / "deep" / "facts.md"
    file.parent.mkdir()
    file.write_text("# Facts\n\n<!-- begin: facts -->\nold\n<!-- end -->\n")

    def edited() -> str:
        file.write_text(file.read_text().replace("# Facts", "# The facts, said better"))
        return "new"

    facts(edited)
    write(tmp_path, "facts")
    end = f"<!-- end: {stamp()} -->"
    assert file.read_text() == f"# The facts, said better\n\n<!-- begin: facts -->\n\nnew\n\n{end}\n"


def test_a_study_that_is_none_is_refused_with_those_that_there_are() -> None:
    done = subprocess.run([sys.executable, "-m", "docs.studies", "fact"], cwd=HOME, capture_output=True, text=True)
    assert done.returncode == 2
    words = " ".join(re.sub(r"[│╭╮╰╯─]", " ", done.stderr).split())
    assert "'fact' is no study, must be one of facts, sizes, " in words


def test_every_part_stands_in_its_pages_and_nowhere_else() -> None:
    folder = HOME / "docs"
    there = [
        (str(page.relative_to(folder)), name)
        for page in folder.rglob("*.md")
        for name in re.findall(r"<!-- begin: (.+?) -->", page.read_text("utf-8"))
        if name != GATE_MUTANTS
    ]
    pages = [(page, name) for name, parts in docs.PAGES.items() for page in parts]
    assert sorted(there) == sorted((page, name) for page, name in pages if page.endswith(".md"))
    assert [page for page, _ in pages if not (folder / page).is_file()] == []


def test_what_runs_made_is_of_the_model_and_the_worlds_that_ship() -> None:
    folder = HOME / "docs"
    pages = [(page, name) for name, parts in docs.PAGES.items() for page in parts]
    pages.append(("results/trust.md", GATE_MUTANTS))
    found = {page: stamped(folder / page, name) for page, name in pages}
    now = {page: stamp(None if name == GATE_MUTANTS else docs.worlds_of(name)) for page, name in pages}
    assert found == now, "make them anew: `make results`, `make gate-mutants`"


def test_a_part_of_the_central_world_is_of_a_study_that_has_no_plausible_worlds() -> None:
    studies = {name: name for name in docs.PAGES.keys() - {"pictures"}} | {"errors": "error_rates"}
    for name, study in studies.items():
        text = (HOME / "docs" / "studies" / f"{study}.py").read_text("utf-8")
        assert ("PLAUSIBLE" in text or "evidence()" in text) == (name not in docs.CENTRAL), name


def test_a_part_of_the_first_worlds_is_of_a_study_of_as_many_pairs() -> None:
    for name in docs.PAGES.keys() - docs.ALL - docs.CENTRAL - {"pictures"}:
        assert range(PAIRS) == importlib.import_module(f"docs.studies.{name}").SEEDS, name
    assert range(PAIRS) == calling.SEEDS


def stamped(file: Path, name: str) -> str | None:
    """The stamp of a block of a page, or of a picture."""
    if file.suffix == ".png":
        with Image.open(file) as picture:
            return picture.info.get("Source")
    return docs.stamp_of(file.read_text("utf-8"), name)


def test_a_picture_has_its_stamp() -> None:
    from matplotlib.figure import Figure

    with Image.open(BytesIO(_file(Figure()))) as picture:
        assert picture.info["Source"] == stamp(PAIRS)


def test_a_block_is_replaced_where_it_stands_and_added_where_it_is_missing() -> None:
    text = "# Model\n\n<!-- begin: a -->\nold\n<!-- end -->\n\nafter\n"
    replaced = docs.with_block(text, "a", "new \\1")
    assert docs.block(replaced, "a") == "new \\1"
    assert replaced.endswith("\n\nafter\n")
    assert docs.block(docs.with_block(replaced, "b", "more"), "b") == "more"
    assert docs.stamp_of(replaced, "a") is None
    stamped = docs.with_block(replaced, "a", "newer", "of today")
    assert (docs.block(stamped, "a"), docs.stamp_of(stamped, "a")) == ("newer", "of today")
    assert docs.with_block(stamped, "a", "new \\1") == replaced
