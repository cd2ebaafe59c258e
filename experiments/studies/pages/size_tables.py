"""Table of sizes for docs/results/sizes.md."""

from collections.abc import Iterator

from experiments.printing.table import Table
from experiments.questions.sizes.figures import GROUPS
from experiments.questions.sizes.result import Sizes
from experiments.questions.sizes.text import row, summary


def sizes(result: Sizes) -> str:
    """Return every size beside its public figure, as a Markdown table."""
    side, heads = result.side, ("size", "mean with its 95 % interval", "public figure", "grade", "a", "source")
    return "\n".join(
        [
            f"`{side.name}`, {side.scenario.days} days, seeds 0 to {max(result.seeds.ran)}, and a year with seeds 0 to "
            f"{max(result.years.ran)}. Counts are those of the whole marketplace, {result.scale:.0f} times those of "
            f"this market. **{summary(result)}**",
            "",
            Table.of(heads, _rows(result)).markdown(),
        ]
    )


def _rows(result: Sizes) -> Iterator[tuple[str, ...]]:
    for group in GROUPS:
        yield f"**{group}**", *([""] * 5)
        for each in result.sizes:
            if each.size.group == group:
                name, mean, figure, grade = row(each)
                cell = f"**{grade}**" if each.grade == "OFF" else str(grade)
                source = "; ".join(filter(None, (each.size.source, each.size.note)))
                yield f"`{name.strip()}`", mean, figure, cell, each.size.span, source
