"""A process that has looked at no code yet, for tests that lay files and ask what a key makes of them."""

from collections.abc import Iterator

import pytest

from tests.experiments.runs.villages import forget


@pytest.fixture
def nothing_known() -> Iterator[None]:
    forget()
    yield
    forget()
