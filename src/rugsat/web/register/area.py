"""The register as an area of the web."""

from rugsat.kernel.language import gettext as _
from rugsat.web.layout.area import Area, Entry

REGISTER = Area(
    "/",
    "register:start",
    lambda: _("Register of crypto-asset authorisations"),
    (
        Entry("register:search", lambda: _("Search")),
        Entry("register:authorisations", lambda: _("Authorisations")),
        Entry("register:approved", lambda: _("Approved")),
        Entry("register:warnings", lambda: _("Warnings")),
        Entry("register:map", lambda: _("Map")),
        Entry("register:statistics", lambda: _("Statistics")),
        Entry("register:verify", lambda: _("Verify")),
        Entry("register:data", lambda: _("Open data")),
    ),
)
