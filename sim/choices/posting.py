"""Drafts of jobs: what the market pays, and what a client offers."""

from dataclasses import dataclass

import numpy as np

from policies.numbers import check, mixture, number
from sim.arrays import F64, Bool, Ints, Reals
from sim.choices.common import one_each
from sim.kinds import CATEGORIES

LEAST_FEE, GREATEST_FEE = 5.0, 1e9  # yen, the smallest and the largest sum that is offered


@dataclass(frozen=True, slots=True)
class Posting:
    """Drafts of jobs."""

    # fmt: off
    market_price: tuple[float, ...] = number(
        (8.6e3, 5.4e3, 7.6e3, 13e3, 21.7e3, 48e3, 86e3, 27.1e3, 6.6e3, 3.2e3, 13e3, 16.3e3, 6.6e3, 3.2e3, 5.4e3, 19.9e3), "yen",
        "market price of a fixed job by category; a mean near ¥14,500 keeps to ¥2.04 bn a quarter (F16)", 2e3, 1.5e5, least=1, most=1e7)
    category_weight: tuple[float, ...] = number(
        (24, 14, 8, 4, 8, 6, 3, 6, 3, 8, 4, 4, 6, 4, 5, 3), "weight", "how often each category is posted and looked at", most=1e6)
    task_price: float = number(0.003, "share", "pay of one task seat against a fixed job of the category: surveys ¥2 to 40, texts ¥20 to 300 (F7)", 0.0015, 0.01, least=1e-4)
    hourly_price: float = number(1.6, "factor", "hourly contracts against fixed ones", 1.0, 3.0, least=0.01)
    home_category_share: float = number(0.8, "share", "of a client's jobs in its own category", 0.5, 0.95)
    size_spread: float = number(0.9, "log-sd", "of how much work a project is, against the usual one of its category: a few are large (F4); 0: all alike", 0.6, 1.4, most=2.5)
    task_share: float = number(0.2, "share", "postings in task format", 0.1, 0.4)
    hourly_share: float = number(0.1, "share", "postings paid by the hour", 0.03, 0.2)
    task_seats: float = number(130.0, "seats", "mean seats of a task beyond the fewest: 100 to 265 in all (F7)", 70.0, 250.0, most=1_000)
    fewest_seats: int = number(20, "seats", "that every task has", 5, 50, least=1, most=1_000)
    most_seats: int = number(1_000, "seats", "that no task exceeds", 500, 2_000, least=1, most=10_000)
    fee_spread: float = number(0.35, "log-sd", "fees around what the client means to pay", 0.2, 0.6)
    quote_anchor: float = number(0.4, "share", "weight of the quote with a client who means the job, where it is shown (M-02)", 0.0, 0.7)
    survey_raise: float = number(0.4, "share", "fee raised by this times the share that says unfair (Y-07)", 0.0, 1.0)
    raises_running_fee: float = number(0.5, "share", "of clients whom the survey moves raise the fee of the running job at once (Y-07)", 0.0, 1.0)
    unanswered_raise: float = number(0.05, "share", "fee raised after a posting without applications", 0.0, 0.2)
    crowd: int = number(10, "applications", "from which a client takes its fee to be more than is needed (F14)", 5, 25, least=1, most=1_000)
    crowded_cut: float = number(0.03, "share", "of the fee taken off after a posting with so many; prices hardly move with demand (F26)", 0.0, 0.1, most=0.5)
    fee_fades: float = number(0.1, "share", "of what a client has learned to add to its fees or take off them, forgotten a posting", 0.03, 0.3, most=0.9)
    raise_cap: float = number(10.0, "factor", "on what a client first meant to pay, to which all this raises it at most", 2.0, 50.0, least=1)
    open_days: float = number(10.0, "days", "postings last 9.8 days on average (DHI)", 5.0, 20.0, "quoted", most=3_650)
    open_spread: float = number(0.5, "share", "of it that the shortest are shorter and the longest longer", 0.1, 1.0)
    archive_contracts: int = number(40, "contracts", "of each category and format that the rate guide knows on day 0", 10, 200, most=1_000)
    rate_guide_days: int = number(180, "days", "since its start in which a completed contract counts in the rate guide", 30, 365, least=1, most=36_500)
    rush_hour: float = number(14.0, "hour", "hour of the day around which clients post", 10.0, 20.0, most=24)
    rush_spread: float = number(3.5, "hours", "sd around it", 2.0, 6.0, most=24)
    # fmt: on

    def __post_init__(self) -> None:
        """Raises ValueError for a number outside its bounds, categories without a number each, the most under the fewest."""
        check(self)
        one_each(self, CATEGORIES, "a category", "market_price", "category_weight")
        if not any(self.category_weight):
            raise ValueError("category_weight: every weight is 0, must be more for one category at least")
        mixture(self, "task_share", "hourly_share")
        if self.most_seats < self.fewest_seats:
            raise ValueError(
                f"most_seats: {self.most_seats} is too few, must be fewest_seats ({self.fewest_seats}) or more"
            )


def market_price(category: Ints, format: Ints, posting: Posting) -> F64:
    """(n,) yen that the market pays for a contract of this category and format."""
    factor = np.array([1.0, posting.hourly_price, posting.task_price])
    return np.asarray(posting.market_price)[category] * factor[format]


def size(task: Bool, z: Reals, posting: Posting) -> F64:
    """(n,) how much work jobs are, against the usual one of their category and format: log-normal, 1 on average.

    All tasks are alike. z: standard normal
    """
    return np.where(task, 1.0, np.exp(posting.size_spread * z - posting.size_spread**2 / 2))


def seats(task: Bool, luck: F64, posting: Posting) -> F64:
    """(n,) how many workers a job takes: one, or as many as a task has, mostly tens or hundreds.

    luck: standard exponential
    """
    many = posting.fewest_seats + np.floor(posting.task_seats * luck)
    return np.where(task, np.minimum(many, posting.most_seats), 1.0)


def fee(price: Reals, generosity: Reals, noise: Reals, quote: Reals, anchor: Reals | float, spread: float) -> F64:
    """(n,) yen offered: what the client means to pay, drawn to the quote if there is one (M-02); `payable`.

    anchor: 0…1, how much a client heeds the quote.
    """
    own = np.log(price * generosity) + spread * noise
    mixed = np.where(np.isnan(quote), own, (1 - anchor) * own + anchor * np.log(np.where(np.isnan(quote), 1.0, quote)))
    return payable(np.exp(mixed))


def payable(yen: Reals) -> F64:
    """(n,) yen that can be offered: whole ones, LEAST_FEE to GREATEST_FEE."""
    return np.clip(np.round(yen), LEAST_FEE, GREATEST_FEE)
