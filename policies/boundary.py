"""Boundary: behind it every rule, ours or a package's, answers `policies.platform`, or is named with its mistake.

Every answer is held to type, shape and range, and what a rule is asked about it can only read. Some calls of each
method (the 1st, 4th, 16th, …) are looked at closely: what the rule was asked about is as it was, and half of the rows,
asked again in another order, get the same answer. Time is watched too (`policies.patience`).
"""

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from pathlib import Path
from traceback import walk_tb
from typing import Any, NoReturn

import numpy as np

from policies.columns import Held, type_of, unwritable
from policies.patience import Pace, Stuck, ticking
from policies.platform import Platform
from policies.questions import Number, Question, levers, numbers, questions
from policies.rows import Values, arrays, copies, difference, picked

ROWS = 50  # of one call that are asked again, at most
OURS = ("policies", "sim", "scenarios", "experiments", "policylab")  # whose places no author of a rule can mend


class Misbehaved(Exception):
    """A rule that does not keep to its lever's question: lever, class, method, and what is wrong with which row."""


def held(platforms: Iterable[Platform]) -> list[Platform]:
    """The same platforms, each rule a guest behind the boundary. What rules show the market is asked once, now.

    Raises Misbehaved.
    """
    guests: dict[str, list[Guest]] = {lever: [] for lever in levers()}
    return [
        replace(one, **{lever: _guest(known, lever, getattr(one, lever)) for lever, known in guests.items()})
        for one in platforms
    ]


@contextmanager
def limited() -> Iterator[None]:
    """Meanwhile a rule that does not come back is stopped, in the main thread of a program. Raises Misbehaved."""
    try:
        with ticking():
            yield
    except Stuck as stuck:
        raise Misbehaved(f"{stuck}{_place(stuck)}") from stuck


@contextmanager
def blaming(complaint: Callable[[str], Exception]) -> Iterator[None]:
    """A mistake that a rule makes meanwhile becomes a complaint, made of what the error says.

    Let through is what stops the program, and a complaint that is made already. Not every mistake is an Exception: a
    panic in Rust, or a test that is skipped, is none.
    """
    try:
        yield
    except BaseException as error:
        if isinstance(error, (KeyboardInterrupt, Misbehaved)) or getattr(error, "from_outside", False):
            raise
        raise complaint(said(error)) from error


def _guest(known: "list[Guest]", lever: str, rule: Any) -> Any:
    """One for all periods in which the same rule stands."""
    for guest in known:
        if guest.rule is rule or (type(guest.rule) is type(rule) and guest.rule == rule):
            return guest
    known.append(Guest(lever, rule))
    return known[-1]


class Guest:
    """A rule behind the boundary: has the lever's methods, and what the rule shows the market. `rule` is the rule."""

    def __init__(self, lever: str, rule: Any, *, closely: bool = True) -> None:
        """closely: look at some calls closely. Raises Misbehaved."""
        self.rule = rule
        for number in numbers(lever):
            vars(self)[number.name] = _shown(lever, rule, number)
        for question in questions(lever):
            vars(self)[question.method] = _Answering(lever, rule, question, closely)


def _shown(lever: str, rule: Any, number: Number) -> Any:
    whose = f"{named(lever, rule)}: {number.name}"
    with blaming(lambda what: Misbehaved(f"{whose}: {what}")), Pace(whose):
        value = getattr(rule, number.name)
    try:
        return number.held(value)
    except ValueError as error:
        raise Misbehaved(f"{named(lever, rule)}: {error}") from None


