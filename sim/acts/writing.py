"""Writing: the honest texts of clients to workers before a contract, and the words of a message."""

import numpy as np

from policies.records import Channel, Kind, Stage
from sim.arrays import F64, I64, U64, Bool, among
from sim.kinds import ADVERTS
from sim.state.handover import Letters
from sim.state.purposes import Purpose
from sim.today import Today
from sim.words.grammar import PLAIN


def honest_letters(
    *,
    key: U64,
    client: I64,
    worker: I64,
    job: I64,
    time: F64,
    channel: Channel,
    text: I64,
    stage: Stage = Stage.BEFORE,
    misuse: Bool | bool = False,
) -> Letters:
    """(n,) texts that do not lure, with the keys of their luck. misuse: (n,) special terms that hold something else."""
    n = len(key)
    return Letters(
        key,
        client,
        worker,
        job,
        time,
        np.full(n, int(channel)),
        np.full(n, int(stage)),
        np.where(np.broadcast_to(misuse, n), Kind.OFF_PURPOSE, Kind.NONE).astype(np.int64),
        text,
    )


def message_texts(*, keys: U64, proposes: Bool, broken: I64, today: Today) -> I64:
    """(n,) codes of messages, of which some propose a tool outside.

    broken: (n,) Kind whose rule the job breaks. Who advertises in it does so in the messages too.
    """
    draws = today.draws
    text = today.lexicon.honest_messages(proposes, draws.uniform(Purpose.MESSAGE_TEXT, keys))
    advert = among(broken, ADVERTS, len(Kind))
    u = draws.uniform(Purpose.ADVERT_TEXT, keys[advert])
    text[advert] = today.lexicon.lures(broken[advert], np.full(len(u), Channel.MESSAGE), np.full(len(u), PLAIN), u)
    return text


def terms_texts(*, keys: U64, misuses: F64, today: Today) -> tuple[I64, Bool]:
    """(n,) codes of special terms of an NDA, (n,) which of them hold something else (A-21, A-23).

    misuses: (n,) 0…1 chance of that.
    """
    draws = today.draws
    u, misuse = draws.uniform(Purpose.NDA_TEXT, keys), draws.uniform(Purpose.NDA_MISUSE, keys) < misuses
    return np.where(misuse, today.lexicon.misused_ndas(u), today.lexicon.honest_ndas(u)), misuse
