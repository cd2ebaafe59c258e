"""The picture of a report in README: a browser took it, of runs of this model."""

from PIL import Image

from experiments.studies.pages.stamp import stamp
from tests.architecture.house import ROOT

PICTURE = ROOT / "docs/pictures/report.png"


def test_the_picture_of_the_report_is_of_this_model_and_these_worlds() -> None:
    with Image.open(PICTURE) as picture:
        assert picture.info["Source"] == stamp(), "run `python -m tests.browser.photograph`"
        assert picture.size == (1280, 800)


def test_it_is_what_readme_shows_beside_the_command_that_writes_it() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    before = readme.partition("](docs/pictures/report.png)")[0]
    assert before.endswith(
        "![The report: question, answer in a sentence for each headline, and the plane in each regime"
    )
    assert "make report" in before
