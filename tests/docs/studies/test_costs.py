"""The study of costs: proposals with their gains and prices; and that of answers, which asks the same ones."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

import policylab as pl
from docs.studies import answers as study
from docs.studies.answers import answers
from docs.studies.costs import costs
from docs.studies.lab import Lab
from docs.studies.proposals import PROPOSALS
from experiments.measures.metrics import METRICS
from experiments.runs.failures import Crashed
from experiments.runs.plan import Run
from experiments.runs.work import Measurements
from experiments.runs.worlds import PLAUSIBLE
from experiments.verdicts.scales import ENDS
from tests.docs.studies.by_hand import ByHand, cells, tables
from tests.experiments import works


def cheap_but_for_badges(run: Run) -> Measurements:
    """The usual, but no reviewers save 3 or 4 hours; badges for all gain value, and expose more."""
    measurements, platform = works.numbered(run), run.scenario.rollout[-1][1]
    badge = getattr(platform.certification, "min_orders", 5) == 0
    third = getattr(platform.enforcement, "reports_to_review", 1) == 3
    known = {metric.name: 0.5 if metric.unit in ENDS else 100.0 for metric in METRICS}
    known["review_hours"] -= (platform.screening.reviewers == 0) * (3 + run.seed % 2)
    known["value_per_posting"] += badge * (8 + run.seed % 2)
    known["exposed_per_10k"] += badge * (20 + run.seed % 2)
    known["honest_clients_restricted"] -= third * (40 + run.seed % 2)
    return replace(measurements, metrics=known)


def late(run: Run) -> float:
    """Value in the last window: more by seed with badges for all, less where everybody is verified."""
    platform, world = run.scenario.rollout[-1][1], run.scenario.world
    badge = getattr(platform.certification, "min_orders", 5) == 0
    return 100.0 + badge * (1 + run.seed % 2) - (world.population.verified_honest == 1) * (8 + run.seed % 2)


def test_a_proposal_is_listed_with_gains_prices_and_other_effects() -> None:
    note, *rest = costs(ByHand(most=2, made=cheap_but_for_badges, own=late))
    assert str(note).startswith("`production` with each change alone, 120 days, seeds 0 to 1, first day.")
    by_name = {what.split(":<br>")[0]: row for what, *row in cells(*tables(rest))}
    names = [each.name if each.base == "production" else f"{each.name}, from `{each.base}`" for each in PROPOSALS]
    assert list(by_name) == names
    # half of the distance of two seeds, 0.5, times Student's 12.706 is 6.35: -3.5 of two seeds cannot be told from 0
    assert by_name["dismiss all reviewers"] == ["no gain found", "no price found", ""]
    assert by_name["certification without criteria"] == [
        "`value_per_posting` +8 [2, 15] better",
        "`exposed_per_10k` +20 [14, 27] worse",
        "`late_value_per_posting` +1.5 [-4.9, 7.9] open (100 → 102)",
    ]
    gains, prices, beside = by_name["the verified mark for everybody"]
    assert gains.startswith("no verdict, outside the passport: world.population.verified_honest = 1 is beyond")
    assert (prices, beside) == ("no price found", "`late_value_per_posting` -8 [-15, -2] lower (100 → 92)")
    assert by_name["a case at the third reporter, not at the first"] == [
        "`honest_clients_restricted` -40 [-47, -34] better",
        "no price found",
        "`honest_clients_restricted` -40 [-47, -34] better (100 → 60)<br>"
        "`honest_clients_lost` 0 no difference (100 → 100)",
    ]


@pytest.mark.nightly(reason="all questions of the page; a study and its table by hand: the other tests here")
def test_every_question_is_answered_in_both_regimes_and_told_in_a_row() -> None:
    _, table = answers(ByHand(most=3, made=cheap_but_for_badges))
    by_name = {what.partition("<br>")[0]: row for what, *row in cells(*tables([table]))}
    assert list(by_name)[: len(PROPOSALS)] == [f"{proposal.name}:" for proposal in PROPOSALS]
    assert {"`calling_open`", "`strict_screening`", "`permanent_bans`"} <= {*by_name}
    assert not {"`production`", "`production_full`", "`timeline_2020`"} & {*by_name}
    badges = by_name["certification without criteria:"]
    assert badges[0] == "first day: no difference<br>adapted: no difference"  # of who read a lure
    assert badges[1] == "first day: worse +20 [17, 24] 3/3<br>adapted: worse +20 [17, 24] 3/3"
    assert badges[-2].startswith("first day: no number by more than luck")
    whats = [what for what, *_ in cells(*tables([table]))]
    assert any("<br>`platform.certification.min_orders=0`" in what for what in whats)
    assert any("<br>outside the passport: world.population.verified_honest = 1" in what for what in whats)
    assert any(
        what.startswith("listen to every call:") and what.endswith("<br>against `calling_open`") for what in whats
    )
    assert by_name["`calling_open`"][0] == "first day: no difference<br>adapted: no difference"


def one_question(lab: Lab) -> Iterator[tuple[str, pl.Scenario, pl.Scenario]]:
    yield "calls", lab.load("production"), lab.load("calling_open")


def misled(run: Run) -> Measurements:
    """Where calls are open and rings frozen 5 more are exposed, and 3 lures fewer are caught."""
    measurements, scenario = works.numbered(run), run.scenario
    more = (scenario.name == "calling_open") * (scenario.world.rings == "frozen")
    values = dict.fromkeys(measurements.metrics, 100.0)
    values["exposed_per_10k"] += more * (5 + run.seed % 2)
    values["caught_lures_per_1k"] -= more * 3
    return replace(measurements, metrics=values)


def test_a_row_says_by_which_figure_the_platform_would_be_misled(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(study, "questions", one_question)
    _, table = answers(ByHand(most=8, made=misled))
    [row] = cells(*tables([table]))
    assert row[-1] == "first day: `caught_lures_per_1k`"


def test_a_row_names_the_numbers_of_the_world_that_exposure_hangs_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(study, "questions", one_question)
    _, table = answers(ByHand(made=works.by_calls, worlds=PLAUSIBLE))
    [row] = cells(*tables([table]))
    assert row[0] == "calls"
    assert "first day: `ring.lures_by_call` +1.00" in row[-2]


def test_a_study_in_which_a_run_crashes_finds_nothing() -> None:
    def crash(run: Run) -> Measurements:
        raise ValueError("seed 1 is cursed")

    with pytest.raises(Crashed, match="cursed"):
        costs(ByHand(most=2, made=crash))