class _Answering:
    """One method of a rule, held to its question."""

    __slots__ = ("asked", "lever", "look_at", "method", "pace", "question", "rule")

    def __init__(self, lever: str, rule: Any, question: Question, closely: bool) -> None:
        self.lever, self.rule, self.question = lever, rule, question
        self.pace = Pace(f"{named(lever, rule)}: {question.method}()")
        self.asked, self.look_at = 0, 1 if closely else -1  # of calls about at least a row
        with blaming(lambda what: Misbehaved(f"{named(lever, rule)}: {question.method}: {what}")):
            self.method = getattr(rule, question.method)

    def __call__(self, *given: Any, **by_name: Any) -> Any:
        """The answer, as views that cannot be written into. Raises Misbehaved."""
        if by_name:
            given = (*given, *(by_name[name] for name in self.question.arguments[len(given) :]))
        seen = tuple([unwritable(one) if isinstance(one, np.ndarray) else one for one in given])
        rows = len(seen[self.question.rows])
        self.asked += rows > 0
        if self.asked != self.look_at or not rows:
            return self.answer(seen, rows)
        self.look_at *= 4
        return self._look(seen, rows)

    def answer(self, given: tuple[Any, ...], rows: int) -> Any:
        """Return the rule's answer, held to its annotation."""
        question, method, want = self.question, self.question.method, self.question.answer
        about = f"{self.pace.whose} about {rows} row{'s' * (rows != 1)}"
        with blaming(lambda what: Misbehaved(f"{about}: {what}")), self.pace:
            answer = self.method(*given)
        if slow := self.pace.slow:
            self._bad(f"{method}() {slow}")
        if isinstance(want, Held):
            try:
                answer = want.view(answer, method, "()")
            except ValueError as error:
                self._bad(str(error))
        elif type(answer) is not want:
            self._bad(f"{method}(): {type_of(answer)} given, must be {want.__name__}")
        due = rows if question.row_by_row else given[question.answered_rows]
        if len(answer) != due:
            self._bad(f"{method}(): {len(answer)} rows given, must be {due}")
        return answer

    def _look(self, given: tuple[Any, ...], rows: int) -> Any:
        """The answer, and whether it is the rule's only one."""
        question, method = self.question, self.question.method
        before = [copies(*each) for each in zip(given, question.arguments, strict=True)]
        answer = self.answer(given, rows)
        self._unharmed(given, before)
        first, some = copies(answer, "answer"), np.arange(rows)[::-1]
        if question.row_by_row:
            some = some[: min(ROWS, (rows + 1) // 2)]
        again = self.answer(tuple([picked(each, some) for each in given]), len(some))
        if moved := difference(first, dict(arrays(answer, "answer"))):
            self._bad(f"{method}() has changed an answer that it had given: {moved}")
        self._stands(answer)
        expected = {name: values[some] for name, values in first.items()} if question.row_by_row else first
        if difference(expected, dict(arrays(again, "answer")), nearly=True):
            self._otherwise(given, first, again, some)
        return answer

    def _unharmed(self, given: tuple[Any, ...], before: list[dict[str, Values]]) -> None:
        for was, now, name in zip(before, given, self.question.arguments, strict=True):
            if moved := difference(was, dict(arrays(now, name))):
                self._bad(f"{self.question.method}() wrote into what it was asked about: {moved}")

    def _stands(self, answer: Any) -> None:
        """A record can be made and then spoilt."""
        want = self.question.answer
        if not isinstance(want, Held):
            names = [each.name for each in fields(want)]  # type: ignore[arg-type]
            try:
                want(**{name: getattr(answer, name) for name in names})
            except ValueError as error:
                self._bad(f"{self.question.method}(): {error}")

    def _otherwise(self, given: tuple[Any, ...], first: dict[str, Values], again: Any, some: Values) -> NoReturn:
        """Say how the second answer differs, in the rows of the first."""
        method, rows = self.question.method, len(given[self.question.rows])
        if moved := difference(first, dict(arrays(self.answer(given, rows), "answer"))):
            self._bad(f"{method}() gives another answer when asked the same again: {moved}")
        second = dict(arrays(again, "answer"))
        if self.question.row_by_row:
            second = {name: values.copy() for name, values in first.items()}
            for name, values in arrays(again, "answer"):
                second[name][some] = values
        moved = difference(first, second, nearly=True)
        self._bad(f"{method}() gives another answer in another order, or beside other rows: {moved}")

    def _bad(self, what: str) -> NoReturn:
        raise Misbehaved(f"{named(self.lever, self.rule)}: {what}") from None


def named(lever: str, rule: Any) -> str:
    """Name of a rule in messages: the lever, and its class in its module."""
    return f"{lever} of {type(rule).__module__}.{type(rule).__qualname__}"


def said(error: BaseException) -> str:
    """An exception on one line, with the last place in the rule's code that led to it."""
    return " ".join(f"{type(error).__name__}: {error}".split()).removesuffix(":") + _place(error)


def _place(error: BaseException) -> str:
    """` (house/alerts.py, line 7)`, as Python itself writes it; empty where no code of a rule is under way.

    A rule's own code is its package, in any folder, and modules that are not installed.
    """
    if isinstance(error, SyntaxError) and error.filename:  # it has told
        return ""
    frames = [
        (frame.f_globals.get("__name__", ""), frame.f_code.co_filename, line)
        for frame, line in walk_tb(error.__traceback__)
    ]
    theirs = [place for place in frames if _of_a_rule(*place[:2])]
    home = theirs[0][0].partition(".")[0] if theirs else ""
    for module, file, line in reversed(theirs):
        if module.partition(".")[0] == home or not (_ours(module) or "-packages" in file):
            depth = module.count(".") + 1 + (Path(file).stem == "__init__")
            return f" ({'/'.join(Path(file).parts[-depth:])}, line {line})"
    return ""


def _of_a_rule(module: str, file: str) -> bool:
    lever = module.partition(".")[2] in levers()
    return not (
        file.startswith("<") or (_ours(module) and not lever) or module.partition(".")[0] in sys.stdlib_module_names
    )


def _ours(module: str) -> bool:
    return module.partition(".")[0] in OURS
