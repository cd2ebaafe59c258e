"""Questions to every lever, and random rules to ask them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, fields
from functools import partial
from typing import Any, Literal, get_args, get_origin, get_type_hints

from hypothesis import strategies as st

from policies.communication import OUTLETS
from policies.conformance.samples import CATEGORIES, SAMPLES, Rng
from policies.guidelines import PROHIBITED
from policies.message_watch import CHANNELS
from policies.numbers import Number, known
from policies.phrases import Book
from policies.rate_guide import FORMATS
from policies.rows import arrays, difference


@dataclass(frozen=True)
class Question:
    """One method of a lever, n random questions to it, and numbers under which its standard rule uses all its words."""

    lever: str
    method: str
    lively: Mapping[str, Any] = field(default_factory=dict)
    nan_means_nothing_shown: bool = False
    row_by_row: bool = True  # an answer a row; the rate guide alone answers about all of them together

    @property
    def sample(self) -> Callable[[Rng, int], tuple[Any, ...]]:
        return SAMPLES[self.lever, self.method]


NUMBERS: Mapping[tuple[str, str], Mapping[str, Any]] = {
    ("guidelines", "learns"): {"learns_from": 3},
    ("identity", "may_post"): {"required": "post"},
    ("identity", "may_write_first"): {"required": "write_first"},
    ("certification", "review"): {
        "min_orders": 5,
        "min_yen": 100_000.0,
        "min_rating": 2.0,
        "min_ratings": 2,
        "min_completion_rate": 0.3,
    },
    ("rate_guide", "quotes"): {"min_sample": 3},
    ("communication", "permits"): {"call": "after_contract", "monitored_share": 0.5, "outside_contact_approval": True},
    ("enforcement", "rulings"): {"links_accounts": True},
}
NOTHING_SHOWN = {"rates", "quotes", "shown"}
QUESTIONS = tuple(
    Question(
        lever,
        method,
        NUMBERS.get((lever, method), {}),
        nan_means_nothing_shown=method in NOTHING_SHOWN and lever != "identity",
        row_by_row=lever != "rate_guide",
    )
    for lever, method in SAMPLES
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
    "band_floors": st.sampled_from([(0.0, 1.0, 2.0), (0.0, 50_000.0, 10**6)]),
    "band_shares": st.tuples(SHARES, SHARES, SHARES),
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
    "band_floors": (0.0, 50_000.0, 100_000.0),
    "band_shares": (0.1, 0.1, 0.1),
}


def same(left: Any, right: Any) -> bool:
    """Equal arrays of equal types, NaN beside NaN."""
    one, other = dict(arrays(left)), dict(arrays(right))
    kinds = [{name: values.dtype for name, values in each.items()} for each in (one, other)]
    return kinds[0] == kinds[1] and not difference(one, other)
