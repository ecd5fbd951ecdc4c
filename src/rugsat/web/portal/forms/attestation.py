"""The forms of attestations, one for each kind: what is said of a thing, since when and how long it holds."""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from django import forms

from rugsat.kernel.identifiers.country import is_country
from rugsat.kernel.identifiers.currency import is_currency
from rugsat.kernel.language import gettext as _
from rugsat.kernel.numbers import plain
from rugsat.web.layout.said import company_kinds, company_statuses
from rugsat.web.portal import fields as f
from rugsat.web.portal.words import zones

Fields = dict[str, Any]
_ABOUT = ("on", "until", "file", "sure")
_KILO = Decimal(1000)


class AttestationForm(forms.Form):
    """What an organisation says of a thing, and stands for."""

    def __init__(self, thing: Mapping[str, Any], data: Any = None, files: Any = None) -> None:
        super().__init__(data, files, use_required_attribute=False)
        self.kind = str(thing["kind"])
        self.fields.update(FIELDS[self.kind](thing))
        self.fields["on"] = f.day(_("Said on"), _("Today where it is left out."), required=False)
        self.fields["until"] = f.day(
            _("First day on which it no longer holds"),
            _("Leave it out where it holds until you take it back."),
            required=False,
        )
        self.fields["file"] = f.document(_("Document"), required=False)
        self.fields["sure"] = forms.BooleanField(
            label=_("We have looked at this ourselves and stand for it"),
            error_messages={"required": _("Tick the box once you have looked at it.")},
        )

    def clean_countries(self) -> list[str]:
        """Countries, each by its two letters."""
        found = _listed(self.cleaned_data["countries"])
        if wrong := [each for each in found if not is_country(each)]:
            message = _("'{value}' is no country: write its two letters, as in TM.").format(value=wrong[0])
            raise forms.ValidationError(message)
        return found

    def clean_currency(self) -> str:
        """A currency by its three letters."""
        value: str = self.cleaned_data["currency"]
        if not is_currency(value):
            message = _("'{value}' is no currency: write its three letters, as in TMT.").format(value=value)
            raise forms.ValidationError(message)
        return value

    def clean_owners(self) -> dict[str, str]:
        """Owners with their shares in percent."""
        found = {}
        for line in str(self.cleaned_data["owners"]).splitlines():
            words = line.split()
            if not words:
                continue
            try:
                name, share = words
                found[name] = plain(Decimal(share))
            except (ValueError, ArithmeticError):
                message = _("'{line}' is no owner with a share: write as in p1 60.").format(line=line[:60])
                raise forms.ValidationError(message) from None
        return found

    def says(self) -> dict[str, Any]:
        """What the attestation says, field by field; what was left empty is not said."""
        found = {name: value for name, value in self.cleaned_data.items() if name not in _ABOUT}
        if "capacity_kw" in found:
            found["capacity_w"] = int(found.pop("capacity_kw") * _KILO)
        kept = {name: _kept(name, value) for name, value in found.items()}
        return {name: value for name, value in kept.items() if value is not None and value != ""}


def _kept(name: str, value: Any) -> Any:
    if name in {"passed", "unexpunged"}:
        return value == "yes"
    if name in {"accounts", "serials", "serves"}:
        return _listed(value)
    if isinstance(value, Decimal):
        return plain(value)
    return value.isoformat() if hasattr(value, "isoformat") else value


def _listed(text: str) -> list[str]:
    """Words that stand in lines or behind commas."""
    return [word for line in str(text).splitlines() for each in line.split(",") if (word := each.strip())]


def _connection(thing: Mapping[str, Any]) -> Fields:
    applied = plain(Decimal(int(thing["detail"]["capacity_w"])) / _KILO)
    hint = _("Applied for are {capacity} kW at the site {site}.").format(capacity=applied, site=thing["detail"]["site"])
    return {
        "site": f.text(_("Site that the point is at"), _("As the application calls it.")),
        "capacity_kw": f.decimal(_("Capacity in kW that you attest"), hint, places=3),
    }


