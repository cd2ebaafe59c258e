"""Table of sizes for docs/results/facts.md."""

from collections.abc import Iterator

from docs.studies.parts import Part
from experiments.printing.table import Table
from experiments.questions.measure.document import cells, figure, summary
from experiments.questions.measure.figures import GROUPS
from experiments.questions.measure.sizes import Sized, Sizes


def sizes(result: Sizes) -> Part:
    """Return every size of a market beside its public figure, as a table."""
    name = f"`{result.side.name}`"
    note = (
        f"{name}: {result.side.scenario.days} days, seeds 0 to {max(result.seeds.ran)}, a year with "
        f"seeds 0 to {max(result.years.ran)}; means with their 95 % intervals. Counts are those of the whole "
        f"marketplace, {result.scale:.0f} times those of the market of a run."
    )
    return note, summary(result), Table.of(("size", name, "public figure", "a", "source"), _rows(result))


def _rows(result: Sizes) -> Iterator[tuple[str, ...]]:
    for group in GROUPS:
        yield group, *([""] * 4)
        for each in result.sizes:
            if each.size.group == group:
                source = "; ".join(filter(None, (each.size.source, each.size.note)))
                yield f"`{each.size.name}`", _cell(each), figure(each.size), each.size.span, source


def _cell(sized: Sized) -> str:
    _, mean, _, grade = cells(sized)
    return f"{mean}, **{grade}**" if sized.grade == "OFF" else f"{mean}, {grade}"
