"""Publishing the list of the statuses of all certificates, signed, for everybody."""

from datetime import timedelta

from rugsat.evidence.credentials.key_ring import Use
from rugsat.evidence.credentials.status_list import Status, status_list
from rugsat.kernel.digest import digest_of
from rugsat.store.outbox.counter import take
from rugsat.store.queries.certificates import list_size, status_uri, statuses
from rugsat.store.statuses import PUBLICATIONS, put_in_place, status_list_file
from rugsat.usecases.call import Done
from rugsat.usecases.issue_certificate import office_keys
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def publish_statuses(work: Work, *, valid_hours: int = 24) -> Done:
    """Publish which certificates are suspended or no longer valid, as the register stands now.

    Verifiers are told to get a new list after so many hours. The list is put in its place once its digest is sure to be
    logged; after a crash between the two the list of before stands, true as of its moment, until the next call.
    """
    number = take(PUBLICATIONS)  # so that of two who publish at once the second reads what the first has read, or later
    signer = office_keys().signer(Use.CREDENTIALS, work.at)
    held = {place: Status(status) for place, status in statuses().items()}
    uri = status_uri()
    made = status_list(held, uri=uri, size=list_size(), as_of=work.at, valid_for=timedelta(hours=valid_hours))
    forms = {"jwt": made.to_jwt(signer=signer).encode(), "cwt": made.to_cwt(signer=signer)}
    work.afterwards.append(lambda: put_in_place(forms, number=number))
    work.tell("statuses_published", uri, {"statuses": digest_of({str(key): int(held[key]) for key in sorted(held)})})
    return Done(uri, 1, {"not_valid": len(held), "files": [str(status_list_file(form)) for form in forms]})
