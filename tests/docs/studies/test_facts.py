"""The study of facts: what holds, what misses, and what nobody knows."""

import math
from typing import Any

from docs.studies.facts import rows
from experiments.measures.validity import FACTS
from experiments.questions.measure.ask import facts
from experiments.runs.failures import whole
from experiments.runs.plan import Run
from experiments.runs.works import Work
from policylab import Validated
from tests.experiments.found import side


def half(run: Run) -> dict[str, float]:
    """Half of everything on the first day, and nothing once rings have adapted."""
    value = 0.5 if run.scenario.world.rings == "frozen" else math.nan
    return dict.fromkeys([fact.name for fact in FACTS], value) | {"unverified_among_detected": value + 0.2 * run.seed}


def test_the_table_of_facts_shows_holds_misses_and_missing_data() -> None:
    measured = (facts(side(rings, f"world.rings={rings}"), (0, 1), work=Work(half)) for rings in ("frozen", "adapting"))
    sides: list[Any] = [Validated(whole(*each)).frame().to_dict("records") for each in measured]
    row = {each[0].strip("`"): each for each in rows(sides, {"fill_rate": 0.75, "take_rate": 0.998})}
    assert list(row) == [fact.name for fact in FACTS]
    assert row["fill_rate"][2:4] == ("50 %, holds", "– %, no data")
    assert row["violating_share_verified"][2] == "50 %, **misses**"
    assert row["unverified_among_detected"][2] == "60 [0, 100] %, cannot tell"
    assert [row[name][4] for name in ("fill_rate", "take_rate")] == ["25%", "0.2%"]
    assert row["violating_share_verified"][4:6] == ("", "other reading")
