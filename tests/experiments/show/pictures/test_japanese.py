"""Pictures in Japanese: no English is left, no texts collide with or without a font, pixels need one."""

import logging
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from matplotlib import font_manager
from typer.testing import CliRunner

import policylab as pl
from experiments.commands.app import app
from experiments.language.messages import speaking
from experiments.questions.compare.pictures import plane
from experiments.show.pictures import style
from experiments.show.pictures.draw import draw
from experiments.show.pictures.files import FAMILIES, drawn, problem
from scenarios import BadInput
from tests.experiments.show.hand import MOVED


@pytest.fixture(autouse=True)
def japanese() -> Iterator[None]:
    with speaking("ja"):
        yield


@pytest.fixture
def fontless(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine without a Japanese font."""
    listed = [font for font in font_manager.fontManager.ttflist if font.name not in style.JAPANESE]
    monkeypatch.setattr(font_manager.fontManager, "ttflist", listed)
    monkeypatch.setattr(font_manager, "findSystemFonts", list)
    style.fonts.cache_clear()
    yield
    style.fonts.cache_clear()


def test_pixels_without_a_font_are_refused_with_the_name_of_a_package(fontless: None, tmp_path: Path) -> None:
    for suffix in (".png", ".pdf"):
        with pytest.raises(BadInput, match=r"answer\.\w+: .*fonts-ipafont-gothic か fonts-noto-cjk"):
            pl.Compared(MOVED).plot().save(tmp_path / f"answer{suffix}")
    assert list(tmp_path.iterdir()) == []
    pl.Compared(MOVED).plot().save(tmp_path / "answer.svg")
    assert "詐欺への接触" in (tmp_path / "answer.svg").read_text("utf-8")


def test_a_command_refuses_them_before_anything_is_run(fontless: None, tmp_path: Path) -> None:
    file = tmp_path / "answer.png"
    words = ["compare", "production", "calling_open", "--plot", str(file), "--lang", "ja"]
    done = CliRunner().invoke(app, words)
    assert (done.exit_code, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert "fonts-noto-cjk" in done.stderr
    assert not file.exists()


def test_english_needs_no_japanese_font(fontless: None) -> None:
    with speaking("en"):
        assert problem(Path("answer.png")) is None
        assert drawn(draw(plane(MOVED)), ".png").startswith(b"\x89PNG")
    assert problem(Path("answer.svg")) is None


def test_an_svg_is_the_same_without_a_japanese_font(monkeypatch: pytest.MonkeyPatch) -> None:
    """A full-width character is measured as one em, whatever is installed."""
    svg = drawn(draw(plane(MOVED)), ".svg")
    monkeypatch.setattr(style, "fonts", lambda: (style.USUAL,))
    assert drawn(draw(plane(MOVED)), ".svg") == svg
    assert FAMILIES.encode() in svg
    assert svg.count(b"DejaVu Sans") == svg.count(FAMILIES.encode())


def test_a_font_that_matplotlib_does_not_list_yet_is_looked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """Its list of files is older than a font that was installed just now."""
    listed: list[Any] = [SimpleNamespace(name="DejaVu Sans", fname="a")]
    monkeypatch.setattr(font_manager.fontManager, "ttflist", listed)
    monkeypatch.setattr(font_manager, "findSystemFonts", lambda: ["a", "new.ttf", "broken.ttf"])

    def added(path: str) -> None:
        if path != "new.ttf":
            raise RuntimeError(path)
        listed.append(SimpleNamespace(name="IPAGothic", fname=path))

    monkeypatch.setattr(font_manager.fontManager, "addfont", added)
    assert style.fonts.__wrapped__() == ("DejaVu Sans", "IPAGothic")


def test_a_font_of_one_weight_is_used_without_a_remark(caplog: pytest.LogCaptureFixture) -> None:
    style.fonts.cache_clear()
    style.fonts()
    logging.getLogger("matplotlib.font_manager").warning("findfont: Failed to find font weight bold for IPAGothic")
    assert caplog.records == []


def test_a_long_text_breaks_into_lines_that_fit() -> None:
    lines = style.in_lines("詐欺への接触は悪化" * 20, 200.0, 10.0)
    assert {len(line) for line in lines[:-1]} == {20}
    blanks = style.in_lines("a title of blanks", 60.0, 10.0)
    assert (" ".join(blanks), len(blanks)) == ("a title of blanks", 2)
    assert all(style.length(line, 10.0) <= 60.0 for line in blanks)
    assert style.length("bold", 10.0, bold=True) > style.length("bold", 10.0)


def test_escaped_characters_have_room_and_a_dollar_begins_no_formula() -> None:
    lines = style.in_lines("\u202e" * 3 + "$x$", 30.0, 10.0)
    assert "".join(lines) == r"\u202e" * 3 + r"\$x\$"
    assert all(style.length(line.replace("\\$", "$"), 10.0) <= 30.0 for line in lines)
