"""Checks: what production and simulation rely on in any rule, one function each. What is broken raises Misbehaved."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from inspect import signature
from time import perf_counter
from types import MappingProxyType
from typing import Any

import numpy as np

from policies import patience
from policies.boundary import Guest, Misbehaved, blaming, limited, named
from policies.conformance.elsewhere import CODE, Told, told
from policies.conformance.samples import extremes, sample
from policies.numbers import endless
from policies.questions import Question, asked, questions
from policies.rows import arrays, copies, difference, picked

ROWS, MANY = 60, 5_000  # of a batch; of one that has to be quick


@dataclass(frozen=True)
class Case:
    """A rule, and the lever that it answers."""

    lever: str
    rule: Any
    code: str = CODE  # of the other process

    @cached_property
    def elsewhere(self) -> Told:
        """The rule in another process."""
        return told(self.lever, self.rule, self.code)

    @property
    def guest(self) -> Guest:
        """The rule behind the boundary, which looks at answers alone: what else there is to see, the checks see."""
        return Guest(self.lever, self.rule, closely=False)

    def bad(self, what: str) -> Misbehaved:
        """The complaint."""
        return Misbehaved(f"{named(self.lever, self.rule)}: {what}")

    def each(self) -> Iterator[tuple[Question, Callable[..., Any], tuple[Any, ...]]]:
        """Every question, how it is asked, and a batch of records to ask it about."""
        guest = self.guest
        for question in questions(self.lever):
            yield question, getattr(guest, question.method), sample(self.lever, question.method, ROWS)


type Check = Callable[[Case], None]


def complete(case: Case) -> None:
    """Every method and number that its lever asks for is there, under the same names."""
    for name in asked(case.lever):
        if not hasattr(type(case.rule), name) and name not in getattr(type(case.rule), "__dataclass_fields__", ()):
            raise case.bad(f"has no '{name}'")
    for question in questions(case.lever):
        method = getattr(case.rule, question.method)
        if not callable(method):
            raise case.bad(f"{question.method} is {type(method).__name__}, must be a method")
        taken, wanted = ", ".join(signature(method).parameters), ", ".join(question.arguments)
        if taken != wanted:
            raise case.bad(f"{question.method}({taken}), must be {question.method}({wanted})")


def frozen(case: Case) -> None:
    """A frozen dataclass: a rule remembers nothing, and its fields are its numbers."""
    own = vars(type(case.rule)).get("__dataclass_params__")  # as the catalogue asks of a package's rule
    if own is None or not own.frozen:
        raise case.bad("must be a frozen dataclass: a rule remembers nothing, and its fields are its numbers")


def finite(case: Case) -> None:
    """Its numbers are finite: a scenario that has them is written down, and read again."""
    names = getattr(type(case.rule), "__dataclass_fields__", ())
    if wrong := endless((name, getattr(case.rule, name)) for name in names):
        raise case.bad(wrong)


def bearable(case: Case) -> None:
    """No question ends the process, which nobody could tell any more: hence it is asked in another process first."""
    if case.elsewhere.end:
        raise case.bad(case.elsewhere.end)


def shows(case: Case) -> None:
    """Every number that the market reads off it lies within its bounds."""
    _ = case.guest


def shaped(case: Case) -> None:
    """Answers have the type, shape and range that the question says."""
    for _, ask, given in case.each():
        ask(*given)


def empty(case: Case) -> None:
    """A batch without rows has an answer without rows."""
    for question, ask, _ in case.each():
        ask(*sample(case.lever, question.method, 0))


def extreme(case: Case) -> None:
    """Numbers at their bounds, 0 and NaN have answers too."""
    for question, ask, _ in case.each():
        with np.errstate(all="ignore"):
            ask(*extremes(case.lever, question.method, ROWS))


def alone(case: Case) -> None:
    """One record has the answer that it has in a batch."""
    for question, ask, given in case.each():
        if not question.row_by_row:
            continue
        answer = ask(*given)
        for row in range(0, ROWS, 17):
            one = slice(row, row + 1)
            single = ask(*(picked(each, one) for each in given))
            if moved := difference(copies(picked(answer, one), "answer"), copies(single, "answer"), nearly=True):
                raise case.bad(f"{question.method}() answers row {row} otherwise where it is asked alone: {moved}")


def ordered(case: Case) -> None:
    """The order of the rows changes no answer."""
    order = np.random.default_rng(3).permutation(ROWS)
    for question, ask, given in case.each():
        answer = ask(*given)
        shuffled = copies(ask(*(picked(each, order) for each in given)), "answer")
        if question.row_by_row:
            back = np.argsort(order)
            shuffled = {name: values[back] for name, values in shuffled.items()}
        if moved := difference(copies(answer, "answer"), shuffled, nearly=True):
            raise case.bad(f"{question.method}() gives another answer in another order: {moved}")


def forgetful(case: Case) -> None:
    """The same question has the same answer to the bit, whatever was asked in between."""
    first = [copies(ask(*given), "answer") for _, ask, given in case.each()]
    for question, ask, _ in reversed(list(case.each())):
        ask(*sample(case.lever, question.method, ROWS // 2, seed=8))
    for was, (question, ask, given) in zip(first, case.each(), strict=True):
        if moved := difference(was, copies(ask(*given), "answer")):
            raise case.bad(f"{question.method}() gives another answer when asked again: {moved}")


def harmless(case: Case) -> None:
    """Records that it is asked about stay as they are, and so does an answer that it has given."""
    for question, ask, given in case.each():
        before = [copies(each, name) for each, name in zip(given, question.arguments, strict=True)]
        answer = ask(*given)
        was = copies(answer, "answer")
        for old, each, name in zip(before, given, question.arguments, strict=True):
            if moved := difference(old, copies(each, name)):
                raise case.bad(f"{question.method}() wrote into what it was asked about: {moved}")
        ask(*sample(case.lever, question.method, ROWS // 2, seed=8))
        if moved := difference(was, copies(answer, "answer")):
            raise case.bad(f"{question.method}() has changed an answer that it had given: {moved}")


def portable(case: Case) -> None:
    """Another process, asked in another order, gives the same answers to the bit."""
    if case.elsewhere.mistake:
        raise case.bad(f"cannot answer in another process: {case.elsewhere.mistake}")
    for question, ask, given in case.each():
        method = question.method
        if case.elsewhere.hashes[method] != digest(ask(*given)):
            raise case.bad(f"{method}() gives another answer in another process (PYTHONHASHSEED differs)")


def quick(case: Case) -> None:
    """A large batch is answered in the time that `policies.patience` gives a call."""
    for question, ask, _ in case.each():
        given, took = sample(case.lever, question.method, MANY), []
        for _ in range(3):
            began = perf_counter()
            ask(*given)
            took.append(perf_counter() - began)
            if took[-1] <= patience.MEAN:
                break
        if min(took) > patience.MEAN:
            raise case.bad(
                f"{question.method}() takes {min(took):.2g} s for {MANY} rows, must be at most {patience.MEAN:g} s"
            )


CHECKS: Mapping[str, Check] = MappingProxyType(
    {
        "is a frozen dataclass": frozen,
        "has finite numbers": finite,
        "has what its lever asks for": complete,
        "lets its process go on": bearable,
        "shows the market numbers that can be": shows,
        "answers with the right types, shapes and ranges": shaped,
        "answers where nothing is asked": empty,
        "answers extremes: bounds, 0, NaN": extreme,
        "answers one record as the same record in a batch": alone,
        "answers in any order": ordered,
        "answers the same when asked again": forgetful,
        "leaves what it is asked about as it is": harmless,
        "answers the same in another process": portable,
        "answers quickly": quick,
    }
)
FIRST: frozenset[Check] = frozenset({complete, bearable, shows, shaped})  # what fails one of these is asked no further


def digest(answer: Any) -> str:
    """A hash of an answer."""
    result = hashlib.sha256()
    for name, values in arrays(answer):
        result.update(f"{name} {values.dtype} {values.shape}".encode() + values.tobytes())
    return result.hexdigest()


def failed(check: Check, case: Case) -> str | None:
    """Return what is wrong, None where nothing is."""
    try:
        with limited(), blaming(case.bad):
            check(case)
    except Misbehaved as error:
        return str(error)
    return None
