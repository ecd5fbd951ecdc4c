"""The portal as an area of the web."""

from rugsat.kernel.language import gettext as _
from rugsat.web.layout.area import Area, Entry

PORTAL = Area(
    "/portal/",
    "portal:start",
    lambda: _("Portal"),
    (
        Entry("portal:start", lambda: _("Overview")),
        Entry("portal:application", lambda: _("Applications")),
        Entry("portal:authorisation", lambda: _("Authorisations")),
        Entry("portal:attestations", lambda: _("To attest")),
        Entry("portal:returns", lambda: _("Returns")),
        Entry("portal:requests", lambda: _("Requests")),
        Entry("portal:findings", lambda: _("Findings")),
        Entry("portal:organisation", lambda: _("Organisation")),
        Entry("portal:users", lambda: _("Users")),
    ),
)
