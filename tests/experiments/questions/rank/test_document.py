"""The document of a ranking behind its screen, and its page."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

import policylab as pl
from experiments.document.document import Items, Picture, Section, Table
from experiments.language.messages import speaking
from experiments.questions.compare.answer import Answer
from experiments.questions.compare.words import level, relative, sentences, toned
from experiments.questions.rank.document import again, document
from experiments.questions.rank.result import Ranking
from experiments.runs.provenance import Side
from experiments.verdicts.labels import label
from policies.printable import printable
from tests.experiments.show.hand import Page, page_of
from tests.experiments.show.hand import ranked as by_hand

SMALL = ("world.workers=300", "world.clients=80", "days=14")
HOSTILE = '<script>alert(1)</script> "&\u202e\n\x07' + "name " * 60
CANDIDATES = {"screening.rule=off": "unread", "message_watch.rule=off": HOSTILE, "call=before_contract": "calls"}


@pytest.fixture(scope="module")
def ranked() -> pl.Ranked:
    production = pl.load("production", *SMALL)
    others = [production.with_(change, name=name) for change, name in CANDIDATES.items()]
    return pl.rank(production, others, seeds=3, worlds="fixed", store=None, engine="serial", progress=False)


@pytest.fixture(scope="module")
def page(ranked: pl.Ranked) -> tuple[Page, str]:
    text = ranked.report()
    return page_of(text), text


def section(ranking: Ranking, heading: str) -> Section:
    [result] = [each for each in document(ranking).sections if each.heading == heading]
    return result


def tables(of: Section) -> Iterator[Table]:
    return (part for part in of.parts if isinstance(part, Table))


def test_a_page_has_the_numbers_of_every_candidate_and_regime(ranked: pl.Ranked, page: tuple[Page, str]) -> None:
    ranking: Ranking = ranked.found
    for place in range(len(ranking.names)):
        numbers = [level(ranking.regimes[0], "exposed_per_10k")]
        for nth, wide in enumerate(ranking.together[place]):
            verdict = ranking.verdict(place, nth, "exposed_per_10k")
            numbers += [relative(wide["exposed_per_10k"]), toned(verdict)]
        assert any(row[-5:] == numbers for row in page[0].rows)
    assert "<td>   " not in page[1]
    assert sum(isinstance(part, Picture) for part in document(ranking).parts()) == 1


def test_each_candidate_has_its_own_answer_and_its_advice(ranked: pl.Ranked) -> None:
    ranking: Ranking = ranked.found
    [alone] = section(ranking, "Each change alone").parts
    assert isinstance(alone, Items)
    assert alone.rows == tuple((ranking.names[place], sentences(ranking.answers[place])) for place in ranking.order)
    assert len(section(ranking, "What to do").parts) == 1 + len(ranking.names)  # the rule, and the reasons


def test_differences_among_candidates_and_who_pays_stand_in_tables(ranked: pl.Ranked) -> None:
    ranking: Ranking = ranked.found
    [between] = tables(section(ranking, "One change against another"))
    assert [row for row in between.rows if isinstance(row, str)] == [
        f"{ranking.names[first]} → {ranking.names[second]}" for first, second in ((0, 1), (0, 2), (1, 2))
    ]
    assert len(between.rows) == 3 + 3 * 2
    [payers] = tables(section(ranking, "Who pays"))
    assert len(payers.rows) == 3 + 3 * 6
    assert {len(row) for row in payers.rows if not isinstance(row, str)} == {1 + 2}


def test_each_headline_has_its_trust_and_its_margin(ranked: pl.Ranked) -> None:
    assert "direct_deal_share" in ranked.found.headlines  # of a candidate that is not the first
    trusts, reasons = tables(section(ranked.found, "How far to trust it"))
    labels = [label(name) for name in ranked.found.headlines]
    assert [row[0] for row in trusts.rows] == [row[0] for row in reasons.rows] == labels


def test_a_page_has_titles_and_changes_before_names(ranked: pl.Ranked, page: tuple[Page, str]) -> None:
    heading = page[1].partition("<h1>")[2].partition("</h1>")[0]
    assert heading.startswith("Production on 1 August 2020: in-house calling dropped against Production")
    assert "world.workers=300" not in heading  # all of them have it
    assert "screening.rule=off" in heading
    assert [row[1] for row in page[0].rows[-3:]] == [printable(each) for each in ranked.found.names]


def test_a_hostile_name_is_escaped(page: tuple[Page, str]) -> None:
    assert "&lt;script&gt;" in page[1]
    assert not {"\u202e", "\x07"} & set(page[1])


def test_its_command_ranks_again(ranked: pl.Ranked) -> None:
    assert again(ranked.found) == []  # each candidate has a change of its own
    base = ranked.found.answers[0].comparisons[0].sides[0]
    alike = [sided(answer, base, replace(base, source=name)) for name, answer in
             zip(("calls.toml", "calling_open", "calm"), ranked.found.answers, strict=True)]  # fmt: skip
    words = again(replace(ranked.found, answers=tuple(alike)))
    assert words[:6] == ["policylab", "report", "production", "calls.toml", "calling_open", "calm"]
    assert words[-4:] == ["--seeds", "3", "--worlds", "fixed"]
    assert words.count("-S") == len(SMALL)
    with speaking("ja"):
        assert document(by_hand()).command.endswith("--lang ja")
    assert "--lang" not in document(by_hand()).command


def test_the_command_names_sources_of_scenarios_unless_a_candidate_has_changes() -> None:
    ranking = by_hand("my idea", "yours")

    def sourced(*changes: str) -> Ranking:
        before, after = ranking.answers[0].comparisons[0].sides
        before = replace(before, source="a + b.toml", changes=())
        sides = before, replace(after, source="calling_open", changes=changes)
        return replace(ranking, answers=tuple(sided(answer, *sides) for answer in ranking.answers))

    assert again(sourced())[:5] == ["policylab", "report", "a + b.toml", "calling_open", "calling_open"]
    assert again(sourced("call=never")) == []


def sided(answer: Answer, before: Side, after: Side) -> Answer:
    """An answer about these sides."""
    return Answer(tuple(replace(compared, sides=(before, after)) for compared in answer.comparisons))
