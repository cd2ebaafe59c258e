"""Business: turnover and costs of the marketplace, and the good users it loses."""

import numpy as np

from experiments.measures.periods import DISHONEST, Periods, among, distinct, mean, ratio, windows
from policies.records import PROJECTS, Kind
from sim.state.codes import ClientType, Reason
from sim.state.events import (
    Applied,
    Certified,
    ClientJoined,
    ClientLeft,
    Completed,
    ContactSwapped,
    DealtDirect,
    Hired,
    OnDuty,
    Posted,
    Pressed,
    Restricted,
    StaffWorked,
    Stopped,
    WorkerJoined,
)
from sim.state.log import Events

WAGE = 2_000.0  # yen per hour of the platform's staff, assumed


def contract_yen(periods: Periods) -> float:
    """Σ Completed, yen that left escrow for workers and fee, per 30 days."""
    return periods.mean(lambda part: part[Completed].amount.sum())


def fee_yen(periods: Periods) -> float:
    """Σ fee of Completed, yen that the platform kept, per 30 days."""
    return periods.mean(_fees)


def review_hours(periods: Periods) -> float:
    """Σ StaffWorked hours on screening, message watch, enforcement, calls, permits, per 30 days: busy with a case."""
    return periods.mean(lambda part: part[StaffWorked].hours.sum())


def hours_on_duty(periods: Periods) -> float:
    """Σ OnDuty hours of checkers, reviewers and readers, busy or not, per 30 days."""
    return periods.mean(lambda part: part[OnDuty].hours.sum())


def staff_yen(periods: Periods) -> float:
    """Σ hours of the platform's staff × ¥2,000, per 30 days: OnDuty at manned desks, StaffWorked elsewhere."""

    def hours(part: Events) -> float:
        on_duty, busy = part[OnDuty], part[StaffWorked]
        return float(on_duty.hours.sum() + busy.hours[~np.isin(busy.duty, on_duty.duty)].sum())

    return WAGE * periods.mean(hours)


def contacts_exchanged(periods: Periods) -> float:
    """Applied whose pair ContactSwapped about the job ÷ Applied; honest project jobs of the cohort, none of a ring.

    Of those who come into conversation about a job, the share in which the two have each other's address outside the
    service: named in a text, dictated on a call, had from who asks or presses to deal outside, or permitted by the
    office, which counts like the others. No deal leaves the service without one. The marketplace gave this as its
    reason to drop its in-house calls (L-15). Exchanges until the end of the run count. A conversation begins without
    one, whatever the two know from an earlier job; what a pair exchanges in repeat business belongs to no job, and does
    not count.
    """
    joined, posted, jobs = periods.whole[ClientJoined], periods.cohort[Posted], periods.projects.copy()
    jobs[posted.job[np.isin(posted.client, joined.client[joined.type == ClientType.RING])]] = False
    swapped = periods.pairs(periods.whole[ContactSwapped], jobs)
    return mean(among(periods.pairs(periods.whole[Applied], jobs), swapped))


def direct_deal_share(periods: Periods) -> float:
    """DealtDirect by honest pairs ÷ (DealtDirect + Hired for honest project jobs): disintermediation."""
    hired, direct = periods.measured[Hired], len(periods.measured[DealtDirect])
    contracts = np.count_nonzero((hired.tactic == Kind.NONE) & np.isin(hired.format, PROJECTS))
    return ratio(direct, direct + contracts)


def pressed_per_10k(periods: Periods) -> float:
    """Distinct workers Pressed to deal outside ÷ workers with a session × 10,000, per 30 days (L-12).

    By honest clients, whether they yield or not: on a call, or outside where the two speak.
    """
    return periods.per_active_worker(lambda part: distinct(part[Pressed].worker), 10_000)


