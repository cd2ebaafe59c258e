"""Pictures of a report and of the page: a browser took them, of runs of this model."""

import pytest
from PIL import Image

from docs.studies.stamp import stored
from tests.architecture.house import ROOT
from tests.browser.photograph import FOLDER, SIZES

SHOWN = {  # page, command, and what is said to those who cannot see it
    "report": (
        "README.md",
        "make report",
        "The report: question, answer in a sentence for each headline, and the plane in each regime",
    ),
    "dashboard": (
        "docs/how-to/use-the-dashboard.md",
        "policylab dashboard",
        "The tab Ask: two platforms, a lever that is changed, how much to run, the command, and the answer",
    ),
}


@pytest.mark.parametrize("name", SIZES)
def test_a_picture_is_of_this_model_and_these_worlds(name: str) -> None:
    with Image.open(FOLDER / f"{name}.png") as picture:
        assert picture.info["Source"] == stored(), f"run `python -m tests.browser.photograph {name}`"
        assert picture.size == SIZES[name]


@pytest.mark.parametrize("name", SIZES)
def test_it_is_shown_after_the_command_that_writes_what_it_shows(name: str) -> None:
    page, command, text = SHOWN[name]
    before, there, _ = (ROOT / page).read_text("utf-8").partition(f"pictures/{name}.png)")
    assert there
    assert command in before
    assert before.rpartition("![")[2].partition("](")[0] == text
