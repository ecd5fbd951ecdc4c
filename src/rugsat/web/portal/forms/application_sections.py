"""The lists of an application: sites, connections, machines, wallets, banks."""

from decimal import Decimal

from django import forms

from rugsat.kernel.identifiers.caip import is_account
from rugsat.kernel.language import gettext as _
from rugsat.kernel.numbers import plain
from rugsat.web.layout.choices import PURPOSES, choices_of
from rugsat.web.portal import fields as f
from rugsat.web.portal.forms.section import Content, Given, ItemForm, Section, Words, as_kept, fields_of, sections
from rugsat.web.portal.words import power, zone

_KILO = Decimal(1000)


class SiteForm(ItemForm):
    """A place of work."""

    def made(self, given: Given) -> dict[str, forms.Field]:
        """The fields."""
        return {
            "site": f.name(_("Short name of the site"), _("Your own, and used nowhere else, as in karakum-1.")),
            "address": f.text(_("Address"), longest=400),
            "zone": f.one_of(_("Zone"), given.zones, _("Where the site lies, as the law divides the country.")),
            "latitude": f.decimal(_("Latitude"), _("Degrees, as in 37.60."), required=False, least="-90", most="90"),
            "longitude": f.decimal(
                _("Longitude"), _("Degrees, as in 61.83."), required=False, least="-180", most="180"
            ),
            "land_use": f.text(
                _("Use of the land"), _("As the land register says it, such as industrial."), required=False
            ),
        }

    def content(self) -> Content:
        """The content; a place is two numbers or none."""
        found = super().content()
        for name in ("latitude", "longitude"):
            found[name] = plain(found[name]) if found.get(name) is not None else None
        return found

    def clean(self) -> Content:
        """Refuse half a place."""
        cleaned = super().clean() or {}
        if (cleaned.get("latitude") is None) != (cleaned.get("longitude") is None) and not self.errors:
            self.add_error("longitude", _("Write latitude and longitude, or neither."))
        return cleaned


class ConnectionForm(ItemForm):
    """A connection point."""

    def made(self, given: Given) -> dict[str, forms.Field]:
        """The fields."""
        return {
            "connection": f.name(_("Number of the connection point"), _("As the provider writes it.")),
            "site": f.one_of(_("Site"), given.sites),
            "provider": f.one_of(
                _("Energy provider"), given.providers, _("The providers that the authority has approved.")
            ),
            "capacity_kw": f.decimal(_("Capacity in kW"), _("What you apply for."), least="0.001", places=3),
        }

    def shown(self, content: Content) -> Content:
        """The capacity in kW."""
        return content | {"capacity_kw": plain(Decimal(int(content["capacity_w"])) / _KILO)}

    def content(self) -> Content:
        """The capacity in W."""
        found = super().content()
        kilowatts = found.pop("capacity_kw")
        return {**found, "capacity_w": int(kilowatts * _KILO)}


class DeviceForm(ItemForm):
    """A machine."""

    def made(self, given: Given) -> dict[str, forms.Field]:
        """The fields."""
        return {
            "serial": f.text(_("Serial number"), longest=80),
            "site": f.one_of(_("Site"), given.sites),
            "model": f.text(_("Model"), _("As its maker calls it."), longest=120),
            "nominal_w": f.whole(_("Power in W"), _("As its maker states it."), least=1),
            "nominal_th_s": f.decimal(_("Hash rate in TH/s"), _("As its maker states it."), least="0.000001"),
            "supplier": f.text(_("Supplier")),
            "origin": f.country(_("Country of origin")),
            "customs_reference": f.text(_("Customs reference"), _("Number of the customs declaration.")),
            "made_on": f.month(_("Month of manufacture"), required=False),
        }

    def shown(self, content: Content) -> Content:
        """The month."""
        return content | {"made_on": str(content.get("made_on") or "")[:7]}

    def content(self) -> Content:
        """The content as it is kept."""
        found = super().content()
        made_on = found.pop("made_on", None)
        return {
            **found,
            "nominal_th_s": plain(found["nominal_th_s"]),
            "made_on": as_kept(made_on and made_on.replace(day=1)),
        }


class WalletForm(ItemForm):
    """A wallet."""

    def made(self, given: Given) -> dict[str, forms.Field]:  # noqa: ARG002 - every form is given the same
        """The fields."""
        account = f.text(
            _("Address of the wallet"),
            _("With its chain, as CAIP-10 writes it: {ethereum} for Ethereum, {bitcoin} for Bitcoin.").format(
                ethereum="eip155:1:0x…", bitcoin="bip122:000000000019d6689c085ae165831e93:…"
            ),
            longest=160,
            spellcheck="false",
        )
        account.validators.append(_refuse_no_account)
        return {"account": account, "purpose": f.one_of(_("What it is for"), purposes())}


class BankForm(ItemForm):
    """A bank that serves the applicant."""

    def made(self, given: Given) -> dict[str, forms.Field]:
        """The fields."""
        return {
            "bank": f.one_of(_("Bank"), given.banks, _("The partner banks on the register.")),
            "account": f.name(_("Account for clients' money"), _("Number of the account at this bank."), longest=64),
        }


def purposes() -> list[tuple[str, str]]:
    """What a wallet is for."""
    return choices_of(PURPOSES)


def _refuse_no_account(value: str) -> None:
    if not is_account(value):
        message = _("'{value}' is no address with its chain: write it as in eip155:1:0x…").format(value=value[:60])
        raise forms.ValidationError(message)


SECTIONS = sections(
    Section(
        "sites",
        SiteForm,
        names=("site",),
        cells=lambda each: (each["site"], each["address"], zone(each["zone"])),
        words=lambda: Words(
            _("Sites"),
            _("site"),
            _("The places at which you will work."),
            (_("Site"), _("Address"), _("Zone")),
        ),
    ),
    Section(
        "connections",
        ConnectionForm,
        names=("connection",),
        cells=lambda each: (each["connection"], each["site"], each["provider"], power(each["capacity_w"])),
        words=lambda: Words(
            _("Connections to the grid"),
            _("connection"),
            _("The provider is asked to attest each connection point and what it can carry."),
            (_("Connection point"), _("Site"), _("Provider"), _("Capacity")),
        ),
        needs="sites",
    ),
    Section(
        "devices",
        DeviceForm,
        names=("serial",),
        cells=lambda each: (
            each["serial"],
            each["model"],
            each["site"],
            power(each["nominal_w"]),
            each["nominal_th_s"],
        ),
        words=lambda: Words(
            _("Machines"),
            _("machine"),
            _("Every machine by its serial number, one by one or as a CSV file."),
            (_("Serial number"), _("Model"), _("Site"), _("Power"), _("TH/s")),
        ),
        needs="sites",
    ),
    Section(
        "wallets",
        WalletForm,
        names=("account",),
        cells=lambda each: (each["account"], dict(purposes()).get(each["purpose"], each["purpose"])),
        words=lambda: Words(
            _("Wallets"),
            _("wallet"),
            _("Prove that each is yours by signing a message with its key."),
            (_("Wallet"), _("What it is for")),
        ),
    ),
    Section(
        "banks",
        BankForm,
        names=("bank", "account"),
        cells=fields_of("bank", "account"),
        words=lambda: Words(
            _("Banks"),
            _("bank"),
            _("Each bank is asked to confirm the account and your capital."),
            (_("Bank"), _("Account for clients' money")),
        ),
    ),
)
"""The lists by their names, in the order in which they are filled in."""
