"""How well the text rules read: by hand on a few texts, and on all that the market writes."""

import json
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import pytest
from typer.testing import CliRunner

from experiments.commands.app import app
from experiments.questions.explain import levers, reading_table
from experiments.questions.explain.reading import THRESHOLDS, Reading, Row, corners, even_f1, marked, ranges, read
from policies.dates import days
from policies.records import Action, Bools, Channel, Findings, Floats, Ints, Kind, Postings, Stage
from policies.screening import Screening
from policies.text import Texts
from scenarios import Scenario, load
from sim.choices.writing import Writing
from sim.kinds import CATEGORIES, TACTICS
from sim.rings.business import Organising, level_mix
from sim.words.banks import Bank
from sim.words.grammar import INVENTED, LEVELS
from sim.words.lexicon import CHANNELS, Lexicon, lexicon
from tests.sim import letters

EVEN = Organising(  # by message the 0.15 that are left
    lures_by_posting=0.25, lures_by_nda=0.25, lures_by_scout=0.25, lures_by_call=0.1
)
TWO_LEVELS = Organising(obfuscation=0.5, obfuscation_spread=0.1)  # 0 and 1, each half
PAIR = np.array([2])  # texts of a list


@dataclass(frozen=True, slots=True, eq=False)
class Weights:
    """Guidelines that give these texts these weights, before a contract or from then on, and all others none."""

    before: Mapping[int, float]
    later: Mapping[int, float] = field(default_factory=dict)
    learns_in_days: float = 0.0

    def findings(self, text: Texts, stage: Ints, date: int, learned: Bools) -> Findings:
        assert date == days(load("production").start)
        assert not learned.any()
        weight = [
            (self.later if at else self.before).get(code, 0.0) for code, at in zip(text.codes, stage, strict=True)
        ]
        nothing: Bools = np.zeros(len(text), np.bool_)
        return Findings(np.full(len(text), Kind.NONE), np.array(weight), nothing)

    def learns(self, reports: Ints, sure: Floats) -> Bools:
        return np.zeros(len(reports), np.bool_)


def few() -> Lexicon:
    """The lexicon of letters, with the banks that it lacks: each list holds two of its texts.

    Honest postings and scouts are texts 0 and 1, those of the first category 2 and 3. Their doubles, and those of all
    other honest texts, are 4 and 5; so are lures in words that nobody has listed.
    """
    words, fields_ = letters.lexicon(), len(CATEGORIES)
    codes = np.arange(letters.TEXTS)
    by_field = Bank(codes, np.array([2] + [0] * (fields_ - 1)), np.full(fields_, 2))
    double = Bank(codes, np.full(fields_, 4), np.full(fields_, 2))
    places = len(TACTICS), len(CHANNELS)
    more = {
        "postings": by_field,
        "scouts": by_field,
        "alike_postings": double,
        "alike_scouts": double,
        "alike_messages": Bank(codes, np.array([4, 4]), np.array([2, 2])),
        "alike_ndas": Bank(codes, np.array([4]), PAIR),
        "unlisted": Bank(codes, np.full(places, 4), np.full(places, 2)),
    }
    return replace(words, banks={**words.banks, **more})


def scenario(rule: Weights | None = None, *, ring: Organising | None = None, **writing: float) -> Scenario:
    """Production with these guidelines, and these numbers of its world."""
    usual = load("production")
    day, platform = usual.rollout[0]
    world = replace(usual.world, writing=replace(usual.world.writing, **writing), ring=ring or usual.world.ring)
    platform = replace(platform, guidelines=rule) if rule else platform
    return replace(usual, world=world, rollout=((day, platform), *usual.rollout[1:]))


def at(reading: Reading, channel: Channel, threshold: float, stage: Stage = Stage.BEFORE, tool: bool = False) -> Floats:
    """Recall and false alarms: shares of lures and of honest texts."""
    lures, honest = (
        next(
            row.shares[THRESHOLDS.index(threshold)]
            for row in reading.rows
            if (row.channel, row.stage, row.lures, row.names_tool) == (channel, stage, lures, tool and not lures)
        )
        for lures in (True, False)
    )
    return np.array([lures, honest])


@pytest.fixture(scope="module")
def words() -> Lexicon:
    return lexicon()


@pytest.fixture(scope="module")
def usual(words: Lexicon) -> Reading:
    return read(scenario(), words)


# ------------------------------------------------------------------------------------------------ by hand


