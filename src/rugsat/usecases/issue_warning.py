"""Warning the public of a firm that acts without an authorisation."""

from collections.abc import Mapping

from django.db.models import Exists, OuterRef

from rugsat.kernel.identifiers.register_number import register_number
from rugsat.kernel.names.fold import words_of
from rugsat.kernel.period import Period
from rugsat.kernel.record import to_plain
from rugsat.store.bitemporal import Said, as_of, write
from rugsat.store.licensing.models import AuthorisationFacts
from rugsat.store.outbox.counter import take
from rugsat.store.parties.models import FirmWarning, NameKey, WarningKey
from rugsat.usecases.call import Done
from rugsat.usecases.use_case import use_case
from rugsat.usecases.warning_form import (
    WarningForm,
    WarningRefusedError,
    keys_of,
    next_act,
    read_warning,
    standing_warning,
    told_of,
)
from rugsat.usecases.work import Work


@use_case
def issue_warning(work: Work, *, says: Mapping[str, object], warning: str = "") -> Done:
    """From today on warn of a firm by its names and websites; of a warning that is given, let it say this from now on.

    Parties that hold an authorisation under every word of the same name are told, because a warning may be about
    whoever uses their name, and never about them: those are suspended.
    """
    form = read_warning(says, work.law)
    if warning and standing_warning(warning).source:
        message = f"{warning} was taken from the register of another authority: only that authority changes it"
        raise WarningRefusedError(message)
    number = warning or _number(work)
    values = {
        **told_of(form),
        "instrument": form.instrument,
        "basis": form.basis,
        "rests_on": form.rests_on,
        "authority": "",
        "source": "",
    }
    write(
        FirmWarning,
        [Said({"warning": number}, values)],
        period=Period(work.on),
        at=work.at,
        act=next_act(number, work.at),
    )
    keys = keys_of(number, names=(form.name, *form.names), websites=form.websites, lei=form.lei)
    WarningKey.objects.bulk_create(keys, ignore_conflicts=True)
    namesakes = _namesakes(work, form)
    kind = "warning_changed" if warning else "warning_issued"
    work.tell(kind, number, {"says": to_plain(form), "by": work.call.by, "namesakes": namesakes})
    return Done(number, 1, {"warning": number, "authorised_under_that_name": namesakes})


def _number(work: Work) -> str:
    year = work.on.year
    country = work.law.jurisdiction.upper()
    return register_number(country=country, series="W", year=year, number=take(f"warning-{year}"))


def _namesakes(work: Work, form: WarningForm) -> list[str]:
    """Parties that hold an authorisation in force and have every word of the name of the firm in theirs."""
    first, *rest = words_of(form.name)
    keys = NameKey.objects.filter(word=first)
    for word in rest:
        keys = keys.filter(Exists(NameKey.objects.filter(word=word, party_id=OuterRef("party_id"))))
    live = as_of(AuthorisationFacts, on=work.on).filter(status="in_force", party_id=OuterRef("party_id"))
    found = keys.filter(Exists(live)).order_by("party_id")
    return list(found.values_list("party_id", flat=True)[:20])
