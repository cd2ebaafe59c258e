"""Table of sizes, for a terminal of 80 columns or more."""

import math
from collections.abc import Iterator

from experiments.language.messages import in_english
from experiments.printing.console import Text, console
from experiments.printing.numbers import interval, percent, scaled, shown, with_unit
from experiments.printing.table import Table, print_columns
from experiments.questions.sizes.figures import ABOUT, GROUPS, Size
from experiments.questions.sizes.result import Grade, Sized, Sizes

STYLES: dict[Grade, str] = {"ok": "green", "OFF": "bold red", "no figure": "dim", "no data": "dim"}
HEADS = ("mean [95 % interval]", "public", "")


@in_english
def show(sizes: Sizes) -> None:
    """Print each size beside its public figure, then where the figures come from."""
    out = console()
    out.print(sizes.side.name, style="bold")
    out.print(f"a month and a year of the whole marketplace ({sizes.scale:,.0f} ×)")
    out.print()
    for group in GROUPS:
        rows = (row(each) for each in sizes.sizes if each.size.group == group)
        out.print(Table.of((group, *HEADS), rows).text(left=("",)))
        out.print()
    out.print(summary(sizes), style="bold red" if sizes.off else "")
    out.print()
    print_columns("public figures", list(sources(sizes)))


def row(sized: Sized) -> tuple[str, str, str, Text]:
    """Return the cells of a size: name, mean with interval, public figure, grade."""
    size, mean = sized.size, sized.mean
    value = with_unit(interval(size.unit, mean.mean, mean.low, mean.high), size.unit)
    return f"  {size.name}", value, figure(size), Text(graded(sized), STYLES[sized.grade])


def figure(size: Size) -> str:
    """Return the public figure of a size; empty without one."""
    if math.isnan(size.low):
        return ""
    factor, _ = percent(size.unit)
    ends, suffix = scaled(factor * size.low, factor * size.high)
    return with_unit("–".join(dict.fromkeys(f"{end:,.4g}" for end in ends)) + suffix, size.unit)


def graded(sized: Sized) -> str:
    """Return the grade of a size: ok, or how many times the public figure it is."""
    if sized.grade != "OFF":
        return sized.grade
    sign, times = ("×", sized.times) if sized.times > 1 else ("÷", 1 / sized.times if sized.times else math.inf)
    return f"OFF {sign} {shown(times, 1 if times >= ABOUT else 2)}"


def summary(sizes: Sizes) -> str:
    """Return how many sizes are off."""
    known = [each for each in sizes.sizes if each.grade in ("ok", "OFF")]
    some = f"{len(sizes.off)} of {len(known)} sizes with a public figure are off"
    return f"{some}: yen, hours and people of an answer are no better." if sizes.off else f"{some}."


def sources(sizes: Sizes) -> Iterator[tuple[str, str]]:
    """Yield name, and what its public figure is, of sizes that have one."""
    for each in sizes.sizes:
        size = each.size
        if size.source:
            yield size.name, f"{size.source}: {size.note}" if size.note else size.source
