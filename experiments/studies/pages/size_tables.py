"""Table of sizes for docs/results/sizes.md, a column a market."""

from collections.abc import Iterator, Sequence

from experiments.printing.table import Table
from experiments.questions.sizes.figures import GROUPS
from experiments.questions.sizes.result import Sized, Sizes
from experiments.questions.sizes.text import figure, row, summary


def sizes(results: Sequence[Sizes]) -> str:
    """Return every size of these markets beside its public figure, as a Markdown table."""
    first, names = results[0], [f"`{each.side.name}`" for each in results]
    lines = [f"- {name}: {summary(each)}" for name, each in zip(names, results, strict=True)]
    return "\n".join(
        [
            f"{' and '.join(names)}: {first.side.scenario.days} days, seeds 0 to {max(first.seeds.ran)}, a year with "
            f"seeds 0 to {max(first.years.ran)}; means with their 95 % intervals. Counts are those of the whole "
            f"marketplace, {first.scale:.0f} times those of the market of a run.",
            "",
            *lines,
            "",
            Table.of(("size", *names, "public figure", "a", "source"), _rows(results)).markdown(),
        ]
    )


def _rows(results: Sequence[Sizes]) -> Iterator[tuple[str, ...]]:
    for group in GROUPS:
        yield f"**{group}**", *([""] * (len(results) + 3))
        for each in zip(*(result.sizes for result in results), strict=True):
            size = each[0].size
            if size.group == group:
                source = "; ".join(filter(None, (size.source, size.note)))
                yield f"`{size.name}`", *map(_cell, each), figure(size), size.span, source


def _cell(sized: Sized) -> str:
    _, mean, _, grade = row(sized)
    return f"{mean}, **{grade}**" if sized.grade == "OFF" else f"{mean}, {grade}"
