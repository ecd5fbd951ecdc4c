"""Fields of the portal's forms, each with its words and with faults that say what to write."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.core.validators import RegexValidator

from rugsat.kernel.identifiers.country import is_country
from rugsat.kernel.language import gettext as _
from rugsat.store.document_type import taken_by_ending
from rugsat.usecases.take_documents import Paper
from rugsat.web.layout.documents import DocumentField, Upload, several_are_taken, what_is_taken

Choices = Sequence[tuple[str, str]]
_NAME = r"[A-Za-z0-9][-_.:/A-Za-z0-9]*"
_HIGHEST = 2**63 - 1


def text(label: str, hint: str = "", *, required: bool = True, longest: int = 200, **attrs: str) -> forms.CharField:
    """One line of text."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=longest,
        widget=forms.TextInput(attrs={"autocomplete": "off", **attrs}),
        error_messages=_faults(label)
        | {"max_length": _("{label}: write at most {longest} letters.").format(label=label, longest=longest)},
    )


def name(label: str, hint: str = "", *, longest: int = 80) -> forms.CharField:
    """A name of the register or of a device, without spaces."""
    made = text(label, hint, longest=longest)
    message = _("{label}: use Latin letters, digits, points and dashes, without spaces.").format(label=label)
    made.validators.append(RegexValidator(rf"\A{_NAME}\Z", message))
    return made


def words(label: str, hint: str = "", *, required: bool = True, rows: int = 5) -> forms.CharField:
    """Several lines of text."""
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages=_faults(label)
        | {"max_length": _("{label}: write at most 20 000 letters, or hand in a document.").format(label=label)},
    )


def whole(label: str, hint: str = "", *, least: int = 0) -> forms.IntegerField:
    """A whole number."""
    message = _("{label}: write a whole number from {least} on.").format(label=label, least=least)
    return forms.IntegerField(
        label=label,
        help_text=hint,
        min_value=least,
        max_value=_HIGHEST,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages=_faults(label) | {"invalid": message, "min_value": message, "max_value": message},
    )


def decimal(
    label: str,
    hint: str = "",
    *,
    required: bool = True,
    least: str = "0",
    most: str = "1e15",
    places: int = 9,
) -> forms.DecimalField:
    """An exact decimal number."""
    message = _("{label}: write a number from {least} to {most} with a point, as in 12.5.").format(
        label=label, least=least, most=f"{Decimal(most):f}"
    )
    return forms.DecimalField(
        label=label,
        help_text=hint,
        required=required,
        min_value=Decimal(least),
        max_value=Decimal(most),
        max_digits=30,
        decimal_places=places,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
        error_messages=_faults(label)
        | dict.fromkeys(("invalid", "min_value", "max_value", "max_digits", "max_decimal_places"), message),
    )


def day(label: str, hint: str = "", *, required: bool = True) -> forms.DateField:
    """A day."""
    return forms.DateField(
        label=label,
        help_text=hint,
        required=required,
        input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages=_faults(label) | {"invalid": _("{label}: write a day as in 2026-03-31.").format(label=label)},
    )


def month(label: str, hint: str = "", *, required: bool = True) -> forms.DateField:
    """A month, kept as its first day."""
    return forms.DateField(
        label=label,
        help_text=hint,
        required=required,
        input_formats=["%Y-%m", "%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "month", "placeholder": "2025-01"}, format="%Y-%m"),
        error_messages=_faults(label) | {"invalid": _("{label}: write a month as in 2025-01.").format(label=label)},
    )


def one_of(label: str, choices: Choices, hint: str = "", *, required: bool = True, radios: bool = False) -> Any:
    """One of a list."""
    widget: Any = forms.RadioSelect() if radios else forms.Select()
    offered = list(choices) if radios else [("", _("Choose one")), *choices]
    return forms.ChoiceField(
        label=label,
        help_text=hint,
        required=required,
        choices=offered,
        widget=widget,
        error_messages={
            "required": _("{label}: choose one.").format(label=label),
            "invalid_choice": _("{label}: choose one of those that are offered.").format(label=label),
        },
    )


def several_of(label: str, choices: Choices, hint: str = "", *, required: bool = True) -> Any:
    """Some of a list."""
    return forms.MultipleChoiceField(
        label=label,
        help_text=hint,
        required=required,
        choices=list(choices),
        widget=forms.CheckboxSelectMultiple(),
        error_messages={
            "required": _("{label}: choose at least one.").format(label=label),
            "invalid_choice": _("{label}: choose of those that are offered.").format(label=label),
        },
    )


def yes(label: str, hint: str = "") -> forms.BooleanField:
    """A box to tick; it may stay empty."""
    return forms.BooleanField(label=label, help_text=hint, required=False)


def country(label: str, hint: str = "") -> forms.CharField:
    """A country by its two letters."""
    made = text(label, hint or _("Two letters, as in TM."), longest=2)
    made.validators.append(_refuse_no_country)
    return made


def file(label: str, hint: str = "", *, accept: str = "", required: bool = True) -> forms.FileField:
    """A file."""
    return forms.FileField(
        label=label,
        help_text=hint,
        required=required,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": accept} if accept else {}),
        error_messages={
            "required": _("{label}: choose a file.").format(label=label),
            "invalid": _("{label}: choose a file.").format(label=label),
        },
    )


class _DocumentsField(DocumentField):
    """Several documents, or none."""

    def clean(self, data: Any, initial: Any = None) -> list[Upload]:  # type: ignore[override]
        """The documents that were chosen."""
        given = data if isinstance(data, (list, tuple)) else [data]
        return [made for each in given if each and (made := super(_DocumentsField, self).clean(each, initial))]


class _ManyFilesInput(forms.FileInput):
    """Takes all files that came under the name, not the last of them alone."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:  # noqa: ARG002 - as Django calls it
        """The files."""
        return files.getlist(name) if hasattr(files, "getlist") else files.get(name)


def document(label: str, hint: str = "", *, required: bool = True) -> DocumentField:
    """A document."""
    return DocumentField(label, f"{hint} {what_is_taken()}".strip(), required=required)


def documents(label: str) -> DocumentField:
    """Several documents, or none."""
    made = _DocumentsField(label, several_are_taken(), required=False)
    made.widget = _ManyFilesInput(attrs={"multiple": True, "accept": taken_by_ending()})
    return made


def papers(chosen: Sequence[Upload]) -> list[Paper]:
    """Documents that were chosen, as use cases take them."""
    return [Paper(each.name, each.content) for each in chosen]


def _refuse_no_country(value: str) -> None:
    if not is_country(value):
        message = _("'{value}' is no country: write its two letters, as in TM.").format(value=value)
        raise forms.ValidationError(message)


def _faults(label: str) -> dict[str, str]:
    return {"required": _("{label}: write something here.").format(label=label)}
