"""A page without a browser, for the tests of what stands on it."""

from collections.abc import Iterator
from typing import Any

import pytest
from nicegui import Client


@pytest.fixture
def client() -> Iterator[Any]:
    """A page without a browser."""
    from nicegui.page import page

    with Client(page("")) as client:
        yield client
