"""Study of staff: more and fewer people at desks, in plausible worlds."""

import policylab as pl
from docs.studies.cells import Row, levels, moves, proposal, regimes, table
from docs.studies.lab import Lab, alone
from docs.studies.page import Part, Study

SEEDS = 32
PROPOSALS = {
    "fire both screening desks": ("platform.screening.checkers=0", "platform.screening.reviewers=0"),
    "half the checkers": ("platform.screening.checkers=2",),
    "twice the checkers": ("platform.screening.checkers=8",),
    "a glance at every posting": ("platform.screening.check_at=0",),
    "a full shift at night": ("platform.screening.night_staff=1", "platform.message_watch.night_staff=1"),
    "three case readers for ten": ("platform.enforcement.case_readers=3",),
    "thirty case readers for ten": ("platform.enforcement.case_readers=30",),
    "hold every text with any finding": (
        "platform.message_watch.warn_at=0.001",
        "platform.message_watch.hold_at=0.001",
    ),
}
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


def staff(lab: Lab) -> Part:
    """Compare every proposal with the market as it is, in both regimes."""
    market, seeds, rows = lab.load("production"), lab.seeds(SEEDS), []
    for name, changes in PROPOSALS.items():
        answer = alone(lab.ask(pl.compare, market, market.with_(*changes), seeds=seeds))
        for first, metrics in regimes(answer, proposal(name, changes)):
            rows.append([*first, *(_cell(metrics[metric]) for metric in COLUMNS)])
            scale = metrics["fee_yen"]["scale"]
    note = (
        f"`{market.loaded.name}`, {seeds} pairs, each in another plausible world, {market.loaded.days} "
        "days: difference with its 95 % interval over luck and worlds. A month; yen are those of the whole marketplace "
        f"({scale:.0f} ×). Below it: the level without the proposal and with it."
    )
    return note, table(("proposal", "", *COLUMNS.values()), rows)


def _cell(row: Row) -> str:
    times = row["scale"] if row["unit"] == "yen" else 1.0
    return f"{moves(row, times)}<br>{levels(row, times)}"


STUDY = Study(staff, "results/prices.md")
