"""A world's numbers: how people behave here. Unit, source, confidence and plausible range stand beside each number.

Confidence is quoted (stood in a source), derived (arithmetic on quoted values) or assumed (no source: sweep it).
Sources are named in full in docs/model.md; row IDs are those of the monthly reports.
"""

from dataclasses import dataclass, field
from typing import Any, Literal


def number(default: float | int | tuple[float, ...], unit: str, source: str, low: float | None = None,
           high: float | None = None, confidence: Literal["quoted", "derived", "assumed"] = "assumed") -> Any:
    """A parameter and what we know of it. [low, high] is the plausible range, not a limit.

    The scenario loader holds unit "share" to 0…1 and everything but "log-odds" to 0 and above.
    """
    return field(default=default, metadata={
        "unit": unit, "source": source, "confidence": confidence, "low": low, "high": high})


@dataclass(frozen=True, slots=True)
class Population:
    """Who is here on the first day, and who comes."""

    ring_share: float = number(0.10, "share", "share of clients that rings own, H: π 8.6–12.5 %", 0.064, 0.125, "derived")
    low_paying: float = number(0.12, "share", "of honest clients; unfairly low pay, RENGO 2020: 12.6 % ever", 0.05, 0.25)
    careless: float = number(0.08, "share", "of honest clients; counterparty unreachable 8.5 %, CW April 2020", 0.03, 0.15)
    verified_honest: float = number(0.38, "share", "H: verified share of clients ≤ 0.43", 0.25, 0.43, "derived")
    verified_ring: float = number(0.165, "share", "N-09, H: 3 of 4 or more violators do not verify", 0.05, 0.3)
    ticked_honest: float = number(0.45, "share", "order-rule check adoption, not in A-03", 0.1, 0.7)
    ticked_ring: float = number(0.35, "share", "a cheap mark is worn by the wrong ones too, tension 4", 0.1, 0.7)
    activity_median: float = number(0.0052, "sessions a day", "most registered accounts sleep", 0.002, 0.02)
    activity_spread: float = number(2.0, "log-sd", "heavy tail; chieterrace: 0.012 % earn > ¥200k a month", 1.2, 2.5)
    post_rate: float = number(0.0165, "jobs a day", "mean of honest clients; ¥3.19 bn Apr–Jun 2020", 0.005, 0.04)
    post_spread: float = number(1.3, "log-sd", "a few clients post most", 0.8, 2.0)
    new_workers: float = number(0.00073, "share", "growth a day: +0.98 M a year on 3.69 M (bizspa.jp)", 0.0004, 0.001, "derived")
    new_clients: float = number(0.0008, "share", "growth a day, as for workers", 0.0002, 0.002)
    history_accepted: float = number(3.0, "contracts", "mean earlier accepted contracts of an honest client", 1.0, 10.0)
    experienced: float = number(0.35, "share", "workers with a completed contract on day 0", 0.1, 0.5)
    main_income: float = number(0.375, "share", "full-time among net-freelancers, RENGO 2020", 0.2, 0.5, "quoted")
    guardian: float = number(0.2, "share", "cares for a child out of school (A-27)", 0.1, 0.35)
    young: float = number(0.22, "share", "workers under 25", 0.1, 0.35)
    pressure_mean: float = number(0.45, "share", "65.1 % lost income, CW April 2020 (n = 1,400)", 0.3, 0.65)
    shock: float = number(0.5, "factor", "added to pressure at the height of the income shock, mid-April 2020 (CW: 65.1 % lost income)", 0.0, 1.0)
    caution_mean: float = number(0.5, "share", "48 % on guard, FlexJobs", 0.3, 0.6, "quoted")
    filter_verified: float = number(0.12, "share", "workers who tick the verified filter (N-12)", 0.03, 0.3)
    filter_advice: float = number(0.06, "share", "workers who follow both pieces of advice (N-08, N-13)", 0.01, 0.2)
    filter_certified: float = number(0.05, "share", "workers who would tick the certified filter (L-10)", 0.01, 0.3)
    worker_verified: float = number(0.3, "share", "workers with verified identity", 0.1, 0.5)


