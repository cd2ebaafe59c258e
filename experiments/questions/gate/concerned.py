"""Zero against zero: a metric that counts nothing on either side may mean that nobody is concerned.

A share of 0 is no margin, so no number of pairs would settle it. But if no run of either side counts anything, and no
metric of the same people differs in any pair, the change has touched none of them: that passes. So does nothing against
nothing where an amount stands beside the share: it was put there for a base of nothing. Neither is a proof for rare
cases: an event of one world in nine is missing in thirty pairs on both sides one time in forty.

A metric that should rise and is 0 means a dead market, and never passes.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from experiments.questions.gate.guardrails import Guardrail

KIN: tuple[tuple[str, ...], ...] = (  # metrics of the same people
    (
        "honest_clients_restricted", "honest_clients_lost", "honest_orders_lost_yen", "honest_texts_stopped",
        "false_suspension_rate",
    ),
    (
        "exposed_per_10k", "addressed_per_10k", "read_lure_per_10k", "led_away_per_10k", "victims_per_10k",
        "loss_yen_per_worker", "harm_index", "recruits_per_10k", "accounts_sold_per_10k",
    ),
    ("contacts_exchanged", "direct_deal_share", "pressed_per_10k", "fees_lost_yen"),
    ("violating_view_rate", "detected_violation_rate"),
)  # fmt: skip


def nobody(rail: Guardrail, before: Mapping[str, Sequence[float]], after: Mapping[str, Sequence[float]]) -> bool:
    """Return whether nobody is concerned, by the (pairs,) values of every metric on both sides."""
    metric = rail.metric
    if metric.better != "down" or np.any([before[metric.name], after[metric.name]]):  # NaN is not nothing
        return False
    if rail.share and rail.amount:
        return True
    kin = next((names for names in KIN if metric.name in names), (metric.name,))
    return all(np.array_equal(before[name], after[name], equal_nan=True) for name in kin)
