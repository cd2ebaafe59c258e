"""A report: what it says, that its numbers are those of the answer, and that it asks for nothing."""

import shlex
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

import policylab as pl
from experiments.commands.app import app
from experiments.document.document import Paragraph
from experiments.measures.paths import LABELS
from experiments.printing.numbers import shown
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.details import NAMES as AXES
from experiments.questions.compare.document import again, document
from experiments.questions.compare.words import cells, sentences
from experiments.show import html
from experiments.verdicts.labels import label
from experiments.verdicts.regimes import word
from tests.experiments.show.hand import MOVED, Page, answered, each

TINY = ["-S", "world.workers=200", "-S", "world.clients=60", "--days", "8", "--engine", "serial", "--no-store"]
LARGEST = 900_000  # bytes
HOSTILE = '<script>alert(1)</script> "&\u202e\n\x07' + "name " * 60


@pytest.fixture(scope="module")
def compared() -> tuple[pl.Compared, Page, str]:
    production = pl.load(
        "production", "world.workers=300", "world.clients=80", "days=14", "world.population.ring_share=0.2"
    )
    other = production.with_("screening.rule=off")
    answer = pl.compare(production, other, seeds=2, worlds="fixed", store=None, engine="serial", progress=False)
    page = answer.report()
    return answer, Page(page), page


def test_a_report_is_one_file_that_asks_for_nothing(compared: tuple[pl.Compared, Page, str]) -> None:
    _, page, text = compared
    assert len(text.encode()) < LARGEST
    assert not {"script", "link", "img", "iframe", "object", "form", "base"} & set(page.tags)
    assert [link for link in page.links if not link.startswith("#")] == []
    assert "url(http" not in text
    assert "@import" not in text
    assert "default-src 'none'" in text
    assert page.tags.count("svg") == 2 * page.tags.count("figure") > 12  # of a desk and of a phone
    assert page.tags.count("table") > page.tags.count("figure")  # one behind each picture


def test_an_announced_image_has_a_picture_without_its_numbers(compared: tuple[pl.Compared, Page, str]) -> None:
    _, page, text = compared
    images = [image.partition("</figure>")[0].partition("<details")[0] for image in text.split('role="img"')[1:]]
    assert len(images) == page.tags.count("figure")
    assert all("<svg" in image and "<table" not in image and 'aria-label="' in image for image in images)


def test_the_first_lines_are_question_and_answer_and_then_comes_the_plane(
    compared: tuple[pl.Compared, Page, str],
) -> None:
    answer, _, text = compared
    order = [text.index(part) for part in ("<h1>", "What does the change do", '<div class="answer">', "<svg", "<h2>")]
    assert order == sorted(order)
    for sentence in sentences(answer.found).rstrip(".").split(". "):
        assert f"<p>{sentence}.</p>".replace("&", "&amp;") in text


def test_every_number_of_its_tables_is_the_one_of_the_answer(compared: tuple[pl.Compared, Page, str]) -> None:
    answer, page, _ = compared
    for each_regime in answer.found.comparisons:
        for name in answer.found.headlines:
            cell = cells(each_regime, each_regime[name])
            behind = [
                row
                for row in page.rows
                if row[:1] == [f"{label(name)} ({name})"] and row[2:3] == [word(each_regime.regime)]
            ]
            assert behind
            for row in behind:
                assert row[3:] == [cell.baseline, cell.difference, cell.pairs, cell.margin, cell.verdict]


def test_parts_of_exposure_have_the_margin_of_the_whole(compared: tuple[pl.Compared, Page, str]) -> None:
    answer, page, _ = compared
    for regime in answer.found.comparisons:
        for axis in AXES:
            for group, part in zip(LABELS[axis], regime.paths[axis], strict=True):
                cell = cells(regime, part, regime.parts_within)
                numbers = [cell.baseline, cell.difference, cell.pairs, cell.margin, cell.word]
                assert [group, word(regime.regime), *numbers] in page.rows
                assert cell.margin == cells(regime, regime["exposed_per_10k"]).margin


