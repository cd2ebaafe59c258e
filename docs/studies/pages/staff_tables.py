"""Table of people at desks for docs/results/prices.md."""

from collections.abc import Iterator, Mapping, Sequence

from docs.studies.pages.cells import levels, moves
from docs.studies.parts import Part
from experiments.printing.table import Table
from experiments.questions.compare.comparison import Comparison
from experiments.verdicts.differences import Difference
from experiments.verdicts.marketplace import scale
from experiments.verdicts.regimes import word

COLUMNS = {  # metric: its head
    "exposed_per_10k": "exposed workers per 10,000",
    "harm_index": "harm index",
    "violating_view_rate": "views of postings that break a rule",
    "value_per_posting": "value per posting",
    "publication_lag_p90": "lag, 90th percentile, hours",
    "fee_yen": "fees, yen",
    "staff_yen": "staff, yen",
    "honest_orders_lost_yen": "honest clients' orders lost, yen",
    "honest_clients_restricted": "honest clients restricted per 1,000",
}


def staff(by_proposal: Mapping[str, Sequence[Comparison]]) -> Part:
    """Return the differences that each proposal makes in both regimes, as a table."""
    first = next(iter(by_proposal.values()))[0]
    world = first.sides[0].scenario.world
    note = (
        f"`{first.sides[0].scenario.name}`, {len(first.seeds)} pairs, each in another plausible world, {first.days} "
        "days: difference with its 95 % interval over luck and worlds. A month; yen are those of the whole marketplace "
        f"({scale(world.workers):.0f} ×). Below it: the level without the proposal and with it."
    )
    rows = _rows(by_proposal, scale(world.workers))
    return note, Table.of(("proposal", "", *COLUMNS.values()), rows)


def _rows(by_proposal: Mapping[str, Sequence[Comparison]], times: float) -> Iterator[list[str]]:
    for name, comparisons in by_proposal.items():
        changes = [each for each in comparisons[0].sides[1].changes if not each.startswith("world.rings=")]
        for compared in comparisons:
            what = (
                "<br>".join([f"{name}:", *(f"`{change}`" for change in changes)]) if compared is comparisons[0] else ""
            )
            yield [what, word(compared.regime), *(_cell(compared[metric], times) for metric in COLUMNS)]


def _cell(difference: Difference, times: float) -> str:
    factor = times if difference.metric.unit == "yen" else 1.0
    return f"{moves(difference, factor)}<br>{levels(difference, factor)}"
