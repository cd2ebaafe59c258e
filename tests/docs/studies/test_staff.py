"""The study of staff: every proposal against the market as it is, in both regimes, in yen of the whole marketplace."""

from docs.studies.pages import staff_tables
from docs.studies.parts import as_markdown
from docs.studies.staff import MARKET, PROPOSALS, staff
from experiments.runs.plan import Run
from experiments.runs.work import Measurements
from experiments.runs.works import Work
from tests.experiments import works


def cheaper_without_checkers(run: Run) -> Measurements:
    """100 everywhere; without checkers staff costs 1,000 yen less by seed, and where rings adapt 7 more are exposed."""
    found, scenario = works.numbered(run), run.scenario
    none = scenario.rollout[0][1].screening.checkers == 0
    known = dict.fromkeys(found.metrics, 100.0)
    known["staff_yen"] = 10_000.0 - none * (1_000 + run.seed % 2)
    known["exposed_per_10k"] += none * (scenario.world.rings == "adapting") * (7 + run.seed % 2)
    return Measurements(known, found.lures, found.paths, found.weeks, found.filled)


def test_each_proposal_meets_the_same_market_in_both_regimes() -> None:
    found = staff(seeds=(0, 1), work=Work(cheaper_without_checkers))
    assert list(found) == list(PROPOSALS)
    for name, comparisons in found.items():
        assert [each.regime for each in comparisons] == ["frozen", "adapting"]
        for compared, rings in zip(comparisons, ("frozen", "adapting"), strict=True):
            assert compared.sides[0].changes == (f"world.rings={rings}",)
            assert compared.sides[1].changes == (*PROPOSALS[name], f"world.rings={rings}")
            assert compared.sides[0].scenario.name == MARKET
            assert compared.plausible
    fired = found["fire both screening desks"]
    assert [each["staff_yen"].difference for each in fired] == [-1_000.5, -1_000.5]
    assert [each["exposed_per_10k"].difference for each in fired] == [0, 7.5]
    assert found["half the checkers"][0].equal


def test_yen_of_the_table_are_those_of_the_whole_marketplace() -> None:
    page = as_markdown(staff_tables.staff(staff(seeds=(0, 1), work=Work(cheaper_without_checkers))))
    first, adapted = (line for line in page.splitlines() if "-46 " in line)
    assert first.startswith("| fire both screening desks:<br>`platform.screening.checkers=0`<br>")
    assert adapted.startswith("|  | adapted | +8 [1, 14]")
    assert "461,250 → 415,102" in first  # 10,000 × 46.125, in yen
    assert "(46 ×)" in page
