"""Who holds a case and since when, and whom it is on its way to while a transfer is pending."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Max

from rugsat.law.procedure import Verb
from rugsat.store.licensing.models import AttestationRow, Case, CaseAct, Item

AGREED = "transfer_agreed"
"""What the coming holder says of a transfer: whether it will hold what passes to it."""
_CARRIES_OUT = frozenset({Verb.GRANT, Verb.ISSUE, Verb.RENEW})


@dataclass(frozen=True, slots=True)
class Passing:
    """What transfers have made of a case: to whom it is on its way, and since when its holder has held it."""

    to: str = ""
    """The coming holder while a transfer is pending; empty where none is."""
    asked_at: datetime | None = None
    held_since: datetime | None = None
    """When the present holder got it by a transfer; None where it is the party that applied for it."""
    holder: str = ""
    """The present holder, where it got it by a transfer."""
    judged: tuple[tuple[datetime | None, str], ...] = ((None, ""),)
    """From when on which party was judged; the one that applied for it has no name here."""

    def judged_at(self, moment: datetime) -> str:
        """The party that was judged at a moment, under its name here."""
        return [party for since, party in self.judged if since is None or since <= moment][-1]

    def is_of_the_judged(self, moment: datetime) -> bool:
        """Whether what was said at a moment was said while the party was judged that is judged now.

        Two parties can call their persons by the same names.
        """
        return self.judged_at(moment) == self.judged[-1][1]

    @property
    def named(self) -> frozenset[str]:
        """Every party that it ever was on its way to."""
        return frozenset(party for _, party in self.judged if party)


def passing(case: Case) -> Passing:
    """What transfers have made of a case.

    A transfer is over when the case is back in the state that it was applied for in: granted, refused for good, or cut
    off by a measure. A refusal that is set aside lets it go on.
    """
    return passing_of([case.case])[case.case]


def passing_of(cases: Iterable[str]) -> dict[str, Passing]:
    """The same for several cases by their numbers; it is two questions, however many there are."""
    wanted = list(cases)
    moved = CaseAct.objects.filter(case__in=wanted, verb=Verb.TRANSFER).values_list("case", flat=True).distinct()
    names = ("case", "verb", "state", "at", "content")
    acts = defaultdict[str, list[tuple[Any, ...]]](list)
    for number, *act in CaseAct.objects.filter(case__in=list(moved)).order_by("number").values_list(*names):
        acts[number].append(tuple(act))
    return {case: _walked(acts.get(case, ())) for case in wanted}


def coming_holder(case: Case) -> str:
    """Whom a transfer is pending to, who is judged when it is decided; empty where none is."""
    return passing(case).to


def judged_party(case: Case) -> str:
    """The party that the requirements of a case are asked of: the coming holder while there is one."""
    return coming_holder(case) or case.party_id


def coming_to(party: str) -> dict[str, Passing]:
    """The cases that are on their way to a party, by their numbers."""
    named = CaseAct.objects.filter(verb=Verb.TRANSFER, content__to=party).values_list("case", flat=True)
    return {case: found for case, found in passing_of(sorted(set(named))).items() if found.to == party}


def agreement(case: str, pending: Passing) -> AttestationRow | None:
    """What the coming holder has said of the transfer that is pending; None where it has not spoken."""
    return agreements({case: pending}).get(case)


def agreements(pending: Mapping[str, Passing]) -> dict[str, AttestationRow]:
    """The same for several cases by their numbers; it is two questions, however many there are.

    The last word of each coming holder counts, and only of what the application has said ever since.
    """
    rows = AttestationRow.objects.filter(case__in=list(pending), kind=AGREED, withdrawn_at__isnull=True).order_by("pk")
    items = Item.objects.filter(case__in=list(pending)).values_list("case")
    changed = {
        case: max(filter(None, moments), default=None)
        for case, *moments in items.annotate(Max("entered_at"), Max("withdrawn_at")).order_by()
    }
    said = {}
    for row in rows:
        moved, last = pending[row.case_id], changed.get(row.case_id)
        if moved.asked_at and row.by == moved.to and row.recorded_at >= max(filter(None, (moved.asked_at, last))):
            said[row.case_id] = row
    return said


def _walked(acts: Iterable[tuple[Any, ...]]) -> Passing:
    """The acts of a case one after the other: verb, state after it, moment, content."""
    to, holder, asked_at, held_since, rest, state = "", "", None, None, "", ""
    judged = list[tuple[datetime | None, str]]([(None, "")])
    for verb, after, at, content in acts:
        if verb == Verb.TRANSFER:
            to, asked_at, rest = str(content["to"]), at, state
            judged.append((at, to))
        elif to and after == rest:
            if verb in _CARRIES_OUT:
                holder, held_since = to, at
            judged.append((at, holder))
            to, asked_at = "", None
        state = after
    return Passing(to, asked_at, held_since, holder, tuple(judged))
