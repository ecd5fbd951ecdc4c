"""The console as an area of the web."""

from rugsat.kernel.language import gettext as _
from rugsat.web.layout.area import Area, Entry

CONSOLE = Area(
    "/console/",
    "console:start",
    lambda: _("Console"),
    (Entry("console:start", lambda: _("Today")),),
)
