"""The state of the page: the working folder, the store, and the one question, answers and market at hand."""

import shlex
from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path

from experiments.api.compare import lacking
from experiments.api.questions import Named, Question, answered
from experiments.api.resources import noting
from experiments.api.scenario import Scenario
from experiments.dashboard import offers
from experiments.dashboard.asking import Asking
from experiments.dashboard.form import Form
from experiments.dashboard.watching import Watching
from experiments.host.files import Unusable
from experiments.language.messages import message, say, spoken
from experiments.runs.defaults import STORE
from experiments.runs.pools import Unready
from experiments.store.store import Store
from policies.printable import printable
from scenarios import BadInput

MOST_ANSWERS = 20  # that the page can still show
MOST_EARLIER = 30  # questions of the store that are listed
LONGEST_TITLE = 100  # characters of a title in a list
BUSY = message("One question at a time: wait for the one that is running, or stop it.")


class Busy(Exception):
    """Another question is running."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """A question of the store: its names, when it was answered, and whether its runs are all there."""

    question: Question
    title: str
    at: float  # seconds since 1970
    lacks: int  # runs that the store has no more
    runs: int
    problem: str = ""  # why it cannot be asked any more


@dataclass(slots=True)
class House:
    """The state of the page: of one user, who may have it open in several tabs."""

    folder: Path
    store: Path
    jobs: int
    form: Form = field(default_factory=Form)  # as one was last filled in: a page begins with its like
    asking: Asking | None = None
    watching: Watching | None = None
    answers: OrderedDict[int, bytes] = field(default_factory=OrderedDict)  # reports by number
    number: int = 0  # of the question at hand

    def offers(self) -> dict[str, str]:
        """Return the label of each scenario that can be chosen, by its source."""
        return {each.source: _cut(each.label) for each in offers.offers(self.folder)}

    def load(self, side: Named) -> Scenario:
        """Load a scenario that is offered. Raises BadInput."""
        offers.check(side.source, self.folder)
        return side.load()

    def load_both(self, question: Question) -> tuple[Scenario, Scenario]:
        """Load both sides of a question. Raises BadInput."""
        question.check()
        offers.check_worlds(question.worlds, self.folder)
        return self.load(question.baseline), self.load(question.candidate)

    def ask(self, question: Question) -> Asking:
        """Begin a question. Raises BadInput, and Busy while another one is running."""
        if self.asking is not None and self.asking.state == "running":
            raise Busy(say(BUSY))
        sides = self.load_both(question)
        self.number += 1
        self.asking = Asking(question, store=self.store, jobs=self.jobs)
        self.asking.begin(sides)
        return self.asking

    def command(self, question: Question) -> str:
        """Return the command line that asks a question of this store, in the language of the page; printable.

        Empty if only Python can ask it.
        """
        words = question.words()
        if not words:
            return ""
        words += ["--store", str(self.store)] if self.store != STORE else []
        words += ["--lang", spoken()] if spoken() != "en" else []
        return printable(shlex.join(words))

    def keep_report(self) -> None:
        """Let the report of the question at hand be shown and downloaded."""
        if self.asking is not None and self.asking.page and self.number not in self.answers:
            self.answers[self.number] = self.asking.page
            while len(self.answers) > MOST_ANSWERS:
                self.answers.popitem(last=False)

    def earlier(self) -> list[Earlier]:
        """Return the latest questions of the store. Raises Unusable if it cannot be read."""
        if not self.store.exists():
            return []
        with Store(self.store) as store:
            latest = [each for each, _ in zip(answered(store), range(MOST_EARLIER), strict=False)]
        return [self._earlier(question, at) for question, at in latest]

    def close(self) -> None:
        """Stop what is running."""
        if self.asking is not None:
            self.asking.stop()
            self.asking.wait(5.0)

    def _earlier(self, question: Question, at: float) -> Earlier:
        words = printable(" → ".join((question.baseline.source, question.candidate.source)))
        try:
            self.load_both(question)
            with noting(lambda _: None):  # they are told with the answer
                return Earlier(question, printable(question.title()), at, *lacking(question, self.store))
        except (BadInput, Unready, Unusable) as problem:
            return Earlier(question, words, at, 0, 0, printable(" ".join(str(problem).split())))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_TITLE else f"{text[: LONGEST_TITLE - 1]}…"
