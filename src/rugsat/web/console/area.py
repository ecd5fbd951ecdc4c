"""The console as an area of the web."""

from rugsat.kernel.language import gettext as _
from rugsat.web.layout.area import Area, Entry

CONSOLE = Area(
    "/console/",
    "console:start",
    lambda: _("Console"),
    (
        Entry("console:start", lambda: _("Today")),
        Entry("console:cases", lambda: _("Queue")),
        Entry("console:search", lambda: _("Search")),
        Entry("console:calendar", lambda: _("Returns")),
        Entry("console:map", lambda: _("Map")),
        Entry("console:findings", lambda: _("Findings")),
        Entry("console:runs", lambda: _("Runs")),
        Entry("console:requests", lambda: _("Requests")),
        Entry("console:warnings", lambda: _("Warnings")),
        Entry("console:quality", lambda: _("Quality")),
        Entry("console:law", lambda: _("The law")),
        Entry("console:audit", lambda: _("Audit trail")),
        Entry("console:accounts", lambda: _("Accounts")),
        Entry("console:deputy", lambda: _("Away")),
    ),
)
