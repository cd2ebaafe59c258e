"""Platform: one field per lever, and the question each lever answers; annotations say what an answer may be."""

from dataclasses import dataclass, field
from typing import Annotated, Protocol

from policies import records
from policies.columns import Bounds, Column, Minutes, People, Score, Wait
from policies.display import Display
from policies.records import ByFormat, Counts, Flags, Floats, Formats, Quotes, Shares, Stages, Yen, YenOrNone
from policies.text import Texts

SharesOrNone = Annotated[Floats, Column(0.0, 1.0, nan=True)]


class Guidelines(Protocol):
    """Does a text betray a prohibited kind of work, and how strongly? What does the office learn from reports?"""

    @property
    def learns_in_days(self) -> Wait:
        """Days from the report that suffices for a phrase until it is looked for."""

    def findings(self, text: Texts, stage: Stages, date: int, learned: Flags) -> records.Findings:
        """(n,) texts at these stages, on a date in days since 1970-01-01; learned: does each hold what was learned?"""

    def learns(self, reports: Counts, sure: Shares) -> Flags:
        """(n,) pieces of text, in so many upheld reports, so much rather than in ordinary texts → (n,) learned?"""


class Screening(Protocol):
    """Publish, review or suspend a posting, and with how many people?"""

    @property
    def review_at(self) -> Score:
        """The score from which on a person reads a posting first."""

    @property
    def check_at(self) -> Score:
        """The score from which on a checker glances at a posting first, the longer the nearer it is to `review_at`."""

    @property
    def checkers(self) -> People:
        """People who glance at postings: on duty at any time by day."""

    @property
    def check_minutes(self) -> Minutes:
        """A checker's longest look at a posting."""

    @property
    def reviewers(self) -> People:
        """People who read what is to be reviewed or suspended, or alarms a checker: on duty at any time by day."""

    @property
    def review_minutes(self) -> Minutes:
        """A reader's time for a posting."""

    @property
    def night_staff(self) -> Annotated[float, Bounds(0.0, 1.0)]:
        """0…1, the part of the night for which each of them is there."""

    def verdicts(self, postings: records.Postings) -> records.Verdicts:
        """(n,) postings → PASS, REVIEW or STOP."""


class MessageWatch(Protocol):
    """Deliver, deliver with a warning, hold for review, or block a message, an NDA term, a scout?"""

    @property
    def readers(self) -> People:
        """People who read held texts, and pass each on or stop it: on duty at any time by day."""

    @property
    def read_minutes(self) -> Minutes:
        """A reader's time for a text."""

    @property
    def night_staff(self) -> Annotated[float, Bounds(0.0, 1.0)]:
        """0…1, the part of the night for which each of them is there."""

    @property
    def standing_warning(self) -> bool:
        """A general warning stands on the workers' message screen (L-19, L-20)."""

    @property
    def client_warning(self) -> bool:
        """A general warning stands on the clients' message screen (L-21)."""

    def verdicts(self, messages: records.Messages) -> records.Verdicts:
        """(n,) messages → PASS, WARN, REVIEW (hold) or STOP (block)."""


class Identity(Protocol):
    """Must a client verify its identity before it posts, or writes first?"""

    def may_post(self, verified: Flags) -> Flags:
        """(n,) may these clients post?"""

    def may_write_first(self, verified: Flags) -> Flags:
        """(n,) may these clients write to a worker who has not written to them?"""

    @property
    def checks_holder(self) -> bool:
        """Is an account that changes hands verified anew (M-15, M-16)?"""

    def shown(self, verified: Flags) -> Flags:
        """(n,) who carries the verified mark (and passes the filter for it)."""


class CompletionRate(Protocol):
    """Is a project completion rate shown for a client, and which?"""

    @property
    def advised(self) -> Annotated[float, Bounds(0.0, 1.0, nan=True)]:
        """The rate from which on workers are advised to answer a job (N-13…N-16), NaN where none is advised."""

    @property
    def advises(self) -> bool:
        """Are workers advised to answer jobs of verified clients with that rate (N-08, N-13)?"""

    @property
    def followers(self) -> Annotated[float, Bounds(0.0, 1.0)]:
        """The share of workers who follow that advice in the end."""

    def rates(self, accepted: ByFormat, ended: ByFormat) -> SharesOrNone:
        """(n, 3), (n, 3) by Format → (n,) 0…1, NaN where nothing is shown."""


class Certification(Protocol):
    """Is a client certified?"""

    @property
    def review_days(self) -> Annotated[int, Bounds(1)]:
        """Days between two reviews of all clients."""

    def review(self, clients: records.ClientRecords) -> Flags:
        """(n,) clients → (n,) bool, who is certified."""


