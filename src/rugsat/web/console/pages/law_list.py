"""The law: what is set on a day, topic by topic, by whom, and how far it may be relied on."""

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from rugsat.kernel.language import gettext as _
from rugsat.store.kept_law import acts_left_out, law_in_force
from rugsat.store.queries.law import browsed, topics
from rugsat.web.console.area import CONSOLE
from rugsat.web.console.law_words import topic_word
from rugsat.web.layout.asked import day_of, one_of, text_of
from rugsat.web.layout.moment import today
from rugsat.web.layout.page import render


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The list; without a topic and words, the topics with how much of each is set."""
    on, choices = day_of(request), [(topic, topic_word(topic)) for topic in topics()]
    topic, words, only = one_of(request, "topic", choices), text_of(request), request.GET.get("set", "")
    lines = [line for line in browsed(on=on, topic=topic, words=words) if not only or line.is_set == (only == "yes")]
    return render(
        request,
        "console/law.html.j2",
        CONSOLE,
        title=_("The law"),
        groups=[(name, list(each)) for name, each in groupby(lines, key=lambda line: line.parameter.id.split(".")[0])],
        topics=choices,
        asked={"topic": topic, "q": words, "set": only},
        count=len(lines),
        is_set=sum(line.is_set for line in lines),
        digest=law_in_force().digest,
        left_out=acts_left_out(),
        on=on,
        today=today(),
    )