@dataclass(frozen=True, slots=True)
class Posting:
    """How jobs are drafted."""

    price: tuple[float, ...] = number(
        (4.8e3, 3e3, 4.2e3, 7.2e3, 12e3, 27e3, 48e3, 15e3, 3.6e3, 1.8e3, 7.2e3, 9e3, 3.6e3, 1.8e3, 3e3, 11e3), "yen",
        "market price of a fixed job by category; a mean near ¥8,000 keeps to ¥3.19 bn a quarter", 1.5e3, 1e5)
    category: tuple[float, ...] = number(
        (24, 14, 8, 4, 8, 6, 3, 6, 3, 8, 4, 4, 6, 4, 5, 3), "weight", "how often each category is posted and looked at")
    task_price: float = number(0.025, "share", "pay of one task seat against a fixed job of the category", 0.005, 0.1)
    hourly_price: float = number(1.6, "factor", "hourly contracts against fixed ones", 1.0, 3.0)
    home_share: float = number(0.8, "share", "of a client's jobs in its own category", 0.5, 0.95)
    task_share: float = number(0.2, "share", "postings in task format", 0.1, 0.4)
    hourly_share: float = number(0.1, "share", "postings paid by the hour", 0.03, 0.2)
    task_seats: float = number(20.0, "seats", "mean seats of a task", 5.0, 100.0)
    fee_spread: float = number(0.35, "log-sd", "fees around what the client means to pay", 0.2, 0.6)
    anchor: float = number(0.4, "share", "weight of the quote where it is shown (M-02)", 0.0, 0.7)
    survey_pull: float = number(0.4, "share", "fee raised by this times the share that says unfair (Y-07)", 0.0, 1.0)
    silence_raise: float = number(0.05, "share", "fee raised after a posting without applications", 0.0, 0.2)
    open_days: float = number(10.0, "days", "postings last 9.8 days on average (DHI)", 5.0, 20.0, "quoted")
    rush_hour: float = number(14.0, "hour", "hour of the day around which clients post", 10.0, 20.0)
    rush_spread: float = number(3.5, "hours", "sd around it", 2.0, 6.0)


@dataclass(frozen=True, slots=True)
class Reviewing:
    """How well the people at the desks judge."""

    recall: float = number(0.85, "share", "a plainly violating text is seen; untrained people 53 % (Alsharnouby)", 0.53, 0.95)
    false_alarm: float = number(0.02, "share", "an honest posting is judged a violation", 0.005, 0.1)
    anchored_alarm: float = number(0.15, "share", "the same after the machine has suspended it", 0.05, 0.4)
    message_recall: float = number(0.8, "share", "a plain lure is seen in a held message", 0.5, 0.95)
    impatience: float = number(0.006, "share", "a hurried client gives up per hour of publication lag (M-10)", 0.0, 0.03)
    offended: float = number(0.2, "share", "an honest client leaves after a wrong suspension", 0.05, 0.5)


