"""The tables of a store, and what marks a SQLite file as one.

There is no second index that could tell otherwise than a table: the row of a run, and of a claim on it, has a number
that comes of its key, that of a state of code one of its digest.
"""

import hashlib

APPLICATION = int.from_bytes(b"plab")  # SQLite's application_id, at byte 68 of the file
VERSION = 2  # and its user_version

TABLES = {
    "runs": """CREATE TABLE runs (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL,
    scenario TEXT NOT NULL,
    seed INTEGER NOT NULL,
    parts TEXT NOT NULL,
    error TEXT,
    seconds REAL,
    at REAL NOT NULL,
    record BLOB NOT NULL,
    seal TEXT NOT NULL
)""",
    "code": "CREATE TABLE code (id INTEGER PRIMARY KEY, digest TEXT NOT NULL, files BLOB NOT NULL, seal TEXT NOT NULL)",
    "claims": "CREATE TABLE claims (id INTEGER PRIMARY KEY, owner TEXT NOT NULL, beat INTEGER NOT NULL)",
    "damaged": "CREATE TABLE damaged (aside, id, key, scenario, seed, parts, error, seconds, at, record, seal)",
}


def number(key: str) -> int:
    """The row of a run."""
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:8]) >> 1
