"""A LINE URL in place of a LINE ID (M-12): what it evades until URLs are read, and what rings learn of that."""

from datetime import date
from itertools import product

import numpy as np

from policies.dates import days
from policies.guidelines import Guidelines
from policies.message_watch import MessageWatch
from policies.records import Channel, Kind, Stage
from policies.text import Texts
from sim.arrays import F64, I64
from sim.kinds import TACTICS
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


def test_a_url_in_place_of_an_id_is_warned_of_less_often() -> None:
    (id_before, url_before), (id_after, url_after) = (warned(TACTICS, on) for on in (MARCH, MAY))
    assert id_before == id_after > 0.9
    assert url_before < id_before - 0.2
    assert url_after > id_after - 0.1


def test_a_bare_url_shows_no_contact_until_urls_are_read() -> None:
    _, urls = of_line((Kind.OFF_PLATFORM,))
    bare = np.array([code for code in urls if "ライン" not in lexicon().vocabulary.strings[code]])
    assert len(bare) >= 10
    light, heavy = weights(bare, MARCH), weights(bare, MAY)
    assert (light < heavy).all()
    assert light.mean() < 0.5 * heavy.mean()


# What rings learn: a job lures ten workers, whom it leads away with one chance in ten each where no warning stands.