@dataclass(frozen=True, slots=True)
class Search:
    """How workers look for jobs."""

    rows: int = number(12, "rows", "rows of the list that a session reads", 5, 30)
    freshness: float = number(3.0, "days", "decay of a job's place in the list; 41 % of applications in 48 h (DHI)", 1.5, 5.0)
    home_share: float = number(0.75, "share", "looks at the home category", 0.5, 0.95)
    open_base: float = number(-1.5, "log-odds", "opens a job page: 1/rank, apply per click 0.05–0.2", -2.5, -0.5)
    apply_base: float = number(-1.9, "log-odds", "applies after reading the page, 0.05–0.2", -3.0, -1.0)
    fee_pull: float = number(0.9, "log-odds", "per log unit of take-home over the wanted one", 0.3, 2.0)
    fit_pull: float = number(1.6, "log-odds", "from fit 0 to fit 1: workers know part of their fit", 0.5, 3.0)
    verified_pull: float = number(0.25, "log-odds", "verified mark where seen (Shi & Viswanathan: credible, no size)", 0.0, 0.7)
    certified_pull: float = number(0.45, "log-odds", "badge where seen: steers, does not expand (Barach et al.)", 0.1, 0.9)
    rule_pull: float = number(0.1, "log-odds", "order-rule mark where seen (A-05)", 0.0, 0.4)
    rate_pull: float = number(0.7, "log-odds", "shown completion rate 1 against 0: good employers attract 2× (Benson)", 0.3, 1.0, "derived")
    no_rate: float = number(-0.1, "log-odds", "no rate shown, for workers who look for one (Stanton & Thomas)", -0.4, 0.0)
    alert_push: float = number(-0.9, "log-odds", "low-fee alert where seen", -2.0, -0.2)
    novice_blind: float = number(0.6, "share", "of the fee's pull that a newcomer cannot judge alone (N-03)", 0.2, 0.9)
    cue_push: float = number(-1.6, "log-odds", "a text that plainly lures, per unit of caution", -3.0, -0.5)
    profile_visits: float = number(0.25, "share", "of job page readers who open the client's profile", 0.05, 0.6)
    survey_answers: float = number(0.04, "share", "of job page readers who answer the fee survey (Y-03)", 0.005, 0.2)
    scout_answered: float = number(0.08, "share", "of scouts that are answered (fill +20 %, Horton 2017)", 0.03, 0.2)
    scouts: float = number(1.2, "scouts", "sent by an honest client for a new job; 64 % of posts send none (vollna)", 0.5, 3.0)


@dataclass(frozen=True, slots=True)
class Talking:
    """How honest pairs talk before a contract, and what it does."""

    want: float = number(0.6, "share", "pairs on work that needs talk through and through who want to speak", 0.2, 0.8)
    shortlist: float = number(0.6, "fit", "how good an applicant must look on paper for the client to talk to it", 0.4, 0.8)
    uptake: float = number(0.7, "share", "of pairs who want to speak use the in-house call where it is open", 0.3, 0.9)
    swap: float = number(0.55, "share", "of those who cannot call in-house swap contacts, at caution 0", 0.15, 0.7)
    call_swap: float = number(0.12, "share", "exchange contacts during an unwatched call", 0.02, 0.4)
    watched_swap: float = number(0.2, "share", "of call_swap that is left when the call is watched", 0.0, 0.6)
    text_noise: float = number(0.22, "fit", "noise of the client's signal after text", 0.12, 0.4)
    talk_noise: float = number(0.13, "fit", "noise after talking", 0.06, 0.2)
    nda: float = number(0.06, "share", "of honest pairs who sign an NDA with special terms (A-21)", 0.01, 0.2)
    unspoken_drop: float = number(0.25, "share", "of pairs who wanted to speak and could not give up", 0.05, 0.5)
    outside_hazard: float = number(0.02, "share", "of outside contacts with honest clients lost in silence (Lancers: more trouble)", 0.0, 0.1)
    leak_first: float = number(0.06, "share", "first contracts made outside once contacts are swapped; 0–3 % of all", 0.0, 0.15)
    leak_repeat: float = number(0.3, "share", "repeat business outside once contacts are swapped; 5–25 % of repeat pairs", 0.1, 0.6)
    fee_salience: float = number(1.25, "factor", "on leaving when workers enter take-home (Y-10, tension 7)", 1.0, 2.0)


@dataclass(frozen=True, slots=True)
class Hiring:
    """How clients choose."""

    patience: float = number(3.0, "days", "between posting and the first look at applications", 1.0, 7.0)
    wanted: float = number(0.62, "fit", "the signal below which nobody is hired", 0.4, 0.75)
    price_weight: float = number(0.25, "fit", "per log unit of bid over the fee", 0.05, 0.5)
    record_weight: float = number(0.06, "fit", "an experienced worker's bonus (verified history helps, Agrawal)", 0.0, 0.15)
    abandons: float = number(0.25, "share", "of postings whose client never comes back to choose; 38 % of posts hire (Upwork)", 0.1, 0.5)
    accept: float = number(0.85, "share", "of chosen workers who still want the job", 0.6, 0.95)
    capacity: int = number(4, "contracts", "a worker runs at once", 2, 10)
    bid_spread: float = number(0.12, "log-sd", "bids around the fee", 0.05, 0.3)
    net_anchor: float = number(0.3, "share", "of the fee that workers who enter take-home ask back (H7)", 0.0, 0.8)
    newcomer_premium: float = number(0.10, "share", "bid up for a client without a record (Stanton & Thomas)", 0.0, 0.15, "quoted")


