"""Random questions for every lever, random rules to ask, and how to pick rows out of questions and answers."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from functools import partial
from typing import Any, Literal, get_args, get_origin, get_type_hints

import numpy as np
from hypothesis import strategies as st

from policies.communication import OUTLETS
from policies.guidelines import PROHIBITED
from policies.message_watch import CHANNELS
from policies.numbers import Number, known
from policies.phrases import Book
from policies.rate_guide import FORMATS
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


@dataclass(frozen=True)
class Question:
    """One method of a lever, n random questions to it, and numbers under which its standard rule uses all its words."""

    lever: str
    method: str
    sample: Callable[[Rng, int], tuple[Any, ...]]
    lively: Mapping[str, Any] = field(default_factory=dict)
    nan_means_nothing_shown: bool = False
    row_by_row: bool = True  # an answer a row; the rate guide alone answers about all of them together


def texts(rng: Rng, n: int) -> Texts:
    return Texts(rng.integers(0, len(TEXTS), n), TEXTS)


def bools(rng: Rng, n: int) -> Any:
    return rng.random(n) < 0.5


def findings(rng: Rng, n: int) -> Findings:
    kind = rng.integers(Kind.NONE, len(Kind) - 1, n)
    return Findings(kind, np.where(kind == Kind.NONE, 0.0, rng.random(n)), bools(rng, n))


def postings(rng: Rng, n: int) -> Postings:
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
    return Messages(
        text=texts(rng, n),
        findings=findings(rng, n),
        channel=rng.integers(0, 5, n),
        stage=rng.integers(0, 3, n),
        verified=bools(rng, n),
        upheld=rng.integers(0, 5, n),
    )


def clients(rng: Rng, n: int) -> ClientRecords:
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
    return ReminderRequests(rng.integers(0, 3, n), rng.integers(0, 3, n), rng.random(n) * 9, rng.integers(0, 4, n))


def pairs(rng: Rng, n: int) -> Pairs:
    return Pairs(rng.integers(0, 3, n), bools(rng, n), bools(rng, n), rng.random(n))


def cases(rng: Rng, n: int) -> Cases:
    reviewed = bools(rng, n)
    return Cases(
        rng.integers(0, 5, n),
        rng.integers(0, 9, n),
        reviewed & bools(rng, n),
        reviewed,
        rng.integers(0, 5, n),
        bools(rng, n),
    )


def workers(rng: Rng, n: int) -> WorkerRecords:
    return WorkerRecords(AUGUST_2020, bools(rng, n), bools(rng, n), rng.random(n))


def contracts(rng: Rng, n: int) -> CompletedContracts:
    return CompletedContracts(
        rng.integers(0, CATEGORIES, n), rng.integers(0, 3, n), rng.integers(1, 10**5, n).astype(float)
    )


def histories(rng: Rng, n: int) -> tuple[Any, Any]:
    ended = rng.integers(0, 6, (n, 3))
    return rng.integers(0, ended + 1), ended


def yen(rng: Rng, n: int) -> Any:
    return rng.integers(0, 10**6, n).astype(float)


def formats(rng: Rng, n: int) -> Any:
    return rng.integers(0, 3, n)


QUESTIONS = (
    Question("guidelines", "findings", lambda rng, n: (texts(rng, n), rng.integers(0, 3, n), AUGUST_2020)),
    Question("screening", "verdicts", lambda rng, n: (postings(rng, n),)),
    Question("message_watch", "verdicts", lambda rng, n: (messages(rng, n),)),
    Question("identity", "may_post", lambda rng, n: (bools(rng, n),), {"required": "post"}),
    Question("identity", "may_write_first", lambda rng, n: (bools(rng, n),), {"required": "write_first"}),
    Question("identity", "shown", lambda rng, n: (bools(rng, n),)),
    Question("completion_rate", "rates", histories, nan_means_nothing_shown=True),
    Question(
        "certification",
        "review",
        lambda rng, n: (clients(rng, n),),
        {"min_orders": 5, "min_yen": 100_000.0, "min_rating": 2.0, "min_ratings": 2, "min_completion_rate": 0.3},
    ),
    Question("order_rules", "marks", lambda rng, n: (rng.integers(0, 15, n),)),
    Question("fee_schedule", "take_home", lambda rng, n: (yen(rng, n), formats(rng, n))),
    Question("fee_schedule", "amount_for", lambda rng, n: (yen(rng, n), formats(rng, n))),
    Question(
        "rate_guide",
        "quotes",
        lambda rng, n: (contracts(rng, n), CATEGORIES),
        {"min_sample": 3},
        nan_means_nothing_shown=True,
        row_by_row=False,
    ),
    Question("fee_alert", "alerts", lambda rng, n: (yen(rng, n), np.where(bools(rng, n), yen(rng, n), np.nan))),
    Question(
        "fee_survey",
        "shown",
        lambda rng, n: (rng.integers(0, 5, n), rng.integers(0, 5, n)),
        nan_means_nothing_shown=True,
    ),
    Question("contact_reminder", "grants", lambda rng, n: (requests(rng, n),)),
    Question("scouting", "allowances", lambda rng, n: (clients(rng, n),)),
    Question(
        "communication",
        "permits",
        lambda rng, n: (pairs(rng, n),),
        {"call": "after_contract", "monitored_share": 0.5, "outside_contact_approval": True},
    ),
    Question("enforcement", "rulings", lambda rng, n: (cases(rng, n),), {"links_accounts": True}),
    Question("support", "relief", lambda rng, n: (workers(rng, n),)),
)

SHARES = st.integers(0, 9_999).map(lambda hundredths: hundredths / 10_000)
DRAWN: Mapping[str, st.SearchStrategy[Any]] = {  # what neither a type nor bounds tell how to draw
    "book": st.just(Book(phrases=(), contacts=())),
    "ignored": st.frozensets(st.sampled_from(PROHIBITED)),
    "added": st.just(("MLM|ブログ|0.6",)),
    "channels": st.frozensets(st.sampled_from(sorted(CHANNELS))),
    "blocked": st.frozensets(st.sampled_from(sorted(OUTLETS))),
    "covered_formats": st.frozensets(st.sampled_from(sorted(FORMATS))),
    "uncovered_categories": st.frozensets(st.integers(0, CATEGORIES)),
    "floors": st.sampled_from([(0.0, 1.0, 2.0), (0.0, 50_000.0, 10**6)]),
    "shares": st.tuples(SHARES, SHARES, SHARES),
    "task_share": SHARES,
}


def values(name: str, hint: Any, facts: Number | None) -> st.SearchStrategy[Any]:
    """What a field of a rule may be: of a number anything within its bounds, and often something plausible."""
    if name in DRAWN:
        return DRAWN[name]
    if facts is None:
        return st.booleans() if hint is bool else st.sampled_from(get_args(hint))
    spans = [(facts.least, facts.most)] + [(facts.low, facts.high)] * (facts.low is not None)
    draw = st.integers if hint is int else st.floats
    return st.one_of([draw(*map(hint, span)) for span in spans])


def rules(kind: type) -> st.SearchStrategy[Any]:
    """Rules of this class, some of their fields drawn. What does not fit together is left out."""
    hints = get_type_hints(kind)
    drawn = {each.name: values(each.name, hints[each.name], known(each)) for each in fields(kind)}
    return st.fixed_dictionaries({}, optional=drawn).map(partial(made, kind)).filter(lambda rule: rule is not None)


def made(kind: type, numbers: Mapping[str, Any]) -> Any:
    """The rule, None where it refuses these numbers."""
    try:
        return kind(**numbers)
    except ValueError:
        return None


def others(rule: Any, name: str) -> list[Any]:
    """Other values of a field of a rule that somebody might want to try."""
    each, now = type(rule).__dataclass_fields__[name], getattr(rule, name)
    facts, hint = known(each), get_type_hints(type(rule))[name]
    if name in OTHERS:
        return [OTHERS[name]]
    tried = (facts.low, facts.high) if facts else get_args(hint) if get_origin(hint) is Literal else (not now,)
    return [hint(value) if facts else value for value in tried if value != now]


OTHERS: Mapping[str, Any] = {
    "book": Book(phrases=(), contacts=()),
    "ignored": frozenset({"OFF_PLATFORM"}),
    "added": ("MLM|ブログ|0.6",),
    "channels": frozenset({"nda"}),
    "blocked": frozenset({"line"}),
    "covered_formats": frozenset({"task"}),
    "uncovered_categories": frozenset({0}),
    "floors": (0.0, 50_000.0, 100_000.0),
    "shares": (0.1, 0.1, 0.1),
}


def rows(value: Any, index: Any) -> Any:
    """The rows at `index` of an array, of texts, or of a record of them; a single number stays as it is."""
    if isinstance(value, Texts):
        return Texts(value.codes[index], value.vocabulary)
    if is_dataclass(value) and not isinstance(value, type):
        return type(value)(**{each.name: rows(getattr(value, each.name), index) for each in fields(value)})
    return value[index] if isinstance(value, np.ndarray) else value


def columns(value: Any) -> dict[str, np.ndarray[Any, Any]]:
    """Every array in a question or an answer, by name."""
    if isinstance(value, Texts):
        return {"codes": value.codes}
    if is_dataclass(value) and not isinstance(value, type):
        return {
            f"{each.name}.{name}": column
            for each in fields(value)
            for name, column in columns(getattr(value, each.name)).items()
        }
    return {"": value} if isinstance(value, np.ndarray) else {}


def same(left: Any, right: Any) -> bool:
    """Equal arrays of equal types, NaN beside NaN."""
    one, other = columns(left), columns(right)
    return one.keys() == other.keys() and all(alike(one[name], other[name]) for name in one)


def alike(one: np.ndarray[Any, Any], other: np.ndarray[Any, Any]) -> bool:
    return one.dtype == other.dtype and np.array_equal(one, other, equal_nan=one.dtype.kind == "f")