def test_recall_is_the_share_of_lures_that_weigh_enough() -> None:
    """Of eleven tactics one has two variants of weight 0.6 at level 0, and one of 0.9 at level 1; half are at each."""
    rule = Weights(
        {
            letters.lure(Kind.MLM, Channel.MESSAGE, 0, 0): 0.6,
            letters.lure(Kind.MLM, Channel.MESSAGE, 0, 1): 0.6,
            letters.lure(Kind.AFFILIATE, Channel.MESSAGE, 1, 1): 0.9,
            letters.lure(Kind.AFFILIATE, Channel.MESSAGE, 2, 1): 0.97,  # nobody writes at level 2
            letters.lure(Kind.AFFILIATE, Channel.SCOUT, 1, 1): 0.97,  # nor this as a message
            4: 0.7,  # one of two in words that nobody has listed
        }
    )
    reading = read(scenario(rule, ring=TWO_LEVELS, unlisted=0.2), few())
    listed, unlisted = 0.8 / len(TACTICS), 0.2 / 2
    for threshold, recall in {
        0.3: listed * (1 / 2 + 1 / 4) + unlisted,
        0.6: listed * (1 / 2 + 1 / 4) + unlisted,
        0.7: listed * 1 / 4 + unlisted,
        0.78: listed * 1 / 4,
        0.9: listed * 1 / 4,
        0.97: 0.0,
    }.items():
        assert at(reading, Channel.MESSAGE, threshold)[0] == pytest.approx(recall, abs=1e-12)
    assert at(reading, Channel.SCOUT, 0.97)[0] == pytest.approx(listed * 1 / 4, abs=1e-12)


def test_false_alarms_are_the_share_of_honest_texts_that_weigh_enough() -> None:
    rule = Weights({letters.GREETING: 0.5, letters.CONTACT: 0.6, letters.CONTACT + 1: 0.35, 5: 0.85})
    reading = read(scenario(rule, alike=0.1), few())
    plain = {0.3: 0.45 + 0.05, 0.5: 0.45 + 0.05, 0.6: 0.05, 0.85: 0.05, 0.9: 0.0}
    tool = {0.3: 0.9 + 0.05, 0.5: 0.45 + 0.05, 0.6: 0.45 + 0.05, 0.7: 0.05, 0.9: 0.0}
    for threshold, alarms in plain.items():
        assert at(reading, Channel.MESSAGE, threshold)[1] == pytest.approx(alarms, abs=1e-12)
    for threshold, alarms in tool.items():
        assert at(reading, Channel.MESSAGE, threshold, tool=True)[1] == pytest.approx(alarms, abs=1e-12)
    terms = {0.5: 0.45 + 0.05, 0.85: 0.45 + 0.05, 0.9: 0.0}  # 4 and 5, and the same as their doubles
    for threshold, alarms in terms.items():
        assert at(reading, Channel.NDA, threshold)[1] == pytest.approx(alarms, abs=1e-12)


@pytest.mark.parametrize("channel", [Channel.POSTING, Channel.SCOUT])
def test_honest_postings_and_scouts_have_the_categories_of_postings(channel: Channel) -> None:
    usual = scenario(Weights({2: 0.6, 3: 0.6}), alike=0.1)
    weight = np.arange(1.0, len(CATEGORIES) + 1)
    posting = replace(usual.world.posting, category_weight=tuple(weight.tolist()))
    reading = read(usual.on(replace(usual.world, posting=posting)), few())
    assert at(reading, channel, 0.6)[1] == pytest.approx(0.9 / weight.sum(), abs=1e-12)


def test_texts_from_a_contract_on_are_read_by_what_counts_then() -> None:
    lure = letters.lure(Kind.MLM, Channel.NDA, 0)
    reading = read(scenario(Weights({}, {lure: 0.6, 4: 0.7}), ring=TWO_LEVELS, unlisted=0.0), few())
    assert at(reading, Channel.NDA, 0.6).tolist() == [0.0, 0.0]
    later = at(reading, Channel.NDA, 0.6, Stage.DURING)
    assert later == pytest.approx([1 / len(TACTICS) / 2 / 2, 1 / 2], abs=1e-12)
    assert {(row.channel, row.stage) for row in reading.rows} == {
        *((channel, Stage.BEFORE) for channel in CHANNELS),
        *((channel, Stage.DURING) for channel in (Channel.MESSAGE, Channel.NDA)),
    }


def test_invented_bait_has_no_part_before_its_day() -> None:
    rule = Weights({letters.lure(kind, Channel.MESSAGE, INVENTED, v): 0.97 for kind in TACTICS for v in (0, 1)})

    def recall(invents_on: int) -> float:
        ring = Organising(invents_on=invents_on, invented=0.4)
        return float(at(read(scenario(rule, ring=ring, unlisted=0.5), few()), Channel.MESSAGE, 0.97)[0])

    assert recall(36_500) == recall(1) == 0
    assert recall(0) == pytest.approx(0.4, abs=1e-12)


