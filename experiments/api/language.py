"""The language of texts, from Python."""

from contextlib import AbstractContextManager

from experiments.api.arguments import checked
from experiments.language.messages import Language, speaking


@checked
def language(name: Language) -> AbstractContextManager[None]:
    """Return a context in which results are shown, drawn and reported in a language: "en" or "ja".

    It holds for this thread and its tasks. Data are the same in every language.
    """
    return speaking(name)
