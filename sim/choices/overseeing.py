"""The office's judgement of cases."""

from dataclasses import dataclass

import numpy as np

from policies.numbers import Checked, number
from sim.arrays import F64, Bool, Ints, Reals
from sim.choices.churn import YEAR
from sim.choices.common import logistic

NIGHT = 0.0  # the part of the night for which case readers are there: assumed


@dataclass(frozen=True, slots=True)
class Overseeing(Checked):
    """The office's judgement of cases."""

    # fmt: off
    condemns_base: float = number(-3.4, "log-odds", "towards condemning an account of which nothing is known", -5.0, -2.0)
    report_weight: float = number(1.1, "log-odds", "each user who reports the account; they know nothing of one another", 0.5, 2.0, least=0)
    stopped_text_weight: float = number(1.2, "log-odds", "each stopped text of the account, each restricted account that it was linked to", 0.5, 2.5, least=0)
    insight_weight: float = number(1.2, "log-odds", "what a reader sees in the account itself: against a ring's, for one that broke no rule", 0.5, 3.0, least=0)
    holder_recall: float = number(0.7, "share", "of accounts that changed hands are found where holders are checked", 0.3, 0.95)
    looks_new: float = number(0.25, "a year", "that an honest account looks as if it had changed hands, where holders are checked: a new telephone, every four years or so, or a new home", 0.1, 0.6, least=0, most=365)
    shows_no_papers: float = number(0.1, "share", "of honest people who are asked for papers again, leave instead", 0.03, 0.3)
    papers_minutes: float = number(5.0, "minutes", "of a case reader, to look at such papers", 2.0, 15.0, most=10_080)
    link_recall: float = number(0.6, "share", "of pairs of accounts with the same trace are linked where the office looks for links", 0.2, 0.9)
    false_links: float = number(0.2, "accounts", "linked to a restricted one for something innocent: an office building, a family, an agency", 0.02, 1.0, most=30)
    case_minutes: float = number(25.0, "minutes", "to read a case", 10.0, 60.0, most=10_080)
    job_minutes: float = number(8.0, "minutes", "to read a posting that was reported; as reviewers before publication take", 3.0, 20.0, most=10_080)
    # fmt: on


def looks_new(overseeing: Overseeing) -> float:
    """Probability that an honest account looks on one day as if it had changed hands."""
    return overseeing.looks_new / YEAR


def weight(reports: Ints, texts: Ints, overseeing: Overseeing) -> F64:
    """(n,) log-odds, what so many reports by different users and so many texts weigh against an account."""
    return overseeing.report_weight * reports + overseeing.stopped_text_weight * texts


def sight(ring: Bool, broke: Bool) -> F64:
    """(n,) which way what a reader sees in an account itself points: 1 against a ring's, −1 for one that broke no rule.

    0 for one that has broken a rule and is no ring's: there is something to see, and no malice.
    """
    return np.where(ring, 1.0, np.where(broke, 0.0, -1.0))


def condemns(evidence: Reals, sight: Reals, u: Reals, overseeing: Overseeing) -> Bool:
    """(n,) does a reader condemn these accounts? evidence: log-odds, all that was ever brought against them."""
    return u < logistic(overseeing.condemns_base + evidence + sight * overseeing.insight_weight)
