"""What stands on the paper of a certificate, in each of its languages."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from rugsat.evidence.credentials.certificate import Certificate, CertifiedSite, Titles
from rugsat.kernel.language import gettext as _
from rugsat.kernel.language import in_language, speaking
from rugsat.operations.report.wording import amount, day

_FIRST_SITES = 4
"""Sites that the first page has room for; where there are more, all stand in an annex."""


def words_of(certificate: Certificate) -> dict[str, Any]:
    """Everything that the paper says, as plain text for the template; one list entry for each language."""
    spoken = certificate.languages
    said = {name: [_in(language, say) for language in spoken] for name, say in _sentences(certificate).items()}
    return {
        **said,
        "languages": list(spoken),
        "number": certificate.number,
        "holder": certificate.holder,
        "party": certificate.party,
        "country": _titles(certificate.country, spoken),
        "title": _titles(certificate.title, spoken),
        "issued_by": _distinct(_titles(certificate.issued_by, spoken)),
        "demonstration": _titles(certificate.demonstration, spoken) if certificate.demonstration else [],
        "rows": [_row(label, value, spoken) for label, value in _rows(certificate)],
        "sites": [_site(site, spoken) for site in certificate.sites],
        "conditions": [_distinct(_titles(each, spoken)) for each in certificate.conditions],
        "rests_on": [_distinct(_titles(each, spoken)) for each in certificate.rests_on],
        "first_sites": _FIRST_SITES,
        "log": f"{certificate.log.origin} № {certificate.log.index}" if certificate.log else "",
    }


def _sentences(certificate: Certificate) -> Mapping[str, Callable[[], str]]:
    """The fixed sentences, each said when a language is spoken."""
    return {
        "number_word": lambda: _("Number"),
        "holder_word": lambda: _("Issued to"),
        "sites_word": lambda: _("Sites"),
        "conditions_word": lambda: _("Conditions"),
        "rests_on_word": lambda: _("Rests on"),
        "log_word": lambda: _("Entry in the log"),
        "annex_word": lambda: _("Annex"),
        "annex_said": lambda: _("All sites stand in the annex."),
        "page_word": lambda: _("page"),
        "code_said": lambda: _("Scan to verify. The code is signed: it can be verified without a connection."),
        "code_alternative": lambda: _("Signed code of certificate {number}").format(number=certificate.number),
        "signed_said": lambda: _(
            "Signed electronically. The signature in this file makes it an original; a print is a copy, which the "
            "code verifies."
        ),
        "status_said": lambda: _(
            "A certificate can be suspended or revoked after it is issued: ask the register for its present status."
        ),
        "demonstration_word": lambda: _("DEMONSTRATION"),
        "demonstration_said": lambda: _("This is no act of any state. It rests on made-up values:"),
        "mark_alternative": lambda: _("Mark: a meter dial whose needle is a tick"),
    }


def _rows(certificate: Certificate) -> list[tuple[Callable[[], str], Callable[[], str]]]:
    """Label and value of each line of the table; what a certificate does not say has no line."""
    watts, until = certificate.licensed_w, certificate.until
    rows: list[tuple[Callable[[], str], Callable[[], str]]] = [
        (lambda: _("Entry in the register"), lambda: certificate.party)
    ]
    if certificate.cls != "*":
        rows.append((lambda: _("Class"), lambda: in_language(certificate.class_title) or certificate.cls))
    if watts is not None:
        rows.append((lambda: _("Licensed electric power"), lambda: amount(Decimal(watts), "W")))
    rows += [
        (lambda: _("Issued on"), lambda: day(certificate.issued_on)),
        (lambda: _("Holds from"), lambda: day(certificate.since)),
        (lambda: _("No longer holds from"), lambda: day(until) if until else _("without a fixed end")),
    ]
    return rows


def _row(label: Callable[[], str], value: Callable[[], str], spoken: tuple[str, ...]) -> dict[str, list[str]]:
    values = [_in(language, value) for language in spoken]
    return {"label": [_in(language, label) for language in spoken], "value": _distinct(values)}


def _site(site: CertifiedSite, spoken: tuple[str, ...]) -> dict[str, Any]:
    return {"site": site.site, "address": site.address, "zone": _distinct(_titles(site.zone, spoken))}


def _titles(titles: Titles, spoken: tuple[str, ...]) -> list[str]:
    return [_in(language, lambda: in_language(titles)) for language in spoken]


def _distinct(said: list[str]) -> list[str]:
    """What is the same in several languages is said once."""
    return list(dict.fromkeys(said))


def _in(language: str, say: Callable[[], str]) -> str:
    with speaking(language):
        return say()
