"""Publishing the register of a day for everybody: signed, packed, its digest a leaf of the log."""

from datetime import timedelta

from django.conf import settings

from rugsat.evidence.credentials.key_ring import Use, read_key_ring, trust_file
from rugsat.evidence.credentials.signed import sign_digest
from rugsat.evidence.log.register_digest import REGISTER_PUBLISHED
from rugsat.kernel.period import Period
from rugsat.store.outbox.counter import take
from rugsat.store.outbox.models import Entry
from rugsat.store.snapshot.export import published_tables
from rugsat.store.snapshot.public import (
    folder,
    pack,
    packed_digest,
    public_tables,
    refuse_published,
    release,
    write_tables,
)
from rugsat.store.tallies.keeping import fold_tallies
from rugsat.usecases.call import Done
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def publish_public_register(work: Work) -> Done:
    """Publish the register as it is known now, signed where the office has keys; a day is published once.

    The keys lie in keys/authority of the office; rugsat certificates make-keys makes them. The archive gets its name
    once its digest is sure to be logged: nothing is public that is in no log. After a crash between the two, the next
    call gives it its name.
    """
    take("publications")  # so that two who publish at once do it one after the other
    refuse_published(work.on)
    before = packed_digest(work.on)
    if before and Entry.objects.filter(kind=REGISTER_PUBLISHED, subject=before).exists():
        work.afterwards.append(lambda: release(work.on))
        return Done(before, 1, {"register": before}, repeated=True)
    within = Period(work.on, work.on + timedelta(days=1))
    tables = public_tables(published_tables(work.law, known=work.at, within=within))
    digest = write_tables(tables, work.on)
    keys = settings.OFFICE / "keys" / "authority"
    signature = ""
    if trust_file(keys).is_file():
        signer = read_key_ring(keys).signer(Use.CREDENTIALS, work.at)
        signature = sign_digest(digest, what="register", at=work.at, signer=signer)
    pack(work.on, digest, signature)
    # Once a day the changes of counts that were kept one by one become one.
    fold_tallies()
    work.afterwards.append(lambda: release(work.on))
    work.tell(REGISTER_PUBLISHED, digest, {"register": digest}, public=True)
    rows = {contract.name: table.height for contract, table in tables.items()}
    told = {"file": str(folder() / f"{work.on}.zip"), "register": digest, "signed": bool(signature)}
    return Done(digest, 1, {**told, "rows": rows})
