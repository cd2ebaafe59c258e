"""The glossary: words with an entry of their own, and words in italics in the entries of others."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from experiments.questions.explain import glossary

PAGE = """# Glossary

Not this, *nor this*.

- **account** (`sim/opening.py`): A client's `account`. Rings run
  *many
  accounts*, or *buy* one.
- **books** (`sim/rings.py`): The gains of a ring; it may *buy* an *account*, or *buy* two.
"""


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As if this were the glossary."""
    (tmp_path / "glossary.md").write_text(PAGE)
    monkeypatch.setattr(glossary, "files", lambda package: tmp_path)
    glossary.words.cache_clear()
    yield
    glossary.words.cache_clear()


@pytest.mark.usefixtures("small")
def test_a_word_has_its_own_entry_or_those_with_it_in_italics() -> None:
    assert {word: [entry.name for entry in entries] for word, entries in glossary.words().items()} == {
        "account": ["account"],
        "books": ["books"],
        "many accounts": ["account"],
        "buy": ["account", "books"],
    }
    [account] = glossary.explain("account")
    assert (account.name, account.kind, account.rows) == (
        "account",
        "a word of the glossary",
        (("lives in", "sim/opening.py"),),
    )
    assert account.about == "A client's account. Rings run many accounts, or buy one."
    assert [(entry.name, entry.kind) for entry in glossary.explain("buy")] == [
        ("account", "a word of the glossary, which explains 'buy'"),
        ("books", "a word of the glossary, which explains 'buy'"),
    ]
