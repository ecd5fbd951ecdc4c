"""Publishing the register of a day for everybody: signed, packed, its digest a leaf of the log."""

from datetime import timedelta

from django.conf import settings

from rugsat.evidence.credentials.key_ring import Use, read_key_ring, trust_file
from rugsat.evidence.credentials.signed import sign_digest
from rugsat.evidence.log.register_digest import REGISTER_PUBLISHED
from rugsat.kernel.period import Period
from rugsat.store.snapshot.export import snapshot_tables
from rugsat.store.snapshot.public import pack, public_tables, write_tables
from rugsat.usecases.call import Done
from rugsat.usecases.use_case import use_case
from rugsat.usecases.work import Work


@use_case
def publish_public_register(work: Work) -> Done:
    """Publish the register as it is known now, signed where the office has keys; a day is published once.

    The keys lie in keys/authority of the office; rugsat certificates make-keys makes them.
    """
    within = Period(work.on, work.on + timedelta(days=1))
    tables = public_tables(snapshot_tables(work.law, known=work.at, within=within))
    digest = write_tables(tables, work.on)
    keys = settings.OFFICE / "keys" / "authority"
    signature = ""
    if trust_file(keys).is_file():
        signer = read_key_ring(keys).signer(Use.CREDENTIALS, work.at)
        signature = sign_digest(digest, what="register", at=work.at, signer=signer)
    archive = pack(work.on, digest, signature)
    work.tell(REGISTER_PUBLISHED, digest, {"register": digest}, public=True)
    rows = {contract.name: table.height for contract, table in tables.items()}
    return Done(digest, 1, {"file": str(archive), "register": digest, "signed": bool(signature), "rows": rows})
