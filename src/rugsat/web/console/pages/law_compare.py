"""The law compared: two days of this jurisdiction, or several jurisdictions on one day."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rugsat.kernel.language import gettext as _
from rugsat.kernel.language import in_language
from rugsat.store.queries.law import compared, countries, topics, turned
from rugsat.web.console.area import CONSOLE
from rugsat.web.console.law_words import topic_word
from rugsat.web.layout.asked import day_if_asked, day_of, one_of
from rugsat.web.layout.moment import today
from rugsat.web.layout.page import render


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The page; with `before` two days are compared, else the jurisdictions that are asked for."""
    on, before = day_of(request), day_if_asked(request, "before")
    choices = [(topic, topic_word(topic)) for topic in topics()]
    topic, names = one_of(request, "topic", choices), countries()
    codes = [code for code in request.GET.getlist("with") if code in names]
    turns = turned(before=before, after=on, topic=topic) if before else []
    packs, rows = compared(codes=codes, on=on, topic=topic) if codes and not before else ({}, [])
    return render(
        request,
        "console/law_compare.html.j2",
        CONSOLE,
        title=_("Compare the law"),
        topics=choices,
        topic=topic,
        countries=[(code, in_language(title)) for code, title in names.items()],
        codes=codes,
        before=before,
        turns=[turn for turn in turns if turn.changed],
        count=len(turns),
        packs=packs,
        rows=rows,
        on=on,
        today=today(),
        year_ago=today().replace(day=1, year=today().year - 1),
    )
