"""Volumes of a market, in a month or in its last year: people, postings, applications, yen, hours of staff."""

import math

import numpy as np

from experiments.measures.business import WAGE, contract_yen, fee_yen, review_hours, staff_yen
from experiments.measures.matching import fill_rate
from experiments.measures.periods import WINDOW_DAYS, Periods, distinct, first_times, mean, ratio, windows
from policies.records import Action, Format, Kind
from sim.state.codes import ClientType
from sim.state.events import (
    Applied,
    ClientJoined,
    Completed,
    DealtDirect,
    DormantCounted,
    Hired,
    OnDuty,
    Posted,
    Published,
    Reported,
    Screened,
    Session,
    StaffWorked,
    Viewed,
    WorkerJoined,
    WorkerLeft,
)
from sim.state.log import Events

YEAR_DAYS = 365
LEAST_DAYS = YEAR_DAYS + 30  # of a run that has a year: it takes a month to fill the market
WRITING = 0  # the category of texts
WELL_PAID = 200_000  # yen a month
SHIFTS = 160  # hours a month that one post of staff is at work
SOON, LATER = 2, 4  # days after publication
QUARTER_DAYS = 91


def volumes(periods: Periods) -> dict[str, float]:
    """Return every volume of a run by name; those of a year are NaN where it is too short."""
    years = OF_A_YEAR if periods.days >= LEAST_DAYS else ()
    return {
        **{each.__name__: math.nan for each in OF_A_YEAR},
        **{each.__name__: each(periods) for each in (*OF_A_MONTH, *years)},
    }


def registered_workers(periods: Periods) -> float:
    """Workers who have joined and not left, and dormant accounts, at the end of a month."""
    return float(np.mean([_registered(periods, end) for _, end in windows(periods.days)]))


def workers_with_a_session(periods: Periods) -> float:
    """Distinct workers with a Session in a month."""
    return float(np.mean(periods.active))


def new_workers(periods: Periods) -> float:
    """WorkerJoined for the first time in a month."""
    return periods.mean(lambda part: np.count_nonzero(periods.newcomers(part[WorkerJoined])))


def new_honest_clients(periods: Periods) -> float:
    """ClientJoined for the first time in a month, without accounts of rings."""

    def new(part: Events) -> int:
        joined = part[ClientJoined]
        return int(np.count_nonzero((joined.type != ClientType.RING) & periods.newcomers(joined)))

    return periods.mean(new)


def workers_leaving(periods: Periods) -> float:
    """Workers who left in a month, a month or more after they came ÷ workers with a session in it."""
    joined = periods.whole[WorkerJoined]
    came = first_times(joined.worker, joined.time, int(joined.worker.max(initial=-1)) + 1)

    def settled(part: Events) -> int:
        left = part[WorkerLeft]
        return int(np.count_nonzero(left.time - came[left.worker] >= WINDOW_DAYS))

    return periods.per_active_worker(settled)


def seen_in_a_year(periods: Periods) -> float:
    """Workers with a session in a year ÷ workers registered at its end."""
    return ratio(distinct(_year(periods)[Session].worker), _registered(periods, periods.days))


def paid_in_a_month(periods: Periods) -> float:
    """Distinct workers who Completed work in a month."""
    return periods.mean(lambda part: distinct(part[Completed].worker))


def paid_in_a_year(periods: Periods) -> float:
    """Distinct workers who Completed work in a year."""
    return float(distinct(_year(periods)[Completed].worker))


def yen_a_paid_worker_and_month(periods: Periods) -> float:
    """Yen of work Completed, fee included, in a month ÷ distinct workers of it."""
    return ratio(contract_yen(periods), paid_in_a_month(periods))


def yen_a_paid_worker_and_year(periods: Periods) -> float:
    """Yen of work Completed, fee included, in a year ÷ distinct workers of it."""
    paid = _year(periods)[Completed]
    return ratio(paid.amount.sum(), distinct(paid.worker))


def clients_posting_again(periods: Periods) -> float:
    """Honest clients who posted twice or more in a year ÷ honest clients who posted in it."""
    posted = _year(periods)[Posted]
    times = np.bincount(posted.client[periods.honest_clients(posted.client)])
    return ratio(np.count_nonzero(times > 1), np.count_nonzero(times))


def yen_of_the_last_quarter(periods: Periods) -> float:
    """Yen of work Completed in the last quarter of a year ÷ that in its first."""
    last, year = periods.days, _year(periods)
    first = year.between(last - YEAR_DAYS, last - YEAR_DAYS + QUARTER_DAYS)[Completed].amount.sum()
    return ratio(year.between(last - QUARTER_DAYS, last)[Completed].amount.sum(), first)


def postings(periods: Periods) -> float:
    """Posted in a month, by anybody."""
    return periods.mean(lambda part: len(part[Posted]))


def writing_jobs_a_day(periods: Periods) -> float:
    """Jobs of category 0 that somebody saw on the list on a day: somewhat fewer than are open."""
    viewed, posted = periods.measured[Viewed], periods.whole[Posted]
    writing = np.zeros(periods.jobs + 1, np.bool_)
    writing[posted.job] = posted.category == WRITING
    return np.count_nonzero(writing[viewed.job]) / (periods.days - periods.start)


def postings_of_rings(periods: Periods) -> float:
    """Posted by rings ÷ Posted."""
    return mean(periods.measured[Posted].tactic != Kind.NONE)


def new_accounts_of_rings(periods: Periods) -> float:
    """Accounts of rings ÷ accounts that were opened (ClientJoined), in the measured days."""
    return mean(periods.measured[ClientJoined].type == ClientType.RING)


