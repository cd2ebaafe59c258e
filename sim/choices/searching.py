"""Workers' search for jobs: what they open, what they answer, how well they fit."""

from dataclasses import dataclass

import numpy as np

from policies.numbers import Checked, number
from sim.arrays import F64, I64, Bool, Ints, Reals
from sim.choices.common import logistic


@dataclass(frozen=True, slots=True)
class Search(Checked):
    """Workers' search for jobs."""

    # fmt: off
    peak_hour: float = number(20.0, "hour", "hour of the day around which workers look for jobs", 17.0, 23.0, most=24)
    peak_hour_spread: float = number(4.0, "hours", "sd around it", 2.0, 6.0, most=24)
    trade_clients: float = number(3_250.0, "clients", "for whom each category has one list; a larger market falls into trades with a list each, in a smaller one categories share a list", 1_600.0, 6_500.0, least=1, most=1_000_000_000)
    rows_read: int = number(12, "rows", "rows of the list that a session reads", 5, 30, least=1, most=200)
    freshness: float = number(5.0, "days", "decay of a job's place in the list; 41 % of applications in 48 h (DHI)", 2.0, 10.0, least=0.01, most=3_650)
    fresh_job_places: int = number(1, "places", "of a fresh job in the list, against one of an old one", 1, 8, least=1, most=100)
    home_category_share: float = number(0.75, "share", "looks at the home category", 0.5, 0.95)
    pages_opened: int = number(3, "pages", "of the list that a session opens, the best of what it reads", 1, 8, least=1, most=200)
    does_tasks: float = number(0.35, "share", "of workers who do tasks at all", 0.2, 0.7)
    task_looks: int = number(20, "tasks", "that a session of theirs looks at, beside the list, and does without an application (F7)", 8, 40, most=100)
    task_base: float = number(1.5, "log-odds", "does a task that it looks at, where that pays what is wanted", 0.0, 3.0, least=-10, most=10)
    apply_base: float = number(-1.1, "log-odds", "applies at the end of a session, 0.05–0.2 a page", -3.0, 0.0, least=-10, most=10)
    page_appeal_weight: float = number(0.05, "share", "of the appeal of all pages read that counts for whether to apply at all; 1: a mark makes applications", 0.0, 0.6)
    filter_ease: float = number(0.1, "log-odds", "on that, behind a filter that is in force: one applies with less doubt (N-12)", 0.0, 0.4, least=-10, most=10)
    net_entry_ease: float = number(0.05, "log-odds", "on that, where workers enter take-home: a bid is easier to make (Y-08)", 0.0, 0.2, least=-10, most=10)
    applications_per_week: float = number(8.0, "applications", "a week, at most; fewer as search goes on (Faberman & Kudlyak)", 4.0, 20.0, least=1)
    applications_less_per_contract: float = number(2.0, "applications", "for which an unfinished contract leaves no time, a week", 0.0, 5.0, most=100)
    consults: float = number(0.02, "share", "of sessions that apply to nothing ask about the page they like best first, where the work needs middling talk (L-22)", 0.005, 0.08)
    consult_effort: float = number(0.25, "applications", "that a question costs of a week's effort; an application that follows from it costs the rest", 0.1, 0.5, most=1)
    consult_applies: float = number(0.3, "share", "of those whose question is answered apply then, where the work fits half", 0.1, 0.5)
    filter_patience: int = number(3, "sessions", "on end without anything new to read, until a worker gives its filter up", 1, 10, least=1, most=1_000)
    fee_pull: float = number(0.9, "log-odds", "per log unit of take-home over the wanted one", 0.3, 2.0, least=-10, most=10)
    fit_pull: float = number(1.6, "log-odds", "from fit 0 to fit 1: workers know part of their fit", 0.5, 3.0, least=-10, most=10)
    verified_pull: float = number(0.25, "log-odds", "verified mark where seen (Shi & Viswanathan: credible, no size)", 0.0, 0.7, least=-10, most=10)
    certified_pull: float = number(0.5, "log-odds", "badge where seen: steers strongly, does not expand (Barach et al.)", 0.3, 1.2, least=-10, most=10)
    order_rule_pull: float = number(0.1, "log-odds", "order-rule mark where seen (A-05)", 0.0, 0.4, least=-10, most=10)
    completion_rate_pull: float = number(4.8, "log-odds", "shown completion rate 1 against 0: good employers, at 0.97, draw twice as many as bad ones, at 0.78 (Benson et al.)", 1.0, 6.0, "derived", least=-10, most=10)
    neutral_completion_rate: float = number(0.85, "share", "shown completion rate that neither draws nor puts off", 0.7, 0.95)
    no_completion_rate_pull: float = number(-0.1, "log-odds", "no rate shown, for workers who look for one (Stanton & Thomas)", -0.4, 0.0, least=-10, most=10)
    alert_push: float = number(-0.9, "log-odds", "low-fee alert where seen", -2.0, -0.2, least=-10, most=10)
    looks_up_rates: float = number(0.15, "share", "of workers who look prices up in the table of rates, where there is one (M-03)", 0.02, 0.4)
    newcomer_fee_blindness: float = number(0.6, "share", "of the fee's pull that a newcomer cannot judge alone (N-03)", 0.2, 0.9)
    lure_cue_push: float = number(-1.6, "log-odds", "a text that plainly lures, per unit of caution", -3.0, -0.5, least=-10, most=10)
    too_good: float = number(-2.0, "log-odds", "pay that is too good to be true, per unit of caution and log unit above what still is", -5.0, -0.5, least=-10, most=10)
    too_good_from: float = number(1.5, "× market", "pay above which it is; with those who can judge a fee", 1.2, 3.0, least=1)
    crowd_push: float = number(-0.3, "log-odds", "per log unit of 1 + those who applied before, as the page says", -0.8, 0.0, least=-10, most=10)
    fit_base: float = number(0.55, "fit", "of anybody who can do the work, away from home", 0.4, 0.7, most=2)
    fit_skill: float = number(0.15, "fit", "added by full skill", 0.0, 0.4, most=2)
    fit_shortfall: float = number(0.5, "fit", "lost per unit of skill that the work needs and the worker lacks", 0.2, 1.0, most=2)
    fit_home: float = number(0.08, "fit", "added at home: in the worker's own category, and in the list that it shares", 0.0, 0.2, most=2)
    fit_spread: float = number(0.16, "fit", "sd of what is personal between a worker and a job", 0.05, 0.3, most=2)
    profile_visits: float = number(0.25, "share", "of job page readers who open the client's profile", 0.05, 0.6)
    survey_answers: float = number(0.04, "share", "of job page readers who answer the fee survey (Y-03)", 0.005, 0.2)
    survey_noise: float = number(0.3, "log-sd", "of what they take for the market price", 0.1, 0.6)
    unfair_below: float = number(0.75, "share", "of that price below which they call a fee unfair", 0.5, 0.95, least=0.01)
    scout_answered: float = number(0.08, "share", "of scouts that are answered (fill +20 %, Horton 2017)", 0.03, 0.2)
    scout_read_days: float = number(0.5, "days", "mean until a scout is read", 0.1, 2.0, most=3_650)
    scouts_per_job: float = number(1.2, "scouts", "sent by an honest client for a new job; 64 % of posts send none (vollna)", 0.5, 3.0, most=30)
    # fmt: on


