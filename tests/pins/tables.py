"""What is pinned of a log: every quantity of every kind of event, by name."""

import hashlib
from typing import Any

import numpy as np
from numpy.typing import NDArray

from sim.state.log import Event, Events

Columns = dict[str, NDArray[Any]]

WHO = ("worker", "client", "job")
PLAIN: dict[str, tuple[Event, tuple[str, ...]]] = {  # table → its event and what `how` and `value` are called there
    "Session": (Event.SESSION, ()),
    "WorkerJoined": (Event.WORKER_JOINED, ()),
    "WorkerLeft": (Event.WORKER_LEFT, ("reason",)),
    "Viewed": (Event.VIEWS, ("", "rows")),
    "Opened": (Event.OPENED, ("", "pages")),
    "Published": (Event.PUBLISHED, ("", "lag")),
    "Screened": (Event.SCREENED, ("action", "score")),
    "Suspended": (Event.SUSPENDED, ()),
    "TakenDown": (Event.TAKEN_DOWN, ("unseen", "hours")),
    "Applied": (Event.APPLIED, ()),
    "Scouted": (Event.SCOUTED, ()),
    "Talked": (Event.TALKED, ("how",)),
    "Contacted": (Event.CONTACTED, ("channel", "stage")),
    "Warned": (Event.WARNED, ("channel",)),
    "Stopped": (Event.STOPPED, ("channel",)),
    "LedAway": (Event.LED_AWAY, ("channel", "stage")),
    "Harmed": (Event.HARMED, ("harm", "yen")),
    "Reported": (Event.REPORTED, ()),
    "Hired": (Event.HIRED, ("format", "amount")),
    "DealtDirect": (Event.DIRECT, ("", "amount")),
    "Ended": (Event.ENDED, ("reason",)),
    "FellSilent": (Event.SILENT, ("by_worker",)),
    "Reminded": (Event.REMINDED, ("denial",)),
    "Rated": (Event.RATED, ("", "stars")),
    "Surveyed": (Event.SURVEYED, ("unfair",)),
    "StaffWorked": (Event.STAFF, ("duty", "hours")),
    "FitSampled": (Event.FIT, ("", "fit")),
    "Schemed": (Event.SCHEMED, ("channel",)),
}
TACTICAL = {"Viewed", "Opened", "Published", "Screened", "Suspended", "TakenDown", "Applied", "Contacted", "Warned",
            "Stopped", "LedAway", "Harmed", "Reported", "Hired", "Schemed"}


def quantities(events: Events) -> dict[str, Columns]:
    """Every kind of event of a log → its columns, (n,) each, in order of time."""
    tables = {name: _plain(events.of(event), names, name in TACTICAL) for name, (event, names) in PLAIN.items()}
    for name, event in (("ClientJoined", Event.CLIENT_JOINED), ("ClientLeft", Event.CLIENT_LEFT)):
        of = events.of(event)
        tables[name] = {"time": of.time, "client": of.client, "type": of.what,
                        "verified" if name == "ClientJoined" else "reason": of.how}
    restricted, account, record = events.of(Event.RESTRICTED), events.of(Event.ACCOUNT), events.of(Event.RECORD)
    tables["Restricted"] = {"time": restricted.time, "client": restricted.client, "type": restricted.what,
                            "ground": restricted.how}
    tables["AccountOpened"] = {"time": account.time, "client": account.client, "how": account.how,
                               "ring": account.value.astype(np.int64)}
    tables["Recorded"] = {"time": record.time, "client": record.client, "accepted": record.what, "ended": record.how}
    ring = events.of(Event.RING)
    for name, how in (("RingEntered", 0), ("RingLeft", 1)):
        of = ring.where(ring.how == how)
        tables[name] = {"time": of.time, "ring": of.value.astype(np.int64)}
    posted, priced = events.of(Event.POSTED), events.of(Event.PRICED)
    tables["Posted"] = {"time": posted.time, "client": posted.client, "job": posted.job, "tactic": posted.what - 1,
                        "format": posted.how, "fee": posted.value, "category": priced.how, "to_market": priced.value}
    done, paid, got = events.of(Event.COMPLETED), events.of(Event.PAID), events.of(Event.RECEIVED)
    tables["Completed"] = _who(done) | {"seats": done.what, "format": done.how, "fit": done.value}
    tables["Paid"] = _who(paid) | {"amount": paid.value, "received": got.value}
    tables["Ended"]["refund"] = events.of(Event.REFUNDED).value
    recruited = events.of(Event.RECRUITED)
    tables["Recruited"] = {"time": recruited.time, "worker": recruited.worker, "recruit": recruited.client}
    return tables


def digest(columns: Columns, *, exact: bool = False) -> str:
    """A hash of a table; fractions to six digits, so that the last bit of another processor moves nothing."""
    hashed = hashlib.sha256()
    for name in sorted(columns):
        values = columns[name]
        if name in WHO and not (values >= 0).any():
            continue  # an event that is about nobody of that sort
        if values.dtype.kind == "f" and (values != np.round(values)).any():
            kept = values.astype(np.float64)
            text = kept.tobytes() if exact else "\n".join(np.char.mod("%.6g", kept + 0.0)).encode()
        else:
            text = values.astype(np.int64).tobytes()
        hashed.update(f"{name}\0{len(values)}\0".encode() + text)
    return hashed.hexdigest()[:16]


def _plain(of: Events, names: tuple[str, ...], tactical: bool) -> Columns:
    columns = _who(of) | dict(zip(names, (of.how, of.value), strict=False))
    columns.pop("", None)
    return columns | ({"tactic": of.what - 1} if tactical else {})


def _who(of: Events) -> Columns:
    """When, and which worker, client and job."""
    about = {name: getattr(of, name) for name in WHO}
    return {"time": of.time} | about
