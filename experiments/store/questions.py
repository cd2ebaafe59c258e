"""Questions that runs were stored for: each as a text, and when it was last answered.

No run needs them, and no answer depends on them: they are a list of what may be asked again. The table is made with the
first question, so a store of an earlier policylab has none, and an earlier policylab leaves it alone.
"""

import time

from experiments.store.store import Store

TABLE = "CREATE TABLE IF NOT EXISTS questions (question TEXT PRIMARY KEY, at REAL NOT NULL)"


def put(store: Store, question: str) -> None:
    """Store a question that was answered just now. A store that may not be written stays as it is."""
    if not store.file.writable:
        return
    with store.file.writing() as db:
        db.execute(TABLE)
        db.execute("INSERT OR REPLACE INTO questions VALUES (?, ?)", (question, time.time()))


def latest(store: Store) -> list[tuple[str, float]]:
    """Return the questions, each with the time of its last answer in seconds since 1970; the latest first."""
    if not store.rows("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'questions'"):
        return []
    rows = store.rows("SELECT question, at FROM questions ORDER BY at DESC, question")
    return [(str(text), float(at)) for text, at in rows]
