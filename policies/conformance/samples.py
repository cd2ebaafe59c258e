"""Samples: random questions for every lever, such as a market asks, and ones at the edge of what may be asked.

Drawn with a generator that is handed in, so that another process draws the same.
"""

from collections.abc import Callable, Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import Any

import numpy as np

from policies.columns import Bounds, Held, Record, columns
from policies.questions import questions
from policies.records import (
    Cases,
    ClientRecords,
    CompletedContracts,
    Findings,
    Kind,
    Messages,
    Pairs,
    Postings,
    ReminderRequests,
    WorkerRecords,
)
from policies.text import Texts, Vocabulary

AUGUST_2020 = 18_475  # 2020-08-01, days since 1970-01-01
CATEGORIES = 7

TEXTS = Vocabulary(
    (
        "ブログ記事の執筆をお願いします。1記事3,000円です。",
        "スマホ一つで簡単に稼げます。LINEで詳細を説明します。",
        "フリマアプリへの代理出品をお願いします。",
        "Chatworkで連絡できる方を希望します。",
        "ロゴの制作をお願いします。",
    )
)

Rng = np.random.Generator


def texts(rng: Rng, n: int) -> Texts:
    """Codes into five texts, honest ones and lures."""
    return Texts(rng.integers(0, len(TEXTS), n), TEXTS)


def bools(rng: Rng, n: int) -> Any:
    """Heads or tails."""
    return rng.random(n) < 0.5


def findings(rng: Rng, n: int) -> Findings:
    """Findings as guidelines might make them."""
    kind = rng.integers(Kind.NONE, len(Kind) - 1, n)
    return Findings(kind, np.where(kind == Kind.NONE, 0.0, rng.random(n)), bools(rng, n))


def postings(rng: Rng, n: int) -> Postings:
    """Postings before screening."""
    return Postings(
        text=texts(rng, n),
        findings=findings(rng, n),
        fee=rng.integers(0, 10**6, n).astype(float),
        quote=np.where(bools(rng, n), rng.integers(0, 10**5, n), np.nan),
        verified=bools(rng, n),
        account_age_days=rng.random(n) * 900,
        accepted=rng.integers(0, 3, n),
        upheld=rng.integers(0, 5, n),
    )


def messages(rng: Rng, n: int) -> Messages:
    """Messages, terms and scouts before the watch."""
    return Messages(
        text=texts(rng, n),
        findings=findings(rng, n),
        channel=rng.integers(0, 5, n),
        stage=rng.integers(0, 3, n),
        verified=bools(rng, n),
        upheld=rng.integers(0, 5, n),
    )


def clients(rng: Rng, n: int) -> ClientRecords:
    """Clients on file; none has accepted more than ended."""
    ended = rng.integers(0, 12, (n, 3))
    rated = rng.integers(0, 9, n)
    return ClientRecords(
        accepted=rng.integers(0, ended + 1),
        ended=ended,
        accepted_yen=rng.random(n) * 10**6,
        rating_mean=np.where(rated > 0, 1 + 4 * rng.random(n), np.nan),
        ratings=rated,
        verified=bools(rng, n),
        upheld=rng.integers(0, 2, n),
        restricted=bools(rng, n),
        account_age_days=rng.random(n) * 900,
    )


def requests(rng: Rng, n: int) -> ReminderRequests:
    """Requests for a reminder."""
    return ReminderRequests(rng.integers(0, 3, n), rng.integers(0, 3, n), rng.random(n) * 9, rng.integers(0, 4, n))


def pairs(rng: Rng, n: int) -> Pairs:
    """A client and a worker each."""
    return Pairs(rng.integers(0, 3, n), bools(rng, n), bools(rng, n), rng.random(n))


def cases(rng: Rng, n: int) -> Cases:
    """Accounts that were pointed at; only who was read is confirmed."""
    reviewed = bools(rng, n)
    return Cases(
        rng.integers(0, 13, n) * bools(rng, n),
        rng.integers(0, 9, n),
        reviewed & bools(rng, n),
        reviewed,
        rng.integers(0, 5, n),
        bools(rng, n),
    )


def workers(rng: Rng, n: int) -> WorkerRecords:
    """Workers on 1 August 2020."""
    return WorkerRecords(AUGUST_2020, bools(rng, n), bools(rng, n), rng.random(n))


def contracts(rng: Rng, n: int) -> CompletedContracts:
    """Completed contracts."""
    return CompletedContracts(
        rng.integers(0, CATEGORIES, n), rng.integers(0, 3, n), rng.integers(1, 10**5, n).astype(float)
    )


