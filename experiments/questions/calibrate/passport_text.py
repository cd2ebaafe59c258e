"""The passport of plausible worlds in tables: each fact's range, the spread of the worlds, and the share inside."""

from experiments.language.messages import in_english
from experiments.printing.console import Text, console
from experiments.printing.numbers import decimals, percent, shown, span
from experiments.printing.table import Table
from experiments.questions.calibrate.passport import Held, Passport
from experiments.verdicts.regimes import word

COLUMNS = ("fact", "range", "5 %", "median", "95 %", "inside", "")


@in_english
def show(passport: Passport) -> None:
    """Print a passport."""
    out, origin = console(), passport.origin
    scenarios = " and ".join(filter(None, (origin["scenario"], origin.get("also"))))
    out.print(f"{passport.name}: {passport.worlds:,} plausible worlds of {scenarios}", style="bold")
    out.print(f"found by {origin['command']}")
    out.print(
        f"world {origin['world']}, {origin['days']} days, seed {origin['seed']}; {origin['runs']:,} runs; "
        f"model {origin['model']}{'' if passport.of_this_model else ', which has moved since'}"
    )
    for rings, facts in passport.regimes.items():
        out.print()
        out.print(Table.of(COLUMNS, map(_row, facts), word(rings)).text(left=("",)))
    out.print()
    out.print(
        f"5 %, median, 95 %: of the worlds, each by the mean of {passport.runs} runs. inside: worlds within the range; "
        "those outside it hold the fact as long as they miss it by no more than the noise of so few runs.",
        style="dim",
    )


def _row(held: Held) -> tuple[str | Text, ...]:
    possible = span(held.fact.unit, held.fact.low, held.fact.high)
    return f"  {held.fact.name}", possible, *_spread(held), f"{held.inside:.0%}", _verdict(held)


def _spread(held: Held) -> list[str]:
    factor, _ = percent(held.fact.unit)
    values = [factor * value for value in held.spread]
    return [shown(value, min(decimals(*values), 2)) for value in values]


def _verdict(held: Held) -> Text:
    return Text(f"MISSES in {held.missed}", "red") if held.missed else Text("holds", "green")
