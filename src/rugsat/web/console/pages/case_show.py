"""The file of a case: what it says, what the requirements say of it, and what can be done with it now."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rugsat.domain.licensing.assess import OPEN
from rugsat.domain.licensing.outcome import Status
from rugsat.kernel.language import gettext as _
from rugsat.store.queries.case_file import CaseFile, case_file
from rugsat.store.queries.party_names import names_of
from rugsat.web.console.acts import offered
from rugsat.web.console.area import CONSOLE
from rugsat.web.layout.moment import now, today
from rugsat.web.layout.page import render
from rugsat.web.layout.visitor import visitor_of

_WORST_FIRST = (Status.UNMET, Status.UNKNOWN, Status.MET, Status.NOT_ASKED, Status.ASLEEP)


@require_safe
def page(request: HttpRequest, case: str) -> HttpResponse:
    """The page of a case."""
    visitor, file = visitor_of(request), case_file(case=case, now=now())
    counts = {status: sum(each.status is status for each in file.outcomes) for status in _WORST_FIRST}
    outcomes = sorted(file.outcomes, key=lambda each: (_WORST_FIRST.index(each.status), each.requirement))
    return render(
        request,
        "console/case.html.j2",
        CONSOLE,
        title=_("Case {case}").format(case=file.case),
        file=file,
        names=names_of(_parties(file), on=today()),
        acts=offered(file, visitor),
        outcomes=outcomes,
        open_statuses=OPEN,
        counts=[(status, count) for status, count in counts.items() if count],
        papers={each.digest: each.name for each in file.papers},
        today=today(),
    )


def _parties(file: CaseFile) -> set[str]:
    """Everybody whom the page names."""
    said = {each.by for each in file.said}
    providers = {each.provider for each in file.facts.connections}
    return {file.party, *said, *providers, *(each.bank for each in file.facts.banks)}
