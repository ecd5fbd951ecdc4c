"""A procedure with a hole is refused when the law is read, with the file and the line."""

from collections.abc import Callable

import pytest

from rugsat.kernel.errors import SourceError
from rugsat.law.pack import RulePack
from rugsat.law.procedure import Office, Verb

CERTIFICATE = "instruments/certificate.yaml"
HEAD = """versions:
  - since: 2026-01-01
    title: {en: Certificate of registration}
    kind: registration_certificate
    issued_by: {en: The authority}
    role: miner
    term: unlimited
    confidence: S2
    source: {act: Mining law}
"""
WHOLE = """    states: {draft: none, applied: none, signed: none, registered: in_force, ended: ended}
    final: [ended]
    at_rest: [registered]
    migrated_by: [director]
    clocks:
      decision: {title: {en: Decision}, length: {count: 15, unit: working_day}, owed_by: licensing_officer}
      notice: {title: {en: Notice}, length: {count: 5, unit: day}}
    procedure:
      - {from: draft, verb: submit, to: applied, who: applicant, clock_effect: {decision: starts}, basis: source}
      - {from: applied, verb: ask, to: applied, who: director, clock_effect: {decision: stops}, basis: source}
      - {from: applied, verb: answer, to: applied, who: applicant, clock_effect: {decision: resumes}, basis: source}
      - {from: applied, verb: countersign, to: signed, who: licensing_officer, basis: source}
      - {from: signed, verb: grant, to: registered, who: director, clock: decision, served: true,
         four_eyes: mining.forbidden_words, clock_effect: {notice: starts_on_service}, basis: source}
      - {from: registered, verb: revoke, to: ended, who: director, after: notice, grounds: mining.forbidden_words,
         basis: mining.forbidden_words}
"""


def test_a_whole_procedure_is_read(changed: Callable[..., RulePack]) -> None:
    table = changed(CERTIFICATE, HEAD + WHOLE).rulebook.instruments["certificate"].versions[0].table
    grant = next(step for step in table.steps if step.verb is Verb.GRANT)
    assert (grant.who, grant.four_eyes, grant.served) == ((Office.DIRECTOR,), "mining.forbidden_words", True)
    assert table.migrated_by == (Office.DIRECTOR,)
    assert table.at_rest == {"registered"}


HOLES = [
    (
        "a state nobody reaches",
        "registered: in_force,",
        "registered: in_force, lost: none,",
        "nothing leads from 'draft'",
    ),
    (
        "a final state that is left",
        "final: [ended]",
        "final: [ended, registered]",
        "is final, and a step leads from it",
    ),
    ("a dead end", "final: [ended]", "final: []", "from the state 'draft' no final state can be reached"),
    (
        "two ways for one act",
        "    procedure:\n",
        "    procedure:\n      - {from: applied, verb: ask, to: signed, who: director, basis: source}\n",
        "a director could 'ask' to 2 states",
    ),
    ("a clock that nothing starts", ", clock_effect: {decision: starts}", "", "no step starts the clock 'decision'"),
    ("a clock that nothing keeps", " clock: decision,", "", "is owed by licensing_officer, and no step keeps it"),
    ("a clock that is not resumed", ", clock_effect: {decision: resumes}", "", "is stopped, and no step resumes it"),
    ("service that is not served", " served: true,", "", "starts a clock on service, and is not served"),
    (
        "a decision without a first signature",
        "verb: countersign, to: signed",
        "verb: advise, to: signed",
        "'grant' needs two officers, but advise leads to 'signed' without a signature",
    ),
    (
        "a signature that leads to no decision",
        "         four_eyes: mining.forbidden_words,",
        "        ",
        "is signed once, and no step by a second officer leads from it",
    ),
    ("an unknown state", "to: registered", "to: heaven", "expected one of draft, applied"),
    ("an unknown verb", "verb: answer", "verb: shout", "expected one of submit"),
    ("a migration in the table", "verb: answer", "verb: migrate", "expected one of submit"),
    (
        "an unknown office",
        "who: applicant, clock_effect: {decision: resumes}",
        "who: king",
        "expected one of applicant",
    ),
    ("an unknown clock", "{decision: resumes}", "{decisions: resumes}", "there is no clock 'decisions'"),
    ("an unknown effect", "{decision: resumes}", "{decision: rewinds}", "expected one of starts"),
    ("a step without a basis", "who: licensing_officer, basis: source", "who: licensing_officer", "'basis' is missing"),
    ("an unknown parameter", "basis: mining.forbidden_words", "basis: mining.acts", "no parameter 'mining.acts'"),
    (
        "a basis that is a number",
        "basis: mining.forbidden_words",
        "basis: mining.licence_fee",
        "a list of verbs or a switch",
    ),
    ("grounds that are a number", "grounds: mining.forbidden_words", "grounds: mining.licence_fee", "must be a list"),
    ("a length in money", "length: {count: 5, unit: day}", "length: mining.licence_fee", "an amount of days"),
    (
        "a length that is not there",
        "length: {count: 5, unit: day}",
        "length: mining.notice",
        "no parameter 'mining.notice'",
    ),
    ("no states", WHOLE.splitlines()[0] + "\n", "", "a procedure needs the key 'states'"),
    ("states without a procedure", WHOLE[WHOLE.index("    procedure:") :], "", "there is no procedure that this could"),
]


@pytest.mark.parametrize(("old", "new", "words"), [case[1:] for case in HOLES], ids=[case[0] for case in HOLES])
def test_it_is_refused_that_there_is(changed: Callable[..., RulePack], old: str, new: str, words: str) -> None:
    assert old in WHOLE
    with pytest.raises(SourceError) as caught:
        changed(CERTIFICATE, HEAD + WHOLE.replace(old, new, 1))
    assert words in str(caught.value)
    assert caught.value.file == f"xa/{CERTIFICATE}"
    assert caught.value.line


SOURCE = "    confidence: S2\n    source: {act: Mining law}\n"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (HEAD.replace(SOURCE, ""), "the key 'confidence' is missing: write confidence: …, or rests_on: …"),
        (HEAD + "    rests_on: mining.forbidden_words\n", "has no confidence of its own"),
        (HEAD.replace(SOURCE, "    rests_on: mining.bans\n"), "no parameter 'mining.bans' that it could rest on"),
        (HEAD.replace(SOURCE, "    rests_on: mining.forbidden_words\n") + WHOLE, "cites no source of law"),
    ],
)
def test_an_instrument_cites_a_law_or_rests_on_a_parameter(
    changed: Callable[..., RulePack], text: str, words: str
) -> None:
    with pytest.raises(SourceError) as caught:
        changed(CERTIFICATE, text)
    assert words in str(caught.value)
