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
from scenarios.space import NOT_VARIED
from sim.state import events
from sim.state.table import Table
from sim.tables import Tables
from sim.world import World
from tests.architecture.house import ROOT, SYSTEMS, calls_of_a_day, layers, modules, parsed, settings

PAGES = [
    *(ROOT / f"{name}.md" for name in ("README", "DESIGN", "CONTRIBUTING", "CHANGELOG")),
    ROOT / "experiments" / "questions" / "explain" / "glossary.md",
    *sorted((ROOT / "docs").rglob("*.md")),
]
MODEL = ROOT / "docs" / "model"
PROSE = ("index", "entities", "schedule", "concepts", "initialisation", "data", "systems/*")  # of the model as it is
GLOSSARY = (ROOT / "experiments" / "questions" / "explain" / "glossary.md").read_text(encoding="utf-8")
TERMS = re.findall(r"^- \*\*(.+?)\*\* \(`(.+?)`\): ", GLOSSARY, re.MULTILINE)
STATE = {name: kind for name, kind in get_type_hints(Tables).items() if isinstance(kind, type)}
TABLES = {name: kind for name, kind in STATE.items() if issubclass(kind, Table)}
SECTIONS = {
    field.name: getattr(World(), field.name) for field in fields(World) if is_dataclass(getattr(World(), field.name))
}
REMARKS = 45  # where the remarks of the large drawing begin


def told(*pages: str) -> str:
    """The text of pages of the model, by their names or patterns."""
    return "\n".join(page.read_text(encoding="utf-8") for name in pages for page in sorted(MODEL.glob(f"{name}.md")))


def paragraph(name: str) -> str:
    """The paragraph of the model that begins with the name of a table."""
    return next(part for part in told("entities").split("\n\n") if part.startswith(f"**`{name}`**"))


def coded(text: str) -> list[str]:
    """What stands between backticks."""
    return re.findall(r"`([^`\n]+)`", text)


def days_order() -> list[str]:
    """The systems in the order of sim/day.py."""
    return [ast.unparse(call.func) for call in calls_of_a_day()]


def schedule() -> list[list[str]]:
    """The cells of every row of the schedule."""
    return [row.strip("| ").split(" | ") for row in re.findall(r"^\| \[`.*$", told("schedule"), re.MULTILINE)]


def choices(system: Path) -> set[str]:
    """The modules of choices and rings that a system imports, but for shapes of luck and lists of tactics."""
    modules = {
        f"{node.module}.{name.name}" if node.module == "sim.choices" else node.module
        for node in ast.walk(parsed(system))
        if isinstance(node, ast.ImportFrom) and node.module
        for name in node.names
    }
    rooms = ("sim.choices.", "sim.rings.")
    shared = {"sim.choices.common", "sim.rings.tactics"}
    return {f"{module.replace('.', '/')}.py" for module in modules - shared if module.startswith(rooms)}


def numbers_of_levers() -> set[str]:
    """Every name that a lever's question or one of its rules has."""
    rules = [rule for named in RULES.values() for rule in named.values()]
    return {name for kind in [*get_type_hints(Platform).values(), *rules] for name in vars(kind) if name[0] != "_"}


def identifiers(tree: ast.Module) -> set[str]:
    """Every name that the code of a module has."""
    words = ("id", "attr", "arg", "name", "asname")
    return {str(getattr(node, word, "")) for node in ast.walk(tree) for word in words}


def docstrings(tree: ast.Module) -> list[str]:
    """All docstrings of a module."""
    told_in = (ast.Module, ast.ClassDef, ast.FunctionDef)
    return [ast.get_docstring(node) or "" for node in ast.walk(tree) if isinstance(node, told_in)]


def drawings() -> list[list[str]]:
    """The lines of each drawing in DESIGN.md."""
    blocks = re.findall(r"```text\n(.*?)```", (ROOT / "DESIGN.md").read_text(encoding="utf-8"), re.DOTALL)
    return [drawing.splitlines() for drawing in blocks]


