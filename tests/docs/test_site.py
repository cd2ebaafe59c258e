"""The site is built from a copy of the documents, asks no other host for anything, and is searchable."""

import re
import runpy
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import pytest

import policylab as pl
from policies.catalogue import RULES
from tests.architecture.house import ROOT

pytestmark = pytest.mark.nightly(reason="builds the whole site; test_docs.py checks the links of every page")
LOADED = dict.fromkeys(("script", "img", "iframe", "source", "audio", "video", "embed"), "src")
STYLES = re.compile(r"(?:@import\s+|url\(\s*)[\"']?((?:https?:)?//[^\"')\s]+)")
DOCUMENTS = ("*.md", "experiments/**/glossary.md")


class Loaded(HTMLParser):
    """What a browser loads by itself when it opens a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attributes: list[tuple[str, str | None]]) -> None:
        by_name = dict(attributes)
        address = by_name.get("href" if tag == "link" else LOADED.get(tag, "")) or ""
        self.addresses += [address, *(by_name.get("srcset") or "").split(", ")]
        self.addresses += STYLES.findall(by_name.get("style") or "")


def foreign(address: str) -> bool:
    """Is it of another host?"""
    return address.startswith(("http:", "https:", "//"))


def build(home: Path) -> "subprocess.CompletedProcess[str]":
    """`make site`, of a copy."""
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-c", "docs", ".", "build/site"]
    return subprocess.run(command, cwd=home, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The documents of the repository, and the files that they lead to, with the site beside them."""
    made = tmp_path_factory.mktemp("house")
    left = shutil.ignore_patterns(".*", "build", "dist", "__pycache__", "*.egg-info")
    shutil.copytree(ROOT, made, ignore=left, dirs_exist_ok=True)
    done = build(made)
    assert (done.returncode, done.stderr) == (0, "")
    return made


def test_every_document_is_a_page(home: Path) -> None:
    documents = [path for pattern in (*DOCUMENTS, "docs/**/*.md") for path in home.glob(pattern)]
    assert len(documents) > 40
    site = home / "build" / "site"
    assert [path for path in documents if not (site / path.relative_to(home)).with_suffix(".html").exists()] == []


def test_no_page_asks_another_host_for_anything(home: Path) -> None:
    site = home / "build" / "site"
    pages = {path: Loaded(path.read_text(encoding="utf-8")).addresses for path in site.rglob("*.html")}
    assert any("furo" in address for address in pages[site / "docs" / "index.html"])  # its styles are seen
    assert {path.name: address for path, addresses in pages.items() for address in addresses if foreign(address)} == {}
    styles = {path: STYLES.findall(path.read_text(encoding="utf-8")) for path in site.rglob("*.css")}
    assert len(styles) > 1
    assert {path.name: addresses for path, addresses in styles.items() if addresses} == {}


def test_the_reader_of_pages_sees_what_is_foreign() -> None:
    page = '<link rel="stylesheet" href="https://a.b/c.css"><script src="//a.b/c.js"></script><a href="https://a.b">'
    assert [address for address in Loaded(page).addresses if foreign(address)] == ["https://a.b/c.css", "//a.b/c.js"]
    style = "@import 'https://a.b/c.css'; p { background: url(//a.b/c.png) } a { background: url(d.png) }"
    assert STYLES.findall(style) == ["https://a.b/c.css", "//a.b/c.png"]


def test_a_page_of_results_shows_the_tables_that_stand_beside_it(home: Path) -> None:
    page = (home / "build" / "site" / "docs" / "results" / "prices.html").read_text(encoding="utf-8")
    assert "dismiss all checkers" in page.partition("<table")[2]


def test_the_search_knows_words_of_every_part(home: Path) -> None:
    index = (home / "build" / "site" / "searchindex.js").read_text(encoding="utf-8")
    for page in ("docs/tutorial", "docs/reference/commands", "docs/decisions/rings", "docs/reference/policies"):
        assert f'"{page}"' in index
    for word in ("bandit", "guardrail", "messagewatch"):
        assert word in index


def test_the_python_reference_has_every_public_name_and_every_rule(home: Path) -> None:
    texts = {
        name: (home / "build" / "site" / "docs" / "reference" / f"{name}.html").read_text(encoding="utf-8")
        for name in ("api", "policies")
    }
    assert [name for name in pl.__all__ if name[0] != "_" and f'id="policylab.{name}"' not in texts["api"]] == []
    rules = [rule for named in RULES.values() for rule in named.values()]
    assert [rule for rule in rules if f'id="{rule.__module__}.{rule.__qualname__}"' not in texts["policies"]] == []


def test_docstrings_are_prose_code_and_aligned_lines() -> None:
    prose = runpy.run_path(str(ROOT / "docs" / "conf.py"))["prose"]
    lines = ["Flags `a|b`, *not*", "the rest_.", "", "fee    (jobs,) yen", "→      (jobs,) bool"]
    prose(None, "function", "f", None, None, lines)
    assert lines == [r"Flags \ ``a|b``\ , \*not\* the rest\_.", "", "| fee    (jobs,) yen", "| →      (jobs,) bool", ""]


def test_a_link_that_leads_nowhere_fails(home: Path) -> None:
    page = home / "docs" / "how-to" / "trace-a-person.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n[nowhere](no-such-page.md)\n", encoding="utf-8")
    done = build(home)
    assert done.returncode == 1
    assert "no-such-page.md" in done.stderr
