"""What people write: every bank speaks, disguises do what they say, every lure of the reports is there."""

import re
import subprocess
import sys
from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from policies.dates import days
from policies.guidelines import Guidelines
from policies.records import Channel, Kind, Stage
from policies.text import Texts
from sim.kinds import CATEGORIES, SLIPS, TACTICS
from sim.words.grammar import INVENTED
from sim.words.lexicon import CHANNELS, Lexicon, grammars, lexicon

Array = NDArray[Any]
ROWS = {"L-12", "L-22", "L-23", "L-24", "L-25", "L-28", "A-18", "A-20", "A-22", "M-11", "M-12", "M-15"}
ROWS |= {"Y-15", "Y-16", "Y-17", "Y-18", "Y-19", "Y-20", "unpaid_trial"}
DOUBLES = "alike_postings", "alike_scouts", "alike_messages", "alike_ndas"
KEY_WORD = re.compile("|".join(map(re.escape, grammars()["key"])))
CONTACT = re.compile("rei|example")  # every invented handle and site holds one of these


@pytest.fixture(scope="module")
def words() -> Lexicon:
    return lexicon()


def sweep(size: int = 400) -> Array:
    return (np.arange(size) + 0.5) / size


def everywhere(each: int = 100) -> tuple[Array, Array]:
    """Every category with an even sweep of draws: (n,) categories, (n,) uniforms."""
    return np.repeat(np.arange(len(CATEGORIES)), each), np.tile(sweep(each), len(CATEGORIES))


def lures(words: Lexicon, kind: Kind, channel: Channel, level: int) -> list[str]:
    """The whole list, in order."""
    bank = words.banks["lures"]
    at = kind, CHANNELS.index(channel), level
    codes = bank.members[bank.start[at] : bank.start[at] + bank.size[at]]
    return [words.vocabulary.strings[code] for code in codes]


def distinct(codes: Array) -> int:
    return len(np.unique(codes))


def test_a_text_stands_in_the_vocabulary_once(words: Lexicon) -> None:
    assert len(set(words.vocabulary.strings)) == len(words.vocabulary)
    assert 3_000 <= len(words.vocabulary) <= 7_000


def test_category_names_are_unique_and_all_have_a_grammar() -> None:
    assert len(set(CATEGORIES)) == len(CATEGORIES) >= 14
    assert set(grammars()["category"]) == set(CATEGORIES)


@pytest.mark.parametrize(("write", "least"), [("honest_postings", 24), ("bait_postings", 8), ("honest_scouts", 8)])
def test_every_category_has_enough_to_say(words: Lexicon, write: str, least: int) -> None:
    for category in range(len(CATEGORIES)):
        assert distinct(getattr(words, write)(np.full(400, category), sweep())) >= least


def test_honest_people_talk_here_and_elsewhere_and_sign_special_terms(words: Lexicon) -> None:
    here, elsewhere = (words.honest_messages(np.full(400, contact), sweep()) for contact in (False, True))
    assert min(distinct(here), distinct(elsewhere)) >= 30
    assert not np.intersect1d(here, elsewhere).size
    assert distinct(words.honest_ndas(sweep())) >= 16


def test_who_slips_asks_for_honest_work_in_its_field(words: Lexicon) -> None:
    data = grammars()
    for kind, (number, name) in product(SLIPS, enumerate(CATEGORIES)):
        codes = words.slips(np.full(400, kind), np.full(400, number), sweep())
        assert distinct(codes) == data["count"]["slips"]
        assert set(words.betrays[codes]) == {data["slip"][kind.name]["open"]}
        assert (words.clarity[codes] == 1).all()
        for code in codes:
            assert any(title in words.vocabulary.strings[code] for title in data["category"][name]["title"])
    assert {kind.name for kind in SLIPS} == set(data["slip"])


