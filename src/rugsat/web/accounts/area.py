"""The account pages as an area of the web."""

from rugsat.kernel.language import gettext as _
from rugsat.web.layout.area import Area, Entry

ACCOUNTS = Area(
    "/account",
    "register:start",
    lambda: _("Account"),
    (
        Entry("account", lambda: _("Your account")),
        Entry("mfa_index", lambda: _("Second factor")),
        Entry("account_change_password", lambda: _("Password")),
    ),
)
