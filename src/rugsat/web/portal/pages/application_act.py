"""A step of the procedure that needs words: an answer, an appeal, a change, a renewal, or giving up."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from rugsat.domain.licensing.words import verb_in_words
from rugsat.kernel.language import gettext as _
from rugsat.store.queries.own_application import application
from rugsat.usecases.amend import amend
from rugsat.usecases.answer import answer
from rugsat.usecases.appeal import appeal
from rugsat.usecases.call import Done
from rugsat.usecases.renew import renew
from rugsat.usecases.surrender import surrender
from rugsat.usecases.use_case import UseCase
from rugsat.web.layout import moment
from rugsat.web.layout.acting import Refused, carried_out
from rugsat.web.layout.session import ask_again, fresh
from rugsat.web.layout.visitor import visitor_of
from rugsat.web.portal import fields as f
from rugsat.web.portal.answering import onward, shown
from rugsat.web.portal.handing_in import hand_in
from rugsat.web.portal.uploads import LARGEST_DOCUMENT, objection_to_document, takes_files

ACTS: dict[str, UseCase[Any]] = {
    "answer": answer,
    "amend": amend,
    "renew": renew,
    "appeal": appeal,
    "surrender": surrender,
}
_NEEDS_WORDS = frozenset({"answer", "appeal"})
_GIVES_UP = frozenset({"surrender"})


class ActForm(forms.Form):
    """What is said with a step, and a document that goes with it."""

    def __init__(self, verb: str, data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, use_required_attribute=False)
        label, hint = _words(verb)
        self.fields["note"] = f.words(label, hint, required=verb in _NEEDS_WORDS, rows=8)
        if verb in _NEEDS_WORDS:
            hint = _("PDF, PNG, JPEG or ZIP, of at most 64 MB. More can be handed in on the page of documents before.")
            self.fields["file"] = f.file(_("Document"), hint, required=False)
        if verb == "surrender":
            self.fields["sure"] = forms.BooleanField(
                label=_("I give this up for the organisation"),
                help_text=_("This cannot be taken back."),
                error_messages={"required": _("Tick the box, or go back.")},
            )

    def clean_file(self) -> Any:
        """Refuse what is no document by its content."""
        file = self.cleaned_data["file"]
        if file and (objection := objection_to_document(file)):
            raise forms.ValidationError(objection)
        return file


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
    if said.get("file"):
        handed = hand_in(request, said["file"], case=told["case"], kind="answer")
        if isinstance(handed, Refused):
            return handed
    return carried_out(request, ACTS[verb], _done(verb), case=told["case"], note=said["note"])


def _words(verb: str) -> tuple[str, str]:
    return {
        "answer": (_("Your answer"), _("The authority reads it with the question.")),
        "amend": (
            _("What is to change, and why"),
            _("After this you change the lists of the application. Until it is granted the register stays as it is."),
        ),
        "renew": (_("What the authority should know"), ""),
        "appeal": (_("Why the decision is wrong"), _("Somebody else than those who decided looks at it.")),
        "surrender": (_("Why"), ""),
    }[verb]


def _done(verb: str) -> str:
    return {
        "answer": _("The answer is handed in."),
        "amend": _("The change is applied for: now change what the application says."),
        "renew": _("The renewal is applied for."),
        "appeal": _("The appeal is handed in."),
        "surrender": _("It is given up."),
    }[verb]
