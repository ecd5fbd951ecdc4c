"""Cases that a day can matter to: found by state, law and acts, so that a day does not walk through all that rest.

Nothing of a deadline is kept. The law says in which states one can run, and each case found is then asked itself.
"""

from collections.abc import Iterator
from datetime import date, datetime, time
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.db.models import Q

from rugsat.domain.licensing.waiting import Waiting, waiting
from rugsat.store.kept_law import law_in_force, law_kept
from rugsat.store.licensing.models import Case, CaseAct


def can_owe() -> Iterator[Case]:
    """Cases in which a deadline of somebody can be running or missed, in order of their numbers by law."""
    for of_law, found in _by_law():
        wanted = Q()
        for state, verbs in found.owes.items():
            wanted |= Q(state=state, pk__in=CaseAct.objects.filter(verb__in=verbs).values("case"))
        if found.owes:
            yield from Case.objects.filter(of_law & wanted).order_by("case").iterator(500)


def can_run_out(on: date) -> Iterator[Case]:
    """Cases in which a term or a time to act can be over on a day."""
    zone = ZoneInfo(law_in_force().rulebook.jurisdiction.time_zone)
    for of_law, found in _by_law():
        wanted = Q()
        for state in found.runs_out:
            opened = datetime.combine(found.opened_until(state, on), time.max, zone)
            wanted |= Q(state=state, opened_at__lte=opened)
        if found.runs_out:
            yield from Case.objects.filter(of_law & wanted).order_by("case").iterator(500)


def _by_law() -> Iterator[tuple[Q, Waiting]]:
    """Each law that cases are led under, by instrument, with what it says of the states; a few questions each."""
    now, last = law_in_force().digest, ""
    while (pack := _first(Q(rule_pack__gt=last), "rule_pack")) is not None:
        instrument = ""
        while (name := _first(Q(rule_pack=pack, instrument__gt=instrument), "instrument")) is not None:
            yield Q(rule_pack=pack, instrument=name), _waiting(pack, now, name)
            instrument = name
        last = pack


def _first(wanted: Q, column: str) -> str | None:
    return Case.objects.filter(wanted).order_by(column).values_list(column, flat=True).first()


@lru_cache(maxsize=512)
def _waiting(pack: str, now: str, instrument: str) -> Waiting:
    """What the law of a case and that in force say together: a case at rest goes on under the latter."""
    laws = [law_kept(pack), *([law_in_force()] if now != pack else [])]
    held = (law.rulebook.instruments.get(instrument) for law in laws)
    return waiting([version.table for each in held if each for version in each.versions if version.table.steps])