def test_f1_is_of_as_many_honest_texts_as_lures() -> None:
    """By message 0.15 and by call, where it is closed, 0.1; of the honest messages half name a tool."""
    world = replace(load("production").world, ring=EVEN)
    steps = len(THRESHOLDS)

    def row(channel: Channel, lures: bool, share: float, stage: Stage = Stage.BEFORE, tool: bool = False) -> Row:
        return Row(channel, stage, lures, tool, (share,) * steps)

    rows = (
        row(Channel.POSTING, True, 0.4),
        row(Channel.POSTING, False, 0.0),
        row(Channel.MESSAGE, True, 0.8),
        row(Channel.MESSAGE, False, 0.1),
        row(Channel.MESSAGE, False, 0.3, tool=True),
        row(Channel.MESSAGE, True, 0.0, Stage.DURING),  # has no part
        row(Channel.MESSAGE, False, 1.0, Stage.DURING),
    )
    assert even_f1(rows, world) == pytest.approx([2 * 0.6 / (1 + 0.6 + 0.1)] * steps)
    assert even_f1(rows, world, tools=0.0) == pytest.approx([2 * 0.6 / (1 + 0.6 + 0.05)] * steps)
    assert even_f1(rows, world, tools=1.0) == pytest.approx([2 * 0.6 / (1 + 0.6 + 0.15)] * steps)
    fewer = replace(world, ring=replace(EVEN, lures_by_posting=0.125))  # then three in four by message
    assert even_f1(rows, fewer) == pytest.approx([2 * 0.7 / (1 + 0.7 + 0.15)] * steps)


# ------------------------------------------------------------------------------------------------ all texts


def test_the_shares_are_those_of_what_the_lexicon_writes(words: Lexicon) -> None:
    """An even sweep of luck, which lies in every text of a list as often, in place of the sums."""
    side = scenario(alike=0.25, unlisted=0.25)
    reading, rule = read(side, words), side.rollout[0][1].guidelines
    marks = marked(rule, words, Stage.BEFORE, days(side.start))
    written = replace(words, alike=0.25, unlisted=0.25)
    u = (np.arange(1560) + 0.5) / 1560  # 45 luring messages a listed text, 39 an unlisted
    mix = level_mix(side.world.ring, LEVELS)[:INVENTED]

    def reached(kind: Kind, level: int) -> Floats:
        n = len(u)
        codes = written.lures(np.full(n, kind), np.full(n, Channel.MESSAGE), np.full(n, level), u)
        return np.asarray(marks[codes].mean(axis=0))

    by_level = [np.mean([reached(kind, level) for kind in TACTICS], axis=0) for level in range(INVENTED)]
    recall = np.average(by_level, axis=0, weights=mix)
    luck = (np.arange(256) + 0.5) / 256
    for place, threshold in enumerate(THRESHOLDS):
        assert at(reading, Channel.MESSAGE, threshold)[0] == pytest.approx(recall[place], abs=1e-12)
        for tool in (False, True):
            alarms = marks[written.honest_messages(np.full(len(luck), tool), luck)].mean(axis=0)[place]
            assert at(reading, Channel.MESSAGE, threshold, tool=tool)[1] == pytest.approx(alarms, abs=1e-12)


def test_at_the_ends_of_both_ranges_f1_is_neither_perfect_nor_chance(words: Lexicon, usual: Reading) -> None:
    ends = list(corners(Writing()))
    assert ends == [Writing(a, b) for a in ranges()["alike"] for b in ranges()["unlisted"]]
    best = [read(scenario(alike=each.alike, unlisted=each.unlisted), words).best[0] for each in ends]
    assert all(0.5 < each < 0.95 for each in best)
    assert usual.span == (min(best), max(best))
    assert replace(usual, f1=(0.1, 0.4, 0.3, 0.2, 0.2, 0.2, 0.1, 0.0)).best == (0.4, 0.5)
    assert usual.span[0] < usual.best[0] < usual.span[1]
    assert usual.tools[0] > usual.best[0] > usual.tools[1]
    postings = read(scenario(), words, (Channel.POSTING,))
    assert 0.5 < postings.span[0] < postings.best[0] < postings.span[1] < 0.95
    assert postings.tools == (postings.best[0],) * 2


# ------------------------------------------------------------------------------------------------ printed


def explained(lever: str) -> tuple[list[str], str]:
    """The lines of a lever's reading, and all of it in one line."""
    result = CliRunner().invoke(app, ["explain", "--no-sizes", lever])
    assert result.exit_code == 0, result.stderr
    text = result.stdout.partition("how well texts are read\n")[2]
    return text.splitlines(), " ".join(text.split())


