"""Settings of accounts: how one signs in, how long a session lasts, what locks a login, and what a password must be."""

import os
from datetime import timedelta
from urllib.parse import urlsplit


def _listed(name: str) -> frozenset[str]:
    return frozenset(each.strip() for each in os.environ.get(name, "").split(",") if each.strip())


ACCOUNT_APPS = [
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "axes",
]
OIDC_ISSUER = os.environ.get("RUGSAT_OIDC_ISSUER", "")
"""Address of a provider by OpenID Connect at which accounts sign in; empty where they sign in here alone."""
OIDC_NAME = os.environ.get("RUGSAT_OIDC_NAME", "") or str(urlsplit(OIDC_ISSUER).hostname or "")
"""What the button to sign in there says."""
OIDC_CLAIM = os.environ.get("RUGSAT_OIDC_CLAIM", "") or "preferred_username"
"""The claim that names the login of an account. It must be one that the provider gives to nobody else later."""
OIDC_TRUSTED_AMR = _listed("RUGSAT_OIDC_TRUSTED_AMR")
"""Methods (amr) by which the provider has asked for a second factor; with one of them the office asks for none."""
OIDC_TRUSTED_ACR = _listed("RUGSAT_OIDC_TRUSTED_ACR")
"""Levels (acr) at which the provider has asked for a second factor; with one of them the office asks for none."""
if OIDC_ISSUER:
    ACCOUNT_APPS += ["allauth.socialaccount", "allauth.socialaccount.providers.openid_connect"]
# The web adds what it needs to these; allauth does not start without its own.
MIDDLEWARE = ["allauth.account.middleware.AccountMiddleware", "axes.middleware.AxesMiddleware"]
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "rugsat.store.accounts.backend.OfficeBackend",
]
# Scrypt takes memory as well as time, so that guessing costs more than with PBKDF2, and needs no further package.
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("login", "name")},
    },
    # A phrase of a few words has these easily, and no rule about kinds of characters makes a short one better.
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_HANDED_OUT_LASTS = timedelta(days=3)
"""A password that was handed out is changed within these, a weekend included; after them it is good for nothing."""

PROPOSAL_LASTS = timedelta(days=7)
"""What one administrator proposes another confirms within these, a week with its holidays; afterwards it is void."""
TOLD_FOR = timedelta(days=7)
"""So long each sign-in tells what administrators did to the account, also where somebody signed in meanwhile."""

# A session that nobody uses ends after half an hour, which is a telephone call and no lunch; and in any case after
# twelve hours, which is a long day at the desk, so that nobody goes on from yesterday.
SESSION_IDLE = timedelta(minutes=30)
SESSION_LASTS = timedelta(hours=12)
FRESH_FOR = timedelta(minutes=15)
"""So long after showing who one is, an act that counts is not asked for it again."""

# Rate limits and used codes hold over all processes of the server, so they lie in the database.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "remembered",
        # Beyond these rows a third is forgotten, so there must be more room than anybody fills within the limits.
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    },
}

ACCOUNT_USER_MODEL_USERNAME_FIELD = "login"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_PRESERVE_USERNAME_CASING = False
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_GET = False
# Beside the lock of a login at one address: one address may fail so often with all logins together, as a whole office
# behind one address still does not, and one login so often from all addresses together, which slows whoever has many.
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    "login_failed": "60/h/ip,20/h/key",
    # Whoever has got hold of a session guesses there no faster than at the door.
    "change_password": "5/m/user,20/h/user",
    "reauthenticate": "10/m/user,40/h/user",
}

MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
# A telephone whose clock is half a minute off still gives a code that is taken.
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_RECOVERY_CODE_DIGITS = 10

# Five tries are enough for whoever mistypes, and in a quarter of an hour five more: 480 guesses a day at a password of
# twelve characters that is not among the common ones. The lock is on a login at an address, so that nobody can lock
# an officer out of his own office from elsewhere.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_HANDLER = "axes.handlers.database.AxesDatabaseHandler"
AXES_USERNAME_FORM_FIELD = "login"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
# Whatever is sent with a failed try may be a secret in the wrong field.
AXES_SENSITIVE_PARAMETERS = ["login", "username", "password", "oldpassword", "password1", "password2", "code", "next"]
# What happened at the door is kept in a table of the office's own, which says no more than it must.
AXES_DISABLE_ACCESS_LOG = True

DEMO = os.environ.get("RUGSAT_DEMO", "") == "1"
"""Whether accounts for a demonstration may be opened; service refuses to start with it."""
