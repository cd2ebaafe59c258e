"""The tables of a store, and the marks of its SQLite file.

There is no second index that could contradict a table: the row number of a run, and of a claim on it, derives from the
run's key, that of a manifest from its digest.
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
    """Return the row number of a key."""
    return int.from_bytes(hashlib.sha256(key.encode()).digest()[:8]) >> 1
