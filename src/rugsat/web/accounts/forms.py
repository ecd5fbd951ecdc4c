"""The forms of the account pages: those of allauth, with labels and faults in our words."""

from typing import Any

from allauth.account import forms as account_forms
from allauth.mfa.base import forms as factor_forms
from allauth.mfa.recovery_codes.forms import GenerateRecoveryCodesForm
from allauth.mfa.totp.forms import ActivateTOTPForm, DeactivateTOTPForm
from allauth.mfa.webauthn import forms as passkey_forms
from django import forms
from django.core.exceptions import ValidationError

from rugsat.kernel.language import gettext as _
from rugsat.store.accounts.models import HandedOutPassword
from rugsat.web.accounts.words import OwnWordsMixin
from rugsat.web.layout import moment

_CODE = {"autocomplete": "one-time-code", "inputmode": "numeric", "spellcheck": "false"}
"""A telephone offers the code that it has just shown, and a keyboard with digits."""
_PASSKEY_NAME = 80


def _label(form: forms.BaseForm, name: str, label: str, hint: str = "", **attrs: str) -> None:
    field = form.fields[name]
    field.label, field.help_text = label, hint
    field.widget.attrs.pop("placeholder", None)
    field.widget.attrs.update(attrs)


class SignInForm(OwnWordsMixin, account_forms.LoginForm):
    """Login and password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _label(self, "login", _("Login"), autocapitalize="none", spellcheck="false", autocomplete="username")
        _label(self, "password", _("Password"))

    def clean(self) -> Any:
        """Refuse a password that was handed out and has run out."""
        cleaned = super().clean()
        late = HandedOutPassword.objects.filter(account=self.user, expires_at__lte=moment.now())
        if self.user is not None and late.exists():
            raise ValidationError("run out", code="password_run_out")  # noqa: EM101 - words.py says it
        return cleaned


class PasswordForm(OwnWordsMixin, account_forms.ChangePasswordForm):
    """The present password, and a new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = _("At least 12 characters. A phrase of four words that say nothing of you is good and easy to keep.")
        _label(self, "oldpassword", _("Present password"))
        _label(self, "password1", _("New password"), hint)
        _label(self, "password2", _("New password once more"))

    def clean(self) -> Any:
        """Refuse two that are not the same, and one that is the present one."""
        old, first, second = (self.cleaned_data.get(name) for name in ("oldpassword", "password1", "password2"))
        if first and second and first != second:
            self.add_error("password2", ValidationError("unlike", code="password_unlike"))
        elif first and first == old:
            self.add_error("password1", ValidationError("unchanged", code="password_unchanged"))
        return self.cleaned_data


class ConfirmForm(OwnWordsMixin, account_forms.ReauthenticateForm):
    """The password, asked again before something that counts."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _label(self, "password", _("Password"))


class _CodeMixin(forms.BaseForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        hint = _("The six digits that your app shows; or one of your recovery codes.")
        _label(self, "code", _("Code"), hint, **_CODE)


class CodeForm(OwnWordsMixin, _CodeMixin, factor_forms.AuthenticateForm):
    """The code of the second factor, at signing in."""


class ConfirmCodeForm(OwnWordsMixin, _CodeMixin, factor_forms.ReauthenticateForm):
    """The code of the second factor, asked again before something that counts."""


class AppForm(OwnWordsMixin, ActivateTOTPForm):
    """The first code of an app that is to be the second factor."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _label(self, "code", _("Code"), _("The six digits that the app shows now."), **_CODE)


class AppRemovalForm(OwnWordsMixin, DeactivateTOTPForm):
    """Nothing but the decision to remove the app."""


class PasskeyForm(OwnWordsMixin, passkey_forms.AddWebAuthnForm):
    """A passkey that the browser has just made, and its name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(required=False, max_length=_PASSKEY_NAME)
        _label(self, "name", _("Name"), _("So that you know it again, as in: telephone, or key on my ring."))


class PasskeyRemovalForm(OwnWordsMixin, forms.Form):
    """Nothing but the decision to remove a passkey."""


class RecoveryCodesForm(OwnWordsMixin, GenerateRecoveryCodesForm):
    """Nothing but the decision to have new recovery codes."""


class PasskeyNameForm(OwnWordsMixin, passkey_forms.EditWebAuthnForm):
    """Another name of a passkey."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"] = forms.CharField(required=True, max_length=_PASSKEY_NAME)
        _label(self, "name", _("Name"))


class PasskeyCodeForm(OwnWordsMixin, passkey_forms.AuthenticateWebAuthnForm):
    """What a passkey has signed, at signing in."""


class ConfirmPasskeyForm(OwnWordsMixin, passkey_forms.ReauthenticateWebAuthnForm):
    """What a passkey has signed, asked again before something that counts."""
