"""What the office does is in the log; the register that it publishes follows from it."""

import pytest

from rugsat.evidence.lake.lake import Lake
from rugsat.evidence.log.commitment import Leaf
from rugsat.evidence.log.errors import DifferentEntryError
from rugsat.evidence.log.note import verifier_of
from rugsat.evidence.log.reader import LogReader
from rugsat.evidence.log.register_digest import RegisterInLog, Registers, register_digest
from rugsat.evidence.log.salts import SaltErasedError
from rugsat.operations.load_register import load_register
from rugsat.store.outbox.models import Counter, Entry
from rugsat.store.outbox.salts import OutboxSalts
from rugsat.usecases.publish_register_snapshot import publish_register_snapshot
from rugsat.usecases.register_party import register_party
from rugsat.usecases.sequence_outbox import (
    LogKeyMissingError,
    OutboxBehindError,
    log_folder,
    office_signer,
    sequence_outbox,
)
from tests.usecases.people import KARAKUM, Office, apply, grant_it, prepare


@pytest.fixture
def number(office: Office) -> str:
    prepare(office)
    return grant_it(office, apply(office))


def found_in_the_log(digest: str) -> RegisterInLog:
    registers = Registers()
    for index, entry in enumerate(LogReader(log_folder()).entries()):
        registers.see(index, entry)
    return registers.find(digest)


def test_the_log_holds_every_act_and_repeating_changes_nothing(office: Office, number: str):
    size = sequence_outbox(at=office.now)
    assert size == Entry.objects.count()
    reader = LogReader(log_folder())
    key = verifier_of(office_signer())
    reader.verify_all(key)
    before = (log_folder() / "checkpoint").read_bytes()
    assert sequence_outbox(at=office.now) == size
    assert (log_folder() / "checkpoint").read_bytes() == before


def test_a_lost_key_of_the_log_is_missed_and_not_made_anew(office: Office, number: str):
    sequence_outbox(at=office.now)
    keys = log_folder().parent / "keys" / "log"
    keys.rename(keys.with_name("copy"))
    with pytest.raises(LogKeyMissingError, match="bring it back from its copy"):
        sequence_outbox(at=office.now)
    keys.with_name("copy").rename(keys)
    assert sequence_outbox(at=office.now) == Entry.objects.count()


def test_a_leaf_opens_with_its_salt_and_after_erasing_no_more(office: Office, number: str):
    entry = Entry.objects.get(kind="case_grant")
    leaf, salts = Leaf.from_bytes(bytes(entry.leaf)), OutboxSalts()
    assert leaf.opens_to(entry.content, salts.salt(entry.number))
    assert b"karakum" not in bytes(entry.leaf)
    salts.erase(entry.number)
    with pytest.raises(SaltErasedError):
        salts.salt(entry.number)
    assert sequence_outbox(at=office.now) == Entry.objects.count()


def test_the_published_register_is_a_leaf_of_the_log_and_a_lake_takes_it(office: Office, number: str, tmp_path):
    done = publish_register_snapshot(office.call("anna"), out=tmp_path / "register")
    sequence_outbox(at=office.now)
    digest = register_digest(tmp_path / "register")
    assert found_in_the_log(digest).is_newest
    lake = Lake.create(tmp_path / "lake", jurisdiction="tm")
    commit = load_register(lake, tmp_path / "register", recorded_at=office.now)
    # Warnings are told to people; no check rests on them, and a lake does not take them.
    published = dict(done.told["rows"])
    assert published.pop("register.warnings") == 0
    assert commit.note["rows"] == published
    assert commit.note["rows"]["register.authorisations"] == 2
    assert commit.note["rows"]["register.devices"] == 3
    assert commit.note["rows"]["register.approved_providers"] == 1
    assert commit.note["rows"]["register.obligations"] > 0


def test_a_changed_row_of_the_register_is_no_leaf_of_the_log(office: Office, number: str, tmp_path):
    publish_register_snapshot(office.call("anna"), out=tmp_path / "register")
    sequence_outbox(at=office.now)
    devices = tmp_path / "register" / "devices.csv"
    devices.write_text(devices.read_text().replace("3010", "3011", 1))
    with pytest.raises(Exception, match="never committed to the register"):
        found_in_the_log(register_digest(tmp_path / "register"))


def test_an_older_copy_of_the_database_does_not_act_beside_the_log(office: Office):
    """Its new acts take numbers that the log has already: without a refusal they would never be logged."""
    register_party(office.call("anna"), party="before", says=KARAKUM)
    known = Entry.objects.count()
    for name in ("lost-1", "lost-2"):
        register_party(office.call("anna"), party=name, says=KARAKUM)
    size = sequence_outbox(at=office.now)
    Entry.objects.filter(number__gte=known).delete()  # the copy of yesterday is put back
    Counter.objects.filter(name="outbox").update(last=known)

    register_party(office.call("anna"), party="after-1", says=KARAKUM)
    with pytest.raises(OutboxBehindError, match=f"the log has {size} entries and the database knows {known + 1}"):
        sequence_outbox(at=office.now)
    for name in ("after-2", "after-3"):
        register_party(office.call("anna"), party=name, says=KARAKUM)
    with pytest.raises(DifferentEntryError, match="is another one and cannot be changed"):
        sequence_outbox(at=office.now)