def histories(rng: Rng, n: int) -> tuple[Any, Any]:
    """(n, 3) accepted, (n, 3) ended."""
    ended = rng.integers(0, 6, (n, 3))
    return rng.integers(0, ended + 1), ended


def yen(rng: Rng, n: int) -> Any:
    """Whole yen, below a million."""
    return rng.integers(0, 10**6, n).astype(float)


def formats(rng: Rng, n: int) -> Any:
    """Formats of jobs."""
    return rng.integers(0, 3, n)


SAMPLES: Mapping[tuple[str, str], Callable[[Rng, int], tuple[Any, ...]]] = MappingProxyType(
    {
        ("guidelines", "findings"): lambda rng, n: (texts(rng, n), rng.integers(0, 3, n), AUGUST_2020, bools(rng, n)),
        ("guidelines", "learns"): lambda rng, n: (rng.integers(0, 30, n), rng.random(n)),
        ("screening", "verdicts"): lambda rng, n: (postings(rng, n),),
        ("message_watch", "verdicts"): lambda rng, n: (messages(rng, n),),
        ("identity", "may_post"): lambda rng, n: (bools(rng, n),),
        ("identity", "may_write_first"): lambda rng, n: (bools(rng, n),),
        ("identity", "shown"): lambda rng, n: (bools(rng, n),),
        ("completion_rate", "rates"): histories,
        ("certification", "review"): lambda rng, n: (clients(rng, n),),
        ("order_rules", "marks"): lambda rng, n: (rng.integers(0, 15, n),),
        ("fee_schedule", "take_home"): lambda rng, n: (yen(rng, n), formats(rng, n)),
        ("fee_schedule", "amount_for"): lambda rng, n: (yen(rng, n), formats(rng, n)),
        ("rate_guide", "quotes"): lambda rng, n: (contracts(rng, n), CATEGORIES),
        ("fee_alert", "alerts"): lambda rng, n: (yen(rng, n), np.where(bools(rng, n), yen(rng, n), np.nan)),
        ("fee_survey", "shown"): lambda rng, n: (rng.integers(0, 5, n), rng.integers(0, 5, n)),
        ("contact_reminder", "grants"): lambda rng, n: (requests(rng, n),),
        ("scouting", "allowances"): lambda rng, n: (clients(rng, n),),
        ("communication", "permits"): lambda rng, n: (pairs(rng, n),),
        ("enforcement", "rulings"): lambda rng, n: (cases(rng, n),),
        ("enforcement", "reviews_jobs"): lambda rng, n: (rng.integers(0, 5, n),),
        ("support", "relief"): lambda rng, n: (workers(rng, n),),
    }
)

FAR = 1e9  # where a column has no bound
AS_THEY_ARE = {"codes", "category"}  # of a vocabulary, of a number of categories: no bound of the column


def sample(lever: str, method: str, n: int, seed: int = 7) -> tuple[Any, ...]:
    """Arguments that a method may be called with, for n rows."""
    return SAMPLES[lever, method](np.random.default_rng(seed), n)


def extremes(lever: str, method: str, n: int, seed: int = 7) -> tuple[Any, ...]:
    """The same, with each number as small or as large as it may be, 0, or NaN where that may be."""
    rng, given = np.random.default_rng(seed), list(sample(lever, method, n, seed))
    question = next(each for each in questions(lever) if each.method == method)
    for place, want in enumerate(question.wanted):
        if isinstance(want, Held):
            given[place] = _edges(given[place], want.column, rng)
        elif want is not None:
            given[place] = _extreme(given[place], rng)
    if (lever, method) == ("completion_rate", "rates"):
        given[0] = np.minimum(*given)
    return tuple(given)


def _extreme(record: Any, rng: Rng) -> Any:
    kind: type = type(record)
    values = {each.name: getattr(record, each.name) for each in fields(record)}
    for name, value in values.items():
        if isinstance(value, Record):
            values[name] = _extreme(value, rng)
        elif name in columns(kind) and name not in AS_THEY_ARE:
            values[name] = _edges(value, columns(kind)[name], rng)
    if isinstance(record, ClientRecords):
        values["accepted"] = np.minimum(values["accepted"], values["ended"])
    return kind(**values)


def _edges(values: Any, bounds: Bounds, rng: Rng) -> Any:
    if values.dtype == np.bool_:
        return values
    edges = [max(bounds.least, -FAR), min(bounds.most, max(FAR, bounds.least)), *([0.0] if bounds.least <= 0 else [])]
    return rng.choice(np.array([*edges, *([np.nan] if bounds.nan else [])]), values.shape).astype(values.dtype)
