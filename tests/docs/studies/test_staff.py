"""The study of staff: every proposal against the market as it is, in both regimes, in yen of the whole marketplace."""

from dataclasses import replace

from docs.studies.staff import PROPOSALS, staff
from experiments.runs.plan import Run
from experiments.runs.work import Measurements
from tests.docs.studies.by_hand import ByHand, cells, tables
from tests.experiments import works


def cheaper_without_checkers(run: Run) -> Measurements:
    """100 everywhere; without checkers staff costs 1,000 yen less by seed, and where rings adapt 7 more are exposed."""
    measurements, scenario = works.numbered(run), run.scenario
    none = scenario.rollout[0][1].screening.checkers == 0
    known = dict.fromkeys(measurements.metrics, 100.0)
    known["staff_yen"] = 10_000.0 - none * (1_000 + run.seed % 2)
    known["exposed_per_10k"] += none * (scenario.world.rings == "adapting") * (7 + run.seed % 2)
    return replace(measurements, metrics=known)


def test_each_proposal_is_shown_in_both_regimes_in_yen_of_the_marketplace() -> None:
    note, *rest = staff(ByHand(most=2, made=cheaper_without_checkers))
    rows = cells(*tables(rest))
    assert [row[1] for row in rows] == ["first day", "adapted"] * len(PROPOSALS)
    assert [row[0].partition(":<br>")[0] for row in rows[::2]] == list(PROPOSALS)
    assert {row[0] for row in rows[1::2]} == {""}
    first, adapted = rows[:2]
    assert first[0].endswith(":<br>`platform.screening.checkers=0`<br>`platform.screening.reviewers=0`")
    assert (first[2], adapted[2]) == ("0<br>100 → 100", "+8 [1, 14]<br>100 → 108")  # 7.5 ± 6.35: alone, of two seeds
    assert first[8].endswith("<br>461,250 → 415,102")  # 10,000 × 46.125, in yen
    assert {cell.partition("<br>")[0] for cell in rows[2][2:]} == {"0"}
    assert isinstance(note, str)
    assert note.startswith("`production`, 2 pairs, each in another plausible world, 120 days:")
    assert "(46 ×)" in note
