"""One entry of the log: who acted, what was decided, and to take away its proof and what it stands for."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rugsat.evidence.log.opening import OPENING
from rugsat.evidence.log.reader import LogReader
from rugsat.store.queries.audit import entry, opening
from rugsat.store.queries.told import NotOnTheRegisterError
from rugsat.usecases.sequence_outbox import log_folder
from rugsat.web.console.area import CONSOLE
from rugsat.web.console.audit_words import kind_words
from rugsat.web.layout.page import render


@require_safe
def page(request: HttpRequest, number: int, *, proof: bool = False, opened: bool = False) -> HttpResponse:
    """The entry, the proof of it, or what it stands for, as rugsat log check reads them."""
    try:
        line = entry(number=number)
        content = opening(number=number).to_bytes() if opened else b""
    except NotOnTheRegisterError as error:
        raise Http404(str(error)) from error
    if content:
        saved = {"Content-Disposition": f'attachment; filename="entry-{number}.tlog-proof{OPENING}"'}
        return HttpResponse(content, content_type="application/json", headers=saved)
    if proof:
        return _proof(number, in_log=line.in_log)
    return render(request, "console/audit_entry.html.j2", CONSOLE, title=kind_words(line.kind), line=line)


def _proof(number: int, *, in_log: bool) -> HttpResponse:
    if not in_log:
        message = f"no checkpoint of the log covers the entry {number} yet"
        raise Http404(message)
    text = LogReader(str(log_folder())).entry_proof(number).to_text()
    saved = {"Content-Disposition": f'attachment; filename="entry-{number}.tlog-proof"'}
    return HttpResponse(text, content_type="text/plain; charset=utf-8", headers=saved)
