"""Volumes of production are near the public ones but for those that are named."""

import pytest

from experiments.questions.measure.ask import sizes as measured
from experiments.runs import engines
from experiments.runs.provenance import Side
from scenarios import load

pytestmark = pytest.mark.nightly(reason="half a minute of runs: four of 120 days, two of more than a year")

NAMED = {  # docs/results/facts.md says why
    *("fixed_fee", "applied_in_48_hours", "applied_in_96_hours", "new_accounts_of_rings", "reports_a_posting"),
    *("writing_jobs_a_day", "yen_a_paid_worker_and_month"),
}
NEAR = {"yen_of_the_last_quarter", "fill_rate", "applications_a_project", "hires_an_application"}  # at the edge: luck


def test_only_the_named_volumes_are_off_and_the_office_fits() -> None:
    with engines.opened("processes", 2) as engine:
        sizes, failures = measured(Side("production", load("production")), engine=engine)
    assert sizes is not None
    assert failures == ()
    assert NAMED <= {each.size.name for each in sizes.off} <= NAMED | NEAR
    means = {each.size.name: each.mean.mean for each in sizes.sizes}
    assert means["office_for_fees"] < 0.2
    assert 0.5 < means["busy_at_desks"] < 0.9