@dataclass(frozen=True, slots=True)
class Working:
    """How contracts go."""

    days: float = number(6.0, "days", "from start to delivery", 3.0, 15.0)
    worker_silence: float = number(0.012, "share", "a worker falls silent, a day, at fit 0.5", 0.003, 0.03)
    child_care: float = number(1.5, "factor", "on it for guardians (A-32)", 1.0, 3.0)
    client_silence: float = number(0.004, "share", "an honest client falls silent, a day (careless ones ten times)", 0.001, 0.02)
    speaking: float = number(0.8, "factor", "on falling silent for pairs who call in-house while they work", 0.5, 1.0)
    recover: float = number(0.06, "share", "of the silent answer by themselves, a day", 0.02, 0.2)
    remind: float = number(0.4, "share", "of the waiting ask the office, a week (A-15: many do not know)", 0.1, 0.7)
    urged: float = number(0.45, "share", "of the silent answer after a granted reminder", 0.2, 0.7)
    give_up: float = number(14.0, "days", "of silence until a contract ends", 7.0, 30.0)
    pass_base: float = number(1.0, "log-odds", "of delivered work that is accepted at fit 0", -0.5, 2.0)
    pass_fit: float = number(3.5, "log-odds", "from fit 0 to fit 1", 1.0, 5.0)
    task_pass: float = number(0.93, "share", "of task work that is accepted", 0.8, 0.99)
    rating_gap: float = number(0.8, "stars", "lost from 5 per half of missing fit: inflated (Filippas et al.)", 0.3, 2.0)
    repeat: float = number(0.25, "share", "of accepted contracts lead to more work for the pair", 0.1, 0.5)
    repeat_days: float = number(20.0, "days", "until the pair's next contract", 7.0, 60.0)


@dataclass(frozen=True, slots=True)
class Rings:
    """How organised bad actors work: what they do on the first day, and how they learn and reckon when they adapt."""

    accounts: float = number(16.0, "accounts", "a ring runs at once", 3.0, 30.0)
    post_rate: float = number(0.0205, "jobs a day", "an account posts", 0.01, 0.1)
    by_posting: float = number(0.3, "share", "of jobs that lure in the posting itself", 0.1, 0.6)
    by_nda: float = number(0.1, "share", "of jobs that lure in NDA special terms (A-20)", 0.02, 0.3)
    by_scout: float = number(0.08, "share", "of jobs that lure by scout", 0.02, 0.3)
    by_call: float = number(0.17, "share", "of jobs that lure by call where calls are open and taken, else by message", 0.05, 0.5)
    scouts: float = number(4.0, "scouts", "sent for a job that lures by scout", 2.0, 20.0)
    task_bait: float = number(0.2, "share", "of jobs in task format (L-22)", 0.0, 0.5)
    hires_first: float = number(0.06, "share", "of jobs that contract before they lure (N-15: most do not)", 0.02, 0.2)
    obfuscation: float = number(1.5, "level", "mean obfuscation of texts, 0…4 (M-12)", 0.5, 3.0)
    groomed: float = number(0.04, "share", "of accounts that order and pay honestly first", 0.0, 0.15)
    bought: float = number(0.04, "share", "of accounts bought from workers where there are any (M-15)", 0.0, 0.15)
    grooming: int = number(2, "jobs", "honest jobs of a groomed account before its first lure", 1, 5)
    delay: float = number(0.4, "days", "from application to lure", 0.05, 1.5)
    bargain: float = number(1.5, "factor", "of the market price offered as bait (L-24)", 1.1, 3.0)
    reentry: float = number(0.7, "share", "of restricted accounts that are replaced", 0.3, 0.9)
    reentry_days: float = number(5.0, "days", "until they are", 1.0, 14.0)
    entry: float = number(0.025, "rings a day", "new rings for 1,000 clients, making good for those that give up accounts", 0.0, 0.3)
    blind_entry: float = number(0.2, "share", "of entry that happens whatever rings earn", 0.0, 0.5)
    targets_young: float = number(0.5, "share", "of ring scouts that use age filters where they exist (L-02)", 0.1, 0.9)
    explore: float = number(0.2, "share", "of choices that try something at random (γ of Exp3.S)", 0.05, 0.3)
    leak: float = number(0.002, "share", "of learned weight that leaks to all arms with each gain (α of Exp3.S)", 0.0, 0.02)
    hearsay: float = number(0.5, "share", "of a gain that every other ring learns from: scripts and manuals are traded", 0.0, 0.6)
    yen_gain: float = number(40_000.0, "yen", "expected from a lead that counts as a gain of 1", 10_000.0, 200_000.0)
    stopped_loss: float = number(0.1, "gain", "lost with a text that is stopped or a posting that is suspended", 0.0, 0.5)
    banned_loss: float = number(0.3, "gain", "lost with an account that is restricted", 0.0, 1.0)
    legal_loss: float = number(0.1, "gain", "lost besides with one that bears a verified identity: legal action (L-29)", 0.0, 1.0)
    overhead: float = number(200.0, "yen", "a ring's costs a day", 30.0, 5_000.0)
    account_cost: float = number(500.0, "yen", "to open an account", 100.0, 3_000.0)
    papers_cost: float = number(2_500.0, "yen", "for somebody's identity papers", 500.0, 30_000.0)
    account_price: float = number(20_000.0, "yen", "of a worker's account; a verified Upwork account: over $1,300 asked (2019)", 5_000.0, 150_000.0)
    fading: float = number(0.97, "share", "of yesterday's profit that still counts today", 0.93, 0.99)


