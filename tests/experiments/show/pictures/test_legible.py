"""Pictures can be read: no text lies on another or is cut, in English and in Japanese, and no English is left there.

As an SVG, a picture takes a sixth of a second. Pixels, plain names in English, hostile ones in Japanese and answers of
one regime are nightly.
"""

import pytest
from matplotlib.figure import Figure

from experiments.language.messages import LANGUAGES, Language, speaking
from experiments.questions.compare.answer import Answer
from experiments.show.pictures.draw import draw
from tests.experiments.language.hand import english
from tests.experiments.show.hand import MOVED, called
from tests.experiments.show.pictures.drawing import Shown
from tests.experiments.show.pictures.hand import FIGURES, OF_AN_ANSWER
from tests.policylab.hand import every

HOSTILE: dict[Language, str] = {
    "en": "<script>$x$ & \u202e\n " + "a long name of a scenario that goes on " * 5,
    "ja": "<script>$x$ & \u202e\n " + "長い名前のシナリオ" * 12 + "a" * 200,
}
SIZES = {False: "desk", True: "phone"}  # is it narrow?
KEYS = ("yen", "rule", "postings", "fees")
OWN = ("one", "other", "before", "main (1a2b3c4)", "guardrails.toml", "policies/screening.py", *KEYS)


@pytest.mark.parametrize("narrow", SIZES, ids=SIZES.get)
@pytest.mark.parametrize("name", FIGURES)
def test_every_text_of_a_picture_is_legible_for_hostile_names(name: str, narrow: bool) -> None:
    assert Shown(draw(FIGURES[name](HOSTILE["en"]), narrow=narrow)).unreadable == []


@pytest.mark.parametrize("name", sorted(set(FIGURES) - {"lives"}))
def test_in_japanese_too_and_no_english_is_left(name: str) -> None:
    with speaking("ja"):
        plot = FIGURES[name]("new")
        shown = Shown(draw(plot))
        assert english(plot.about) == []
        left = {text: english(text, *OWN) for text in shown.texts if "." not in text.partition("=")[0].split("、")[-1]}
    assert shown.unreadable == []
    assert {text: words for text, words in left.items() if words} == {}


def test_the_lives_of_a_person_are_english_throughout() -> None:
    with speaking("ja"):
        shown = Shown(draw(FIGURES["lives"]("new")))
    assert shown.unreadable == []
    assert "".join(shown.texts).replace("●", "").replace("■", "").isascii()


@pytest.mark.nightly
@pytest.mark.parametrize("narrow", SIZES, ids=SIZES.get)
@pytest.mark.parametrize("name", FIGURES)
def test_pixels_and_hostile_names_in_japanese(name: str, narrow: bool) -> None:
    for new in ("new", HOSTILE["en"]):
        assert Shown(draw(FIGURES[name](new), narrow=narrow), pixels=True).unreadable == []
    with speaking("ja"):
        assert Shown(draw(FIGURES[name](HOSTILE["ja"]), narrow=narrow)).unreadable == []


@pytest.mark.nightly
@pytest.mark.parametrize("name", OF_AN_ANSWER)
@pytest.mark.parametrize("new", ["new", HOSTILE["en"]])
def test_an_answer_of_one_regime(name: str, new: str) -> None:
    answer = called(MOVED, new)
    assert Shown(draw(OF_AN_ANSWER[name](Answer(answer.comparisons[:1])))).unreadable == []


def test_a_slanted_text_lies_on_another_or_passes_it() -> None:
    """Two texts at 45°, one to the right of the other by less than their height, then by more."""
    for gap, lie in ((5, True), (60, False)):
        figure = Figure(figsize=(4, 4))
        for place in (50, 50 + gap):
            figure.text(place / 400, 0.2, "slanted", rotation=45, rotation_mode="anchor", fontsize=12)
        assert bool(Shown(figure).collisions) == lie


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_that_reaches_beyond_the_figure_is_cut(language: Language) -> None:
    figure = Figure(figsize=(4, 4))
    for x, text in ((0.1, "within"), (0.9, "beyond")):
        figure.text(x, 0.5, text)
    with speaking(language):
        shown = Shown(figure)
    assert (shown.cut, shown.unreadable) == (["beyond"], ["beyond"])


def test_every_figure_of_a_result_is_among_them() -> None:
    """By the names of Python: `answer.plot.payers()`; those of guardrails and facts are known by one name."""
    results = every()
    assert {kind for kind, result in results.items() if not hasattr(result, "plot")} == {"conform"}
    plots = [result.plot for result in results.values() if hasattr(result, "plot")]
    named = {name for plot in plots for name in dir(plot)}
    assert named <= {name.partition(" ")[0] for name in FIGURES}
