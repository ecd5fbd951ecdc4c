"""Issuing the certificate of an authorisation: signed paper, printed code and credential."""

from datetime import datetime

from django.conf import settings

from rugsat.evidence.credentials.certificate import certificate_from_json
from rugsat.evidence.credentials.extra import needed
from rugsat.evidence.credentials.key_ring import KeyRing, read_key_ring, trust_file
from rugsat.kernel.digest import digest_of
from rugsat.kernel.errors import RugsatError
from rugsat.kernel.record import to_plain
from rugsat.store.certificates.models import IssuedCertificate
from rugsat.store.documents import keep
from rugsat.store.licensing.models import Document
from rugsat.store.queries.certificates import certificate, register_page
from rugsat.usecases.call import Done
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work

_PDF, _CREDENTIAL = "application/pdf", "application/dc+sd-jwt"


class NoKeysError(RugsatError):
    """The office cannot sign, for it has no keys."""


@use_case
def issue_certificate(work: Work, *, number: str) -> Done:
    """Issue the certificate of an authorisation that stands, as register and law describe it now.

    The keys lie in keys/authority of the office. An earlier certificate stays what it was; all of them name the same
    place in the list of statuses.
    """
    for module in ("typst", "pyhanko", "segno", "cbor2"):
        needed(module)
    from rugsat.operations.certificate.issue import issue  # noqa: PLC0415 - it needs the extra

    ring = office_keys()
    says = to_plain(certificate(number=number, now=work.at))
    work.only_for(says["party"])
    made = issue(certificate_from_json(says), ring=ring, at=work.at, page=register_page())
    document = _kept(made.document, _PDF, work.at)
    credential = _kept(made.credential.encode(), _CREDENTIAL, work.at)
    row = IssuedCertificate.objects.create(
        authorisation_id=number,
        issued_at=work.at,
        by=work.call.by,
        document=document,
        credential=credential,
        code=made.code,
        says=says,
    )
    told = {"document": document.digest, "credential": credential.digest, "says": digest_of(says), "by": work.call.by}
    work.tell("certificate_issued", number, told)
    return Done(number, 1, {"certificate": row.pk, **told})


def office_keys() -> KeyRing:
    """The signing keys of the authority; NoKeysError where the office has none."""
    keys = settings.OFFICE / "keys" / "authority"
    if not trust_file(keys).is_file():
        message = f"there are no keys in {keys}: make them with rugsat certificates make-keys"
        raise NoKeysError(message)
    return read_key_ring(keys)


def _kept(content: bytes, media_type: str, at: datetime) -> Document:
    said = {"media_type": media_type, "size": len(content), "received_at": at}
    return Document.objects.get_or_create(digest=keep(content), defaults=said)[0]
