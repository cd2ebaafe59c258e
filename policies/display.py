"""Display: where each mark stands, and which filters the search list offers."""

from dataclasses import dataclass
from typing import Literal, get_args, get_type_hints

from policies.checks import chosen

Place = Literal["list", "job", "profile"]  # the search list, the job page, the client's profile
AlertPlace = Literal["job", "profile"]
QuotePlace = Literal["order", "table", "job"]  # on the order screen the client sees it; the table is for everybody
Filter = Literal["verified", "certified"]


@dataclass(frozen=True, slots=True)
class Display:
    """Places of each mark, and the filters that the search list offers (L-09, A-03, M-02, N-02, N-04, N-12, L-10).

    A mark can stand only where somebody reads it. Who opens a profile has the job page before it: a mark on both is met
    once. Of identity N-12 names the filter of the list alone. That the mark stands on page and profile, as that of the
    order-rule check does, is assumed: advice to apply to verified clients takes for granted that one sees who is.
    Quotes stand on the order screen (M-02) and in a table of rates that anybody may look up (M-03).
    """

    verified: frozenset[Place] = frozenset({"job", "profile"})
    certified: frozenset[Place] = frozenset({"list", "job", "profile"})
    completion_rate: frozenset[Place] = frozenset({"job", "profile"})
    rule_mark: frozenset[Place] = frozenset({"job", "profile"})
    fee_alert: frozenset[AlertPlace] = frozenset({"job"})
    quote: frozenset[QuotePlace] = frozenset({"order", "table"})
    filters: frozenset[Filter] = frozenset({"verified"})

    def __post_init__(self) -> None:
        """Raises ValueError for a place where nobody reads the mark, and for a filter that nobody uses."""
        for name, hint in get_type_hints(Display).items():
            chosen(name, getattr(self, name), get_args(get_args(hint)[0]))
