"""Communication: in-house calls and chat, and the approval of contact outside the service."""

from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np

from policies.checks import chosen
from policies.numbers import check, number
from policies.records import Pairs, Permits, Stage

Call = Literal["never", "before_contract", "after_contract"]


@dataclass(frozen=True, slots=True)
class Communication:
    """When a client and a worker may call or use the chat tool in-house, and whose calls are watched.

    "before_contract" opens the tools from the first contact on and keeps them open; "after_contract" opens them when
    the contract starts; both leave them open once the work is done. `authenticated` asks for a client whose identity is
    verified. A pair is monitored where its ticket falls below `monitored_share`: it is told that somebody may listen.
    `listeners` are people on duty at any time, day and night, who are there as long as the call takes, for all such
    calls or as many as they have time for.

    Source: July 2020 report, L-12…L-18: the authenticated tools were planned and dropped, so production is "never".
    When they would have opened, and whether anybody would have listened, is not said. `outside_contact_approval` is the
    approval procedure of October 2020 that came in their place: contact outside the service is open to any pair whose
    client is verified (who gets the approval is assumed).
    """

    call: Call = "never"
    authenticated: bool = True
    monitored_share: float = number(0.0, "share", "of pairs; whether anybody would watch is not said", 0.0, 1.0)
    listeners: int = number(1, "people", "on duty at any time, for about 3,250 clients", 1, 5, most=10_000)
    listen_minutes: float = number(15.0, "minutes", "a call", 5, 30, least=1, most=1_440)
    outside_contact_approval: bool = False

    def __post_init__(self) -> None:
        check(self)
        chosen("call", [self.call], get_args(Call))

    def permits(self, pairs: Pairs) -> Permits:
        """(n,) pairs → call (n,), monitored (n,) only where call, outside_contact (n,); all bool."""
        opens = {"never": np.inf, "before_contract": Stage.BEFORE, "after_contract": Stage.DURING}[self.call]
        call = (pairs.stage >= opens) & (pairs.client_verified | (not self.authenticated))
        return Permits(
            call=call,
            monitored=call & (~(pairs.ticket >= self.monitored_share)),
            outside_contact=pairs.client_verified & self.outside_contact_approval,
        )


@dataclass(frozen=True, slots=True)
class Off:
    """No calls, no chat tool, no approval of outside contact."""

    listeners = 0
    listen_minutes = 0.0

    def permits(self, pairs: Pairs) -> Permits:
        """(n,) pairs → all False."""
        none = np.zeros(len(pairs), np.bool_)
        return Permits(none, none, none)
