"""What can be wrong with a transparency log, each in a word of its own."""

from typing import ClassVar

from rugsat.kernel.errors import RugsatError


class LogError(RugsatError):
    """A log that cannot be read, appended to or believed as asked."""

    fault: ClassVar[str] = ""
    """What is untrue about the log, in one word for programs; empty where it is not the log that is at fault."""


class LogDamagedError(LogError):
    """A file of the log is not what the log's own hashes say it must be."""

    fault = "damaged"


class SignatureError(LogError):
    """A checkpoint that no known key has signed, or that is no signed note at all."""

    fault = "not_signed"


class KeyRefusedError(LogError):
    """What is given as the key or the name of a log and is none."""


class NotInLogError(LogError):
    """An entry, a tree size or a register that the log does not hold."""

    fault = "not_in_log"


class GapError(LogError):
    """Entries that would leave numbers before them empty."""


class DifferentEntryError(LogError):
    """An entry whose number is taken by another one."""


class RolledBackError(LogError):
    """A checkpoint of fewer entries than one that the same log signed before."""

    fault = "rolled_back"


class ForkedError(LogError):
    """A checkpoint that does not follow from one that the same log signed before."""

    fault = "forked"