def test_the_house_is_drawn_as_its_contract_has_it() -> None:
    arrows = drawings()[0][0].split()
    assert arrows[::2] == [*layers("policies"), "numpy"]
    assert set(arrows[1::2]) == {"──►"}


@pytest.mark.parametrize(("drawing", "lowest", "above"), [(1, "host", ("__main__",)), (2, "sim.arrays", ())])
def test_every_layer_is_drawn_below_those_that_may_know_it(drawing: int, lowest: str, above: tuple[str, ...]) -> None:
    drawn = [set(re.findall(r"[\w/]+", line[:REMARKS])) for line in drawings()[drawing]]
    floors = []
    for layer in [each for each in layers(lowest) if each not in above]:
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


@pytest.mark.parametrize(("drawing", "room"), [(1, "experiments"), (2, "sim")])
def test_what_is_drawn_is_there(drawing: int, room: str) -> None:
    drawn = {word.rstrip("/") for line in drawings()[drawing] for word in re.findall(r"[a-z_/]+", line[:REMARKS])}
    there = {str(path.relative_to(ROOT / room).with_suffix("")) for path in (ROOT / room).rglob("*")}
    there |= {name.rpartition("/")[2] for name in there}
    assert drawn - there == set()
    assert len(drawn) > 10


def test_the_other_modules_of_policies_that_the_model_knows_are_told() -> None:
    contracts = settings()["importlinter"]["contracts"]
    [known] = [contract for contract in contracts if contract["name"].startswith("sim knows the platform's questions")]
    design = (ROOT / "DESIGN.md").read_text(encoding="utf-8")
    for arrow in known["ignore_imports"]:
        knows, module = arrow.split(" -> ")
        told_so = f"`{module}`" if knows != "sim.**" or module == "policies.platform" else module.rpartition(".")[2]
        assert told_so in design, arrow
        assert knows == "sim.**" or f"`{knows}`" in design, arrow


def test_every_decision_is_listed_once() -> None:
    design = (ROOT / "DESIGN.md").read_text(encoding="utf-8")
    listed = re.findall(r"^- \[.+\]\(docs/decisions/(.+)\): ", design, re.MULTILINE)
    assert sorted(listed) == sorted(path.name for path in (ROOT / "docs" / "decisions").glob("*.md"))


def test_the_schedule_lists_the_systems_of_a_day_in_their_order() -> None:
    assert [cells[0] for cells in schedule()] == [f"[`{name}`](systems/{name}.md)" for name in days_order()]


def test_the_schedule_says_when_a_system_works_if_not_daily() -> None:
    sometimes = {path.stem for path in SYSTEMS if "today.every(" in path.read_text(encoding="utf-8")}
    assert [cells[0] for cells in schedule() if cells[0].split("`")[1] in sometimes and cells[2] == "daily"] == []


def test_every_system_is_told_on_one_page_and_no_page_tells_another() -> None:
    pages = {page.stem: page.read_text(encoding="utf-8") for page in (MODEL / "systems").iterdir()}
    assert set(pages) == {path.stem for path in SYSTEMS}
    titles = {name: re.findall(r"^# (.*)$", text, re.MULTILINE) for name, text in pages.items()}
    assert {name: [title.lower().replace("-", "") for title in headings] for name, headings in titles.items()} == {
        name: [name] for name in pages
    }


@pytest.mark.parametrize("system", SYSTEMS, ids=lambda path: path.stem)
def test_the_page_of_a_system_names_its_module_and_its_choices(system: Path) -> None:
    named = set(re.findall(r"`(sim/[\w/]+\.py)`", told(f"systems/{system.stem}").split("\n## ")[0]))
    assert named == {f"sim/systems/{system.name}", *choices(system)}


def test_the_pages_of_systems_are_strung_together_as_a_day_is() -> None:
    order = days_order()
    for before, name, after in zip([None, *order], order, [*order[1:], None], strict=False):
        ends = [f"{word} [{other}]({other}.md)" for word, other in (("after", before), ("before", after)) if other]
        assert f"\n- [In the day](../schedule.md): {', '.join(ends)}\n" in told(f"systems/{name}"), name


