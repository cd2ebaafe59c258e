"""English data of a gate, said again in the language of the reader: notes, parts that differ, stages of the work."""

from experiments.language.messages import from_english, message
from experiments.questions.compare import idle
from experiments.questions.compare.comparison import OTHER_WORLD

NOTES = (  # as requests have them
    OTHER_WORLD,
    message(
        "{file} is new: both sides run it, so policies are judged and not the numbers that it sets; `{command}` judges "
        "those"
    ),
    message(
        "pyproject.toml asks for {head}, the base's for {base}: both sides take policylab {version}, which is installed"
    ),
    message("the model has changed: {file} differs from the base's; both sides take the model of the working tree"),
    message(
        "the model has changed: {file} and {count} more differ from the base's; both sides take the model of the "
        "working tree"
    ),
    message("{file} is another one than the base's: judged by that of the base"),
    message("judged by {base}, as the base is, and not by {head}"),
)
STAGES = (  # of the work
    message("both sides get ready"),
    message("runs of the base"),
    message("runs of the head"),
    message("the base with other luck"),
    message("some runs of each side again"),
    message("whom it harms"),
)
PARTS = (  # that differ
    message("the rules of the platform, or their numbers"),
    message("the numbers of the world"),
    message("the code of {part} ({files})"),
    message("the code of {part}"),
    message("{part} is new"),
    message("{part} is gone"),
)


def note(text: str) -> str:
    """Return a note of a request."""
    return idle.from_data(from_english(text, *NOTES))


def part(text: str) -> str:
    """Return a part in which both sides differ (`experiments.runs.changes`)."""
    return from_english(text, *PARTS)


def stage(text: str) -> str:
    """Return a stage of the work."""
    return from_english(text, *STAGES)


def side(name: str) -> str:
    """Return the name of a side."""
    return from_english(name, message("the working tree"))