BEFORE = [
    "  posting that lures",
    "  honest posting",
    "  message that lures",
    "  honest message",
    "  honest message that names a tool",
    "  NDA term that lures",
    "  honest NDA term",
    "  scout that lures",
    "  honest scout",
]


@pytest.mark.parametrize("lever", ["message_watch", "guidelines"])
def test_the_watch_and_the_guidelines_have_every_channel_and_stage(lever: str, usual: Reading) -> None:
    lines, prose = explained(lever)
    first = lines.index("before a contract")
    heads, *table = lines[first - 1 : first + 17]
    assert heads.split() == [f"{each:g}" for each in THRESHOLDS]
    rows = ["before a contract", *BEFORE, "from a contract on", *BEFORE[2:7], "F1 before a contract"]
    assert [line[:35].rstrip() for line in table] == rows
    honest = usual.rows[1].shares
    assert honest[0] > 0.1 > honest[1] > honest[-1] == 0
    cells = table[2].split()[2:]
    assert (cells[0], cells[1], cells[-1]) == (f"{100 * honest[0]:.0f}", f"{100 * honest[1]:.1f}", "0")
    assert table[-1].split()[4:] == [f"{each:.2f}" for each in usual.f1]
    for part in (
        "in world crowdworks_2020 by the guidelines of production on 2020-08-01",
        f"at best {usual.best[0]:.2f}, at {usual.best[1]:g}, and {usual.span[0]:.2f} to {usual.span[1]:.2f} over",
        f"if none does it is {usual.tools[0]:.2f}, if all do {usual.tools[1]:.2f}",
        "warn_at 0.5, hold_at 0.85, block_at 0.97; from a contract on 0.1 more",
    ):
        assert part in prose


def test_screening_has_postings_alone_and_its_lines_as_weights() -> None:
    lines, prose = explained("screening")
    first = lines.index("before a contract")
    assert [line[:21].rstrip() for line in lines[first + 1 : first + 4]] == [*BEFORE[:2], "F1 before a contract"]
    assert "review_at 0.4 is a weight of 0.51, suspend_at 0.9 one of 0.89" in prose
    assert "name a tool" not in prose


def test_screening_acts_on_a_client_with_a_record_at_these_weights() -> None:
    lines = reading_table.explain("screening").data["lines"]
    weight = np.array([line + step for line in lines.values() for step in (-1e-6, 1e-6)])
    n = len(weight)
    none = Findings(np.full(n, Kind.MLM), weight, np.zeros(n, np.bool_))
    postings = Postings(
        text=Texts.of(["text"] * n),
        findings=none,
        fee=np.full(n, 1_000.0),
        quote=np.full(n, 1_000.0),
        verified=np.ones(n, np.bool_),
        account_age_days=np.full(n, 3_650.0),
        accepted=np.ones(n, np.int64),
        upheld=np.zeros(n, np.int64),
    )
    expected = [Action.PASS, Action.REVIEW, Action.REVIEW, Action.STOP]
    assert Screening().verdicts(postings).action.tolist() == expected


def test_the_table_is_in_the_data_too(usual: Reading) -> None:
    result = CliRunner().invoke(app, ["explain", "--no-sizes", "message_watch", "--json"])
    data = json.loads(result.stdout)["reading"]
    assert data["thresholds"] == list(THRESHOLDS)
    assert len(data["rows"]) == len(usual.rows) == 14
    luring = next(row for row in data["rows"] if row["channel"] == "nda" and row["stage"] == "from a contract on")
    assert luring["lures"]
    assert luring["shares"] == [
        share for row in usual.rows if (row.channel, row.stage, row.lures) == (Channel.NDA, Stage.DURING, True)
        for share in row.shares
    ]  # fmt: skip
    assert (data["f1"], data["best"]) == (list(usual.f1), {"f1": usual.best[0], "threshold": usual.best[1]})
    writing = load("production").world.writing
    assert data["writing"] == {"alike": writing.alike, "unlisted": writing.unlisted}
    assert data["best_over_ranges"]["low"] == usual.span[0]
    assert data["lines"] == {"warn_at": 0.5, "hold_at": 0.85, "block_at": 0.97}
    assert (data["world"], data["scenario"], data["date"]) == ("crowdworks_2020", "production", "2020-08-01")


def test_one_rule_of_a_lever_and_other_levers_have_no_reading() -> None:
    entries = [*levers.explain("message_watch", "off"), *levers.explain("fee_alert")]
    assert [entry for entry in entries if "reading" in entry.as_json()] == []


def test_other_words_are_explained_without_the_texts_of_the_market() -> None:
    code = (
        "import sys; from experiments.questions.explain import words; words.explain('fee_alert'); "
        "print([name for name in sys.modules if name.startswith('sim.words')])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
