"""Communication: in-house calls and chat, and the approval of contact outside the service."""

from dataclasses import dataclass
from typing import ClassVar, Literal, get_args

import numpy as np

from policies.checks import chosen
from policies.numbers import Shut, check, number
from policies.records import Outlet, Pairs, Permits, Stage

OUTLETS = {outlet.name.lower(): outlet for outlet in Outlet}
Call = Literal["never", "before_contract", "after_contract"]
NO_CALLS = Shut("call", "never", "calls are shut")
UNWATCHED = Shut("monitored_share", 0.0, "no call is watched")
NO_APPROVAL = Shut("outside_contact_approval", False, "nobody applies for contact outside")
NO_CLERKS = Shut("clerks", 0, "nobody reads applications, and all are granted")


@dataclass(frozen=True, slots=True)
class Communication:
    """Rules of talk: when a client and a worker may call or use the chat tool in-house, and whose calls are watched.

    "before_contract" opens the tools from the first contact on and keeps them open; "after_contract" opens them when
    the contract starts; both leave them open once the work is done. `verified_only` asks for a client whose identity is
    verified. A pair is monitored where its ticket falls below `monitored_share`: it hears that somebody may listen.
    `listeners` are people on duty at any time, day and night, who are there as long as the call takes, for all such
    calls or as many as they have time for.

    Source: July 2020 report, L-12…L-18: tools authenticated by the office were planned and dropped, so production is
    "never". When they would have opened, to whom, and whether anybody would have listened, is not said.
    `outside_contact_approval` is the procedure of October 2020 that came in their place: either side may apply for
    contact outside the service, once a consultation and once a contract, and is answered within two business days.
    `clerks` are people on duty at any time, day and night, who read the applications in turn, `approval_minutes` each;
    nobody on duty means that all are granted. The answer goes out `answer_days` later. Whom they refuse is not said.

    `blocked` outlets are not to be named in a text: one that holds a contact there is stopped as it is written. None is
    blocked in any report; a call and a permit pass a block by.
    """

    call: Call = "never"
    verified_only: bool = False
    monitored_share: float = number(
        0.0, "share", "of pairs; whether anybody would watch is not said", 0.0, 1.0, shut=(NO_CALLS,)
    )
    listeners: int = number(
        15, "people", "on duty at any time, in the whole marketplace", 5, 40, most=10_000, shut=(NO_CALLS, UNWATCHED)
    )
    listen_minutes: float = number(15.0, "minutes", "a call", 5, 30, least=1, most=1_440, shut=(NO_CALLS, UNWATCHED))
    blocked: frozenset[str] = frozenset()
    outside_contact_approval: bool = False
    clerks: int = number(
        10, "people", "on duty at any time, in the whole marketplace", 4, 25, most=10_000, shut=(NO_APPROVAL,)
    )
    approval_minutes: float = number(
        5.0, "minutes", "an application", 2, 15, most=10_080, shut=(NO_APPROVAL, NO_CLERKS)
    )
    answer_days: float = number(
        1.0,
        "days",
        "from reading to the answer; two business days at most, as promised",
        0.1,
        2.0,
        most=365,
        shut=(NO_APPROVAL, NO_CLERKS),
    )

    def __post_init__(self) -> None:
        check(self)
        chosen("call", [self.call], get_args(Call))
        chosen("blocked", self.blocked, OUTLETS)

    def permits(self, pairs: Pairs) -> Permits:
        """(n,) pairs → call (n,), monitored (n,) only where call, outside_contact (n,); all bool."""
        opens = {"never": np.inf, "before_contract": Stage.BEFORE, "after_contract": Stage.DURING}[self.call]
        call = (pairs.stage >= opens) & (pairs.client_verified | (not self.verified_only))
        return Permits(
            call=call,
            monitored=call & (~(pairs.ticket >= self.monitored_share)),
            outside_contact=(pairs.stage != Stage.AFTER) & self.outside_contact_approval,
        )


@dataclass(frozen=True, slots=True)
class Off:
    """No calls, no chat tool, no approval of outside contact."""

    listeners = 0
    listen_minutes = 0.0
    blocked: ClassVar[frozenset[str]] = frozenset()
    clerks = 0
    approval_minutes = 0.0
    answer_days = 0.0

    def permits(self, pairs: Pairs) -> Permits:
        """(n,) pairs → all False."""
        none = np.zeros(len(pairs), np.bool_)
        return Permits(none, none, none)
