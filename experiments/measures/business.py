"""Business: what the marketplace turns over and spends, and the good users it loses."""

import numpy as np

from experiments.measures.periods import PROJECTS, distinct, mean_over_windows, measured, per_window, ratio
from sim.state.log import ClientType, Event, Events


def contract_yen(events: Events) -> float:
    """Σ PAID, yen that left escrow for workers and fee, per 30 days."""
    return per_window(events, Event.PAID)


def fee_yen(events: Events) -> float:
    """Σ FEE, yen that the platform kept, per 30 days."""
    return per_window(events, Event.FEE)


def review_hours(events: Events) -> float:
    """Σ STAFF hours on screening, message watch and enforcement, per 30 days."""
    return per_window(events, Event.STAFF)


def direct_deal_share(events: Events) -> float:
    """DIRECT deals of honest pairs ÷ (DIRECT + HIRED for honest project jobs): disintermediation."""
    late = measured(events)
    hired = late.of(Event.HIRED)
    contracts = np.count_nonzero((hired.what == 0) & np.isin(hired.how, PROJECTS))
    direct = len(late.of(Event.DIRECT))
    return ratio(direct, direct + contracts)


def fees_lost_yen(events: Events) -> float:
    """Σ DIRECT yen, per 30 days × the run's own take rate (Σ FEE ÷ Σ PAID): fees that direct deals did not pay."""
    late = measured(events)
    take_rate = ratio(late.of(Event.FEE).value.sum(), late.of(Event.PAID).value.sum())
    return per_window(events, Event.DIRECT) * take_rate


def honest_clients_restricted(events: Events) -> float:
    """Distinct honest clients RESTRICTED ÷ distinct clients with an honest posting × 1,000, per 30 days."""
    return _honest_clients_per_1k(events, Event.RESTRICTED)


def honest_clients_lost(events: Events) -> float:
    """Distinct honest clients who left, for whatever reason ÷ distinct clients with an honest posting × 1,000.

    Per 30 days. Some leave in any world: read the difference.
    """
    return _honest_clients_per_1k(events, Event.CLIENT_LEFT)


def _honest_clients_per_1k(events: Events, kind: Event) -> float:
    def rate(part: Events) -> float:
        hit, posted = part.of(kind), part.of(Event.POSTED)
        return 1_000 * ratio(distinct(hit.client[hit.what == ClientType.HONEST]),
                             distinct(posted.client[posted.what == 0]))

    return mean_over_windows(events, rate)
