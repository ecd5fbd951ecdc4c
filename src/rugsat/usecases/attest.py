"""Attesting something of an application: the only thing besides the register that can meet a requirement."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rugsat.kernel.errors import RugsatError
from rugsat.kernel.period import Period
from rugsat.kernel.record import read_record, to_plain
from rugsat.store.licensing.holder import AGREED, coming_holder
from rugsat.store.licensing.models import AttestationRow, Case, Document
from rugsat.store.queries.own_attesting import concerned
from rugsat.store.register_view import AUTHORITY, OF_THE_AUTHORITY
from rugsat.usecases.call import Done, NotPermittedError
from rugsat.usecases.case_act import NoSuchCaseError
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work

BY_OFFICERS = OF_THE_AUTHORITY - {"wallet_control"}
"""What officers say in the name of the authority; that a key has signed, the office itself says."""


class AttestationRefusedError(RugsatError):
    """Something that cannot be attested so."""


@dataclass(frozen=True, slots=True)
class AttestationForm:
    """An attestation as it is written down."""

    kind: str
    about: str
    says: Mapping[str, object]
    on: date | None = None
    since: date | None = None
    until: date | None = None
    document: str = ""


@use_case
def attest(work: Work, *, case: str, attestation: Mapping[str, object], by: str = "") -> Done:
    """Say something of a case that is not one's own, and stand for it.

    An organisation speaks for itself. An officer writes down what a body has said, with the document in which it did,
    or says in the name of the authority what is the authority's to say. Whom an authorisation is on its way to by a
    transfer is judged as the applicant is, and attests no more than that for itself.
    """
    found = Case.objects.filter(case=case).first()
    own = found is not None and work.party in {found.party_id, coming_holder(found)}
    if found is None or (work.party is not None and not own and not concerned(work.party, found, on=work.on)):
        message = f"there is no case '{case}': list them with rugsat applications list"
        raise NoSuchCaseError(message)
    form = read_record(AttestationForm, attestation, place="attestation")
    speaker = _speaker(work, found, form, by)
    on = form.on or work.on
    period = Period(form.since or on, form.until)
    if on > work.on:
        message = f"the attestation is of {on}, a day that has not come: write the day on which it was said"
        raise AttestationRefusedError(message)
    if form.document and not Document.objects.filter(digest=form.document).exists():
        message = f"there is no document {form.document}: hand it in first"
        raise AttestationRefusedError(message)
    row = AttestationRow.objects.create(
        case=found,
        kind=form.kind,
        about=form.about,
        by=speaker,
        on=on,
        says=to_plain(form.says),
        since=period.since,
        until=period.until,
        document=form.document,
        recorded_at=work.at,
    )
    work.tell("attestation_recorded", case, {"by": speaker, "written_by": work.call.by, **to_plain(form)})
    return Done(case, found.version, {"attestation": row.pk, "by": speaker})


def _speaker(work: Work, case: Case, form: AttestationForm, by: str) -> str:
    coming = coming_holder(case)
    own = {case.party_id, coming} - {""}
    if work.party is not None:
        if work.party in own or (by and by != work.party):
            message = f"{work.party} cannot attest {'its own case' if not by else f'in the name of {by}'}: another must"
            raise NotPermittedError(message)
        return work.party
    for party in sorted(own):
        work.only_for(party)
    if form.kind in BY_OFFICERS and by in {"", AUTHORITY}:
        return AUTHORITY
    if form.kind == AGREED and not (by == coming and form.about == f"party:{by}"):
        message = f"that it will hold what passes to it, a party says of itself alone, and no transfer to {by} runs"
        raise AttestationRefusedError(message)
    if not by or (by in own and form.kind != AGREED) or not form.document:
        message = "an officer writes down what a body has said: name the body, and the document in which it says so"
        raise AttestationRefusedError(message)
    return by
