"""Generation of the documentation: the part of each study, between markers in its pages, its tables, and pictures.

Pages are checked before the first run, so that a page that cannot be written is reported at once. Each page is read
again after its runs, so that edits in the meantime are preserved.
"""

import re
from collections.abc import Callable, Collection
from functools import lru_cache
from pathlib import Path

from docs.studies import parts
from docs.studies.accounts import accounts
from docs.studies.answers import answers
from docs.studies.bait import bait
from docs.studies.calling import calling_by_rings
from docs.studies.costs import costs
from docs.studies.coverage import coverage
from docs.studies.displacement import displacement
from docs.studies.error_rates import error_rates
from docs.studies.facts import facts_by_rings, held_in_all_worlds
from docs.studies.flips import flips
from docs.studies.holdouts import holdouts
from docs.studies.levers import levers_off
from docs.studies.pages import (
    account_tables,
    answer_tables,
    bait_tables,
    coverage_tables,
    displacement_tables,
    error_tables,
    flip_tables,
    model_tables,
    pictures,
    scale_tables,
    size_tables,
    staff_tables,
    year_tables,
)
from docs.studies.pages.stamp import stamp
from docs.studies.part_answers import part_answers
from docs.studies.parts import Part
from docs.studies.scale import scales
from docs.studies.sizes import sizes_of_production
from docs.studies.staff import staff
from docs.studies.timeline import timeline
from docs.studies.year import SEEDS as SEEDS_OF_A_YEAR
from docs.studies.year import year
from experiments.host import files
from experiments.runs.defaults import PAIRS
from experiments.runs.keeping import UNKEPT, Keeping
from experiments.runs.pools import Engine
from experiments.runs.watch import Watch

type Maker = Callable[[Engine, Watch, Keeping], Part | bytes]

CENTRAL = {"sizes", "scale", "year", "levers", "costs", "accounts"}  # parts whose runs have the central world alone
ALL = {"facts", "flips", "coverage", "errors"}  # parts of all plausible worlds; the others are of the first PAIRS

_bait = lru_cache(maxsize=1)(bait)  # its runs are not stored, and its page and its picture show the same ones


PAGES: dict[str, dict[str, Maker]] = {  # by name: its pages below docs/, and the function that makes the part of each
    "facts": {"results/facts.md": lambda *means: model_tables.facts(facts_by_rings(*means), held_in_all_worlds())},
    "sizes": {"results/facts.md": lambda *means: size_tables.sizes(sizes_of_production(*means))},
    "scale": {
        "results/size-and-time.md": lambda *means: (
            *scale_tables.scale(scales(*means)),
            *scale_tables.part_answers(part_answers(*means)),
        )
    },
    "year": {"results/size-and-time.md": lambda *means: year_tables.year(year(*means), SEEDS_OF_A_YEAR)},
    "levers": {"results/prices.md": lambda *means: model_tables.levers_off(levers_off(*means))},
    "costs": {"results/prices.md": lambda *means: model_tables.costs(costs(*means))},
    "staff": {"results/prices.md": lambda *means: staff_tables.staff(staff(*means))},
    "accounts": {
        "results/adversary.md": lambda engine, watch, keeping: account_tables.accounts(accounts(engine, watch))
    },
    "displacement": {"results/adversary.md": lambda *means: displacement_tables.displacement(displacement(*means))},
    "bait": {
        "results/adversary.md": lambda *means: bait_tables.bait(_bait(*means)),
        "pictures/bait.png": lambda *means: pictures.bait(_bait(*means)),
    },
    "flips": {"results/calling.md": lambda *means: flip_tables.flips(flips(*means))},
    "holdouts": {"results/holdouts.md": lambda engine, watch, keeping: model_tables.holdouts(holdouts(engine, watch))},
    "answers": {"results/answers.md": lambda *means: answer_tables.answers(answers(*means))},
    "coverage": {"results/trust.md": lambda *means: coverage_tables.coverage(coverage(*means))},
    "errors": {"results/trust.md": lambda *means: error_tables.error_rates(error_rates(*means))},
    "pictures": {
        "pictures/timeline_2020.png": lambda *means: pictures.timeline(timeline(*means)),
        "pictures/calling.png": lambda *means: pictures.calling(calling_by_rings(*means)),
        "pictures/plane.png": lambda *means: pictures.calling_plane(calling_by_rings(*means)),
    },
}


def update(names: Collection[str], into: Path, engine: Engine, watch: Watch, keeping: Keeping = UNKEPT) -> None:
    """Write the generated parts of these names into their pages below a folder, and make pages that are missing.

    Raise files.Unusable; Crashed if a run crashed: parts that were written before stay.
    """
    for name in names:
        for page in PAGES[name]:
            _check(into, page)
    for name in names:
        for page, make in PAGES[name].items():
            part = make(engine, watch, keeping)
            if isinstance(part, bytes):
                files.write(into / page, part)
            else:
                write(part, name, into / page, stamp(worlds_of(name)))


def write(part: Part, name: str, page: Path, label: str) -> None:
    """Write a part between its markers on a page, and its tables beside it. label: its stamp. Raise files.Unusable."""
    for file, sheet in parts.sheets(part, name).items():
        files.make_folder(page.parent / parts.FOLDER)
        files.write(page.parent / parts.FOLDER / file, sheet)
    text = files.text(page, _empty(page))
    files.write(page, with_block(text, name, parts.text(part, name), label).encode())


def worlds_of(name: str) -> int | None:
    """Return the number of plausible worlds that the runs of a part have, from the first one on; None for all."""
    return None if name in ALL else 0 if name in CENTRAL else PAIRS


def _check(into: Path, page: str) -> None:
    """Create the folders of a page. Raise files.Unusable if it cannot be written."""
    for folder in reversed(Path(page).parents[:-1]):
        files.make_folder(into / folder)
    files.check_writable(into / page)
    if page.endswith(".md"):
        files.text(into / page, "")
        files.make_folder((into / page).parent / parts.FOLDER)


def _empty(page: Path) -> str:
    return f"# {page.stem.replace('-', ' ').capitalize()}\n"


def block(text: str, name: str) -> str | None:
    """Return the text between the markers of a block, None if there is no such block."""
    match = re.search(_pattern(name), text)
    return match["body"].strip() if match else None


def stamp_of(text: str, name: str) -> str | None:
    """Return the stamp of a block, None if it has none."""
    match = re.search(_pattern(name), text)
    return match["stamp"] if match else None


def with_block(text: str, name: str, body: str, label: str = "") -> str:
    """Return the text with this block replaced, or added at its end. label: its stamp."""
    end = f"end: {label}" if label else "end"
    whole = f"<!-- begin: {name} -->\n\n{body}\n\n<!-- {end} -->"
    if block(text, name) is None:
        return f"{text.rstrip()}\n\n{whole}\n".lstrip()
    return re.sub(_pattern(name), lambda _: whole, text)


def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"<!-- begin: {name} -->(?P<body>.*?)<!-- end(: (?P<stamp>[^>]*))? -->", re.DOTALL)