def test_special_terms_hold_something_else_in_many_words(words: Lexicon) -> None:
    codes, honest = words.misused_ndas(sweep()), words.honest_ndas(sweep())
    assert distinct(codes) == grammars()["count"]["misused_ndas"] >= distinct(honest)
    assert set(words.betrays[codes]) == {grammars()["misuse"]["open"]}
    assert (words.clarity[codes] == 1).all()
    others = np.concatenate([bank.members for name, bank in words.banks.items() if name != "misused_ndas"])
    assert not np.intersect1d(codes, others).size
    assert words.misused_ndas(np.empty(0)).shape == (0,)


def test_guidelines_find_many_special_terms_that_hold_something_else(words: Lexicon) -> None:
    def share(codes: Array) -> float:
        texts = Texts(np.unique(codes), words.vocabulary)
        n = len(texts)
        findings = Guidelines().findings(texts, np.zeros(n, np.int64), 18_475, np.zeros(n, np.bool_))
        return float((findings.kind == Kind.OFF_PURPOSE).mean())

    assert 0.3 < share(words.misused_ndas(sweep())) < 0.9
    for name in ("ndas", "messages", "scouts", "postings", "bait", "slips"):
        assert share(words.banks[name].members) <= 0.01, name


def test_only_messages_that_propose_an_outside_tool_name_one(words: Lexicon) -> None:
    tool = re.compile("Zoom|Skype|LINE|チャットワーク|Chatwork|Slack|Google Meet|ビデオ通話")
    for contact in (False, True):
        codes = words.honest_messages(np.full(400, contact), sweep())
        assert all(bool(tool.search(words.vocabulary.strings[code])) == contact for code in codes)


def test_honest_texts_and_bait_betray_nothing_and_lures_do(words: Lexicon) -> None:
    category, u = everywhere()
    for codes in (
        words.honest_postings(category, u),
        words.bait_postings(category, u),
        words.honest_ndas(u),
        words.honest_scouts(category, u),
        words.honest_messages(category % 2 == 1, u),
    ):
        assert (words.betrays[codes] == 0).all()
        assert (words.clarity[codes] == 1).all()
    assert (words.betrays[words.banks["lures"].members] > 0.2).all()


@pytest.mark.parametrize("level", range(INVENTED))
def test_a_lure_is_as_clear_and_betrays_as_much_as_its_script(words: Lexicon, level: int) -> None:
    """A text that stands at two levels keeps the measure of the first, so only what is new at a level is looked at."""
    data, veil = grammars()["disguise"], grammars()["lure_veiled"]["veil"]
    bank, kind = words.banks["lures"], Kind.DIRECT_DEALING
    open_ = {script["open"] for script in grammars()["script"] if script["kind"] == kind.name}
    open_ |= {grammars()["pitch"][kind.name]["open"] * part for part in (1, veil)}
    at = kind, Channel.MESSAGE, level
    codes = bank.members[bank.start[at] : bank.start[at] + bank.size[at]]
    before = [text for lower in range(level) for text in lures(words, kind, Channel.MESSAGE, lower)]
    new = [code for code in codes if words.vocabulary.strings[code] not in before]
    assert new
    assert set(words.clarity[new]) == {data["clarity"][level]}
    assert {round(betrays, 9) for betrays in words.betrays[new]} <= {
        round(openness * data["betrays"][level], 9) for openness in open_
    }


def test_every_bank_holds_as_many_texts_as_the_grammar_is_asked_for(words: Lexicon) -> None:
    count = grammars()["count"]
    for bank in ("postings", "bait", "scouts", "messages", "ndas", *DOUBLES, "unlisted"):
        assert set(words.banks[bank].size.ravel().tolist()) == {count[bank]}
    for place, channel in enumerate(CHANNELS):
        assert set(words.banks["lures"].size[:, place].ravel().tolist()) == {count[channel.name]}


