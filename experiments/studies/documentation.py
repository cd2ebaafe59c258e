"""Brings the generated parts of the documentation up to date: tables between markers, and pictures beside the file.

Files are looked at before the first run, so that what cannot be written is told at once; the text is read again after
the last one, so that what somebody wrote meanwhile stays.
"""

import re
from collections.abc import Callable
from pathlib import Path

from experiments.host import files
from experiments.runs.keeping import UNKEPT, Keeping
from experiments.runs.pools import Engine
from experiments.runs.watch import Watch
from experiments.studies.answers import answers
from experiments.studies.calling import calling_by_rings
from experiments.studies.costs import costs
from experiments.studies.coverage import coverage
from experiments.studies.error_rates import error_rates
from experiments.studies.facts import facts_by_rings
from experiments.studies.holdouts import holdouts
from experiments.studies.levers import levers_off
from experiments.studies.pages import answer_tables, coverage_tables, error_tables, model_tables, pictures
from experiments.studies.timeline import timeline

EMPTY = "# The model\n"
type Made[T] = Callable[[Engine, Watch, Keeping], T]
TABLES: dict[str, Made[str]] = {
    "parameters": lambda *means: model_tables.parameters(),
    "facts": lambda *means: model_tables.facts(facts_by_rings(*means)),
    "levers": lambda *means: model_tables.levers_off(levers_off(*means)),
    "holdouts": lambda engine, watch, keeping: model_tables.holdouts(holdouts(engine, watch)),
    "costs": lambda *means: model_tables.costs(costs(*means)),
    "answers": lambda *means: answer_tables.answers(answers(*means)),
    "errors": lambda *means: error_tables.error_rates(error_rates(*means)),
    "coverage": lambda engine, watch, keeping: coverage_tables.coverage(coverage(engine, watch)),
}
PICTURES: dict[str, Made[bytes]] = {
    "timeline_2020.png": lambda *means: pictures.timeline(timeline(*means)),
    "calling.png": lambda *means: pictures.calling(calling_by_rings(*means)),
}


def write_table(path: Path, name: str, engine: Engine, watch: Watch, keeping: Keeping = UNKEPT) -> None:
    """Bring one block of a text file up to date. Raises files.Unusable, and Crashed where a run did."""
    files.check_writable(path)
    files.text(path, EMPTY)
    body = TABLES[name](engine, watch, keeping)
    files.write(path, with_block(files.text(path, EMPTY), name, body).encode())


def draw_pictures(folder: Path, engine: Engine, watch: Watch, keeping: Keeping = UNKEPT) -> None:
    """Draw the pictures into a folder. Raises files.Unusable, and Crashed where a run did."""
    files.make_folder(folder)
    for name in PICTURES:
        files.check_writable(folder / name)
    for name, draw in PICTURES.items():
        files.write(folder / name, draw(engine, watch, keeping))


def block(text: str, name: str) -> str | None:
    """What stands between the markers of a block, None where there is no such block."""
    found = re.search(_pattern(name), text)
    return found["body"].strip() if found else None


def with_block(text: str, name: str, body: str) -> str:
    """The text with this block replaced, or added at its end."""
    whole = f"<!-- begin: {name} -->\n\n{body}\n\n<!-- end -->"
    if block(text, name) is None:
        return f"{text.rstrip()}\n\n{whole}\n".lstrip()
    return re.sub(_pattern(name), lambda _: whole, text)


def _pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"<!-- begin: {name} -->(?P<body>.*?)<!-- end -->", re.DOTALL)
