"""Events of a life in words: one sentence for every kind of event that names a worker, and for acts of rules.

Clients and postings appear under their names (`names`), so that the same event has the same words in every world.
"""

from collections.abc import Callable, Mapping
from typing import Any

from experiments.measures.counted import OF_HARM, OUTCOMES
from experiments.measures.paths import LABELS
from experiments.questions.trace.names import Names
from policies.records import Channel, Denial, Ground, Kind
from sim.state.codes import Harm, Reason, Report, Swap, Talk
from sim.state.events import (
    AccountSold,
    Applied,
    Asked,
    Certified,
    Completed,
    Contacted,
    ContactSwapped,
    DealtDirect,
    Ended,
    Event,
    FellSilent,
    FitSampled,
    Harmed,
    Hired,
    LedAway,
    PermitAsked,
    Pressed,
    Published,
    Recruited,
    Reminded,
    Reported,
    Restricted,
    Scouted,
    Session,
    Stopped,
    Surveyed,
    Suspended,
    TakenDown,
    Talked,
    Warned,
    WorkerJoined,
    WorkerLeft,
    WorkerReturned,
)

Single = Any  # one event: its columns as plain numbers
Sentence = Callable[[Single, Names], str]


def _lure(event: Single) -> str:
    return f"{Channel(event.channel).name.lower()}, {Kind(event.tactic).name.lower()}"


def _text(event: Single) -> str:
    return Channel(event.channel).name.lower()


def _left(event: Single) -> str:
    why = {
        Reason.HARM: "after harm",
        Reason.FED_UP: "fed up",
        Reason.SOLD: "back to sell its account",
        Reason.RESTRICTED: "found out: it had sold its account",
        Reason.STOPPED: "of its own accord",
        Reason.UNPROVEN: "showed no papers when asked for them again",
    }
    return why.get(Reason(event.reason), _plain(Reason(event.reason)))


def _plain(code: Reason | Denial | Ground) -> str:
    return code.name.lower().replace("_", " ")


def _harm(event: Single) -> str:
    lost = f", {event.yen:,.0f} yen" if event.yen else ""
    return f"{OUTCOMES[OF_HARM[Harm(event.harm)]]}{lost}"


def _swap(event: Single) -> str:
    ways = {
        Swap.TEXT: "in a text",
        Swap.CALL: "on a call",
        Swap.PRESSED: "when pressed",
        Swap.PERMITTED: "with a permit",
        Swap.AGREED: "to deal outside",
    }
    return ways[Swap(event.how)]


# In the order in which events of one moment are shown.
OWN: Mapping[type[Event], Sentence] = {
    WorkerJoined: lambda e, n: f"here ({LABELS['age'][e.age_band]}, {LABELS['experience'][e.experienced]})",
    WorkerReturned: lambda e, n: "used a dormant account again",
    Session: lambda e, n: "looked at the list",
    Surveyed: lambda e, n: f"called the fee of {n.of_job(e.job)} {'unfair' if e.unfair else 'fair'}",
    Scouted: lambda e, n: f"was scouted for {n.of_job(e.job)}",
    Applied: lambda e, n: f"answered {n.of_job(e.job)}",
    Stopped: lambda e, n: f"a {_text(e)} of {n.of_job(e.job)} was stopped",
    Talked: lambda e, n: f"spoke with {n.of_client(e.client)} {'in-house' if e.how == Talk.IN_HOUSE else 'elsewhere'}",
    PermitAsked: lambda e, n: (
        f"asked to meet {n.of_client(e.client)} outside, {'granted' if e.granted else 'refused'} in {e.days:.1f} days"
    ),
    Asked: lambda e, n: f"asked by {n.of_client(e.client)} to deal outside: {'agreed' if e.agreed else 'declined'}",
    Pressed: lambda e, n: (
        f"pressed by {n.of_client(e.client)} to deal outside: {'yielded' if e.yielded else 'did not'}"
    ),
    ContactSwapped: lambda e, n: f"exchanged contacts with {n.of_client(e.client)} {_swap(e)}",
    Contacted: lambda e, n: f"lured by {n.of_job(e.job)} ({_lure(e)})",
    Warned: lambda e, n: f"warned beside a {_text(e)} of {n.of_job(e.job)}",
    LedAway: lambda e, n: f"led away by {n.of_job(e.job)} ({_lure(e)})",
    AccountSold: lambda e, n: f"a ring bought its account for {e.yen:,.0f} yen",
    Harmed: lambda e, n: f"harmed by {n.of_client(e.client)}: {_harm(e)}",
    Recruited: lambda e, n: f"drew in worker {e.recruit}",
    Reported: lambda e, n: f"reported {n.of_job(e.job) if e.form == Report.JOB else n.of_client(e.client)}",
    Hired: lambda e, n: f"hired by {n.of_client(e.client)} for {e.amount:,.0f} yen",
    DealtDirect: lambda e, n: (
        f"dealt outside with {n.of_client(e.client)}{', pressed' if e.coerced else ''}, {e.amount:,.0f} yen"
    ),
    FellSilent: lambda e, n: f"{'fell silent to' if e.by_worker else 'heard no more of'} {n.of_client(e.client)}",
    Reminded: lambda e, n: (
        f"reminder with {n.of_client(e.client)} {f'denied, {_plain(Denial(e.denial))}' if e.denial else 'granted'}"
    ),
    Completed: lambda e, n: (
        f"work for {n.of_client(e.client)} accepted, paid {e.received:,.0f} yen, rated {e.stars:.1f} stars"
    ),
    Ended: lambda e, n: f"contract with {n.of_client(e.client)} ended, {_plain(Reason(e.reason))}",
    WorkerLeft: lambda e, n: f"left, {_left(e)}",
}
DRAWN_IN: Sentence = lambda e, n: f"drawn in by worker {e.worker}"  # noqa: E731 - as the others: Recruited, of the recruit
OMITTED = frozenset({FitSampled})  # a sample that the census takes, not an event of a life

OF_JOB: Mapping[type[Event], Sentence] = {
    Published: lambda e, n: f"posting {n.of_job(e.job)} appeared",
    Suspended: lambda e, n: f"posting {n.of_job(e.job)} was suspended",
    TakenDown: lambda e, n: f"posting {n.of_job(e.job)} was taken down",
}
OF_CLIENT: Mapping[type[Event], Sentence] = {
    Certified: lambda e, n: f"{n.of_client(e.client)} {'was given' if e.certified else 'lost'} the badge",
    Restricted: lambda e, n: f"{n.of_client(e.client)} was restricted, {_plain(Ground(e.ground))}",
}
RULED = frozenset({*OF_JOB, *OF_CLIENT, Warned, Stopped, PermitAsked, Reminded})  # decisions of rules

# Events that are hidden from the platform; all other kinds are visible to it.
NATURE: Mapping[type[Event], Callable[[Single], bool]] = {
    Contacted: lambda e: True,
    LedAway: lambda e: True,
    Harmed: lambda e: True,
    Recruited: lambda e: True,
    AccountSold: lambda e: True,
    DealtDirect: lambda e: True,
    Talked: lambda e: bool(e.how == Talk.ELSEWHERE),
    Asked: lambda e: True,
    Pressed: lambda e: True,
    ContactSwapped: lambda e: bool(e.how != Swap.PERMITTED),
}
