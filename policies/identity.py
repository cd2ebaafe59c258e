"""Identity: who must verify, and what verification shows."""

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from policies.checks import chosen
from policies.columns import guarded
from policies.records import Bools, Flags

Required = Literal["none", "write_first", "post"]


@dataclass(frozen=True, slots=True)
class Identity:
    """Verification is voluntary; a verified client carries a mark, and workers may filter for it.

    `required` is a ladder: "none"; "write_first" (an unverified client may not write to a worker who has not written to
    it); "post" (nor post a job). Source: June 2020 report, N-08…N-12. The report asks nobody to verify and does not say
    how verification is done; the two stricter steps are what-ifs of ours.
    """

    required: Required = "none"
    mark: bool = True
    checks_holder: bool = False  # an account that changes hands is verified anew (M-16); no report tells of it

    def __post_init__(self) -> None:
        chosen("required", [self.required], get_args(Required))

    @guarded
    def may_post(self, verified: Flags) -> Bools:
        """verified (n,) bool → (n,) bool: may these clients post?"""
        return verified | (self.required != "post")

    @guarded
    def may_write_first(self, verified: Flags) -> Bools:
        """verified (n,) bool → (n,) bool: may these clients write to a worker who has not written to them?"""
        return verified | (self.required == "none")

    @guarded
    def shown(self, verified: Flags) -> Bools:
        """verified (n,) bool → (n,) bool: who carries the verified mark and passes the filter for it (N-12)."""
        return verified & self.mark


@dataclass(frozen=True, slots=True)
class Off:
    """Nobody must verify, and verification shows nowhere."""

    checks_holder = False

    @guarded
    def may_post(self, verified: Flags) -> Bools:
        """(n,) → (n,) all True."""
        return np.ones(len(verified), np.bool_)

    @guarded
    def may_write_first(self, verified: Flags) -> Bools:
        """(n,) → (n,) all True."""
        return np.ones(len(verified), np.bool_)

    @guarded
    def shown(self, verified: Flags) -> Bools:
        """(n,) → (n,) all False."""
        return np.zeros(len(verified), np.bool_)
