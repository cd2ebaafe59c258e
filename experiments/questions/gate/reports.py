"""Reports of a gate for machines: JUnit, and annotations of GitHub Actions."""

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from experiments.printing import escapes
from experiments.questions.gate.judging import worst_first
from experiments.questions.gate.result import Gate
from experiments.questions.gate.words import headline, notes, passport, remark, unseen, when, words

MOST_FILES = 10
LEVELS = {"fail": "error", "inconclusive": "warning", "could not run": "error"}


def junit(result: Gate) -> str:
    """Return a JUnit report: one test case per guardrail, or a single one if nothing was judged.

    A guardrail that fails is a failure; one that cannot tell is skipped, as a test that asks nothing is. Outside the
    passport there is one more, which is skipped, for nothing can pass there.
    """
    rulings = worst_first(result.rulings)
    suite = Element("testsuite", name=f"policylab gate: {headline(result)}")
    for ruling in rulings:
        case = SubElement(
            suite, "testcase", classname="policylab.gate", name=f"{ruling.rail.metric.name}, {when(ruling)}"
        )
        if ruling.verdict != "pass":
            kind = "failure" if ruling.verdict == "fail" else "skipped"
            SubElement(case, kind, type=ruling.verdict, message=words(ruling)).text = (
                remark(ruling, result) or ruling.rail.why
            )
    if result.outside:
        case = SubElement(suite, "testcase", classname="policylab.gate", name="within the passport")
        SubElement(case, "skipped", type="inconclusive", message=passport(result))
    if not rulings:
        case = SubElement(suite, "testcase", classname="policylab.gate", name=headline(result))
        if result.broken is not None:
            SubElement(case, "error", type="could not run", message="could not run").text = result.broken
    if beside := [*notes(result), *filter(None, [unseen(result)])]:
        SubElement(suite, "system-out").text = "\n".join(beside)
    kinds = {"tests": "testcase", "failures": "failure", "errors": "error", "skipped": "skipped"}
    for count, kind in kinds.items():
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
