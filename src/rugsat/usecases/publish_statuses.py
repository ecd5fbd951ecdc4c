"""Publishing the list of the statuses of all certificates, signed, for everybody."""

from datetime import timedelta

from rugsat.evidence.credentials.key_ring import Use
from rugsat.evidence.credentials.status_list import Status, status_list
from rugsat.evidence.lake.durable import write_durably
from rugsat.kernel.digest import digest_of
from rugsat.store.queries.certificates import list_size, status_uri, statuses
from rugsat.store.statuses import status_list_file
from rugsat.usecases.call import Done
from rugsat.usecases.issue_certificate import office_keys
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def publish_statuses(work: Work, *, valid_hours: int = 24) -> Done:
    """Publish which certificates are suspended or no longer valid, as the register stands now.

    Verifiers are told to get a new list after so many hours.
    """
    signer = office_keys().signer(Use.CREDENTIALS, work.at)
    held = {place: Status(status) for place, status in statuses().items()}
    uri = status_uri()
    made = status_list(held, uri=uri, size=list_size(), as_of=work.at, valid_for=timedelta(hours=valid_hours))
    forms = {"jwt": made.to_jwt(signer=signer).encode(), "cwt": made.to_cwt(signer=signer)}
    for form, content in forms.items():
        path = status_list_file(form)
        path.parent.mkdir(parents=True, exist_ok=True)
        write_durably(path, content)
    work.tell("statuses_published", uri, {"statuses": digest_of({str(key): int(held[key]) for key in sorted(held)})})
    return Done(uri, 1, {"not_valid": len(held), "files": [str(status_list_file(form)) for form in forms]})
