"""Warning the public of a firm that acts without an authorisation."""

from rugsat.kernel.identifiers.register_number import register_number
from rugsat.kernel.period import Period
from rugsat.kernel.record import to_plain
from rugsat.store.bitemporal import Said, write
from rugsat.store.outbox.counter import take
from rugsat.store.parties.models import FirmWarning, WarningDraft, WarningKey
from rugsat.usecases.call import Done
from rugsat.usecases.use_case import use_case
from rugsat.usecases.warning_draft import draft_to_sign, sign, warning_acted_on
from rugsat.usecases.warning_form import WarningForm, keys_of, namesakes, next_act, read_warning, told_of
from rugsat.usecases.work import Work


@use_case
def issue_warning(work: Work, *, draft: str) -> Done:
    """Sign the draft of another officer: from today on the public is warned as it says, or a warning says this.

    Parties that hold an authorisation under every word of the same name are told, as they are on the day of signing.
    """
    held = draft_to_sign(work, draft, WarningDraft.Does.GIVE, WarningDraft.Does.CHANGE)
    form = read_warning(held.says, work.law)
    if held.does == WarningDraft.Does.CHANGE:
        number, kind = warning_acted_on(held).warning, "warning_changed"
    else:
        number, kind = _number(work), "warning_issued"
    _give(work, number, form)
    sign(work, held, warning=number)
    found = namesakes(form, on=work.on)
    said = {"says": to_plain(form), "by": work.call.by, "drafted_by": held.drafted_by, "draft": draft}
    work.tell(kind, number, {**said, "namesakes": found})
    return Done(number, 1, {"warning": number, "authorised_under_that_name": found})


def _give(work: Work, number: str, form: WarningForm) -> None:
    own = {"authority": "", "source": ""}
    lacks = {"instrument": form.instrument, "basis": form.basis, "rests_on": form.rests_on}
    said = [Said({"warning": number}, {**told_of(form), **lacks, **own})]
    write(FirmWarning, said, period=Period(work.on), at=work.at, act=next_act(number, work.at))
    keys = keys_of(number, names=(form.name, *form.names), websites=form.websites, lei=form.lei)
    WarningKey.objects.bulk_create(keys, ignore_conflicts=True)


def _number(work: Work) -> str:
    year = work.on.year
    country = work.law.jurisdiction.upper()
    return register_number(country=country, series="W", year=year, number=take(f"warning-{year}"))
