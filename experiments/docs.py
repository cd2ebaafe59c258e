"""Brings the generated parts of the documentation up to date: tables between markers, and pictures beside the file.

Files are looked at before the first run, so that what cannot be written is told at once; the text is read again after
the last one, so that what somebody wrote meanwhile stays.
"""

import re
from collections.abc import Callable
from pathlib import Path

from experiments import files
from experiments.runs.watch import Watch
from experiments.studies.answers import answers
from experiments.studies.calling import calling_by_rings
from experiments.studies.costs import costs
from experiments.studies.coverage import coverage
from experiments.studies.facts import facts_by_rings
from experiments.studies.holdouts import holdouts
from experiments.studies.levers import levers_off
from experiments.studies.timeline import timeline
from experiments.views import answer_tables, coverage_tables, model_tables, pictures

EMPTY = "# The model\n"
TABLES: dict[str, Callable[[int, Watch], str]] = {
    "parameters": lambda jobs, watch: model_tables.parameters(),
    "facts": lambda jobs, watch: model_tables.facts(facts_by_rings(jobs, watch)),
    "levers": lambda jobs, watch: model_tables.levers_off(levers_off(jobs, watch)),
    "holdouts": lambda jobs, watch: model_tables.holdouts(holdouts(jobs, watch)),
    "costs": lambda jobs, watch: model_tables.costs(costs(jobs, watch)),
    "answers": lambda jobs, watch: answer_tables.answers(answers(jobs, watch)),
    "coverage": lambda jobs, watch: coverage_tables.coverage(coverage(jobs, watch)),
}
PICTURES: dict[str, Callable[[int, Watch], bytes]] = {
    "timeline_2020.png": lambda jobs, watch: pictures.timeline(timeline(jobs, watch)),
    "calling.png": lambda jobs, watch: pictures.calling(calling_by_rings(jobs, watch)),
}


def write_table(path: Path, name: str, jobs: int, watch: Watch) -> None:
    """Bring one block of a text file up to date. Raises files.Unusable, and Crashed where a run did."""
    files.check_writable(path)
    files.text(path, EMPTY)
    body = TABLES[name](jobs, watch)
    files.write(path, with_block(files.text(path, EMPTY), name, body).encode())


def draw_pictures(folder: Path, jobs: int, watch: Watch) -> None:
    """Draw the pictures into a folder. Raises files.Unusable, and Crashed where a run did."""
    files.make_folder(folder)
    for name in PICTURES:
        files.check_writable(folder / name)
    for name, draw in PICTURES.items():
        files.write(folder / name, draw(jobs, watch))


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
