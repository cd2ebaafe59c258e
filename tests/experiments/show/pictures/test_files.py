"""Files of pictures: the text of an SVG is text, equal pictures are equal bytes, no character is an empty box."""

from inspect import signature
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path
from PIL import Image

import policylab as pl
from experiments.api.plots import Drawing
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.pictures import parts, plane
from experiments.show.pictures.draw import draw
from experiments.show.pictures.files import DPI, drawn, problem
from experiments.show.pictures.style import fonts
from experiments.store.store import Store
from scenarios import BadInput
from tests.experiments.show.hand import MOVED, called
from tests.experiments.show.pictures.drawing import measuring
from tests.experiments.show.pictures.hand import TRACE

HOSTILE = "<script>$x$ & \u202e\n long"
FIGURES_OF_AN_ANSWER = (
    "figures: .dots(), .fill(), .forest(), .intervals(), .parts(), .payers(), .plane(), .rings(), .weeks()"
)
ABOUT = plane(MOVED).about


def svg(answer: Answer = MOVED) -> bytes:
    return drawn(draw(plane(answer)), ".svg")


def test_a_character_without_a_font_is_an_error(tmp_path: Path) -> None:
    odd = pl.Compared(called(MOVED, "\N{EGYPTIAN HIEROGLYPH A001}"))
    with pytest.raises(BadInput, match=r"answer\.png: no installed font has .: install one, such as fonts-noto-cjk"):
        odd.plot().save(tmp_path / "answer.png")
    odd.plot().save(tmp_path / "answer.svg")  # its reader has the fonts
    assert "\N{EGYPTIAN HIEROGLYPH A001}" in (tmp_path / "answer.svg").read_text("utf-8")
    assert list(odd.plot()._repr_mimebundle_()[0]) == ["image/svg+xml"]


def test_japanese_is_drawn_in_the_first_font_that_is_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    from matplotlib import font_manager

    monkeypatch.setattr(
        font_manager.fontManager, "ttflist", [SimpleNamespace(name="Meiryo"), SimpleNamespace(name="IPAGothic")]
    )
    assert fonts.__wrapped__() == ("DejaVu Sans", "IPAGothic")


@pytest.mark.parametrize("suffix", [".svg", ".png", ".pdf"])
def test_a_picture_file_is_reproducible_and_has_a_title(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"answer{suffix.upper()}"
    pl.Compared(MOVED).plot().save(path)
    assert path.read_bytes() == drawn(draw(plane(MOVED)), suffix, DPI, about=ABOUT)
    if suffix == ".svg":
        assert f"<title>{ABOUT}</title>" in path.read_text("utf-8")
    if suffix == ".png":
        with Image.open(path) as picture:
            assert picture.info["Title"] == ABOUT


def test_a_text_of_an_svg_is_measured_once_for_all_pictures(monkeypatch: pytest.MonkeyPatch) -> None:
    first = svg()
    monkeypatch.setattr(text_to_path, "get_text_width_height_descent", lambda *_: pytest.fail("measured again"))
    assert svg() == first


def test_texts_of_an_svg_have_the_size_that_matplotlib_measures() -> None:
    usual: Any = RendererSVG.get_text_width_height_descent
    renderer, font = measuring(Figure()), FontProperties()
    for size, weight in ((9, "normal"), (12, "normal"), (12, "bold")):
        font.set_size(size)
        font.set_weight(weight)
        assert renderer.get_text_width_height_descent("exposure", font, False) == usual(
            renderer, "exposure", font, False
        )


def test_the_text_of_an_svg_is_text_and_is_escaped() -> None:
    text = svg(called(MOVED, HOSTILE)).decode()
    assert "workers addressed: worse" in text
    assert "&lt;script&gt;$x$ &amp;" in text
    assert "<script" not in text
    assert "http://" not in text.partition("<defs>")[2].replace("http://www.w3.org", "").replace("http://purl.org", "")


def test_a_picture_has_no_file_of_another_kind(tmp_path: Path) -> None:
    assert problem(Path("a.SVG")) is None
    with pytest.raises(BadInput, match=r"answer\.jpg: a figure is a file of \.svg, \.png or \.pdf"):
        pl.Compared(MOVED).plot().save(tmp_path / "answer.jpg")


def test_a_picture_never_replaces_a_store(tmp_path: Path) -> None:
    Store(tmp_path / "runs.png").close()
    before = (tmp_path / "runs.png").read_bytes()
    with pytest.raises(pl.Unusable, match="a store, or another file of SQLite"):
        pl.Compared(MOVED).plot().save(tmp_path / "runs.png")
    assert (tmp_path / "runs.png").read_bytes() == before


def test_a_notebook_shows_a_picture_with_its_alternative_text_and_its_names() -> None:
    answer = pl.Compared(MOVED)
    assert isinstance(answer.plot(), Drawing)
    content, alternative = answer.plot.plane()._repr_mimebundle_()
    assert content["image/png"].startswith(b"\x89PNG")
    assert alternative == {"image/png": {"alt": ABOUT}}
    assert repr(answer.plot) == FIGURES_OF_AN_ANSWER


def test_pictures_are_explained_and_their_arguments_checked() -> None:
    answer = pl.Compared(MOVED)
    assert answer.plot.parts.__doc__ == parts.__doc__
    assert str(signature(answer.plot.rings)).startswith("(seed: ")
    assert answer.plot.parts(by="age").figure.get_suptitle().startswith("Exposed workers per 10,000 by age")
    with pytest.raises(BadInput, match="by='colour'"):
        answer.plot.parts(by="colour")
    with pytest.raises(BadInput, match="seed=-1"):
        answer.plot.rings(seed=-1)
    with pytest.raises(BadInput, match=r"by='colour'\n *not one of 'path'"):
        pl.Traced(TRACE).plot.who("age", "colour")


def test_another_picture_is_named_with_the_nearest_that_there_is() -> None:
    with pytest.raises(AttributeError, match=r"no figure 'payer': .*; did you mean 'payers'"):
        pl.Compared(MOVED).plot.payer()
