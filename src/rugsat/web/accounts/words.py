"""What is said where a form of the account pages is not filled in as it must be, in the words of this site."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.forms import BaseForm

from rugsat.kernel.language import gettext as _

_MISSING: Mapping[str, Callable[[], str]] = {
    "login": lambda: _("Enter your login."),
    "password": lambda: _("Enter your password."),
    "oldpassword": lambda: _("Enter your present password."),
    "password1": lambda: _("Enter a new password."),
    "password2": lambda: _("Enter the new password once more."),
    "code": lambda: _("Enter the code."),
    "name": lambda: _("Enter a name."),
    "credential": lambda: _("The browser sent no passkey. Try again."),
}
"""What is said of a field that was left empty."""
_SENTENCES: Mapping[str, Callable[[], str]] = {
    "required": lambda: _("Fill in this field."),
    "username_password_mismatch": lambda: _("Login and password do not belong together. Look at both again."),
    "incorrect_password": lambda: _("That is not your password. Try again."),
    "enter_current_password": lambda: _("That is not your present password. Try again."),
    "incorrect_code": lambda: _("The code is wrong or was used before. Wait for the next one, and enter that."),
    "too_many_login_attempts": lambda: _("There were too many failed tries. Wait some minutes, then try again."),
    "rate_limited": lambda: _("There were too many failed tries. Wait some minutes, then try again."),
    "password_run_out": lambda: _("The password that was handed out has run out. Ask the administrator for another."),
    "password_too_short": lambda: _(
        "The password is too short: take %(min_length)s characters or more, as in a phrase."
    ),
    "password_too_common": lambda: _("This password is among those that are tried first. Take another."),
    "password_too_similar": lambda: _("The password is too much like your name or login. Take another."),
    "password_entirely_numeric": lambda: _("The password has digits alone. Take words as well."),
    "password_unlike": lambda: _("The two passwords are not the same. Enter the new one twice."),
    "password_unchanged": lambda: _("That is the password that you have. Take another."),
    "cannot_delete_authenticator": lambda: _(
        "Your account needs a second factor, and this is the only one. Add another first."
    ),
    "cannot_generate_recovery_codes": lambda: _("Recovery codes need a second factor. Set one up first."),
    "invalid": lambda: _("The browser sent nothing that could be used. Try again."),
    "max_length": lambda: _("This is too long: %(limit_value)s characters at most."),
}


class OwnWordsMixin(BaseForm):
    """A form whose faults are told in the words and the language of this site, by the code of each fault."""

    def full_clean(self) -> None:
        """Find the faults, and put each into our words."""
        super().full_clean()
        self.reword()

    def reword(self) -> None:
        """Put each fault into our words."""
        for name, faults in self.errors.items():
            for fault in faults.as_data():
                _reword(fault, name)


def _reword(fault: ValidationError, name: str) -> None:
    code = str(getattr(fault, "code", ""))
    sentence = _MISSING.get(name) if code == "required" else None
    sentence = sentence or _SENTENCES.get(code)
    if sentence is None:
        return
    given: Any = getattr(fault, "params", None) or {}
    fault.message = sentence() % given if given else sentence()
    fault.params = None
