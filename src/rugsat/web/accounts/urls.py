"""Addresses of the account pages; their names are those by which allauth leads from one to the next."""

from django.urls import path

from rugsat.web.accounts.pages import (
    account_show,
    app_add,
    app_remove,
    code_enter,
    factors_list,
    identity_confirm,
    passkeys,
    password_change,
    provider_sign_in,
    recovery_codes,
    session_end,
    sign_in,
    sign_out,
    unsent_show,
)
from rugsat.web.layout.unsent import PAGE

urlpatterns = [
    path("", account_show.page, name="account"),
    path("sessions/<int:number>/end", session_end.page, name="account_session_end"),
    path("sessions/end-others", session_end.others, name="account_sessions_end"),
    path("sign-in", sign_in.page, name="account_login"),
    path("sign-in/provider", provider_sign_in.begin, name="account_provider_begin"),
    path("sign-in/provider/back", provider_sign_in.callback, name="account_provider_callback"),
    path("confirm/provider", provider_sign_in.again, name="account_provider_again"),
    path("sign-in/code", code_enter.page, name="mfa_authenticate"),
    path("unsent", unsent_show.page, name=PAGE),
    path("sign-out", sign_out.page, name="account_logout"),
    path("password", password_change.page, name="account_change_password"),
    path("confirm", identity_confirm.by_password, name="account_reauthenticate"),
    path("confirm/code", identity_confirm.by_code, name="mfa_reauthenticate"),
    path("confirm/passkey", identity_confirm.by_passkey, name="mfa_reauthenticate_webauthn"),
    path("factors", factors_list.page, name="mfa_index"),
    path("factors/app", app_add.page, name="mfa_activate_totp"),
    path("factors/app/remove", app_remove.page, name="mfa_deactivate_totp"),
    path("factors/passkeys/add", passkeys.add, name="mfa_add_webauthn"),
    path("factors/passkeys/<int:pk>/name", passkeys.rename, name="mfa_edit_webauthn"),
    path("factors/passkeys/<int:pk>/remove", passkeys.remove, name="mfa_remove_webauthn"),
    path("factors/recovery-codes", recovery_codes.show, name="mfa_view_recovery_codes"),
    path("factors/recovery-codes/renew", recovery_codes.renew, name="mfa_generate_recovery_codes"),
]
