"""Short runs to be held against one another to the bit, and rollouts that should make no difference to them."""

from dataclasses import fields, replace
from hashlib import sha256
from typing import Any

from policies.display import Display
from policies.platform import Platform
from sim.course import Rollout, simulate
from sim.state.events import Event
from sim.state.log import Events
from sim.world import World
from tests.sim.small import CALLS, PRODUCTION, START, always, changed, small

WORLD = small(ring_share=0.25)
SHORT = 12  # days, for what shows early
LATE = 7  # the day a policy changes


def run(rollout: Rollout, days: int = SHORT, world: World = WORLD, seed: int = 1) -> Events:
    """The log of a short run."""
    return simulate(world, rollout, start=START, days=days, seed=seed)


def until(events: Events, day: float) -> Events:
    """What happened before a day."""
    return events.between(float("-inf"), day)


def fingerprint(events: Events) -> str:
    """One word for a whole log."""
    hashed = sha256()
    for kind in Event.__subclasses__():
        for name in kind.columns():
            hashed.update(f"{kind.__name__}.{name}".encode() + getattr(events[kind], name).tobytes())
    return hashed.hexdigest()


class Same:
    """A rule that decides as another does, and is another."""

    def __init__(self, rule: object) -> None:
        self._rule = rule

    def __getattr__(self, name: str) -> Any:
        return getattr(self._rule, name)


def show(**places: frozenset[str]) -> Platform:
    """Production with marks at other places."""
    return replace(PRODUCTION, display=replace(Display(), **places))  # type: ignore[arg-type]


SAME: dict[str, Any] = {
    lever.name: Same(getattr(PRODUCTION, lever.name)) for lever in fields(Platform) if lever.name != "display"
}
INERT: dict[str, Rollout] = {
    "every rule swapped for one that decides alike": always(replace(PRODUCTION, **SAME)),
    "the alert on the profile too, which nobody opens without the job page": always(
        show(fee_alert=frozenset({"job", "profile"}))
    ),
    "no place for the badge of a certification that is not there": always(show(certified=frozenset())),
    "watching calls where nobody may call": always(changed(PRODUCTION, communication={"monitored_share": 1.0})),
    "people at a desk for applications that nobody may make": always(
        changed(PRODUCTION, communication={"clerks": 0, "approval_minutes": 90.0, "answer_days": 2.0})
    ),
    "calls for verified clients alone, never": always(changed(PRODUCTION, communication={"verified_only": True})),
    "a covered category that nobody posts in": always(
        changed(PRODUCTION, rate_guide={"uncovered_categories": frozenset({60})})
    ),
    "the same platform again": ((0, PRODUCTION), (LATE, replace(PRODUCTION))),
    "another platform once all is over": ((0, PRODUCTION), (SHORT, CALLS)),
}
