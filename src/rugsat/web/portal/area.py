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
        Entry("portal:attestations", lambda: _("To attest")),
        Entry("portal:returns", lambda: _("Returns")),
        Entry("portal:organisation", lambda: _("Organisation")),
    ),
)
