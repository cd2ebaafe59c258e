"""A town whose plausible worlds have been found, once for all tests."""

import pytest

from experiments.questions.calibrate.effort import Effort
from experiments.questions.calibrate.waves import Matching, match
from tests.experiments.questions.calibrate import town

EFFORT = Effort(replicates=12, first=96, every=60, further=48, fresh=2, most=3_000)


@pytest.fixture(scope="session")
def effort() -> Effort:
    return EFFORT


@pytest.fixture(scope="session")
def matching(tmp_path_factory: pytest.TempPathFactory) -> Matching:
    return match(town.lab(tmp_path_factory.mktemp("town")), 40, EFFORT)
