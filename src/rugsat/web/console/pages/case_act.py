"""An act upon a case: asked, looked at with its letter, and then done."""

from dataclasses import replace
from http import HTTPStatus
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from rugsat.domain.licensing.letter import MEANS as WAYS
from rugsat.kernel.language import gettext as _
from rugsat.law.procedure import Step, Verb
from rugsat.store.queries.answered import was_answered
from rugsat.store.queries.case_file import CaseFile, Possible, Standpoint, case_file, standpoint
from rugsat.store.queries.delegations import delegated_to
from rugsat.store.queries.letters import Coming, letter_before
from rugsat.web.console.act_form import ActForm, as_it_stands
from rugsat.web.console.acts import ACTS, CONDITIONS, GROUND, MEANS, NOTE, SAYS, SIGNS_FOR, Act, offered
from rugsat.web.console.area import CONSOLE
from rugsat.web.console.words import verb_word
from rugsat.web.layout.acting import BEHALF, KEY, Refused, carried_out
from rugsat.web.layout.moment import now, today
from rugsat.web.layout.page import render
from rugsat.web.layout.session import ask_again, fresh
from rugsat.web.layout.visitor import Visitor, visitor_of


@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, case: str, verb: str) -> HttpResponse:
    """The page of an act: first its form, then what it will do, then it is done."""
    visitor, act = visitor_of(request), ACTS.get(verb)
    if act is None:
        raise Http404
    given = delegated_to(login=visitor.login, on=today())
    file, at = case_file(case=case, now=now()), standpoint(case, now=now())
    step = _step(file, at, verb, visitor, frozenset(each[2] for each in given))
    if step is None:
        # The second of two clicks comes when the step is gone; it is told what the first one was.
        again = was_answered(login=visitor.login, key=request.POST.get(KEY, ""))
        return _back(case) if again else _impossible(request, file, verb)
    form = _form(request, act, step, at, file)
    form.delegate(frozenset(step.offices), visitor.roles, given)
    stage = request.POST.get("stage", "")
    if request.method != "POST" or stage == "change" or not form.is_valid():
        return _shown(request, file, step, form=form, act=act)
    if stage != "do":
        return _looked_at(request, file, step, form=form, act=act, at=at)
    return _done(request, file, step, form=form, act=act) if fresh(request) else ask_again(request)


def _done(request: HttpRequest, file: CaseFile, step: Possible, *, form: ActForm, act: Act) -> HttpResponse:
    """Do it, and go back to the case; where it is refused, the form is shown again with the reason."""
    case = file.case
    done = carried_out(request, act.use_case, act.done(), case=case, **form.asked())
    if isinstance(done, Refused):
        return _shown(request, file, step, form=form, act=act, refused=done)
    return _back(case)


def _back(case: str) -> HttpResponse:
    return HttpResponseRedirect(reverse("console:case", args=[case]), status=HTTPStatus.SEE_OTHER)


def _step(file: CaseFile, at: Standpoint, verb: str, visitor: Visitor, delegated: frozenset[str]) -> Possible | None:
    """The step that whoever asks can take; moving a case to another procedure stands in no table."""
    offices = visitor.roles | delegated
    if verb == Verb.MIGRATE:
        table = at.procedure.version.table
        if not offices & set(file.migrates) or file.state not in table.states:
            return None
        basis = table.steps[0].basis
        return Possible(verb, file.migrates, Step(file.state, Verb.MIGRATE, file.state, table.migrated_by, basis), "")
    return next((each for each in offered(file, visitor, delegated) if each.verb == verb), None)


def _form(request: HttpRequest, act: Act, step: Possible, at: Standpoint, file: CaseFile) -> ActForm:
    initial = {MEANS: WAYS[0] if "electronic" not in WAYS else "electronic"}
    if SAYS in act.fields:
        initial[SAYS] = as_it_stands(file)
    return ActForm(act, step, at, data=request.POST if request.method == "POST" else None, initial=initial)


def _impossible(request: HttpRequest, file: CaseFile, verb: str) -> HttpResponse:
    """What cannot be done now, and what can."""
    return render(
        request,
        "console/case_act_impossible.html.j2",
        CONSOLE,
        status=HTTPStatus.CONFLICT,
        title=verb_word(verb),
        file=file,
        acts=offered(file, visitor_of(request)),
    )


def _shown(request: HttpRequest, file: CaseFile, step: Possible, **given: Any) -> HttpResponse:
    refused: Refused | None = given.pop("refused", None)
    form: ActForm = given["form"]
    faulty = form.is_bound and bool(form.errors)
    status = refused.status if refused else HTTPStatus.UNPROCESSABLE_ENTITY if faulty else HTTPStatus.OK
    return render(
        request,
        "console/case_act.html.j2",
        CONSOLE,
        status=status,
        title=verb_word(step.verb),
        file=file,
        step=step,
        refused=refused,
        barred=_barred(file, step, visitor_of(request)),
        **given,
    )


def _looked_at(request: HttpRequest, file: CaseFile, step: Possible, **given: Any) -> HttpResponse:
    form: ActForm = given["form"]
    at: Standpoint = given.pop("at")
    said, visitor = form.asked(), visitor_of(request)
    behalf = form.cleaned_data.get(BEHALF, "")
    coming = Coming(
        verb=step.verb,
        by=visitor.login,
        offices=frozenset(step.offices),
        ground=said.get(GROUND, ""),
        note=said.get(NOTE, ""),
        signs_for=said.get(SIGNS_FOR, ""),
        means=said.get(MEANS, "electronic"),
        content={CONDITIONS: said[CONDITIONS]} if said.get(CONDITIONS) else {},
    )
    table = at.procedure.version.table
    return render(
        request,
        "console/case_act_look.html.j2",
        CONSOLE,
        title=verb_word(step.verb),
        file=file,
        step=replace(step, offices=step.offices),
        letter=letter_before(case=file.case, coming=coming, now=now()),
        clocks=[(table.clocks[name], effect) for name, effect in step.step.effects],
        barred=_barred(file, step, visitor, behalf),
        sent=_sent(request, form),
        **given,
    )


def _sent(request: HttpRequest, form: ActForm) -> list[tuple[str, str]]:
    """The fields of the form as they were sent, to be sent once more."""
    return [(name, value) for name in form.fields for value in request.POST.getlist(name)]


def _barred(file: CaseFile, step: Possible, visitor: Visitor, behalf: str = "") -> str:
    """Why the visitor cannot be the second officer; empty where nothing is against it."""
    first = file.signed_by
    if first is None or step.verb == Verb.COUNTERSIGN or not {visitor.login, behalf} & first.persons:
        return ""
    return _("You have signed as the first officer: another officer must take the decision.")