def fixed_fee(periods: Periods) -> float:
    """Mean fee of fixed-price jobs, as Posted by honest clients."""
    return _posted_fee(periods, Format.FIXED)


def pay_of_a_task_seat(periods: Periods) -> float:
    """Mean pay of a seat of a task, as Posted by honest clients."""
    return _posted_fee(periods, Format.TASK)


def takers_of_a_task(periods: Periods) -> float:
    """Workers Hired for honest tasks of the cohort ÷ these tasks."""
    tasks = periods.honest & periods.tasks
    return ratio(np.count_nonzero(tasks[periods.whole[Hired].job]), tasks.sum())


def applications_a_project(periods: Periods) -> float:
    """Applied to honest projects of the cohort ÷ these projects."""
    return ratio(np.count_nonzero(periods.projects[periods.whole[Applied].job]), periods.projects.sum())


def applied_in_48_hours(periods: Periods) -> float:
    """Applied within 48 hours of publication ÷ Applied; honest projects of the cohort."""
    return _applied_within(periods, SOON)


def applied_in_96_hours(periods: Periods) -> float:
    """Applied within 96 hours of publication ÷ Applied; honest projects of the cohort."""
    return _applied_within(periods, LATER)


def hires_an_application(periods: Periods) -> float:
    """Hired ÷ Applied; honest projects of the cohort."""
    hired, applied = periods.whole[Hired], periods.whole[Applied]
    return ratio(np.count_nonzero(periods.projects[hired.job]), np.count_nonzero(periods.projects[applied.job]))


def take_rate(periods: Periods) -> float:
    """Fees ÷ yen of work Completed."""
    return ratio(fee_yen(periods), contract_yen(periods))


def well_paid_workers(periods: Periods) -> float:
    """Workers with more than ¥200,000 of work Completed in a month ÷ registered workers."""

    def earners(part: Events) -> int:
        paid = part[Completed]
        return int(np.count_nonzero(np.bincount(paid.worker, paid.amount) > WELL_PAID))

    return ratio(periods.mean(earners), registered_workers(periods))


def dealt_direct(periods: Periods) -> float:
    """Yen DealtDirect by honest pairs ÷ (yen DealtDirect + yen Completed)."""
    direct, paid = periods.measured[DealtDirect].amount.sum(), periods.measured[Completed].amount.sum()
    return ratio(direct, direct + paid)


def read_by_a_person(periods: Periods) -> float:
    """Postings that the machine leaves to a reader, by its score ÷ Screened, in the measured days."""
    return mean(periods.measured[Screened].action != Action.PASS)


def glanced_at_by_a_person(periods: Periods) -> float:
    """Postings Published after a wait at a desk ÷ Published, in the measured days."""
    return mean(periods.measured[Published].lag > 0)


def people_at_desks(periods: Periods) -> float:
    """Hours of the office on duty in a month ÷ 160: posts that the office would have to fill."""
    return ratio(staff_yen(periods), WAGE * SHIFTS)


def office_for_fees(periods: Periods) -> float:
    """Cost of the office's hours on duty ÷ fees."""
    return ratio(staff_yen(periods), fee_yen(periods))


def busy_at_desks(periods: Periods) -> float:
    """Hours busy ÷ hours on duty, at desks that are manned."""
    on_duty, busy = periods.measured[OnDuty], periods.measured[StaffWorked]
    return ratio(busy.hours[np.isin(busy.duty, on_duty.duty)].sum(), on_duty.hours.sum())


def reports_a_posting(periods: Periods) -> float:
    """Reported ÷ Posted, in the measured days."""
    return ratio(len(periods.measured[Reported]), len(periods.measured[Posted]))


def _year(periods: Periods) -> Events:
    return periods.whole.between(periods.days - YEAR_DAYS, periods.days)


def _registered(periods: Periods, day: float) -> int:
    """Return how many workers are registered before a day: who joined and has not left, and who is dormant."""
    before = periods.whole.between(-np.inf, day)
    dormant = before[DormantCounted].workers[-1:]
    return len(before[WorkerJoined]) - len(before[WorkerLeft]) + int(dormant.sum())


def _posted_fee(periods: Periods, format: Format) -> float:
    posted = periods.measured[Posted]
    return mean(posted.fee[(posted.tactic == Kind.NONE) & (posted.format == format)])


def _applied_within(periods: Periods, days: float) -> float:
    applied, published = periods.whole[Applied], periods.whole[Published]
    since = np.full(periods.jobs + 1, np.inf)
    since[published.job] = published.time
    counted = periods.projects[applied.job]
    return mean(applied.time[counted] - since[applied.job[counted]] <= days)


OF_A_MONTH = (
    registered_workers,
    workers_with_a_session,
    paid_in_a_month,
    new_workers,
    new_honest_clients,
    workers_leaving,
    postings,
    writing_jobs_a_day,
    fixed_fee,
    pay_of_a_task_seat,
    takers_of_a_task,
    applications_a_project,
    applied_in_48_hours,
    applied_in_96_hours,
    hires_an_application,
    fill_rate,
    contract_yen,
    fee_yen,
    take_rate,
    yen_a_paid_worker_and_month,
    well_paid_workers,
    dealt_direct,
    read_by_a_person,
    glanced_at_by_a_person,
    people_at_desks,
    office_for_fees,
    review_hours,
    busy_at_desks,
    postings_of_rings,
    new_accounts_of_rings,
    reports_a_posting,
)
OF_A_YEAR = (seen_in_a_year, paid_in_a_year, yen_a_paid_worker_and_year, clients_posting_again, yen_of_the_last_quarter)
