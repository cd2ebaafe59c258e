"""What is written of the house is true of it, as far as a test can read."""

import ast
import re
from dataclasses import fields, is_dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any, get_type_hints

import pytest

from policies.catalogue import RULES
from policies.platform import Platform
from sim.state import events
from sim.state.table import Table
from sim.tables import Tables
from sim.world import World
from tests.architecture.house import ROOT, SYSTEMS, calls_of_a_day, layers

PAGES = [
    *(
        ROOT / f"{name}.md"
        for name in ("README", "DESIGN", "CONTRIBUTING", "CHANGELOG", "experiments/explain/glossary")
    ),
    *sorted((ROOT / "docs").rglob("*.md")),
]
MODEL = (ROOT / "docs" / "model.md").read_text(encoding="utf-8")
GLOSSARY = (ROOT / "experiments" / "explain" / "glossary.md").read_text(encoding="utf-8")
TERMS = re.findall(r"^- \*\*(.+?)\*\* \(`(.+?)`\): ", GLOSSARY, re.MULTILINE)
STATE = {name: kind for name, kind in get_type_hints(Tables).items() if isinstance(kind, type)}
TABLES = {name: kind for name, kind in STATE.items() if issubclass(kind, Table)}
SECTIONS = {
    field.name: getattr(World(), field.name) for field in fields(World) if is_dataclass(getattr(World(), field.name))
}
REMARKS = 45  # where the remarks of the large drawing begin

every_page = pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())


def between(first: str, last: str) -> str:
    """The model from one heading to another."""
    return MODEL[MODEL.index(f"\n{first}") : MODEL.index(f"\n{last}")]


def paragraph(name: str) -> str:
    """The paragraph of the model that begins with the name of a table."""
    return next(part for part in between("### 1.2", "### 1.3").split("\n\n") if part.startswith(f"**`{name}`**"))


def coded(text: str) -> list[str]:
    """What stands between backticks."""
    return re.findall(r"`([^`\n]+)`", text)


def days_order() -> list[str]:
    """The systems in the order of sim/day.py."""
    return [ast.unparse(call.func) for call in calls_of_a_day()]


def schedule() -> list[list[str]]:
    """The cells of every row of the schedule."""
    return [row.strip("| ").split(" | ") for row in re.findall(r"^\| `.*$", between("### 1.3", "## 2"), re.MULTILINE)]


def numbers_of_levers() -> set[str]:
    """Every name that a lever's question or one of its rules has."""
    rules = [rule for named in RULES.values() for rule in named.values()]
    return {name for kind in [*get_type_hints(Platform).values(), *rules] for name in vars(kind) if name[0] != "_"}


