"""Pressing: out of the office's sight some honest clients press a worker to deal outside the service (L-12, L-15)."""

import numpy as np

from sim.acts.readings import pressed
from sim.acts.trusting import alarm, lose
from sim.arrays import F64, I64, U64, Bool
from sim.choices import talking as choose
from sim.state.events import Pressed
from sim.state.log import Log
from sim.state.people import Clients, Workers
from sim.state.purposes import Purpose
from sim.today import Today


def press(
    workers: Workers,
    clients: Clients,
    log: Log,
    *,
    keys: U64,
    worker: I64,
    client: I64,
    job: I64,
    time: F64,
    permitted: Bool,
    heard: Bool,
    today: Today,
) -> Bool:
    """(n,) honest pairs speak, on a call or outside → (n,) is the worker pressed to deal outside, and yields?

    permitted: the office has granted them contact outside; heard: somebody listens to the call, and steps in where he
    understands what goes on, which is a finding against the client. Those pressed who do not yield are on guard.
    """
    draws, world = today.draws, today.world
    tried = choose.presses_for_direct(clients.true_direct[client], draws.uniform(Purpose.PRESSES, keys), world.talking)
    caught = tried & heard & (draws.uniform(Purpose.OVERHEARD, keys) < world.luring.listener_recall)
    gives_in = choose.yields_to_it(
        pressed(rows=worker, workers=workers, today=today),
        choose.wary(workers.true_caution[worker], permitted, world.talking),
        draws.uniform(Purpose.YIELDS, keys),
        world.talking,
    )
    yielded = tried & ~caught & gives_in
    np.add.at(clients.upheld, client[caught], 1)
    np.add.at(clients.stopped, client[caught], 1)
    woken = worker[tried & ~yielded]
    alarm(workers, woken, world.learning.caution_after_warning)
    lose(workers, woken, world.learning.trust_lost_lure)
    log.add(Pressed(time[tried], worker[tried], client[tried], job[tried], yielded[tried], caught[tried]))
    return yielded
