"""An entry: a word, its kind, its meaning and rows, as text and as data."""

from experiments.questions.explain.entry import Entry

ENTRY = Entry("box", "a word", "Worlds in which few numbers\nlie.", (("unit", "share"), ("none", ""), ("see", "a\nb")))


def test_an_entry_is_a_head_what_it_means_and_rows_that_say_something() -> None:
    assert ENTRY.text(60).split("\n") == [
        "box: a word",
        "  Worlds in which few numbers lie.",
        "",
        "  unit        share",
        "  see         a",
        "              b",
    ]


def test_an_entry_without_a_meaning_or_without_rows_has_no_empty_lines_for_them() -> None:
    assert Entry("box", "a word", "", (("unit", "share"),)).text(60) == "box: a word\n\n  unit        share"
    assert Entry("box", "a word", "Worlds.").text(60) == "box: a word\n  Worlds."
    assert Entry("box", "a word", "Worlds.", (("unit", ""),)).text(60) == "box: a word\n  Worlds."


def test_an_entry_as_data_has_its_rows_beside_its_name() -> None:
    assert ENTRY.as_json() == {
        "name": "box",
        "kind": "a word",
        "about": "Worlds in which few numbers\nlie.",
        "unit": "share",
        "none": "",
        "see": "a\nb",
    }