class OrderRules(Protocol):
    """Does a client carry the order-rule-check mark?"""

    @property
    def items(self) -> Annotated[int, Bounds(0, 1_000)]:
        """Number of items of the check."""

    @property
    def adopters(self) -> Annotated[float, Bounds(0.0, 1.0)]:
        """The share of clients, but for rings' accounts, that tick all of them in the end (A-06)."""

    def marks(self, ticked: Counts) -> Flags:
        """(n,) number of items ticked → (n,) carries the mark."""


class FeeSchedule(Protocol):
    """Does the worker take home all of a contract amount, or how much, and which amount gives this take-home?"""

    @property
    def net_entry(self) -> bool:
        """Workers enter the take-home they want; the contract amount is computed (Y-08…Y-10)."""

    def take_home(self, amount: Yen, format: Formats) -> Yen:
        """(n,) whole yen contract amount, (n,) Format → (n,) whole yen."""

    def amount_for(self, take_home: Yen, format: Formats) -> Annotated[Floats, Column(0.0)]:
        """(n,) whole yen take-home → (n,) the smallest whole-yen amount that gives at least this take-home."""


class RateGuide(Protocol):
    """Is there a market quote of each category and format, and how much?"""

    @property
    def update_days(self) -> Annotated[int, Bounds(1)]:
        """Days between two updates of the table."""

    def quotes(self, contracts: records.CompletedContracts, categories: int) -> Quotes:
        """Completed contracts → (categories, 3) yen, NaN without a quote."""


class FeeAlert(Protocol):
    """Is a fee extremely low?"""

    def alerts(self, fee: Yen, quote: YenOrNone) -> Flags:
        """(n,) yen, (n,) yen or NaN → (n,)."""


class FeeSurvey(Protocol):
    """Does a client see how many answers to its fee survey say that it is unfair?"""

    @property
    def open(self) -> bool:
        """Is the survey on the job page?"""

    def shown(self, fair: Counts, unfair: Counts) -> SharesOrNone:
        """(n,), (n,) answers → (n,) share that says not fair, NaN where nothing is shown."""


class ContactReminder(Protocol):
    """May this party ask the office to urge the other one to answer, and is it granted?"""

    def grants(self, requests: records.ReminderRequests) -> records.Grants:
        """(n,) requests → which are granted, and why the others are not."""


class Scouting(Protocol):
    """May a client filter for workers, and to how many may it write?"""

    def allowances(self, clients: records.ClientRecords) -> records.Allowances:
        """(n,) clients → their filters, and how many scouts they may send a week."""


class Communication(Protocol):
    """May these two call or use chat, when, and is it watched?"""

    @property
    def listeners(self) -> People:
        """People who listen to monitored calls: on duty at any time."""

    @property
    def listen_minutes(self) -> Minutes:
        """A listener's time for a call."""

    @property
    def blocked(self) -> frozenset[str]:
        """Names of outside outlets that no text may name."""

    @property
    def clerks(self) -> People:
        """People who read applications for contact outside; with nobody, all are granted."""

    @property
    def approval_minutes(self) -> Minutes:
        """A clerk's time for an application."""

    @property
    def answer_days(self) -> Annotated[float, Bounds(0.0, 365)]:
        """Days from reading to the answer."""

    def permits(self, pairs: records.Pairs) -> records.Permits:
        """(n,) pairs → whether they may call, are monitored, may ask for contact outside."""


class Enforcement(Protocol):
    """Given reports and findings: restrict this account? link it to others?"""

    @property
    def case_readers(self) -> People:
        """People who read cases and reported jobs by day; with nobody, none is read."""

    @property
    def links_accounts(self) -> bool:
        """Accounts that share a contact, or a trace of papers or payment, with a restricted one are looked up."""

    def rulings(self, cases: records.Cases) -> records.Rulings:
        """(n,) accounts with what is against them → which to read, which to restrict, and on what ground."""

    def reviews_jobs(self, reporters: Counts) -> Flags:
        """(n,) users who reported each job since it was last cleared → does a case reader look at the posting?"""


class Support(Protocol):
    """Does relief reach a worker, and how much?"""

    def relief(self, workers: records.WorkerRecords) -> Shares:
        """(n,) 0…1: the share of financial pressure taken off."""


@dataclass(frozen=True, slots=True)
class Platform:
    """Everything the platform decides, one rule a lever. Off is a rule too (`policies.catalogue`)."""

    guidelines: Guidelines
    screening: Screening
    message_watch: MessageWatch
    identity: Identity
    completion_rate: CompletionRate
    certification: Certification
    order_rules: OrderRules
    fee_schedule: FeeSchedule
    rate_guide: RateGuide
    fee_alert: FeeAlert
    fee_survey: FeeSurvey
    contact_reminder: ContactReminder
    scouting: Scouting
    communication: Communication
    enforcement: Enforcement
    support: Support
    display: Display = field(default_factory=Display)
