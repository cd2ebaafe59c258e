"""The pages of the documentation: short, linked to one another, and no link leads nowhere."""

import re
from pathlib import Path

import pytest

from tests.architecture.house import ROOT

DOCS = ROOT / "docs"
MOST = 40_000  # bytes of a page
ROOMS = [path for path in ROOT.iterdir() if (path.is_dir() and path.name[0] not in "._") or path.name == ".github"]
MARKDOWN = sorted([*ROOT.glob("*.md"), *(page for room in ROOMS for page in room.rglob("*.md"))])


def links(page: Path) -> list[tuple[str, str]]:
    """Where the links and pictures of a page lead to within the project: (path, anchor), either may be empty."""
    return re.findall(r"\]\((?!\w+:)([^)#\s]*)(?:#([^)\s]+))?\)", _prose(page))


def anchors(page: Path) -> set[str]:
    """The headings of a page, as links name them."""
    headings = re.findall(r"^#+ (.*)$", _prose(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def _prose(page: Path) -> str:
    """A page without its blocks of code."""
    return re.sub(r"^```.*?^```$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)


def test_links_lead_somewhere() -> None:
    ends = [(page, page.parent / path if path else page, anchor) for page in MARKDOWN for path, anchor in links(page)]
    assert [
        f"{page.relative_to(ROOT)} → {path}#{anchor}"
        for page, path, anchor in ends
        if not path.exists() or (anchor and anchor not in anchors(path))
    ] == []


def test_every_page_is_reached_from_the_list_of_pages_or_of_decisions() -> None:
    reached, todo = set(), {DOCS / "index.md", ROOT / "DESIGN.md"}
    while todo:
        page = todo.pop()
        reached.add(page)
        ends = {(page.parent / path).resolve() for path, _ in links(page) if path.endswith(".md")}
        todo |= {end for end in ends if end.is_relative_to(DOCS) and end.is_file()} - reached
    assert set(DOCS.rglob("*.md")) - reached == set()


@pytest.mark.parametrize("kind", ["how-to", "reference", "results"])
def test_the_list_of_pages_has_every_page_of_a_kind(kind: str) -> None:
    listed = {(DOCS / path).resolve() for path, _ in links(DOCS / "index.md")}
    assert set((DOCS / kind).glob("*.md")) - listed == set()


def test_no_page_is_long() -> None:
    assert {str(page): size for page in DOCS.rglob("*.md") if (size := page.stat().st_size) > MOST} == {}


def test_no_two_headings_of_a_page_have_one_anchor() -> None:
    for page in DOCS.rglob("*.md"):
        assert len(anchors(page)) == len(re.findall(r"^#+ ", _prose(page), re.MULTILINE)), page
