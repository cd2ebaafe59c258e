"""What studies carry out, with runs that simulate nothing, and what the documentation makes of it."""

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np
import pytest

from docs.studies.answers import answers
from docs.studies.changes import Change
from docs.studies.costs import PROPOSALS, costs
from docs.studies.error_rates import half_width
from docs.studies.levers import levers_off
from docs.studies.pages import answer_tables, model_tables
from docs.studies.parts import as_markdown
from experiments.measures.lasting import LATE_VALUE
from experiments.measures.metrics import METRICS
from experiments.measures.validity import FACTS
from experiments.questions.compare.answer import Answer
from experiments.questions.measure.ask import facts
from experiments.runs.failures import Crashed, whole
from experiments.runs.plan import Run
from experiments.runs.work import Measurements
from experiments.runs.works import Work
from experiments.runs.worlds import FIXED, PLAUSIBLE
from experiments.verdicts.scales import ENDS
from policies.catalogue import RULES
from tests.experiments import works
from tests.experiments.found import comparison, production, rows

USUAL = {metric.name: 0.5 if metric.unit in ENDS else 100.0 for metric in (*METRICS, LATE_VALUE)}


def without_screening_worse(run: Run) -> Measurements:
    """The usual everywhere, but more reach by seed where screening is off."""
    found = works.numbered(run)
    off = type(run.scenario.rollout[0][1].screening) is RULES["screening"]["off"]
    return Measurements(
        {name: USUAL[name] for name in found.metrics} | {"exposed_per_10k": 100.0 + off * (5 + run.seed % 2)},
        found.lures,
        found.paths,
        found.weeks,
        found.filled,
    )


def test_every_lever_is_turned_off_alone_against_a_scenario_that_has_it_on() -> None:
    found = levers_off(seeds=(0, 1), work=Work(without_screening_worse))
    assert list(found) == list(RULES)
    assert {(each.baseline, each.candidate) for lever, each in found.items() if lever != "communication"} == {
        ("production", f"production + platform.{lever}.rule=off") for lever in RULES if lever != "communication"
    }
    assert found["communication"].baseline == "calling_open"
    assert [lever for lever, each in found.items() if not each.equal] == ["screening"]
    assert found["screening"]["exposed_per_10k"].difference == 5.5
    rows = {row.split("`")[1]: row for row in as_markdown(model_tables.levers_off(found)).splitlines()[4:]}
    assert "`exposed_per_10k`" not in rows["support"]
    assert "nothing at all: all metrics are equal" in rows["support"]
    assert "from `calling_open`, as production has it closed" in rows["communication"]


def test_a_study_announces_its_runs_and_every_one_that_is_done() -> None:
    told: list[object] = []

    @contextmanager
    def watch(total: int, what: str) -> Iterator[Callable[[], object]]:
        told.append((total, what))
        yield lambda: told.append("done")

    levers_off(watch=watch, seeds=(0, 1), work=Work(without_screening_worse))
    scenarios = len(RULES) + 2  # and production, and calling_open
    assert told == [(2 * scenarios, "levers off"), *["done"] * (2 * scenarios)]
    told.clear()
    costs(watch=watch, seeds=(0, 1), work=Work(cheap_but_for_badges))
    scenarios = len(PROPOSALS) + 3  # and production, calling_open, no_certified_clients
    assert told == [(2 * scenarios, "costs"), *["done"] * (2 * scenarios)]


def cheap_but_for_badges(run: Run) -> Measurements:
    """The usual, but no reviewers save 3 or 4 hours; badges for all gain value, less of it late, and expose more."""
    found, platform, world = works.numbered(run), run.scenario.rollout[-1][1], run.scenario.world
    badge = getattr(platform.certification, "min_orders", 5) == 0
    third = getattr(platform.enforcement, "reports_to_review", 1) == 3
    known = dict(USUAL)
    known["review_hours"] -= (platform.screening.reviewers == 0) * (3 + run.seed % 2)
    known["value_per_posting"] += badge * (8 + run.seed % 2)
    known["exposed_per_10k"] += badge * (20 + run.seed % 2)
    known[LATE_VALUE.name] += badge * (1 + run.seed % 2) - (world.population.verified_honest == 1) * (8 + run.seed % 2)
    known["honest_clients_restricted"] -= third * (40 + run.seed % 2)
    return Measurements(known, found.lures, found.paths, found.weeks, found.filled)


def test_a_proposal_is_told_with_its_gains_its_prices_and_what_stands_beside_it() -> None:
    found = costs(seeds=(0, 1), work=Work(cheap_but_for_badges))
    assert [(each.proposal, each.compared.sides[1].changes) for each in found] == [
        (proposal.name, proposal.changes) for proposal in PROPOSALS
    ]
    assert {each.compared.baseline for each in found} == {"production", "calling_open", "no_certified_clients"}
    lines = as_markdown(model_tables.costs(found)).splitlines()
    assert lines[0].startswith("`production` with each change alone, 120 days, seeds 0 to 1, first day.")
    rows = {line.strip("| ").split(":<br>")[0]: [cell.strip() for cell in line.split("|")[2:5]] for line in lines[4:]}
    assert rows["dismiss all checkers"] == ["no gain found", "no price found", ""]
    # half of the distance of two seeds, 0.5, times Student's 12.706 is 6.35: -3.5 of two seeds cannot be told from 0
    assert rows["dismiss all reviewers"] == ["no gain found", "no price found", ""]
    assert rows["certification without criteria"] == [
        "`value_per_posting` +8 [2, 15] better",
        "`exposed_per_10k` +20 [14, 27] worse",
        "`late_value_per_posting` +1.5 [-4.9, 7.9] open (100 → 102)",
    ]
    gains, prices, beside = rows["the verified mark for everybody"]
    assert gains.startswith("no verdict, outside the passport: world.population.verified_honest = 1 is beyond")
    assert (prices, beside) == ("no price found", "`late_value_per_posting` -8 [-15, -2] lower (100 → 92)")
    assert rows["a case at the third reporter, not at the first"] == [
        "`honest_clients_restricted` -40 [-47, -34] better",
        "no price found",
        "`honest_clients_restricted` -40 [-47, -34] better (100 → 60)<br>"
        "`honest_clients_lost` 0 no difference (100 → 100)",
    ]
    assert "listen to every call, from `calling_open`" in rows