def test_weekly_sums_in_the_table_are_of_the_marketplace(compared: tuple[pl.Compared, Page, str]) -> None:
    answer, page, _ = compared
    fees = ("yen of fees, marketplace", "fee_yen", 3_690_000 / 300)
    exposed = ("exposed workers per 10,000", "exposed_per_10k", 1.0)
    for head, name, factor in (fees, exposed):
        for each_regime in answer.found.comparisons:
            behind = [row[3:5] for row in page.rows if row[:2] == [head, word(each_regime.regime)]]
            weekly = [(factor * week.baseline, factor * week.candidate) for week in each_regime.weekly(name)]
            assert behind == [[shown(before), shown(after)] for before, after in weekly]
    assert "in the market of a run" not in "".join(page.texts)


def test_its_command_asks_the_same_again(compared: tuple[pl.Compared, Page, str]) -> None:
    answer, _, text = compared
    words = again(answer.found)
    assert words[:3] == ["policylab", "report", "production"]
    assert words[-4:] == ["--seeds", "2", "--worlds", "fixed"]
    assert words.count("-S") == 4
    assert words[words.index("--change") + 1] == "platform.screening.rule=off"
    assert shlex.join(words) in text


def test_names_from_files_are_escaped_and_break_nothing() -> None:
    answer = Answer(
        tuple(
            replace(
                compared, sides=(replace(compared.sides[0], name=HOSTILE), replace(compared.sides[1], name=HOSTILE))
            )
            for compared in MOVED.comparisons
        )
    )
    text = html.page(document(answer))
    assert "<script" not in text
    assert "\u202e" not in text
    assert "\x07" not in text
    assert "&lt;script&gt;" in text


def test_what_has_no_effect_and_what_would_mislead_stand_below_the_answer() -> None:
    blind = answered(exposed_per_10k=each(4, 6), caught_lures_per_1k=each(-3))
    texts = [part.text for part in document(blind).parts() if isinstance(part, Paragraph)]
    assert "Do not judge it by lures caught by message watch: less is seen, and more happens." in texts


def test_one_regime_makes_a_report_too() -> None:
    one = Answer(MOVED.comparisons[:1])
    alone = document(one)
    assert "--rings" in alone.command
    assert html.page(alone)


def test_the_command_writes_it(tmp_path: Path) -> None:
    file = tmp_path / "calling.html"
    words = ["report", "production", "--change", "screening.rule=off", "--seeds", "2", "--worlds", "fixed", *TINY]
    done = CliRunner().invoke(app, [*words, "-o", str(file)])
    assert done.exit_code == 0, done.output
    assert file.read_text("utf-8").startswith("<!DOCTYPE html>")
    assert done.stdout.startswith(f"{file}: ")


def test_the_second_look_is_a_report_whose_command_asks_it_again(tmp_path: Path) -> None:
    file = tmp_path / "more.html"
    words = ["report", "production", "--change", "screening.rule=off", "--seeds", "2", "--worlds", "fixed", "--more"]
    done = CliRunner().invoke(app, [*words, *TINY, "-o", str(file)])
    assert done.exit_code == 0, done.output
    text = file.read_text("utf-8")
    assert "--seeds 2 --more --worlds fixed" in text
    assert "4 seeds, 8 days" in text


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (["production"], "report needs a second scenario"),
        (["production", "calling_open", "-o", "no/such/folder/a.html"], "a.html: there is no folder no/such/folder"),
        (["production", "calling_opn"], "calling_open"),
        (["production", "calling_open", "-o", "a.pdf"], "a.pdf: a report is a page of HTML: name a file that ends in"),
        (["production", "calling_open", "-o", "-"], "-: a report is a page of HTML"),
    ],
)
def test_bad_input_is_refused_in_words(words: list[str], message: str) -> None:
    done = CliRunner().invoke(app, ["report", *words])
    assert done.exit_code == 2
    assert message in done.stderr
