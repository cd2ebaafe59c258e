"""Metrics in printed order, and the one call that computes them all from a log."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal, get_args

from experiments.measures import business, fraud, linkage, matching
from experiments.measures.periods import Periods

Group = Literal["fraud exposure", "matching quality", "business", "networks"]
Better = Literal["up", "down", "observed", "neither"]
GROUPS: tuple[Group, ...] = get_args(Group)


@dataclass(frozen=True, slots=True)
class Metric:
    """A number computed from the log: a function with its formula in its docstring, and the way to read it.

    Neither way is better for a metric that the platform observes: a lower one means less fraud or less detection.
    """

    function: Callable[[Periods], float]
    group: Group
    unit: str
    better: Better

    @property
    def name(self) -> str:
        """The name of the function."""
        return self.function.__name__

    @property
    def formula(self) -> str:
        """The first paragraph of the function's docstring."""
        return " ".join((self.function.__doc__ or "").split("\n\n")[0].split())


METRICS: tuple[Metric, ...] = (
    Metric(fraud.exposed_per_10k, "fraud exposure", "workers per 10,000", "down"),
    Metric(fraud.addressed_per_10k, "fraud exposure", "workers per 10,000", "down"),
    Metric(fraud.read_lure_per_10k, "fraud exposure", "workers per 10,000", "down"),
    Metric(fraud.led_away_per_10k, "fraud exposure", "workers per 10,000", "down"),
    Metric(fraud.victims_per_10k, "fraud exposure", "workers per 10,000", "down"),
    Metric(fraud.loss_yen_per_worker, "fraud exposure", "yen", "down"),
    Metric(fraud.harm_index, "fraud exposure", "points per 10,000", "down"),
    Metric(fraud.recruits_per_10k, "fraud exposure", "workers per 10,000", "down"),
    Metric(fraud.accounts_sold_per_10k, "fraud exposure", "workers per 10,000", "down"),
    Metric(fraud.violating_view_rate, "fraud exposure", "share", "down"),
    Metric(fraud.pre_contract_share, "fraud exposure", "share", "down"),
    Metric(fraud.hours_to_takedown, "fraud exposure", "hours", "down"),
    Metric(fraud.taken_down_unseen, "fraud exposure", "share", "up"),
    Metric(fraud.screening_precision, "fraud exposure", "share", "up"),
    Metric(fraud.screening_recall, "fraud exposure", "share", "up"),
    Metric(fraud.false_suspension_rate, "fraud exposure", "share", "down"),
    Metric(fraud.reports_per_1k, "fraud exposure", "reports per 1,000", "observed"),
    Metric(fraud.caught_lures_per_1k, "fraud exposure", "lures per 1,000", "observed"),
    Metric(fraud.detected_violation_rate, "fraud exposure", "share", "observed"),
    Metric(matching.value_per_posting, "matching quality", "fit per job", "up"),
    Metric(matching.fill_rate, "matching quality", "share", "up"),
    Metric(matching.hours_to_fill, "matching quality", "hours", "down"),
    Metric(matching.fit_of_hires, "matching quality", "fit", "up"),
    Metric(matching.scout_fit, "matching quality", "fit", "up"),
    Metric(matching.match_efficiency, "matching quality", "ratio", "up"),
    Metric(matching.completion_rate, "matching quality", "share", "up"),
    Metric(matching.ghosted_share, "matching quality", "share", "down"),
    Metric(matching.unpaid_share, "matching quality", "share", "down"),
    Metric(matching.satisfaction, "matching quality", "stars", "up"),
    Metric(matching.fee_to_market, "matching quality", "ratio", "up"),
    Metric(matching.low_fee_share, "matching quality", "share", "down"),
    Metric(matching.earnings_gini, "matching quality", "0…1", "down"),
    Metric(matching.newcomer_first_contract_workers, "matching quality", "share", "up"),
    Metric(matching.newcomer_first_contract_clients, "matching quality", "share", "up"),
    Metric(matching.wasted_applications, "matching quality", "per contract", "down"),
    Metric(matching.publication_lag_p50, "matching quality", "hours", "down"),
    Metric(matching.publication_lag_p90, "matching quality", "hours", "down"),
    Metric(business.contract_yen, "business", "yen", "up"),
    Metric(business.fee_yen, "business", "yen", "up"),
    Metric(business.review_hours, "business", "hours", "down"),
    Metric(business.hours_on_duty, "business", "hours", "down"),
    Metric(business.staff_yen, "business", "yen", "down"),
    Metric(business.contacts_exchanged, "business", "share", "down"),
    Metric(business.direct_deal_share, "business", "share", "down"),
    Metric(business.pressed_per_10k, "business", "workers per 10,000", "down"),
    Metric(business.fees_lost_yen, "business", "yen", "down"),
    Metric(business.honest_clients_restricted, "business", "clients per 1,000", "down"),
    Metric(business.honest_clients_lost, "business", "clients per 1,000", "down"),
    Metric(business.honest_orders_lost_yen, "business", "yen", "down"),
    Metric(business.honest_texts_stopped, "business", "texts", "down"),
    Metric(business.share_certified, "business", "share", "neither"),
    Metric(business.new_workers_per_day, "business", "workers a day", "up"),
    Metric(linkage.recruitment_trees, "networks", "trees", "down"),
    Metric(linkage.largest_tree, "networks", "workers", "down"),
    Metric(linkage.deepest_tree, "networks", "steps", "down"),
    Metric(linkage.mlm_victims_recruited, "networks", "share", "neither"),
    Metric(linkage.loss_in_trees, "networks", "share", "down"),
    Metric(linkage.ring_clusters, "networks", "clusters", "down"),
    Metric(linkage.largest_cluster, "networks", "accounts", "down"),
    Metric(linkage.victims_of_top_clusters, "networks", "share", "neither"),
    Metric(linkage.accounts_left_linked, "networks", "share", "down"),
)
BY_NAME = {metric.name: metric for metric in METRICS}
OBSERVED = tuple(metric.name for metric in METRICS if metric.better == "observed")  # fraud as the platform sees it
STEPS = ("read_lure_per_10k", "exposed_per_10k", "led_away_per_10k", "victims_per_10k")  # and as it is, a funnel


def measure(periods: Periods) -> dict[str, float]:
    """Return every metric of a run by name, in printed order; NaN for one that is undefined."""
    return {metric.name: metric.function(periods) for metric in METRICS}