def _meter(_thing: Mapping[str, Any]) -> Fields:
    return {
        "meter": f.text(_("Number of the meter")),
        "serves": f.words(
            _("What else hangs behind the meter"),
            _("Leave it empty where it counts mining alone."),
            required=False,
            rows=2,
        ),
    }


def _relation(thing: Mapping[str, Any]) -> Fields:
    hint = _("One in each line. The application names: {accounts}").format(
        accounts=", ".join(thing["detail"]["accounts"])
    )
    return {"accounts": f.words(_("Accounts for clients' money that you keep"), hint, rows=3)}


def _capital(_thing: Mapping[str, Any]) -> Fields:
    return {
        "amount": f.decimal(_("Capital that is paid in"), places=2, most="1e18"),
        "currency": f.text(_("Currency"), _("Three letters, as in TMT."), longest=3),
    }


def _certificate(_thing: Mapping[str, Any]) -> Fields:
    choices = [("yes", _("Passed")), ("no", _("Not passed"))]
    return {"passed": f.one_of(_("What the examination came to"), choices, radios=True)}


def _zoning(_thing: Mapping[str, Any]) -> Fields:
    return {
        "zone": f.one_of(_("Zone"), zones()),
        "land_use": f.text(_("Use of the land"), _("As the land register says it, such as industrial.")),
        "latitude": f.decimal(_("Latitude"), _("Degrees, as surveyed."), least="-90", most="90"),
        "longitude": f.decimal(_("Longitude"), _("Degrees, as surveyed."), least="-180", most="180"),
    }


def _company(_thing: Mapping[str, Any]) -> Fields:
    return {
        "name": f.text(_("Name"), longest=400),
        "country": f.country(_("Country of registration")),
        "seat_country": f.country(_("Country of the seat")),
        "status": f.one_of(_("Status"), company_statuses(), radios=True),
        "kind": f.one_of(_("Kind"), company_kinds(), radios=True),
        "legal_form": f.text(_("Legal form"), _("As in joint_stock_company."), longest=80),
    }


def _shareholders(_thing: Mapping[str, Any]) -> Fields:
    hint = _("One in each line: identifier of the person and percent, as in p1 60.")
    return {"owners": f.words(_("Owners and their shares"), hint, rows=4)}


def _identity(_thing: Mapping[str, Any]) -> Fields:
    return {
        "name": f.text(_("Full name"), longest=400),
        "country": f.country(_("Country of residence")),
        "born": f.day(_("Born on"), required=False),
    }


def _record(_thing: Mapping[str, Any]) -> Fields:
    choices = [("no", _("There is no unexpunged record")), ("yes", _("There is an unexpunged record"))]
    return {"unexpunged": f.one_of(_("Criminal record"), choices, radios=True)}


def _nothing(_thing: Mapping[str, Any]) -> Fields:
    return {}


def _servers(_thing: Mapping[str, Any]) -> Fields:
    hint = _("Two letters each, behind commas, backups among them.")
    return {"countries": f.text(_("Countries in which servers stand"), hint)}


def _customs(thing: Mapping[str, Any]) -> Fields:
    hint = _("One in each line. The application names {count} under this reference.").format(
        count=len(thing["detail"]["serials"])
    )
    return {
        "serials": f.words(_("Serial numbers that were declared"), hint),
        "origin": f.country(_("Country of origin")),
        "supplier": f.text(_("Supplier")),
        "made_on": f.month(_("Month of manufacture"), required=False),
    }


FIELDS: Mapping[str, Callable[[Mapping[str, Any]], Fields]] = {
    "connection": _connection,
    "separate_meter": _meter,
    "bank_relation": _relation,
    "capital": _capital,
    "fire_certificate": _certificate,
    "technical_certificate": _certificate,
    "local_office": _certificate,
    "aml_qualification": _certificate,
    "site_zoning": _zoning,
    "company_register": _company,
    "shareholders": _shareholders,
    "identity": _identity,
    "criminal_record": _record,
    "no_offshore_account": _nothing,
    "server_location": _servers,
    "customs": _customs,
}
"""The fields of a form by the kind of what is attested."""
