"""The salts of the outbox as the log knows salts: asked for by number, erased together with what they stand for."""

from collections.abc import Sequence

from rugsat.evidence.log.commitment import NO_SALT
from rugsat.evidence.log.salts import SaltErasedError, SaltMissingError
from rugsat.store.outbox.models import Entry


class OutboxSalts:
    """A salt store in the database; a salt is there before its entry is in the log."""

    def keep(self, first: int, salts: Sequence[bytes]) -> None:
        """Hold salts against those that came with their acts; they are never replaced."""
        for index, salt in enumerate(salts, first):
            if self.salt(index) != salt:
                message = f"the salt of entry {index} came with its act and is another one; it is not replaced"
                raise SaltMissingError(message)

    def salt(self, index: int) -> bytes:
        """The salt of an entry; SaltErasedError or SaltMissingError where there is none."""
        held = Entry.objects.filter(number=index).values_list("salt", flat=True)
        if not held:
            message = f"the outbox has no entry {index}: look whether this is the office of the log"
            raise SaltMissingError(message)
        if held[0] is None:
            message = f"the salt of entry {index} was erased: the entry stands, what it stood for cannot be shown"
            raise SaltErasedError(message)
        salt = bytes(held[0])
        if salt == NO_SALT:
            message = f"entry {index} has no salt: what it stands for is public"
            raise SaltMissingError(message)
        return salt

    def erase(self, index: int) -> None:
        """Erase the salt of an entry and its content for good; the leaf stays. Doing it twice changes nothing."""
        Entry.objects.filter(number=index).update(salt=None, content={})