@dataclass(frozen=True, slots=True)
class Luring:
    """What a lure does to the one it reaches, and what follows out of sight."""

    led_base: float = number(0.35, "share", "led away at full pressure, no caution, plain text; 2–15 % of those reached", 0.05, 0.4)
    pressure: float = number(0.6, "share", "of it that financial pressure makes (H12)", 0.2, 0.9)
    voice: float = number(1.2, "factor", "on it by call; chat equals face to face (Abatayo), plausible either way", 0.7, 2.0)
    pick_up: float = number(0.5, "share", "of workers who take a call from a client they applied to", 0.2, 0.8)
    watch_recall: float = number(0.6, "share", "of lures heard on a watched call", 0.3, 0.9)
    routine: float = number(0.5, "factor", "added once outside contact with clients is routine to the worker", 0.0, 1.5)
    warning: float = number(0.3, "share", "taken off by a warning at first sight (10–40 %)", 0.1, 0.4)
    notice: float = number(0.1, "share", "taken off by the standing notice at first sight", 0.0, 0.3)
    habituation: float = number(4.0, "warnings", "after which a warning works half as much (2–6)", 2.0, 6.0)
    impersonal: float = number(0.35, "factor", "in the text of a posting, against a message to oneself", 0.1, 0.8)
    young: float = number(1.4, "factor", "for under 25; MLM complaints: 46.6 % in their 20s (FY2020)", 1.0, 2.0)
    unfit_field: float = number(0.75, "factor", "in the special terms of an NDA, against a message", 0.4, 1.0)
    unasked: float = number(0.45, "factor", "in a scout to somebody who never applied, against a message", 0.2, 0.9)
    deterred: float = number(0.05, "share", "of lures not sent under the clients' notice (L-21, L-29)", 0.0, 0.2)
    reports: float = number(0.14, "share", "of those who recognise a lure report it (5–20 %)", 0.05, 0.2)
    false_reports: float = number(0.002, "share", "of honest threads reported", 0.0005, 0.01)
    first_loss: float = number(0.25, "share", "of the led away who come to a first harm", 0.05, 0.5)
    first_yen: float = number(21_000.0, "yen", "small first payment, ¥20,000–22,000 (mynavi)", 10_000.0, 40_000.0, "quoted")
    second_loss: float = number(0.2, "share", "of those harmed once who lose heavily", 0.05, 0.4)
    second_yen: float = number(660_000.0, "yen", "mean MLM contract FY2001–05; ¥0.8–1.06 M later", 300_000.0, 1_060_000.0, "quoted")
    loss_spread: float = number(0.8, "log-sd", "of the second loss", 0.4, 1.2)
    worth: tuple[float, ...] = number((0.0, 3_000.0, 20_000.0, 10_000.0, 8_000.0), "yen", "to a ring, by Harm: data, an account, unpaid work, a proxy listing (money is what the victim loses)")
    sells: float = number(0.8, "share", "of those led away by an offer to buy accounts who sell, at full pressure (M-15)", 0.1, 1.0)
    sells_unasked: float = number(0.0005, "share", "of workers a month who look for a buyer of their account, at full pressure", 0.0, 0.003)
    step_days: float = number(6.0, "days", "between the steps", 2.0, 20.0)