@pytest.mark.parametrize("bank", DOUBLES)
def test_a_share_of_honest_texts_speaks_in_the_words_of_lures(words: Lexicon, bank: str) -> None:
    def written(alike: float) -> Array:
        lexicon = replace(words, alike=alike)
        if bank == "alike_ndas":
            return lexicon.honest_ndas(sweep())
        write = {"alike_postings": lexicon.honest_postings, "alike_scouts": lexicon.honest_scouts}
        return write.get(bank, lexicon.honest_messages)(np.full(400, 1), sweep())

    double = words.banks[bank].members
    assert not np.isin(written(0), double).any()
    assert np.isin(written(1), double).all()
    quarter = written(0.25)
    assert np.isin(quarter, double).sum() == 100
    assert distinct(quarter[np.isin(quarter, double)]) == distinct(written(1))
    assert distinct(quarter[~np.isin(quarter, double)]) == distinct(written(0))
    assert (words.betrays[double] == 0).all()
    assert (words.clarity[double] == 1).all()


def test_a_share_of_lures_is_in_words_that_nobody_listed(words: Lexicon) -> None:
    unlisted, kind = words.banks["unlisted"].members, Kind.MLM

    def written(share: float, level: int) -> Array:
        return replace(words, unlisted=share).lures(kind, Channel.MESSAGE, np.full(400, level), sweep())

    assert not np.isin(written(0, 0), unlisted).any()
    assert np.isin(written(1, 0), unlisted).all()
    for level in range(INVENTED):
        some = written(0.25, level)
        assert np.isin(some, unlisted).sum() == 100
        assert some[300:].tolist() == written(0.25, 0)[300:].tolist()
        assert distinct(some[:300]) == distinct(written(0, level))
    assert written(1, INVENTED).tolist() == written(0, INVENTED).tolist()
    veiled = grammars()["pitch"]["MLM"]["open"] * grammars()["lure_veiled"]["veil"]
    assert words.betrays[written(1, 0)] == pytest.approx(veiled)
    assert (words.clarity[written(1, 0)] == 1).all()


def test_text_rules_take_honest_doubles_for_lures(words: Lexicon) -> None:
    """No line tells them apart: from a score at which a third of the doubles are found to one at which none is."""

    def share_above(codes: Array, line: float) -> float:
        n = len(codes)
        texts, day = Texts(codes, words.vocabulary), days(date(2020, 9, 1))
        return float(
            np.mean(Guidelines().findings(texts, np.zeros(n, np.int64), day, np.zeros(n, np.bool_)).weight >= line)
        )

    doubles = np.concatenate([words.banks[bank].members for bank in DOUBLES])
    assert share_above(doubles, 0.5) > 0.8
    assert 0.2 < share_above(doubles, 0.78) < 0.5
    assert 0.02 < share_above(doubles, 0.9) < 0.2
    unlisted = words.banks["unlisted"].members
    assert share_above(unlisted, 0.5) < 0.15
    assert 0.3 < share_above(unlisted, 0.01) < 0.8  # some name an address


def test_the_same_draw_says_the_same_lure_in_every_disguise(words: Lexicon) -> None:
    """Where no contact is given, what stands around the key words stays as it is."""
    levels = [lures(words, Kind.PROXY_LISTING, Channel.POSTING, level) for level in range(INVENTED)]
    without_contact = [forms for forms in zip(*levels, strict=True) if not CONTACT.search(forms[0])]
    assert without_contact
    for plain, *disguised in without_contact:
        frame = re.compile(".+".join(map(re.escape, KEY_WORD.split(plain))))
        assert all(frame.fullmatch(text) for text in disguised)


def test_every_row_of_the_reports_has_a_script() -> None:
    assert {row for script in grammars()["script"] for row in script["rows"]} >= ROWS


@pytest.mark.parametrize("script", grammars()["script"], ids=lambda script: script["id"])
def test_a_script_is_heard_on_each_of_its_channels(words: Lexicon, script: dict[str, Any]) -> None:
    for channel, template in product(script["channels"], script["texts"]):
        pattern = re.compile(".+".join(re.escape(part) for part in re.split(r"\{\w+\}", template) if part))
        assert any(pattern.search(text) for text in lures(words, Kind[script["kind"]], Channel[channel], 0))


