"""The instruments of a day, and the procedure of one of them step by step with what each rests on."""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rugsat.kernel.language import gettext as _
from rugsat.kernel.language import in_language
from rugsat.law.parameter import ANY
from rugsat.store.kept_law import law_in_force
from rugsat.store.queries.law import procedure_on, procedures_on
from rugsat.store.queries.told import NotOnTheRegisterError
from rugsat.web.console.area import CONSOLE
from rugsat.web.layout.asked import day_of, one_of
from rugsat.web.layout.moment import today
from rugsat.web.layout.page import render


@require_safe
def page(request: HttpRequest, name: str = "") -> HttpResponse:
    """All instruments, or the procedure of the one of the name."""
    on = day_of(request)
    if not name:
        held, title = procedures_on(on=on), _("Procedures")
        return render(
            request, "console/law_procedures.html.j2", CONSOLE, on=on, today=today(), title=title, instruments=held
        )
    about = law_in_force().rulebook.jurisdiction
    classes = [(cls, in_language(title)) for cls, title in about.classes.items()]
    cls = one_of(request, "class", classes)
    try:
        led = procedure_on(name=name, on=on, cls=cls or ANY)
    except NotOnTheRegisterError as error:
        raise Http404(str(error)) from error
    return render(
        request,
        "console/law_procedure.html.j2",
        CONSOLE,
        title=in_language(led.version.title),
        led=led,
        classes=classes,
        cls=cls,
        on=on,
        today=today(),
    )