@dataclass(frozen=True, slots=True)
class Overseeing:
    """How the office judges cases."""

    recall: float = number(0.8, "share", "of bad accounts with evidence that a reader recognises", 0.5, 0.95)
    false_alarm: float = number(0.04, "share", "of honest accounts with a case that a reader condemns", 0.01, 0.15)
    holder_recall: float = number(0.7, "share", "of accounts that changed hands are found where holders are checked", 0.3, 0.95)
    case_minutes: float = number(25.0, "minutes", "to read a case", 10.0, 60.0)
    message_minutes: float = number(4.0, "minutes", "to read a held message", 2.0, 10.0)


@dataclass(frozen=True, slots=True)
class Learning:
    """What people take away."""

    caution_harm: float = number(0.25, "share", "of the way to full caution after a harm", 0.1, 0.6)
    caution_warned: float = number(0.03, "share", "of the way after a recognised lure or a warning (fades)", 0.0, 0.1)
    caution_fades: float = number(0.004, "share", "of added caution lost a day (3 months, Burke)", 0.001, 0.01)
    trust_harm: float = number(0.35, "share", "of trust lost by a harm (Nosko & Tadelis: no size)", 0.1, 0.6)
    trust_unpaid: float = number(0.25, "share", "of trust lost by unpaid or silent work", 0.05, 0.5)
    trust_lure: float = number(0.02, "share", "of trust lost by a recognised lure", 0.0, 0.1)
    trust_gain: float = number(0.05, "share", "of missing trust won by a paid contract", 0.0, 0.2)
    leave: float = number(0.2, "share", "of workers whose trust falls under a third leave, a week", 0.05, 0.5)


@dataclass(frozen=True, slots=True)
class Grapevine:
    """Acquaintances, and what travels along them."""

    friends: int = number(6, "people", "on the service whom a worker knows", 0, 20)
    far: float = number(0.1, "share", "of ties that lead far away (Watts & Strogatz 1998)", 0.01, 0.5)
    tells: float = number(0.3, "share", "of friends who hear of a harm (Y-29: workers consult each other)", 0.0, 0.7)
    caution: float = number(0.08, "share", "of the way to full caution on hearing of one", 0.0, 0.3)
    trust: float = number(0.04, "share", "of trust lost on hearing of one", 0.0, 0.2)
    recruits: float = number(0.25, "share", "of friends whom an MLM victim tries to recruit", 0.0, 0.5)
    follows: float = number(0.25, "share", "of those who follow, at full pressure and no caution", 0.02, 0.4)


@dataclass(frozen=True, slots=True)
class World:
    """A population and its behaviour. World files and scenarios override single numbers."""

    workers: int = number(20_000, "people", "1 : 184 of 3.69 M registered (bizspa.jp)", confidence="derived")
    clients: int = number(3_250, "clients", "1 : 184 of 0.60 M (homeworkers.jp)", confidence="derived")
    rings: Literal["frozen", "adapting"] = "frozen"
    population: Population = Population()
    posting: Posting = Posting()
    reviewing: Reviewing = Reviewing()
    search: Search = Search()
    talking: Talking = Talking()
    hiring: Hiring = Hiring()
    working: Working = Working()
    ring: Rings = Rings()
    luring: Luring = Luring()
    overseeing: Overseeing = Overseeing()
    learning: Learning = Learning()
    grapevine: Grapevine = Grapevine()
