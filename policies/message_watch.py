"""Message watch: deliver, warn, hold or block what is written to a worker."""

from dataclasses import dataclass

import numpy as np

from policies.checks import ascending, chosen
from policies.numbers import Shut, check, number
from policies.records import ADDRESSED, Action, Channel, Kind, Messages, Stage, Verdicts

CHANNELS = {channel.name.lower(): channel for channel in ADDRESSED}
UPHELD_IS_NOTHING = Shut("upheld_weight", 0.0, "earlier findings count for nothing")
NO_READERS = Shut("readers", 0, "nobody reads what is held")


@dataclass(frozen=True, slots=True)
class MessageWatch:
    """A text that betrays prohibited work is delivered with a warning, held for a person, or blocked, by its weight.

    The score is the weight of the finding; a sender with upheld findings starts closer to the thresholds. Once there is
    a contract, `contract_slack` is added to every threshold. A threshold above 1 is never met, and only the named
    channels are watched. `readers` are people on duty at any time, day and night (at night for `night_staff` of it),
    who read what is held in turn, and stop it or pass it on; nobody on duty means that it passes at once. Standing
    warnings are on the message screen whatever is written there.

    Source: July 2020 report, L-19…L-28 (standing warnings, one for workers, one for clients, and the signs of a lure);
    R-07 and A-20…A-23 (lures in messages and in special terms of an NDA). The reports tell of no text that was held or
    blocked: that the watch acts on single texts at all, and every threshold, is assumed, and so are staff.
    """

    warn_at: float = number(
        0.5, "score", "from here on a warning stands beside it; above 1, with hold_at and block_at: never", 0.3, 0.85
    )
    hold_at: float = number(
        0.85, "score", "from here on a person reads it first; above 1, with block_at: never", 0.6, 0.95
    )
    block_at: float = number(0.97, "score", "from here on it is not delivered; above 1: never", 0.9, 1.1)
    contract_slack: float = number(0.1, "score", "added to each threshold during and after a contract (M-23)", 0.0, 0.3)
    upheld_weight: float = number(
        0.15, "share", "of the distance to 1 that each upheld finding adds to a score", 0.0, 0.4
    )
    upheld_cap: int = number(3, "findings", "upheld, that count at most", 1, 10, shut=(UPHELD_IS_NOTHING,))
    channels: frozenset[str] = frozenset(CHANNELS)
    readers: int = number(2, "people", "on duty at any time, in the whole marketplace", 1, 6, most=10_000)
    read_minutes: float = number(4.0, "minutes", "a held text", 2.0, 10.0, most=10_080, shut=(NO_READERS,))
    night_staff: float = number(
        0.3, "share", "of the night, 22 to 6 o'clock, that each is there; 1: as by day", 0, 1, shut=(NO_READERS,)
    )
    standing_warning: bool = True
    client_warning: bool = True

    def __post_init__(self) -> None:
        check(self)
        ascending(self, "warn_at", "hold_at", "block_at")
        chosen("channels", self.channels, CHANNELS)

    def verdicts(self, messages: Messages) -> Verdicts:
        """(n,) messages → action (n,) Action; score (n,) 0…1; reason (n,) Kind found. Unwatched channels score 0."""
        weight = messages.findings.weight
        reads = np.zeros(len(Channel), np.bool_)
        reads[[CHANNELS[name] for name in self.channels]] = True
        watched = reads[messages.channel] & (weight != 0)
        clean = (1.0 - weight) * (1.0 - self.upheld_weight) ** np.minimum(messages.upheld, self.upheld_cap)
        score = np.where(watched, 1.0 - clean, 0.0)
        held_against = score - np.where(messages.stage == Stage.BEFORE, 0.0, self.contract_slack)
        blocked = held_against >= self.block_at
        held, warned = ~(held_against < self.hold_at), ~(held_against < self.warn_at)  # NaN is held
        action = np.where(
            blocked, Action.STOP, np.where(held, Action.REVIEW, np.where(warned, Action.WARN, Action.PASS))
        )
        return Verdicts(
            action=np.where(watched, action, Action.PASS),
            score=score,
            reason=np.where(watched, messages.findings.kind, Kind.NONE),
        )


@dataclass(frozen=True, slots=True)
class Off:
    """Everything is delivered, and no warning stands anywhere."""

    readers = 0
    read_minutes = night_staff = 0.0
    standing_warning = False
    client_warning = False

    def verdicts(self, messages: Messages) -> Verdicts:
        """(n,) messages → all PASS."""
        n = len(messages)
        return Verdicts(np.full(n, Action.PASS, np.int64), np.zeros(n), np.full(n, Kind.NONE, np.int64))
