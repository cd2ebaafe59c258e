"""Every rule by name: ours, and those that installed packages offer as entry points `lever.rule_name`."""

from collections.abc import Mapping
from dataclasses import fields
from importlib.metadata import entry_points
from types import MappingProxyType

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
from policies.platform import Display, Platform

GROUP = "policylab.policies"

RULES: Mapping[str, Mapping[str, type]] = MappingProxyType({
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
})


def rules() -> dict[str, dict[str, type]]:
    """RULES and the entry points of packages. Raises ValueError where one names no lever, or a name is taken."""
    known = {lever: dict(named) for lever, named in RULES.items()}
    for entry in entry_points(group=GROUP):
        lever, _, name = entry.name.partition(".")
        if lever not in known or not name:
            raise ValueError(
                f"entry point {entry.name!r} of {GROUP}: names no rule of a lever, must be lever.rule_name with one of "
                f"{', '.join(known)}")
        if name in known[lever]:
            raise ValueError(f"entry point {entry.name!r} of {GROUP}: that rule exists, must have a name of its own")
        known[lever][name] = entry.load()
    return known


def production() -> Platform:
    """The marketplace on 1 August 2020: certification is announced for the 12th, in-house calling is dropped."""
    return Platform(
        guidelines=guidelines.Guidelines(),
        screening=screening.Screening(),
        message_watch=message_watch.MessageWatch(),
        identity=identity.Identity(),
        completion_rate=completion_rate.CompletionRate(),
        certification=certification.Off(),
        order_rules=order_rules.OrderRules(),
        fee_schedule=fee_schedule.FeeSchedule(),
        rate_guide=rate_guide.RateGuide(),
        fee_alert=fee_alert.FeeAlert(),
        fee_survey=fee_survey.FeeSurvey(),
        contact_reminder=contact_reminder.ContactReminder(),
        scouting=scouting.Scouting(),
        communication=communication.Communication(),
        enforcement=enforcement.Enforcement(),
        support=support.Support(),
    )


def off() -> Platform:
    """A marketplace without any policy, which shows no mark and offers no filter."""
    return Platform(
        guidelines=guidelines.Off(),
        screening=screening.Off(),
        message_watch=message_watch.Off(),
        identity=identity.Off(),
        completion_rate=completion_rate.Off(),
        certification=certification.Off(),
        order_rules=order_rules.Off(),
        fee_schedule=fee_schedule.Off(),
        rate_guide=rate_guide.Off(),
        fee_alert=fee_alert.Off(),
        fee_survey=fee_survey.Off(),
        contact_reminder=contact_reminder.Off(),
        scouting=scouting.Off(),
        communication=communication.Off(),
        enforcement=enforcement.Off(),
        support=support.Off(),
        display=Display(**{place.name: frozenset() for place in fields(Display)}),
    )
