"""Tables of the facts of the reports, for a terminal of 80 columns or more."""

from collections.abc import Sequence
from datetime import date, timedelta

from experiments.language.messages import in_english
from experiments.measures.validity import Fact, Standing
from experiments.printing.console import Text, console
from experiments.printing.numbers import interval, span, with_unit
from experiments.printing.table import Table, print_columns
from experiments.questions.run.text import print_heading
from experiments.questions.validate.result import Validation, Verdict, verdict
from experiments.verdicts.intervals import Interval

STANDINGS: dict[Standing, str] = {
    "can fail": "facts that can fail",
    "can hardly fail": "facts that can hardly fail",
    "other reading": "other readings of the same sources",
}
VERDICTS: dict[Verdict, tuple[str, str]] = {
    "holds": ("holds", "green"),
    "misses": ("MISSES", "red"),
    "cannot tell": ("cannot tell", "yellow"),
    "no data": ("no data", "dim"),
}
OPEN = "cannot tell: the interval crosses an end of the range; more --seeds narrow it."


@in_english
def show(validation: Validation) -> None:
    """Print each fact of the reports: the mean of the runs, the range of the report, and the verdict."""
    out = console()
    print_heading(out, validation.side, validation.seeds, validation.seconds_per_run)
    for standing, title in STANDINGS.items():
        rows = [(fact, mean) for fact, mean in validation.facts if fact.standing == standing]
        out.print(_facts(title, rows).text(left=("",)))
        out.print(f"  {_counted([verdict(*row) for row in rows])}", style="dim")
        out.print()
    if any(verdict(*row) == "cannot tell" for row in validation.facts):
        out.print(OPEN, style="dim")
        out.print()
    facts: dict[str, list[str]] = {}
    for fact, row in zip([fact for fact, _ in validation.facts], validation.rows(), strict=True):
        until = row["weeks"] and date.fromisoformat(row["weeks"][1]) - timedelta(1)
        weeks = f", in {row['weeks'][0]} to {until}" if row["weeks"] else ""
        facts.setdefault(f"{fact.source}{weeks}", []).append(fact.name)
    print_columns("sources", [(source, ", ".join(named)) for source, named in facts.items()])


def _counted(verdicts: Sequence[Verdict]) -> str:
    """Return how many facts hold, and how many are left open, of those with these verdicts."""
    others = {"cannot tell": "cannot be told", "no data": "without data"}
    open_ = "".join(f", {verdicts.count(each)} {words}" for each, words in others.items() if each in verdicts)
    return f"{verdicts.count('holds')} of {len(verdicts)} hold{open_}"


def _facts(title: str, rows: Sequence[tuple[Fact, Interval]]) -> Table:
    """Return a table with one row for each fact."""
    cells = (
        (
            f"  {fact.name}",
            with_unit(interval(fact.unit, mean.mean, mean.low, mean.high), fact.unit),
            span(fact.unit, fact.low, fact.high),
            Text(*VERDICTS[verdict(fact, mean)]),
        )
        for fact, mean in rows
    )
    return Table.of(("fact", "mean [95 % interval]", "range", ""), cells, title)
