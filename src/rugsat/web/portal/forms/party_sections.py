"""What the register holds of an organisation: its lists of persons, owners, offices, accounts and names."""

from decimal import Decimal

from django import forms

from rugsat.kernel.identifiers.lei import is_lei
from rugsat.kernel.language import gettext as _
from rugsat.kernel.numbers import plain
from rugsat.web.layout.choices import USES, choices_of
from rugsat.web.portal import fields as f
from rugsat.web.portal.forms.section import Content, Given, ItemForm, Section, Words, as_kept, fields_of, sections

_HUNDRED = Decimal(100)


class FactsForm(ItemForm):
    """The organisation itself."""

    def made(self, given: Given) -> dict[str, forms.Field]:  # noqa: ARG002 - every form is given the same
        """The fields."""
        lei = f.text("LEI", _("Legal entity identifier, 20 letters and digits."), required=False, longest=20)
        lei.validators.append(_refuse_no_lei)
        return {
            "name": f.text(_("Name"), _("As the company register has it."), longest=400),
            "country": f.country(_("Country of registration")),
            "lei": lei,
            "registered_on": f.day(_("Registered on"), required=False),
        }

    def content(self) -> Content:
        """The content as it is kept."""
        found = self.cleaned_data
        return {**found, "lei": found["lei"] or None, "registered_on": as_kept(found["registered_on"])}


class PersonForm(ItemForm):
    """A person who owns or answers for something."""

    def made(self, given: Given) -> dict[str, forms.Field]:  # noqa: ARG002 - every form is given the same
        """The fields."""
        return {
            "person": f.name(
                _("Short name of the person"),
                _("Your own, as in p1; never a number of a passport or an identity card."),
            ),
            "natural": f.one_of(_("Kind"), [("yes", _("Natural person")), ("no", _("Legal person"))], radios=True),
            "name": f.text(_("Full name"), longest=400),
            "country": f.country(_("Country of residence or registration")),
            "born": f.day(_("Born on"), _("Of a natural person."), required=False),
        }

    def shown(self, content: Content) -> Content:
        """Yes or no."""
        return content | {"natural": "yes" if content["natural"] else "no"}

    def content(self) -> Content:
        """The content as it is kept."""
        found = self.cleaned_data
        return {**found, "natural": found["natural"] == "yes", "born": as_kept(found["born"])}


class HoldingForm(ItemForm):
    """A share that somebody holds."""

    def made(self, given: Given) -> dict[str, forms.Field]:
        """The fields."""
        return {
            "owner": f.one_of(_("Who holds"), given.persons),
            "held": f.one_of(_("A share of"), given.owners),
            "percent": f.decimal(_("Share in percent"), most="100"),
            "controls": f.yes(_("Controls it by other means than the share")),
        }

    def shown(self, content: Content) -> Content:
        """The share in percent."""
        return content | {"percent": plain(Decimal(str(content["share"])) * _HUNDRED)}

    def content(self) -> Content:
        """The share as a part of one."""
        found = super().content()
        share = found.pop("percent") / _HUNDRED
        return {**found, "share": plain(share)}


class ResponsibleForm(ItemForm):
    """Who answers for something."""

    def made(self, given: Given) -> dict[str, forms.Field]:
        """The fields."""
        return {
            "person": f.one_of(_("Person"), given.persons),
            "office": f.one_of(_("Answers as"), offices()),
            "since": f.day(_("Since"), required=False),
        }

    def content(self) -> Content:
        """The content as it is kept."""
        return {**self.cleaned_data, "since": as_kept(self.cleaned_data["since"])}


class AccountForm(ItemForm):
    """An account at a bank."""

    def made(self, given: Given) -> dict[str, forms.Field]:  # noqa: ARG002 - every form is given the same
        """The fields."""
        return {
            "account": f.name(_("Bank account"), _("Number of the account from which fees are paid."), longest=64),
            "bank": f.text(_("Bank"), longest=64),
        }


class NameForm(ItemForm):
    """Another name."""

    def made(self, given: Given) -> dict[str, forms.Field]:  # noqa: ARG002 - every form is given the same
        """The fields."""
        return {"name": f.text(_("Name"), longest=400), "use": f.one_of(_("What it is"), uses(), radios=True)}


def offices() -> list[tuple[str, str]]:
    """What a person may answer for."""
    return [
        ("director", _("Director")),
        ("technical_manager", _("Technical manager")),
        ("aml_officer", _("Officer against money laundering")),
        ("security_officer", _("Security officer")),
    ]


def uses() -> list[tuple[str, str]]:
    """What a further name is."""
    return choices_of(USES, ("trade", "transliteration"))


def percent(share: object) -> str:
    """A part of one in percent."""
    return f"{plain(Decimal(str(share)) * _HUNDRED)} %"


def _refuse_no_lei(value: str) -> None:
    if not is_lei(value):
        message = _("'{value}' is no LEI: its check digits are wrong.").format(value=value)
        raise forms.ValidationError(message)


SECTIONS = sections(
    Section(
        "persons",
        PersonForm,
        names=("person",),
        cells=fields_of("person", "name", "country"),
        words=lambda: Words(
            _("Persons"),
            _("person"),
            _("Everybody who owns a part of the organisation or answers for something in it."),
            (_("Person"), _("Name"), _("Country")),
        ),
    ),
    Section(
        "holdings",
        HoldingForm,
        names=("owner", "held"),
        cells=lambda each: (each["owner"], each["held"], percent(each["share"])),
        words=lambda: Words(
            _("Owners"),
            _("owner"),
            _("Who holds which share, down to natural persons."),
            (_("Who holds"), _("A share of"), _("Share")),
        ),
        needs="persons",
    ),
    Section(
        "responsible",
        ResponsibleForm,
        names=("person", "office"),
        cells=lambda each: (
            each["person"],
            dict(offices()).get(each["office"], each["office"]),
            each.get("since") or "",
        ),
        words=lambda: Words(
            _("Who answers for what"),
            _("office"),
            _("The law names the offices that must be filled; the list of an application says which."),
            (_("Person"), _("Answers as"), _("Since")),
        ),
        needs="persons",
    ),
    Section(
        "accounts",
        AccountForm,
        names=("account",),
        cells=fields_of("account", "bank"),
        words=lambda: Words(
            _("Bank accounts"),
            _("account"),
            _("Accounts from which fees are paid and to which they are paid back."),
            (_("Bank account"), _("Bank")),
        ),
    ),
    Section(
        "names",
        NameForm,
        names=("name",),
        cells=lambda each: (each["name"], dict(uses()).get(each["use"], each["use"])),
        words=lambda: Words(
            _("Other names"),
            _("name"),
            _("Trade names, and the name in another script."),
            (_("Name"), _("What it is")),
        ),
    ),
)
"""The lists by their names."""
