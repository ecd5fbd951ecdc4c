"""The form of an act upon a case: what the officer is asked, with the choices that the law gives."""

import json
from collections.abc import Mapping
from typing import Any

from django import forms

from rugsat.domain.licensing.letter import MEANS as WAYS
from rugsat.kernel.language import gettext as _
from rugsat.kernel.record import to_plain
from rugsat.operations.report.grounds import ground_word
from rugsat.store.queries.case_file import CaseFile, Possible, Standpoint
from rugsat.web.console.acts import CONDITIONS, GROUND, MEANS, NOTE, SAYS, SIGNS_FOR, TO, Act
from rugsat.web.console.words import verb_word
from rugsat.web.layout.acting import BEHALF
from rugsat.web.layout.choices import SENT, choices_of

_LONGEST = 20_000
_ITEMS = ("sites", "connections", "devices", "wallets", "banks")


class ActForm(forms.Form):
    """What an act is asked; `asked` gives it to the use case."""

    def __init__(self, act: Act, step: Possible, at: Standpoint, **given: Any) -> None:
        super().__init__(**given)
        self.use_required_attribute = False
        self.act = act
        makers = {GROUND: _ground, SIGNS_FOR: _signs_for}
        for name in act.fields:
            self.fields[name] = makers[name](step, at) if name in makers else _plain(name, needed=act.note_needed)

    def delegate(self, offices: frozenset[str], own: frozenset[str], given: list[tuple[str, str, str]]) -> None:
        """Ask for whom one acts, where somebody has delegated an office that the step is for."""
        for_others = [(login, f"{name} ({login})") for login, name, office in given if office in offices]
        if not for_others:
            return
        oneself = [("", _("Nobody: in my own office"))] if own & offices else []
        self.fields[BEHALF] = forms.ChoiceField(
            label=_("On behalf of"), choices=[*oneself, *dict(for_others).items()], required=not oneself
        )

    def clean_says(self) -> Mapping[str, Any]:
        """What the register should say, read from JSON."""
        try:
            says = json.loads(self.cleaned_data[SAYS])
        except ValueError as error:
            message = _("This is no JSON ({error}): mend it, or copy what the register says and change that.")
            raise forms.ValidationError(message.format(error=error)) from error
        if not isinstance(says, dict):
            raise forms.ValidationError(_("Write one object with sites, connections, devices, wallets and banks."))
        return says

    def asked(self) -> dict[str, Any]:
        """The keywords of the use case."""
        said = {name: self.cleaned_data[name] for name in self.act.fields}
        if CONDITIONS in said:
            lines = [line.strip() for line in said[CONDITIONS].splitlines() if line.strip()]
            said[CONDITIONS] = lines or None
        return said


def as_it_stands(file: CaseFile) -> str:
    """What the application says now, as JSON that can be changed."""
    facts = to_plain({name: getattr(file.facts, name) for name in _ITEMS} | {"plans": file.facts.plans})
    return json.dumps(facts, ensure_ascii=False, indent=2)


def _ground(step: Possible, at: Standpoint) -> forms.Field:
    grounds = [(each, ground_word(each)) for each in at.procedure.grounds(step.step)]
    return forms.ChoiceField(
        label=_("Ground"),
        help_text=_("One of those that the law, or the act that stands in for it, lists."),
        choices=grounds,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the ground."), "invalid_choice": _("Choose one of the grounds listed.")},
    )


def _signs_for(step: Possible, at: Standpoint) -> forms.Field:
    """The decisions that take a second officer after this signature."""
    written = (each for each in at.procedure.version.procedure if each.before == step.step.after and each.four_eyes)
    verbs = sorted({str(each.verb) for each in written if not at.procedure.rest(each).asleep})
    return forms.ChoiceField(
        label=_("Sign for"),
        help_text=_("Another officer must take this very decision after you."),
        choices=[(verb, verb_word(verb)) for verb in verbs],
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose the decision that you sign for.")},
    )


def _plain(name: str, *, needed: bool) -> forms.Field:
    if name == NOTE:
        return forms.CharField(
            label=_("Words"),
            help_text=_("They stand in the letter, or with the act where no letter is sent."),
            required=needed,
            max_length=_LONGEST,
            widget=forms.Textarea(attrs={"rows": 6}),
            error_messages={"required": _("This act needs words: write what is meant.")},
        )
    if name == CONDITIONS:
        return forms.CharField(
            label=_("Conditions"),
            help_text=_("One on each line. Leave it empty to let those that stand stay."),
            required=False,
            max_length=_LONGEST,
            widget=forms.Textarea(attrs={"rows": 4}),
        )
    if name == MEANS:
        return forms.ChoiceField(label=_("Sent"), choices=choices_of(SENT, WAYS), widget=forms.RadioSelect)
    if name == TO:
        return forms.CharField(
            label=_("To the party"),
            help_text=_("Its entry in the register."),
            max_length=64,
            error_messages={"required": _("Name the party that takes it over.")},
        )
    assert name == SAYS, name
    return forms.CharField(
        label=_("What the register should say"),
        help_text=_("The whole entry as JSON; it takes the place of what stands."),
        widget=forms.Textarea(attrs={"rows": 16, "spellcheck": "false"}),
        error_messages={"required": _("Write what the register should say.")},
    )
