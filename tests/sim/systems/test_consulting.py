"""Consulting: who asks a question first, who is answered, and who applies then."""

from typing import Any

import numpy as np

from policies.records import Action, Channel, Kind, Stage
from sim.rings.tactics import Pace
from sim.state.codes import ClientType, Origin
from sim.state.draws import key
from sim.state.events import Applied, Warned
from sim.state.handover import Meetings
from sim.systems.consulting import consulting
from tests.sim import hand
from tests.sim.batches import meetings
from tests.sim.letters import GREETING, Watch, lure, with_letters
from tests.sim.scene import Scene

WORLD = hand.world()
SEARCH, MOST = WORLD.search, WORLD.talking.applicants_per_job
HAIR = 1e-9
KEEN: dict[str, Any] = {"CONSULT_APPLIES": 0.0}  # whoever is answered applies


class Consulted(Scene):
    """The tables that consulting writes, as they stand after a day of questions."""

    def __init__(self, questions: Meetings, **given: Any) -> None:
        super().__init__(**{"today": hand.day(3, **KEEN), **given})
        today = with_letters(self.today, self.watch)
        self.met = consulting(
            self.workers, self.clients, self.jobs, hand.desk(), self.log, questions=questions, today=today
        )


def questions(count: int = 2, **columns: Any) -> Meetings:
    """Each worker asks about the job of its number on day 3.25; they fit 0.75."""
    return meetings(count, **{"origin": Origin.CONSULTATION, **columns})


def test_whoever_is_answered_applies_the_rather_the_better_the_work_fits() -> None:
    """Where it fits half, `consult_applies` of them do; at three quarters half as many more."""
    draws = questions(
        4, worker=[7, 6, 5, 4], job=[2, 1, 0, 3], fit=[0.5, 0.5, 0.75, 0.75], time=[3.25, 3.5, 3.75, 3.875]
    )
    jobs, workers = hand.jobs(4, client=[3, 2, 1, 0], applied=[4, 0, 0, 0]), hand.workers(8, applied=1.25)
    share = SEARCH.consult_applies
    today = hand.day(CONSULT_APPLIES=[share - HAIR, share, 1.5 * share - HAIR, 1.5 * share + HAIR])
    luck = hand.asked(today)
    scene = Consulted(draws, jobs=jobs, workers=workers, today=today)
    assert hand.rows(scene.events, Applied, "time worker client job tactic") == [
        (3.25, 7, 1, 2, Kind.NONE),
        (3.75, 5, 3, 0, Kind.NONE),
    ]
    assert jobs.applied.tolist() == [5, 0, 1, 0]
    assert workers.applied.tolist() == [1.25] * 5 + [2, 1.25, 2]  # a question has cost a quarter of it before
    met = scene.met
    assert (met.worker.tolist(), met.job.tolist(), met.time.tolist()) == ([7, 5], [2, 0], [3.25, 3.75])
    assert (met.origin.tolist(), met.fit.tolist()) == ([Origin.CONSULTATION] * 2, [0.5, 0.75])
    both = workers.key[[7, 6, 5, 4]], jobs.key[[2, 1, 0, 3]]
    assert luck["CONSULT_APPLIES"] == [keys.tolist() for keys in both]
    assert luck["MESSAGE_TEXT"] == [key(*both, 3).tolist()]


def test_the_watch_reads_the_answers() -> None:
    draws = questions(2, worker=[5, 4], job=[1, 0])
    jobs, clients = hand.jobs(2, client=[3, 2]), hand.clients(8, upheld=np.arange(8))
    shown = Consulted(draws, jobs=jobs, clients=clients, today=hand.day(MESSAGE_TEXT=[0.0, 0.5])).watch.shown[0]
    assert shown.text.codes.tolist() == [GREETING, GREETING + 1]
    assert (shown.channel.tolist(), shown.stage.tolist()) == ([Channel.MESSAGE] * 2, [Stage.BEFORE] * 2)
    assert shown.upheld.tolist() == [2, 3]


def test_a_careless_client_answers_nobody_and_spends_no_time() -> None:
    clients = hand.clients(3, true_type=[ClientType.CARELESS, ClientType.HONEST, ClientType.LOW_PAYING])
    scene = Consulted(questions(3), clients=clients)
    assert scene.met.worker.tolist() == [1, 2]
    assert scene.jobs.talked[:3].tolist() == [0, 1, 1]
    assert len(scene.watch.shown[0].channel) == 2


def test_a_client_answers_the_first_who_ask_while_it_has_time() -> None:
    jobs = hand.jobs(2, talked=[MOST - 2, MOST])
    draws = questions(5, job=[0, 0, 0, 1, 0], time=[3.5, 3.25, 3.75, 3.25, 3.375])
    scene = Consulted(draws, jobs=jobs)
    assert sorted(scene.met.worker.tolist()) == [1, 4]
    assert jobs.talked.tolist() == [MOST, MOST]
    assert len(Consulted(draws, jobs=jobs).met.job) == 0


def test_a_ring_has_in_reach_who_asks_or_applies_once_answered() -> None:
    pace = [Pace.AT_ONCE, Pace.AFTER_CONTRACT, Pace.AFTER_CONTRACT, Pace.AFTER_CONTRACT]
    jobs = hand.jobs(4, true_tactic=[Kind.MLM, Kind.MLM, Kind.MLM, Kind.NONE], true_pace=pace)
    scene = Consulted(questions(4), jobs=jobs, today=hand.day(CONSULT_APPLIES=[0.0, 0.99, 0.0]))
    assert scene.met.worker.tolist() == [0, 1, 3]
    assert scene.met.origin.tolist() == [Origin.CONSULTATION] * 3
    assert hand.rows(scene.events, Applied, "time worker client job tactic") == [
        (3.25, 1, 1, 1, Kind.MLM),
        (3.25, 3, 3, 3, Kind.NONE),
    ]
    assert jobs.applied.tolist() == [0, 1, 0, 1]
    assert jobs.talked.tolist() == [0, 1, 1, 1]
    assert scene.watch.shown[0].text.codes.tolist() == [GREETING + 1] * 3  # nothing that lures as yet


def test_who_advertises_in_its_posting_does_so_in_its_answers() -> None:
    jobs = hand.jobs(2, true_violation=[Kind.AFFILIATE, Kind.OFF_PLATFORM])
    scene = Consulted(questions(2), jobs=jobs)
    assert scene.watch.shown[0].text.codes.tolist() == [lure(Kind.AFFILIATE, Channel.MESSAGE, 0), GREETING + 1]
    assert scene.events[Applied].tactic.tolist() == [Kind.NONE] * 2  # an advert is no scheme


def test_a_warning_beside_an_answer_puts_some_off() -> None:
    off = WORLD.luring.put_off_by_warning
    today = hand.day(PUT_OFF=[off - HAIR, off], **KEEN)
    scene = Consulted(questions(2), watch=Watch({GREETING + 1: Action.WARN}), today=today)
    assert scene.met.worker.tolist() == [1]
    assert scene.workers.warned[:2].tolist() == [1, 1]
    assert len(scene.events[Warned]) == 2
