"""Taking over the warnings that other authorities have given."""

from rugsat.kernel.record import to_plain
from rugsat.operations.legacy.esma_ncasps import LegacyWarning, read_ncasps
from rugsat.store.documents import keep
from rugsat.store.parties.models import FirmWarning, WarningKey
from rugsat.usecases.call import Done
from rugsat.usecases.import_register import refuse_unaccepted
from rugsat.usecases.use_case import use_case
from rugsat.usecases.warning_form import keys_of, told_of
from rugsat.usecases.work import Work

SOURCE = "ESMA"
_AT_ONCE = 500


@use_case
def import_warnings(work: Work, *, content: bytes, file: str, accept_faults: bool = False) -> Done:
    """Enter the warnings of ESMA's register of non-compliant entities, each from the day of its decision.

    Where the file has rows that cannot be taken, nothing is entered until somebody accepts that they are left out. A
    warning that was entered before stays as it is, also one that was withdrawn here; those that are given here and
    stand no longer in the file are named, and somebody decides whether to withdraw them.
    """
    warnings, faults = read_ncasps(content, file=file)
    refuse_unaccepted(faults, accepted=accept_faults)
    digest = keep(content)
    entered = FirmWarning.objects.filter(source=SOURCE)
    known = set(entered.values_list("warning", flat=True))
    given = set(entered.filter(superseded_at__isnull=True, until__isnull=True).values_list("warning", flat=True))
    fresh = [each for each in warnings if each.warning not in known]
    _enter(fresh, work, act=f"import/{digest[:12]}")
    told = {
        "file": file,
        "digest": digest,
        "entered": len(fresh),
        "known_before": len(warnings) - len(fresh),
        "no_longer_listed": sorted(given - {each.warning for each in warnings}),
    }
    work.tell("warnings_imported", digest, {**told, "faults": to_plain(faults)})
    return Done(digest, 1, {**told, "faults": to_plain(faults)})


def _enter(warnings: list[LegacyWarning], work: Work, *, act: str) -> None:
    rows = (
        FirmWarning(
            warning=each.warning,
            **told_of(each),
            basis="foreign",
            authority=each.authority,
            source=SOURCE,
            since=each.since,
            recorded_at=work.at,
            act=act,
        )
        for each in warnings
    )
    FirmWarning.objects.bulk_create(rows, batch_size=_AT_ONCE)
    keys = (
        key
        for each in warnings
        for key in keys_of(each.warning, names=(each.name, *each.names), websites=each.websites, lei=each.lei)
    )
    WarningKey.objects.bulk_create(keys, batch_size=_AT_ONCE, ignore_conflicts=True)
