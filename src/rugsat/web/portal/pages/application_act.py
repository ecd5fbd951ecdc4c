"""A step of the procedure that needs words: an answer, an appeal, a change, a renewal, a transfer, or giving up."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from rugsat.domain.licensing.words import verb_in_words
from rugsat.kernel.language import gettext as _
from rugsat.store.document_type import LARGEST_DOCUMENT
from rugsat.store.queries.own_application import application
from rugsat.usecases.amend import amend
from rugsat.usecases.answer import answer
from rugsat.usecases.appeal import appeal
from rugsat.usecases.call import Done
from rugsat.usecases.renew import renew
from rugsat.usecases.surrender import surrender
from rugsat.usecases.transfer import transfer
from rugsat.usecases.use_case import UseCase
from rugsat.web.layout import moment
from rugsat.web.layout.acting import Refused, carried_out
from rugsat.web.layout.session import ask_again, fresh
from rugsat.web.layout.uploads import takes_files
from rugsat.web.layout.visitor import visitor_of
from rugsat.web.portal import fields as f
from rugsat.web.portal.answering import onward, shown
from rugsat.web.portal.handing_in import hand_in

ACTS: dict[str, UseCase[Any]] = {
    "answer": answer,
    "amend": amend,
    "renew": renew,
    "appeal": appeal,
    "transfer": transfer,
    "surrender": surrender,
}
_NEEDS_WORDS = frozenset({"answer", "appeal"})
_GIVES_UP = frozenset({"transfer", "surrender"})


class ActForm(forms.Form):
    """What is said with a step, and a document that goes with it."""

    def __init__(self, verb: str, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, use_required_attribute=False)
        label, hint = _words(verb)
        if verb == "transfer":
            entry = _("Its short name in the register, as its own portal shows it under Organisation.")
            self.fields["to"] = f.name(_("Who is to hold it"), entry, longest=64)
        self.fields["note"] = f.words(label, hint, required=verb in _NEEDS_WORDS, rows=8)
        if verb in _NEEDS_WORDS:
            hint = _("More can be handed in on the page of documents before.")
            self.fields["file"] = f.document(_("Document"), hint, required=False)
        if verb == "surrender":
            self.fields["sure"] = forms.BooleanField(
                label=_("I give this up for the organisation"),
                help_text=_("This cannot be taken back."),
                error_messages={"required": _("Tick the box, or go back.")},
            )


@takes_files(LARGEST_DOCUMENT)
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, case: str, verb: str) -> HttpResponse:
    """The page."""
    told = application(case=case, party=visitor_of(request).party, now=moment.now())
    if verb not in ACTS:
        raise Http404
    if verb in _GIVES_UP and not fresh(request):
        return ask_again(request)
    form = ActForm(verb, request.POST, request.FILES) if request.method == "POST" else ActForm(verb)
    refused = None
    if form.is_bound and form.is_valid():
        done = _act(request, told, verb, form.cleaned_data)
        if not isinstance(done, Refused):
            return onward("application-case", case)
        refused = done
    letters = [each for each in told["acts"] if each["letter"]]
    return shown(
        request,
        "application_act",
        refused=refused,
        title=verb_in_words(verb),
        application=told,
        form=form,
        verb=verb,
        letter=letters[-1] if letters and verb in _NEEDS_WORDS else None,
        possible=verb in told["can_be_done"],
    )


def _act(request: HttpRequest, told: dict[str, Any], verb: str, said: dict[str, Any]) -> Done | Refused:
    asked = {name: said[name] for name in ("note", "to") if name in said}
    if said.get("file"):
        handed = hand_in(request, said["file"], case=told["case"], kind="answer")
        if isinstance(handed, Refused):
            return handed
    return carried_out(request, ACTS[verb], _done(verb), case=told["case"], **asked)


def _words(verb: str) -> tuple[str, str]:
    return {
        "answer": (_("Your answer"), _("The authority reads it with the question.")),
        "amend": (
            _("What is to change, and why"),
            _("Change the lists of the application first. Until it is granted the register stays as it is."),
        ),
        "renew": (_("What the authority should know"), ""),
        "appeal": (_("Why the decision is wrong"), _("Somebody else than those who decided looks at it.")),
        "transfer": (
            _("What the authority should know"),
            _("The new holder sees what the application says, and must agree. Until it is granted, you hold it."),
        ),
        "surrender": (_("Why"), ""),
    }[verb]


def _done(verb: str) -> str:
    return {
        "answer": _("The answer is handed in."),
        "amend": _("The change is applied for: the authority decides on what the application says now."),
        "renew": _("The renewal is applied for."),
        "appeal": _("The appeal is handed in."),
        "transfer": _("The transfer is applied for: the new holder finds it in its portal and must agree."),
        "surrender": _("It is given up."),
    }[verb]
