"""Conversation: threads open; honest pairs talk, in-house where they may, elsewhere where they swap contacts."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pytest

from policies.records import Action, Channel, Floats, Format, Ints, Kind, Outlet, Stage
from sim.rings.tactics import Pace
from sim.state.codes import Duty, Origin, Swap, Talk, ThreadState
from sim.state.desk import Listeners
from sim.state.draws import key
from sim.state.events import Asked, ContactSwapped, Pressed, StaffWorked, Stopped, Talked
from sim.state.handover import Meetings
from sim.state.people import Clients
from sim.state.trade import Jobs
from sim.systems.conversation import conversation
from tests.sim import hand
from tests.sim.batches import lines, meetings
from tests.sim.letters import CONTACT, GREETING, MISUSED, TERMS, Watch, lure, with_letters
from tests.sim.scene import Scene

WORLD = hand.world()
TALKING, HIRING, RING = WORLD.talking, WORLD.hiring, WORLD.ring
NEVER = np.inf
TEXT, IN_HOUSE, ELSEWHERE = Talk.TEXT, Talk.IN_HOUSE, Talk.ELSEWHERE
LINE, CHATWORK = Outlet.LINE, Outlet.CHATWORK
OPEN, DROPPED = ThreadState.OPEN, ThreadState.DROPPED
CALLS = hand.platform(communication={"call": "before_contract"})
APPROVED = hand.platform(communication={"outside_contact_approval": True})
SWAP: dict[str, Any] = {"SWAPS": 0.0}  # whoever wants to talk and cannot call proposes a tool outside
SHY: dict[str, Any] = {"WANTS_TALK": 1.0}  # nobody wants to talk


class Conversed(Scene):
    """The tables that conversation writes, as they stand after a meeting."""

    def __init__(self, met: Meetings, **given: Any) -> None:
        super().__init__(**given)
        today = with_letters(self.today, self.watch)
        conversation(
            self.workers,
            self.clients,
            self.jobs,
            self.threads,
            hand.desk(),
            Listeners(),
            self.reported,
            self.log,
            met=met,
            today=today,
        )

    @property
    def talk(self) -> list[int]:
        return self.threads.talk.tolist()

    @property
    def state(self) -> list[int]:
        return self.threads.state.tolist()


def verified(count: int = 8) -> Clients:
    return hand.clients(count, verified=True)


def test_a_thread_opens_for_everyone_who_answered_a_job() -> None:
    jobs = hand.jobs(4, client=[4, 5, 6, 7], true_tactic=[-1, Kind.MLM, -1, Kind.MLM])
    met = meetings(
        3,
        worker=[6, 5, 4],
        job=[2, 1, 0],
        time=[3.25, 3.5, 3.75],
        fit=[0.25, 0.5, 0.125],
        origin=[Origin.APPLICATION, Origin.APPLICATION, Origin.SCOUT],
    )
    today = hand.day(3, PAPER=[0.5, -1.0, 2.0], LURE_DELAY=[9.0, 2.0, 9.0])
    draws = hand.asked(today)
    scene = Conversed(met, jobs=jobs, today=today)
    keys = key(scene.workers.key[[6, 5, 4]], jobs.key[[2, 1, 0]]).tolist()
    assert lines(scene.threads, "key worker client job opened true_fit polish true_lure_at talk swapped state") == [
        (keys[0], 6, 6, 2, 3.25, 0.25, 0.5, NEVER, TEXT, False, OPEN),
        (keys[1], 5, 5, 1, 3.5, 0.5, -1.0, 3.5 + 2.0 * RING.lure_delay_days, TEXT, False, OPEN),
        (keys[2], 4, 4, 0, 3.75, 0.125, 2.0, NEVER, TEXT, False, OPEN),
    ]
    assert draws["PAPER"] == draws["BID"] == draws["LURE_DELAY"] == [keys]


def test_honest_tasks_need_no_words_and_luring_ones_do() -> None:
    jobs = hand.jobs(4, true_tactic=[-1, Kind.MLM, -1, -1])
    scene = Conversed(
        meetings(4, job=[3, 1, 2, 0], origin=[Origin.TASK, Origin.TASK, Origin.SCOUT, Origin.APPLICATION]), jobs=jobs
    )
    assert lines(scene.threads, "worker job") == [(1, 1), (2, 2), (3, 0)]


def test_a_ring_lures_soon_or_once_a_contract_is_likely_to_run() -> None:
    jobs = hand.jobs(
        4,
        true_tactic=[Kind.MLM, Kind.MLM, Kind.MLM, -1],
        true_pace=[Pace.AT_ONCE, Pace.AFTER_CONTRACT, Pace.AFTER_TASK, Pace.AFTER_CONTRACT],
    )
    scene = Conversed(meetings(4), jobs=jobs)
    soon, late = 3.25 + RING.lure_delay_days, 3.25 + RING.lure_delay_days + 2 * HIRING.first_look_days
    assert scene.threads.true_lure_at.tolist() == pytest.approx([soon, late, soon, NEVER])
    slow = Conversed(meetings(4), jobs=jobs, today=hand.day(world=hand.world(ring={"hires_first_wait_factor": 4.0})))
    assert slow.threads.true_lure_at[1] == pytest.approx(late + 2 * HIRING.first_look_days)


def bids(net_entry: bool, met: Meetings, **scene: Any) -> list[float]:
    """The bids of those who met, with this luck (the middle if none is dealt)."""
    today = hand.day(platform=hand.platform(fee_schedule={"net_entry": net_entry}), **scene.pop("luck", {}))
    return Conversed(met, today=today, **scene).threads.bid.tolist()


def test_bids_lie_around_the_fee_and_at_five_yen_at_least() -> None:
    jobs = hand.jobs(4, client=[3, 2, 1, 0], fee=[1000.0, 2000.0, 4.0, 1000.0])
    clients, luck = hand.clients(4, accepted_fixed=1), {"BID": [1.0, -1.0, 0.0, 0.0]}
    spread = HIRING.bid_spread
    assert bids(False, meetings(4, job=[1, 0, 2, 3]), jobs=jobs, clients=clients, luck=luck) == [
        round(2000 * np.exp(spread)),
        round(1000 * np.exp(-spread)),
        5.0,
        1000.0,
    ]


def test_a_client_without_any_record_is_asked_for_more() -> None:
    clients = hand.clients(4, accepted_hourly=[0, 1, 0, 0], accepted_task=[0, 0, 0, 2], ended_fixed=3)
    jobs = hand.jobs(4, client=[3, 2, 1, 0])
    premium = round(1000 * (1 + HIRING.newcomer_premium))
    assert bids(False, meetings(4), jobs=jobs, clients=clients) == [1000.0, premium, 1000.0, premium]


def test_workers_who_enter_take_home_ask_part_of_the_fee_back() -> None:
    assert HIRING.net_entry_markup == 0.3
    jobs = hand.jobs(
        3, fee=[1000.0, 200_000.0, 200_000.0], format=[Format.HOURLY, Format.TASK, Format.FIXED], true_tactic=Kind.MLM
    )
    clients = hand.clients(3, accepted_fixed=1)
    asks = [
        1074.0,  # 800 + 0.3 × 200 = 860 to take home: 1,074 less a fee of 214.8, of which the fraction is dropped
        214_999.0,  # 160,000 + 0.3 × 40,000 = 172,000 to take home of a task
        209_473.0,  # 170,000 + 0.3 × 30,000 = 179,000 to take home, 5 % of what goes beyond 200,000
    ]
    assert bids(True, meetings(3), jobs=jobs, clients=clients) == asks


@dataclass(frozen=True, slots=True)
class Tenth:
    """A fee of a tenth to the yen, and amounts that are what somebody means to take home."""

    net_entry: bool = True

    def take_home(self, amount: Floats, format: Ints) -> Floats:
        return np.round(0.9 * amount)

    def amount_for(self, take_home: Floats, format: Ints) -> Floats:
        return take_home


def test_what_is_asked_to_take_home_is_whole_yen() -> None:
    jobs, clients = hand.jobs(2, fee=[1010.0, 1020.0]), hand.clients(2, accepted_fixed=1)
    scene = Conversed(
        meetings(2), jobs=jobs, clients=clients, today=hand.day(platform=hand.platform(fee_schedule=Tenth()))
    )
    assert scene.threads.bid.tolist() == [939.0, 949.0]  # 909 + 0.3 × 101 and 918 + 0.3 × 102


def test_only_the_promising_talk_on_work_that_needs_talk() -> None:
    jobs = hand.jobs(6, true_talk=[0.5, 0.25, 0.25, 0.5, 0.5, 0.5], client=[5, 4, 3, 2, 1, 0])
    good, noise = 0.5, TALKING.fit_noise_after_text
    wants = 2 * TALKING.wants_to_talk * 0.5
    met = meetings(6, job=[5, 4, 3, 2, 1, 0], fit=[good + 0.001, good, good + noise, 0.9, 0.9, 0.9])
    today = hand.day(
        platform=CALLS,
        world=hand.world(talking={"shortlist_fit": good}),
        CALLS=0.0,
        PAPER=[0.0, 0.0, -0.99, 0.0, 0.0, 0.0],
        WANTS_TALK=[0.0, 0.0, 0.0, wants / 2 - 0.001, wants / 2, wants],
    )
    draws = hand.asked(today)
    scene = Conversed(met, jobs=jobs, clients=verified(), today=today)
    assert scene.talk == [IN_HOUSE, TEXT, IN_HOUSE, IN_HOUSE, TEXT, TEXT]
    assert draws["WANTS_TALK"] == draws["CALLS"] == [scene.threads.key.tolist()]


PAPERS = np.array([0.7, 0.95, 0.75, 0.9, 0.8])  # how promising five look; those who fit best look worst
FITS = 1.65 - PAPERS
POLISH = (PAPERS - FITS) / TALKING.fit_noise_after_text


def five(jobs: Jobs, **unusual: Any) -> Conversed:
    """Five who look good apply on one day; all want to speak, and may call."""
    luck: dict[str, Any] = {"CALLS": 0.0, "PAPER": POLISH, **unusual}
    return Conversed(
        meetings(5, job=0, fit=FITS), jobs=jobs, clients=verified(), today=hand.day(platform=CALLS, **luck)
    )


def test_a_client_talks_to_the_three_most_promising_and_nobody_later() -> None:
    assert (TALKING.applicants_per_job, TALKING.shortlist_fit) == (3, 0.6)
    jobs = hand.jobs(2, client=[1, 0])
    scene = five(jobs)
    assert scene.talk == [TEXT, IN_HOUSE, TEXT, IN_HOUSE, IN_HOUSE]
    assert jobs.talked.tolist() == [3, 0]
    assert five(jobs).talk == [TEXT] * 5
    assert jobs.talked.tolist() == [3, 0]


def test_applicants_give_up_unspoken_unless_the_client_had_no_time() -> None:
    scene = five(hand.jobs(2, talked=[1, 0]), CALLS=1.0, SWAPS=1.0, UNSPOKEN=0.0)
    assert scene.state == [OPEN, DROPPED, OPEN, DROPPED, OPEN]
    assert scene.talk == [TEXT] * 5


def test_who_asked_a_question_takes_no_time_from_others() -> None:
    jobs = hand.jobs(3, talked=[3, 2, 0])
    origin = [Origin.CONSULTATION, Origin.APPLICATION, Origin.CONSULTATION, Origin.APPLICATION]
    met = meetings(4, job=[0, 0, 1, 1], origin=origin)
    scene = Conversed(met, jobs=jobs, clients=verified(), today=hand.day(platform=CALLS, CALLS=0.0))
    assert scene.talk == [IN_HOUSE, TEXT, IN_HOUSE, IN_HOUSE]
    assert jobs.talked.tolist() == [3, 3, 0]


def test_calls_that_open_after_the_contract_are_not_open_before_it() -> None:
    later = hand.platform(communication={"call": "after_contract"})
    scene = Conversed(meetings(1), clients=verified(), today=hand.day(platform=later, CALLS=0.0))
    assert scene.talk == [TEXT]
    assert scene.threads.polish.tolist() == [0.0]  # by middling luck an application reads as it fits


def test_those_who_cannot_call_and_are_careless_swap_contacts_and_talk_elsewhere() -> None:
    workers = hand.workers(8, true_caution=[0.5] * 4 + [0.25, 0.5, 0.25, 0.25])
    jobs = hand.jobs(4, client=[3, 2, 1, 0])
    met = meetings(4, worker=[7, 6, 5, 4], time=[3.25, 3.5, 3.75, 3.875])
    swap = TALKING.swaps_contact
    today = hand.day(
        SWAPS=[swap * 0.75 - 0.001, swap * 0.75 + 1e-6, swap * 0.5 - 0.001, swap * 0.75 - 0.001],
        WANTS_TALK=[0.0, 0.0, 0.0, 1.0],
    )
    draws = hand.asked(today)
    scene = Conversed(met, workers=workers, jobs=jobs, today=today)
    assert scene.talk == [ELSEWHERE, TEXT, ELSEWHERE, TEXT]
    assert scene.rows(Talked, "time worker client job how outlet") == [
        (3.25, 7, 3, 0, ELSEWHERE, LINE),
        (3.75, 5, 1, 2, ELSEWHERE, LINE),
    ]
    assert scene.threads.swapped.tolist() == [True, False, True, False]
    assert scene.rows(ContactSwapped, "time worker client job how") == [
        (3.25, 7, 3, 0, Swap.TEXT),
        (3.75, 5, 1, 2, Swap.TEXT),
    ]
    assert scene.clients.revealed[:4].tolist() == [False, True, False, True]
    assert workers.swaps.tolist() == [0, 0, 0, 0, 0, 1, 0, 1]
    assert scene.state == [OPEN] * 4
    assert draws["SWAPS"] == [scene.threads.key.tolist()]


def test_every_honest_pair_writes_and_a_proposal_names_an_outside_contact() -> None:
    clients = hand.clients(8, verified=[True, False, False, True, False, False, True, False], upheld=np.arange(8))
    met = meetings(4, worker=[1, 2, 3, 4], job=[6, 5, 4, 3])
    jobs = hand.jobs(8, true_tactic=[-1, -1, -1, -1, Kind.MLM, -1, -1, -1])
    today = hand.day(SWAPS=[0.0, 1.0, 0.0], MESSAGE_TEXT=[0.0, 0.5, 0.999], NDA=[1.0, 0.0, 0.0], NDA_TEXT=[0.0, 0.5])
    draws = hand.asked(today)
    scene = Conversed(met, clients=clients, jobs=jobs, today=today)
    message, terms = scene.watch.shown
    assert message.text.codes.tolist() == [CONTACT, GREETING + 1, CONTACT + 1]
    assert message.channel.tolist() == [Channel.MESSAGE] * 3
    assert message.stage.tolist() == [Stage.BEFORE] * 3
    assert message.upheld.tolist() == [6, 5, 3]
    assert message.verified.tolist() == [True, False, True]
    assert terms.text.codes.tolist() == [TERMS, TERMS + 1]
    assert terms.channel.tolist() == [Channel.NDA] * 2
    assert terms.upheld.tolist() == [5, 3]
    honest = scene.threads.key[[0, 1, 3]].tolist()
    assert draws["MESSAGE_TEXT"] == draws["NDA"] == [honest]
    assert draws["NDA_TEXT"] == [honest[1:]]


def test_who_advertises_in_its_posting_does_so_in_its_messages() -> None:
    jobs = hand.jobs(3, true_violation=[Kind.MLM, Kind.OFF_PLATFORM, Kind.AFFILIATE])
    today = hand.day(SWAPS=1.0, MESSAGE_TEXT=0.0, ADVERT_TEXT=[0.0, 0.9])
    draws = hand.asked(today)
    scene = Conversed(meetings(3), jobs=jobs, today=today)
    message, *_ = scene.watch.shown
    assert message.text.codes.tolist() == [
        lure(Kind.MLM, Channel.MESSAGE, 0, 0),
        GREETING,
        lure(Kind.AFFILIATE, Channel.MESSAGE, 0, 1),
    ]
    assert draws["ADVERT_TEXT"] == [scene.threads.key[[0, 2]].tolist()]


def test_a_blocked_message_ends_the_conversation_and_a_blocked_proposal_fails() -> None:
    watch = Watch({GREETING + 1: Action.STOP, CONTACT + 1: Action.STOP})
    met = meetings(3, worker=[7, 6, 5], job=[2, 0, 1], time=[3.25, 3.5, 3.75])
    jobs = hand.jobs(3, client=[3, 2, 4])
    scene = Conversed(
        met,
        jobs=jobs,
        watch=watch,
        today=hand.day(SWAPS=[0.0, 1.0, 1.0], WANTS_TALK=[0.0, 0.0, 1.0], MESSAGE_TEXT=[0.5, 0.5, 0.0]),
    )
    assert scene.state == [OPEN, DROPPED, OPEN]
    assert scene.talk == [TEXT] * 3
    assert scene.rows(Stopped, "time worker client job tactic channel") == [
        (3.25, 7, 4, 2, Kind.NONE, Channel.MESSAGE),
        (3.5, 6, 3, 0, Kind.NONE, Channel.MESSAGE),
    ]
    assert scene.clients.stopped[:5].tolist() == [0, 0, 0, 1, 1]
    assert scene.workers.swaps.tolist() == [0] * 8
    assert not scene.clients.revealed.any()


def test_blocked_special_terms_end_the_conversation_of_those_who_sign() -> None:
    nda = TALKING.signs_nda
    met = meetings(3, worker=[7, 6, 5], time=[3.25, 3.5, 3.75])
    jobs = hand.jobs(3, client=[4, 3, 2])
    scene = Conversed(
        met,
        jobs=jobs,
        watch=Watch({TERMS + 1: Action.STOP}),
        today=hand.day(NDA=[nda, nda - 0.001, nda - 0.001], NDA_TEXT=[0.5, 0.0], **SHY),
    )
    assert scene.state == [OPEN, DROPPED, OPEN]
    assert scene.rows(Stopped, "time worker client job tactic channel") == [(3.5, 6, 3, 1, Kind.NONE, Channel.NDA)]


def terms(luck: list[float]) -> tuple[Conversed, list[int]]:
    """Three pairs who sign special terms, whose clients misuse 0.5, none and all of them → and the texts of these."""
    clients = hand.clients(8, true_misuses=[0.0, 0.0, 1.0, 0.0, 0.5, 0.0, 0.0, 0.0])
    scene = Conversed(
        meetings(3, worker=[7, 6, 5], time=[3.25, 3.5, 3.75]),
        jobs=hand.jobs(3, client=[4, 3, 2]),
        clients=clients,
        watch=Watch({MISUSED: Action.WARN}),
        today=hand.day(NDA=0.0, NDA_TEXT=0.0, NDA_MISUSE=luck, PUT_OFF=1.0, **SHY),
    )
    return scene, scene.watch.shown[1].text.codes.tolist()


def test_some_special_terms_hold_something_else_by_the_chance_of_their_client() -> None:
    assert terms([0.49, 0.0, 0.99])[1] == [MISUSED, TERMS, MISUSED]
    assert terms([0.5, 0.0, 0.99])[1] == [TERMS, TERMS, MISUSED]


def test_terms_that_pass_do_not_bring_back_a_message_that_was_blocked() -> None:
    scene = Conversed(
        meetings(2), watch=Watch({GREETING: Action.STOP}), today=hand.day(NDA=0.0, MESSAGE_TEXT=[0.0, 0.5], **SHY)
    )
    assert scene.state == [DROPPED, OPEN]


def test_blocked_terms_end_the_conversation_and_the_proposal_with_it() -> None:
    scene = Conversed(meetings(2), watch=Watch({TERMS + 1: Action.STOP}), today=hand.day(NDA=[0.0, 1.0], **SWAP))
    assert scene.talk == [TEXT, ELSEWHERE]
    assert scene.state == [DROPPED, OPEN]


PUT_OFF: dict[str, Any] = {"PUT_OFF": [0.0, 1.0], "ASKS_OUTSIDE": 0.0, "AGREES": 0.0}  # a warning puts the first off


@pytest.mark.parametrize(("luck", "talk"), [(SWAP, ELSEWHERE), (SHY, TEXT)])
def test_who_gives_up_at_a_warning_swaps_and_deals_nothing(luck: dict[str, Any], talk: Talk) -> None:
    """The message names a contact, to speak or to deal there. The office has read it, whoever answers."""
    scene = Conversed(meetings(2), watch=Watch({CONTACT + 1: Action.WARN}), today=hand.day(NDA=1.0, **PUT_OFF, **luck))
    assert scene.state == [DROPPED, OPEN]
    assert scene.talk == [TEXT, talk]
    assert scene.rows(Asked, "worker") == scene.rows(ContactSwapped, "worker") == [(1,)]
    assert scene.threads.swapped.tolist() == scene.threads.agreed.tolist() == [False, True]
    assert scene.workers.swaps[:2].tolist() == [0, 1]
    assert scene.clients.revealed[:2].tolist() == [True, True]


def test_who_gives_up_at_a_warning_beside_terms_swaps_nothing() -> None:
    scene = Conversed(meetings(2), watch=Watch({TERMS + 1: Action.WARN}), today=hand.day(NDA=0.0, **PUT_OFF, **SWAP))
    assert scene.state == [DROPPED, OPEN]
    assert scene.rows(Asked, "worker") == scene.rows(ContactSwapped, "worker") == [(1,)]


def test_whom_the_client_gives_up_while_held_it_asks_nothing() -> None:
    watch = Watch({CONTACT + 1: Action.REVIEW}, read_minutes=1440.0)
    luck: dict[str, Any] = {"WAITING": [0.0, 1.0], "ASKS_OUTSIDE": 0.0, "MESSAGE_REVIEW": 0.999, **SWAP}
    scene = Conversed(meetings(2), watch=watch, today=hand.day(NDA=1.0, **luck))
    assert scene.state == [DROPPED, OPEN]
    assert scene.rows(Asked, "worker") == scene.rows(ContactSwapped, "worker") == [(1,)]


def test_the_call_stands_though_the_message_after_puts_the_worker_off() -> None:
    """Both dictate a contact and are asked, and the call did not do: only the second then speaks outside, too."""
    luck: dict[str, Any] = {"CALLS": 0.0, "SETTLES": 1.0, "CALL_SWAPS": 0.0, **PUT_OFF, **SWAP}
    scene = Conversed(
        meetings(2),
        clients=verified(),
        watch=Watch({CONTACT + 1: Action.WARN}),
        today=hand.day(platform=CALLS, NDA=1.0, **luck),
    )
    assert scene.state == [DROPPED, OPEN]
    assert scene.rows(ContactSwapped, "worker how") == [(0, Swap.CALL), (1, Swap.CALL)]
    assert scene.rows(Asked, "worker") == [(0,), (1,)]
    assert scene.rows(Talked, "worker how outlet") == [(0, IN_HOUSE, -1), (1, IN_HOUSE, LINE)]


def test_some_ask_the_office_and_wait_while_others_swap_as_ever() -> None:
    """At middling inclination a share `applies` asks; 1 − exp(−impatience · 24) of them do not wait for a day."""
    asks, hurry = TALKING.applies_for_approval, 1 - np.exp(-WORLD.reviewing.impatience * 24)
    luck: dict[str, Any] = {"APPLIES": [asks - 1e-6, asks, 0.0, 0.0], "AWAITS": [hurry, 1.0, hurry - 1e-6, 1.0]}
    today = hand.day(platform=APPROVED, WANTS_TALK=[0.0, 0.0, 0.0, 1.0], UNSPOKEN=0.0, **luck, **SWAP)
    draws = hand.asked(today)
    scene = Conversed(meetings(4), today=today)
    assert scene.threads.asks.tolist() == [True, False, False, False]
    assert scene.talk == [TEXT, ELSEWHERE, ELSEWHERE, TEXT]
    assert scene.state == [OPEN] * 4  # who waits does not give up
    assert scene.threads.answered.tolist() == [NEVER] * 4
    assert draws["APPLIES"] == draws["AWAITS"] == [scene.threads.key.tolist()]
    never = Conversed(meetings(4), today=hand.day(UNSPOKEN=1.0, **luck, **SWAP))
    assert not never.threads.asks.any()


def test_whom_a_call_does_not_settle_looks_for_a_tool_outside() -> None:
    settles = TALKING.call_settles
    luck: dict[str, Any] = {"CALLS": 0.0, "SETTLES": [settles - 1e-6, settles, settles], "SWAPS": [0.0, 0.0, 1.0]}
    today = hand.day(platform=CALLS, UNSPOKEN=0.0, **luck)
    draws = hand.asked(today)
    scene = Conversed(meetings(3), clients=verified(), today=today)
    assert scene.talk == [IN_HOUSE] * 3
    assert scene.threads.swapped.tolist() == [False, True, False]
    assert scene.clients.revealed[:3].tolist() == [False, True, False]
    assert scene.rows(Talked, "time worker client job how outlet") == [
        (3.25, row, row, row, IN_HOUSE, [-1, LINE, -1][row]) for row in range(3)
    ]
    assert scene.state == [OPEN] * 3
    assert draws["SETTLES"] == [scene.threads.key.tolist()]


def test_a_contact_given_three_ways_is_exchanged_once_on_the_call() -> None:
    luck: dict[str, Any] = {"CALLS": 0.0, "SETTLES": 1.0, "CALL_SWAPS": [0.0, 1.0], "ASKS_OUTSIDE": 0.0, "AGREES": 0.0}
    scene = Conversed(meetings(2), clients=verified(), today=hand.day(platform=CALLS, **luck, **SWAP))
    assert scene.threads.agreed.tolist() == [True, True]
    assert scene.rows(ContactSwapped, "worker how") == [(0, Swap.CALL), (1, Swap.TEXT)]
    assert scene.workers.swaps[:2].tolist() == [1, 1]


def test_some_who_speak_are_asked_or_pressed_and_have_the_contact() -> None:
    """Four pairs: three calls, of which the client of the last does not ask, and talk outside."""
    asks = TALKING.asks_outside
    today = hand.day(
        platform=CALLS,
        CALLS=[0.0, 0.0, 0.0, 1.0],
        SWAPS=[1.0, 1.0, 1.0, 0.0],
        CALL_SWAPS=1.0,
        ASKS_OUTSIDE=[0.0, asks - 1e-6, asks, 0.0],
        AGREES=[1.0, 0.0, 1.0],
        PRESSES=0.0,
        YIELDS=[1.0, 0.0, 0.0],
    )
    scene = Conversed(meetings(4), clients=verified(), today=today)
    assert scene.rows(Asked, "time worker client job watched agreed") == [
        (3.25, 0, 0, 0, False, False),
        (3.25, 1, 1, 1, False, True),
        (3.25, 3, 3, 3, False, False),
    ]
    assert scene.rows(Pressed, "worker yielded") == [(0, False), (3, True)]
    assert scene.threads.agreed.tolist() == [False, True, False, False]
    assert scene.threads.coerced.tolist() == [False, False, False, True]
    assert scene.threads.swapped.tolist() == [False, True, False, True]
    assert scene.workers.swaps[:4].tolist() == [0, 1, 0, 1]
    assert scene.rows(ContactSwapped, "time worker client job how") == [
        (3.25, 1, 1, 1, Swap.AGREED),
        (3.25, 3, 3, 3, Swap.TEXT),  # it had the contact when it was pressed
    ]


def test_who_means_to_deal_outside_asks_where_nobody_listens() -> None:
    """Nobody has to talk. Of two who may call only the one that nobody hears does; the other names a contact."""
    platform = hand.platform(communication={"call": "before_contract", "monitored_share": 0.25})
    luck: dict[str, Any] = {"TICKET": [0.249, 0.25, 0.25], "CALLS": 0.0, "CALL_SWAPS": 1.0, "AGREES": 1.0, **SHY}
    today = hand.day(platform=platform, ASKS_OUTSIDE=[0.0, 0.0, 1.0], PRESSES=1.0, **luck)
    jobs = hand.jobs(8)
    scene = Conversed(meetings(3), jobs=jobs, clients=verified(), watch=Watch(standing_warning=True), today=today)
    assert scene.talk == [TEXT, IN_HOUSE, TEXT]
    assert scene.rows(Asked, "worker watched") == [(0, True), (1, False)]
    assert scene.watch.shown[0].text.codes.tolist() == [CONTACT + 1, GREETING + 1, GREETING + 1]
    assert jobs.talked[:3].tolist() == [0, 1, 0]  # a call takes the client's time


def test_who_knows_the_rule_names_no_contact_and_asks_on_calls() -> None:
    """The first two would talk, the others ask; the second and the last know the rule."""
    luck: dict[str, Any] = {"SWAPS": 0.0, "ASKS_OUTSIDE": [1.0, 1.0, 0.0, 0.0], "AGREES": 0.0}
    clients = hand.clients(4, verified=True, true_discreet=[False, True, False, True])
    texts = Conversed(meetings(4), clients=clients, today=hand.day(WANTS_TALK=[0.0, 0.0, 1.0, 1.0], **luck))
    assert texts.rows(ContactSwapped, "worker how") == [(0, Swap.TEXT), (2, Swap.AGREED)]
    assert texts.watch.shown[0].text.codes.tolist() == [CONTACT + 1, GREETING + 1] * 2
    talk = Conversed(
        meetings(4), clients=clients, today=hand.day(platform=CALLS, CALLS=0.0, CALL_SWAPS=1.0, **luck, **SHY)
    )
    assert talk.rows(ContactSwapped, "worker how") == [(2, Swap.AGREED), (3, Swap.AGREED)]


def test_who_does_not_speak_is_asked_in_the_message_and_not_pressed() -> None:
    """A warning stands there, so the talk is watched. The first agrees; the text of the third is stopped."""
    watch = Watch({CONTACT: Action.STOP}, standing_warning=True)
    luck: dict[str, Any] = {"ASKS_OUTSIDE": 0.0, "AGREES": [0.0, 1.0], "PRESSES": 0.0, "YIELDS": 0.0}
    scene = Conversed(meetings(3), watch=watch, today=hand.day(MESSAGE_TEXT=[0.5, 0.5, 0.0], **luck, **SHY))
    assert watch.shown[0].text.codes.tolist() == [CONTACT + 1, CONTACT + 1, CONTACT]
    assert scene.rows(Asked, "worker watched agreed") == [(0, True, True), (1, True, False)]
    assert len(scene.events[Pressed]) == 0
    assert scene.rows(ContactSwapped, "worker how") == [(0, Swap.AGREED)]
    assert scene.clients.revealed[:3].tolist() == [True, True, False]
    assert scene.talk == [TEXT] * 3
    assert scene.state == [OPEN] * 3


def test_who_looks_bad_shares_no_outlet_or_waits_is_not_asked() -> None:
    luck: dict[str, Any] = {"ASKS_OUTSIDE": 0.0, "AGREES": 0.0}
    bad = Conversed(meetings(2), today=hand.day(PAPER=[-9.0, 0.0], **luck, **SHY))
    assert bad.rows(Asked, "worker") == [(1,)]
    nowhere = Conversed(meetings(1), today=hand.day(USES_OUTLET=1.0, **luck, **SHY))
    assert len(nowhere.events[Asked]) == 0
    waits = Conversed(meetings(1), today=hand.day(platform=APPROVED, APPLIES=0.0, AWAITS=1.0, **luck, **SWAP))
    assert waits.threads.asks.tolist() == [True]
    assert len(waits.events[Asked]) == 0


def test_some_swap_contacts_during_a_call_and_fewer_where_it_is_watched() -> None:
    leaks, watched = TALKING.swaps_contact_in_call, TALKING.swaps_contact_in_call * TALKING.monitored_swap_factor
    platform = hand.platform(communication={"call": "before_contract", "monitored_share": 0.25})
    workers = hand.workers(8)
    clients, jobs = verified(5), hand.jobs(5, client=[4, 3, 2, 1, 0])
    today = hand.day(
        platform=platform,
        TICKET=[0.249, 0.249, 0.25, 0.25, 0.25],
        CALLS=[0.0, 0.0, 0.0, 0.0, 1.0],
        CALL_SWAPS=[watched - 1e-6, watched, leaks - 1e-6, leaks, 0.0],
    )
    draws = hand.asked(today)
    scene = Conversed(meetings(5, worker=[7, 6, 5, 4, 3]), workers=workers, clients=clients, jobs=jobs, today=today)
    assert scene.talk == [IN_HOUSE] * 4 + [TEXT]
    assert scene.threads.swapped.tolist() == [True, False, True, False, False]
    assert scene.rows(ContactSwapped, "time worker client job how") == [
        (3.25, 7, 4, 0, Swap.CALL),
        (3.25, 5, 2, 2, Swap.CALL),
    ]
    assert workers.swaps.tolist() == [0, 0, 0, 0, 0, 1, 0, 1]
    assert not clients.revealed.any()  # the office has seen no text with a contact
    assert draws["CALL_SWAPS"] == [scene.threads.key.tolist()]
    assert draws["TICKET"] == [clients.key[::-1].tolist(), workers.key[[7, 6, 5, 4, 3]].tolist()]


def test_some_shun_a_watched_call_and_listening_takes_time() -> None:
    chance = TALKING.call_uptake * (1 - TALKING.shuns_monitored_call)
    platform = hand.platform(communication={"call": "before_contract", "monitored_share": 1.0})
    today = hand.day(platform=platform, CALLS=[chance - 1e-6, chance + 1e-6], SWAPS=1.0)
    scene = Conversed(meetings(2), clients=verified(), today=today)
    assert scene.talk == [IN_HOUSE, TEXT]
    assert scene.rows(StaffWorked, "time duty hours") == [(3.0, Duty.LISTENING, 0.25)]


def test_some_pairs_who_wanted_to_speak_and_did_not_give_up() -> None:
    drop = TALKING.gives_up_unspoken
    today = hand.day(
        WANTS_TALK=[0.0, 0.0, 1.0, 0.0], SWAPS=[1.0, 1.0, 1.0, 0.0], UNSPOKEN=[drop - 0.001, drop, 0.0, 0.0]
    )
    draws = hand.asked(today)
    scene = Conversed(meetings(4, job=[3, 2, 1, 0]), today=today)
    assert scene.state == [DROPPED, OPEN, OPEN, OPEN]
    assert draws["UNSPOKEN"] == [scene.threads.key.tolist()]


def test_some_clients_who_found_no_way_to_ask_give_up_too() -> None:
    """Four clients mean to deal outside; the third shares an outlet with its worker, and names it."""
    drop = TALKING.gives_up_unspoken
    today = hand.day(
        WANTS_TALK=1.0,
        ASKS_OUTSIDE=[0.0, 0.0, 0.0, 1.0],
        AGREES=1.0,
        PRESSES=1.0,
        UNSPOKEN=[drop - 0.001, drop, 0.0, 0.0],
    )
    clients = hand.clients(4, true_discreet=[True, True, False, True])
    scene = Conversed(meetings(4), clients=clients, today=today)
    assert scene.rows(Asked, "worker") == [(2,)]
    assert scene.state == [DROPPED, OPEN, OPEN, OPEN]


def test_some_pairs_who_went_elsewhere_lose_each_other_in_silence() -> None:
    lost = TALKING.outside_contact_lost
    today = hand.day(SWAPS=[0.0, 0.0, 1.0], OUTSIDE_LOST=[lost - 0.001, lost, 0.0])
    draws = hand.asked(today)
    scene = Conversed(meetings(3), today=today)
    assert scene.talk == [ELSEWHERE, ELSEWHERE, TEXT]
    assert scene.state == [DROPPED, OPEN, OPEN]
    assert scene.threads.swapped.tolist() == [True, True, False]
    assert draws["OUTSIDE_LOST"] == [scene.threads.key.tolist()]


def test_rings_do_not_talk_as_honest_clients_do() -> None:
    jobs = hand.jobs(3, true_tactic=[-1, Kind.MLM, -1])
    scene = Conversed(meetings(3), jobs=jobs, today=hand.day(UNSPOKEN=0.0, **SWAP))
    assert scene.talk == [ELSEWHERE, TEXT, ELSEWHERE]
    assert scene.state == [OPEN] * 3
    assert scene.events[Talked].client.tolist() == [0, 2]
    assert scene.events[ContactSwapped].client.tolist() == [0, 2]
    assert scene.workers.swaps[:3].tolist() == [1, 0, 1]


def test_earlier_conversations_are_left_alone() -> None:
    met, threads = meetings(2, worker=[2, 3], job=[2, 3]), hand.threads(2, state=ThreadState.HIRED, talk=IN_HOUSE)
    scene = Conversed(met, threads=threads, today=hand.day(OUTSIDE_LOST=0.0, **SWAP))
    assert scene.rows(ContactSwapped, "worker") == [(2,), (3,)]
    assert lines(threads, "worker talk swapped state") == [
        (0, IN_HOUSE, False, ThreadState.HIRED),
        (1, IN_HOUSE, False, ThreadState.HIRED),
        (2, ELSEWHERE, True, DROPPED),
        (3, ELSEWHERE, True, DROPPED),
    ]
