"""The record of a request: its acts as the domain reads them, and the law that it is led under."""

from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from typing import cast

from django.db.models import Prefetch, QuerySet

from rugsat.domain.requests.terms import Terms
from rugsat.domain.requests.thread import RequestVerb, Uttered
from rugsat.law.service import Dispatch
from rugsat.store.kept_law import law_kept
from rugsat.store.requests.models import Request, RequestAct


def with_acts(rows: QuerySet[Request]) -> QuerySet[Request]:
    """Requests together with their acts and services, in three questions however many there are."""
    acts = RequestAct.objects.order_by("number").select_related("by", "on_behalf_of").prefetch_related("services")
    return rows.prefetch_related(Prefetch("acts", queryset=acts))


def acts_of(request: Request) -> tuple[RequestAct, ...]:
    """The acts of a request, the first one first."""
    acts = cast("Iterable[RequestAct]", request.acts.all())
    return tuple(sorted(acts, key=lambda each: each.number))


def uttered(request: Request) -> tuple[Uttered, ...]:
    """The thread of a request; of several proofs of service the first day counts."""
    terms = terms_of(request)
    return tuple(_uttered(each, terms) for each in acts_of(request))


def terms_of(request: Request) -> Terms:
    """What the law of the day on which it was asked says of it."""
    return _terms(request.rule_pack, request.opened_on)


def _uttered(act: RequestAct, terms: Terms) -> Uttered:
    service = None
    if act.sent_on is not None:
        proven = min((each.served_on for each in act.services.all()), default=None)
        service = terms.served(Dispatch(act.sent_on, act.means, proven))
    return Uttered(act.number, RequestVerb(act.verb), terms.day_of(act.at), service, act.days)


@lru_cache(maxsize=256)
def _terms(rule_pack: str, on: date) -> Terms:
    return Terms(law_kept(rule_pack), on)