def test_bait_reads_like_honest_work(words: Lexicon) -> None:
    """Nearly every phrase of bait is one that honest writers use too."""
    category, u = everywhere()
    honest, bait = (
        [part for code in codes for part in re.split("[。（】]", words.vocabulary.strings[code])]
        for codes in (words.honest_postings(category, u), words.bait_postings(category, u))
    )
    assert np.isin(bait, honest).mean() > 0.9


# ------------------------------------------------------------------------------------------------ an invented bait


def invented(words: Lexicon) -> Array:
    """Codes of all texts of the bait that rings invent."""
    bank = words.banks["lures"]
    places = [(0, channel, INVENTED) for channel in range(len(CHANNELS))]
    return np.concatenate([bank.members[bank.start[at] : bank.start[at] + bank.size[at]] for at in places])


def test_an_invented_bait_says_the_same_on_a_channel(words: Lexicon) -> None:
    for channel in CHANNELS:
        texts = lures(words, Kind.MLM, channel, INVENTED)
        assert all(lures(words, kind, channel, INVENTED) == texts for kind in TACTICS)


def test_an_invented_bait_is_written_in_no_text_of_anybody_else(words: Lexicon) -> None:
    lists = {name: bank.members for name, bank in words.banks.items() if name != "lures"}
    disguised = [lures(words, *at) for at in product(TACTICS, CHANNELS, range(INVENTED))]
    others = {words.vocabulary.strings[code] for codes in lists.values() for code in codes}.union(*disguised)
    assert others.isdisjoint(words.vocabulary.strings[code] for code in invented(words))


def test_the_production_guidelines_find_nothing_at_all_in_an_invented_bait(words: Lexicon) -> None:
    texts, nothing = Texts(invented(words), words.vocabulary), np.zeros(len(invented(words)), np.bool_)
    for stage in Stage:
        findings = Guidelines().findings(texts, np.full(len(texts), stage), 18_475, nothing)
        assert set(findings.kind.tolist()) == {Kind.NONE}
        assert not findings.weight.any()
        assert not findings.contact.any()


def test_an_invented_bait_is_nearly_as_clear_as_a_plain_one(words: Lexicon) -> None:
    """It shows 0.75 × 0.85; a lure without a disguise is all clear, and shows 1 at most."""
    assert set(words.clarity[invented(words)]) == {0.95}
    assert set(words.betrays[invented(words)].round(9)) == {0.6375}


def test_the_archive_holds_every_ordinary_text_to_a_worker_once(words: Lexicon) -> None:
    category, u = everywhere()
    to_workers = [
        codes
        for each in (replace(words, alike=0), replace(words, alike=1))
        for codes in (
            each.honest_messages(np.tile([False, True], 400), np.repeat(sweep(), 2)),
            each.honest_ndas(sweep()),
            each.honest_scouts(category, u),
        )
    ]
    assert words.archive().tolist() == np.unique(np.concatenate(to_workers)).tolist()


# ------------------------------------------------------------------------------------------------ draws


def test_the_last_uniform_stays_inside_its_list(words: Lexicon) -> None:
    top = np.full(1, np.nextafter(1, 0))
    last = words.open_postings([Kind.OFF_PLATFORM], [4], top)[0]
    assert words.vocabulary.strings[last] == lures(words, Kind.OFF_PLATFORM, Channel.POSTING, 4)[-1]
    assert words.honest_postings([15], top)[0] == words.banks["postings"].members[-1]
    assert words.honest_ndas(np.empty(0)).shape == (0,)


def test_another_process_builds_the_same_lexicon() -> None:
    """String hashes differ between processes; nothing may hang on them."""
    code = (
        "from hashlib import sha256; from sim.words.lexicon import lexicon; words = lexicon(); "
        "print(sha256('|'.join(words.vocabulary.strings).encode() + words.clarity.tobytes()).hexdigest())"
    )
    hashes = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            text=True,
            check=True,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": ":".join(sys.path)},
        ).stdout
        for seed in "12"
    }
    assert len(hashes) == 1
