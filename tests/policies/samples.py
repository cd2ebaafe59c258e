"""Random questions for every lever, and how to pick rows out of questions and answers."""

from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

import numpy as np

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

TEXTS = Vocabulary((
    "ブログ記事の執筆をお願いします。1記事3,000円です。",
    "スマホ一つで簡単に稼げます。LINEで詳細を説明します。",
    "フリマアプリへの代理出品をお願いします。",
    "Chatworkで連絡できる方を希望します。",
    "ロゴの制作をお願いします。",
))

Rng = np.random.Generator


@dataclass(frozen=True)
class Question:
    """One method of a lever, and n random questions to it."""

    lever: str
    method: str
    sample: Callable[[Rng, int], tuple[Any, ...]]
    nan_means_nothing_shown: bool = False


def texts(rng: Rng, n: int) -> Texts:
    return Texts(rng.integers(0, len(TEXTS), n), TEXTS)


def bools(rng: Rng, n: int) -> Any:
    return rng.random(n) < 0.5


def findings(rng: Rng, n: int) -> Findings:
    kind = rng.integers(Kind.NONE, len(Kind) - 1, n)
    return Findings(kind, np.where(kind == Kind.NONE, 0.0, rng.random(n)), bools(rng, n))


def postings(rng: Rng, n: int) -> Postings:
    return Postings(
        text=texts(rng, n), findings=findings(rng, n), fee=rng.integers(0, 10**6, n).astype(float),
        quote=np.where(bools(rng, n), rng.integers(0, 10**5, n), np.nan), verified=bools(rng, n),
        account_age_days=rng.random(n) * 900, accepted=rng.integers(0, 3, n), upheld=rng.integers(0, 5, n))


def messages(rng: Rng, n: int) -> Messages:
    return Messages(
        text=texts(rng, n), findings=findings(rng, n), channel=rng.integers(0, 5, n), stage=rng.integers(0, 3, n),
        verified=bools(rng, n), upheld=rng.integers(0, 5, n))


def clients(rng: Rng, n: int) -> ClientRecords:
    ended = rng.integers(0, 12, (n, 3))
    rated = rng.integers(0, 9, n)
    return ClientRecords(
        accepted=rng.integers(0, ended + 1), ended=ended, accepted_yen=rng.random(n) * 10**6,
        rating_mean=np.where(rated > 0, 1 + 4 * rng.random(n), np.nan), ratings=rated, verified=bools(rng, n),
        upheld=rng.integers(0, 2, n), restricted=bools(rng, n), account_age_days=rng.random(n) * 900)


def requests(rng: Rng, n: int) -> ReminderRequests:
    return ReminderRequests(
        rng.integers(0, 3, n), rng.integers(0, 3, n), rng.random(n) * 9, rng.integers(0, 4, n))


def pairs(rng: Rng, n: int) -> Pairs:
    return Pairs(rng.integers(0, 3, n), bools(rng, n), bools(rng, n), rng.random(n))


def cases(rng: Rng, n: int) -> Cases:
    reviewed = bools(rng, n)
    return Cases(
        rng.integers(0, 5, n), rng.integers(0, 9, n), reviewed & bools(rng, n), reviewed, rng.integers(0, 5, n),
        bools(rng, n))


def workers(rng: Rng, n: int) -> WorkerRecords:
    return WorkerRecords(AUGUST_2020, bools(rng, n), bools(rng, n), rng.random(n))


def contracts(rng: Rng, n: int) -> CompletedContracts:
    return CompletedContracts(
        rng.integers(0, CATEGORIES, n), rng.integers(0, 3, n), rng.integers(1, 10**5, n).astype(float))


def counts(rng: Rng, n: int) -> Any:
    return rng.integers(0, 12, (n, 3))


def yen(rng: Rng, n: int) -> Any:
    return rng.integers(0, 10**6, n).astype(float)


def formats(rng: Rng, n: int) -> Any:
    return rng.integers(0, 3, n)


QUESTIONS = (
    Question("guidelines", "findings", lambda rng, n: (texts(rng, n), rng.integers(0, 3, n), AUGUST_2020)),
    Question("screening", "verdicts", lambda rng, n: (postings(rng, n),)),
    Question("message_watch", "verdicts", lambda rng, n: (messages(rng, n),)),
    Question("identity", "may_post", lambda rng, n: (bools(rng, n),)),
    Question("identity", "may_write_first", lambda rng, n: (bools(rng, n),)),
    Question("identity", "shown", lambda rng, n: (bools(rng, n),)),
    Question("completion_rate", "rates", lambda rng, n: (counts(rng, n) // 2, counts(rng, n)), True),
    Question("certification", "review", lambda rng, n: (clients(rng, n),)),
    Question("order_rules", "marks", lambda rng, n: (rng.integers(0, 15, n),)),
    Question("fee_schedule", "take_home", lambda rng, n: (yen(rng, n), formats(rng, n))),
    Question("fee_schedule", "amount_for", lambda rng, n: (yen(rng, n), formats(rng, n))),
    Question("fee_alert", "alerts", lambda rng, n: (yen(rng, n), np.where(bools(rng, n), yen(rng, n), np.nan))),
    Question("fee_survey", "shown", lambda rng, n: (rng.integers(0, 5, n), rng.integers(0, 5, n)), True),
    Question("contact_reminder", "grants", lambda rng, n: (requests(rng, n),)),
    Question("scouting", "allowances", lambda rng, n: (clients(rng, n),)),
    Question("communication", "permits", lambda rng, n: (pairs(rng, n),)),
    Question("enforcement", "rulings", lambda rng, n: (cases(rng, n),)),
    Question("support", "relief", lambda rng, n: (workers(rng, n),)),
)


def rows(value: Any, index: Any) -> Any:
    """The rows at `index` of an array, of texts, or of a record of them; a single number stays as it is."""
    if isinstance(value, Texts):
        return Texts(value.codes[index], value.vocabulary)
    if is_dataclass(value) and not isinstance(value, type):
        return type(value)(**{field.name: rows(getattr(value, field.name), index) for field in fields(value)})
    return value[index] if isinstance(value, np.ndarray) else value


def columns(value: Any) -> dict[str, np.ndarray[Any, Any]]:
    """Every array in a question or an answer, by name."""
    if isinstance(value, Texts):
        return {"codes": value.codes}
    if is_dataclass(value) and not isinstance(value, type):
        return {
            f"{field.name}.{name}": column
            for field in fields(value) for name, column in columns(getattr(value, field.name)).items()}
    return {"": value} if isinstance(value, np.ndarray) else {}


def same(left: Any, right: Any) -> bool:
    """Equal arrays of equal types, NaN beside NaN."""
    one, other = columns(left), columns(right)
    return one.keys() == other.keys() and all(alike(one[name], other[name]) for name in one)


def alike(one: np.ndarray[Any, Any], other: np.ndarray[Any, Any]) -> bool:
    return one.dtype == other.dtype and np.array_equal(one, other, equal_nan=one.dtype.kind == "f")
