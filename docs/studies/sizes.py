"""Study of sizes: a month and a year of production at the size of the whole marketplace."""

from collections.abc import Iterator
from itertools import groupby

import policylab as pl
from docs.studies.cells import table
from docs.studies.lab import Lab
from docs.studies.page import CENTRAL, Part, Study
from experiments.questions.measure.document import cells, figure, summary
from experiments.questions.measure.sizes import Sizes


def sizes(lab: Lab) -> Part:
    """Measure the sizes of production."""
    return part(lab.ask(pl.sizes, lab.load("production")).found)


def part(found: Sizes) -> Part:
    """Return every size of a market beside its public figure, as a table."""
    name = f"`{found.side.name}`"
    note = (
        f"{name}: {found.side.scenario.days} days, seeds 0 to {max(found.seeds.ran)}, a year with "
        f"seeds 0 to {max(found.years.ran)}; means with their 95 % intervals. Counts are those of the whole "
        f"marketplace, {found.scale:.0f} times those of the market of a run."
    )
    return note, summary(found), table(("size", name, "public figure", "a", "source"), _rows(found))


def _rows(found: Sizes) -> Iterator[tuple[str, ...]]:
    for group, rows in groupby(found.sizes, key=lambda each: each.size.group):
        yield group, *([""] * 4)
        for each in rows:
            source = "; ".join(filter(None, (each.size.source, each.size.note)))
            _, mean, _, grade = cells(each)
            shown = f"{mean}, **{grade}**" if each.grade == "OFF" else f"{mean}, {grade}"
            yield f"`{each.size.name}`", shown, figure(each.size), each.size.span, source


STUDY = Study(sizes, "results/facts.md", CENTRAL)
