"""Asking a firm for information."""

from collections.abc import Sequence
from dataclasses import dataclass

from rugsat.domain.requests.thread import RequestState, RequestVerb
from rugsat.kernel.errors import RugsatError
from rugsat.kernel.identifiers.register_number import register_number
from rugsat.law.basis import Kind
from rugsat.store.api_access.models import ReceivedFiling
from rugsat.store.finding_parties import parties_of
from rugsat.store.findings.models import OfficeFinding
from rugsat.store.kept_law import keep_law
from rugsat.store.licensing.models import Authorisation
from rugsat.store.outbox.counter import take
from rugsat.store.parties.models import Party
from rugsat.store.requests.models import Request, RequestDocument
from rugsat.usecases.call import Done
from rugsat.usecases.case_act import required
from rugsat.usecases.request_act import Words, content_of, documents_of, record_act
from rugsat.usecases.take_documents import Paper, take_documents
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work

_LONGEST_TITLE = 200
_ABOUT = ("finding", "authorisation", "filing")


class AskedAmissError(RugsatError):
    """A question to nobody, or about something that does not concern whoever is asked."""


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked, and what it is about: a finding, an authorisation, a filing, or nothing in particular."""

    title: str
    note: str
    finding: str = ""
    authorisation: str = ""
    filing: str = ""


@use_case
def ask_for_information(
    work: Work, *, party: str, question: Question, documents: Sequence[Paper] = (), means: str = "electronic"
) -> Done:
    """Ask a firm a question, with documents; how long it has to answer follows from the law and the service."""
    work.only_for(party)
    if not Party.objects.filter(party=party).exists():
        message = f"there is no party '{party}' that could be asked: search for it with rugsat parties search"
        raise AskedAmissError(message)
    _refuse_foreign(party, question)
    words = Words(note=required(question.note, "write the question"), means=means)
    request = _opened(work, party, question)
    taken = take_documents(work, documents)
    act = record_act(work, request, RequestVerb.ASK, 1, words)
    RequestDocument.objects.bulk_create(documents_of(act, taken))
    about = {"party": party, **{name: getattr(question, name) for name in ("title", *_ABOUT)}}
    work.tell("request_ask", request.request, {**about, **content_of(act, taken)})
    return Done(request.request, 1, {"state": request.state, "act": 1})


def _opened(work: Work, party: str, question: Question) -> Request:
    """A request under the law of the day, which it keeps."""
    if len(required(question.title, "say in a few words what is asked")) > _LONGEST_TITLE:
        message = f"the title is longer than {_LONGEST_TITLE} letters: write the rest in the question"
        raise AskedAmissError(message)
    country, year = work.law.jurisdiction.upper(), work.on.year
    return Request.objects.create(
        request=register_number(country=country, series="Q", year=year, number=take(f"request-{year}")),
        party_id=party,
        title=question.title.strip(),
        finding_id=question.finding or None,
        authorisation_id=question.authorisation or None,
        filing=question.filing,
        officer=work.account,
        opened_at=work.at,
        opened_on=work.on,
        rule_pack=keep_law(work.law),
        demonstration=[act.name for act in work.law.rulebook.acts_in_force() if act.kind is Kind.DEMONSTRATION],
        state=str(RequestState.ASKED),
    )


def _refuse_foreign(party: str, question: Question) -> None:
    """Refuse a question about a finding, an authorisation or a filing that does not concern the firm that is asked."""
    number, filing = question.authorisation, question.filing
    concerns = {
        "finding": lambda: party in _concerned(question.finding),
        "authorisation": lambda: Authorisation.objects.filter(authorisation=number, party_id=party).exists(),
        "filing": lambda: ReceivedFiling.objects.filter(filing=filing, sender=party).exists(),
    }
    for what in _ABOUT:
        if getattr(question, what) and not concerns[what]():
            message = f"the {what} {getattr(question, what)} does not concern {party}: ask whom it concerns"
            raise AskedAmissError(message)


def _concerned(finding: str) -> frozenset[str]:
    found = OfficeFinding.objects.filter(finding=finding).first()
    return parties_of([found])[finding] if found else frozenset()