def test_everything_that_lasts_from_day_to_day_is_told() -> None:
    assert set(re.findall(r"\*\*`(\w+)`\*\*", told("entities"))) == set(get_type_hints(Tables))


@pytest.mark.parametrize("name", TABLES)
def test_every_column_of_a_table_is_told_and_no_other(name: str) -> None:
    words = {word for word in coded(paragraph(name)) if word.isidentifier()} - {name}
    assert words == set(TABLES[name].columns()) - {name}


def test_every_kind_of_event_is_told_once() -> None:
    rows = re.findall(r"^\| of .*$", told("entities"), re.MULTILINE)
    assert sorted(word for row in rows for word in coded(row)) == sorted(set(events.__all__) - {"Event"})


def test_the_numbers_that_no_plausible_world_varies_are_told() -> None:
    told_of = {word.split(".")[-1] for word in coded(told("plausible-worlds"))}
    assert {name.split(".")[-1] for name in NOT_VARIED} - told_of == set()


@pytest.mark.parametrize("section", SECTIONS)
def test_every_number_of_a_world_has_its_place_in_the_prose(section: str) -> None:
    words = set(re.findall(r"\w+", told(*PROSE)))
    assert [field.name for field in fields(SECTIONS[section]) if field.name not in words] == []


def test_the_pages_of_systems_speak_of_no_number_that_there_is_not() -> None:
    words = set(re.findall(r"(?<![\w.])[a-z]+(?:_[a-z]{2,})+\b", told("systems/*")))
    there = numbers_of_levers() | set(get_type_hints(Platform))
    there |= {name for table in TABLES.values() for name in table.columns()}
    there |= {field.name for section in SECTIONS.values() for field in fields(section)}
    assert {word for word in words if not word.startswith("z_")} - there == set()


def test_docstrings_of_choices_rings_and_rules_name_only_numbers_that_exist() -> None:
    levers = [ROOT / "policies" / f"{lever}.py" for lever in RULES]
    elsewhere = {kind.__name__ for kind in get_type_hints(Platform).values()}
    elsewhere |= {path.stem for path in (ROOT / "scenarios").glob("*.toml")}
    for path in [*modules("sim/choices", "sim/rings"), *levers]:
        tree = parsed(path)
        known = identifiers(tree) | elsewhere
        told_of = {word for text in docstrings(tree) for word in re.findall(r"`([A-Za-z_]\w*)`", text)}
        assert told_of - known == set(), path


def test_a_number_with_its_section_or_lever_before_it_is_there() -> None:
    owners: dict[str, list[Any]] = {name: [section] for name, section in SECTIONS.items()}
    for lever, rules in RULES.items():
        owners[lever] = [get_type_hints(Platform)[lever], *rules.values()]
    assert [
        f"{page.relative_to(ROOT)}: {owner}.{name}"
        for page in PAGES
        for owner, name in re.findall(r"`(?:world\.|platform\.)?(\w+)\.([a-z]\w+)\b", page.read_text(encoding="utf-8"))
        if owner in owners and name not in {"rule", *RULES.get(owner, ())}
        if not any(hasattr(each, name) for each in owners[owner])
    ] == []


def test_files_that_are_named_exist() -> None:
    named = {
        (word.rstrip("/"), page.relative_to(ROOT))
        for page in PAGES
        for word in coded(page.read_text(encoding="utf-8"))
        if re.fullmatch(r"(policies|sim|scenarios|experiments|notebooks|tests|docs)/[\w./*]*", word)
    }
    assert [f"{page}: {name}" for name, page in sorted(named) if not list(ROOT.glob(name))] == []


def test_the_glossary_is_in_order_and_tells_each_term_once() -> None:
    terms = [term.lower() for term, _ in TERMS]
    assert terms == sorted(set(terms))


def test_the_module_of_a_term_knows_it() -> None:
    modules_of = {term: module + (ROOT / module).read_text(encoding="utf-8") for term, module in TERMS}
    assert [
        term for term, text in modules_of.items() if not re.search(term.replace(" ", r"[\s_]"), text, re.IGNORECASE)
    ] == []
