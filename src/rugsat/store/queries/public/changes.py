"""What changed in the public register between two days: which authorisations came, went, or are otherwise now."""

from datetime import date
from operator import attrgetter
from zoneinfo import ZoneInfo

from rugsat.store.licensing.models import AuthorisationFacts
from rugsat.store.queries.public.lines import Line, lines_of
from rugsat.store.queries.public.two_days import MOST, Changes, compared, stood

_said = attrgetter("instrument", "cls", "status", "licensed_w", "ends_on", "party", "holder")


def changes(*, since: date, until: date, zone: ZoneInfo) -> Changes[Line]:
    """The register as it stood at the end of one day, beside that of another, each as it was known then."""
    first, last = stood(since, zone), stood(until, zone)
    rows = AuthorisationFacts.objects.select_related("authorisation").order_by("authorisation_id")
    gone, come = list(rows.filter(first).exclude(last)[:MOST]), list(rows.filter(last).exclude(first)[:MOST])
    before = {line.number: line for line in lines_of(gone, on=since)}
    after = {line.number: line for line in lines_of(come, on=until)}
    return Changes(compared(before, after, _said), MOST in {len(gone), len(come)})
