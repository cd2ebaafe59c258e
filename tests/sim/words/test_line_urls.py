"""A LINE URL in place of a LINE ID (M-12): what it evades until URLs are read, and what rings learn of that."""

from datetime import date
from itertools import product

import numpy as np
import pytest

from policies.dates import days
from policies.guidelines import Guidelines
from policies.message_watch import MessageWatch
from policies.records import Channel, Kind, Stage
from policies.text import Texts
from sim.arrays import F64, I64
from sim.choices.luring import Luring
from sim.kinds import TACTICS
from sim.rings.bandit import Exp3S, Gains
from sim.rings.business import Organising, lead_worth
from sim.words.grammar import PARTIAL, PLAIN
from sim.words.lexicon import CHANNELS, lexicon

ID, URL = PLAIN, PARTIAL
MARCH, MAY = date(2020, 3, 15), date(2020, 5, 15)  # before URLs are read, and after
WRITTEN = Channel.MESSAGE, Channel.NDA, Channel.SCOUT
NAMES_LINE = ("LINE（ID：", "LINE ID「", "ライン（", "LINE＠")  # the forms of a LINE ID


def of_line(kinds: tuple[Kind, ...]) -> tuple[I64, I64]:
    """Codes of the lures to these kinds of work that hand out a LINE ID, and of the same lures with its URL."""
    words = lexicon()
    bank, strings = words.banks["lures"], words.vocabulary.strings
    ids, urls = [], []
    for kind, channel in product(kinds, WRITTEN):
        lists = [(kind, CHANNELS.index(channel), level) for level in (ID, URL)]
        forms = [bank.members[bank.start[at] : bank.start[at] + bank.size[at]].tolist() for at in lists]
        for plain, partial in zip(*forms, strict=True):
            if any(form in strings[plain] for form in NAMES_LINE):
                ids.append(plain)
                urls.append(partial)
    return np.array(ids), np.array(urls)


def weights(codes: I64, on: date) -> F64:
    """(n,) 0…1 what the guidelines find in these texts before a contract."""
    texts = Texts(codes, lexicon().vocabulary)
    unlearned = np.zeros(len(codes), np.bool_)
    return Guidelines().findings(texts, np.full(len(codes), Stage.BEFORE), days(on), unlearned).weight


def warned(kinds: tuple[Kind, ...], on: date) -> tuple[float, float]:
    """Shares of which the standard watch warns: of lures with a LINE ID, of the same lures with its URL."""
    ids, urls = (float((weights(codes, on) >= MessageWatch().warn_at).mean()) for codes in of_line(kinds))
    return ids, urls


def test_a_url_in_place_of_an_id_is_warned_of_less_often_until_urls_are_read() -> None:
    (id_before, url_before), (id_after, url_after) = (warned(TACTICS, on) for on in (MARCH, MAY))
    assert id_before == id_after > 0.9
    assert url_before < id_before - 0.2
    assert url_after > id_after - 0.1


def test_a_lure_away_from_the_service_with_a_bare_url_shows_no_contact_until_urls_are_read() -> None:
    _, urls = of_line((Kind.OFF_PLATFORM,))
    bare = np.array([code for code in urls if "ライン" not in lexicon().vocabulary.strings[code]])
    assert len(bare) >= 10
    light, heavy = weights(bare, MARCH), weights(bare, MAY)
    assert (light < heavy).all()
    assert light.mean() < 0.5 * heavy.mean()


# What rings learn: a job lures ten workers, whom it leads away with one chance in ten each where no warning stands.
RINGS, JOBS, LURES, CHANCE = 400, 90, 10, 0.1


def gains(on: date) -> F64:
    """(2,) what a job brings on average, as rings count it: with a LINE ID, and with its URL."""
    watch, trade, numbers = MessageWatch(), Organising(), Luring()
    lead = min(1.0, float(lead_worth(numbers)[Kind.OFF_PLATFORM]) / trade.yen_per_gain)
    found = [weights(codes, on) for codes in of_line(TACTICS)]
    led = [CHANCE * (1 - numbers.warning_effect * (each >= watch.warn_at).mean()) * lead for each in found]
    return LURES * np.array(led)


def share_of_urls(bandit: Exp3S) -> float:
    return float(bandit.probabilities(np.arange(RINGS))[:, URL].mean())


def play(bandit: Exp3S, on: date, rng: np.random.Generator) -> float:
    """Let every ring lay out its jobs by this day's watch → the share of URLs that it comes to."""
    rings, gain = np.arange(RINGS), gains(on)
    for _ in range(JOBS):
        arm = bandit.choose(rings, rng.random(RINGS))
        bandit.learn(Gains(rings, arm, gain[arm], gain[arm]), rings)
    return share_of_urls(bandit)


def test_rings_turn_to_urls_while_these_evade_and_nothing_draws_them_there_once_urls_are_read() -> None:
    """A job gains 0.68 by an ID, and by a URL 0.76 before May and 0.70 from then on."""
    trade = Organising()
    bandit = Exp3S.starting(np.ones((RINGS, 2)), trade.explore, trade.weight_leak, 0.0, trade.hearsay_rings)
    rng = np.random.default_rng(7)
    first = share_of_urls(bandit)
    evading = play(bandit, MARCH, rng)
    read = play(bandit, MAY, rng)
    assert first == pytest.approx(0.5)
    assert evading > first + 0.08
    assert read < evading
