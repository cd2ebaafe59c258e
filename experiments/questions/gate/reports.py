"""Reports of a gate: Markdown, JUnit, annotations of GitHub Actions."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from experiments.printing import escapes
from experiments.printing.table import Table
from experiments.questions.gate.judging import Ruling, worst_first
from experiments.questions.gate.result import Gate
from experiments.questions.gate.text import (
    MOST_FILES,
    headline,
    notes,
    passport,
    remark,
    time_spent,
    when,
    where,
    words,
)
from experiments.questions.trace.text import brief

MARKS = {"pass": "✅", "fail": "❌", "inconclusive": "❔", "could not run": "💥"}
LARGEST = 60_000  # bytes of Markdown: a comment of a pull request takes 65,536
LONGEST = 15_000  # characters of the message of a broken side; its end is kept
LEVELS = {"fail": "error", "inconclusive": "warning", "could not run": "error"}


def markdown(result: Gate) -> str:
    """Return Markdown for the summary of a step, or a comment: under 64 kB; the rest is left out."""
    text, room = "", LARGEST
    for block in _blocks(result):
        room -= len(block.encode()) + 1
        text += f"{block}\n" if room >= 0 else ""
    return text.rstrip() + "\n"


def _blocks(result: Gate) -> Iterator[str]:
    """Yield the paragraphs, tables and blocks of code of a report, with the lines between them."""
    verdict = result.verdict
    yield f"## {MARKS[verdict]} policylab gate: {verdict}\n"
    yield f"{escapes.markdown(headline(result))}\n"
    yield f"{escapes.markdown(where(result))}\n"
    if result.differing:
        yield f"Changed: {escapes.markdown(', '.join(result.differing))}\n"
    yield from (f"- {escapes.code(f'{file.path}:{file.line}')}" for file in result.request.files[:MOST_FILES])
    yield ""
    yield from (f"> {escapes.markdown(note)}" for note in notes(result))
    yield ""
    if result.broken is not None:
        yield f"{escapes.block(result.broken[-LONGEST:].split('\n'))}\n"
    if result.rulings:
        rows = (_row(ruling, result) for ruling in worst_first(result.rulings))
        numbers = f"base → head, difference [{result.request.guardrails.confidence}], margin, pairs"
        yield Table.of(("", "guardrail", numbers, ""), rows).markdown()
    if result.trace is not None:
        yield f"\n{escapes.block(line.plain for line in brief(result.trace))}"
    if result.seconds:
        yield f"\n{time_spent(result)}"


def junit(result: Gate) -> str:
    """Return a JUnit report: one test case per guardrail, or a single one if nothing was judged.

    Outside the passport there is one more, which fails, for nothing can pass there.
    """
    rulings = worst_first(result.rulings)
    suite = Element("testsuite", name=f"policylab gate: {headline(result)}")
    for ruling in rulings:
        case = SubElement(
            suite, "testcase", classname="policylab.gate", name=f"{ruling.rail.metric.name}, {when(ruling)}"
        )
        if ruling.verdict != "pass":
            failure = SubElement(case, "failure", type=ruling.verdict, message=words(ruling))
            failure.text = remark(ruling, result) or ruling.rail.why
    if result.outside:
        case = SubElement(suite, "testcase", classname="policylab.gate", name="within the passport")
        SubElement(case, "failure", type="inconclusive", message=passport(result))
    if not rulings:
        case = SubElement(suite, "testcase", classname="policylab.gate", name=headline(result))
        if result.broken is not None:
            SubElement(case, "error", type="could not run", message="could not run").text = result.broken
    if beside := list(notes(result)):
        SubElement(suite, "system-out").text = "\n".join(beside)
    for count, kind in (("tests", "testcase"), ("failures", "failure"), ("errors", "error")):
        suite.set(count, str(len(list(suite.iter(kind)))))
    indent(escapes.xml(suite))
    return tostring(suite, encoding="unicode", xml_declaration=True) + "\n"


def annotations(result: Gate) -> list[str]:
    """Return workflow commands that mark the changed lines; none if the change passes."""
    if result.verdict == "pass":
        return []
    worst = [
        f"{ruling.verdict}: {ruling.rail.metric.name}, {when(ruling)}: {words(ruling)}"
        for ruling in worst_first(result.rulings)
        if ruling.verdict != "pass"
    ] or ([passport(result)] if result.outside else [])
    title = {"title": f"policylab gate: {result.verdict}"}
    files = [file for file in result.request.files if file.line][:MOST_FILES]
    places = [{"file": file.path, "line": str(file.line)} | title for file in files] or [title]
    return [escapes.command(LEVELS[result.verdict], place, [headline(result), *worst[:3]]) for place in places]


def _row(ruling: Ruling, result: Gate) -> tuple[str, ...]:
    name = f"`{ruling.rail.metric.name}`, {when(ruling)}"
    numbers, more = escapes.markdown(words(ruling)), escapes.markdown(remark(ruling, result))
    return f"{MARKS[ruling.verdict]} {ruling.verdict}", name, numbers, more
