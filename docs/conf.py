"""The site: `make site` builds it with Sphinx, from the Markdown of the repository and the docstrings of two packages.

Pages hold no directive. Navigation follows the folders (`navigation`), docstrings are added to the pages of the Python
reference (`reference`), as tables that the code has are (`docs/tables.py`), and are prose (`prose`). Links between
pages are those of the repository, whose root is the source: a link to a page leads there, to another file gives it.
"""

import re
import sys
from pathlib import Path
from typing import Any

from sphinx.application import Sphinx
from sphinx.util.matching import patfilter

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from docs.studies.page import from_sheet  # noqa: E402 - of a checkout that need not be installed
from docs.tables import TABLES  # noqa: E402

project = "policylab"
extensions = ["myst_parser", "sphinx.ext.autodoc"]
root_doc = "docs/index"
include_patterns = ["*.md", "docs/**.md", "experiments/**/glossary.md"]
exclude_patterns = [".*", "build", "dist", "**/__pycache__"]
myst_heading_anchors = 4
highlight_language = "text"

html_theme = "furo"
html_title = "policylab"
html_copy_source = False
html_show_copyright = False
html_additional_pages = {"index": "start.html"}
templates_path = ["_templates"]

autodoc_member_order = "bysource"

PARTS = {  # of the navigation: the pages of each, in order
    "Begin": ["docs/tutorial"],
    "How to": ["docs/how-to/*"],
    "Reference": ["docs/reference/*", "experiments/**/glossary"],
    "The model": ["docs/model", "docs/model/index", "docs/model/*"],
    "The systems of a day": ["docs/model/systems/*"],
    "Results": ["docs/results/**"],
    "Decisions": ["DESIGN", "docs/decisions/*"],
    "The project": ["README", "CONTRIBUTING", "CHANGELOG", "**"],
}
SHEET = re.compile(r"^Table: \[.+\]\((?P<file>.+\.csv)\)$", re.MULTILINE)
CODE = re.compile(r"(`+)(.+?)\1")
SPECIAL = re.compile(r"[\\*_|]")
ALIGNED = re.compile(r"\S {2,}\S|^→|^- ")  # a name and its content, a shape, an item: the line is kept


def navigation(app: Sphinx, page: str, text: list[str]) -> None:
    """Append the table of contents to the first page: every other page, once."""
    if page != root_doc:
        return
    left = sorted(app.env.found_docs - {root_doc})
    for part, patterns in PARTS.items():
        pages = [name for pattern in patterns for name in patfilter(left, pattern)]
        pages = list(dict.fromkeys(pages))
        left = [name for name in left if name not in pages]
        if not pages:
            continue
        entries = "\n".join(f"/{name}" for name in pages)
        text[0] += f"\n\n```{{toctree}}\n:hidden:\n:caption: {part}\n\n{entries}\n```\n"


def reference(app: Sphinx, page: str, text: list[str]) -> None:
    """Append tables and docstrings that the code has to the page that tells of them."""
    text[0] = SHEET.sub(lambda link: f"{link[0]}\n\n{_sheet(ROOT / page, link['file'])}", text[0])
    if page in TABLES:
        text[0] += f"\n\n{TABLES[page]()}"
    if page == "docs/reference/api":
        text[0] += _module("policylab", "Signatures and docstrings", ":imported-members:")
    elif page == "docs/reference/policies":
        modules = re.findall(r"^\| `(policies\.\w+)`", text[0], re.MULTILINE)
        text[0] += "".join(_module(name, f"`{name}`") for name in modules)


def _sheet(page: Path, file: str) -> str:
    return from_sheet((page.parent / file).read_text(encoding="utf-8"))


def _module(module: str, title: str, *options: str) -> str:
    directive = "\n   ".join([f".. automodule:: {module}", ":members:", *options])
    return f"\n\n## {title}\n\n```{{eval-rst}}\n{directive}\n```\n"


def prose(app: Sphinx, what: str, name: str, subject: Any, options: Any, lines: list[str]) -> None:
    """Turn a docstring into reStructuredText: paragraphs flow, aligned lines stay lines, names are code."""
    paragraphs = "\n".join(lines).strip().split("\n\n")
    lines[:] = [*"\n\n".join(map(_paragraph, paragraphs)).split("\n"), ""]


def _paragraph(text: str) -> str:
    lines = [_escaped(line.strip()) for line in text.split("\n")]
    kept = any(ALIGNED.search(line.strip()) for line in text.split("\n"))
    return "\n".join(f"| {line}" for line in lines) if kept else " ".join(lines)


def _escaped(line: str) -> str:
    """Code in backticks as literals, all else as it stands."""
    parts = CODE.split(line)  # text, ticks, code, text, …
    told = [SPECIAL.sub(r"\\\g<0>", text).replace("`", r"\`") for text in parts[::3]]
    code = [rf"\ ``{code}``\ " for code in parts[2::3]]
    return "".join(part for pair in zip(told, [*code, ""], strict=True) for part in pair)


def setup(app: Sphinx) -> None:
    """Connect the three."""
    app.connect("source-read", navigation)
    app.connect("source-read", reference)
    app.connect("autodoc-process-docstring", prose)
