"""Tables of the market for accounts for docs/results/adversary.md."""

from collections.abc import Iterator, Sequence

from docs.studies.accounts_result import Effect, Measure, Trial
from docs.studies.parts import Part
from experiments.printing.numbers import both, signed
from experiments.printing.table import Table
from experiments.verdicts.marketplace import scale
from experiments.verdicts.regimes import word

TRADE = (
    Measure("put up for sale", "accounts", "offers", total=True),
    Measure("sold", "accounts", "sales", total=True),
    Measure("mean price, yen", "yen", "price", "sales"),
    Measure("rings' new accounts", "accounts", "openings", total=True),
    Measure("share of them that is bought", "share", "purchases", "openings"),
    Measure("share of them with a verified mark", "share", "marks", "openings"),
)
MARKETPLACE = (
    Measure("exposed workers per 10,000", "workers per 10,000", "exposed_per_10k"),
    Measure("harm index", "points per 10,000", "harm_index"),
    Measure("honest clients restricted per 1,000", "clients per 1,000", "honest_clients_restricted"),
    Measure("workers who show no papers and leave", "workers", "unproven", total=True),
    Measure("honest clients' orders lost, yen", "yen", "honest_orders_lost_yen", total=True),
    Measure("fees, yen", "yen", "fee_yen", total=True),
    Measure("staff, yen", "yen", "staff_yen", total=True),
    Measure("hours of review", "hours", "review_hours", total=True),
)


def accounts(trials: Sequence[Trial]) -> Part:
    """Return the effects of each proposal on the trade in accounts and on the marketplace, as tables."""
    before = trials[0].sides[0].scenario
    seeds, times = trials[0].seeds.ran, scale(before.world.workers)
    note = (
        f"`{before.name}` in its central world, seeds {seeds[0]} to {seeds[-1]}, {before.days} days: paired difference "
        "with its 95 % interval over luck. A month; accounts, hours and sums of yen are those of the whole marketplace "
        f"({times:.0f} ×). Below it: the level without the proposal and with it."
    )
    trade, marketplace = (
        Table.of(("proposal", "", *(each.head for each in measures)), _rows(trials, measures, times))
        for measures in (TRADE, MARKETPLACE)
    )
    return note, "The trade in accounts:", trade, "The marketplace:", marketplace


def _rows(trials: Sequence[Trial], measures: Sequence[Measure], times: float) -> Iterator[list[str]]:
    previous = ""
    for trial in trials:
        changes = [each for each in trial.sides[1].changes if not each.startswith("world.rings=")]
        name = "<br>".join([f"{trial.proposal}:", *(f"`{change}`" for change in changes)])
        regime = word(trial.sides[1].scenario.world.rings)
        cells = [_cell(trial.effect(each), each.unit, times if each.total else 1.0) for each in measures]
        yield ["" if trial.proposal == previous else name, regime, *cells]
        previous = trial.proposal


def _cell(effect: Effect, unit: str, times: float) -> str:
    change = effect.change
    moves = signed(unit, times * change.mean, times * change.low, times * change.high)
    return f"{moves}<br>{' → '.join(both(unit, times * effect.before, times * effect.after))}"
