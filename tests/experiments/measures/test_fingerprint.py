import numpy as np

from experiments.measures.fingerprint import fingerprint
from sim.state.events import Event, Posted, Session
from sim.state.log import Events, Log
from tests.experiments.measures.logs import at, post


def told(*events: Event) -> Events:
    log = Log()
    for event in events:
        log.add(event)
    return log.finish(120)


POSTED, CAME = post(3, 40.0), at(Session, 41.0, worker=7)


def test_logs_share_a_fingerprint_where_they_are_equal_to_the_bit() -> None:
    assert fingerprint(told(POSTED, CAME)) == fingerprint(told(CAME, POSTED))
    others = [
        told(POSTED),
        told(POSTED, CAME, at(Session, 41.0, worker=7)),
        told(POSTED, at(Session, np.nextafter(41.0, 42.0), worker=7)),
        told(POSTED, at(Session, 41.0, worker=8)),
        told(at(Posted, 40.0, job=3), CAME),
        told(),
    ]
    assert len({fingerprint(each) for each in [told(POSTED, CAME), *others]}) == 7


def test_a_fingerprint_is_a_whole_number_that_a_float_holds() -> None:
    result = fingerprint(told(POSTED))
    assert 0 < result == int(result) < 2**48