def anchors(page: Path) -> set[str]:
    """The headings of a page, as links name them."""
    headings = re.findall(r"^#+ (.*)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def drawings() -> list[list[str]]:
    """The lines of each drawing in DESIGN.md."""
    found = re.findall(r"```text\n(.*?)```", (ROOT / "DESIGN.md").read_text(encoding="utf-8"), re.DOTALL)
    return [drawing.splitlines() for drawing in found]


def test_the_house_is_drawn_as_its_contract_has_it() -> None:
    arrows = drawings()[0][0].split()
    assert arrows[::2] == [*layers("policies"), "numpy"]
    assert set(arrows[1::2]) == {"──►"}


def test_every_layer_of_the_simulation_is_drawn_below_those_that_may_know_it() -> None:
    drawn = [set(re.findall(r"[\w/]+", line[:REMARKS])) for line in drawings()[1]]
    floors = []
    for layer in layers("sim.arrays"):
        names = [name.removeprefix("sim.").replace(".", "/") for name in re.findall(r"[\w.]+", layer)]
        floors.append(
            [
                number
                for name in names
                for number, words in enumerate(drawn)
                if words & {name, f"{name}/", name.split("/")[-1]}
            ]
        )
        assert len(floors[-1]) == len(names), layer
    assert all(max(above) < min(below) for above, below in pairwise(floors))


def test_every_decision_is_listed_once() -> None:
    design = (ROOT / "DESIGN.md").read_text(encoding="utf-8")
    listed = re.findall(r"^- \[.+\]\(docs/decisions/(.+)\): ", design, re.MULTILINE)
    assert sorted(listed) == sorted(path.name for path in (ROOT / "docs" / "decisions").glob("*.md"))


def test_the_systems_are_counted_where_the_plan_is_departed_from() -> None:
    [departures] = (ROOT / "docs" / "decisions").glob("*-departures.md")
    assert f"| thirteen systems | {len(days_order())} |" in departures.read_text(encoding="utf-8")


def test_the_schedule_lists_the_systems_of_a_day_in_their_order() -> None:
    assert [cells[0] for cells in schedule()] == [f"`{name}`" for name in days_order()]


def test_the_schedule_says_of_every_system_that_does_not_do_all_its_work_daily_when_it_does() -> None:
    sometimes = {path.stem for path in SYSTEMS if "today.every(" in path.read_text(encoding="utf-8")}
    assert [cells[0] for cells in schedule() if cells[0].strip("`") in sometimes and cells[2] == "daily"] == []


def test_the_submodels_stand_in_the_order_of_a_day() -> None:
    headings = re.findall(r"^#### (.*)$", between("### 3.3", "### 3.4"), re.MULTILINE)
    assert [name.lower() for heading in headings for name in heading.split(" and ")] == days_order()


def test_everything_that_lasts_from_day_to_day_is_told() -> None:
    assert set(re.findall(r"\*\*`(\w+)`\*\*", between("### 1.2", "### 1.3"))) == set(get_type_hints(Tables))


@pytest.mark.parametrize("name", TABLES)
def test_every_column_of_a_table_is_told_and_no_other(name: str) -> None:
    told = {word for word in coded(paragraph(name)) if word.isidentifier()} - {name}
    assert told == set(TABLES[name].columns()) - {name}


def test_every_kind_of_event_is_told_once() -> None:
    rows = re.findall(r"^\| of .*$", between("### 1.2", "### 1.3"), re.MULTILINE)
    told = [word for row in rows for word in coded(row)]
    assert sorted(told) == sorted(set(events.__all__) - {"Event"})


@pytest.mark.parametrize("section", SECTIONS)
def test_every_number_of_a_world_has_its_place_in_the_prose(section: str) -> None:
    told = set(re.findall(r"\w+", between("## 1 ", "### 3.4")))
    assert [field.name for field in fields(SECTIONS[section]) if field.name not in told] == []


def test_the_submodels_speak_of_no_number_that_there_is_not() -> None:
    words = set(re.findall(r"(?<![\w.])[a-z]+(?:_[a-z]{2,})+\b", between("### 3.3", "### 3.4")))
    there = numbers_of_levers() | set(get_type_hints(Platform))
    there |= {name for table in TABLES.values() for name in table.columns()}
    there |= {field.name for section in SECTIONS.values() for field in fields(section)}
    assert {word for word in words if not word.startswith("z_")} - there == set()


@every_page
def test_a_number_with_its_section_or_lever_before_it_is_there(page: Path) -> None:
    named = re.findall(r"`(?:world\.|platform\.)?(\w+)\.([a-z]\w+)\b", page.read_text(encoding="utf-8"))
    owners: dict[str, list[Any]] = {name: [section] for name, section in SECTIONS.items()}
    for lever, rules in RULES.items():
        owners[lever] = [get_type_hints(Platform)[lever], *rules.values()]
    assert [
        f"{owner}.{name}"
        for owner, name in named
        if owner in owners and name not in {"rule", *RULES.get(owner, ())}
        if not any(hasattr(each, name) for each in owners[owner])
    ] == []


@every_page
def test_files_that_are_named_exist(page: Path) -> None:
    named = [
        word.rstrip("/")
        for word in coded(page.read_text(encoding="utf-8"))
        if re.fullmatch(r"(policies|sim|scenarios|experiments|notebooks|tests|docs)/[\w./*]*", word)
    ]
    assert [name for name in named if not list(ROOT.glob(name))] == []


@every_page
def test_links_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)", page.read_text(encoding="utf-8"))
    assert links
    ends = [(page if not path else page.parent / path, anchor) for path, anchor in links]
    assert [str(path) for path, anchor in ends if not path.exists() or (anchor and anchor not in anchors(path))] == []


def test_the_glossary_is_in_order_and_tells_each_term_once() -> None:
    terms = [term.lower() for term, _ in TERMS]
    assert terms == sorted(set(terms))


@pytest.mark.parametrize(("term", "module"), TERMS, ids=[term for term, _ in TERMS])
def test_the_module_of_a_term_knows_it(term: str, module: str) -> None:
    said = module + (ROOT / module).read_text(encoding="utf-8")
    assert re.search(term.replace(" ", r"[\s_]"), said, re.IGNORECASE)
