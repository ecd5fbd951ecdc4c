"""Opening an application: a case of a party for one instrument of the jurisdiction."""

from collections.abc import Mapping

from rugsat.domain.licensing.procedure import procedure_on
from rugsat.kernel.digest import digest_of
from rugsat.kernel.errors import RugsatError
from rugsat.kernel.identifiers.register_number import register_number
from rugsat.kernel.record import to_plain
from rugsat.law.parameter import ANY
from rugsat.store.kept_law import keep_law
from rugsat.store.licensing.models import Case
from rugsat.store.outbox.counter import take
from rugsat.store.parties.models import Party
from rugsat.usecases.application_form import read_application
from rugsat.usecases.call import Done
from rugsat.usecases.keep_items import keep_items
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


class NoSuchPartyError(RugsatError):
    """A party that the register does not know."""


class ClassMissingError(RugsatError):
    """An instrument that has classes, without one being said, or with one that it does not have."""


@use_case
def open_application(
    work: Work, *, party: str, instrument: str, cls: str = ANY, says: Mapping[str, object] | None = None
) -> Done:
    """Open an application under the law of the day; it is a draft until it is submitted."""
    work.only_for(party)
    if not Party.objects.filter(party=party).exists():
        message = f"there is no party '{party}': register it first"
        raise NoSuchPartyError(message)
    procedure = procedure_on(work.law, instrument, work.on, cls)
    classes = procedure.version.classes
    if (classes and cls == ANY) or (not classes and cls != ANY):
        held = f"the classes {', '.join(classes)}: say which" if classes else "no classes: leave it out"
        message = f"{instrument} has {held}"
        raise ClassMissingError(message)
    form = read_application(says or {})
    country, year = work.law.jurisdiction.upper(), work.on.year
    number = register_number(country=country, series="A", year=year, number=take(f"case-{year}"))
    case = Case.objects.create(
        case=number,
        party_id=party,
        instrument=instrument,
        cls=cls,
        opened_at=work.at,
        rule_pack=keep_law(work.law),
        demonstration=[act.name for act in work.law.rulebook.acts_in_force() if act.kind == "demonstration"],
        state=procedure.first_state,
        version=1,
    )
    counts = keep_items(case, form, at=work.at)
    content = to_plain(form)
    work.tell("application_opened", number, {"party": party, "instrument": instrument, "class": cls, "says": content})
    return Done(number, 1, {"state": case.state, "digest": digest_of(content), **counts})