def lists(categories: int, clients: int, search: Search) -> int:
    """Number of lists that so many categories have in a market of so many clients."""
    return max(1, round(categories * clients / search.trade_clients))


def promises(pull: Reals, take_home_ratio: Reals, search: Search) -> F64:
    """(n,) log-odds with which a row of the list draws. pull: its marks; ratio: take-home over the wanted one."""
    return search.fee_pull * np.log(take_home_ratio) + pull


def appeals(
    marks: Reals,
    take_home_ratio: Reals,
    offer: Reals,
    fit: Reals,
    novice: Bool,
    priced: Bool,
    cue: Reals,
    caution: Reals,
    alert: Bool,
    crowd: Ints,
    search: Search,
) -> F64:
    """(n,) log-odds with which a page draws its reader, against a page that pays what is wanted and fits half.

    A newcomer cannot judge a fee alone: most of its pull is missing unless a quote or an alert stands there (N-03), and
    most of the suspicion with which the careful meet a fee that is too good to be true.
    offer: the fee over the market price; crowd: how many have applied before, which the page says.
    """
    sight = np.where(novice & ~(priced | alert), 1 - search.newcomer_fee_blindness, 1.0)
    return (
        search.fee_pull * sight * np.log(take_home_ratio)
        + search.too_good * sight * caution * np.maximum(0.0, np.log(offer / search.too_good_from))
        + search.fit_pull * (fit - 0.5)
        + search.alert_push * alert
        + search.lure_cue_push * cue * caution
        + search.crowd_push * np.log1p(crowd)
        + marks
    )


