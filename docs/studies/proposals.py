"""Proposals that look like a free gain, each with its base scenario."""

from dataclasses import dataclass

from experiments.measures.lasting import LATE_VALUE

LOST = "honest_clients_restricted", "honest_clients_lost"
CRITERIA = (
    *("min_orders=0", "min_yen=0", "min_rating=1", "min_ratings=0"),
    *("min_completion_rate=0", "needs_identity=false"),
)
NO_CRITERIA = tuple(f"platform.certification.{criterion}" for criterion in CRITERIA)
DESKS = ("screening.checkers", "screening.reviewers", "message_watch.readers", "enforcement.case_readers")


@dataclass(frozen=True, slots=True)
class Proposal:
    """A likely proposal, as a change of a scenario."""

    name: str
    changes: tuple[str, ...]
    base: str = "production"
    beside: tuple[str, ...] = ()  # metrics that are always shown


PROPOSALS = (
    Proposal("dismiss all checkers", ("platform.screening.checkers=0",)),
    Proposal("dismiss all reviewers", ("platform.screening.reviewers=0",)),
    Proposal(
        "hold every message with any finding",
        ("platform.message_watch.warn_at=0.001", "platform.message_watch.hold_at=0.001"),
    ),
    Proposal("warn of nearly everything", ("platform.message_watch.warn_at=0.01",)),
    Proposal("dismiss the whole staff", tuple(f"platform.{desk}=0" for desk in DESKS)),
    Proposal("restrict at the first report", ("platform.enforcement.reports_to_restrict=1",), beside=LOST),
    Proposal(
        "phrases from one report",
        ("platform.guidelines.learns_from=1", "platform.guidelines.learns_in_days=1"),
        beside=("honest_texts_stopped",),
    ),
    Proposal("listen to every call", ("platform.communication.monitored_share=1",), base="calling_open"),
    Proposal(
        "the verified mark for everybody",
        ("world.population.verified_honest=1", "world.population.verified_ring=0.92"),  # the rest is groomed or bought
        beside=(LATE_VALUE.name,),
    ),
    Proposal("certification without criteria", NO_CRITERIA, beside=(LATE_VALUE.name,)),
    Proposal(
        "certification without criteria, where there was no scheme",
        ("platform.certification.rule=standard", 'platform.display.filters=["verified", "certified"]', *NO_CRITERIA),
        base="no_certified_clients",
        beside=(LATE_VALUE.name,),
    ),
    Proposal("no verification of identity", ("platform.identity.rule=off",)),
    Proposal(
        "a case at the third reporter, not at the first", ("platform.enforcement.reports_to_review=3",), beside=LOST
    ),
)
