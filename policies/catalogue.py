"""Every rule by name: ours, those that packages offer as entry points `lever.rule_name`, and any class by its place.

A rule of others is loaded when somebody asks for it, so one that cannot be used is in nobody else's way.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from importlib.metadata import EntryPoint, distributions
from itertools import chain
from types import MappingProxyType
from typing import Any, get_type_hints

from policies import (
    certification,
    communication,
    completion_rate,
    contact_reminder,
    enforcement,
    fee_alert,
    fee_schedule,
    fee_survey,
    guidelines,
    identity,
    message_watch,
    order_rules,
    rate_guide,
    scouting,
    screening,
    support,
)
from policies.aside import aside
from policies.boundary import blaming, said
from policies.here import look_here
from policies.questions import asked

GROUP = "policylab.policies"
PLACE = re.compile(r"^[\w.]+:[\w.]+$")  # of a class: module:Class

RULES: Mapping[str, Mapping[str, type]] = MappingProxyType(
    {
        "guidelines": {"standard": guidelines.Guidelines, "off": guidelines.Off},
        "screening": {"standard": screening.Screening, "off": screening.Off},
        "message_watch": {"standard": message_watch.MessageWatch, "off": message_watch.Off},
        "identity": {"standard": identity.Identity, "off": identity.Off},
        "completion_rate": {"standard": completion_rate.CompletionRate, "off": completion_rate.Off},
        "certification": {"standard": certification.Certification, "off": certification.Off},
        "order_rules": {"standard": order_rules.OrderRules, "off": order_rules.Off},
        "fee_schedule": {"standard": fee_schedule.FeeSchedule, "off": fee_schedule.Off},
        "rate_guide": {"standard": rate_guide.RateGuide, "off": rate_guide.Off},
        "fee_alert": {"standard": fee_alert.FeeAlert, "off": fee_alert.Off},
        "fee_survey": {"standard": fee_survey.FeeSurvey, "off": fee_survey.Off},
        "contact_reminder": {"standard": contact_reminder.ContactReminder, "off": contact_reminder.Off},
        "scouting": {"standard": scouting.Scouting, "off": scouting.Off},
        "communication": {"standard": communication.Communication, "off": communication.Off},
        "enforcement": {"standard": enforcement.Enforcement, "off": enforcement.Off},
        "support": {"standard": support.Support, "off": support.Off},
    }
)


class BadRule(Exception):
    """A rule of others that cannot be used. One line: the package and its entry point, or the class; what is wrong."""


@dataclass(frozen=True, slots=True)
class Offer:
    """An entry point `lever.rule_name` of an installed package, or a class; nothing of it is loaded until `load`."""

    package: str  # "" of a class that a scenario names by its place
    entry: EntryPoint

    @property
    def lever(self) -> str:
        """The lever that it means to answer."""
        return self.entry.name.partition(".")[0]

    @property
    def name(self) -> str:
        """Name of the rule in a scenario."""
        return self.entry.name.partition(".")[2]

    def bad(self, mistake: str) -> BadRule:
        """The complaint about this entry point, or class."""
        if not self.package:
            return BadRule(f"'{self.entry.value}': {mistake}")
        return BadRule(f"package '{self.package}', entry point '{self.entry.name}' = '{self.entry.value}': {mistake}")

    def load(self) -> type:
        """The rule's class. Raises BadRule, whatever the package does; what it prints goes to standard error."""
        self._check_name()
        if not self.package:
            look_here()
        with blaming(lambda what: self.bad(f"cannot be loaded: {what}")), aside():
            kind = self.entry.load()
        self._check_class(kind)
        return kind

    def _check_name(self) -> None:
        if self.lever not in RULES or not self.name:
            raise self.bad(f"names no rule of a lever, must be lever.rule_name with one of {', '.join(RULES)}")
        if not self.package and not PLACE.fullmatch(self.entry.value):
            raise self.bad("must be module:Class")
        if self.name in RULES[self.lever]:
            raise self.bad("that rule exists, must have a name of its own")
        rivals = [each.package for each in offers() if each.entry.name == self.entry.name and each != self]
        if rivals:
            raise self.bad(f"also offered by {', '.join(map(repr, rivals))}, must have a name of its own")

    def _check_class(self, kind: Any) -> None:
        own = vars(kind) if isinstance(kind, type) else {}
        if "__dataclass_params__" not in own or not own["__dataclass_params__"].frozen:
            raise self.bad("must be a frozen dataclass")
        try:
            get_type_hints(kind)
        except Exception as error:
            raise self.bad(f"has a type hint that means nothing: {said(error)}") from error
        names = {field.name for field in fields(kind)}
        if "rule" in names:
            raise self.bad("a field cannot be called 'rule'")
        missing = [name for name in asked(self.lever) if name not in names and not hasattr(kind, name)]
        if missing:
            raise self.bad(f"does not answer the lever's question: has no {', '.join(map(repr, missing))}")


@cache
def offers() -> tuple[Offer, ...]:
    """Every rule that installed packages offer, loaded or not, usable or not."""
    offered: dict[str, list[Offer]] = {}  # a package that is found twice offers what its first place on the path does
    for package in distributions():
        try:
            entries = package.entry_points.select(group=GROUP)
            name = package.name if entries else ""  # a name is read from metadata, which takes ten times as long
        except Exception:  # noqa: BLE001  what another package's metadata breaks is nothing to us: it offers nothing
            continue
        if entries:
            offered.setdefault(_normalised(name), [Offer(name, entry) for entry in entries])
    return tuple(chain.from_iterable(offered.values()))


def _normalised(package: str) -> str:
    """The name by which packaging compares: `House_rules` is `house-rules`."""
    return re.sub(r"[-_.]+", "-", package).lower()


def exists(lever: str, name: str) -> bool:
    """Is it the name of a rule of this lever, or the place of a class, `module:Class`? Loads none."""
    return ":" in name or name in names(lever)


def names(lever: str) -> tuple[str, ...]:
    """Names of the rules of a lever, ours first. Loads none."""
    return tuple(dict.fromkeys([*RULES[lever], *(each.name for each in offers() if each.lever == lever and each.name)]))


def offer(lever: str, name: str) -> Offer | None:
    """Return where a known rule comes from: its entry point or class; None for a rule of ours."""
    if name in RULES[lever]:
        return None
    if ":" in name:
        return Offer("", EntryPoint(f"{lever}.{name}", name, GROUP))
    return next(each for each in offers() if (each.lever, each.name) == (lever, name))


def rule(lever: str, name: str) -> type:
    """The class of a rule that exists. Raises BadRule where it is another's and cannot be used."""
    offered = offer(lever, name)
    return RULES[lever][name] if offered is None else offered.load()
