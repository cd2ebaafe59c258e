"""The passport of plausible worlds as a document: each fact's range, the spread of the worlds, and the share inside."""

from experiments.document.document import Document, Paragraph, Section, Table, Toned
from experiments.language.messages import in_english
from experiments.printing.numbers import decimals, percent, shown, span
from experiments.questions.calibrate.passport import Held, Passport
from experiments.verdicts.regimes import word

LEGEND = (
    "5 %, median, 95 %: of the worlds, each by the mean of {runs} runs. inside: worlds within the range; those outside "
    "it hold the fact as long as they miss it by no more than the noise of so few runs."
)
COLUMNS = ("fact", "range", "5 %", "median", "95 %", "inside", "")


@in_english
def document(passport: Passport) -> Document:
    """Return a passport, the facts under each regime."""
    origin = passport.origin
    scenarios = " and ".join(filter(None, (origin["scenario"], origin.get("also"))))
    runs = f"{origin['days']} days, seed {origin['seed']}; {origin['runs']:,} runs"
    model = f"{origin['model']}{'' if passport.of_this_model else ', which has moved since'}"
    rows = [
        row for rings, facts in passport.regimes.items() for row in (Toned(word(rings), "strong"), *map(_row, facts))
    ]
    return Document(
        f"{passport.name}: {passport.worlds:,} plausible worlds of {scenarios}",
        f"found by {origin['command']}; world {origin['world']}, {runs}; model {model}",
        (),
        (
            Section("", (Table(COLUMNS, rows, texts=("",)),)),
            Section("", (Paragraph(Toned(LEGEND.format(runs=passport.runs), "faint")),)),
        ),
    )


def _row(held: Held) -> tuple[str, ...]:
    possible = span(held.fact.unit, held.fact.low, held.fact.high)
    return f"  {held.fact.name}", possible, *_spread(held), f"{held.inside:.0%}", _verdict(held)


def _spread(held: Held) -> list[str]:
    factor, _ = percent(held.fact.unit)
    values = [factor * value for value in held.spread]
    return [shown(value, min(decimals(*values), 2)) for value in values]


def _verdict(held: Held) -> str:
    return Toned(f"MISSES in {held.missed}", "worse") if held.missed else Toned(held.verdict, "a little better")
