"""A question in a thread of its own: how far it is, its notes, its end. It can be stopped."""

import traceback
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread
from typing import Literal

from experiments.api.compare import Compared, compare
from experiments.api.questions import Question
from experiments.api.resources import noting
from experiments.api.scenario import Scenario
from experiments.host.files import Unusable
from experiments.host.stopping import Stopped
from experiments.language.messages import message, say, spoken_on
from experiments.printing.escapes import quoted
from experiments.questions.compare import words
from experiments.runs.failures import Crashed, lines
from experiments.runs.pools import Unready
from experiments.store.store import NOWHERE
from policies.aside import aside
from policies.printable import printable
from scenarios import BadInput

type State = Literal["running", "answered", "stopped", "refused"]
type Asked = Callable[..., Compared]

KEPT = message("Stopped: {done} of {total} runs are kept; asked again, it goes on from there.")
NOT_KEPT = message("Stopped after {done} of {total} runs; there is no store, so none of them is kept.")
CRASHED = message("policylab has crashed, so nothing is known:")


class Asking:
    """A question in a thread of its own, which speaks the language in which it was made.

    state          where it stands
    done, total    finished runs, and all runs; 0 of 0 before the first is planned
    notes          remarks on the question, printable
    message        why there is no answer, or what is missing in it; printable lines
    page           the report, the bytes that `policylab report` writes; empty without an answer
    text           the answer as the command prints it
    """

    def __init__(self, question: Question, *, store: Path, jobs: int, compare: Asked = compare) -> None:
        self.question = question
        self.state: State = "running"
        self.done = self.total = 0
        self.notes: list[str] = []
        self.message: list[str] = []
        self.title = self.where = self.text = ""
        self.sentences = ""
        self.page = b""
        self._store, self._jobs, self._compare = store, jobs, compare
        self._enough = Event()
        self._thread = Thread(target=spoken_on(self._run), name="question", daemon=True)

    def begin(self, sides: tuple[Scenario, Scenario]) -> None:
        """Begin. sides: both scenarios, as they were checked."""
        self._sides = sides
        self._thread.start()

    def stop(self) -> None:
        """Ask it to stop: it does within some two seconds, and keeps the runs that are done."""
        self._enough.set()

    def wait(self, seconds: float | None = None) -> None:
        """Wait until it has ended, or so long."""
        self._thread.join(seconds)

    def _run(self) -> None:
        state: State = "refused"
        try:
            with noting(lambda text: self.notes.append(printable(text))), aside():
                self._answer(self._ask())
            state = "answered"
        except Stopped:
            self.message = [say(KEPT if self._store != NOWHERE else NOT_KEPT, done=self.done, total=self.total)]
            state = "stopped"
        except Crashed as problem:
            state = self._crashed(problem)
        except (BadInput, Unusable, Unready) as problem:
            self.message = [printable(line) for line in str(problem).split("\n")]
        except Exception:  # noqa: BLE001 - the page says it, and goes on
            self.message = [say(CRASHED), *quoted(traceback.format_exc().rstrip())]
        self.state = state

    def _ask(self) -> Compared:
        return self._compare(
            *self._sides, **self.question.options(), store=self._store, jobs=self._jobs, progress=self._hear
        )

    def _hear(self, done: int, total: int) -> None:
        self.done, self.total = done, total
        if self._enough.is_set():
            raise KeyboardInterrupt

    def _answer(self, compared: Compared) -> None:
        """Take all that the page shows from the answer: the same words and bytes that the commands have."""
        answer = compared.found
        self.title, self.where = words.titles(answer)
        self.sentences = words.sentences(answer)
        self.notes += [*words.notes(answer), *words.warnings(answer)]
        self.text = str(compared)
        self.page = compared.report().encode()

    def _crashed(self, problem: Crashed) -> State:
        """Show which runs crashed, and the answer of the others if they are enough."""
        self.message = [printable(line) for line in lines(problem.failures) or str(problem).split("\n")]
        if isinstance(problem.found, Compared):
            self._answer(problem.found)
            return "answered"
        return "refused"