def does_task(take_home_ratio: Reals, u: Reals, search: Search) -> Bool:
    """(n,) does somebody who looks at a task do it at once? ratio: take-home over the wanted one."""
    return u < logistic(search.task_base + search.fee_pull * np.log(take_home_ratio))


def favourites(appeal: F64, first: I64, taste: F64) -> I64:
    """(m,) which page each session likes best, of equals the first.

    appeal, taste: (n,) of each page, session after session: log-odds, standard Gumbel; first: (m,) where each begins
    """
    from sim.compiled.groups import largest  # a world is read without the compiler, whose import takes half a second

    return largest(appeal + taste, first)


def ease(filters: Bool, net_entry: bool, search: Search) -> F64:
    """(m,) log-odds: how much easier sessions apply that search behind a filter, or enter what they take home."""
    return np.asarray(search.filter_ease * filters + search.net_entry_ease * net_entry, np.float64)


def applies(appeal: F64, first: I64, luck: F64, able: Bool, ease: F64, search: Search) -> Bool:
    """(m,) does a session apply to its favourite, or to none (a nested logit)? `appeal` and `first` as above.

    luck, able, ease: (m,) a uniform; whether there is effort left; as above. Which page it is depends on how they appeal,
    whether it is any on all of them together, and less: `page_appeal_weight` of it. So a mark moves applications more than it makes them.
    """
    if len(first) == 0:
        return np.zeros(0, np.bool_)
    together = np.log(np.add.reduceat(np.exp(appeal), first))
    return able & (luck < logistic(search.apply_base + ease + search.page_appeal_weight * together))


def consults(talk: Reals, u: Reals, search: Search) -> Bool:
    """(n,) does somebody who does not apply ask about its favourite first? More do the more talk the work needs."""
    return u < np.minimum(1.0, search.consults * 2 * talk)


def tires(applied: Reals, running: Ints, search: Search) -> Bool:
    """(n,) has this worker no effort left this week for one more application? Unfinished work takes its part."""
    return applied + search.applications_less_per_contract * running + 1 > search.applications_per_week


def takes_up(true_fit: F64, share: float, u: Reals) -> Bool:
    """(n,) does somebody to whom a client has written apply? Where the work fits half a share does, with fit more."""
    return u < np.minimum(1.0, share * 2 * true_fit)


def places(age: F64, search: Search) -> I64:
    """(n,) places in the list of jobs published so many days ago: `fresh_job_places` at first, one in the end."""
    return 1 + np.floor((search.fresh_job_places - 1) * np.exp(-age / search.freshness) + 0.5).astype(np.int64)


def finds_unfair(fee: Reals, price: Reals, noise: Reals, search: Search) -> Bool:
    """(n,) does a reader call a fee unfair (Y-02, Y-03)? Well below the market price, as it judges that (noise: normal)."""
    return np.log(fee / price) + search.survey_noise * noise < np.log(search.unfair_below)


def fit(skill: Reals, need: Reals, personal: Reals, at_home: Bool, search: Search) -> F64:
    """(n,) true fit 0…1 of a worker and a job: skill against need, the worker's field, a personal part (normal)."""
    able = search.fit_base + search.fit_skill * skill - search.fit_shortfall * np.maximum(0.0, need - skill)
    return np.clip(able + search.fit_home * at_home + search.fit_spread * personal, 0.0, 1.0)