def fees_lost_yen(periods: Periods) -> float:
    """Σ DealtDirect yen, per 30 days × the run's own take rate (Σ fee ÷ Σ Completed): fees that direct deals lost."""
    take_rate = ratio(_fees(periods.measured), periods.measured[Completed].amount.sum())
    return periods.mean(lambda part: part[DealtDirect].amount.sum()) * take_rate


def honest_clients_restricted(periods: Periods) -> float:
    """Distinct honest clients Restricted ÷ distinct honest clients with an honest posting × 1,000, per 30 days.

    Honest clients are all but accounts of rings and small marketers: low-paying and careless clients count, and those
    who broke a rule unwittingly, in numerator and denominator.
    """
    return _honest_clients_per_1k(periods, Restricted)


def honest_clients_lost(periods: Periods) -> float:
    """Distinct honest clients who left, wronged or fed up ÷ distinct honest clients with an honest posting × 1,000.

    Per 30 days; honest as in `honest_clients_restricted`. Who stops of its own accord is not lost to any policy. Some
    clients leave in any world: read the difference.
    """
    return _honest_clients_per_1k(periods, ClientLeft)


def honest_orders_lost_yen(periods: Periods) -> float:
    """Σ Completed × (honest clients Restricted or ClientLeft ÷ honest clients with an honest posting), per 30 days.

    An estimate of the monthly orders of these clients, if each of them were an average client.
    """

    def yen(part: Events) -> float:
        lost = sum(_honest_clients(periods, part, kind) for kind in (Restricted, ClientLeft))
        return lost * float(part[Completed].amount.sum())

    return periods.mean(yen)


def honest_texts_stopped(periods: Periods) -> float:
    """Σ Stopped texts of honest clients, per 30 days: messages, NDA terms, scouts that the watch blocks by mistake.

    Not by mistake: special terms that hold something else than their purpose.
    """

    def texts(part: Events) -> int:
        stopped = part[Stopped]
        right = stopped.tactic == Kind.OFF_PURPOSE
        return int(np.count_nonzero(periods.honest_clients(stopped.client) & ~right))

    return periods.mean(texts)


def share_certified(periods: Periods) -> float:
    """Clients who carry the badge (Certified) when a window ends ÷ clients, of those Posted in it, per 30 days.

    Accounts of rings count too: workers see the badge, not the kind of client.
    """

    def share(part: Events, end: float) -> float:
        active, badge = np.unique(part[Posted].client), periods.whole.between(-np.inf, end)[Certified]
        carries = np.zeros(int(max(active.max(initial=-1), badge.client.max(initial=-1))) + 1, np.bool_)
        carries[badge.client] = badge.certified  # the last event of each client counts
        return mean(carries[active])

    ends = [end for _, end in windows(periods.days)]
    return float(np.mean([share(part, end) for part, end in zip(periods.windows, ends, strict=True)]))


def new_workers_per_day(periods: Periods) -> float:
    """WorkerJoined for the first time ÷ measured days: growth of the market, by the world and by word of mouth."""
    return np.count_nonzero(periods.newcomers(periods.measured[WorkerJoined])) / (periods.days - periods.days // 4)


def _fees(part: Events) -> float:
    paid = part[Completed]
    return float((paid.amount - paid.received).sum())


def _honest_clients_per_1k(periods: Periods, kind: type[Restricted | ClientLeft]) -> float:
    return 1_000 * periods.mean(lambda part: _honest_clients(periods, part, kind))


def _honest_clients(periods: Periods, part: Events, kind: type[Restricted | ClientLeft]) -> float:
    """Distinct honest clients with such an event ÷ distinct honest clients with an honest posting."""
    hit, posted = part[kind], part[Posted]
    counted = ~np.isin(hit.type, DISHONEST)
    if isinstance(hit, ClientLeft):
        counted &= hit.reason != Reason.STOPPED
    active = posted.client[posted.tactic == Kind.NONE]
    return ratio(distinct(hit.client[counted]), distinct(active[periods.honest_clients(active)]))