@pytest.mark.nightly(reason="all questions of the page; a study and its table by hand: the other tests here")
def test_every_question_is_answered_in_both_regimes_and_told_in_a_row() -> None:
    asked: dict[str, Answer] = answers(worlds=FIXED, seeds=(0, 1, 2), work=Work(cheap_but_for_badges))
    assert [*asked][: len(PROPOSALS)] == [proposal.name for proposal in PROPOSALS]
    assert {"calling_open", "strict_screening", "permanent_bans"} <= {*asked}
    assert not {"production", "production_full", "timeline_2020"} & {*asked}
    badges = asked["certification without criteria"]
    assert [found.regime for found in badges.comparisons] == ["frozen", "adapting"]
    assert badges.comparisons[0]["exposed_per_10k"].difference == pytest.approx(20 + 1 / 3)
    assert asked["listen to every call"].comparisons[0].sides[0].scenario.name == "calling_open"
    rows = {
        line.strip("| ").split("<br>")[0].split(" | ")[0]: line
        for line in as_markdown(answer_tables.answers(asked)).splitlines()[4:]
    }
    assert len(rows) == len(asked)
    row = rows["certification without criteria:"]
    assert "first day: worse +20 [17, 24] 3/3<br>adapted: worse +20 [17, 24] 3/3" in row  # six hold at once
    assert "`platform.certification.min_orders=0`" in row
    assert "first day: no number by more than luck" in row
    assert "outside the passport: world.population.verified_honest = 1" in rows["the verified mark for everybody:"]
    assert "against `calling_open`" in rows["listen to every call:"]
    assert "first day: no difference" in rows["`calling_open`"]


def test_an_answer_knows_the_plausible_world_of_each_pair(monkeypatch: pytest.MonkeyPatch) -> None:
    calls = Change("production"), Change("calling_open")
    monkeypatch.setattr("docs.studies.answers.questions", lambda: {"calls": calls})
    asked = answers(worlds=PLAUSIBLE, seeds=(0, 1, 33), work=Work(works.by_calls))
    for compared in asked["calls"].comparisons:
        assert compared.homes == (0, 1, 1)
        assert (compared["exposed_per_10k"].pairs, compared["exposed_per_10k"].worlds) == (3, 2)
        assert compared.deciding["exposed_per_10k"].worlds == 2


def test_a_row_says_by_which_figure_the_platform_would_be_misled() -> None:
    worse = rows(4, exposed_per_10k=lambda seed: 5.0 + seed % 2, caught_lures_per_1k=lambda seed: -3.0)
    first, adapted = (
        comparison(rows(4), side, f"world.rings={rings}") for side, rings in ((worse, "frozen"), (rows(4), "adapting"))
    )
    [row] = as_markdown(answer_tables.answers({"a question": Answer((first, adapted))})).splitlines()[4:]
    assert row.endswith("| first day: `caught_lures_per_1k` |")


def test_a_study_in_which_a_run_crashes_finds_nothing() -> None:
    def crash(run: Run) -> Measurements:
        raise ValueError("seed 1 is cursed")

    with pytest.raises(Crashed, match="cursed"):
        levers_off(seeds=(1, 2), work=Work(crash))
    with pytest.raises(Crashed, match="cursed"):
        costs(seeds=(1, 2), work=Work(crash))


def test_the_table_of_facts_tells_what_holds_what_misses_and_what_nobody_knows() -> None:
    def work(run: Run) -> dict[str, float]:
        value = 0.5 if run.scenario.world.rings == "frozen" else math.nan
        return dict.fromkeys([fact.name for fact in FACTS], value) | {
            "unverified_among_detected": value + 0.2 * run.seed
        }

    lines = as_markdown(
        model_tables.facts(
            [
                whole(*facts(production(f"world.rings={rings}"), (0, 1), work=Work(work)))
                for rings in ("frozen", "adapting")
            ],
            {"fill_rate": 0.75, "take_rate": 0.998},
        )
    ).splitlines()
    assert lines[0].startswith("`production` 120 days, seeds 0 to 1:")
    heads = "fact | range | `production`, first day | `production`, adapted | all worlds miss | standing | source"
    assert lines[2] == f"| {heads} |"
    row = {line.split("`")[1]: line.split(" | ") for line in lines[4:]}
    assert row["fill_rate"][2:4] == ["50 %, holds", "– %, no data"]
    assert row["violating_share_verified"][2] == "50 %, **misses**"
    assert row["unverified_among_detected"][2] == "60 [0, 100] %, cannot tell"
    assert [row[name][4] for name in ("fill_rate", "take_rate")] == ["25%", "0.2%"]
    assert row["violating_share_verified"][4:6] == ["", "other reading"]


def test_the_width_of_gates_is_the_median_of_those_that_have_a_margin() -> None:
    low, reach, margin = (
        np.array([0.0, 0.0, -1.0, 0.0]),
        np.array([0.0, 8.0, 5.0, 20.0]),
        np.array([0.0, 2.0, 1.0, 1.0]),
    )
    assert half_width(low, reach, margin) == 3.0  # of 2, 3 and 10
    assert math.isnan(half_width(low[:1], reach[:1], margin[:1]))
